"""What was graded before, kept so that a grading can be stopped and goes on where it was.

One small file for each student in the out folder. A fingerprint says of what it is the result: of
the files handed in, the secret, and the code that graded. What has the same fingerprint
is not run again.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import course_utils
from course_utils.errors import CourseError
from course_utils.files import write_atomically
from course_utils.grading.marks import NOT_GRADED, Grade, Mark
from course_utils.grading.people import Attempt
from course_utils.grading.submissions import NotRead, content, what_counts

FOLDER = "results"
LARGEST_FILE = 50 * 2**20  # bytes of a file that are looked at
# Rooms whose code decides no mark.
ELSEWHERE = ("authoring", "commands", "explorers", "plots", "grading/export", "grading/layouts")
PACKAGES = ("torch", "numpy", "scikit-learn", "scipy")


@dataclass(frozen=True)
class Result:
    """What became of a person's attempts: the grade, the place of the attempt that counted, and
    the seconds and megabytes that it might take."""

    fingerprint: str
    grade: Grade
    counted: int | None
    limits: tuple[float, int] = (0.0, 0)

    def had(self, limits: tuple[float, int]) -> bool:
        """Whether it might take as much as this."""
        return all(own >= wanted for own, wanted in zip(self.limits, limits, strict=True))


class Results:
    """The results in an out folder, by student."""

    def __init__(self, out: Path) -> None:
        self._folder = out / FOLDER

    def of(self, student: str, fingerprint: str | None = None) -> Result | None:
        """The kept result, if there is one (of this fingerprint) that can be read."""
        try:
            held = json.loads((self._folder / f"{student}.json").read_text(encoding="utf-8"))
            marks = tuple(_mark(mark) for mark in held["marks"])
            grade = Grade(student, held["status"], marks, tuple(held["notes"]))
            seconds, megabytes = held["limits"]
            limits = float(seconds), int(megabytes)
            result = Result(held["fingerprint"], grade, held["counted"], limits)
        except (OSError, ValueError, TypeError, LookupError):
            return None  # there is none, or another hand wrote it: it is graded once more
        return result if fingerprint in (None, result.fingerprint) else None

    def keep(self, result: Result) -> None:
        """Keep a result; not one that the grader itself could not bring to an end."""
        if result.grade.status == NOT_GRADED:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        held = {
            "fingerprint": result.fingerprint,
            "counted": result.counted,
            "limits": result.limits,
            "status": result.grade.status,
            "notes": result.grade.notes,
            "marks": [asdict(mark) for mark in result.grade.marks],
        }
        text = json.dumps(held, indent=1, ensure_ascii=True) + "\n"
        write_atomically(self._folder / f"{result.grade.student}.json", text.encode())


def _mark(held: Mapping) -> Mark:
    shown = tuple((str(name), str(text)) for name, text in held["shown"])
    return Mark(**{**held, "shown": shown})


def fingerprint(attempts: Iterable[Attempt], lesson: int, secret: bytes, how: str) -> str:
    """Of what a result is the result, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in (graders(), str(lesson), hashlib.sha256(secret).hexdigest(), how):
        digest.update(part.encode() + b"\0")
    for attempt in attempts:
        digest.update(_handed_in(attempt))
    return digest.hexdigest()


def _handed_in(attempt: Attempt) -> bytes:
    """A digest of the files of an attempt that may count, by name and content, the oldest first:
    of two that are equally likely the newer is graded."""
    digest = hashlib.sha256(repr(attempt.notes).encode())
    try:
        for path in what_counts(attempt.path):
            name = path.relative_to(attempt.path) if path != attempt.path else Path(path.name)
            digest.update(name.as_posix().encode(errors="replace") + b"\0" + _content(path))
    except OSError as error:  # grading says so in words
        digest.update(repr(error).encode(errors="replace"))
    return digest.digest()


def _content(path: Path) -> bytes:
    try:
        return hashlib.sha256(content(path, LARGEST_FILE)).digest()
    except (NotRead, CourseError) as error:
        return str(error).encode(errors="replace")


@cache
def graders() -> str:
    """The code that grades, and what it runs on: a check that was mended gives other results."""
    digest = hashlib.sha256(platform.python_version().encode())
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\0".encode())
    root = Path(course_utils.__file__).parent
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if not name.startswith(ELSEWHERE):
            digest.update(name.encode() + path.read_bytes())
    return digest.hexdigest()
