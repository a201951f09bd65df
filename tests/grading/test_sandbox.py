"""The box: what it refuses, what it holds, and what is said where there is none."""

import errno
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from grading_help import needs_box

from course_utils.answers.inside.protocol import FindAnswer, Greet, RunCell
from course_utils.errors import CourseError
from course_utils.grading import preflight as checks_before
from course_utils.grading import refusals, sandbox, seccomp
from course_utils.grading.box import DIED, Box, BoxLost
from course_utils.grading.preflight import TRIED, preflight
from course_utils.grading.sandbox import Limits, Sandbox, environment
from course_utils.grading.staging import stage

# Words of refusal


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_where_there_is_no_linux_it_says_what_to_do(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(CourseError, match=r"needs Linux.*\n.*--unsafe"):
        refusals.require_bubblewrap()


def test_where_bubblewrap_is_missing_it_says_how_to_install_it(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(refusals.shutil, "which", lambda _: None)
    with pytest.raises(CourseError, match="sudo apt install bubblewrap"):
        refusals.require_bubblewrap()


def test_a_bubblewrap_without_sizes_is_too_old(monkeypatch, tmp_path):
    old = tmp_path / "bwrap"
    old.write_text("#!/bin/sh\necho '--seccomp FD --perms OCTAL --die-with-parent --cap-add CAP'\n")
    old.chmod(0o755)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(refusals.shutil, "which", lambda _: str(old))
    with pytest.raises(CourseError, match="lacks --size, --remount-ro"):
        refusals.require_bubblewrap()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("bwrap: setting up uid map: Permission denied", "apparmor_parser"),
        ("bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted", "apparmor_parser"),
        ("bwrap: No permissions to create new namespace, likely because …", "--privileged"),
        ("bwrap: Creating new namespace failed: Operation not permitted", "--privileged"),
        ("bwrap: Can't mount proc on /newroot/proc: Operation not permitted", "--privileged"),
        ("bwrap: Can't find source path /python: Permission denied", "must be open to you"),
        ("ModuleNotFoundError: No module named 'torch'", "No module named 'torch'"),
        ("", "said nothing"),
    ],
)
def test_every_refusal_says_what_to_do_and_that_there_is_unsafe(said, words):
    assert words in refusals.why_not(said)
    assert "--unsafe" in refusals.why_not(said)


def test_on_an_unknown_machine_it_refuses():
    with pytest.raises(CourseError, match=r"riscv64.*x86_64 and aarch64"):
        seccomp.program("riscv64")


# The filter of calls, read by a small machine of our own


def verdict(program: bytes, machine: int, number: int, *arguments: int) -> int:
    """What the kernel would do with a call."""
    data = {seccomp.NUMBER_AT: number, seccomp.MACHINE_AT: machine}
    data |= {seccomp.ARGUMENTS_AT + 8 * at: value for at, value in enumerate(arguments)}
    steps = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    at = held = 0
    while True:
        code, yes, no, value = steps[at]
        at += 1
        if code == seccomp.RETURN:
            return value
        if code == seccomp.LOAD:
            held = data[value]
            continue
        tests = {
            seccomp.EQUALS: held == value,
            seccomp.AT_LEAST: held >= value,
            seccomp.HAS_BIT: bool(held & value),
        }
        at += yes if tests[code] else no


REFUSED = seccomp.ERROR | errno.EPERM


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_the_filter_refuses_processes_namespaces_and_hidden_memory(name):
    machine, looked_at, refused = seccomp.MACHINES[name]
    program = seccomp.program(name)
    for number in [*refused.values(), *seccomp.EVERYWHERE.values()]:
        assert verdict(program, machine, number) == REFUSED
    assert verdict(program, machine, looked_at["clone"], 17) == REFUSED  # as fork makes a child
    assert verdict(program, machine, seccomp.CLONE3) == seccomp.ERROR | errno.ENOSYS


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_the_filter_lets_threads_and_everyday_calls_through(name):
    machine, looked_at, _ = seccomp.MACHINES[name]
    program = seccomp.program(name)
    thread = seccomp.CLONE_THREAD | 0xF00
    assert verdict(program, machine, looked_at["clone"], thread) == seccomp.ALLOW
    assert verdict(program, machine, 1) == seccomp.ALLOW
    assert verdict(program, machine + 1, 0) == seccomp.KILL


