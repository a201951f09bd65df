"""Where the points go in an instructor's file, and which column that is when there are many."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from course_utils.errors import UsageError
from course_utils.grading.export.printable import printable


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a lesson with the names of its exercises, or a column that was named."""

    lesson: int
    exercises: Sequence[str]
    column: str | None = None


@dataclass(frozen=True)
class Title:
    """A column that may hold points. `name` is its header without what the system adds."""

    place: int
    header: str
    name: str
    out_of: float | None


@dataclass(frozen=True)
class Target:
    """The column that was chosen; how points are written in it; texts in it that are to stay."""

    title: Title
    written: Callable[[int], str] = str
    kept: tuple[str, ...] = ()


def chosen(titles: Sequence[Title], wanted: Wanted, shown: str) -> Title:
    """The column that was named, or the only one that fits the lesson.

    By number ("Homework 2"), else by the name of an exercise. Raises `UsageError`, which lists the
    columns, where none is meant or more than one.
    """
    if not titles:
        raise UsageError(f"{shown} has no column for points. Export it with the assignment.")
    if wanted.column is not None:
        named = wanted.column.strip().casefold()
        same = [t for t in titles if named in (t.header.casefold(), t.name.casefold())]
        found = same or [t for t in titles if named in t.header.casefold()]
        why = f"No column, or more than one, is called {printable(wanted.column)}"
    else:
        by_number = [t for t in titles if _has_number(t.name, wanted.lesson)]
        found = by_number or [t for t in titles if _names_one(t.name, wanted.exercises)]
        why = f"No column, or more than one, fits lesson {wanted.lesson}"
    if len(found) == 1:
        return found[0]
    columns = "\n".join(f"  {printable(title.header)}" for title in titles)
    raise UsageError(f"{why}. Name one with --column. {shown} has:\n{columns}")


def _has_number(name: str, lesson: int) -> bool:
    """Whether a number stands in a name and not in a word: HW2 has one, conv2d has none."""
    return lesson in [int(number) for number in re.findall(r"\d+(?![A-Za-z\d])", name)]


def _names_one(name: str, exercises: Sequence[str]) -> bool:
    return any(f" {_words(exercise)} " in f" {_words(name)} " for exercise in exercises)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
