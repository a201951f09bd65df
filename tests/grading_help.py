"""What the tests of grading share: whether there is a box here, a class to grade, its gradebook."""

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
from course_utils.grading import gradebook, session
from course_utils.grading.box import Box
from course_utils.grading.gradebook import Wanted, grade_class
from course_utils.grading.sandbox import Limits, Sandbox

SEED = b"a line that nobody guesses"


@cache
def why_no_box() -> str:
    """Empty where boxes can be started here; else the first line of why not."""
    try:
        with Sandbox(Limits()) as sandbox:
            Box(sandbox, 0).end()
    except CourseError as error:
        return str(error).splitlines()[0]
    return ""


def needs_box() -> None:
    """Skip a test where there is no box; under CI that is a failure (tests/strict.py)."""
    if sys.platform == "linux" and shutil.which("bwrap") is None:
        pytest.skip("bubblewrap is missing: sudo apt install bubblewrap")
    if why_no_box():
        pytest.skip(f"no box here: {why_no_box()}")


def hurry(monkeypatch: pytest.MonkeyPatch, seconds: float = 15.0) -> None:
    """Shorter limits, so that what never ends ends sooner; so many seconds for a question."""
    monkeypatch.setattr(session, "CELL_SECONDS", 4.0)
    monkeypatch.setattr(session, "SECONDS", seconds)
    monkeypatch.setattr(session, "SLOWER", 1)
    monkeypatch.setattr(session, "GRACE", 2.0)
    monkeypatch.setenv("COURSE_DATA", "digits")


def graded(submissions: Path, lesson: int, **how: object) -> dict[str, dict[str, str]]:
    """The rows of the gradebook by student, after a class was graded."""
    seed = submissions.parent / "seed"
    seed.write_bytes(SEED)
    out = submissions.parent / "marks"
    grade_class(Wanted(submissions, out, lesson, seed, **{"workers": 2, "timeout": 300, **how}))
    return rows(out / gradebook.FILE)


def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def marks(row: dict[str, str], names: list[str]) -> dict[str, int]:
    return {name: int(row[name]) for name in names}


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


# Python and the checkout may lie in root's home, where nobody else may look. For this one command
# they are laid out again under an empty home. Its words stand after "--".
AS_ORDINARY_USER = """
set -e
held=$1; home=$2; shift 2; folders=()
while [ "$1" != -- ]; do folders+=("$1"); shift; done; shift
for n in "${!folders[@]}"; do mkdir "$held/$n"; mount --rbind "${folders[$n]}" "$held/$n"; done
mount -t tmpfs -o mode=755 tmpfs "$home"
for n in "${!folders[@]}"; do
    mkdir -p "${folders[$n]}"; mount --rbind "$held/$n" "${folders[$n]}"
done
exec setpriv --reuid 54321 --regid 54321 --clear-groups "$@"
"""


def run_as_ordinary_user(command: list[str], folder: Path, **environment: str) -> str:
    """What a command prints when root runs it as somebody who has no rights; raises where it fails.

    `folder` is a new one, open to everybody, for what the command writes.
    """
    home = Path.home()
    needed = {
        Path(sys.base_prefix).resolve(),
        Path(sys.prefix),
        Path(__file__).resolve().parents[1],
    }
    inside = sorted(str(path) for path in needed if path.is_relative_to(home))
    (folder / "held").mkdir()
    words = ["unshare", "--mount", "bash", "-c", AS_ORDINARY_USER, "bash", str(folder / "held")]
    done = subprocess.run(
        [*words, str(home), *inside, "--", *command],
        env={**os.environ, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
