"""`noxfile.py`: what its environments hold, when they are made anew, and what is run in them."""

import importlib.util
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from nox import registry

from course_utils.commands.environments import (
    NBGRADER,
    colab_pins,
    lower_bounds,
    oldest_pins,
    read_project,
)
from course_utils.commands.test import steps_in
from course_utils.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def load(monkeypatch) -> Callable[[Path], ModuleType]:
    """Reads the `noxfile.py` of a checkout, anew each time."""

    def read(root: Path) -> ModuleType:
        monkeypatch.setattr(registry, "_REGISTRY", {})  # nox objects to a name that it has
        spec = importlib.util.spec_from_file_location("noxfile", root / "noxfile.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return read


@pytest.fixture
def noxfile(tmp_path, load) -> ModuleType:
    """The course's `noxfile.py`, in a checkout of its own that has no environments yet."""
    (tmp_path / "tests").mkdir()
    for name in ("noxfile.py", "pyproject.toml", "tests/colab-constraints.txt"):
        shutil.copy2(ROOT / name, tmp_path / name)
    return load(tmp_path)


class Stopped(Exception):
    """What nox's `session.error` raises, here."""


class Session:
    """A session of nox that notes what it is asked to install and to run."""

    def __init__(self, root: Path, name: str, *posargs: str) -> None:
        self.name, self.posargs = name, list(posargs)
        self.virtualenv = SimpleNamespace(location=str(root / ".nox" / name))
        Path(self.virtualenv.location).mkdir(parents=True, exist_ok=True)
        self.installed, self.ran, self.said = [], [], []

    def install(self, *words: str) -> None:
        self.installed.append(list(words))

    def run(self, *command: str, env: dict[str, str], log: bool) -> None:
        self.ran.append((list(command), env))

    def log(self, words: str) -> None:
        self.said.append(words)

    def error(self, words: str) -> None:
        raise Stopped(words)


def test_the_oldest_versions_are_the_lower_bounds_of_pyproject():
    pins = oldest_pins(read_project(ROOT))
    assert "torch==2.4" in pins
    assert "pytest==8.2" in pins


def test_colab_has_its_own_pins_and_no_jupyterlab():
    constraints = (ROOT / "tests" / "colab-constraints.txt").read_text(encoding="utf-8")
    pins = colab_pins(read_project(ROOT), constraints)
    assert "ipywidgets==7.7.1" in pins
    assert not any(pin.startswith("jupyterlab") for pin in pins)


def test_colab_has_all_that_the_package_needs_so_the_set_up_cell_renews_nothing_there():
    constraints = (ROOT / "tests" / "colab-constraints.txt").read_text(encoding="utf-8")
    on_colab = dict(re.findall(r"^([\w-]+)==([\d.]+)$", constraints, re.MULTILINE))
    needed = lower_bounds(read_project(ROOT), ())
    assert needed.keys() <= on_colab.keys()
    too_old = {name for name, bound in needed.items() if _parts(on_colab[name]) < _parts(bound)}
    assert too_old == set()


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def test_a_requirement_that_is_no_lower_bound_is_refused():
    with pytest.raises(CourseError, match="torch<3"):
        lower_bounds({"dependencies": ["torch<3"], "optional-dependencies": {}}, ())


THE_COURSE = ["--no-deps", "-e", "."]


@pytest.mark.parametrize("name", ["oldest", "colab"])
def test_an_environment_that_is_right_is_used_again_and_another_is_made_anew(
    noxfile, load, monkeypatch, name
):
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    root, pins = noxfile.ROOT, noxfile.PINS[name]
    assert getattr(noxfile, name).reuse_venv is False
    first, second, other = (Session(root, name) for _ in range(3))
    getattr(noxfile, name)(first)
    assert first.installed == [pins, THE_COURSE]
    getattr(noxfile, name)(second)
    assert second.installed == []
    assert second.ran == first.ran
    assert getattr(load(root), name).reuse_venv is True
    noxfile.set_up(other, ["a==2"])
    assert other.installed == [["a==2"], THE_COURSE]
    assert getattr(load(root), name).reuse_venv is False


def test_an_environment_of_another_python_or_one_that_broke_off_is_not_right(noxfile, monkeypatch):
    session = Session(noxfile.ROOT, "colab")
    folder = Path(session.virtualenv.location)
    broken = Session(noxfile.ROOT, "colab")
    broken.install = broken.error
    with pytest.raises(Stopped):
        noxfile.set_up(broken, ["a==1"])
    assert not noxfile.is_right(folder, ["a==1"])
    noxfile.set_up(session, ["a==1"])
    assert noxfile.is_right(folder, ["a==1"])
    monkeypatch.setattr(sys, "version", "3.99")
    assert not noxfile.is_right(folder, ["a==1"])


def test_nbgrader_stands_alone(noxfile):
    session = Session(noxfile.ROOT, "nbgrader")
    noxfile.nbgrader(session)
    assert session.installed == [NBGRADER]
    [(command, settings)] = session.ran
    assert command[-1] == "tests/with_nbgrader.py"
    assert settings == {}


def test_the_newest_are_looked_for_each_time(noxfile):
    for _ in range(2):
        session = Session(noxfile.ROOT, "newest", "tests")
        noxfile.newest(session)
        [words] = session.installed
        assert words[-2:] == ["-e", ".[lab,instructor,cluster,docs,dev]"]
        assert "--upgrade" in words


def test_a_session_runs_all_its_parts_or_those_that_are_named(noxfile):
    (noxfile.ROOT / "notebooks").mkdir()
    (noxfile.ROOT / "notebooks" / "01_first.ipynb").touch()
    parts = steps_in(noxfile.ROOT, "colab")
    lessons, tests = (
        [(step.command, step.environment) for step in parts[part]] for part in ("lessons", "tests")
    )
    assert len(lessons) == len(tests) == 1
    for named, wanted in (
        ([], [*lessons, *tests]),
        (["lessons"], lessons),
        (["tests"], tests),
    ):
        session = Session(noxfile.ROOT, "colab", *named)
        noxfile.run(session)
        assert session.ran == wanted
    with pytest.raises(Stopped, match="no part 'views' here, only: lessons, tests"):
        noxfile.run(Session(noxfile.ROOT, "colab", "views"))


def test_what_is_run_is_said_with_its_settings_and_finds_no_cards_of_an_earlier_run(noxfile):
    cards = noxfile.ROOT / "build" / "test-results" / "oldest-versions"
    cards.mkdir(parents=True)
    (cards / "01.json").touch()
    (noxfile.ROOT / "notebooks").mkdir()
    (noxfile.ROOT / "notebooks" / "01_first.ipynb").touch()
    session = Session(noxfile.ROOT, "oldest", "lessons")
    noxfile.run(session)
    assert list(cards.iterdir()) == []
    [said] = session.said
    assert said.startswith(
        "COURSE_DATA=digits COURSE_RESULTS_DIR=build/test-results/oldest-versions"
    )


def test_the_oldest_versions_say_that_a_python_is_too_new_for_them(noxfile, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    session = Session(noxfile.ROOT, "oldest")
    with pytest.raises(Stopped, match=r"do not exist for Python 3\.13"):
        noxfile.oldest(session)
    assert session.installed == []
