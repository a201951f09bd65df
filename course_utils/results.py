"""Result cards, what each model reached; and claims, what the lessons have shown. Both are kept."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, fields
from html import escape
from pathlib import Path

from torch import nn

from course_utils.data import Splits
from course_utils.errors import InputError
from course_utils.files import checkout, writable_folder, write_atomically
from course_utils.shapes import count_parameters
from course_utils.training import History
from course_utils.training.intervals import Difference, first_seed

CLAIMS = "claims"  # the folder of claims among the results
LONGEST_NAME = 80  # of a file


def mistakes_half_width(mistakes: int, n_images: int) -> float:
    """Half of the 95 % binomial interval of a count of mistakes, 1.96 standard deviations.

    Raises InputError for a count that is no part of the images.
    """
    if not 0 <= mistakes <= n_images or n_images < 1:
        raise InputError(f"{mistakes} mistakes in {n_images} images: that cannot be.")
    return 1.96 * (mistakes * (1 - mistakes / n_images)) ** 0.5


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

    def _half_width(self) -> float:
        """Of the 95 % binomial interval of the mistakes."""
        n_images = round(self.mistakes / (1 - self.test_accuracy)) if self.mistakes else 1
        return mistakes_half_width(self.mistakes, n_images)

    def _lines(self) -> list[tuple[str, str]]:
        return [
            ("model", self.model),
            ("data", self.data),
            ("parameters", f"{self.parameters:,}"),
            ("epochs", f"{self.epochs:g}"),
            ("training time", f"{self.seconds:.1f} s"),
            ("test accuracy", f"{self.test_accuracy:.2%}"),
            ("mistakes, 95 % interval", f"{self.mistakes:,} ± {self._half_width():.0f}"),
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
    splits: Splits,
    test_accuracy: float,
) -> ResultCard:
    """Make the result card of a trained model and keep it for lesson 6; the card is returned."""
    n_test = len(splits.test)
    mistakes = n_test - round(test_accuracy * n_test)
    card = ResultCard(
        lesson,
        model_name,
        splits.name,
        count_parameters(model),
        round(history.epochs, 2),
        round(history.seconds, 2),
        test_accuracy,
        mistakes,
    )
    try:
        _keep(card, results_folder(), lesson, model_name)
    except OSError as error:
        print(f"Note: this result cannot be kept for lesson 6: {error}.")
    return card


def _keep(what: ResultCard | Claim, folder: Path, lesson: str, name: str) -> None:
    """Write a card or a claim into a folder; one of the same lesson and name is replaced."""
    short = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:LONGEST_NAME]
    content = json.dumps(asdict(what), indent=1, ensure_ascii=False) + "\n"
    folder.mkdir(exist_ok=True)
    write_atomically(folder / f"{lesson}--{short}.json", content.encode())


def _read(folder: Path, kind: type) -> list[dict]:
    """What the files in a folder say that hold a card or a claim; any other is passed over."""
    names = {field.name for field in fields(kind)}
    held = []
    for path in sorted(folder.glob("*.json")):
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if isinstance(content, dict) and set(content) == names:
            held.append(content)
    return held


def read_cards(folder: Path) -> list[ResultCard]:
    """The cards kept in a folder, by lesson; a file that is not a card is passed over."""
    return [ResultCard(**content) for content in _read(Path(folder), ResultCard)]


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


@dataclass(frozen=True)
class Claim:
    """A headline and the experiment behind it: two settings, one value a seed.

    `direction` says how the first setting compares: "higher" or "lower".
    """

    lesson: str
    sentence: str
    data: str
    direction: str
    what: str
    names: tuple[str, str]
    first: tuple[float, ...]
    second: tuple[float, ...]
    margin: float
    first_seed: int = 0

    @property
    def difference(self) -> Difference:
        """The first setting minus the second."""
        return Difference(self.what, self.names, self.first, self.second, self.margin)

    @property
    def holds(self) -> bool:
        """Whether the interval lies beyond the margin on the side that the sentence names."""
        return self.difference.shown == self.direction


def claim(lesson: str, sentence: str, difference: Difference, direction: str, data: str) -> Claim:
    """Keep what an experiment has shown: `sentence` is the headline, and `direction`, "higher" or
    "lower", says how the first setting compares by it.

    `lesson` is the notebook's name without its ending, `data` that of the splits. The claim is
    returned. Raises InputError for another direction.
    """
    if direction not in ("higher", "lower"):
        raise InputError(f'The direction is "higher" or "lower", not {direction!r}.')
    d = difference
    made = Claim(
        *(lesson, sentence, data, direction, d.what, d.names, d.first, d.second, d.margin),
        first_seed(),
    )
    try:
        _keep(made, results_folder() / CLAIMS, lesson, sentence)
    except OSError as error:
        print(f"Note: this claim cannot be kept: {error}.")
    return made


def read_claims(folder: Path) -> list[Claim]:
    """The claims kept in a folder of results, by lesson; any other file is passed over."""
    claims = []
    for content in _read(Path(folder) / CLAIMS, Claim):
        lists = {key: tuple(content[key]) for key in ("names", "first", "second")}
        claims.append(Claim(**{**content, **lists}))
    return claims
