"""One submission: from a student's folder to a status, points and words."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.inside.protocol import NotebookRead
from course_utils.answers.operations import NO_WEIGHTS, does_not_fit
from course_utils.checks.catalogue import exercises
from course_utils.checks.held_out import Weights, is_of_a_layer
from course_utils.checks.report import NOT_YET, outcome_of
from course_utils.errors import CourseError
from course_utils.grading.box import DIED, OUT_OF_MEMORY, SHORT, TIMEOUT, Box, BoxLost
from course_utils.grading.replies import NO_MEMORY, SHORTAGES
from course_utils.grading.session import EXERCISE_SECONDS, LeftOut, Session
from course_utils.grading.submissions import (
    LARGEST_NOTEBOOK,
    LARGEST_WEIGHTS,
    NotRead,
    answers_defined,
    candidates,
    content,
    names_defined,
    unread,
)

OK, MISSING, UNREADABLE, OTHER_LESSON = "ok", "missing", "unreadable", "other lesson"
NOT_GRADED = "not graded"
MAY_BE_ANOTHERS = (DIED, SHORT)  # as where the computer has no memory left, or no threads
OF_LOST = (TIMEOUT, DIED, OUT_OF_MEMORY, SHORT)
Read = Weights | Wrong | BoxLost  # what came of the file with weights
UNUSABLE = "What your answer gave has another form than the task asks for ({error})."


@dataclass(frozen=True)
class Mark:
    """What became of one exercise. `status` is the notebook's word for it, or why there is none."""

    name: str
    points: int
    out_of: int
    status: str
    words: str = ""


@dataclass(frozen=True)
class Grade:
    """What became of one submission; `status` says how far it got, never how good it is."""

    student: str
    status: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """The points of all marks together."""
        return sum(mark.points for mark in self.marks)


class _NoNotebook(Exception):
    """There is nothing to grade: a status, and words for the student."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def grade(
    student: Path, lesson: int, secret: bytes, seconds: float, start: Callable[[], Box]
) -> Grade:
    """Grade what lies in a student's folder, within so many seconds.

    Raises `CourseError` where no box can be started.
    """
    session = Session(start, time.monotonic() + seconds)
    try:
        path, cells = _notebook(student, lesson, session)
        beside = {file: _weights(path.parent / file, session) for file in weight_files(lesson)}
        session.run(cells.sources, {f: w for f, w in beside.items() if isinstance(w, dict) and w})
        marks = tuple(_mark(e, session, secret, beside) for e in exercises(lesson))
    except _NoNotebook as nothing:
        return _without_marks(student, lesson, nothing.status, nothing.words)
    except BoxLost as lost:  # the time was over before any answer was tried
        return _without_marks(student, lesson, lost.status, lost.words)
    finally:
        session.close()
    of_lost = [mark.status for mark in marks if mark.status in OF_LOST]
    notes = [f"Graded: {path.name}.", *cells.notes, *in_markdown(cells, lesson), *session.notes]
    return Grade(student.name, of_lost[0] if of_lost else OK, marks, tuple(notes))


def weight_files(lesson: int) -> list[str]:
    """The names of files with weights that are handed in with a lesson."""
    return [e.graded.file for e in exercises(lesson) if e.graded is not None]


def _without_marks(student: Path, lesson: int, status: str, words: str) -> Grade:
    marks = tuple(Mark(e.name, 0, e.points, status) for e in exercises(lesson))
    return Grade(student.name, status, marks, (words,))


def not_graded(student: Path, lesson: int, words: str) -> Grade:
    """In place of a grade, where the grader itself could not go on."""
    return _without_marks(student, lesson, NOT_GRADED, words)


def _notebook(student: Path, lesson: int, session: Session) -> tuple[Path, NotebookRead]:
    """The lesson's notebook and its cells. Raises `_NoNotebook`, `BoxLost`."""
    try:
        paths = candidates(student, lesson)
    except NotRead as error:
        raise _NoNotebook(UNREADABLE, str(error)) from None
    except OSError as error:
        words = unread(error, "Your folder")
        if isinstance(words, CourseError):
            raise words from None
        raise _NoNotebook(UNREADABLE, str(words)) from None
    if not paths:
        raise _NoNotebook(MISSING, "There is no notebook (.ipynb) in your folder.")
    read: list[tuple[Path, NotebookRead]] = []
    complaints = []
    for path in paths:
        try:
            read.append((path, session.read(content(path, LARGEST_NOTEBOOK), path.name)))
        except NotRead as error:
            complaints.append(f"{path.name}: {error}")
    if not read:
        raise _NoNotebook(UNREADABLE, " ".join(complaints))
    # Of several the one with most answers; the likeliest, which comes first, where they are equal.
    path, cells = max(read, key=lambda one: answers_defined(one[1].sources, stubs=False)[lesson])
    defined = answers_defined(cells.sources)
    other = max(defined, key=defined.__getitem__)
    if defined[other] and not defined[lesson]:
        raise _NoNotebook(
            OTHER_LESSON, f"{path.name} holds answers of lesson {other}, not of lesson {lesson}."
        )
    return path, cells


