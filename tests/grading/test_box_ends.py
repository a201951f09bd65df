"""Nothing outlives its box, and what a box could leave behind harms no other."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack_files import attacks, good_submission, hand_in
from grading_help import WHOLE, alive, graded, hurry, marks, needs_box, run_as_ordinary_user

from course_utils.answers.inside.protocol import RunCell
from course_utils.checks.catalogue import exercises
from course_utils.grading.box import Box, BoxLost
from course_utils.grading.sandbox import USERS, Limits, Sandbox

SURVIVORS = ("outlives_its_box_in_an_answer", "becomes_another_program")
if WHOLE:
    SURVIVORS += ("outlives_its_box", "changes_its_death_signal")
KILLED = "test_when_the_grader_is_killed_its_boxes_go_with_it"
FULL = {exercise.name: exercise.points for exercise in exercises(2)}
PR_SET_CHILD_SUBREAPER = 36
LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")


def children() -> set[int]:
    """The living children of this process."""
    threads = Path("/proc/self/task").iterdir()
    numbers = " ".join((thread / "children").read_text() for thread in threads).split()
    return {int(number) for number in numbers if alive(int(number))}


@pytest.fixture
def orphans() -> Iterator[set[int]]:
    """Whatever loses its parent becomes a child of this process; those that are there already."""
    libc = ctypes.CDLL(None)
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    yield children()
    libc.prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def cells(name: str) -> tuple[str, ...]:
    (attack,) = [attack for attack in attacks() if attack.name == name]
    return attack.cells


def sources(name: str) -> list[str]:
    """The cells of an attack, and one that calls its answer."""
    return [*cells(name), "conv_output_size(5, 3)"]


def run(box: Box, source: str, seconds: float = 2.0) -> None:
    """Run a cell until it is over, or until the grader has had enough of it."""
    question = RunCell(source, 1, seconds)
    try:
        box.ask(question, seconds + 1)
    except BoxLost:
        return


@LINUX_ONLY
@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("name", SURVIVORS)
def test_nothing_of_a_box_is_there_once_it_was_ended(name, copies, orphans):
    needs_box()
    with Sandbox(Limits()) as boxes:
        if copies:
            boxes.start_template()
        box = Box(boxes)
        first = box._running.first.number
        for source in sources(name):
            run(box, source)
        box.end()
        assert not alive(first)
    assert children() == orphans


GRADER = """\
import sys, time
sys.path[:0] = {path!r}
from course_utils.answers.inside.protocol import RunCell
from course_utils.grading.box import Box
from course_utils.grading.sandbox import Limits, Sandbox
with Sandbox(Limits()) as boxes:
    if {copies}:
        boxes.start_template()
    box = Box(boxes)
    print(box._running.first.number, flush=True)
    for source in {sources!r}:
        box.ask(RunCell(source, 1, 60.0), 60)
    time.sleep(60)
"""


@LINUX_ONLY
@pytest.mark.parametrize("copies", [False, True])
@pytest.mark.parametrize("name", SURVIVORS)
def test_when_the_grader_is_killed_its_boxes_go_with_it(name, copies, orphans):
    needs_box()
    script = GRADER.format(path=sys.path, sources=sources(name), copies=copies)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as grader:
        first = int(grader.stdout.readline())
        time.sleep(3)
        assert alive(first)
        grader.send_signal(signal.SIGKILL)
        grader.wait()
    ends = time.monotonic() + 10
    while time.monotonic() < ends and (alive(first) or children() != orphans):
        time.sleep(0.05)
    assert not alive(first)
    assert children() == orphans


@LINUX_ONLY
def test_one_worker_a_survivor_and_two_right_submissions(tmp_path, monkeypatch, orphans):
    needs_box()
    hurry(monkeypatch, seconds=5.0)
    work = tmp_path / "work"
    hand_in(work / "a-survivor", 2, [*good_submission(2)[:-1], *cells("outlives_its_box")])
    for name in ("b-right", "c-right"):
        hand_in(work / name, 2, good_submission(2))
    held = graded(work, 2, workers=1)
    for name in ("a-survivor", "b-right", "c-right"):
        assert (held[name]["status"], marks(held[name], list(FULL))) == ("ok", FULL), held[name]
    assert children() == orphans


def test_every_box_that_root_starts_has_a_user_of_its_own(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    boxes = Sandbox(Limits(), unsafe=True)
    users = [boxes.user(number) for number in range(1000)]
    assert len(set(users)) == len(users)
    assert all(any(user in some for some in USERS) for user in users)


if os.name == "posix" and os.geteuid() == 0:  # his boxes are made otherwise

    def test_the_same_as_an_ordinary_user():
        needs_box()
        # Whole in `make test-full`; else each survivor once, one of them in a copy.
        one, other = (f"{__file__}::{KILLED}[{name}" for name in SURVIVORS[:2])
        tests, number = ([__file__], 18) if WHOLE else ([f"{one}-True]", f"{other}-False]"], 2)
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o777)
            options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
            command = [sys.executable, "-m", "pytest", *options, *tests]
            assert f"{number} passed" in run_as_ordinary_user(command, Path(folder))
