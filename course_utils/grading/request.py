"""What the command line asks for, looked at before anything is graded."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.errors import UsageError
from course_utils.files import display_path, write_atomically
from course_utils.grading.export.grades_csv import FILE as GRADES
from course_utils.grading.export.grades_csv import lesson_in

SEED = "seed.txt"


@dataclass(frozen=True)
class GradingRequest:
    """A class to grade: where the work is and where the marks go, and how.

    `submissions` is a folder or an archive; `layout` the system that made it, where it is not to
    be recognised. `fill` is a file of the instructor's to write points into a copy of, in `column`.
    `leave_out` names exercises that do not count, `only` students who are graded once more. `dask`
    is the address of a cluster's scheduler.
    """

    submissions: Path
    out: Path
    lesson: int
    seed_file: Path | None = None
    workers: int | None = None
    timeout: float = 600.0
    memory_mb: int = 2048
    unsafe: bool = False
    layout: str | None = None
    roster: Path | None = None
    fill: Path | None = None
    column: str | None = None
    by_hand: Path | None = None
    leave_out: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    dask: str | None = None

    @property
    def boxes(self) -> int:
        """How many boxes there are at a time."""
        return self.workers or max(1, min(4, (os.cpu_count() or 2) // 2))

    @property
    def limits(self) -> tuple[float, int]:
        """What bounds a submission: seconds, and megabytes."""
        return self.timeout, self.memory_mb

    @property
    def named(self) -> list[Path]:
        """All files and folders of the instructor's, which no submission may see."""
        every = (self.submissions, self.out, self.seed_file, self.roster, self.fill, self.by_hand)
        return [path for path in every if path is not None]


def refuse_what_cannot_be_graded(request: GradingRequest) -> None:
    """Raises `UsageError` in words."""
    if request.lesson not in LESSONS:
        first, last = LESSONS[0], LESSONS[-1]
        raise UsageError(f"There is no lesson {request.lesson}; they go from {first} to {last}.")
    names = [exercise.name for exercise in exercises(request.lesson)]
    for name in request.leave_out:
        if name not in names:
            raise UsageError(f"--leave-out {name}: lesson {request.lesson} has {', '.join(names)}.")
    if {*names} <= {*request.leave_out}:
        raise UsageError("--leave-out names every exercise; there would be nothing to grade.")
    if request.column is not None and request.fill is None:
        raise UsageError("--column is a column of the file that --fill names, and none is named.")
    if not request.submissions.exists():
        raise UsageError(f"There is no folder or archive {display_path(request.submissions)}.")
    out, work = request.out.resolve(), request.submissions.resolve()
    if out == work or out.is_relative_to(work):
        raise UsageError(
            f"{display_path(request.out)} lies in the submissions: it would be a student's folder. "
            "Name another for --out."
        )
    before = lesson_in(request.out / GRADES)
    if before not in (None, request.lesson):
        raise UsageError(
            f"{display_path(request.out)} holds the grades of lesson {before}, and would lose "
            f"them. Name another folder for lesson {request.lesson}."
        )


def secret_of(request: GradingRequest) -> bytes:
    """What the cases are drawn from: the seed file's line, or one of its own in the out folder.

    Raises `UsageError` where the file that was named does not serve.
    """
    if request.seed_file is None:
        file = request.out / SEED
        if not file.is_file():
            write_atomically(file, f"{secrets.token_hex(32)}\n".encode())
            file.chmod(0o600)
        print(
            f"Note: no --seed-file was named. The hidden cases are drawn from {display_path(file)}:"
            " keep it to repeat this grading, and show it to no student."
        )
    else:
        file = request.seed_file
    if not file.is_file():
        raise UsageError(f"There is no file {display_path(file)}.")
    held = file.read_bytes().strip()
    if not held:
        raise UsageError(
            f"{display_path(file)} is empty. Write a line into it that nobody guesses."
        )
    return hashlib.sha256(held).digest()
