"""START.ipynb: it says what lessons and READMEs say, and what a learner has changed of it stays."""

import json
import re
import sys
from pathlib import Path

import nbformat
import pytest
from small_course import make_course

from course_utils.authoring.places import notebooks_in
from course_utils.authoring.start import START, start_page
from course_utils.commands import lab

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A checkout of two lessons, one with exercises, and a page for students."""
    root = make_course(tmp_path / "course", {"01_first": [], "03_third": []})
    (root / "exercises").mkdir()
    (root / "exercises" / "01_first.ipynb").write_bytes(
        (root / "notebooks/01_first.ipynb").read_bytes()
    )
    (root / "docs" / "student").mkdir(parents=True)
    page = "# Course\n\n## Work\n\nOnly here.\n\n## Ask\n\nMe.\n\n## Licence\n\nFree.\n"
    (root / "docs" / "student" / "README.md").write_text(page, encoding="utf-8")
    return root


def texts(page: dict) -> list[str]:
    return ["".join(cell["source"]) for cell in page["cells"]]


def held(root: Path) -> dict:
    return json.loads((root / "work" / START).read_text(encoding="utf-8"))


def keep(root: Path, page: dict) -> None:
    (root / "work" / START).write_text(json.dumps(page), encoding="utf-8")


def progress_of(page: dict) -> dict:
    (cell,) = (cell for cell in page["cells"] if cell["cell_type"] == "code")
    return cell


# What stands on it


def test_it_lists_every_lesson_with_its_times_its_exercises_and_the_glossary():
    lessons = notebooks_in(ROOT, ["notebooks"])
    text = texts(start_page(ROOT, {}))[0]
    rows = [line for line in text.splitlines() if line.startswith("| [")]
    assert len(rows) == len(lessons)
    for row, lesson in zip(rows, lessons, strict=True):
        header = nbformat.read(lesson, as_version=4).cells[0].source
        minutes = re.search(r"\*\*Time to study:\*\* about (\d+) min", header)[1]
        run = re.search(r"\*\*Time to run:\*\* about (\d+ \w+)", header)[1]
        assert f"](notebooks/{lesson.name})" in row
        assert row.endswith(f"| {minutes}\u00a0min | {run.replace(' ', chr(160))} |")
        learned = row.split(" | ")[0].split("<br>")[1]
        assert learned and f"| {learned} |" in (ROOT / "README.md").read_text(encoding="utf-8")
        has_exercises = (ROOT / "exercises" / lesson.name).is_file()
        assert (f"](exercises/{lesson.name}), " in row and " points |" in row) == has_exercises
    assert "](notebooks/glossary.md)" in text


def test_it_says_how_to_work_to_hand_in_to_ask_and_where_the_doctor_is():
    text = "\n".join(texts(start_page(ROOT, {})))
    page = (ROOT / "docs" / "student" / "README.md").read_text(encoding="utf-8")
    for heading in ("Work", "Hand in", "Ask"):
        section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()
        assert section and section in re.sub("</?code>", "`", text.replace("<wbr>", ""))
    assert "`course doctor`" in text


def test_it_is_a_valid_notebook_whose_code_is_folded_and_whose_metadata_are_a_copys(course):
    lab.copy_notebooks(course)
    page = held(course)
    nbformat.validate(page)
    assert progress_of(page)["metadata"] == {"jupyter": {"source_hidden": True}}
    lesson = course / "work" / "notebooks" / "01_first.ipynb"
    assert page["metadata"] == json.loads(lesson.read_text(encoding="utf-8"))["metadata"]


def test_its_code_runs_and_says_in_words_where_the_package_is_missing(course, monkeypatch, capsys):
    source = "".join(progress_of(start_page(course, {}))["source"])
    monkeypatch.chdir(course)
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(course / "results"))
    shown = []
    exec(source, {"display": shown.append})
    assert str(shown[0]).startswith("lesson")
    monkeypatch.setitem(sys.modules, "course_utils.checks.done", None)
    exec(source, {"display": shown.append})
    assert "does not have the course's package" in capsys.readouterr().out
    assert len(shown) == 1


def test_without_the_page_for_students_it_has_the_lessons_and_the_doctor(course):
    (course / "docs" / "student" / "README.md").unlink()
    text = "\n".join(texts(start_page(course, {})))
    assert "## Hand in" not in text
    assert "`course doctor`" in text and "01_first" in text


# How it is kept


def test_it_is_brought_up_to_date_and_keeps_what_its_cell_put_out(course):
    assert lab.copy_notebooks(course)[-1] == f"new        work/{START}"
    page = held(course)
    shown = [{"output_type": "stream", "name": "stdout", "text": ["3 of 4\n"]}]
    progress_of(page).update(outputs=shown, execution_count=2)
    keep(course, page)
    (course / "docs" / "student" / "README.md").write_text("## Ask\n\nHer.\n", encoding="utf-8")
    assert not any(START in line for line in lab.copy_notebooks(course))
    assert "Her." in "\n".join(texts(held(course)))
    assert progress_of(held(course))["outputs"] == shown


def test_nothing_is_written_where_it_is_up_to_date(course):
    lab.copy_notebooks(course)
    page = held(course)
    progress_of(page)["execution_count"] = 5
    keep(course, page)
    before = (course / "work" / START).read_bytes()
    lab.copy_notebooks(course)
    assert (course / "work" / START).read_bytes() == before


@pytest.mark.parametrize("mine", ["# Mine", None])
def test_what_a_learner_has_changed_or_broken_stays(course, mine):
    lab.copy_notebooks(course)
    page = held(course)
    if mine:
        page["cells"][0]["source"] = [mine]
        keep(course, page)
    else:
        (course / "work" / START).write_text("no notebook", encoding="utf-8")
    before = (course / "work" / START).read_bytes()
    (course / "docs" / "student" / "README.md").write_text("## Ask\n\nHer.\n", encoding="utf-8")
    for _ in range(2):
        assert lab.copy_notebooks(course)[-1] == f"kept yours work/{START}"
    assert (course / "work" / START).read_bytes() == before


def test_a_course_without_lessons_has_a_page_too(tmp_path):
    root = make_course(tmp_path / "course", {})
    assert lab.copy_notebooks(root) == [f"new        work/{START}"]
