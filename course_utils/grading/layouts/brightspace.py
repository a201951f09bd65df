"""Brightspace (D2L): "Download" of an assignment, the student and the time in each name.

Brightspace's source is closed, and its help names no form. The form is as those who read it have
it, alike over eight years: StoneyJackson/kodiak-tools (kodiak.py and its tests: a file named
`13394-80551 - Eric Gillotti - Mar 29, 2018 1205 PM - EGillotti - Homework 6.zip`), saritonin/
academic-shell-scripts (rename_and_move.sh) and christopherqueenconsulting/cpcc_task_automation
(tests/unit/test_brightspace_zip_format.py: a folder, named alike up to the time, beside
`index.html`). Some put a user name and a space or ` - ` before the name, or the day before the
month, or take the first number for the person's. A clock is written without its colon. Months in
other languages than English could not be confirmed: there the order of the attempts is that of
their files. Whether one was late is not told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from course_utils.grading.layouts.entries import Entry, Listing
from course_utils.grading.layouts.plan import Somebody, Sorted, Work, nobodys

NAME = "brightspace"
TOP = re.compile(
    r"(?P<head>(?P<id>\d+)-\d+ - (?P<name>.+?) ?- (?P<time>[^-]*\b\d{4}\b[^-]*?))"
    r"(?: - (?P<file>.+))?",
    re.DOTALL,
)
TIME = re.compile(
    r"(?:(?P<month>[^\W\d]+)\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<month2>[^\W\d]+)\.?),? "
    r"(?P<year>\d{4}),? (?P<hour>\d{1,2})[:.]?(?P<minute>\d\d) ?(?P<half>[AP]M)?",
    re.IGNORECASE,
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
INDEX = "index.html"  # Brightspace's own
Key = tuple[str, str]  # the number, which may not be a person's, and the name
When = tuple[int, ...]


def claims(tops: Mapping[str, bool]) -> int:
    """How many names have the form."""
    return sum(TOP.fullmatch(name) is not None for name in tops)


def people(listing: Listing) -> Sorted:
    """One person for each number and name, an attempt for each time."""
    attempts, left_over = defaultdict(lambda: defaultdict(list)), []
    for entry in listing.files():
        top = TOP.fullmatch(entry.parts[0])
        below = entry.parts[1:] or ((top["file"],) if top and top["file"] else ())
        if top and (below or entry.trouble):
            placed = entry.at(*(below or entry.parts))
            attempts[top["id"], top["name"]][top["head"]].append(placed)
        elif entry.parts != (INDEX,):
            left_over.append("/".join(entry.parts))
    has_users = _all_begin_with_a_user(name for _, name in attempts)
    somebodies = [_somebody(key, heads, has_users) for key, heads in attempts.items()]
    return Sorted(tuple(somebodies), nobodys(left_over))


def _somebody(key: Key, heads: Mapping[str, list[Entry]], has_users: bool) -> Somebody:
    number, name = key
    user, dash, rest = name.partition(" - ")
    if not dash:
        user, _, rest = name.partition(" ") if has_users else ("", "", name)
    newest = sorted(heads, key=lambda head: _order(head, heads[head]), reverse=True)
    works = [Work(head, tuple(heads[head])) for head in newest]
    ids = tuple(filter(None, (number, user)))
    return Somebody(rest, ids, tuple(works))


def _all_begin_with_a_user(names: Iterable[str]) -> bool:
    """Whether all names begin with a word in small letters, and a name of two words follows."""
    words = [name.split() for name in names]
    return all(len(w) > 2 and w[0] == w[0].lower() and w[1] != w[1].lower() for w in words)


def _order(head: str, files: list[Entry]) -> tuple[When, float]:
    return _when(TOP.fullmatch(head)["time"]), max(entry.modified for entry in files)


def _when(time: str) -> When:
    """The time as numbers, the year first; none where it cannot be read."""
    told = TIME.fullmatch(time.strip())
    month = (told["month"] or told["month2"])[:3].lower() if told else ""
    if month not in MONTHS:
        return ()
    hour = int(told["hour"]) % 12 if told["half"] else int(told["hour"])
    hour += 12 if (told["half"] or "").lower() == "pm" else 0
    day = int(told["day"] or told["day2"])
    return int(told["year"]), MONTHS.index(month) + 1, day, hour, int(told["minute"])
