"""No system at all: one folder a student, a bare notebook each, or a student's own archive each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from course_utils.grading.layouts.archive import is_archive
from course_utils.grading.layouts.entries import LEAVES, Entry, Listing, is_notebook
from course_utils.grading.layouts.plan import Somebody, Sorted, Work

NAME = "folders"


def claims(tops: Mapping[str, bool]) -> int:
    """How many names are students'. Archives are, where there is nothing else."""
    return len(_students(tops))


def people(listing: Listing) -> Sorted:
    """One person for each folder, notebook or archive, under its own name."""
    files = defaultdict(list)
    for entry in listing.files():
        files[entry.parts[0]].append(entry)
    students = _students(listing.tops)
    somebodies = []
    for name in students:
        place = listing.place / name if listing.place else None
        held = tuple(_below(entry) for entry in files[name])
        somebodies.append(Somebody(name, (name,), (Work(name, held, place=place),), name))
    others = [name for name in listing.tops if name not in students]
    left_over = [f"{name}: neither a folder nor a notebook." for name in others]
    outside = [name for name in files if name not in listing.tops]
    left_over += [f"{'/'.join(e.parts)}: {LEAVES}." for name in outside for e in files[name]]
    return Sorted(tuple(somebodies), tuple(left_over))


def _students(tops: Mapping[str, bool]) -> list[str]:
    found = [name for name, is_folder in tops.items() if is_folder or is_notebook(name)]
    return found or [name for name in tops if is_archive(name)]


def _below(entry: Entry) -> Entry:
    return entry.at(*(entry.parts[1:] or entry.parts))
