"""A class, graded: what is kept is not run again, and the gradebook is whole at any time."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.files import display_path
from course_utils.grading.by_hand import points_by_hand, with_points_by_hand
from course_utils.grading.class_pool import Job, Terms, grade_jobs
from course_utils.grading.cluster import grade_on_cluster
from course_utils.grading.export.pages import people_text
from course_utils.grading.export.printable import printable
from course_utils.grading.grade import OF_LOST, not_graded, not_handed_in
from course_utils.grading.held_back import held_out_data, not_to_be_seen
from course_utils.grading.kept import Result, Results, fingerprint
from course_utils.grading.layouts.reading import hand_ins
from course_utils.grading.marks import NOT_GRADED, Row
from course_utils.grading.outputs import Outputs
from course_utils.grading.people import HandIns, Person
from course_utils.grading.preflight import preflight
from course_utils.grading.refusals import UNSAFE
from course_utils.grading.request import GradingRequest, refuse_what_cannot_be_graded, secret_of
from course_utils.grading.roster import match, read_roster
from course_utils.grading.sandbox import Limits, Sandbox

MANY = 4  # jobs, from which on a template takes less time than it saves
WRITE_SECONDS = 2.0  # between two states of the gradebook's file


def grade_class(request: GradingRequest) -> int:
    """Grade what a class handed in, write all that comes of it; 0, or 1 where one was not graded.

    Raises `UsageError`, `CourseError` where there is no box or it does not hold, and passes on a
    KeyboardInterrupt; what was graded by then is kept.
    """
    refuse_what_cannot_be_graded(request)
    with tempfile.TemporaryDirectory(prefix="course-class-") as scratch:
        class_ = class_of(request, Path(scratch))
        request.out.mkdir(parents=True, exist_ok=True)
        secret = secret_of(request)
        book = Gradebook(request, class_, secret)
        jobs = book.jobs()
        book.begin()
        if jobs:
            _grade(jobs, request, secret, Path(scratch), book)
        return book.finish()


def class_of(request: GradingRequest, scratch: Path) -> HandIns:
    """Who is in the class and what each handed in; `scratch` is an empty folder for what has to be
    unpacked. Raises `UsageError` where there is nothing to grade."""
    class_ = hand_ins(request.submissions, scratch, request.layout)
    if request.roster is None:
        return class_
    matched = match(read_roster(request.roster), class_.people)
    strangers = matched.not_in_roster
    said = tuple(f"{person.name} handed in and is not in the roster." for person in strangers)
    everybody = (*matched.with_missing, *strangers)
    return replace(class_, people=everybody, left_over=(*class_.left_over, *said))


def _grade(
    jobs: Sequence[Job], request: GradingRequest, secret: bytes, scratch: Path, book: Gradebook
) -> None:
    limits = Limits(memory_mb=request.memory_mb, cpu_seconds=int(request.timeout) + 120)
    terms = Terms(request.lesson, secret, request.timeout)
    try:
        if request.dask is not None:
            book.start_clock()
            grade_on_cluster(jobs, terms, limits, request.dask, book.enter)
            return
        with Sandbox(limits, held_out_data(request.lesson), request.unsafe) as sandbox:
            if request.unsafe:
                print(UNSAFE, file=sys.stderr)
            else:
                unseen = not_to_be_seen([*request.named, scratch], request.lesson)
                preflight(sandbox, unseen, with_copies=len(jobs) >= MANY)
            book.start_clock()
            grade_jobs(jobs, terms, sandbox, request.boxes, book.enter)
    except KeyboardInterrupt:
        print(f"\nStopped. {book.stopped()}", file=sys.stderr)
        raise


class Gradebook:
    """The rows of a class: one for every person from the start, and what was kept from before."""

    def __init__(self, request: GradingRequest, class_: HandIns, secret: bytes) -> None:
        self._request, self._class, self._secret = request, class_, secret
        self._by_hand = points_by_hand(request.by_hand, request.out, request.lesson, class_.people)
        self._outputs = Outputs(request, class_)
        self._kept = Results(request.out)
        self._results: dict[str, Result] = {}
        self._prints = {p.student: self._fingerprint(p) for p in class_.people if p.attempts}
        self._to_do, self._done, self._began, self._wrote = 0, 0, time.monotonic(), 0.0

    def _fingerprint(self, person: Person) -> str:
        request = self._request
        how = "without a box" if request.unsafe else "in a box"
        return fingerprint(person.attempts, request.lesson, self._secret, how)

    def jobs(self) -> list[Job]:
        """What is to be graded now: whatever is not kept as it is, or only who was asked for."""
        only = self._only()
        jobs: dict[str, Job] = {}
        for person in self._class.people:
            print_ = self._prints.get(person.student)
            if print_ is None or (only and person.student not in only):
                self._results |= self._as_kept(person.student, None if only else print_)
                continue
            kept = {} if only else self._as_kept(person.student, print_)
            self._results |= kept
            if not kept:
                others = jobs[print_].students if print_ in jobs else ()
                jobs[print_] = Job(print_, person.attempts, (*others, person.student))
        self._to_do = sum(len(job.students) for job in jobs.values())
        if self._results:
            print(f"{len(self._results)} of {len(self._class.people)} are as they were.")
        return list(jobs.values())

    def start_clock(self) -> None:
        """Count from now on how long the rest will take."""
        self._began = time.monotonic()

    def _as_kept(self, student: str, print_: str | None) -> dict[str, Result]:
        kept = self._kept.of(student, print_) if student in self._prints else None
        if kept is None:
            return {}
        met_a_limit = kept.grade.status in OF_LOST
        if print_ is not None and met_a_limit and not kept.had(self._request.limits):
            return {}  # it may now take more
        # Of other attempts than those that there are now it cannot be said which one counted.
        is_of_these = kept.fingerprint == self._prints[student]
        return {student: kept if is_of_these else replace(kept, counted=None)}

    def _only(self) -> set[str]:
        """The students that were asked for by name. Raises `UsageError` where there is none."""
        found = set()
        for name in self._request.only:
            own = {p.student for p in self._class.people if name == p.student}
            meant = own or {p.student for p in self._class.people if name in (p.name, *p.ids)}
            if not meant:
                raise UsageError(f"--only {name}: there is no such student in the class.")
            found |= meant
            if not meant & self._prints.keys():
                print(f"--only {printable(name)}: nothing was handed in.")
        return found

    def enter(self, job: Job, result: Result) -> None:
        """Put a result in, keep it, and say so in a line for each student."""
        for student in job.students:
            grade = replace(result.grade, student=student)
            own = replace(result, grade=grade, limits=self._request.limits)
            self._kept.keep(own)
            self._results[student] = own
            self._done += 1
            print(f"{self._done} of {self._to_do}  {_line(own)}{self._time_left()}", flush=True)
        if time.monotonic() - self._wrote > WRITE_SECONDS:
            self.write()

    def _time_left(self) -> str:
        left = self._to_do - self._done
        seconds = (time.monotonic() - self._began) / self._done * left
        if not left:
            return ""
        return f"; about {max(1, round(seconds / 60))} min left" if seconds > 45 else ""

    def rows(self) -> list[Row]:
        """A row for each person, with the points that were given by hand."""
        return [self._row(person) for person in self._class.people]

    def _row(self, person: Person) -> Row:
        result = self._results.get(person.student)
        if result is not None:
            grade, counted = result.grade, result.counted
        else:
            empty = not_graded if person.attempts else not_handed_in
            grade, counted = empty(person.student, self._request.lesson), None
        marks = with_points_by_hand(person.student, grade.marks, self._by_hand)
        marks = tuple(mark for mark in marks if mark.name not in self._request.leave_out)
        return Row(person, replace(grade, marks=marks), counted)

    def begin(self) -> None:
        """Write the gradebook before anything is graded. Raises `UsageError` where the file to fill
        does not serve."""
        rows = self.rows()
        self._outputs.write_filled(rows)
        self._outputs.write_gradebook(rows)

    def write(self) -> None:
        """Write the gradebook as it is by now, whole."""
        self._outputs.write_gradebook(self.rows())
        self._wrote = time.monotonic()

    def finish(self) -> int:
        """Write all files and say where they are; 1 where students are left without a grade."""
        rows = self.rows()
        self._outputs.write_all(rows)
        left = [row.person.student for row in rows if row.grade.status == NOT_GRADED]
        often = Counter(row.grade.status for row in rows)
        statuses = ", ".join(f"{count} {status}" for status, count in often.most_common())
        path = display_path(self._outputs.gradebook)
        print(f"{path}: {people_text(len(rows))}: {statuses}.")
        if left:
            print(f"Not graded: {', '.join(map(printable, left))}. {path} says why.")
        return int(bool(left))

    def stopped(self) -> str:
        """Write the gradebook, and what to say where the grading was stopped."""
        rows = self.rows()
        self._outputs.write_gradebook(rows)
        self._outputs.write_filled(rows)
        left = sum(row.grade.status == NOT_GRADED for row in rows)
        return (
            f"{display_path(self._outputs.gradebook)} holds what was graded; {left} of "
            f"{people_text(len(rows))} are left. The same command goes on from here, and then "
            "writes feedback and summary."
        )


def _line(result: Result) -> str:
    grade = result.grade
    points = f"{grade.points} of {grade.out_of}" if grade.has_points else "no"
    return f"{printable(grade.student)}: {grade.status}, {points} points"
