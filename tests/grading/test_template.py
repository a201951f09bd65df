"""Boxes that are copies of a template: as closed as those that are started from nothing."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from grading_help import WHOLE, alive, needs_box, run_as_ordinary_user

from course_utils.answers.inside.protocol import FindAnswer, RunCell
from course_utils.errors import CourseError
from course_utils.grading import cgroups, sandbox
from course_utils.grading import preflight as checks_before
from course_utils.grading.box import Box
from course_utils.grading.preflight import preflight
from course_utils.grading.sandbox import Limits, Sandbox
from course_utils.grading.view import OWN

HOLDS = "test_a_copy_holds_what_a_box_holds_that_was_started_from_nothing"


# What the numbers of open files stand for; that of the listing itself is closed by then.
OPEN_FILES = """[
    os.readlink(f"/proc/self/fd/{n}")
    for n in os.listdir("/proc/self/fd")
    if os.path.lexists(f"/proc/self/fd/{n}")
]"""
RIGHTS = """[
    line.split()[1]
    for line in open("/proc/self/status")
    if line.startswith("Cap") and not line.startswith("CapBnd")
]"""


def seen_by(box: Box, expression: str) -> str:
    """How a box shows the value of an expression in a cell."""
    box.ask(RunCell(f"import os, sys, torch\nseen = {expression}\n", 1, 5.0), 10)
    return box.ask(FindAnswer("seen", [], ["seen"], 5.0), 10).stands_for


@contextmanager
def copying() -> Iterator[Sandbox]:
    """A sandbox that makes copies."""
    needs_box()
    with Sandbox(Limits()) as boxes:
        boxes.start_template()
        assert boxes.makes_copies
        yield boxes


@pytest.fixture(scope="module")
def boxes() -> Iterator[Sandbox]:
    """One template for all that only look at its copies."""
    with copying() as boxes:
        yield boxes
        assert boxes.makes_copies


@pytest.fixture
def to_be_spoilt() -> Iterator[Sandbox]:
    """A template of the test's own, after which no copy is made."""
    with copying() as boxes:
        yield boxes


def test_a_copy_holds_what_a_box_holds_that_was_started_from_nothing(tmp_path):
    needs_box()
    with Sandbox(Limits()) as boxes:
        preflight(boxes, [tmp_path, Path(__file__)], with_copies=True)
        assert boxes.makes_copies


if WHOLE and os.name == "posix" and os.geteuid() == 0:  # others had theirs above

    def test_so_does_the_copy_of_an_ordinary_user():
        needs_box()
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o777)
            options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
            command = [sys.executable, "-m", "pytest", *options, f"{Path(__file__)}::{HOLDS}"]
            assert "1 passed" in run_as_ordinary_user(command, Path(folder))


def test_copies_share_no_file_no_user_and_no_processes(boxes):
    one, other = Box(boxes), Box(boxes)
    assert seen_by(one, f"open('{OWN}/note', 'w').write('from one')") == "8"
    assert seen_by(other, f"os.path.exists('{OWN}/note')") == "False"
    for box in (one, other):
        assert seen_by(box, "[name for name in os.listdir('/proc') if name.isdigit()]") == "['1']"
    if os.geteuid() == 0:
        assert seen_by(one, "os.getuid()") != seen_by(other, "os.getuid()")
    for box in (one, other):
        box.end()


def test_a_copy_is_alone_in_its_group_and_its_session(boxes):
    both = [Box(boxes), Box(boxes)]
    numbers = [box._running.first.number for box in both]
    assert [os.getpgid(number) for number in numbers] == numbers
    assert [os.getsid(number) for number in numbers] == numbers
    for box in both:
        box.end()


def test_a_copy_that_no_group_takes_is_ended_and_the_next_box_is_no_copy(to_be_spoilt):
    to_be_spoilt.groups = TakesNothing()
    open_files = len(os.listdir("/proc/self/fd"))
    box = Box(to_be_spoilt)
    assert not to_be_spoilt.makes_copies
    assert to_be_spoilt.groups.removed == [to_be_spoilt.group_name(0)]
    box.end()
    assert len(os.listdir("/proc/self/fd")) == open_files


class TakesNothing(cgroups.Folders):
    """Groups that no process which runs already can be put into."""

    def __init__(self):
        super().__init__([], {})
        self.removed = []

    def put(self, name, process):
        raise OSError("no such process")

    def remove(self, name):
        self.removed.append(name)


def test_a_copy_has_no_open_file_but_the_ends_of_its_own_pipes(boxes):
    neighbour, box = Box(boxes), Box(boxes)
    held = seen_by(box, OPEN_FILES)
    names = [name.strip("'\" []") for name in held.split(",")]
    assert {name.partition(":")[0] for name in names} <= {"/dev/null", "pipe"}, held
    assert sum(name.startswith("pipe") for name in names) == 2
    for one in (neighbour, box):
        one.end()


def test_a_copy_has_no_rights_and_the_variables_of_a_box(boxes):
    box = Box(boxes)
    rights = seen_by(box, RIGHTS)
    assert set(rights) <= set("[]0', ")
    wanted = set(sandbox.environment("")) | {"PWD", "LC_CTYPE"}
    held = seen_by(box, "','.join(os.environ)").strip("'").split(",")
    assert set(held) <= wanted
    box.end()


def test_a_copy_that_ends_harms_neither_its_neighbour_nor_the_template(boxes):
    neighbour, box = Box(boxes), Box(boxes)
    os.kill(box._running.first.number, signal.SIGKILL)
    box.end()
    assert seen_by(neighbour, "1 + 1") == "2"
    another = Box(boxes)
    assert boxes.makes_copies
    for one in (neighbour, another):
        one.end()


def test_where_the_template_is_gone_boxes_are_started_from_nothing(to_be_spoilt):
    os.kill(to_be_spoilt._template._running.first.number, signal.SIGKILL)
    box = Box(to_be_spoilt)
    assert not to_be_spoilt.makes_copies
    assert seen_by(box, "1 + 1") == "2"
    box.end()


def test_leaving_the_sandbox_ends_template_and_copies():
    needs_box()
    with Sandbox(Limits()) as boxes:
        boxes.start_template()
        numbers = [Box(boxes)._running.first.number, boxes._template._running.first.number]
    assert not [number for number in numbers if alive(number)]


def test_copies_that_do_not_hold_are_not_used(tmp_path, monkeypatch):
    needs_box()
    tried, whole = [], checks_before._try_a_box

    def only_the_first_holds(*what):
        tried.append(what)
        if len(tried) > 1:
            raise CourseError("network: a server on this computer was reached")
        whole(*what)

    monkeypatch.setattr(checks_before, "_try_a_box", only_the_first_holds)
    with Sandbox(Limits()) as boxes:
        preflight(boxes, [tmp_path], with_copies=True)
        assert len(tried) == 2
        assert not boxes.makes_copies


@pytest.mark.parametrize("reason", ["no template", "Python below /tmp"])
def test_without_a_template_each_box_is_started_from_nothing(reason, monkeypatch):
    needs_box()

    def none_can_be_had(_):
        raise CourseError("none")

    if reason == "no template":
        monkeypatch.setattr(sandbox, "Template", none_can_be_had)
    else:
        monkeypatch.setattr(sandbox, "seen", lambda: [Path(OWN, "python")])
    with Sandbox(Limits()) as boxes:
        boxes.start_template()
        assert not boxes.makes_copies
