"""Brightspace's grades: which column holds the points of a grade item.

Source: D2L, "Importing grades" (community.d2l.com, articles/3538): titles are a name and "Points
Grade", with <Numeric MaxPoints:10 …> behind it in an export; other kinds are not filled. Points
above the maximum are cut to it.
"""

from __future__ import annotations

import re

from course_utils.grading.export.target import Target, Title, Wanted, chosen
from course_utils.grading.table import Table, number

ITEM = re.compile(r"(.*?) Points Grade(?: <Numeric(?:\s.*)?>)?", re.IGNORECASE)
MAXIMUM = re.compile(r"MaxPoints:(\S+?)[\s>]")


def target(table: Table, wanted: Wanted, shown: str) -> Target:
    """The column of the grade item. Raises `UsageError`."""
    titles = []
    for place, header in enumerate(table.header):
        match, maximum = ITEM.fullmatch(header), MAXIMUM.search(header)
        if match:
            out_of = number(maximum[1]) if maximum else None
            titles.append(Title(place, header, match[1], out_of))
    return Target(chosen(titles, wanted, shown))
