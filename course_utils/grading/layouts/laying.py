"""One attempt, laid into a folder of ours: bounded, with a student's own archives unpacked."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from course_utils.grading.layouts.archive import (
    NOT_OPENED,
    STUDENTS,
    Unreadable,
    copied,
    in_words,
    is_archive,
    opened,
)
from course_utils.grading.layouts.entries import DEEPEST, Entry, Packed, is_notebook
from course_utils.grading.layouts.names import Places, listed, safe_name
from course_utils.grading.layouts.plan import Work
from course_utils.grading.people import Attempt
from course_utils.grading.submissions import LARGEST_NOTEBOOK

LARGEST_FILE = LARGEST_NOTEBOOK  # nothing larger is read by the grader
MOST_BYTES = 2 * LARGEST_FILE  # of an attempt; a notebook with its weights has about one MB
MOST_FILES = 1_000  # of an attempt; an honest one has ten, or is a folder with a data set in it
LARGEST_ARCHIVE = 4 * LARGEST_FILE  # a student's own, with a data set in it; packed
DEEP = f"more than {DEEPEST} folders deep"
LARGE = f"more than {LARGEST_FILE // 2**20} MB"
LARGE_NOTEBOOK = f"{LARGE}; clear the outputs and save it again"
FULL = f"more than {MOST_FILES:,} files or {MOST_BYTES // 2**20} MB in all"
NESTED = "an archive in an archive; hand in its files"
EMPTY = "an archive with nothing in it"
OTHER = "an archive that cannot be opened here; hand in a zip"
TORCH = {"data.pkl", "version"}  # in the one folder of an archive that torch.save writes
WEIGHTS = (".pt", ".pth", ".pt.zip", ".pth.zip")  # browsers see that it is a zip


def lay(work: Work, into: Path) -> Attempt:
    """Put the files of an attempt into a new folder, unless they lie well where they are.

    What is left out is said in the attempt's notes. Raises `CourseError` where this computer
    cannot go on, as with a full disk.
    """
    if work.place and not any(_is_packed(entry) for entry in work.files):
        return Attempt(work.place, work.name, work.late, work.notes)
    folder = _Folder(into)
    folder.add_all(entry for entry in work.files if not _is_packed(entry))
    for entry in filter(_is_packed, work.files):
        folder.unpack(entry)
    return Attempt(into, work.name, work.late, (*work.notes, *folder.notes()))


def _is_packed(entry: Entry) -> bool:
    name = entry.name.lower()
    return not entry.trouble and (is_archive(name) or name.endswith(NOT_OPENED))


def _importance(entry: Entry) -> tuple[bool, int]:
    """What the grader reads comes first, and what lies near: a bound cuts off the rest."""
    matters = is_notebook(entry.name) or entry.name.lower().endswith((".py", *WEIGHTS))
    return not matters, len(entry.parts)


class _Folder:
    """The folder of an attempt, and how much of its bounds is used."""

    def __init__(self, into: Path) -> None:
        self._into, self._places = into, Places()
        self._files = self._bytes = 0
        self._left_out: dict[str, list[str]] = {}
        self._renamed: list[str] = []
        into.mkdir(parents=True)

    def add_all(self, entries: Iterable[Entry]) -> None:
        """Of two under one name the later keeps it, as where an archive is unpacked."""
        for entry in sorted(reversed(tuple(entries)), key=_importance):
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Copy a file, or note why not."""
        trouble = entry.trouble or self._beyond(entry)
        if trouble:
            self._leave_out(entry, trouble)
            return
        path = self._places.path_of(entry.parts)
        target = self._into.joinpath(*path)
        try:
            self._bytes += _copy(entry, target, min(LARGEST_FILE, MOST_BYTES - self._bytes))
        except Unreadable as why:
            self._leave_out(entry, str(why))
            return
        self._files += 1
        if path[-1] != safe_name(entry.name):
            self._renamed.append("/".join(path))

    def _beyond(self, entry: Entry) -> str:
        if len(entry.parts) > DEEPEST + 2:  # a student's archive is a folder, the file none
            return DEEP
        if entry.size > LARGEST_FILE:
            return LARGE_NOTEBOOK if is_notebook(entry.name) else LARGE
        is_full = self._files >= MOST_FILES or entry.size > MOST_BYTES - self._bytes
        return FULL if is_full else ""

    def unpack(self, archive: Entry) -> None:
        """Add what a student's own archive holds, in a folder of its name."""
        if not is_archive(archive.name):
            self._leave_out(archive, OTHER)
            return
        here, spare = (self._into.with_name(f"{self._into.name}.{n}") for n in ("packed", "tar"))
        try:
            _copy(archive, here, LARGEST_ARCHIVE)
            with opened(here, archive.name, STUDENTS, spare) as packed:
                if _is_weights(packed):
                    self.add(archive)
                    return
                inner = [entry.at(*archive.parts, *entry.parts) for entry in packed.files()]
                self.add_all(entry for entry in inner if not _is_nested(entry))
            for entry in filter(_is_nested, inner):
                self._leave_out(entry, NESTED)
            if not inner:
                self._leave_out(archive, EMPTY)
        except Unreadable as why:
            self._leave_out(archive, str(why))
        finally:
            here.unlink(missing_ok=True)

    def _leave_out(self, entry: Entry, why: str) -> None:
        self._left_out.setdefault(why, []).append("/".join(entry.parts))

    def notes(self) -> tuple[str, ...]:
        """What was left out or renamed, a sentence a reason."""
        notes = [f"Left out ({why}): {listed(names)}." for why, names in self._left_out.items()]
        if self._renamed:
            notes.append(f"Another file has the same name: {listed(self._renamed)}.")
        return tuple(notes)


def _copy(entry: Entry, target: Path, most: int) -> int:
    """Copy one file with the time that it has in the export; nothing is left of a part of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with in_words(), entry.open() as source, target.open("xb") as written:
            count = copied(source, written, most)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    os.utime(target, (entry.modified, entry.modified))
    return count


def _is_weights(packed: Packed) -> bool:
    """Whether an archive is a file with weights, to which a browser has given another ending.

    torch.save has written zips since torch 1.6 (pytorch/pytorch, torch/serialization.py).
    """
    tops = {entry.parts[0] for entry in packed.files()}
    return len(tops) == 1 and {e.name for e in packed.files() if len(e.parts) == 2} >= TORCH


def _is_nested(entry: Entry) -> bool:
    return _is_packed(entry) and not entry.name.lower().endswith(WEIGHTS)
