"""Moodle: "Download all submissions", a folder or a prefix for each student and kind of submission.

From moodle/moodle: mod/assign/classes/downloader.php (`get_student_prefix`,
`load_submissionplugin_filelist`; before 2022 `download_submissions` in mod/assign/locallib.php),
lib/moodlelib.php (`clean_filename`). A name has no underscore and none of & < > " ` | ' : \\ /; it
is the same word for all where marking is blind, in the teacher's language. The number is that of
"Participant 123" in the grading worksheet (get_uniqueid_for_user), a group's own where groups hand
in: a group is a row of its own, and those in no group ("Default group") have no number. An export
has the newest attempt alone, and does not say that it was late.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping

from course_utils.grading.identities import participant
from course_utils.grading.layouts.entries import Listing
from course_utils.grading.layouts.plan import Somebody, Sorted, Work, nobodys, row_name

NAME = "moodle"
# Older versions end the folder's name with an underscore; where files lie flat, theirs follow.
TOP = re.compile(
    r"(?P<name>.+?)(?:_(?P<id>\d+))?_assignsubmission_(?P<kind>[a-z0-9]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)


def claims(tops: Mapping[str, bool]) -> int:
    """How many names have the form."""
    return sum(TOP.fullmatch(name) is not None for name in tops)


def people(listing: Listing) -> Sorted:
    """One person for each name and number; files and online text are one attempt."""
    files, left_over = defaultdict(list), []
    for entry in listing.files():
        top = TOP.fullmatch(entry.parts[0])
        below = entry.parts[1:] or ((top["file"],) if top and top["file"] else ())
        if top and (below or entry.trouble):
            files[top["name"], top["id"] or ""].append(entry.at(*(below or entry.parts)))
        else:
            left_over.append("/".join(entry.parts))
    names = Counter(name for name, _ in files)
    somebodies = []
    for (name, number), held in files.items():
        is_blind = names[name] > 1 or name == "Participant"
        ids = participant(number) if number else ()
        work = Work("_".join(filter(None, (name, number))), tuple(held))
        called = f"{name} {number}" if is_blind else name
        somebodies.append(Somebody(called, ids, (work,), row_name(name, number)))
    return Sorted(tuple(somebodies), nobodys(left_over))
