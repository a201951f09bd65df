"""The `course` command: what it says, and how it ends."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_course import make_course

from course_utils import cli, files
from course_utils.authoring import places
from course_utils.commands import run

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_name_that_a_lesson_and_its_solution_share_means_the_lesson(course, monkeypatch):
    solution = course / "solutions" / "03_third.ipynb"
    solution.parent.mkdir()
    lesson = course / "notebooks" / "03_third.ipynb"
    shutil.copy(lesson, solution)
    candidates = places.notebooks_in(course)
    for name in ("3", "03_third", "03_third.ipynb"):
        assert places.choose([name], candidates) == [lesson]
    assert places.choose([str(solution)], candidates) == [solution]
    monkeypatch.chdir(solution.parent)
    assert places.choose(["03_third.ipynb"], candidates) == [solution]


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

    monkeypatch.setattr(run, "run_lessons", interrupted)
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
from course_utils.commands import lab, run
from course_utils.commands import test as test_command
from course_utils.authoring import places
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

    monkeypatch.setattr(run, "run_lessons", full)
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
    monkeypatch.setattr(run, "run_lessons", lambda *_: 0)
    assert cli.main(["run"]) == 0
    assert os.environ[variable] == str(course / "mine")


@pytest.mark.parametrize(("options", "data"), [([], None), (["--data", "mnist"], "mnist")])
def test_run_chooses_the_data_only_where_asked_to(course, monkeypatch, options, data):
    asked = []
    monkeypatch.setattr(run, "run_lessons", lambda *arguments: asked.append(arguments) or 0)
    assert cli.main(["run", *options]) == 0
    assert asked == [(course, [], data)]


def test_only_lab_hands_arguments_on(capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["doctor", "--", "--port", "9999"])
    assert ended.value.code == 2


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


def made_with(tmp_path: Path, *word: str, configuration: str = "", uv_fails: bool = False) -> list:
    """What `make` asks of the environment's Python, which here only writes it down."""
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy2(ROOT / name, tmp_path / name)
    told, pretended, its_python = (tmp_path / name for name in ("told", "python", "inside"))
    its_python.write_text(
        f'#!/bin/sh\necho "$* from $PIP_EXTRA_INDEX_URL" >> {told}\n'
        f'case "$*" in *config*) echo "{configuration}" ;; '
        f'*"uv pip"*) exit {int(uv_fails)} ;; esac\n',
        encoding="utf-8",
    )
    its_python.chmod(0o755)
    pretended.write_text(
        '#!/bin/sh\n[ "$2" = venv ] || exit 0\nmkdir -p "$3/bin"\n'
        f'cp {its_python} "$3/bin/python"\n',
        encoding="utf-8",
    )
    pretended.chmod(0o755)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "MAKE"))}
    command = ["make", ".venv/.ready", f"PYTHON={pretended}", *word]
    asked = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert ("CPU=1" in asked.stdout) is not bool(word)
    return [line for line in told.read_text(encoding="utf-8").splitlines() if " -e " in line]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no make")
@pytest.mark.parametrize("word", [(), ("CPU=1",)])
def test_uv_installs_and_one_word_asks_it_for_a_torch_without_cuda(tmp_path, word):
    (asked,) = made_with(tmp_path, *word)
    assert asked.startswith("-m uv pip install")
    assert ("--torch-backend=cpu" in asked) is bool(word)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no make")
@pytest.mark.parametrize(
    ("word", "index"), [((), ""), (("CPU=1",), "https://download.pytorch.org/whl/cpu ")]
)
@pytest.mark.parametrize("configuration", ["", "global.index-url='https://mirror.example/simple'"])
def test_where_uv_fails_or_pip_was_told_where_to_look_pip_installs(
    tmp_path, word, index, configuration
):
    *by_uv, by_pip = made_with(tmp_path, *word, configuration=configuration, uv_fails=True)
    assert len(by_uv) == (0 if configuration else 1)
    assert by_pip.startswith("-m pip --disable-pip-version-check install")
    assert by_pip.endswith(f"from {index}")
