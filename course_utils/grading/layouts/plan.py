"""What a layout makes of an export: who handed in what, before anything is unpacked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from course_utils.grading.layouts.entries import Entry, Listing
from course_utils.grading.layouts.names import safe_name

LONGEST_ROW = 40  # characters of a name; the number of the person follows


@dataclass(frozen=True)
class Work:
    """One attempt: its files under the names that the student gave them, the newest one last.

    `place` is where it lies as it is wanted already, and need not be copied.
    """

    name: str
    files: tuple[Entry, ...]
    late: bool = False
    place: Path | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Somebody:
    """A person, or a group that an export knows by its own name only; the newest work first.

    `student` is the name of the row; without one it is made of the name and the first id.
    """

    name: str
    ids: tuple[str, ...]
    works: tuple[Work, ...]
    student: str = ""


@dataclass(frozen=True)
class Sorted:
    """Who is in an export, and what in it belongs to nobody, each with the reason."""

    people: tuple[Somebody, ...]
    left_over: tuple[str, ...] = ()


def row_name(name: str, number: str) -> str:
    """The name of a row: short, fit for a file, and the same whoever else is in the class."""
    begins = safe_name(name)[:LONGEST_ROW]
    row = begins if number in ("", name) else f"{begins}_{number}"
    return safe_name(row.replace(" ", "_"))


class Layout(Protocol):
    """How one learning system lays out what was handed in; a module of its own each."""

    NAME: str

    @staticmethod
    def claims(tops: Mapping[str, bool]) -> int:
        """How many of the names at the top (is it a folder?) have this layout's form."""

    @staticmethod
    def people(listing: Listing) -> Sorted:
        """Who handed in what."""


def nobodys(names: Collection[str]) -> tuple[str, ...]:
    """What to say of files whose names belong to nobody."""
    return tuple(f"{name}: its name is nobody's." for name in names)
