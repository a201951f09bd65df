"""From what an instructor downloaded to people with attempts, whatever system it comes from."""

from __future__ import annotations

import os
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.files import display_path
from course_utils.grading.layouts import (
    blackboard,
    brightspace,
    canvas,
    folders,
    gradescope,
    moodle,
)
from course_utils.grading.layouts.archive import EXPORT, Unreadable, is_archive, opened
from course_utils.grading.layouts.entries import Listing, OnDisk, is_notebook
from course_utils.grading.layouts.laying import lay
from course_utils.grading.layouts.names import readable, unlike
from course_utils.grading.layouts.plan import Layout, Somebody, Sorted, row_name
from course_utils.grading.people import Attempt, HandIns, Person

SYSTEMS: tuple[Layout, ...] = (gradescope, canvas, moodle, blackboard, brightspace)
LAYOUTS: dict[str, Layout] = {layout.NAME: layout for layout in (*SYSTEMS, folders)}
MOST_ATTEMPTS = 10  # of a person that are unpacked: the first that can be read counts


def hand_ins(given: Path, scratch: Path, layout: str | None = None) -> HandIns:
    """Read a folder, or an archive, of what a class handed in.

    `scratch` is an empty folder of ours. Whatever is unpacked or gets its name back is put there,
    under numbers, for as long as the attempts are read; a folder of folders stays where it is.
    Without `layout`, the names tell it. Raises `UsageError` where there is nothing to read, and
    `CourseError` for an archive that is damaged as a whole or a computer that cannot go on.
    """
    if layout is not None and layout not in LAYOUTS:
        raise UsageError(f"There is no layout {layout}. There are: {', '.join(LAYOUTS)}.")
    scratch.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        listing = _listing(given, scratch, stack)
        chosen, listing = _forced(layout, listing, given) if layout else _recognised(listing)
        found = chosen.people(listing)
        if not found.people:
            raise UsageError(
                f"{display_path(given)} holds nothing that was handed in. An export of Canvas, "
                "Moodle, Gradescope, Blackboard or Brightspace, or one folder a student is wanted, "
                "with the notebook in it."
            )
        people = _laid(found, scratch)
    left_over = [*found.left_over, *map(_older, found.people)]
    return HandIns(chosen.NAME, people, tuple(readable(one) for one in left_over if one))


def _older(one: Somebody) -> str:
    count = len(one.works) - MOST_ATTEMPTS
    return f"{one.name}: {count} older attempts are not unpacked." if count > 0 else ""


def _listing(given: Path, scratch: Path, stack: ExitStack) -> Listing:
    """What the folder or archive holds; the archive, where that is all that a folder holds."""
    if given.is_dir():
        on_disk = OnDisk(given)
        try:
            tops = on_disk.tops
        except OSError as error:
            raise UsageError(f"{display_path(given)} cannot be read: {error.strerror}.") from None
        works = [name for name, is_folder in tops.items() if is_folder or is_notebook(name)]
        archives = [name for name in tops if is_archive(name)]
        is_export = len(archives) == 1 and not works and not _claimed(on_disk)
        if not is_export:
            return on_disk
        given = given / archives[0]
    if not given.exists():
        raise UsageError(f"There is no folder {display_path(given)}, nor such a file.")
    if not is_archive(given.name):
        raise UsageError(f"{display_path(given)} is neither a folder nor a .zip.")
    try:
        return stack.enter_context(opened(given, given.name, EXPORT, scratch / "export.tar"))
    except Unreadable as why:
        raise CourseError(
            f"{display_path(given)} cannot be read: {why}. Download it once more."
        ) from None


def _claimed(listing: Listing) -> Layout | None:
    """The system whose form most of the names have, and at least half of them."""
    best = max(SYSTEMS, key=lambda system: system.claims(listing.tops))
    claimed = best.claims(listing.tops)
    return best if claimed and 2 * claimed >= len(listing.tops) else None


def _recognised(listing: Listing) -> tuple[Layout, Listing]:
    """The layout that the names tell, here or in the one folder that everything lies in."""
    inner = _inner(listing)
    for at in filter(None, (listing, inner)):
        if system := _claimed(at):
            return system, at
    return folders, _of_folders(listing)


def _forced(layout: str, listing: Listing, given: Path) -> tuple[Layout, Listing]:
    chosen, inner = LAYOUTS[layout], _inner(listing)
    if chosen is folders:
        return chosen, _of_folders(listing)
    for at in filter(None, (listing, inner)):
        if chosen.claims(at.tops):
            return chosen, at
    raise UsageError(
        f"No name in {display_path(given)} has the form that {layout} gives. Leave --layout out, "
        "and it is found by the names."
    )


def _inner(listing: Listing) -> Listing | None:
    """What lies in the one folder that is all there is; None where that is not so."""
    if [*listing.tops.values()] != [True]:
        return None
    name = next(iter(listing.tops))
    if listing.place and not os.access(listing.place / name, os.R_OK):
        return None
    return None if listing.place and (listing.place / name).is_symlink() else listing.inside(name)


def _of_folders(listing: Listing) -> Listing:
    """In an archive, the students' folders often lie in one that has the class's name."""
    inner = _inner(listing)
    if inner is None or listing.place or any(map(is_notebook, inner.tops)):
        return listing
    return inner if sum(inner.tops.values()) > 1 else listing


def _laid(found: Sorted, scratch: Path) -> tuple[Person, ...]:
    """All people in the order of their rows, each attempt in a numbered folder."""
    rows = unlike([one.student or row_name(one.name, one.ids[0]) for one in found.people])
    laid: dict[int, Attempt] = {}  # those of a group share one
    people = []
    in_order = sorted(zip(rows, found.people, strict=True), key=lambda pair: pair[0])
    for number, (student, one) in enumerate(in_order):
        works = one.works[:MOST_ATTEMPTS]
        for place, work in enumerate(works):
            if id(work) not in laid:
                attempt = lay(work, scratch / f"{number:04d}" / str(place))
                laid[id(work)] = replace(attempt, name=readable(attempt.name))
        attempts = tuple(laid[id(work)] for work in works)
        people.append(Person(student, readable(one.name), one.ids, attempts))
    return tuple(people)
