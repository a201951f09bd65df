"""An answer whose name is not quite that of its task."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from types import FunctionType
from typing import Any

from course_utils.answers.answer import LEARNERS_MODULE

CUTOFF = 0.8  # share of signs that agree


def misspelt(name: str, names: Mapping[str, Any], others: Collection[str]) -> str:
    """The learner's function or class that may be meant; empty where none is like it.

    `others` are names of exercises, each of which is meant as it is written.
    """
    own = [other for other, held in names.items() if _may_be_an_answer(other, held)]
    own = [other for other in own if other not in others]
    for other in own:
        if _letters(other) == _letters(name):
            return other
    return next(iter(get_close_matches(name, own, 1, CUTOFF)), "")


def _may_be_an_answer(name: str, held: Any) -> bool:
    return (
        isinstance(held, (FunctionType, type))
        and not name.startswith("_")
        and held.__module__ == LEARNERS_MODULE
    )


def _letters(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")