NO_FAMILY = seccomp.ERROR | errno.EAFNOSUPPORT
ASK_FOR_DEATH_SIGNAL, NAME_A_THREAD = 1, 15
BY_ARGUMENTS = {
    "no other signal at the parent's death": ("prctl", (ASK_FOR_DEATH_SIGNAL, 15), REFUSED),
    "nor none": ("prctl", (ASK_FOR_DEATH_SIGNAL, 0), REFUSED),
    "and other uses of the call": ("prctl", (NAME_A_THREAD, 0), seccomp.ALLOW),
    "no pair of another family": ("socketpair", (2, 1), NO_FAMILY),
    "no pair that keeps what was sent when its sender is gone": ("socketpair", (1, 2), NO_FAMILY),
    "streams within the box": ("socketpair", (1, 1), seccomp.ALLOW),
    "streams that are closed at exec": ("socketpair", (1, 0x80001), seccomp.ALLOW),
    "no larger buffers to send": ("setsockopt", (5, 1, 7), REFUSED),
    "nor to receive": ("setsockopt", (5, 1, 8), REFUSED),
    "nor by force": ("setsockopt", (5, 1, 33), REFUSED),
    "other options": ("setsockopt", (5, 1, 2), seccomp.ALLOW),
    "the same number at another level": ("setsockopt", (5, 6, 7), seccomp.ALLOW),
    "no larger pipes": ("fcntl", (5, 1031), REFUSED),
    "no leases": ("fcntl", (5, 1024), REFUSED),
    "no notices": ("fcntl", (5, 1026), REFUSED),
    "no locks": ("fcntl", (5, 6), REFUSED),
    "other uses of files": ("fcntl", (5, 4), seccomp.ALLOW),
}


@pytest.mark.parametrize("name", seccomp.MACHINES)
@pytest.mark.parametrize("what", BY_ARGUMENTS)
def test_the_filter_looks_at_arguments(name, what):
    machine, looked_at, _ = seccomp.MACHINES[name]
    call, arguments, wanted = BY_ARGUMENTS[what]
    assert verdict(seccomp.program(name), machine, looked_at[call], *arguments) == wanted


@pytest.mark.parametrize("name", seccomp.MACHINES)
def test_once_the_worker_has_started_no_other_program_may_take_its_place(name):
    machine, *_ = seccomp.MACHINES[name]
    _, *refused = seccomp.EXECUTING[name]
    _, program = seccomp.program_once_started(name)
    assert [verdict(program, machine, number) for number in refused] == [REFUSED, REFUSED]
    assert verdict(program, machine, 0) == seccomp.ALLOW
    assert verdict(program, machine + 1, 0) == seccomp.KILL


def test_calls_by_the_other_numbering_are_refused():
    machine = seccomp.MACHINES["x86_64"][0]
    assert verdict(seccomp.program("x86_64"), machine, seccomp.X32 | 57) == REFUSED


# What a box is made of


def test_the_staged_copy_holds_no_checks_no_grader_and_no_command(tmp_path):
    copy = stage(tmp_path / "course") / "course_utils"
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*.py")}
    assert "models.py" in names
    assert "answers/operations/__init__.py" in names
    trusted = ("diagnose", "held_out", "grading/", "authoring/", "commands/")
    for part in ("lesson_", "compare", "catalogue", "report", *trusted):
        assert not [name for name in names if part in name]
    assert [name for name in names if name.startswith("checks/")] == ["checks/__init__.py"]
    assert "cli.py" not in names


