"""Canvas: "Download Submissions", all files side by side, the student and numbers in their names.

From instructure/canvas-lms: lib/content_zipper.rb (`get_filename`, `add_upload_submission`,
`sanitize_user_name`) makes the names, app/models/attachment.rb (`make_unique_filename`) the
numbers of resubmissions, app/models/assignment.rb (`infer_comment_context_from_filename`) reads
them back, by the first two parts that are digits only. So it is done here; of a student whose name
ends with _42, neither can tell. An export has the newest attempt alone. A group has its name in
place of a student's, and the number of the one who stands for it: it is a row of its own.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from course_utils.grading.layouts.entries import Entry, Listing
from course_utils.grading.layouts.plan import Somebody, Sorted, Work, nobodys

NAME = "canvas"
# The sortable name is in small letters, without spaces or commas: LATE in capitals is the flag.
FILE = re.compile(
    r"(?:(?P<nobody>LATE_)?anon_(?P<anonymous>[0-9A-Za-z]+)"
    r"|(?:(?P<name>[^\s.-]*?)_)?(?P<late>LATE_)?(?P<user>[1-9]\d+))_"
    r"(?:(?P<number>[1-9]\d+)_(?P<file>.+)|(?P<text>(?:text|link)\.html))",
    re.DOTALL,
)
# Canvas: lesson-1.ipynb, lesson-2.ipynb; after eight of them a UUID stands there.
AGAIN = re.compile(
    r"(?P<stem>.+)-(?:(?P<number>[1-9]\d?)|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"(?P<ending>(?:\.[A-Za-z][A-Za-z0-9]*)*\.[A-Za-z0-9]*)",
    re.DOTALL,
)
A_UUID = "a UUID"
# Names that the course gives: where one has a number behind it, the number is Canvas's.
OF_THE_COURSE = re.compile(r"\d\d_[a-z_]+\.ipynb|best_model\.pt|my_two_layer\.pt")


@dataclass(frozen=True)
class Attached:
    """A file, with what its name in the export says."""

    entry: Entry
    user: str
    name: str
    late: bool
    number: int
    file: str


def claims(tops: Mapping[str, bool]) -> int:
    """How many names have the form; none where the second number is no attachment's, as it is the
    same in many names."""
    found = [FILE.fullmatch(name) for name, is_folder in tops.items() if not is_folder]
    numbers = [match["number"] for match in found if match and match["number"]]
    is_attachments = 3 * len(set(numbers)) >= 2 * len(numbers)
    return sum(map(bool, found)) if is_attachments else 0


def people(listing: Listing) -> Sorted:
    """One person for each number of a user, with the one attempt that Canvas exports."""
    attached, left_over = [], []
    for entry in listing.files():
        match = FILE.fullmatch(entry.parts[0]) if len(entry.parts) == 1 else None
        if match:
            attached.append(_attached(entry, match))
        else:
            left_over.append("/".join(entry.parts))
    restored = _restored(attached)
    by_user = defaultdict(list)
    for one in sorted(attached, key=lambda one: one.number):
        by_user[one.user].append(one)
    somebodies = [_somebody(user, all_, restored) for user, all_ in by_user.items()]
    return Sorted(tuple(somebodies), nobodys(left_over))


def _attached(entry: Entry, match: re.Match) -> Attached:
    user = match["user"] or match["anonymous"]
    name = match["name"] or ("" if match["user"] else f"anon_{user}")
    number, file = int(match["number"] or 0), match["file"] or match["text"]
    return Attached(entry, user, name, bool(match["late"] or match["nobody"]), number, file)


def _somebody(user: str, attached: list[Attached], restored: Mapping[Entry, str]) -> Somebody:
    name = attached[-1].name
    files = tuple(one.entry.at(restored[one.entry]) for one in attached)
    is_anonymous = name == f"anon_{user}"
    called = name if is_anonymous else f"{name}_{user}"
    work = Work(called, files, any(one.late for one in attached))
    return Somebody(name or user, (user,), (work,), name if is_anonymous else "")


def _restored(attached: Iterable[Attached]) -> dict[Entry, str]:
    """Each file's name as the student gave it: without the number of a resubmission.

    Whether lesson-1.ipynb was called so by its author cannot be seen in one name. The number goes
    where the course gives the file the name without it, or where the class tells: at least as many
    people hand in the name without it as the name with it, or several different numbers are met
    beside it. It stays where the same person has another file of that name or number.
    """
    users, numbers, same = defaultdict(set), defaultdict(set), Counter()
    for one in attached:
        plain, number = _parted(one.file)
        users[one.file].add(one.user)
        numbers[plain].add(number)
        same[one.user, plain] += 1
    names = {}
    for one in attached:
        plain, number = _parted(one.file)
        others, here = len(users[plain]), len(users[one.file])
        is_told = others and (others >= here or len(numbers[plain] - {""}) > 1)
        is_canvas = number == A_UUID or OF_THE_COURSE.fullmatch(plain) or is_told
        alone = same[one.user, plain] == 1
        names[one.entry] = plain if number and is_canvas and alone else one.file
    return names


def _parted(file: str) -> tuple[str, str]:
    """A name without the number before its ending, and the number; a text without one."""
    again = AGAIN.fullmatch(file)
    if not again:
        return file, ""
    return again["stem"] + again["ending"], again["number"] or A_UUID
