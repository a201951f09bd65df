"""docs/teaching.md: a note for each lesson with all its parts, and no number of its own."""

import json
import re
from pathlib import Path

import pytest

from course_utils.checks.catalogue import LESSONS, exercises

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "teaching.md").read_text(encoding="utf-8")
NOTES = {
    int(number): text
    for number, text in re.findall(
        r"^## Lesson (\d):(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE
    )
}
PARTS = ("Time.", "What people get wrong.", "Ask", "Show live.", "When time is short.")
WORDS = range(120, 201)  # title and the names of the parts included
FROM_A_CHECK = {"order[:-n]"}  # stands in no notebook, but in the words of a check
NUMBER = re.compile(r"(?<![\w.])\d[\d.,]*\d|(?<![\w.])\d")


def part(note: str, name: str) -> str:
    """What stands under one of the bold words of a note."""
    _, _, after = note.partition(f"**{name}**")
    return after.partition("\n**")[0]


def notebook_text(folder: str, lesson: int) -> str:
    """All that stands in a notebook of the lesson, its stored outputs included; empty for none."""
    texts = []
    for path in ROOT.glob(f"{folder}/{lesson:02}_*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            texts.append("".join(cell["source"]))
            for output in cell.get("outputs", []):
                held = output.get("data", {}).get("text/plain", [])
                texts.append("".join([*output.get("text", []), *held]))
    return "\n".join(texts)


def test_every_lesson_has_a_note():
    lessons = [int(path.name[:2]) for path in sorted(ROOT.glob("notebooks/*.ipynb"))]
    assert list(NOTES) == lessons


@pytest.mark.parametrize("lesson", NOTES)
def test_a_note_has_all_its_parts_in_order(lesson):
    places = [NOTES[lesson].find(f"\n**{name}**") for name in PARTS]
    assert -1 not in places
    assert places == sorted(places)
    for name in PARTS:
        assert len(part(NOTES[lesson], name).split()) > 4, name


@pytest.mark.parametrize("lesson", NOTES)
def test_a_note_is_short(lesson):
    assert len(NOTES[lesson].split()) in WORDS


@pytest.mark.parametrize("lesson", NOTES)
def test_two_questions_are_asked_and_each_has_an_answer(lesson):
    asked = re.findall(r"^- \*(.+?)\* (.+)$", part(NOTES[lesson], "Ask"), re.MULTILINE)
    assert len(asked) == 2
    for question, answer in asked:
        assert question.endswith("?")
        assert len(answer.split()) >= 8


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_exercise_that_is_shown_is_one_of_the_lessons(lesson):
    shown = re.findall(r"`(\w+)`", part(NOTES[lesson], "Show live."))
    assert shown and shown[0] in {exercise.name for exercise in exercises(lesson)}


@pytest.mark.parametrize("lesson", NOTES)
def test_whatever_stands_as_code_stands_in_the_lesson_or_its_exercises(lesson):
    known = notebook_text("notebooks", lesson) + notebook_text("solutions", lesson)
    named = re.findall(r"`([^`]+)`", NOTES[lesson])
    assert [code for code in named if code not in known and code not in FROM_A_CHECK] == []


@pytest.mark.parametrize("lesson", NOTES)
def test_every_number_is_the_lessons(lesson):
    known = notebook_text("notebooks", lesson) + notebook_text("solutions", lesson)
    there = set(NUMBER.findall(known))
    prose = re.sub(r"`[^`]+`", "", NOTES[lesson])
    assert set(NUMBER.findall(prose)) - there == set()


@pytest.mark.parametrize("lesson", NOTES)
def test_the_study_time_is_that_of_the_lessons_first_cell(lesson):
    stated = re.search(
        r"\*\*Time to study:\*\* about (\d+) min", notebook_text("notebooks", lesson)
    )
    assert f"About {stated[1]} minutes of study" in part(NOTES[lesson], "Time.")


@pytest.mark.parametrize("lesson", NOTES)
def test_every_heading_that_is_named_is_one_of_the_lessons(lesson):
    """Quotation marks name headings, but for words that a lesson speaks."""
    known = notebook_text("notebooks", lesson)
    named = {name.rstrip(".,") for name in re.findall(r'"([^"]+)"', NOTES[lesson])} - {"shown"}
    headings = [line.lstrip("# ") for line in known.splitlines() if line.startswith("#")]
    assert [name for name in named if name not in headings] == []
