"""Guess first: `predict` asks, `reveal` notes the outcome, `replay` sets both side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

import ipywidgets as widgets
from IPython.display import HTML, display

from course_utils.errors import InputError

NO_GUESS = "no guess recorded"


@dataclass
class Prediction:
    """One question; the guess is read from its widget when it is asked for."""

    question: str
    options: tuple[str, ...]
    widget: widgets.Widget = field(repr=False)
    outcome: str | None = None

    @property
    def guess(self) -> str | None:
        """What the learner chose or typed, or None."""
        return self.widget.value.strip() or None

    def reveal(self, outcome: str | float) -> None:
        """Note what really came out and say how the guess compares."""
        self.outcome = f"{outcome:g}" if isinstance(outcome, float) else str(outcome)
        print(f"You guessed: {self.guess or NO_GUESS}. It came out as: {self.outcome}.")


_asked: dict[str, Prediction] = {}


def predict(question: str, options: Sequence[str] | None = None) -> Prediction:
    """Ask for a guess: one of the options, or a number to type where there are none.

    Nothing waits for an answer, so running all cells works; the guess is read at the reveal.
    """
    if options is not None and len(options) < 2:
        raise InputError("A question with options needs at least two of them.")
    options = tuple(options or ())
    if options:
        choices = [("choose …", ""), *((option, option) for option in options)]
        widget = widgets.Dropdown(options=choices, value="", description="Guess:")
    else:
        widget = widgets.Text(placeholder="type a number", description="Guess:")
    before = _asked.get(question)
    if before is not None and before.options == options:
        widget.value = before.widget.value  # running the cell again keeps the guess
    _asked[question] = Prediction(question, options, widget)
    _show(_asked[question])
    return _asked[question]


def _show(prediction: Prediction) -> None:
    """The widget where one can be shown; the plain question for readers who do not run it."""
    asked = f"<p><strong>Predict:</strong> {escape(prediction.question)}</p>"
    listed = "".join(f"<li>{escape(option)}</li>" for option in prediction.options)
    plain = f"Predict: {prediction.question} {' / '.join(prediction.options)}".strip()
    box = widgets.VBox([widgets.HTML(asked), prediction.widget])
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
    rows = "".join(
        f'<tr><td style="text-align:left">{escape(p.question)}</td>'
        f'<td style="text-align:left">{escape(p.guess or NO_GUESS)}</td>'
        f'<td style="text-align:left">{escape(p.outcome or "not revealed yet")}</td></tr>'
        for p in _asked.values()
    )
    titles = ("question", "your guess", "what came out")
    head = "".join(f'<th scope="col" style="text-align:left">{title}</th>' for title in titles)
    return HTML(f"<table><tr>{head}</tr>{rows}</table>")
