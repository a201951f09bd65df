"""`course lab`: the copies in `work/`, and how JupyterLab is opened."""

import asyncio
import hashlib
import importlib
import json
import os
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from traitlets.config import Configurable

from course_utils import cli
from course_utils.authoring.copied_names import read_notebook
from course_utils.authoring.copies import WIDGET_VIEW, learners_copy
from course_utils.authoring.repository import Repository, set_repository
from course_utils.commands import lab

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def started(monkeypatch) -> list[tuple[list[str], Path, dict[str, str]]]:
    """Command, folder and environment of each JupyterLab that would be started."""
    started = []

    class Process:
        def __init__(self, command: list[str], cwd: Path, env: dict[str, str]) -> None:
            started.append((command, cwd, env))

        def wait(self) -> int:
            return 0

    monkeypatch.setattr(lab.subprocess, "Popen", Process)
    return started


@pytest.fixture
def with_exercises(course) -> Path:
    """The checkout, with exercises of its first lesson, which each link the other."""
    lesson = (course / "notebooks" / "01_first.ipynb").read_text(encoding="utf-8")
    (course / "exercises").mkdir()
    exercise = lesson.replace("../exercises/01_made_up", "../notebooks/01_first")
    exercise = exercise.replace("(glossary.md)", "(../notebooks/glossary.md)")
    (course / "exercises" / "01_first.ipynb").write_text(exercise, encoding="utf-8")
    lesson = lesson.replace("../exercises/01_made_up", "../exercises/01_first")
    lesson = lesson.replace("[glossary]", "[all lessons](../README.md) · [glossary]")
    (course / "notebooks" / "01_first.ipynb").write_text(lesson, encoding="utf-8")
    (course / "notebooks" / "glossary.md").write_text("[all](../README.md)", encoding="utf-8")
    (course / "notebooks" / "03_third.ipynb").unlink()
    return course


def links_of(path: Path) -> set[str]:
    """The links to files; the badge leads to Colab."""
    return set(re.findall(r"\]\((?!https:)([^)#]+)\)", path.read_text(encoding="utf-8")))


def dead_links(folder: Path) -> list[str]:
    pages = [path for ending in ("ipynb", "md") for path in folder.rglob(f"*.{ending}")]
    return [
        f"{page.relative_to(folder)}: {target}"
        for page in pages
        for target in links_of(page)
        if not (page.parent / target).is_file()
    ]


def test_lab_copies_lessons_and_exercises_and_opens_jupyterlab_on_its_first_page(
    with_exercises, started
):
    course = with_exercises
    assert cli.main(["lab", "--no-browser", "--", "--port", "9999"]) == 0
    [(command, folder, _)] = started
    assert command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert "--no-browser" in command
    assert command[-3:] == ["--LabApp.default_url=/lab/tree/START.ipynb", "--port", "9999"]
    assert folder == course / "work"
    copies = sorted(path.relative_to(course / "work") for path in course.glob("work/*/*.ipynb"))
    assert copies == [
        Path("exercises/01_exercises_first.ipynb"),
        Path("notebooks/01_first.ipynb"),
    ]


def test_another_first_page_can_be_named(course, started):
    cli.main(["lab", "--", "--LabApp.default_url=/lab/tree/notebooks"])
    [(command, _, _)] = started
    pages = [option for option in command if "default_url" in option]
    assert pages == ["--LabApp.default_url=/lab/tree/notebooks"]


