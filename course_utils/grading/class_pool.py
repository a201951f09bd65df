"""Several boxes at a time: every submission has its own limits, and its faults stay its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial

from course_utils.errors import CourseError
from course_utils.grading.box import Box
from course_utils.grading.grade import grade, not_graded
from course_utils.grading.kept import Result
from course_utils.grading.marks import MISSING, UNREADABLE, Grade
from course_utils.grading.people import Attempt
from course_utils.grading.sandbox import Sandbox

TRIES = 2  # of a submission, where the grader itself could not go on


@dataclass(frozen=True)
class Job:
    """One submission to grade: its attempts, the newest first, and whose it is; where it was handed
    in by several it is graded once."""

    fingerprint: str
    attempts: tuple[Attempt, ...]
    students: tuple[str, ...]


@dataclass(frozen=True)
class Terms:
    """On what terms all submissions of a class are graded."""

    lesson: int
    secret: bytes = field(repr=False)  # so that no line of a log can hold it
    seconds: float


def grade_jobs(
    jobs: Sequence[Job],
    terms: Terms,
    sandbox: Sandbox,
    workers: int,
    enter: Callable[[Job, Result], None],
) -> None:
    """Grade all and hand each result to `enter` as it comes.

    On a KeyboardInterrupt all boxes are ended, and it is passed on.
    """
    with ThreadPoolExecutor(workers) as pool:
        pending = {pool.submit(grade_job, job, terms, sandbox): job for job in jobs}
        try:
            enter_as_they_come(pending, enter)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            try:
                _enter_what_is_done(pending, enter)
            finally:  # where nothing can be kept, as on a full disk, nobody waits for the boxes
                # What the boxes that are ended here would still come to is no grade.
                sandbox.end_all()
            raise


def enter_as_they_come(
    pending: dict[Future[Result], Job], enter: Callable[[Job, Result], None]
) -> None:
    """Hand each result to `enter` as soon as it is there, and take it out of `pending`; passes on
    what a future raises."""
    while pending:
        done, _ = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            result = future.result()
            enter(pending.pop(future), result)


def _enter_what_is_done(
    pending: Mapping[Future[Result], Job], enter: Callable[[Job, Result], None]
) -> None:
    for future, job in pending.items():
        if future.done() and not future.cancelled() and future.exception() is None:
            enter(job, future.result())


def grade_job(job: Job, terms: Terms, sandbox: Sandbox) -> Result:
    """The newest attempt that can be read, graded; all attempts and tries share the submission's
    time."""
    ends = time.monotonic() + terms.seconds
    first: Grade | None = None
    for place, attempt in enumerate(job.attempts):
        graded = _one_attempt(attempt, terms, sandbox, ends)
        if graded.status not in (MISSING, UNREADABLE):
            return Result(job.fingerprint, graded, place)
        first = first or graded
    return Result(job.fingerprint, first, None)


def _one_attempt(attempt: Attempt, terms: Terms, sandbox: Sandbox, ends: float) -> Grade:
    for _ in range(TRIES):
        seconds = max(1.0, ends - time.monotonic())
        try:
            start = partial(Box, sandbox)
            graded = grade(attempt.path, terms.lesson, terms.secret, seconds, start)
            break
        except Exception as error:  # the grader's own trouble: said, and the others go on
            words = str(error) if isinstance(error, CourseError) else repr(error)
            graded = not_graded(attempt.name, terms.lesson, words)
    return replace(graded, notes=(*graded.notes, *attempt.notes))
