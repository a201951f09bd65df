"""What several tests stand on: a made-up MNIST, a place to put it, a server, and the real files."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import Page, chromium, jupyterlab
from data_server import DataServer
from tiny_mnist import TinyMnist
from torchvision.datasets import MNIST
from views import write_notebook

from course_utils import files
from course_utils.data import find, mnist_files

# A shell that starts the tests in the background has them ignore Ctrl-C, which some of them test.
signal.signal(signal.SIGINT, signal.default_int_handler)

ROOT = Path(__file__).resolve().parents[1]
GZ_NAMES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout of its own; the working directory is its `notebooks` folder."""
    folder = tmp_path / "checkout"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "pyproject.toml").touch()
    monkeypatch.setattr(files, "_folder_of_the_package", lambda: folder)
    monkeypatch.setattr(find, "_known", {})
    monkeypatch.chdir(folder / "notebooks")
    monkeypatch.delenv("COURSE_DATA", raising=False)
    monkeypatch.delenv("COURSE_DATA_DIR", raising=False)
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(tmp_path / "per-user"))
    for variable in ("http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(variable, raising=False)
    return folder


@pytest.fixture
def tiny(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> TinyMnist:
    """Four small files that pass for MNIST in this test; no mirror has them yet."""
    made_up = TinyMnist()
    made_up.pass_for_mnist(monkeypatch.setattr)
    return made_up


@pytest.fixture
def server(tiny: TinyMnist) -> Iterator[DataServer]:
    """A local server of the small files, with all the ways in which a server goes wrong."""
    with DataServer(tiny.packed) as running:
        yield running


@pytest.fixture
def cache(checkout: Path) -> Path:
    return checkout / "data"


@pytest.fixture
def raw(cache: Path) -> Path:
    return cache / "MNIST" / "raw"


@pytest.fixture
def mirrors(monkeypatch: pytest.MonkeyPatch, server: DataServer) -> Callable[..., None]:
    """Let torchvision's mirrors be the server, in these manners; `wait` bounds all together."""

    def choose(*manners: str, wait: float = 60.0) -> None:
        monkeypatch.setattr(MNIST, "mirrors", [server.mirror(manner) for manner in manners])
        monkeypatch.setattr(mnist_files, "WAIT_SECONDS", wait)

    return choose


@pytest.fixture(scope="session")
def mnist_gz_folder() -> Path:
    """A folder with the four official .gz files. They are not in the repository: skips without."""
    named = os.environ.get("COURSE_DATA_DIR")
    bases = [Path(named)] if named else []
    bases += [ROOT / "data", ROOT.parent / "shared" / "mnist"]
    for folder in (base / below for base in bases for below in ("", "raw", "MNIST/raw")):
        if all((folder / name).is_file() for name in GZ_NAMES):
            return folder
    pytest.skip("MNIST is not here: set COURSE_DATA_DIR to a folder with its four .gz files")


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A notebook with every interactive view, run in a JupyterLab of the module's own."""
    folder = tmp_path_factory.mktemp("views")
    write_notebook(folder / "views.ipynb")
    with jupyterlab(folder, tmp_path_factory.mktemp("settings")) as lab:
        opened = lab.open(browser, "views.ipynb")
        opened.run_all_and_save()
        yield opened
        opened.close()


LONGEST = (
    *("test_on_gpu.py", "test_browser_lessons.py", "test_answers.py"),
    *("test_attacks.py", "test_box_ends.py"),
    *("test_train_yours.py", "test_attacks_by_ordinary_user.py", "test_cluster.py"),
    *("test_faults.py", "test_template.py", "test_gradebook.py", "test_grading.py"),
    *("test_exercises.py", "test_browser_views.py", "test_browser_model_views.py"),
    *("test_build_your_best.py", "test_submissions.py", "test_browser_themes.py"),
    *("test_half_answered.py", "test_browser_lab.py"),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest first, in this order: one that came last would run while the
    other worker waits."""
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path.name, len(place)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many wrong answers of learners were rejected, and how many right ones accepted."""
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    rejected = sum("test_a_wrong_answer_is_told" in name for name in passed)
    unseen = sum("test_a_wrong_answer_by_another_hand" in name for name in passed)
    accepted = sum("test_a_right_answer_passes[" in name for name in passed)
    if rejected or accepted:
        terminalreporter.write_line(
            f"answers: {rejected} wrong ones rejected, each by its own mistake, and {unseen} by "
            f"another hand; {accepted} right ones accepted"
        )
