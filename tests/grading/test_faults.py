"""Faults that are not the student's: another try in a fresh box, or a status; never "ok" with 0."""

import errno
import os
import select
import signal
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from attack_files import SET_UP, attacks, hand_in, right_answers
from grading_help import hurry, needs_box

from course_utils.answers import time_limit
from course_utils.answers.answer import Answer
from course_utils.answers.inside.protocol import (
    Greet,
    Question,
    ReadNotebook,
    ReadWeights,
    RunCell,
    SaveWeights,
    TryAnswer,
)
from course_utils.answers.inside.replies import (
    RAISED_AN_ERROR,
    CellEnded,
    ErrorRaised,
    Greeted,
    OutOfThreads,
    Reply,
)
from course_utils.answers.operations import call
from course_utils.answers.time_limit import NoThread, call_within
from course_utils.checks.catalogue import exercises
from course_utils.errors import CourseError
from course_utils.grading import box as box_module
from course_utils.grading import class_pool, submissions
from course_utils.grading.box import DIED, SHORT, TIMEOUT, Box, BoxLost
from course_utils.grading.export.grades_csv import FILE
from course_utils.grading.grade import grade, not_graded
from course_utils.grading.gradebook import grade_class
from course_utils.grading.marks import Grade
from course_utils.grading.request import GradingRequest
from course_utils.grading.sandbox import Limits, Sandbox
from course_utils.grading.talk import ThreadedTalk

NAMES = [exercise.name for exercise in exercises(2)]
FULL = sum(exercise.points for exercise in exercises(2))
NO_MORE_THREADS = ErrorRaised(["RuntimeError"], "can't start new thread")
NO_MEMORY = ErrorRaised(["OSError"], "[Errno 12] Cannot allocate memory")
Fault = Callable[[Box, Question], Reply | None]


def in_a_cell(error: ErrorRaised) -> CellEnded:
    """A cell that met an error."""
    return CellEnded(RAISED_AN_ERROR, [], 1, error)


class FaultyBox(Box):
    """A box with which something happens as a question is asked; `fault` may answer itself."""

    def __init__(self, sandbox: Sandbox, fault: Fault) -> None:
        self._fault = fault
        super().__init__(sandbox)

    def ask(self, question: Question, seconds: float) -> Reply:
        came = self._fault(self, question)
        return super().ask(question, seconds) if came is None else came


def once(kind: type[Question], fault: Callable[[Box], Reply | None], at: int = 3) -> Fault:
    """The fault at the third question of a kind, or another."""
    seen: list[type] = []

    def look(box: Box, question: Question) -> Reply | None:
        seen.append(type(question))
        return fault(box) if type(question) is kind and seen.count(kind) == at else None

    return look


def always(kind: type[Question], fault: Callable[[Box], Reply | None]) -> Fault:
    return lambda box, question: fault(box) if type(question) is kind else None


def kill(box: Box) -> None:
    """As when the computer has no memory left and ends the largest process."""
    first = box._running.first
    os.kill(first.number, signal.SIGKILL)
    gone = select.poll()
    gone.register(first.handle, select.POLLIN)
    assert gone.poll(60_000)  # else it may answer before it is gone


@pytest.fixture(scope="module")
def boxes() -> Iterator[Sandbox]:
    """Boxes as a class gets them: copies of a template, where there can be one."""
    needs_box()
    with Sandbox(Limits()) as boxes:
        boxes.start_template()
        yield boxes


def graded_with(boxes: Sandbox, tmp_path: Path, fault: Fault, answers: list[str] = NAMES) -> Grade:
    hand_in(tmp_path / "work" / "right", 2, [SET_UP, "\n".join(right_answers(answers)), "x = 1"])
    return grade(tmp_path / "work" / "right", 2, b"", 200, lambda: FaultyBox(boxes, fault))


