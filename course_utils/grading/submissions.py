"""What a student handed in: the file that is meant, read without following it anywhere."""

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.errors import CourseError

LARGEST_NOTEBOOK = 50 * 2**20  # bytes; with all outputs kept it has about one
LARGEST_WEIGHTS = 4 * 2**20  # bytes; 60,000 parameters take 0.24
MOST_FILES = 2_000  # that are looked at in a student's folder
DEEPEST = 4
MOST_CANDIDATES = 5
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # some browsers save them so
OF_THE_COMPUTER = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO)
SKIPPED = (".ipynb_checkpoints", "__MACOSX", "__pycache__")


class NotRead(Exception):
    """A file that is there and cannot be read; the message says why, to the student."""


def students_in(submissions: Path) -> list[Path]:
    """One folder a student, in the order of their names. Raises OSError."""
    entries = [e for e in os.scandir(submissions) if not e.name.startswith((".", "__MACOSX"))]
    return sorted(Path(e.path) for e in entries if e.is_dir(follow_symlinks=False) or _is_link(e))


def _is_link(entry: os.DirEntry) -> bool:
    """A link in a student's place is a student whose work cannot be read, not nobody."""
    return entry.is_symlink() and Path(entry.path).is_dir()


def candidates(student: Path, lesson: int) -> list[Path]:
    """Files that may be the lesson's notebook, the likeliest first: by name, and the newest."""
    if student.is_symlink():
        raise NotRead("The folder is a link to another place.")
    files = list(_files(student))
    notebooks = [path for path in files if path.name.lower().endswith(NOTEBOOKS)]
    found = [path for path in files if path.suffix.lower() == ".py"]
    return sorted(notebooks or found, key=lambda p: _likelihood(p, lesson))[:MOST_CANDIDATES]


def _likelihood(path: Path, lesson: int) -> tuple:
    named = re.match(r"0?(\d)_", path.name)
    rank = 1 if named is None else 0 if int(named[1]) == lesson else 2
    return rank, -path.lstat().st_mtime, str(path)


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder; links are listed, so that they are refused in words, not followed."""
    folders, count = [(folder, 0)], 0
    while folders:
        here, depth = folders.pop()
        for entry in sorted(os.scandir(here), key=lambda entry: entry.name):
            count += 1
            if count > MOST_FILES:
                return
            if entry.name.startswith(".") or entry.name in SKIPPED:
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif depth < DEEPEST:
                folders.append((Path(entry.path), depth + 1))


def content(path: Path, largest: int) -> bytes:
    """The bytes of an ordinary file. Raises `NotRead` for a link, a device, or one too large, and
    `CourseError` where this computer has no more open files or no memory."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        if path.is_symlink():
            raise NotRead(f"{path.name} is a link. Hand in the file itself.")
        number = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe would wait for ever
        with os.fdopen(number, "rb") as file:
            kind = os.fstat(file.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise NotRead(f"{path.name} is no ordinary file.")
            held = file.read(largest + 1)
    except OSError as error:
        raise unread(error, path.name) from None
    if len(held) > largest:
        raise NotRead(
            f"{path.name} has more than {largest // 2**20} MB. Clear its outputs and save it again."
        )
    return held


def unread(error: OSError, what: str) -> NotRead | CourseError:
    """What to raise where something cannot be read: a fault of the computer's is no student's."""
    if error.errno in OF_THE_COMPUTER:
        return CourseError(f"This computer cannot read {what} just now: {error.strerror}.")
    return NotRead(f"{what} cannot be read: {error.strerror}.")


def answers_defined(sources: Iterable[str], stubs: bool = True) -> dict[int, int]:
    """How many answers of each lesson the cells define; those still unwritten on request."""
    defined = names_defined(sources, stubs)
    return {n: len(defined & {e.name for e in exercises(n)}) for n in LESSONS}


def names_defined(sources: Iterable[str], stubs: bool = True) -> set[str]:
    """Names that the cells define; those of answers still unwritten on request."""
    return {name for source in sources for name in _names(source, stubs)}


def _names(source: str, stubs: bool) -> list[str]:
    """Names that a cell defines or assigns, found in its text: nothing is run."""
    parts = re.split(r"^(?=\S)", source, flags=re.MULTILINE)
    written = [part for part in parts if stubs or "raise NotImplementedError" not in part]
    found = [re.match(r"(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*=[^=]", part) for part in written]
    return [match[1] or match[2] for match in found if match]
