"""Canvas' gradebook: which column holds the points of an assignment.

Source: instructure/canvas-lms, lib/gradebook_exporter.rb (what the columns are called, the rows
above the students) and lib/gradebook_importer.rb (what comes back in: students are found by ID,
assignments by the number behind their title; an empty cell changes nothing; a comma in a number is
taken for a point).
"""

from __future__ import annotations

import re

from course_utils.grading.export.target import Target, Title, Wanted, chosen
from course_utils.grading.table import Table, number

ASSIGNMENT = re.compile(r"(.*)\s\(\d+\)")
# Totals may carry the name of a grading period: Current Score (2024).
TOTALS = re.compile(r"(?:Current|Final|Override) (?:Score|Points|Grade|Status)")
EXCUSED, NOT_ASSIGNED = "EX", "N/A"


def target(table: Table, wanted: Wanted, shown: str) -> Target:
    """The column of the assignment. Raises `UsageError`."""
    possible = next((n for n in range(1, len(table.rows)) if _is_possible(table, n)), None)
    titles = []
    for place, header in enumerate(table.header):
        match = ASSIGNMENT.fullmatch(header)
        if match is None or TOTALS.search(header):
            continue
        points = table.text(possible, place) if possible is not None else ""
        if not points or number(points) is not None:  # else it says, in some language: read only
            titles.append(Title(place, header, match[1], number(points)))
    return Target(chosen(titles, wanted, shown), kept=(EXCUSED, NOT_ASSIGNED))


def _is_possible(table: Table, row: int) -> bool:
    return "Points Possible" in table.text(row, 0)
