"""grades.csv: a class as a spreadsheet opens it, one person a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Sequence
from pathlib import Path

from course_utils.grading.export.printable import printable
from course_utils.grading.marks import Row

FILE = "grades.csv"
LONGEST = 2_000  # characters in a cell


def grades_csv(rows: Sequence[Row], lesson: int, to_note: Collection[str] = ()) -> bytes:
    """The bytes of grades.csv: UTF-8 with the signature by which spreadsheets know it.

    Points are empty for who has none, because 0 would be a verdict. Marks of a status in `to_note`
    are named in the notes.
    """
    exercises = list(dict.fromkeys(mark.name for row in rows for mark in row.grade.marks))
    table = [_columns(row, lesson, exercises, to_note) for row in rows]
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]) if table else [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode("utf-8-sig", "replace")


def lesson_in(file: Path) -> int | None:
    """The lesson that a grades.csv is about; None where there is none or it cannot be told."""
    try:
        head, first = file.read_text(encoding="utf-8-sig").splitlines()[:2]
        delimiter = ";" if ";" in head else ","  # a spreadsheet may have saved it
        [row] = csv.DictReader([head, first], delimiter=delimiter)
        return int(row["lesson"])
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return None


def _columns(
    row: Row, lesson: int, exercises: Sequence[str], to_note: Collection[str]
) -> dict[str, object]:
    grade, person = row.grade, row.person
    points = {mark.name: mark.points for mark in grade.marks} if grade.has_points else {}
    return {
        "student": _cell(person.student),
        "name": _cell(person.name),
        "ids": _cell(", ".join(person.ids)),
        "lesson": lesson,
        "status": grade.status,
        "late": "late" if row.is_late else "",
        "attempts": _cell(_attempts(row)),
        "points": grade.points if grade.has_points else "",
        "out_of": grade.out_of,
        **{name: points.get(name, "") for name in exercises},
        "notes": _cell(" ".join(_notes(row, to_note))),
    }


def _attempts(row: Row) -> str:
    """How many there are; where there is a choice, which counted and what the others are called."""
    names = [attempt.name for attempt in row.person.attempts]
    if len(names) < 2:
        return str(len(names))
    counted = "none" if row.counted is None else names.pop(row.counted)
    return f"{len(row.person.attempts)}, counted: {counted}, others: {', '.join(names)}"


def _notes(row: Row, to_note: Collection[str]) -> list[str]:
    marks = row.grade.marks
    of_attempt = row.person.attempts[row.counted].notes if row.counted is not None else ()
    noted = [f"{mark.name}: {mark.status}." for mark in marks if mark.status in to_note]
    by_hand = [f"{m.name}: {m.points} points by hand, {m.reason}" for m in marks if m.reason]
    return list(dict.fromkeys([*row.grade.notes, *of_attempt, *noted, *by_hand]))


def _cell(text: str) -> str:
    return printable(text)[:LONGEST]
