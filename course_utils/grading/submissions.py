"""What a student handed in: the files that are meant, read without following them anywhere.

Looked for breadth first, so that a folder of images or an environment hides no notebook; what a
file holds decides, and its name only where files hold the same.
"""

import errno
import os
import re
import stat
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_utils.errors import CourseError

LARGEST_NOTEBOOK = 50 * 2**20  # bytes; with all outputs kept it has about one
LARGEST_WEIGHTS = 4 * 2**20  # bytes; 20,000 parameters take 0.08
LARGEST_MODULE = 100_000  # bytes
MOST_FOLDERS, MOST_ENTRIES = 2_000, 200_000  # that are looked at below a student's
DEEPEST = 6
MOST_CANDIDATES = 12
MOST_MODULES = 20
NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")  # some browsers save them so
COUNTING = (*NOTEBOOKS, ".py", ".pt", ".pt.zip")
OF_THE_COMPUTER = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO)
SKIPPED = (".ipynb_checkpoints", "__MACOSX", "__pycache__", "site-packages", "node_modules")
# What browsers and learning systems put behind a name that is already there: (1), -1, _1, " copy".
AGAIN = r"(?:[ _-]*(?:\(\d+\)|\d+|copy))*"


class NotRead(Exception):
    """A file that is there and cannot be read; the message says why, to the student."""


def students_in(submissions: Path) -> list[Path]:
    """One folder a student, or a bare notebook, in the order of their names. Raises OSError."""
    entries = [e for e in os.scandir(submissions) if not e.name.startswith((".", "__MACOSX"))]
    found = [e for e in entries if e.is_dir(follow_symlinks=False) or _is_link(e) or _is_work(e)]
    return sorted(Path(entry.path) for entry in found)


def _is_link(entry: os.DirEntry) -> bool:
    """A link in a student's place is a student whose work cannot be read, not nobody."""
    return entry.is_symlink() and Path(entry.path).is_dir()


def _is_work(entry: os.DirEntry) -> bool:
    return entry.name.lower().endswith(NOTEBOOKS)


def candidates(student: Path, lesson: int) -> list[Path]:
    """Files that may be the lesson's notebook, the likeliest first: notebooks before scripts, by
    the number in their name, and the newest."""
    if student.is_symlink():
        raise NotRead("The folder is a link to another place.")
    if not student.is_dir():
        return [student]
    found = [path for path in _files(student) if path.name.lower().endswith((*NOTEBOOKS, ".py"))]
    return sorted(found, key=lambda path: _likelihood(path, lesson))[:MOST_CANDIDATES]


def _likelihood(path: Path, lesson: int) -> tuple:
    numbers = {int(number) for number in re.findall(r"(?<!\d)0?(\d)(?!\d)", path.stem)}
    rank = 0 if lesson in numbers else 1 if not numbers else 2
    is_script = path.suffix.lower() == ".py"
    return is_script, rank, -path.lstat().st_mtime, str(path)


def weights_of(student: Path, notebook: Path, file: str) -> Path | None:
    """The file with weights that is meant: beside the notebook, else anywhere in the folder, else
    one that was named anew when it was downloaded once more. None where there is none."""
    if not student.is_dir():  # what lies beside a bare notebook is other students'
        return None
    beside = notebook.with_name(file)
    if beside.is_symlink() or beside.exists():
        return beside
    stem, _, ending = file.rpartition(".")
    again = re.compile(rf"{re.escape(stem)}{AGAIN}\.{ending}(?:\.zip)?", re.IGNORECASE)
    found = [path for path in _files(student) if again.fullmatch(path.name)]
    ranked = sorted(found, key=lambda p: (p.name != file, -p.lstat().st_mtime, str(p)))
    return ranked[0] if ranked else None


def what_counts(attempt: Path) -> list[Path]:
    """All files of an attempt that grading may look at, the oldest first. Raises OSError."""
    if not attempt.is_dir() or attempt.is_symlink():
        return [attempt]
    found = [path for path in _files(attempt) if path.name.lower().endswith(COUNTING)]
    return sorted(found, key=lambda path: (path.lstat().st_mtime, str(path)))


def modules_beside(student: Path, notebook: Path) -> list[Path]:
    """Small modules of the student's own in the folder of the notebook, by name."""
    if not student.is_dir():
        return []
    found = [
        path
        for path in sorted(notebook.parent.glob("*.py"))
        if path.stem.isidentifier() and path != notebook and not path.is_symlink()
        and path.is_file() and path.lstat().st_size <= LARGEST_MODULE
    ]  # fmt: skip
    return found[:MOST_MODULES]


def _files(folder: Path) -> Iterator[Path]:
    """Files below a folder, those nearest to it first; links are listed, so that they are refused
    in words, not followed."""
    folders, opened, entries = deque([(folder, 0)]), 0, 0
    while folders and opened < MOST_FOLDERS and entries < MOST_ENTRIES:
        here, depth = folders.popleft()
        opened += 1
        for entry in _entries(here, depth):
            entries += 1
            if entry.name.startswith(".") or entry.name in SKIPPED:
                continue
            if not entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)
            elif depth < DEEPEST and not Path(entry.path, "pyvenv.cfg").exists():
                folders.append((Path(entry.path), depth + 1))


def _entries(folder: Path, depth: int) -> list[os.DirEntry]:
    """What lies in a folder, by name; nothing in one below the student's that cannot be read."""
    try:
        return sorted(os.scandir(folder), key=lambda entry: entry.name)
    except PermissionError:
        if depth == 0:
            raise
        return []


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


def names_among(texts: Iterable[str]) -> set[str]:
    """Names of statements; those of one come as a text with spaces between."""
    return {name for names in texts for name in names.split()}
