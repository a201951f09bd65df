"""Points that an instructor gives by hand, with a reason each; they stay when the rest is graded
once more."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from course_utils.checks.catalogue import exercises
from course_utils.errors import UsageError
from course_utils.files import display_path, write_atomically
from course_utils.grading.export.printable import printable
from course_utils.grading.layouts.plan import row_name
from course_utils.grading.marks import Mark
from course_utils.grading.people import Person

FILE = "by_hand.csv"
COLUMNS = ("student", "exercise", "points", "reason")
HOW = (
    "Points by hand are a CSV with the columns student, exercise, points, reason, as in\n"
    "student,exercise,points,reason\nada,conv2d,1,shown at the board"
)
LONGEST_NUMBER = 9  # digits; int() refuses thousands of them in its own words
Given = dict[tuple[str, str], tuple[int, str]]  # (student, exercise): points and the reason


def points_by_hand(file: Path | None, out: Path, lesson: int, people: Sequence[Person]) -> Given:
    """The points in the out folder's by_hand.csv, after those of `file` were put into it.

    A line about a student and an exercise that were there before takes their place. One about who
    has left stays, and is said. Raises `UsageError` that names the line.
    """
    kept = out / FILE
    given, others = _read(kept, lesson, people, True) if kept.is_file() else ({}, [])
    for line in others:
        print(f"{display_path(kept)}: {printable(line[0])} is not in the class; the line stays.")
    if file is None:
        return given
    given |= _read(file, lesson, people)[0]
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    lines.writerows((printable(who), what, *given[who, what]) for who, what in sorted(given))
    lines.writerows(others)
    write_atomically(kept, text.getvalue().encode("utf-8-sig"))
    return given


def with_points_by_hand(student: str, marks: Sequence[Mark], given: Given) -> tuple[Mark, ...]:
    """The marks of a student, with the points that were given by hand in place of the check's."""
    held = [(mark, given.get((student, mark.name))) for mark in marks]
    return tuple(
        mark if by_hand is None else replace(mark, points=by_hand[0], reason=by_hand[1])
        for mark, by_hand in held
    )


def _read(
    file: Path, lesson: int, people: Sequence[Person], may_be_gone: bool = False
) -> tuple[Given, list[list[str]]]:
    """The points in a file, and with `may_be_gone` the lines about who is not in the class."""
    where = display_path(file)
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{where} cannot be read: {error.strerror}.\n{HOW}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{where} is not in UTF-8. Save it as CSV UTF-8.\n{HOW}") from None
    # However the lines end: those of an old Macintosh too.
    stream = io.StringIO(text, newline=None)
    head = stream.readline()
    stream.seek(0)
    delimiter = next((sign for sign in ";\t" if sign in head), ",")
    lines = csv.DictReader(stream, delimiter=delimiter)
    try:
        lines.fieldnames = [title.strip().casefold() for title in lines.fieldnames or []]
        return _given(lines, lesson, people, may_be_gone, where)
    except csv.Error as error:
        raise UsageError(f"{where}, line {lines.line_num + 1}: {error}.\n{HOW}") from None


def _given(
    lines: csv.DictReader, lesson: int, people: Sequence[Person], may_be_gone: bool, where: str
) -> tuple[Given, list[list[str]]]:
    missing = [name for name in COLUMNS if name not in (lines.fieldnames or [])]
    if missing:
        raise UsageError(f"{where} has no column {', '.join(missing)}.\n{HOW}")
    known = _by_every_name(people)
    given: Given = {}
    others = []
    for line in lines:
        if not any(line[name] for name in COLUMNS):
            continue  # a row that a spreadsheet has left empty
        if may_be_gone and (line["student"] or "").strip() not in known:
            others.append([line[name] or "" for name in COLUMNS])
            continue
        try:
            student, exercise, points = _checked(line, lesson, known)
        except ValueError as error:
            raise UsageError(f"{where}, line {lines.line_num}: {error}\n{HOW}") from None
        given[student, exercise] = points
    return given, others


def _by_every_name(people: Sequence[Person]) -> dict[str, set[str]]:
    """Which students are meant by a name, an id, or the name of their files, also as grades.csv
    writes it. The latter is one student's, whoever else is called so."""
    known: dict[str, set[str]] = {}
    for person in people:
        # What the row was called while nothing was handed in, too.
        rows = [row_name(person.name, number) for number in ("", *person.ids)]
        for name in (person.name, *rows, *person.ids):
            known.setdefault(name, set()).add(person.student)
    written = {printable(person.student): {person.student} for person in people}
    return {**known, **written, **{person.student: {person.student} for person in people}}


def _checked(
    line: Mapping[str, str | None], lesson: int, known: Mapping[str, set[str]]
) -> tuple[str, str, tuple[int, str]]:
    """Who, what, and the points with their reason. Raises ValueError in words."""
    who, what, points, reason = ((line[name] or "").strip() for name in COLUMNS)
    meant = known.get(who, set())
    if len(meant) != 1:
        several = f"{printable(who)} may be {' or '.join(sorted(meant))}; write one of these."
        raise ValueError(several if meant else f"There is no student {printable(who)}.")
    most = {exercise.name: exercise.points for exercise in exercises(lesson)}
    if what not in most:
        raise ValueError(f"Lesson {lesson} has no exercise {what}. It has: {', '.join(most)}.")
    if not points.isdecimal() or len(points) > LONGEST_NUMBER or int(points) > most[what]:
        raise ValueError(f"The points of {what} are a whole number from 0 to {most[what]}.")
    if not reason:
        raise ValueError("The reason is missing; the student reads it too.")
    return next(iter(meant)), what, (int(points), reason)
