"""Moodle's grading worksheet: the grades of its one assignment, written as the maximum is.

Source: moodle/moodle, mod/assign/gradingtable.php, and for what comes back in
mod/assign/feedback/offline (importgradeslib.php, locallib.php): columns are found by their
headers, people by the number of the identifier. Left out are empty grades, those above the
maximum, locked ones, and those that were changed in Moodle after the download, which the date of
the last modification tells; so all of that stays as it was. The version that knows several markers
(`$grademodified = ($record->grade && …`) leaves zeros out too.
"""

from __future__ import annotations

from course_utils.errors import UsageError
from course_utils.grading import worksheet
from course_utils.grading.export.target import Target, Title, Wanted, chosen
from course_utils.grading.table import Table, number


def target(table: Table, wanted: Wanted, shown: str) -> Target:
    """The column of the grades, one that was named or the one before the maximum.

    Raises `UsageError`.
    """
    place = worksheet.grade_column(table)
    if wanted.column is not None:
        titles = [Title(n, title, title, None) for n, title in enumerate(table.header) if n]
        place = chosen(titles, wanted, shown).place
    if place is None:
        raise UsageError(
            f"{shown} looks like Moodle's grading worksheet, but no column, or more than one, "
            "holds the same maximum for all. If the assignment is graded with points, name the "
            "column of the grades with --column."
        )
    maximum = table.text(1, place + 1)
    out_of = number(maximum)
    header = table.header[place]
    sample = maximum if out_of is not None else ""
    return Target(Title(place, header, header, out_of), lambda points: _like(points, sample))


def _like(points: int, sample: str) -> str:
    """Points with as many decimals as a sample has, and its decimal sign."""
    mark = "," if "," in sample else "."
    _, found, decimals = sample.partition(mark)
    return f"{points:.{len(decimals)}f}".replace(".", mark) if found else str(points)
