"""A class: several boxes at a time, and a gradebook that is whole at any time."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import secrets
import sys
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from course_utils.checks.catalogue import LESSONS
from course_utils.data import EMBEDDED_DIGITS, MNIST, find_data
from course_utils.errors import CourseError, UsageError
from course_utils.files import checkout, display_path, write_atomically
from course_utils.grading.box import Box
from course_utils.grading.grade import (
    NOT_GRADED,
    OF_LOST,
    OK,
    Grade,
    grade,
    not_graded,
    weight_files,
)
from course_utils.grading.preflight import preflight
from course_utils.grading.refusals import UNSAFE
from course_utils.grading.sandbox import Limits, Sandbox
from course_utils.grading.submissions import students_in

FILE = "grades.csv"
LONGEST_NOTES = 2_000  # characters
TRIES = 2  # of a submission, where the grader itself could not go on


@dataclass(frozen=True)
class GradingRequest:
    """What the command line asks for."""

    submissions: Path
    out: Path
    lesson: int
    seed_file: Path | None = None
    workers: int | None = None
    timeout: float = 600.0
    memory_mb: int = 2048
    unsafe: bool = False


def grade_class(request: GradingRequest) -> int:
    """Grade every student's folder and write grades.csv; 0, or 1 where one was not graded.

    Raises `UsageError`, `CourseError` where there is no box or it does not hold, and passes on a
    KeyboardInterrupt; what was graded by then is in the file.
    """
    students = _students(request)
    secret = _secret(request.seed_file)
    hidden = _held_out_data(request.lesson)
    workers = request.workers or max(1, min(4, (os.cpu_count() or 2) // 2))
    limits = Limits(memory_mb=request.memory_mb, cpu_seconds=int(request.timeout) + 120)
    request.out.mkdir(parents=True, exist_ok=True)
    with Sandbox(limits, hidden, request.unsafe) as sandbox:
        if request.unsafe:
            print(UNSAFE, file=sys.stderr)
        else:
            preflight(sandbox, _not_to_be_seen(request))
        book = Gradebook(request.out / FILE, request.lesson, students)
        book.write()
        _grade_all(students, request, secret, sandbox, workers, book)
    return book.finish()


def _students(request: GradingRequest) -> list[Path]:
    if request.lesson not in LESSONS:
        first, last = LESSONS[0], LESSONS[-1]
        raise UsageError(f"There is no lesson {request.lesson}; they go from {first} to {last}.")
    if not request.submissions.is_dir():
        raise UsageError(f"There is no folder {display_path(request.submissions)}.")
    students = students_in(request.submissions)
    if not students:
        raise UsageError(
            f"{display_path(request.submissions)} holds no folders. One folder a student is "
            "wanted, with the notebook in it."
        )
    return students


def _secret(seed_file: Path | None) -> bytes:
    """What the cases are drawn from. Without a file it is drawn anew, and known to nobody."""
    if seed_file is None:
        print(
            "Note: no --seed-file was named, so the hidden cases are drawn anew in each run. To "
            "repeat a grading, keep a line of your own in a file and name it."
        )
        return secrets.token_bytes(32)
    if not seed_file.is_file():
        raise UsageError(f"There is no file {display_path(seed_file)}.")
    held = seed_file.read_bytes().strip()
    if not held:
        raise UsageError(
            f"{display_path(seed_file)} is empty. Write a line into it that nobody guesses."
        )
    return hashlib.sha256(held).digest()


def _held_out_data(lesson: int) -> list[Path]:
    """Look for the data once, before the workers do; what of it a box must not see."""
    if not weight_files(lesson) or find_data().name != EMBEDDED_DIGITS:
        return []
    spec = find_spec("sklearn")  # its folder holds all the digits, with their labels
    folder = Path(spec.origin).parent / "datasets" / "data" if spec and spec.origin else None
    return sorted(folder.glob("digits*")) if folder else []


def _not_to_be_seen(request: GradingRequest) -> list[Path]:
    """What no box may show: other work, the gradebook, the seed, the course's own tests."""
    root = checkout()
    course = [root / name for name in ("solutions", "tests", "pyproject.toml")] if root else []
    named = [request.submissions, request.out, *([request.seed_file] if request.seed_file else [])]
    data = find_data() if weight_files(request.lesson) else None
    named += [Path(data.root).expanduser()] if data and data.name == MNIST else []
    return [path.resolve() for path in [*named, *course] if path.exists()]


