"""`course test`: all that CI checks, step by step, each with its command and its seconds."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from course_utils.authoring import places
from course_utils.authoring.places import NOTEBOOK_FOLDERS, notebooks_in
from course_utils.commands.environments import why_no_oldest
from course_utils.errors import CourseError

# nbval notices a dead kernel only by this; about twice the longest cell, beside another notebook.
CELL_SECONDS = {"digits": 180, "mnist": 600}
REPEATED_FROM = 100  # the first seed on MNIST, where a test judges the lessons' claims anew
WORKERS = 2
# What a student meets there besides the notebooks: checks, and the Python side of the views.
ON_COLAB = (
    "tests/checks/test_checks.py",
    "tests/checks/test_answers.py",
    "tests/explorers/test_explorers.py",
)
NO_NETWORK = {
    **dict.fromkeys(
        ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9"
    ),
    **dict.fromkeys(("NO_PROXY", "no_proxy"), "localhost,127.0.0.1"),
}


QUIET_DEBUGGER = {"PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course test`."""
    parser.add_argument(
        "--full", action="store_true", help="also MNIST, the oldest versions and Colab's"
    )


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return run_tests(places.find_checkout(), arguments.full)


@dataclass(frozen=True)
class Counts:
    """How many tests passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass(frozen=True)
class Step:
    """A command; `report` is where pytest writes its counts, `empty` a folder emptied before, and
    `left_out` says why it is not run here."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    report: Path | None = None
    empty: Path | None = None
    left_out: str = ""


def run_tests(root: Path, full: bool) -> int:
    """Run the steps until one fails, and print a summary; 0, or 1 where one failed.

    Raises `CourseError` where the tools for testing are not installed.
    """
    tools = ("pytest", "nbval", "xdist", "ruff", *(["nox"] if full else []))
    if any(find_spec(name) is None for name in tools):
        raise CourseError(
            "The tools for testing are not installed.\n"
            'In the course\'s folder run:  pip install -e ".[lab,instructor,cluster,docs,dev]"'
        )
    started, lines, total, failed = time.perf_counter(), [], Counts(), None
    for step in steps(root, full):
        if step.left_out:
            lines.append(f"{'left out':>9}  {step.name}: {step.left_out}")
            continue
        seconds, status, counts = run_step(step, root)
        total += counts
        lines.append(f"{seconds:7.0f} s  {step.name}: {counts if step.report else 'done'}")
        if status != 0:
            failed = step
            lines[-1] = f"{seconds:7.0f} s  {step.name}: FAILED"
            break
    print("\nSummary")
    print("\n".join(lines))
    print(f"{time.perf_counter() - started:7.0f} s  in all")
    if failed:
        print(f"\nStopped: the step '{failed.name}' failed. To repeat it:")
        print(f"  {command_line(failed, root)}")
    print(total)
    return int(failed is not None)


def steps(root: Path, full: bool) -> Iterator[Step]:
    """The steps in order; for those of `full` nox makes or reuses environments."""
    # What an earlier run left would be asserted as if this one had executed it.
    shutil.rmtree(root / "build" / "test-results", ignore_errors=True)
    python = Path(sys.executable)
    yield Step("format", [str(python), "-m", "ruff", "format", "--check", "."])
    yield Step("lint", [str(python), "-m", "ruff", "check", "."])
    yield Step("exercises", [str(python), "-m", "course_utils.cli", "build", "--check"])
    yield from _lessons(root, python, "digits", "digits")
    results = root / "build" / "test-results"
    if not full:
        yield _tests(root, python, "tests", results)
        return
    yield from _lessons(root, python, "mnist", "mnist")
    yield from _by_nox(root, "oldest", "lessons")
    yield from _by_nox(root, "colab", "lessons")
    yield from _by_nox(root, "nbgrader", "tests")
    # Last, because they assert the result cards of all the lessons above.
    yield _tests(root, python, "tests", results, whole=True)
    yield from _by_nox(root, "oldest", "tests")
    yield from _by_nox(root, "colab", "tests")


def _by_nox(root: Path, environment: str, part: str) -> Iterator[Step]:
    """A part's steps, left to nox; it makes their settings, since installing needs the network."""
    for step in steps_in(root, environment)[part]:
        command = [sys.executable, "-m", "nox", "-s", environment, "--", part]
        left_out = why_no_oldest() if environment == "oldest" else ""
        yield replace(step, command=command, environment={}, left_out=left_out)


