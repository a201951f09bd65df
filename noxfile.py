"""The environments beside the usual one, and what is tested in each.

`nox -s oldest` runs all of it, `nox -s oldest -- lessons` or `-- tests` a part, as `course test
--full` does. What is run, and with which settings, stands in `course_utils/commands/test.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nox

from course_utils.commands.environments import (
    NBGRADER,
    colab_pins,
    oldest_pins,
    read_project,
    why_no_oldest,
)
from course_utils.commands.test import command_line, prepare, steps_in

nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"
nox.options.sessions = []  # all of them are many GB; who wants one names it

ROOT = Path(__file__).resolve().parent
PROJECT = read_project(ROOT)
PINS = {
    "oldest": oldest_pins(PROJECT),
    "colab": colab_pins(
        PROJECT, (ROOT / "tests" / "colab-constraints.txt").read_text(encoding="utf-8")
    ),
    "nbgrader": NBGRADER,
}


def is_right(folder: Path, pins: list[str]) -> bool:
    """Whether the environment in this folder was set up to its end, with this Python and pins.

    nox itself would use any again, together with what other pins have left there.
    """
    stamp = folder / ".pins"
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp(pins)


def _stamp(pins: list[str]) -> str:
    return "\n".join([sys.version, *pins])


def set_up(session: nox.Session, pins: list[str], with_course: bool = True) -> None:
    """Install the pins and the course, where that has not been done."""
    folder = Path(session.virtualenv.location)
    if is_right(folder, pins):
        return
    session.log(f"Setting up {folder.name}: several minutes and GB; once only.")
    session.install(*pins)
    if with_course:
        session.install("--no-deps", "-e", ".")
    (folder / ".pins").write_text(_stamp(pins), encoding="utf-8")


def run(session: nox.Session) -> None:
    """Run the parts that the command line names, or all of them."""
    parts = steps_in(ROOT, session.name)
    for part in session.posargs or parts:
        if part not in parts:
            session.error(f"There is no part '{part}' here, only: {', '.join(parts)}.")
        for step in parts[part]:
            prepare(step)
            session.log(command_line(step, ROOT))  # nox itself would leave out the settings
            session.run(*step.command, env=step.environment, log=False)


@nox.session(reuse_venv=is_right(ROOT / ".nox" / "oldest", PINS["oldest"]))
def oldest(session: nox.Session) -> None:
    """Every lower bound of pyproject.toml as an exact version: lessons on digits, tests."""
    if why_no_oldest():
        session.error(why_no_oldest())
    set_up(session, PINS["oldest"])
    run(session)


@nox.session(reuse_venv=is_right(ROOT / ".nox" / "colab", PINS["colab"]))
def colab(session: nox.Session) -> None:
    """The versions that Google Colab has: lessons on digits, checks and views."""
    set_up(session, PINS["colab"])
    run(session)


@nox.session(reuse_venv=is_right(ROOT / ".nox" / "nbgrader", PINS["nbgrader"]))
def nbgrader(session: nox.Session) -> None:
    """nbgrader, and nothing of the course: the same exercises from the solutions."""
    set_up(session, PINS["nbgrader"], with_course=False)
    run(session)


@nox.session
def newest(session: nox.Session) -> None:
    """Everything at its newest: lessons on digits, tests with each corpus whole."""
    # What was the newest when the environment was made may no longer be it.
    upgrade = ("--upgrade", "--upgrade-strategy", "eager")
    session.install(*upgrade, "-e", ".[lab,instructor,cluster,docs,dev]")
    run(session)
