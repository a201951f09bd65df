"""Who is in a class, and what each of them handed in, whatever system it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Attempt:
    """One thing that was handed in.

    `path` is a folder, its files under the names that the student gave them, or a bare notebook.
    `name` is how the export names it. `notes` are for the instructor and the student: what was
    left out on the way, and why.
    """

    path: Path
    name: str
    late: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """One row of the gradebook.

    `student` is short, unlike any other in the class, and may be the name of a file; `name` is for
    people to read. `ids` are the system's own: by them rosters and gradebooks know a person.
    `attempts` begin with the newest; without one, nothing was handed in.
    """

    student: str
    name: str
    ids: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True)
class HandIns:
    """What a folder or an archive holds: its layout by name, the people, and what is left over.

    `left_over` names files and folders that belong to nobody, each with the reason.
    """

    layout: str
    people: tuple[Person, ...]
    left_over: tuple[str, ...] = ()
