"""`course test`: its steps, their counts, and how it ends."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from small_course import code, make_course

from course_utils.commands import test as test_command
from course_utils.commands.environments import why_no_oldest
from course_utils.commands.test import Counts, Step, read_counts, run_tests
from course_utils.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]


def python_step(name: str, source: str) -> Step:
    return Step(name, [sys.executable, "-c", source])


def pytest_step(folder: Path, source: str, **environment: str) -> Step:
    """A step that runs pytest, with the course's plugin, on a file of this source."""
    (folder / "test_it.py").write_text(source, encoding="utf-8")
    report = folder / "report.xml"
    arguments = ["-p", "tests.strict", "-p", "no:cacheprovider", str(folder / "test_it.py")]
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
    return Step("made up", command, {"CI": "", **environment}, report)


def test_the_steps_are_announced_and_summed_up(tmp_path, monkeypatch, capfd):
    step = pytest_step(tmp_path, "def test_a(): pass\ndef test_b(): pass\n")
    monkeypatch.setattr(test_command, "steps", lambda *_: [python_step("first", "pass"), step])
    assert run_tests(ROOT, full=False) == 0
    said = capfd.readouterr().out
    assert "== first: " in said
    assert said.strip().splitlines()[-1] == "2 passed, 0 failed, 0 skipped"


def test_the_first_failure_stops_and_is_named_with_its_command(monkeypatch, capfd):
    never = python_step("never", "print('was run')")
    failing = python_step("failing", "raise SystemExit(3)")
    monkeypatch.setattr(test_command, "steps", lambda *_: [failing, never])
    assert run_tests(ROOT, full=False) == 1
    said = capfd.readouterr().out
    assert "the step 'failing' failed. To repeat it:" in said
    assert "was run" not in said


def test_a_pytest_that_leaves_no_report_counts_as_failed(tmp_path):
    assert read_counts(tmp_path / "none.xml") == Counts(failed=1)


SKIPS = "import pytest\ndef test_a(): pytest.skip('{reason}')\n"
SKIPS_A_MODULE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"


@pytest.mark.parametrize(
    ("source", "ci", "counts"),
    [
        (SKIPS.format(reason="no browser"), "", Counts(skipped=1)),
        (SKIPS.format(reason="no browser"), "true", Counts(failed=1)),
        (SKIPS.format(reason="MNIST is not here: none"), "true", Counts(skipped=1)),
        (SKIPS_A_MODULE, "", Counts(skipped=1)),
        (SKIPS_A_MODULE, "true", Counts(failed=1)),
    ],
)
def test_under_ci_a_skip_is_a_failure_unless_mnist_is_missing(tmp_path, source, ci, counts):
    step = pytest_step(tmp_path, source, CI=ci)
    _, status, counted = test_command.run_step(step, ROOT)
    assert counted == counts
    # 5: pytest found nothing to run, which is what a module that skips itself leaves.
    assert status in ((1, 2) if counts.failed else (0, 5))


@pytest.mark.parametrize(("raises", "failed"), [("1 / 0", 0), ("1 / 1", 1)])
def test_nbval_with_our_plugin_holds_a_cell_to_the_error_it_promises(tmp_path, raises, failed):
    tags = ("raises-exception", "raises-ZeroDivisionError")
    root = make_course(tmp_path / "course", {"01_first": [code(raises, *tags)]})
    report = tmp_path / "report.xml"
    options = ["--nbval-lax", "--nbval-current-env", "-p", "tests.strict", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *options]
    step = Step("nbval", [*command, str(root / "notebooks")], report=report)
    assert test_command.run_step(step, ROOT)[2] == Counts(3 - failed, failed, 0)


def test_the_lessons_are_tested_on_the_digits_with_the_network_away_and_cards_apart(course):
    *_, lessons, tests = test_command.steps(course, full=False)
    assert tests.name == "tests"
    assert lessons.environment["COURSE_DATA"] == "digits"
    assert lessons.environment["https_proxy"] == "http://127.0.0.1:9"
    assert lessons.environment["COURSE_RESULTS_DIR"] == str(lessons.empty)
    assert lessons.empty == course / "build" / "test-results" / "digits"
    assert tests.environment["COURSE_TEST_RESULTS"] == str(course / "build" / "test-results")