def in_markdown(cells: NotebookRead, lesson: int) -> list[str]:
    """Notes on answers that stand in Markdown only; beside one in code it shows a second way."""
    written = names_defined(cells.sources, stubs=False)
    names = {e.name for e in exercises(lesson)} & set(cells.in_markdown) - written
    return [
        f"{name} stands in a Markdown cell, which is not run. Make it a code cell."
        for name in sorted(names)
    ]


def _mark(exercise: Exercise, session: Session, secret: bytes, beside: Mapping[str, Read]) -> Mark:
    """Try one exercise; once more in a box of its own where it may have met another's leavings, or
    a fault that was not its own."""
    for _ in range(2):
        used = session.used
        try:
            return _tried(exercise, session, secret, beside)
        except LeftOut as lost:
            return Mark(exercise.name, 0, exercise.points, lost.status, lost.words)
        except BoxLost as lost:
            session.close()
            mark = Mark(exercise.name, 0, exercise.points, lost.status, lost.words)
        if not used and mark.status not in MAY_BE_ANOTHERS:
            break
    return mark


def _tried(exercise: Exercise, session: Session, secret: bytes, beside: Mapping[str, Read]) -> Mark:
    """Try one exercise with its check and the secret seed. Raises `BoxLost`."""
    seconds, graded = EXERCISE_SECONDS, exercise.graded
    if graded is not None:
        weights = beside[graded.file]
        if isinstance(weights, BoxLost):
            raise weights
        exercise = replace(exercise, check=partial(graded.check, weights))
        seconds = graded.seconds
    draw = Draw(seed_for(secret, exercise.name))
    try:
        outcome = outcome_of(exercise, lambda: session.find(exercise, seconds), draw)
    except (BoxLost, CourseError, OSError, MemoryError):
        raise  # BoxLost, or the grader's own trouble, which is no fault of the student's
    except Exception as error:  # a check met plain data of a form that it did not expect
        if any(short in str(error) for short in (*SHORTAGES, *NO_MEMORY)):
            raise CourseError(f"This computer is short of something: {error}") from error
        words = UNUSABLE.format(error=type(error).__name__)
        return Mark(exercise.name, 0, exercise.points, NOT_YET, words)
    words = dict(outcome.details).get("Look at", "")
    return Mark(exercise.name, outcome.points, exercise.points, outcome.status, words)


def _weights(path: Path, session: Session) -> Read:
    """The weights beside the notebook as raw tensors, or what is wrong with them, or how the box
    was lost in which they were read."""
    file = path.name
    if not path.is_symlink() and not path.exists():
        return Wrong(NO_WEIGHTS.format(file=file), file)
    try:
        data = content(path, LARGEST_WEIGHTS)
    except NotRead as error:
        return Wrong(str(error), file)
    try:
        held = session.read_weights(data)
    except NotRead as error:
        return Wrong(does_not_fit(file, error), file)
    except BoxLost as lost:
        return lost
    if not all(is_of_a_layer(name, tensor) for name, tensor in held.items()):
        return Wrong(does_not_fit(file, ValueError("It holds what no layer has.")), file)
    # In float64 a file of the same count could hold twice as much that was not learned.
    return {name: t.float() if t.is_floating_point() else t for name, t in held.items()}


def seed_for(secret: bytes, name: str) -> int:
    """A seed of an exercise's own: what one shows of its cases tells nothing about another's."""
    digest = hashlib.sha256(secret + b"\0" + name.encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1
