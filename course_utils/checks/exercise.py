"""What an exercise is, and what a check may find wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from course_utils.checks.draw import Draw


class Wrong(Exception):
    """An answer is not right yet: what to look at, and where known what was asked and what came.

    `look_at` holds no input and no wanted value, so that it can be shown where those are secret.
    """

    def __init__(self, look_at: str, asked: str = "", came: str = "", wanted: str = "") -> None:
        super().__init__(look_at)
        self.look_at, self.asked, self.came, self.wanted = look_at, asked, came, wanted


class NotAnswered(Exception):
    """The answer still raises NotImplementedError, or there is none."""


@dataclass(frozen=True)
class Exercise:
    """One task: the learner writes the function or class of this signature.

    `check(answer, draw)` calls the answer, raises `Wrong`, and returns what it tried, in words.
    `to_write` names what must not be called in its place.
    """

    signature: str
    check: Callable[[Any, Draw], str]
    points: int = 1
    to_write: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.signature.partition("(")[0]

    @property
    def not_to_call(self) -> frozenset[str]:
        return frozenset({self.name, *self.to_write})