def steps_in(root: Path, environment: str) -> dict[str, list[Step]]:
    """Part → what `nox -s ENVIRONMENT -- PART` runs; `python` is the environment's own."""
    python, results = Path("python"), root / "build" / "test-results"
    if environment == "nbgrader":
        report = results / "nbgrader.xml"
        options = ["-q", "--noconftest", f"--junitxml={report}"]
        command = [str(python), "-m", "pytest", *options, "tests/with_nbgrader.py"]
        return {"tests": [Step("nbgrader", command, report=report)]}
    name, tests, files = {
        "oldest": ("oldest-versions", "tests", ()),
        "colab": ("colab", "checks and views", ON_COLAB),
        "newest": ("newest", "tests", ()),
    }[environment]
    whole = environment == "newest"
    return {
        "lessons": list(_lessons(root, python, "digits", name)),
        "tests": [_tests(root, python, f"{name}: {tests}", results, *files, whole=whole)],
    }


def _lessons(root: Path, python: Path, data: str, name: str) -> Iterator[Step]:
    folders = [folder for folder in NOTEBOOK_FOLDERS if notebooks_in(root, [folder])]
    if not folders:
        return
    cards = root / "build" / "test-results" / name
    options = ["--nbval-lax", "--nbval-current-env", f"--nbval-cell-timeout={CELL_SECONDS[data]}"]
    environment = {"COURSE_DATA": data, "COURSE_RESULTS_DIR": str(cards)}
    environment |= QUIET_DEBUGGER
    if data == "digits":  # MNIST may have to be fetched
        environment |= NO_NETWORK
    else:
        environment["COURSE_FIRST_SEED"] = str(REPEATED_FROM)
    environment |= _share_of_the_cores()
    report = root / "build" / "test-results" / f"lessons-{name}.xml"
    command = _pytest(python, report, *options, *folders)
    yield Step(f"lessons on {name}", command, environment, report, empty=cards)


def _tests(
    root: Path, python: Path, name: str, results: Path, *files: str, whole: bool = False
) -> Step:
    """The tests in some files, or in all; `whole` takes each corpus whole, not one of each kind."""
    report = results / f"{name.replace(': ', '-').replace(' ', '-')}.xml"
    environment = {"COURSE_TEST_RESULTS": str(results), **_share_of_the_cores()}
    environment |= {"COURSE_TEST_WHOLE": "1"} if whole else {}
    # In the order of tests/conftest.py, not by number of tests: the browser's few take longest.
    command = _pytest(python, report, "--no-loadscope-reorder", *(files or ["tests"]))
    return Step(name, command, environment, report)


def _share_of_the_cores() -> dict[str, str]:
    """Workers that each take every core are slower than workers that share them."""
    return {"OMP_NUM_THREADS": str(max(1, (os.cpu_count() or 1) // WORKERS))}


def _pytest(python: Path, report: Path, *arguments: str) -> list[str]:
    workers = ["-n", str(WORKERS), "--dist", "loadfile"]
    plugin = ["-p", "tests.strict"]
    return [
        *(str(python), "-m", "pytest", "-q", *plugin, *workers),
        *(f"--junitxml={report}", *arguments),
    ]


def run_step(step: Step, root: Path) -> tuple[float, int, Counts]:
    """Announce and run a step; its seconds, exit status and counts."""
    print(f"\n== {step.name}: {command_line(step, root)}", flush=True)
    prepare(step)
    started = time.perf_counter()
    environment = {**os.environ, **step.environment}
    status = subprocess.run(step.command, cwd=root, env=environment, check=False).returncode
    seconds = time.perf_counter() - started
    counts = read_counts(step.report) if step.report is not None else Counts()
    print(f"== {step.name}: {'ok' if status == 0 else 'FAILED'}, {seconds:.0f} s", flush=True)
    return seconds, status, counts


def prepare(step: Step) -> None:
    """Take away what an earlier run of a step left, its cards and its report."""
    if step.empty is not None:
        shutil.rmtree(step.empty, ignore_errors=True)
        step.empty.mkdir(parents=True)
    if step.report is not None:
        step.report.unlink(missing_ok=True)


def command_line(step: Step, root: Path) -> str:
    """A step's command as one would type it in the checkout."""
    unsaid = NO_NETWORK | QUIET_DEBUGGER
    settings = [f"{k}={v}" for k, v in step.environment.items() if k not in unsaid]
    words = [word.replace(f"{root}{os.sep}", "") for word in [*settings, *step.command]]
    return shlex.join(words)


def read_counts(report: Path) -> Counts:
    """The counts in a JUnit report; an error in set-up or collection counts as failed."""
    if not report.is_file():
        return Counts(failed=1)
    suites = list(ET.parse(report).getroot().iter("testsuite"))
    number = {
        key: sum(int(suite.get(key, 0)) for suite in suites)
        for key in ("tests", "failures", "errors", "skipped")
    }
    failed = number["failures"] + number["errors"]
    return Counts(number["tests"] - failed - number["skipped"], failed, number["skipped"])
