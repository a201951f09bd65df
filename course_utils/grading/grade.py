"""One submission: from a student's folder to a status, points and words."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.answers.inside.protocol import SaveWeights
from course_utils.checks.catalogue import exercises
from course_utils.checks.report import NOT_YET, PASSED, SEED, outcome_of
from course_utils.errors import CourseError
from course_utils.grading.box import DIED, OUT_OF_MEMORY, SHORT, TIMEOUT, Box, BoxLost
from course_utils.grading.handed_in import (
    NothingToGrade,
    Read,
    handed_in,
    in_markdown,
    read_weights,
    weight_files,
    without_data,
)
from course_utils.grading.marks import MISSING, NOT_GRADED, OK, Grade, Mark
from course_utils.grading.replies import NO_MEMORY, SHORTAGES
from course_utils.grading.session import EXERCISE_SECONDS, LeftOut, Session
from course_utils.grading.submissions import weights_of

MAY_BE_ANOTHERS = (DIED, SHORT)  # as where the computer has no memory left, or no threads
OF_LOST = (TIMEOUT, DIED, OUT_OF_MEMORY, SHORT)
UNUSABLE = "What your answer gave has another form than the task asks for ({error})."


@dataclass(frozen=True)
class Trial:
    """One exercise with the cases that a seed draws."""

    exercise: Exercise
    seed: int

    @property
    def is_public(self) -> bool:
        """Whether the cases are those of everybody's notebook."""
        return self.seed == SEED

    @property
    def seconds(self) -> float:
        """How long it may take."""
        graded = self.exercise.graded
        return EXERCISE_SECONDS if graded is None else graded.seconds


def grade(
    student: Path, lesson: int, secret: bytes, seconds: float, start: Callable[[], Box]
) -> Grade:
    """Grade what lies in a student's folder, within so many seconds.

    Raises `CourseError` where no box can be started.
    """
    session = Session(start, seconds)
    try:
        work = handed_in(student, lesson, session)
        found = {file: weights_of(student, work.path, file) for file in weight_files(lesson)}
        beside = {file: read_weights(file, at, session) for file, at in found.items()}
        laid = [SaveWeights(file, held) for file, held in beside.items() if isinstance(held, dict)]
        laid += work.modules
        beside = without_data(beside, work, lesson, session)
        session.run(work.cells, [e.name for e in exercises(lesson)], laid)
        marks = _marks(lesson, session, secret, beside)
    except NothingToGrade as nothing:
        return _without_marks(student.name, lesson, nothing.status, nothing.words)
    except BoxLost as lost:  # the time was over before any answer was tried
        return _without_marks(student.name, lesson, lost.status, lost.words)
    finally:
        session.close()
    of_lost = [mark.status for mark in marks if mark.status in OF_LOST]
    notes = [f"Graded: {work.path.name}.", *work.notes]
    notes += [f"{at.name} was taken for {f}." for f, at in found.items() if at and at.name != f]
    notes += [*in_markdown(work.cells, lesson), *session.notes]
    return Grade(student.name, of_lost[0] if of_lost else OK, marks, tuple(notes))


def _marks(
    lesson: int, session: Session, secret: bytes, beside: Mapping[str, Read]
) -> tuple[Mark, ...]:
    """Try all answers with the notebook's own cases, then those that passed with drawn ones.

    In this order, because what came in the notebook's cases is shown to the student, and an answer
    must not find there what it saw of others. Each trial has a share of the time that is left.
    """
    marks: dict[str, Mark] = {}
    waiting = [Trial(e, SEED) for e in exercises(lesson) if e.graded is None]
    waiting += [Trial(e, seed_for(secret, e.name)) for e in exercises(lesson)]
    while waiting:
        trial, waiting = waiting[0], waiting[1:]
        before = marks.get(trial.exercise.name)
        if before is not None and before.status != PASSED:
            continue
        share = trial.seconds / (trial.seconds + sum(other.seconds for other in waiting))
        seconds = min(trial.seconds, share * session.seconds_left())
        mark = _mark(trial, session, beside, seconds)
        if before is not None:  # it passed, in the notebook's cases
            shown = before.shown if mark.points else ()
            mark = replace(mark, shown=shown, is_hidden=mark.status == NOT_YET)
        marks[mark.name] = mark
    return tuple(marks[e.name] for e in exercises(lesson))


def _without_marks(student: str, lesson: int, status: str, words: str = "") -> Grade:
    marks = tuple(Mark(e.name, 0, e.points, status) for e in exercises(lesson))
    return Grade(student, status, marks, (words,) if words else ())


def not_graded(student: str, lesson: int, words: str = "") -> Grade:
    """In place of a grade, where the grader itself could not go on, or was not there yet."""
    return _without_marks(student, lesson, NOT_GRADED, words)


def not_handed_in(student: str, lesson: int) -> Grade:
    """In place of a grade, where a person of the class handed in nothing."""
    return _without_marks(student, lesson, MISSING, "Nothing was handed in.")


def _mark(trial: Trial, session: Session, beside: Mapping[str, Read], seconds: float) -> Mark:
    """Try one answer; once more in a box of its own where it may have met another's leavings, or a
    fault that was not its own."""
    exercise = trial.exercise
    for _ in range(2):
        used = session.used
        try:
            return _tried(trial, session, beside, seconds)
        except LeftOut as lost:
            return Mark(exercise.name, 0, exercise.points, lost.status, lost.words)
        except BoxLost as lost:
            session.close()
            mark = Mark(exercise.name, 0, exercise.points, lost.status, lost.words)
        if not used and mark.status not in MAY_BE_ANOTHERS:
            break
    return mark


def _tried(trial: Trial, session: Session, beside: Mapping[str, Read], seconds: float) -> Mark:
    """Try one answer with its check. Raises `BoxLost`."""
    exercise, graded = trial.exercise, trial.exercise.graded
    if graded is not None:
        weights = beside[graded.file]
        if isinstance(weights, BoxLost):
            raise weights
        exercise = replace(exercise, check=partial(graded.check, weights))
    try:
        outcome = outcome_of(exercise, lambda: session.find(exercise, seconds), Draw(trial.seed))
    except (BoxLost, CourseError, OSError, MemoryError):
        raise  # BoxLost, or the grader's own trouble, which is no fault of the student's
    except Exception as error:  # a check met plain data of a form that it did not expect
        # Only where the text is torch's or Python's own: that of a KeyError may be the student's.
        may_be_short = isinstance(error, RuntimeError)
        if may_be_short and any(short in str(error) for short in (*SHORTAGES, *NO_MEMORY)):
            raise CourseError(f"This computer is short of something: {error}") from error
        words = UNUSABLE.format(error=type(error).__name__)
        return Mark(exercise.name, 0, exercise.points, NOT_YET, words)
    details = dict(outcome.details)
    words, _ = details.pop("Look at", ""), details.pop("To start", "")
    shown = tuple(details.items()) if trial.is_public else ()
    return Mark(exercise.name, outcome.points, exercise.points, outcome.status, words, shown)


def seed_for(secret: bytes, name: str) -> int:
    """A seed of an exercise's own: what one shows of its cases tells nothing about another's."""
    digest = hashlib.sha256(secret + b"\0" + name.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
