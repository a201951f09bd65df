"""An instructor's own exported file, with the points filled in and nothing else changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.files import display_path, write_atomically
from course_utils.grading import worksheet
from course_utils.grading.export import brightspace, canvas, moodle
from course_utils.grading.export.pages import told_apart
from course_utils.grading.export.printable import printable
from course_utils.grading.export.target import Target, Wanted
from course_utils.grading.identities import (
    BRIGHTSPACE,
    CANVAS,
    MOODLE,
    Identity,
    identities,
    in_worksheet,
)
from course_utils.grading.marks import Row
from course_utils.grading.roster import pair
from course_utils.grading.table import Table, number, read_table

MOST_NAMES = 20  # in one sentence
OUR_OWN = (
    *("grades.csv", "by_hand.csv", "changes.txt", "last.json", "seed.txt", "summary.html"),
    *("feedback", "feedback.zip", "results"),
)


@dataclass(frozen=True)
class Filled:
    """What became of a file.

    `not_in_file` are ours that it does not list; `not_ours` are in it, and not among ours. Of both
    nothing was written. `warnings` are sentences.
    """

    path: Path
    system: str
    column: str
    filled: int
    left_blank: tuple[str, ...]
    not_in_file: tuple[str, ...]
    not_ours: tuple[str, ...]
    warnings: tuple[str, ...]

    def told(self) -> str:
        """All of that in words, for the terminal."""
        count = f"{self.filled} grades in {printable(self.column)}."
        lines = [f"{display_path(self.path)} ({self.system}): {count}"]
        for what, names in (
            ("Left as they were, without points", self.left_blank),
            ("Graded, and not in the file", self.not_in_file),
            ("In the file, and not among the graded", self.not_ours),
        ):
            if names:
                lines.append(f"  {what}: {_listed(names)}.")
        return "\n".join([*lines, *(f"  {warning}" for warning in self.warnings)])


def fill(
    file: Path, rows: Sequence[Row], lesson: int, out: Path, column: str | None = None
) -> Filled:
    """Write the instructor's file into the folder `out`, under its own name, with the points in.

    Who has no points (nothing handed in, not readable) keeps the cell as it was. Raises
    `UsageError` where the file is none of Canvas', Moodle's or Brightspace's, where the column is
    not clear, and where a file would be written over.
    """
    path = _not_over(file, out)
    table = read_table(file)
    exercises = list(dict.fromkeys(mark.name for row in rows for mark in row.grade.marks))
    wanted = Wanted(lesson, exercises, column)
    system, target, listed = _known(table, wanted, display_path(file))
    listed, lines = _each_once(listed)
    found = pair(listed, [row.person for row in rows])
    names = told_apart([row.person.name for row in rows], [row.person.student for row in rows])
    theirs = told_apart(
        [one.name for one in listed], [next(iter(one.ids), f"row {one.row + 1}") for one in listed]
    )
    place, new, stay = target.title.place, {}, []
    for there, here in found.items():
        grade = rows[here].grade
        for at in lines[there] if grade.has_points else ():
            if table.text(at, place) in target.kept:
                stay.append(names[here])
            else:
                new[at, place] = grade.points
    write_atomically(path, table.filled(_changed(table, new, target)))
    return Filled(
        path=path,
        system=system,
        column=target.title.header,
        filled=len(new),
        left_blank=tuple(names[n] for n in found.values() if not rows[n].grade.has_points),
        not_in_file=tuple(name for n, name in enumerate(names) if n not in found.values()),
        not_ours=tuple(name for n, name in enumerate(theirs) if n not in found),
        warnings=_warnings(table, new, target, rows, stay),
    )


def _each_once(listed: Sequence[Identity]) -> tuple[list[Identity], list[list[int]]]:
    """The people of a file, and in which rows each is: in two sections, one person has two."""
    rows: dict[tuple, list[int]] = {}
    for person in listed:
        rows.setdefault((person.ids, person.names), []).append(person.row)
    first = {person.row: person for person in listed}
    return [first[of[0]] for of in rows.values()], list(rows.values())


def _not_over(file: Path, out: Path) -> Path:
    """Where the filled file goes. Raises `UsageError` where something of value lies there."""
    path = out / file.name
    if not file.is_file():
        raise UsageError(f"There is no file {display_path(file)}.")
    if path.resolve() == file.resolve() or (path.exists() and path.samefile(file)):
        raise UsageError(
            f"{display_path(file)} would be written over. Keep your file outside the folder that "
            "--out names."
        )
    if file.name.casefold() in OUR_OWN:
        raise UsageError(
            f"{display_path(file)} has the name of a file that this command writes itself. Give "
            "yours another name."
        )
    return path


def _known(table: Table, wanted: Wanted, shown: str) -> tuple[str, Target, list[Identity]]:
    """The system that a file comes from, its column for the points, and the people in it."""
    system, listed = identities(table)
    if system == CANVAS:
        return CANVAS, canvas.target(table, wanted, shown), listed
    if system == BRIGHTSPACE:
        return BRIGHTSPACE, brightspace.target(table, wanted, shown), listed
    if worksheet.participants(table) is not None:
        target = moodle.target(table, wanted, shown)
        return MOODLE, target, in_worksheet(table, target.title.place)
    raise UsageError(
        f"{shown} is no file that can be filled: Canvas' gradebook, Moodle's grading worksheet or "
        "Brightspace's grades, as they are exported, with the header and all columns."
    )


def _changed(
    table: Table, new: dict[tuple[int, int], int], target: Target
) -> dict[tuple[int, int], str]:
    """What is to be written; a cell that says the same in another way stays as it is."""
    return {
        at: target.written(points)
        for at, points in new.items()
        if number(table.text(*at)) != points
    }


def _warnings(
    table: Table,
    new: dict[tuple[int, int], int],
    target: Target,
    rows: Sequence[Row],
    stay: Sequence[str],
) -> tuple[str, ...]:
    """What an instructor should look at before the file is imported."""
    warnings, column = [], printable(target.title.header)
    there, ours = target.title.out_of, max((row.grade.out_of for row in rows), default=0)
    if there is not None and there != ours:
        above = sum(points > there for points in new.values())
        warnings.append(
            f"{column} is out of {there:g} there and out of {ours} here. Points were written as "
            f"they are, {above} of them above {there:g}."
        )
    held = {at: number(table.text(*at)) for at in new}
    replaced = sum(held[at] is not None and held[at] != points for at, points in new.items())
    if replaced:
        warnings.append(f"Other points were in {replaced} of the cells before.")
    if stay:
        warnings.append(f"Excused, or without the assignment, and left so: {_listed(stay)}.")
    return tuple(warnings)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    shown = ", ".join(map(printable, names[:MOST_NAMES]))
    return f"{shown} and {more} more" if more > 0 else shown
