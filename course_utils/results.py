"""Result cards: what each model reached, kept between lessons so that they can be compared."""

import json
import os
import re
from dataclasses import asdict, dataclass, fields
from html import escape
from pathlib import Path

from torch import nn

from course_utils.files import checkout, writable_folder, write_atomically
from course_utils.shapes import count_parameters
from course_utils.training import History


@dataclass(frozen=True)
class ResultCard:
    """One trained model: seconds are those of the training, test_accuracy is a share in [0, 1]."""

    lesson: str
    model: str
    data: str
    parameters: int
    epochs: float
    seconds: float
    test_accuracy: float
    mistakes: int

    def _lines(self) -> list[tuple[str, str]]:
        return [
            ("model", self.model),
            ("data", self.data),
            ("parameters", f"{self.parameters:,}"),
            ("epochs", f"{self.epochs:g}"),
            ("training time", f"{self.seconds:.1f} s"),
            ("test accuracy", f"{self.test_accuracy:.2%}"),
            ("mistakes on the test set", f"{self.mistakes:,}"),
        ]

    def __str__(self) -> str:
        return "\n".join(f"{name:<26}{value}" for name, value in self._lines())

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{escape(name)}</th>'
            f'<td style="text-align:left">{escape(value)}</td></tr>'
            for name, value in self._lines()
        )
        return f"<table>{rows}</table>"


def record_result(
    lesson: str,
    model_name: str,
    model: nn.Module,
    history: History,
    data: str,
    test_accuracy: float,
    n_test: int,
) -> ResultCard:
    """Make the result card of a trained model and keep it for lesson 6; the card is returned."""
    mistakes = n_test - round(test_accuracy * n_test)
    card = ResultCard(
        lesson,
        model_name,
        data,
        count_parameters(model),
        round(history.epochs, 2),
        round(history.seconds, 2),
        test_accuracy,
        mistakes,
    )
    name = re.sub(r"[^a-z0-9]+", "-", model_name.lower()).strip("-")
    content = json.dumps(asdict(card), indent=1) + "\n"
    try:
        write_atomically(results_folder() / f"{lesson}--{name}.json", content.encode())
    except OSError as error:
        print(f"Note: this result cannot be kept for lesson 6: {error}.")
    return card


def read_cards(folder: Path) -> list[ResultCard]:
    """The cards kept in a folder, by lesson; a file that is not a card is passed over."""
    names = {field.name for field in fields(ResultCard)}
    cards = []
    for path in sorted(Path(folder).glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(content, dict) and set(content) == names:
            cards.append(ResultCard(**content))
    return cards


def kept_cards() -> list[ResultCard]:
    """The cards that are kept here; none where nothing was recorded yet."""
    return next((cards for cards in map(read_cards, _candidates()) if cards), [])


def results_folder() -> Path:
    """Where cards are kept: COURSE_RESULTS_DIR, else results/ in the course's folder or here.

    Raises OSError where none of them can be written to.
    """
    return writable_folder(_candidates())


def _candidates() -> list[Path]:
    named = os.environ.get("COURSE_RESULTS_DIR")
    homes = [home for home in (checkout(), Path.cwd()) if home is not None]
    return [Path(named)] if named else [home / "results" for home in homes]
