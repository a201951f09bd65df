"""The glossary: sorted, in both languages, and each term stands in the lesson that it names."""

import re
from pathlib import Path

import nbformat
import pytest

NOTEBOOKS = Path(__file__).resolve().parents[1] / "notebooks"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (NOTEBOOKS / "glossary.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Term")
]
KOREAN = re.compile(r"[가-힣]")


def words_of_lesson(number: str) -> str:
    path = next(NOTEBOOKS.glob(f"0{number}_*.ipynb"))
    cells = nbformat.read(path, as_version=4).cells
    return " ".join(" ".join(cell.source for cell in cells).lower().replace("*", "").split())


GENERIC = {"initialisation", "set", "function", "schedule", "mode", "pass"}


def names(term: str) -> list[str]:
    """The ways to write a term: "filter, kernel" is two, and so is "network (CNN)"."""
    if term == "dropout, 2-D":
        return ["2-d dropout"]
    inside = re.findall(r"\((.*?)\)", term)
    outside = re.sub(r"\(.*?\)", "", term).split(",")
    return [name.strip().lower().strip('"') for name in [*outside, *inside]]


def is_met(name: str, text: str) -> bool:
    """Whether the beginnings of a name's words stand in a text: "generalises" will do."""
    words = re.findall(r"\w+", name)
    telling = [word for word in words if word not in GENERIC] or words
    return all(word[:5] in text for word in telling)


def test_the_terms_are_sorted_and_there_once():
    terms = [row[0].lower().strip('"').replace('"', "") for row in ROWS]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_term_is_there_in_korean_with_one_sentence_and_met_in_its_lesson(row):
    term, korean, sentence, lesson = row
    assert KOREAN.search(korean)
    assert sentence.endswith(".")
    assert any(is_met(name, words_of_lesson(lesson)) for name in names(term))