FAULTS = {
    "killed while a cell runs": once(RunCell, kill),
    "killed while an answer is tried": once(TryAnswer, kill),
    "no thread for a cell": once(RunCell, lambda _: OutOfThreads()),
    "no thread in a cell": once(RunCell, lambda _: in_a_cell(NO_MORE_THREADS)),
    "no thread for an answer": once(TryAnswer, lambda _: OutOfThreads()),
    "no thread in an answer": once(TryAnswer, lambda _: NO_MORE_THREADS),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_what_was_not_the_students_fault_is_tried_again_and_costs_nothing(
    fault, boxes, tmp_path, monkeypatch
):
    hurry(monkeypatch)
    came = graded_with(boxes, tmp_path, fault)
    assert (came.status, came.points) == ("ok", FULL), came


LASTING = {
    "killed whenever an answer is tried": (always(TryAnswer, kill), DIED),
    "no thread in any answer": (always(TryAnswer, lambda _: NO_MORE_THREADS), SHORT),
    "killed in every cell": (always(RunCell, kill), DIED),
}


@pytest.mark.parametrize(("fault", "status"), LASTING.values(), ids=LASTING)
def test_a_fault_that_lasts_is_a_status_and_never_ok(fault, status, boxes, tmp_path, monkeypatch):
    hurry(monkeypatch)
    came = graded_with(boxes, tmp_path, fault, NAMES[:1])
    assert (came.status, came.points) == (status, 0)


def test_a_cell_that_met_a_shortage_of_memory_is_run_again(boxes, tmp_path, monkeypatch):
    hurry(monkeypatch)
    came = graded_with(boxes, tmp_path, once(RunCell, lambda _: in_a_cell(NO_MEMORY), at=2))
    assert (came.status, came.points) == ("ok", FULL), came
    came = graded_with(boxes, tmp_path / "2", always(RunCell, lambda _: in_a_cell(NO_MEMORY)))
    assert (came.status, came.points) == ("out of memory", 0)


def test_a_notebook_whose_reader_was_killed_is_read_again(tmp_path, monkeypatch):
    needs_box()
    hurry(monkeypatch)
    with Sandbox(Limits()) as boxes:  # each started from nothing
        came = graded_with(boxes, tmp_path, once(ReadNotebook, kill, at=1))
    assert (came.status, came.points) == ("ok", FULL), came


WITH_WEIGHTS = {
    "the reader killed": (once(ReadWeights, kill, at=1), "ok"),
    "the reader without memory": (
        once(ReadWeights, lambda _: ErrorRaised(["MemoryError"], ""), 1),
        "ok",
    ),
    "killed as the file is laid beside the cells": (once(SaveWeights, kill, at=1), "ok"),
    "the reader always killed": (always(ReadWeights, kill), DIED),
}


@pytest.mark.parametrize(("fault", "status"), WITH_WEIGHTS.values(), ids=WITH_WEIGHTS)
def test_weights_that_met_a_fault_are_read_again(fault, status, boxes, tmp_path, monkeypatch):
    hurry(monkeypatch)
    (attack,) = [attack for attack in attacks(6) if attack.name == "honest_loads_its_weights"]
    hand_in(tmp_path / "right", 6, attack.submission(), attack.weights)
    came = grade(tmp_path / "right", 6, b"", 300, partial(FaultyBox, boxes, fault))
    (mark,) = [mark for mark in came.marks if mark.name == "build_your_best"]
    assert came.status == status
    assert (mark.points > 0) == (status == "ok"), mark


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EIO])
def test_a_file_that_the_computer_cannot_open_is_no_fault_of_the_students(
    number, tmp_path, monkeypatch
):
    hand_in(tmp_path / "work" / "one", 2, [])
    (path,) = (tmp_path / "work" / "one").iterdir()
    monkeypatch.setattr(submissions.os, "open", lambda *_: fail_with(number))
    with pytest.raises(CourseError, match="cannot read"):
        submissions.content(path, 100)


def fail_with(number: int) -> None:
    raise OSError(number, os.strerror(number))


def test_an_answer_in_a_statement_that_never_ends_has_its_status(boxes, tmp_path, monkeypatch):
    hurry(monkeypatch)
    slow = f"def made():\n    while True:\n        pass\n\n\n{NAMES[0]} = made()"
    hand_in(tmp_path / "work" / "slow", 2, [SET_UP, slow, *right_answers(NAMES[1:])])
    came = grade(tmp_path / "work" / "slow", 2, b"", 200, lambda: Box(boxes))
    assert came.status == TIMEOUT
    assert [mark.status for mark in came.marks if mark.name == NAMES[0]] == [TIMEOUT]
    assert came.points == FULL - 1


# The grader's own shortage


def no_thread(self: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def test_a_grader_that_can_start_no_threads_goes_on_or_says_so(monkeypatch):
    needs_box()
    monkeypatch.setattr(threading.Thread, "start", no_thread)
    with Sandbox(Limits()) as boxes:
        boxes.start_template()
        assert not boxes.makes_copies
        box = Box(boxes)
        assert box.ask(Greet(), 5) == Greeted()
        box.end()
        monkeypatch.setattr(box_module, "talk_with", ThreadedTalk)  # as on Windows
        with pytest.raises(CourseError, match="no more threads"):
            Box(boxes)
        assert not boxes._alive


def test_a_submission_that_the_grader_could_not_grade_is_tried_again(tmp_path, monkeypatch):
    tries: list[str] = []

    def stumble(student: Path, *_: object) -> Grade:
        tries.append(student.name)
        if len(tries) < class_pool.TRIES:
            raise CourseError("The grader can start no more threads here.")
        return not_graded(student.name, 2, "second")

    monkeypatch.setattr(class_pool, "grade", stumble)
    hand_in(tmp_path / "work" / "one", 2, [])
    assert grade_class(GradingRequest(tmp_path / "work", tmp_path / "out", 2, unsafe=True)) == 1
    assert tries == ["one"] * class_pool.TRIES
    assert "second" in (tmp_path / "out" / FILE).read_text(encoding="utf-8")


# In the notebook


def test_without_a_thread_to_watch_the_time_the_learner_hears_what_to_do(monkeypatch):
    before = signal.getsignal(signal.SIGINT)
    monkeypatch.setattr(time_limit.threading.Thread, "start", no_thread)
    with pytest.raises(NoThread, match="Restart the kernel"):
        call_within(1.0, lambda: 1)
    with pytest.raises(NoThread):
        Answer("f", lambda: 1).do(call, [], {})
    assert signal.getsignal(signal.SIGINT) is before


def test_lost_is_no_verdict_on_an_answer():
    assert not issubclass(BoxLost, CourseError)
