"""Blackboard: "Assignment File Download", all files side by side, and a text for each attempt.

Blackboard's source is closed. Names and texts are as those who read them have them: kwurst/
bb-file-cleanup (README.md, bbcleanup.py), CodeGra.de (psef/blackboard.py, `_TXT_FMT`), vangef/
BBGradebookOrganiser (utils/organiser.py), timdrysdale/gradex-cli (README.md, with a whole text).
A name is `<assignment>_<user>_attempt_<time>_<file>`, and the text of the attempt ends with
`.txt` behind the time. Its first line is `Name: Ada Lovelace (ada)`, and it pairs the name of each
file on the student's computer with that in the export. The words before the colons are in the
language of the system (Dutch in jeroendoggen/blackboard-analysis-tools): only the form is read.
Whether an attempt was late is not told, and how a group's attempt is named is not known.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import takewhile

from course_utils.grading.layouts.archive import Unreadable, in_words
from course_utils.grading.layouts.entries import Entry, Listing
from course_utils.grading.layouts.plan import Somebody, Sorted, Work, nobodys

NAME = "blackboard"
FILE = re.compile(
    r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d\d){5})(?:(?P<about>\.txt)|_(?P<file>.+))",
    re.DOTALL,
)
WHO = re.compile(r"[^:\n]*:\s*(?P<name>.*\S)\s+\((?P<user>[^()\n]+)\)\s*")
NAMED = re.compile(r"^\t[^:\n]+:[ ]*(?P<given>.+)\n\t[^:\n]+:[ ]*(?P<here>.+)$", re.MULTILINE)
LARGEST_TEXT = 2**20  # bytes; it holds the student's comments
NOTHING = "No files were attached."


@dataclass(frozen=True)
class Told:
    """What the text of an attempt says."""

    name: str
    user: str
    given_names: Mapping[str, str]


def claims(tops: Mapping[str, bool]) -> int:
    """How many names have the form."""
    return sum(not is_folder and bool(FILE.fullmatch(name)) for name, is_folder in tops.items())


def people(listing: Listing) -> Sorted:
    """One person for each user name, with all the attempts that were exported."""
    attempts, told, left_over = defaultdict(list), {}, []
    for entry in listing.files():
        match = FILE.fullmatch(entry.parts[0]) if len(entry.parts) == 1 else None
        if match is None:
            left_over.append("/".join(entry.parts))
        elif match["about"]:
            told[match["head"], match["time"]] = _told(entry)
            attempts[match["head"], match["time"]] += []
        else:
            attempts[match["head"], match["time"]].append(entry.at(match["file"]))
    users = _users({head for head, _ in attempts}, {h: t.user for (h, _), t in told.items()})
    works, names = defaultdict(list), {}
    for (head, time), files in sorted(attempts.items(), key=lambda item: item[0][::-1]):
        about = told.get((head, time), Told("", "", {}))
        prefix = f"{head}_attempt_{time}_"
        given = tuple(e.at(about.given_names.get(prefix + e.name, e.name)) for e in files)
        notes = () if given else (NOTHING,)
        works[users[head]].insert(0, Work(f"{head}_attempt_{time}", given, notes=notes))
        names[users[head]] = about.name or names.get(users[head], "")
    somebodies = [
        Somebody(names[user] or user, (user,), tuple(all_)) for user, all_ in works.items()
    ]
    return Sorted(tuple(somebodies), nobodys(left_over))


def _told(entry: Entry) -> Told:
    """What the text says; nothing where it cannot be read, for the names say most of it."""
    text = ""
    with suppress(Unreadable), in_words():
        if not entry.trouble:
            with entry.open() as file:
                text = file.read(LARGEST_TEXT).decode("utf-8-sig", "replace").replace("\r", "")
    who = WHO.fullmatch(text.partition("\n")[0])
    pairs = [(pair["here"].strip(), pair["given"].strip()) for pair in NAMED.finditer(text)]
    given = {here: re.split(r"[/\\]", name)[-1] or here for here, name in pairs}
    return Told(who["name"], who["user"], given) if who else Told("", "", given)


def _users(heads: Collection[str], told: Mapping[str, str]) -> dict[str, str]:
    """The user name at the end of each head: both it and the assignment may have underscores.

    The texts tell it. The assignment, which is one for all, is what is left of those heads; without
    any text, it is what all heads begin with.
    """
    users = {h: told[h] for h in heads if told.get(h) and h.endswith(f"_{told[h]}")}
    begins = {head.removesuffix(user) for head, user in users.items()}
    if not begins and len(heads) > 1:
        pairs = zip(min(heads), max(heads), strict=False)
        common = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        begins = {common[: common.rfind("_") + 1]}
    assignment = min(sorted(begins), key=len, default="")
    for head in heads - users.keys():
        is_known = assignment and head.startswith(assignment)
        users[head] = head.removeprefix(assignment) if is_known else head.rpartition("_")[2]
    return users