def _grade_all(
    students: Sequence[Path],
    request: GradingRequest,
    secret: bytes,
    sandbox: Sandbox,
    workers: int,
    book: Gradebook,
) -> None:
    def one(student: Path) -> tuple[Grade, float]:
        began = time.monotonic()
        for _ in range(TRIES):
            try:
                start = partial(Box, sandbox)
                graded = grade(student, request.lesson, secret, request.timeout, start)
                break
            except Exception as error:  # the grader's own trouble: said, and the others go on
                words = str(error) if isinstance(error, CourseError) else repr(error)
                graded = not_graded(student, request.lesson, words)
        return graded, time.monotonic() - began

    pool = ThreadPoolExecutor(workers)
    pending: set[Future] = {pool.submit(one, student) for student in students}
    try:
        while pending:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            for future in done:
                book.enter(*future.result())
    except KeyboardInterrupt:
        # What the boxes that are ended here would still come to is no grade.
        sandbox.end_all()
        print(f"\nStopped. {book.stopped()}", file=sys.stderr)
        raise
    finally:
        pool.shutdown(cancel_futures=True)


class Gradebook:
    """grades.csv: whole at any time, with a row for every student from the start."""

    def __init__(self, path: Path, lesson: int, students: Sequence[Path]) -> None:
        self._path, self._lesson = path, lesson
        self._grades = {s.name: not_graded(s, lesson, "") for s in students}
        self._graded = 0

    def enter(self, graded: Grade, seconds: float) -> None:
        """Put a grade in, write the file, and say so in a line."""
        self._grades[graded.student] = graded
        self._graded += 1
        self.write()
        most = sum(mark.out_of for mark in graded.marks)
        print(
            f"{self._graded} of {len(self._grades)}  {printable(graded.student)}: {graded.status}, "
            f"{graded.points} of {most} points, {seconds:.0f} s",
            flush=True,
        )

    def write(self) -> None:
        """Write the gradebook as it is by now, whole."""
        table = [_row(graded, self._lesson) for graded in self._grades.values()]
        text = io.StringIO()
        rows = csv.DictWriter(text, list(table[0]), lineterminator="\n")
        rows.writeheader()
        rows.writerows(table)
        write_atomically(self._path, text.getvalue().encode("utf-8", "replace"))

    def finish(self) -> int:
        """Say where the gradebook is; 1 where students are left without a grade."""
        left = [g.student for g in self._grades.values() if g.status == NOT_GRADED]
        odd = [g for g in self._grades.values() if g.status not in (OK, NOT_GRADED)]
        path, count = display_path(self._path), len(self._grades)
        print(f"{path}: {count} students, {len(odd)} with another status.")
        if left:
            print(f"Not graded: {', '.join(map(printable, left))}. {path} says why.")
        return int(bool(left))

    def stopped(self) -> str:
        """What to say where the grading was stopped."""
        left = sum(g.status == NOT_GRADED for g in self._grades.values())
        of = len(self._grades)
        return (
            f"{display_path(self._path)} holds what was graded; {left} of {of} students are left."
        )


def _row(graded: Grade, lesson: int) -> dict[str, object]:
    """The columns of the gradebook, in their order, with what they hold of one student."""
    empty = graded.status == NOT_GRADED  # an empty field, because 0 would look like a mark
    lost = [f"{m.name}: {m.status}." for m in graded.marks if m.status in OF_LOST]
    notes = printable(" ".join([*graded.notes, *lost]))[:LONGEST_NOTES]
    return {
        "student": printable(graded.student),
        "lesson": lesson,
        "status": graded.status,
        "points": "" if empty else graded.points,
        "out_of": sum(mark.out_of for mark in graded.marks),
        **{mark.name: "" if empty else mark.points for mark in graded.marks},
        "notes": notes,
    }


def printable(text: str) -> str:
    """Text without signs that move a cursor, begin a formula or, here and there, another field."""
    kept = "".join(sign if sign.isprintable() and sign != ";" else " " for sign in text)
    return f"'{kept}" if kept.startswith(("=", "+", "-", "@")) else kept
