"""What an exercise is, and what a check may find wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course_utils.answers.draw import Draw


class Wrong(Exception):
    """An answer is not right yet: what to look at, and where known what was asked and what came.

    `advice` holds no input and no wanted value, so that it can be shown where those are secret.
    """

    def __init__(self, advice: str, asked: str = "", came: str = "", wanted: str = "") -> None:
        super().__init__(advice)
        self.advice, self.asked, self.came, self.wanted = advice, asked, came, wanted


class NotAnswered(Exception):
    """The answer still raises NotImplementedError, or there is none."""


@dataclass(frozen=True)
class ByWeights:
    """How an exercise is graded with which a file of weights is handed in.

    `check(weights, answer, draw)` gets the file's tensors by name, or a `Wrong` to raise where
    there are none; it has so many seconds. `most_data`: how many bytes of data a statement of the
    cells may hold, where what was learned belongs in the file alone.
    """

    file: str
    check: Callable[[Any, Any, Draw], str]
    seconds: float
    most_data: int | None = None


@dataclass(frozen=True)
class Exercise:
    """One task: the learner writes the function or class of this signature.

    `check(answer, draw)` calls the answer, raises `Wrong`, and returns what it tried, in words.
    `to_write` names what must not be called in its place. `graded` says how the grader judges it,
    where that is not by `check`.
    """

    signature: str
    check: Callable[[Any, Draw], str]
    points: int = 1
    to_write: tuple[str, ...] = ()
    graded: ByWeights | None = None

    @property
    def name(self) -> str:
        """The name of the function or class."""
        return self.signature.partition("(")[0]

    @property
    def not_to_call(self) -> frozenset[str]:
        """What the answer must not hand on to: the thing itself, and its kin."""
        return frozenset({self.name, *self.to_write})
