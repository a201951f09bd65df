"""One limit for a whole box: the ways to a control group, on made-up systems and on this one."""

import os
import stat
import sys
from pathlib import Path

import pytest
from grading_help import needs_box

from course_utils.answers.inside.protocol import Greet
from course_utils.answers.inside.replies import Greeted
from course_utils.grading import cgroups, preflight
from course_utils.grading.box import Box
from course_utils.grading.cgroups import Folders, SystemdRun, share, ways
from course_utils.grading.sandbox import Limits, Sandbox

SHARE = share(memory_mb=2048, disk_mb=64, threads=64)
BYTES = str((2048 + 64 + cgroups.OWN_MEMORY_MB) * 2**20)


@pytest.fixture(autouse=True)
def no_systemd(monkeypatch):
    monkeypatch.setattr(cgroups, "which", lambda _: None)


def system(folder: Path, groups: str, mounts: str, *files: str) -> Path:
    """A root folder with what Linux tells of control groups, and these files."""
    for name, text in [("cgroup", groups), ("mounts", mounts)]:
        path = folder / "proc" / "self" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    for file in files:
        path, _, text = file.partition("=")
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_version_1_is_a_folder_in_each_hierarchy(tmp_path):
    root = system(
        tmp_path,
        "5:cpu,cpuacct:/\n4:memory:/here\n8:pids:/\n1:name=systemd:/\n0::/\n",
        "cgroup /cg/memory cgroup rw,memory 0 0\ncgroup /cg/pids cgroup rw,pids 0 0\n"
        "cgroup /cg/cpu cgroup rw,cpu,cpuacct 0 0\n",
        *("cg/memory/here/x=", "cg/pids/x=", "cg/cpu/x="),
    )
    (groups,) = ways(SHARE, root)
    assert isinstance(groups, Folders)
    words = groups.words("box-1", {})
    made = [root / "cg" / path / "box-1" for path in ("memory/here", "pids", "cpu")]
    assert all(folder.is_dir() for folder in made)
    assert words[4:] == [*(str(folder / "cgroup.procs") for folder in made), "--"]
    groups.remove("box-1")
    assert not any(folder.exists() for folder in made)


def test_version_2_is_a_folder_below_our_own_and_we_move_out_of_the_way(tmp_path):
    root = system(
        tmp_path,
        "0::/scope\n",
        "cgroup2 /cg cgroup2 rw 0 0\n",
        *("cg/scope/cgroup.controllers=cpu memory pids", "cg/scope/cgroup.subtree_control="),
    )
    (groups,) = ways(SHARE, root)
    assert isinstance(groups, Folders)
    scope = root / "cg" / "scope"
    assert (scope / "cgroup.subtree_control").read_text() == "+memory +pids +cpu"
    (moved,) = scope.glob("course-grader-*/cgroup.procs")
    assert moved.read_text() == str(os.getpid())
    assert groups.words("box-1", {})[4:] == [str(scope / "box-1" / "cgroup.procs"), "--"]


def test_a_group_is_given_its_limits_before_anything_is_in_it(tmp_path, monkeypatch):
    groups = Folders([tmp_path], {"memory.max": BYTES, "pids.max": "68", "not.there": "1"})
    monkeypatch.setattr(Path, "exists", lambda path: path.name != "not.there")
    groups.words("box-1", {})
    held = {path.name: path.read_text() for path in (tmp_path / "box-1").iterdir()}
    assert held == {"memory.max": BYTES, "pids.max": "68"}


@pytest.mark.parametrize(
    "groups",
    [
        ("0::/scope\n", "cgroup2 /cg cgroup2 rw 0 0\n", "cg/scope/cgroup.subtree_control="),
        ("0::/\n", "", "x="),
        ("", "", "x="),
    ],
    ids=["nothing is handed down", "not mounted", "no groups"],
)
def test_where_there_is_none_there_is_no_way(tmp_path, groups):
    words, mounts, file = groups
    controllers = "cg/scope/cgroup.controllers=cpu"
    assert list(ways(SHARE, system(tmp_path, words, mounts, file, controllers))) == []


def test_a_system_without_proc_has_no_way(tmp_path):
    assert list(ways(SHARE, tmp_path)) == []


def test_systemd_is_asked_last_and_starts_the_command_with_our_variables_only(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(cgroups, "which", lambda _: "/usr/bin/systemd-run")
    monkeypatch.setattr(cgroups, "SYSTEMD", tmp_path)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/1000")
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    (groups,) = ways(SHARE, tmp_path)
    assert isinstance(groups, SystemdRun)
    words = groups.words("box-1", {"HOME": "/tmp"})
    assert words[:2] == ["/usr/bin/systemd-run", "--user"]
    assert words[-4:] == ["--", "env", "-i", "HOME=/tmp"]
    assert f"MemoryMax={BYTES}" in words
    assert "TasksMax=68" in words
    assert groups.variables({"HOME": "/tmp"})["XDG_RUNTIME_DIR"] == "/run/user/1000"


STAND_IN = """\
#!/bin/sh
while [ "$1" != -- ]; do shift; done
shift
exec "$@"
"""


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_a_way_that_puts_a_box_nowhere_is_not_used(tmp_path, monkeypatch):
    needs_box()
    path = tmp_path / "systemd-run"
    path.write_text(STAND_IN)
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    monkeypatch.setattr(preflight.cgroups, "ways", lambda _: [SystemdRun(str(path), SHARE, True)])
    with Sandbox(Limits()) as boxes:
        box = preflight._box_in_a_group(boxes)
        assert boxes.groups is None
        assert box.ask(Greet(), 30) == Greeted()
        box.end()


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_a_way_that_starts_no_box_is_not_used(monkeypatch):
    needs_box()
    monkeypatch.setattr(
        preflight.cgroups, "ways", lambda _: [SystemdRun("/bin/false", SHARE, True)]
    )
    with Sandbox(Limits()) as boxes:
        preflight._box_in_a_group(boxes).end()
        assert boxes.groups is None


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_the_preflight_says_whether_one_limit_holds_and_nothing_of_a_group_is_left(capsys):
    needs_box()
    with Sandbox(Limits()) as boxes:
        preflight.preflight(boxes, [])
        said = capsys.readouterr().out
        assert (preflight.ONE_LIMIT in said) == (boxes.groups is not None)
        assert (preflight.NO_ONE_LIMIT in said) == (boxes.groups is None)
        box = Box(boxes)
        within = box.groups()
        box.end()
        name = boxes.group_name(0)[:-1]
    assert (name in within) == (boxes.groups is not None)
    if isinstance(boxes.groups, Folders):
        assert not [p for parent in boxes.groups._parents for p in parent.glob(f"{name}*")]
