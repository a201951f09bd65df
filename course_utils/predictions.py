"""Guess first: `predict` asks, `reveal` notes the outcome, `replay` sets both side by side."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets
from IPython.display import HTML, display

from course_utils.errors import InputError

NO_GUESS = "you did not guess"
CLOSE = 0.1  # of what came out: a number that misses it by no more is close
# ipywidgets shows the button with the focus by a faint shadow, and the chosen one, in a dark theme,
# by a grey like that of the others.
STYLE = """<style>
.course-guess .widget-toggle-button:focus-visible {
  outline: 2px solid var(--jp-ui-font-color0, #1565c0); outline-offset: 2px;
}
.course-guess .widget-toggle-button.mod-active {
  background: var(--jp-ui-font-color0, #1565c0); color: var(--jp-layout-color0, white);
}
</style>"""

_THOUSANDS = re.compile(r"[-+]?\d{1,3}(,\d{3})+(\.\d*)?")
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)


class NumberField(anywidget.AnyWidget):
    """A field to type a number into, from which a cell can be run as from anywhere else."""

    _esm = (Path(__file__).parent / "number_field.js").read_text(encoding="utf-8")
    value = traitlets.Unicode().tag(sync=True)


@dataclass
class Prediction:
    """One question; the guess is read from its widget when it is asked for.

    A number that misses the outcome by no more than `within` is right.
    """

    question: str
    options: tuple[str, ...]
    widget: widgets.Widget = field(repr=False)
    note: widgets.Widget = field(repr=False)
    within: float = 0.0
    outcome: str | None = None
    option: str | None = None

    @property
    def answer(self) -> str:
        """What stands in the widget, without the space around it."""
        return (self.widget.value or "").strip()

    @property
    def guess(self) -> str | None:
        """What the learner chose, or the number that was typed; None for nothing and for words."""
        is_guess = self.answer if self.options else as_number(self.answer) is not None
        return self.answer if is_guess else None

    @property
    def verdict(self) -> str:
        """How the guess compares with what came out, in words; empty while one of them lacks."""
        if self.guess is None or self.outcome is None:
            return ""
        return self._of_options() if self.options else self._of_numbers()

    def reveal(self, outcome: str | float, option: str | None = None) -> None:
        """Note what really came out and say how the guess compares.

        `option` is the one that the outcome counts as, where it is none of them by itself.
        """
        self.outcome = f"{outcome:g}" if isinstance(outcome, float) else str(outcome)
        self.option = option or self.outcome
        self.take_note()
        guessed = f"You guessed: {self.guess}" if self.guess else self._no_guess()
        print(f"{guessed}. It came out as: {self.outcome}. {self.verdict}".strip())

    def take_note(self, _change: object = None) -> None:
        """Say below the question that the guess has arrived, or that it is no number."""
        if self.guess is not None:
            said = f"Noted: {self.guess}. {self.verdict}".strip()
        elif self.answer:
            said = f"“{self.answer}” is no number, so it is not noted. Type digits: 1234, or 0.25."
        else:
            said = ""
        self.note.value = escape(said)

    def _no_guess(self) -> str:
        words = f"“{self.answer}” is no number: " if self.answer else ""
        return words + NO_GUESS if words else NO_GUESS.capitalize()

    def _of_options(self) -> str:
        if self.guess == self.option:
            return "✓ Right."
        return "✗ Not so." if self.option in self.options else "It is none of the options."

    def _of_numbers(self) -> str:
        came = as_number(self.outcome)
        if came is None:
            return ""
        miss = as_number(self.guess) - came
        if math.isclose(miss, 0, abs_tol=max(self.within, 1e-6 * abs(came))):
            return "✓ Right." if f"{miss:.3g}" == "0" else f"✓ Right, to within {self.within:g}."
        size = f"too {'high' if miss > 0 else 'low'} by {abs(miss):.6g}"
        return f"≈ Close: {size}." if abs(miss) <= CLOSE * abs(came) else f"✗ T{size[1:]}."


def as_number(text: str) -> float | None:
    """The number that was typed, with commas, spaces or a % sign if need be; None for words."""
    plain = "".join(text.split()).replace("−", "-").removesuffix("%")
    thousands = _THOUSANDS.fullmatch(plain)
    plain = plain.replace(",", "") if thousands else plain.replace(",", ".", 1)
    if not _NUMBER.fullmatch(plain) or not math.isfinite(float(plain)):
        return None
    return float(plain)


_asked: dict[str, Prediction] = {}


def predict(question: str, options: Sequence[str] | None = None, within: float = 0.0) -> Prediction:
    """Ask for a guess: one of the options, or a number to type where there are none.

    A number counts as right up to a distance of `within` from what comes out. Nothing waits for an
    answer, so running all cells works; the guess is read at the reveal. Raises InputError for a
    single option.
    """
    if options is not None and len(options) < 2:
        raise InputError("A question with options needs at least two of them.")
    options = tuple(options or ())
    if options:
        # Not a list to pull down: from one that has the focus JupyterLab takes arrows and letters.
        style = {"button_width": "auto"}
        widget = widgets.ToggleButtons(
            options=options, value=None, description="Guess:", style=style
        )
    else:
        widget = NumberField()
    before = _asked.get(question)
    if before is not None and before.options == options:
        widget.value = before.widget.value  # running the cell again keeps the guess
    asked = Prediction(question, options, widget, widgets.HTML(), within)
    asked.take_note()
    widget.observe(asked.take_note, "value")
    _asked[question] = asked
    _show(asked)
    return asked


def _show(prediction: Prediction) -> None:
    """The widget where one can be shown; the plain question for readers who do not run it."""
    asked = f"<p><strong>Predict:</strong> {escape(prediction.question)}</p>"
    listed = "".join(f"<li>{escape(option)}</li>" for option in prediction.options)
    plain = f"Predict: {prediction.question} {' / '.join(prediction.options)}".strip()
    box = widgets.VBox([widgets.HTML(STYLE + asked), prediction.widget, prediction.note])
    box.add_class("course-guess")
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    display(
        {
            "application/vnd.jupyter.widget-view+json": view,
            "text/html": f"{asked}<ul>{listed}</ul>" if listed else asked,
            "text/plain": plain,
        },
        raw=True,
    )


def replay() -> HTML:
    """A table of every question asked in this notebook: your guess beside what came out."""
    cell = '<td style="text-align:left">{}</td>'.format
    rows = "".join(
        "<tr>"
        + cell(escape(p.question))
        + cell(escape(p.guess or NO_GUESS))
        + cell(escape(p.outcome or "not revealed yet"))
        + cell(escape(p.verdict))
        + "</tr>"
        for p in _asked.values()
    )
    titles = ("question", "your guess", "what came out", "compared")
    head = "".join(f'<th scope="col" style="text-align:left">{title}</th>' for title in titles)
    return HTML(f"<table><tr>{head}</tr>{rows}</table>")
