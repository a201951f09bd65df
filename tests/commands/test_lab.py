"""`course lab`: the copies in `work/`, and how JupyterLab is opened."""

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from course_utils import cli
from course_utils.authoring.copies import learners_copy
from course_utils.commands import lab

ROOT = Path(__file__).resolve().parents[2]


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


def test_lab_copies_what_spoils_no_prediction_and_remembers_the_original(course):
    original = course / "notebooks" / "03_third.ipynb"
    original.write_bytes((ROOT / "notebooks" / "00_tensors_and_gradients.ipynb").read_bytes())
    lab.copy_notebooks(course)
    copy = course / "work" / "notebooks" / "03_third.ipynb"
    assert copy.read_bytes() == learners_copy(original.read_bytes()) != original.read_bytes()
    assert lab.copy_notebooks(course)[-1] == "kept yours work/notebooks/03_third.ipynb"
    (course / "work" / lab.RECORD).unlink()
    assert lab.copy_notebooks(course)[-1] == "kept yours work/notebooks/03_third.ipynb"


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
