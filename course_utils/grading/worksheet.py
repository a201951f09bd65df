"""Moodle's grading worksheet, known by where its columns stand and what they hold.

Its headers are in the instructor's language. Columns and their order: moodle/moodle,
mod/assign/gradingtable.php. First comes the identifier, "Participant 123", a word and the number
that folders of submissions carry; then, unless marking is blind, the full name and whatever else
tells people apart, the status and more; then the grade, the maximum grade, whether the grade can
be changed, dates and feedback.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from course_utils.grading.table import Table, number

IDENTIFIER = re.compile(r"(\D+?)(\d+)")


def participants(table: Table) -> list[str] | None:
    """The number of each row's participant; None where the first column holds no such thing."""
    found = [IDENTIFIER.fullmatch(text) for text in table.column(0)]
    if not found or not all(found) or len({match[1] for match in found}) > 1:
        return None
    return [match[2] for match in found]


def grade_column(table: Table) -> int | None:
    """Where the grades stand: before a column that holds one maximum for all, and after which
    something stands in words. None where no column does, or more than one."""
    places = range(2, len(table.header) - 1)
    found = [place - 1 for place in places if _is_maximum(table, place)]
    return found[0] if len(found) == 1 else None


def _is_maximum(table: Table, place: int) -> bool:
    maximum = {number(text) for text in table.column(place)}
    grades = [number(text) for text in table.column(place - 1) if text]
    after = table.column(place + 1)
    return (
        len(maximum) == 1
        and None not in maximum
        and None not in grades
        and max(maximum) > 0
        and max(maximum) >= max(grades, default=0)
        and not any(number(text) is not None or not text for text in after)
    )


def is_worksheet(table: Table) -> bool:
    """Whether a file is a grading worksheet with points."""
    return participants(table) is not None and grade_column(table) is not None


def name_column(table: Table, grade: int) -> int | None:
    """Where the full name stands: second, unless marking is blind, when the status stands there,
    which is the same for many."""
    names = table.column(1)
    return 1 if grade > 2 and 2 * len(set(names)) > len(names) else None


def telling_columns(table: Table, grade: int) -> list[int]:
    """Columns before the grade, the name apart, that tell people apart: e-mail, ID number."""
    found = range(1, grade)
    name = name_column(table, grade)
    return [place for place in found if place != name and tell_apart(table.column(place))]


def tell_apart(texts: Sequence[str]) -> bool:
    """Whether at least half of the texts are there, each one word, and none of them twice."""
    said = [text.casefold() for text in texts if text]
    are_words = not any(" " in text for text in said)
    return are_words and 2 * len(said) >= len(texts) and len(said) == len(set(said))