def test_the_staged_copy_can_be_imported_and_its_checks_do_nothing(tmp_path):
    folder = stage(tmp_path / "course")
    source = (
        "import course_utils.answers.inside.worker\n"
        "from course_utils.checks import attempt, check, progress, scoreboard, scorecard\n"
        "check('no such name'), scorecard(99), scoreboard(), attempt(None), progress()\n"
        "import course_utils.data, course_utils.training.recipes, course_utils.plots\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", source],
        env={**os.environ, "PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr


def test_a_box_gets_no_variable_of_the_instructors(monkeypatch):
    monkeypatch.setenv("GRADEBOOK_TOKEN", "secret")
    assert "GRADEBOOK_TOKEN" not in environment("home")


def test_nothing_secret_may_lie_where_a_box_must_look(tmp_path, monkeypatch):
    monkeypatch.setattr(Sandbox, "seen", lambda _: [tmp_path])
    box = Sandbox(Limits(), unsafe=True)
    with pytest.raises(CourseError, match="which every box can read"):
        preflight(box, [tmp_path / "submissions"])


# Whether it holds


def test_the_preflight_tries_all_and_says_that_the_box_holds(tmp_path, capsys):
    needs_box()
    (tmp_path / "seed").touch()
    with Sandbox(Limits()) as boxes:
        preflight(boxes, [tmp_path, tmp_path / "seed", Path(__file__)])
    assert "The box holds: no network" in capsys.readouterr().out


def test_without_the_box_the_preflight_fails_closed(tmp_path):
    with (
        Sandbox(Limits(), unsafe=True) as boxes,
        pytest.raises(CourseError, match=r"(?s)does not hold. Nothing was graded.*network"),
    ):
        preflight(boxes, [tmp_path])


def test_without_a_box_nobody_counts_the_files_of_this_computer():
    with Sandbox(Limits(), unsafe=True) as boxes:
        box = Box(boxes)
        source = "import subprocess\nchild = subprocess.Popen(['sleep', '60'])\n"
        box.ask(RunCell(source, 1, 5.0), 10)
        assert box.files() is None
        box.end()


@pytest.mark.parametrize("missing", TRIED)
def test_what_was_not_tried_does_not_hold(missing):
    found = {name: "held" for name in TRIED if name != missing}
    with pytest.raises(CourseError, match=f"{missing}: was not tried"):
        checks_before._judge(found)


def test_a_box_without_its_filter_is_found_out(tmp_path, monkeypatch):
    needs_box()
    allow = struct.pack("=HBBI", seccomp.RETURN, 0, 0, seccomp.ALLOW)
    monkeypatch.setattr(sandbox, "program", lambda machine: allow)
    with Sandbox(Limits()) as boxes, pytest.raises(CourseError, match="processes: a process"):
        preflight(boxes, [tmp_path])


def test_a_box_that_is_ended_is_gone_with_everything_in_it():
    needs_box()
    with Sandbox(Limits()) as boxes:
        box = Box(boxes)
        box.end()
        assert box._running.process.returncode is not None
        assert box._running.process.stdout.closed
        with pytest.raises(BoxLost) as lost:
            box.ask(Greet(), 1)
        assert lost.value.status in (DIED, "timeout")


def test_leaving_the_sandbox_ends_the_boxes_and_removes_its_folder():
    needs_box()
    with Sandbox(Limits()) as boxes:
        box = Box(boxes)
        folder = boxes._folder
    assert box._running.process.returncode is not None
    assert not folder.exists()
    with pytest.raises(CourseError, match="stopped"):
        boxes.start()


def test_the_worker_is_never_root_and_no_process_but_bubblewraps_is_beside_it():
    needs_box()
    with Sandbox(Limits()) as boxes:
        user = os.getuid() if boxes.user(0) is None else boxes.user(0)
        box = Box(boxes)
        source = "import os\nuser = os.getuid(), os.geteuid(), os.getpid()\n"
        box.ask(RunCell(source, 1, 5.0), 10)
        found = box.ask(FindAnswer("user", [], ["user"], 5.0), 10)
        assert user != 0
        assert found.stands_for == f"({user}, {user}, {boxes.processes()})"
        box.end()
