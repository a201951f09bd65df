"""What the tests of grading share: whether there is a box here, a class to grade, its gradebook."""

import contextlib
import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from course_utils.errors import CourseError
from course_utils.grading import gradebook, remote, session
from course_utils.grading.box import Box
from course_utils.grading.export.grades_csv import FILE
from course_utils.grading.gradebook import grade_class
from course_utils.grading.request import GradingRequest
from course_utils.grading.sandbox import Limits, Sandbox

SEED = b"a line that nobody guesses"
WHOLE = os.environ.get("COURSE_TEST_WHOLE") == "1"  # `make test-full`; else one of each kind


@cache
def why_no_box() -> str:
    """Empty where boxes can be started here; else the first line of why not."""
    try:
        with Sandbox(Limits()) as sandbox:
            Box(sandbox).end()
    except CourseError as error:
        return str(error).splitlines()[0]
    return ""


def needs_box() -> None:
    """Skip a test where there is no box; under CI that is a failure (tests/strict.py)."""
    if sys.platform == "linux" and shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is missing: sudo apt install bubblewrap")
    if why_no_box():
        pytest.skip(f"no box here: {why_no_box()}")


def hurry(
    monkeypatch: pytest.MonkeyPatch, seconds: float = 15.0, statement_seconds: float = 4.0
) -> None:
    """Shorter limits, so that what never ends ends sooner; so many seconds for a question."""
    monkeypatch.setattr(session, "STATEMENT_SECONDS", statement_seconds)
    monkeypatch.setattr(session, "SECONDS", seconds)
    monkeypatch.setattr(remote, "SECONDS", seconds)
    monkeypatch.setattr(remote, "SLOWER", 1)
    monkeypatch.setattr(session, "GRACE", 2.0)
    monkeypatch.setenv("COURSE_DATA", "digits")


def without_preflight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Boxes start as after the preflight, which has tests of its own and takes as long as a class
    of one or two."""

    def start_template(boxes: Sandbox, _: object, with_copies: bool = False) -> None:
        if with_copies:
            boxes.start_template()

    monkeypatch.setattr(gradebook, "preflight", start_template)


def graded(submissions: Path, lesson: int, **how: object) -> dict[str, dict[str, str]]:
    """The rows of the gradebook by student, after a class was graded."""
    seed = submissions.parent / "seed"
    seed.write_bytes(SEED)
    out = submissions.parent / "marks"
    grade_class(
        GradingRequest(submissions, out, lesson, seed, **{"workers": 2, "timeout": 300, **how})
    )
    return rows(out / FILE)


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def marks(row: dict[str, str], names: list[str]) -> dict[str, int]:
    return {name: int(row[name]) for name in names}


def alive(process: int) -> bool:
    """Whether a thread of a process still runs; one that nobody has waited for has ended."""
    states = []
    for path in Path(f"/proc/{process}/task").glob("*/stat"):
        with contextlib.suppress(OSError):
            states.append(path.read_text().rpartition(")")[2].split()[0])
    return any(state not in "ZX" for state in states)


def processes(sign: Callable[[str], bool]) -> list[str]:
    """The command lines of all processes that hold a sign."""
    found = []
    for number in filter(str.isdigit, os.listdir("/proc")):
        try:
            line = Path("/proc", number, "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, UnicodeDecodeError):
            continue
        if sign(line):
            found.append(line)
    return found


# Python and the checkout may lie where nobody but root may look. For this one command they are laid
# out again under empty folders: $1 is a place to hold them, then come the closed folders, "-", what
# is needed of them, "--", and the command.
AS_ORDINARY_USER = """
set -e
held=$1; shift; closed=(); needed=()
while [ "$1" != - ]; do closed+=("$1"); shift; done; shift
while [ "$1" != -- ]; do needed+=("$1"); shift; done; shift
for n in "${!needed[@]}"; do mkdir "$held/$n"; mount --rbind "${needed[$n]}" "$held/$n"; done
for folder in "${closed[@]}"; do mount -t tmpfs -o mode=755 tmpfs "$folder"; done
for n in "${!needed[@]}"; do
    mkdir -p "${needed[$n]}"; mount --rbind "$held/$n" "${needed[$n]}"
done
exec setpriv --reuid 54321 --regid 54321 --clear-groups "$@"
"""


def _closed_above(path: Path) -> str:
    """The topmost folder above a path that others than its owner cannot enter; empty for none."""
    closed = [folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001]
    return str(closed[0]) if closed else ""


def run_as_ordinary_user(command: list[str], folder: Path, **environment: str) -> str:
    """What a command prints when root runs it as somebody who has no rights; raises where it fails.

    `folder` is a new one, open to everybody, for what the command writes.
    """
    checkout = Path(__file__).resolve().parents[1]
    wanted = {Path(sys.base_prefix).resolve(), Path(sys.prefix), checkout}
    needed = sorted(str(path) for path in wanted if _closed_above(path))
    closed = sorted({_closed_above(path) for path in wanted} - {""})
    (folder / "held").mkdir()
    words = ["unshare", "--mount", "bash", "-c", AS_ORDINARY_USER, "bash", str(folder / "held")]
    done = subprocess.run(
        [*words, *closed, "-", *needed, "--", *command],
        env={**os.environ, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
