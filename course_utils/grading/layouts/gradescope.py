"""Gradescope: "Export Submissions", a folder for each submission beside `submission_metadata.yml`.

Gradescope's source is closed. The file's form is as those who read it have it: ucbds-infra/
otter-grader (otter/grade/metadata.py, `GradescopeParser`), a FileToolCli.java that renames the
folders (`:created_at`), scripts that rerun autograders on an export (`:history`, `:results`). Its
keys are Ruby symbols: `:submitters:` with `:name`, `:sid`, `:email` for each, `:created_at:`. An
export has the submission that counts; where there are more of one person, all are attempts.
Whether one was late is not known to be told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from course_utils.errors import CourseError
from course_utils.grading.layouts.archive import Unreadable, in_words
from course_utils.grading.layouts.entries import Entry, Listing
from course_utils.grading.layouts.plan import Somebody, Sorted, Work, nobodys

NAME = "gradescope"
METADATA = "submission_metadata.yml"
LARGEST_METADATA = 200 * 2**20  # bytes; it may hold what an autograder printed
TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)? *(Z|[+-]\d\d:?\d\d)?")


def claims(tops: Mapping[str, bool]) -> int:
    """All names, where the file is among them that nobody else writes."""
    return len(tops) if METADATA in tops else 0


def people(listing: Listing) -> Sorted:
    """One person for each submitter; those of a group have the same attempt. Raises `CourseError`
    where the metadata cannot be read."""
    by_top = defaultdict(list)
    for entry in listing.files():
        by_top[entry.parts[0]].append(entry)
    metadata = _metadata(by_top.pop(METADATA, []))
    works, submitters, absent = defaultdict(list), {}, []
    for name, about in sorted(metadata.items(), key=_newest_first):
        is_there = name in listing.tops
        held = tuple(e.at(*(e.parts[1:] or e.parts)) for e in by_top.pop(name, []))
        work = Work(name, held)
        for submitter in _submitters(name, about):
            key = submitter.ids[0].casefold()
            submitters.setdefault(key, submitter)
            works[key] += [work] if is_there else []
            absent += [] if is_there else [f"{name} of {submitter.name}: not in the export."]
    somebodies = [Somebody(one.name, one.ids, tuple(works[key])) for key, one in submitters.items()]
    return Sorted(tuple(somebodies), (*nobodys(by_top), *absent))


def _metadata(entries: list[Entry]) -> dict[str, dict]:
    """The metadata, all plain texts. Raises `CourseError`."""
    try:
        import yaml  # of the extra `instructor`; only here is it needed
    except ImportError:
        raise CourseError(
            "Gradescope's exports need PyYAML. Install it:  pip install pyyaml"
        ) from None
    held, loader = None, getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # no objects, only texts
    with suppress(Unreadable, yaml.YAMLError, RecursionError), in_words():
        for entry in entries:
            if not entry.trouble:
                with entry.open() as file:
                    held = yaml.load(file.read(LARGEST_METADATA), Loader=loader)
    if not isinstance(held, dict):
        raise CourseError(f"{METADATA} cannot be read. Export the submissions once more.")
    return {name: about for name, about in held.items() if isinstance(about, dict)}


def _submitters(submission: str, about: Mapping[str, Any]) -> list[Somebody]:
    found = []
    listed = about.get(":submitters")
    for one in listed if isinstance(listed, list) else []:
        told = one if isinstance(one, dict) else {}
        texts = [told.get(key) for key in (":name", ":sid", ":email")]
        name, *ids = (text if isinstance(text, str) else "" for text in texts)
        ids = tuple(filter(None, ids)) or ((name,) if name else ())
        if ids:
            found.append(Somebody(name or ids[0], ids, ()))
    return found or [Somebody(submission, (submission,), ())]


def _newest_first(item: tuple[str, Mapping[str, Any]]) -> tuple[float, int]:
    """By the time; by the number in the name, which grows, where there is none."""
    name, about = item
    number = re.search(r"\d+", name)
    told = TIME.match(str(about.get(":created_at")))
    when = 0.0
    with suppress(ValueError):  # a day that no month has
        if told:
            zone = "+00:00" if told[3] in (None, "Z") else told[3]
            when = datetime.fromisoformat(f"{told[1]}T{told[2]}{zone}").timestamp()
    return -when, -int(number[0]) if number else 0
