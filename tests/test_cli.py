"""The `course` command: what it says, how it ends; and what `lab` and `test` do."""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from small_course import make_course

from course_utils import cli, files
from course_utils.errors import CourseError
from course_utils.instructor import lab, places, running, testing
from course_utils.instructor.environments import (
    colab_pins,
    lower_bounds,
    oldest_pins,
    read_project,
    ready,
    require_python_of_oldest,
)
from course_utils.instructor.testing import Counts, Step, read_counts, run_tests

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A checkout with two lessons, which the command takes for its own."""
    root = make_course(tmp_path / "course", {"01_first": [], "03_third": []})
    monkeypatch.setattr(places, "find_checkout", lambda: root)
    return root


def test_help_names_every_subcommand_and_ends_with_0(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert ended.value.code == 0
    for name in ("run", "lab", "doctor", "execute", "grade", "set-repository", "test"):
        assert f"    {name}" in said


def test_help_is_quick_because_nothing_heavy_is_imported():
    heavy = "{'torch', 'nbformat', 'nbclient', 'IPython', 'matplotlib'}"
    source = f"import sys, course_utils.cli; print({heavy} & set(sys.modules))"
    asked = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert asked.stdout == "set()\n"


def test_a_command_is_asked_for_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    assert ended.value.code == 2


@pytest.mark.parametrize("command", ["run", "execute"])
def test_an_unknown_lesson_ends_with_2_and_the_list_of_lessons(course, capsys, command):
    assert cli.main([command, "7"]) == 2
    said = capsys.readouterr().err
    assert "no notebook '7'" in said
    assert "notebooks/01_first.ipynb\n  notebooks/03_third.ipynb" in said


@pytest.mark.parametrize("name", ["3", "03", "03_third", "03_third.ipynb", "{path}"])
def test_a_lesson_is_found_by_number_name_or_path(course, name):
    wanted = course / "notebooks" / "03_third.ipynb"
    candidates = places.notebooks_in(course)
    assert places.choose([name.format(path=wanted)], candidates) == [wanted]


def test_lessons_come_in_their_order_and_once(course):
    candidates = places.notebooks_in(course)
    assert places.choose(["3", "1", "03_third"], candidates) == candidates


@pytest.mark.parametrize("command", ["run", "execute"])
def test_missing_packages_are_said_in_words(course, capsys, monkeypatch, command):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert cli.main([command]) == 1
    said = capsys.readouterr().err
    assert "nbclient" in said
    assert 'pip install -e ".[lab,instructor]"' in said


def test_without_a_checkout_the_command_says_where_to_go(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(files, "_folder_of_the_package", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["run"]) == 1
    assert "Change into the folder" in capsys.readouterr().err


def test_ctrl_c_ends_with_one_line(course, capsys, monkeypatch):
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "run_lessons", interrupted)
    assert cli.main(["run"]) == cli.EXIT_INTERRUPTED
    assert capsys.readouterr().err.strip() == "course: stopped by Ctrl-C."


RUNS_FOR_EVER = """\
import os, pathlib, time
part = pathlib.Path("part")
part.write_text(str(os.getpid()))
part.rename("kernel")
time.sleep(600)
"""
COMMAND = """\
import pathlib, signal, sys
from course_utils import cli, files
from course_utils.instructor import places
signal.signal(signal.SIGINT, signal.default_int_handler)
places.find_checkout = lambda: pathlib.Path(sys.argv[1])
sys.exit(cli.main(["run"]))
"""


def wait_until(holds: Callable[[], bool]) -> bool:
    """Whether it comes to hold within a minute."""
    ends = time.monotonic() + 60
    while not holds() and time.monotonic() < ends:
        time.sleep(0.05)
    return holds()


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C only to a whole console")
def test_ctrl_c_in_a_running_cell_ends_the_kernel_too(tmp_path):
    root = make_course(tmp_path / "slow", {"01_slow": [RUNS_FOR_EVER]})
    number = root / "notebooks" / "kernel"
    command = [sys.executable, "-c", COMMAND, str(root)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            assert wait_until(number.exists)
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=60)
        finally:
            running.kill()
    assert running.returncode == cli.EXIT_INTERRUPTED
    assert said.splitlines()[-1] == "course: stopped by Ctrl-C."
    assert "Traceback" not in said
    assert wait_until(lambda: not is_alive(int(number.read_text())))


def test_a_file_that_cannot_be_written_is_one_line_and_1(course, capsys, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device", "build")

    monkeypatch.setattr(running, "run_lessons", full)
    assert cli.main(["run"]) == cli.EXIT_FAILED
    said = capsys.readouterr().err
    assert said.startswith("course: No space left on device (build). `course doctor`")
    assert said.count("\n") == 1


@pytest.mark.parametrize("variable", ["COURSE_DATA_DIR", "COURSE_RESULTS_DIR"])
def test_a_relative_folder_means_the_one_seen_from_where_the_command_was_typed(
    course, monkeypatch, variable
):
    monkeypatch.setenv(variable, "mine")
    monkeypatch.chdir(course)
    monkeypatch.setattr(running, "run_lessons", lambda *_: 0)
    assert cli.main(["run"]) == 0
    assert os.environ[variable] == str(course / "mine")


@pytest.mark.parametrize(("options", "data"), [([], None), (["--data", "mnist"], "mnist")])
def test_run_chooses_the_data_only_where_asked_to(course, monkeypatch, options, data):
    asked = []
    monkeypatch.setattr(running, "run_lessons", lambda *arguments: asked.append(arguments) or 0)
    assert cli.main(["run", *options]) == 0
    assert asked == [(course, [], data)]


def test_only_lab_hands_arguments_on(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["doctor", "--", "--port", "9999"])
    assert ended.value.code == 2


# course lab


def test_lab_copies_lessons_and_exercises_and_opens_jupyterlab_on_work(course, monkeypatch):
    (course / "exercises").mkdir()
    (course / "exercises" / "01_first.ipynb").write_text("{}", encoding="utf-8")
    started = []

    class Process:
        def __init__(self, command: list[str], cwd: Path) -> None:
            started.append((command, cwd))

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", Process)
    assert cli.main(["lab", "--no-browser", "--", "--port", "9999"]) == 0
    [(command, folder)] = started
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert command[-3:] == ["--no-browser", "--port", "9999"]
    assert folder == course / "work"
    copies = sorted(path.relative_to(course / "work") for path in course.glob("work/*/*.ipynb"))
    assert copies == [
        Path("exercises/01_first.ipynb"),
        Path("notebooks/01_first.ipynb"),
        Path("notebooks/03_third.ipynb"),
    ]


def test_lab_sends_messages_to_the_browser_at_once(monkeypatch):
    module, _, name = lab.PROMPT_MESSAGES.partition("=")[2].rpartition(".")
    connection = getattr(importlib.import_module(module), name)
    monkeypatch.setattr(connection.__base__, "connect", lambda self: "connected")
    asked = []
    handler = SimpleNamespace(set_nodelay=asked.append)
    to_nobody = type("ToNobody", (connection,), {"websocket_handler": handler})
    assert to_nobody.__new__(to_nobody).connect() == "connected"
    assert asked == [True]


def test_lab_never_overwrites_and_says_so(course):
    lab.copy_notebooks(course)
    mine = course / "work" / "notebooks" / "01_first.ipynb"
    mine.write_text("my answers", encoding="utf-8")
    assert lab.copy_notebooks(course)[0] == "kept yours work/notebooks/01_first.ipynb"
    assert mine.read_text(encoding="utf-8") == "my answers"


def test_a_lab_copy_that_breaks_off_leaves_no_half_of_it(course, monkeypatch):
    def half(path: Path, content: bytes) -> None:
        path.touch()
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half)
    with pytest.raises(OSError, match="No space left"):
        lab.copy_notebooks(course)
    assert [path for path in (course / "work").rglob("*") if path.is_file()] == []


def test_lab_says_that_an_original_has_changed_since_it_was_copied(course):
    lab.copy_notebooks(course)
    (course / "notebooks" / "03_third.ipynb").write_text("{}", encoding="utf-8")
    unchanged, changed = lab.copy_notebooks(course)
    assert "\n" not in unchanged
    assert "notebooks/03_third.ipynb) is now another one" in changed
    assert lab.copy_notebooks(course) == [unchanged, changed]


def test_lab_without_jupyterlab_says_what_to_install(course, monkeypatch, capsys):
    monkeypatch.setattr(lab, "find_spec", lambda name: None)
    assert cli.main(["lab"]) == 1
    assert "JupyterLab is not installed" in capsys.readouterr().err
    assert not (course / "work").exists()


# course test


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
    monkeypatch.setattr(testing, "steps", lambda *_: [python_step("first", "pass"), step])
    assert run_tests(ROOT, full=False) == 0
    said = capfd.readouterr().out
    assert "== first: " in said
    assert said.strip().splitlines()[-1] == "2 passed, 0 failed, 0 skipped"


def test_the_first_failure_stops_and_is_named_with_its_command(monkeypatch, capfd):
    never = python_step("never", "print('was run')")
    failing = python_step("failing", "raise SystemExit(3)")
    monkeypatch.setattr(testing, "steps", lambda *_: [failing, never])
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
    _, status, counted = testing.run_step(step, ROOT)
    assert counted == counts
    # 5: pytest found nothing to run, which is what a module that skips itself leaves.
    assert status in ((1, 2) if counts.failed else (0, 5))


@pytest.mark.parametrize(("raises", "failed"), [("1 / 0", 0), ("1 / 1", 1)])
def test_nbval_with_our_plugin_holds_a_cell_to_the_error_it_promises(tmp_path, raises, failed):
    from small_course import code

    tags = ("raises-exception", "raises-ZeroDivisionError")
    root = make_course(tmp_path / "course", {"01_first": [code(raises, *tags)]})
    report = tmp_path / "report.xml"
    options = ["--nbval-lax", "--nbval-current-env", "-p", "tests.strict", "-p", "no:cacheprovider"]
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *options]
    step = Step("nbval", [*command, str(root / "notebooks")], report=report)
    assert testing.run_step(step, ROOT)[2] == Counts(3 - failed, failed, 0)


def test_the_lessons_are_tested_on_the_digits_with_the_network_away_and_cards_apart(course):
    *_, lessons, tests = testing.steps(course, full=False)
    assert tests.name == "tests"
    assert lessons.environment["COURSE_DATA"] == "digits"
    assert lessons.environment["https_proxy"] == "http://127.0.0.1:9"
    assert lessons.environment["COURSE_RESULTS_DIR"] == str(lessons.empty)
    assert lessons.empty == course / "build" / "test-results" / "digits"
    assert tests.environment["COURSE_TEST_RESULTS"] == str(course / "build" / "test-results")


def test_full_runs_all_lessons_before_the_tests_that_assert_their_cards(course, monkeypatch):
    monkeypatch.setattr(testing, "require_python_of_oldest", lambda: None)
    monkeypatch.setattr(testing, "read_project", lambda root: read_project(ROOT))
    monkeypatch.setattr(testing, "ready", lambda root, venv, pins: venv / "python")
    (course / "tests").mkdir()
    (course / "tests" / "colab-constraints.txt").write_text("numpy<2.3\n", encoding="utf-8")
    steps = list(testing.steps(course, full=True))
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
    without_network = [step.name for step in steps if "https_proxy" in step.environment]
    assert without_network == [
        "lessons on digits",
        "lessons on oldest-versions",
        "lessons on colab",
    ]


def test_full_says_at_once_that_a_new_python_has_no_oldest_versions(course, monkeypatch):
    require_python_of_oldest((3, 12, 1))
    with pytest.raises(CourseError, match=r"do not exist for Python 3\.13\. .*3\.11 or 3\.12"):
        require_python_of_oldest((3, 13, 0))
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    with pytest.raises(CourseError, match="without --full"):
        next(testing.steps(course, full=True))


# The environments of course test --full


def test_the_oldest_versions_are_the_lower_bounds_of_pyproject():
    pins = oldest_pins(read_project(ROOT))
    assert "torch==2.4" in pins
    assert "pytest==8.2" in pins


def test_colab_has_its_own_pins_and_no_jupyterlab():
    constraints = (ROOT / "tests" / "colab-constraints.txt").read_text(encoding="utf-8")
    pins = colab_pins(read_project(ROOT), constraints)
    assert "ipywidgets==7.7.1" in pins
    assert not any(pin.startswith("jupyterlab") for pin in pins)


def test_a_requirement_that_is_no_lower_bound_is_refused():
    with pytest.raises(CourseError, match="torch<3"):
        lower_bounds({"dependencies": ["torch<3"], "optional-dependencies": {}}, ())


def test_an_environment_that_is_right_is_used_again_and_another_is_made_anew(tmp_path, monkeypatch):
    ran = []

    def run(command: list[str], check: bool) -> subprocess.CompletedProcess:
        ran.append(command)
        (tmp_path / "venv").mkdir(exist_ok=True)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    python = ready(tmp_path, tmp_path / "venv", ["a==1"])
    assert python.parent.name == ("Scripts" if os.name == "nt" else "bin")
    assert len(ran) == 3
    ready(tmp_path, tmp_path / "venv", ["a==1"])
    assert len(ran) == 3
    ready(tmp_path, tmp_path / "venv", ["a==2"])
    assert len(ran) == 6


# make


@pytest.mark.skipif(os.name == "nt", reason="Windows has no make")
def test_make_sets_up_again_what_was_set_up_in_another_folder(tmp_path):
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy2(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".ready").touch()
    folder = tmp_path / ".venv" / ".folder"
    for set_up_in, again in ((tmp_path, False), (tmp_path / "elsewhere", True)):
        folder.write_text(f"{set_up_in}\n", encoding="utf-8")
        command = ["make", "--dry-run", "lab"]
        asked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        assert ("pip install" in asked.stdout) is again
