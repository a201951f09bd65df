"""The files of an export, wherever they lie: on the disk or packed in an archive."""

from __future__ import annotations

import os
import stat
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import BinaryIO

from course_utils.grading.submissions import MOST_ENTRIES, MOST_FOLDERS, NOTEBOOKS, SKIPPED

LINK, NO_FILE = "a link", "no ordinary file"
LEAVES = "a path that leads out of the archive"
DEEPEST = 8  # folders below a student's that are looked into; the grader itself looks into six
OF_COMPUTERS = ("thumbs.db", "desktop.ini", "icon\r")


@dataclass(frozen=True)
class Entry:
    """One file of an export: its path there, and how to open it.

    `trouble` says why it is not to be opened. `modified` is in seconds, as the export has it.
    """

    parts: tuple[str, ...]
    size: int
    modified: float
    open: Callable[[], BinaryIO]
    trouble: str = ""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.parts[-1]

    def at(self, *parts: str) -> Entry:
        """The same file under another path, as where its name is restored."""
        return replace(self, parts=parts)


class Packed:
    """What lies in an archive; or, with `inside`, in one of its folders."""

    place = None

    def __init__(self, files: tuple[Entry, ...], folders: frozenset[tuple[str, ...]]) -> None:
        self._files, self._folders = files, folders

    @cached_property
    def tops(self) -> dict[str, bool]:
        """The names at the top, in order, and which of them are folders."""
        names = {parts[0]: True for parts in self._folders}
        for entry in self._files:
            if entry.trouble == LEAVES:  # nobody's, unless a layout knows the name
                continue
            names[entry.parts[0]] = len(entry.parts) > 1 or names.get(entry.parts[0], False)
        return dict(sorted(names.items()))

    def files(self) -> tuple[Entry, ...]:
        """All files, in the archive's order."""
        return self._files

    def inside(self, name: str) -> Packed:
        """What lies in one of the folders at the top."""
        files = [e.at(*e.parts[1:]) for e in self._files if e.parts[0] == name and e.parts[1:]]
        folders = [f[1:] for f in self._folders if f[0] == name and f[1:]]
        return Packed(tuple(files), frozenset(folders))


class OnDisk:
    """What lies in a folder."""

    def __init__(self, place: Path) -> None:
        self.place = place

    @cached_property
    def tops(self) -> dict[str, bool]:
        """The names at the top, in order, and which of them are folders. Raises OSError.

        A link in a folder's place is one: a student whose work cannot be read, not nobody.
        """
        entries = [e for e in os.scandir(self.place) if not is_of_no_use(e.name)]
        return {e.name: e.is_dir() for e in sorted(entries, key=lambda entry: entry.name)}

    def files(self) -> tuple[Entry, ...]:
        """All files, by their paths; of each folder no more than the grader would look at."""
        return tuple(entry for name in self.tops for entry in self.files_of(name))

    def files_of(self, name: str) -> Iterator[Entry]:
        """The files of one folder at the top, or that file."""
        path = self.place / name
        return _files_below(path) if self.tops[name] and not path.is_symlink() else _file(path)

    def inside(self, name: str) -> OnDisk:
        """What lies in one of the folders at the top."""
        return OnDisk(self.place / name)


Listing = OnDisk | Packed


def is_of_no_use(name: str) -> bool:
    """Whether a file or folder is the computer's own, hidden, or an environment's."""
    return name.startswith(".") or name in SKIPPED or name.lower() in OF_COMPUTERS


def is_notebook(name: str) -> bool:
    """Whether a file has a notebook's name."""
    return name.lower().endswith(NOTEBOOKS)


def _files_below(top: Path) -> Iterator[Entry]:
    """Those nearest to it first; links are listed, not followed."""
    folders, opened, seen = deque([(top.name,)]), 0, 0
    while folders and opened < MOST_FOLDERS and seen < MOST_ENTRIES:
        parts = folders.popleft()
        opened += 1
        try:
            entries = sorted(os.scandir(top.parent.joinpath(*parts)), key=lambda e: e.name)
        except PermissionError:
            yield Entry(parts, 0, 0, _nothing, "not to be read by you")
            continue
        for entry in entries:
            seen += 1
            if is_of_no_use(entry.name):
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield from _file(Path(entry.path), parts)
            elif len(parts) <= DEEPEST:
                folders.append((*parts, entry.name))


def _file(path: Path, above: tuple[str, ...] = ()) -> Iterator[Entry]:
    kind = path.lstat()
    trouble = "" if stat.S_ISREG(kind.st_mode) else NO_FILE
    trouble = LINK if stat.S_ISLNK(kind.st_mode) else trouble
    yield Entry((*above, path.name), kind.st_size, kind.st_mtime, partial(_open, path), trouble)


def _open(path: Path) -> BinaryIO:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags), "rb")


def _nothing() -> BinaryIO:
    raise OSError("there is nothing to open")