def test_the_desk_has_defaults_of_its_own_beside_whatever_is_configured(
    course, started, monkeypatch
):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "mine")
    cli.main(["lab"])
    [(_, _, environment)] = started
    folder, *others = environment["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert others == ["mine"]
    assert Path(folder).is_relative_to(course / "work")
    file = Path(folder) / "labconfig" / "default_setting_overrides.json"
    manager = json.loads(file.read_text("utf-8"))["@jupyterlab/docmanager-extension:plugin"]
    assert manager == {"defaultViewers": {"markdown": "Markdown Preview"}}


@pytest.mark.parametrize("address", [None, Repository("someone", "cnn-course")])
def test_links_hold_among_copies(with_exercises, address):
    if address:
        set_repository(with_exercises, address)
    lab.copy_notebooks(with_exercises)
    work = with_exercises / "work"
    assert dead_links(work) == []
    exercise = "01_exercises_first.ipynb"
    lesson = links_of(work / "notebooks" / "01_first.ipynb")
    assert lesson == {f"../exercises/{exercise}", "../START.ipynb", "glossary.md"}
    assert "../notebooks/01_first.ipynb" in links_of(work / "exercises" / exercise)
    assert f"exercises/{exercise}" in links_of(work / "START.ipynb")


def test_exercises_of_before_keep_their_name_and_get_no_second_copy(with_exercises):
    work = with_exercises / "work"
    mine = work / "exercises" / "01_first.ipynb"
    mine.parent.mkdir(parents=True)
    mine.write_text("my answers", encoding="utf-8")
    lines = lab.copy_notebooks(with_exercises)
    assert mine.read_text(encoding="utf-8") == "my answers"
    assert [path.name for path in mine.parent.iterdir()] == ["01_first.ipynb"]
    assert any(line.startswith("kept yours work/exercises/01_first.ipynb") for line in lines)
    assert sum("names such as 01_exercises_first.ipynb" in line for line in lines) == 1
    assert dead_links(work) == []


def test_what_is_remembered_of_a_copy_of_before_still_counts(with_exercises):
    original = with_exercises / "exercises" / "01_first.ipynb"
    work = with_exercises / "work"
    (work / "exercises").mkdir(parents=True)
    (work / "exercises" / "01_first.ipynb").write_bytes(b"my answers")
    digest = hashlib.sha256(original.read_bytes()).hexdigest()
    record = json.dumps({"exercises/01_first.ipynb": digest})
    (work / lab.RECORD).write_text(record, encoding="utf-8")
    lines = lab.copy_notebooks(with_exercises)
    assert "kept yours work/exercises/01_first.ipynb" in lines


def test_a_copy_of_what_was_handed_out_is_the_same(with_exercises):
    """Exercises have their new name in the handed-out folder already, and links lead to it."""
    lab.copy_notebooks(with_exercises)
    copies = {p.name: p.read_bytes() for p in with_exercises.glob("work/*/*")}
    shutil.rmtree(with_exercises / "work")
    exercise = with_exercises / "exercises" / "01_first.ipynb"
    exercise.rename(exercise.with_name("01_exercises_first.ipynb"))
    lesson = with_exercises / "notebooks" / "01_first.ipynb"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("exercises/01_first", "exercises/01_exercises_first"), "utf-8")
    lab.copy_notebooks(with_exercises)
    assert {p.name: p.read_bytes() for p in with_exercises.glob("work/*/*")} == copies
    mine = with_exercises / "work" / "exercises" / "01_exercises_first.ipynb"
    mine.write_text("my answers", encoding="utf-8")
    assert f"kept yours work/exercises/{mine.name}" in lab.copy_notebooks(with_exercises)


def classes_of_the_server() -> list[type]:
    """What `course lab` gives Jupyter's server in place of its own."""
    places = [option.partition("=")[2].rpartition(".") for option in lab.SERVER]
    return [getattr(importlib.import_module(module), name) for module, _, name in places]


@pytest.mark.parametrize("runs", [True, False])
def test_a_widget_whose_kernel_is_gone_leaves_its_place_to_what_was_stored(runs, tmp_path):
    _, contents = classes_of_the_server()
    widget = {WIDGET_VIEW: {"model_id": "1"}}
    both = [{**widget, "text/html": "<p>Predict"}, widget]
    outputs = [nbformat.v4.new_output("display_data", data) for data in both]
    cells = [nbformat.v4.new_code_cell("", outputs=outputs)]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")

    async def sessions() -> list[dict]:
        return [{"path": "a.ipynb"}] if runs else [{"path": "another.ipynb"}]

    server = Configurable()
    server.session_manager = SimpleNamespace(list_sessions=sessions)
    files = contents(root_dir=str(tmp_path), parent=server)
    before = (tmp_path / "a.ipynb").read_bytes()
    shown = asyncio.run(files.get("a.ipynb"))["content"]["cells"][0]["outputs"]
    assert [WIDGET_VIEW in one["data"] for one in shown] == [runs, True]
    assert (tmp_path / "a.ipynb").read_bytes() == before
    assert asyncio.run(files.get("", content=False))["type"] == "directory"


def test_lab_sends_messages_to_the_browser_at_once(monkeypatch):
    connection, _ = classes_of_the_server()
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
    made, content = read_notebook(copy.read_bytes()), original.read_bytes()
    unspoiled = read_notebook(learners_copy(content))
    outputs = [cell.get("outputs") for cell in made["cells"]]
    assert outputs == [cell.get("outputs") for cell in unspoiled["cells"]]
    assert outputs != [cell.get("outputs") for cell in read_notebook(content)["cells"]]
    assert "kept yours work/notebooks/03_third.ipynb" in lab.copy_notebooks(course)
    (course / "work" / lab.RECORD).unlink()
    assert "kept yours work/notebooks/03_third.ipynb" in lab.copy_notebooks(course)


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