def test_full_runs_all_lessons_before_the_tests_that_assert_their_cards(course, monkeypatch):
    monkeypatch.setattr(test_command, "why_no_oldest", lambda: "")
    steps = list(test_command.steps(course, full=True))
    assert [step.name for step in steps] == [
        "format",
        "lint",
        "exercises",
        "lessons on digits",
        "lessons on mnist",
        "lessons on oldest-versions",
        "lessons on colab",
        "nbgrader",
        "tests",
        "oldest-versions: tests",
        "colab: checks and views",
    ]
    by_nox = {step.name: step for step in steps if "nox" in step.command}
    assert {name: step.command[-4:] for name, step in by_nox.items()} == {
        "lessons on oldest-versions": ["-s", "oldest", "--", "lessons"],
        "lessons on colab": ["-s", "colab", "--", "lessons"],
        "nbgrader": ["-s", "nbgrader", "--", "tests"],
        "oldest-versions: tests": ["-s", "oldest", "--", "tests"],
        "colab: checks and views": ["-s", "colab", "--", "tests"],
    }
    in_nox = [
        inner
        for environment in ("oldest", "colab", "nbgrader")
        for part in test_command.steps_in(course, environment).values()
        for inner in part
    ]
    without_network = [s.name for s in [*steps, *in_nox] if "https_proxy" in s.environment]
    assert without_network == [
        "lessons on digits",
        "lessons on oldest-versions",
        "lessons on colab",
    ]
    # What nox runs leaves its counts where `course test` reads them.
    reports = {inner.name: (inner.report, inner.empty) for inner in in_nox}
    assert reports == {name: (step.report, step.empty) for name, step in by_nox.items()}
    assert None not in [report for report, _ in reports.values()]


def test_full_gives_nox_no_settings_that_would_keep_it_from_installing(course, monkeypatch):
    monkeypatch.setattr(test_command, "why_no_oldest", lambda: "")
    by_nox = [s for s in test_command.steps(course, full=True) if "nox" in s.command]
    assert [step.environment for step in by_nox] == [{}] * 5


def test_colab_runs_checks_and_views_only_and_the_newest_each_corpus_whole(course):
    [colab] = test_command.steps_in(course, "colab")["tests"]
    assert tuple(colab.command[-3:]) == test_command.ON_COLAB
    [oldest] = test_command.steps_in(course, "oldest")["tests"]
    assert "COURSE_TEST_WHOLE" not in oldest.environment
    [newest] = test_command.steps_in(course, "newest")["tests"]
    assert newest.environment["COURSE_TEST_WHOLE"] == "1"
    assert [step.command[-1] for step in (oldest, newest)] == ["tests", "tests"]


def test_nox_must_be_installed_for_full_only(monkeypatch):
    monkeypatch.setattr(test_command, "find_spec", lambda name: None if name == "nox" else name)
    monkeypatch.setattr(test_command, "steps", lambda *_: [])
    assert run_tests(ROOT, full=False) == 0
    with pytest.raises(CourseError, match="tools for testing are not installed"):
        run_tests(ROOT, full=True)


def test_a_new_python_has_no_oldest_versions():
    assert why_no_oldest((3, 12, 1)) == ""
    assert "do not exist for Python 3.13. Run this with Python 3.11" in why_no_oldest((3, 13, 0))


def test_on_a_new_python_full_leaves_out_what_needs_the_oldest_versions_and_nothing_else(
    course, monkeypatch
):
    monkeypatch.setattr(test_command, "why_no_oldest", lambda: "")
    names = [step.name for step in test_command.steps(course, full=True)]
    monkeypatch.setattr(test_command, "why_no_oldest", lambda: "too new")
    steps = list(test_command.steps(course, full=True))
    assert [step.name for step in steps] == names
    assert {step.name: step.left_out for step in steps if step.left_out} == {
        "lessons on oldest-versions": "too new",
        "oldest-versions: tests": "too new",
    }


def test_what_was_left_out_stands_in_the_summary_and_fails_nothing(monkeypatch, capfd):
    without = replace(python_step("too old", "raise SystemExit(3)"), left_out="Python is too new.")
    monkeypatch.setattr(test_command, "steps", lambda *_: [without, python_step("last", "pass")])
    assert run_tests(ROOT, full=False) == 0
    _, summary = capfd.readouterr().out.split("Summary")
    assert " left out  too old: Python is too new." in summary
    assert "last: done" in summary
