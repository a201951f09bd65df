"""Copies of exercises have names of their own, and links among copies lead somewhere."""

import json
from pathlib import Path

import pytest

from course_utils.authoring.copied_names import (
    copied_name,
    places_in,
    tracked_name,
    with_links,
)
from course_utils.authoring.places import notebooks_in

ROOT = Path(__file__).resolve().parents[2]
HERE, THERE = "exercises/03_two_layer_cnn.ipynb", "exercises/03_exercises_two_layer_cnn.ipynb"
MOVED = {HERE: THERE, "README.md": "START.ipynb"}
NARROW = 9  # characters of a name that a tab of JupyterLab shows in a window of 700 pixels


def notebook(text: str, code: str = "1") -> bytes:
    output = {"output_type": "execute_result", "execution_count": 7, "data": {}, "metadata": {}}
    cells = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": [text]},
        {
            **{"cell_type": "code", "id": "b", "metadata": {}, "source": [code]},
            **{"execution_count": 7, "outputs": [output]},
        },
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def text_of(content: bytes, cell: int = 0) -> str:
    return "".join(json.loads(content)["cells"][cell]["source"])


def test_exercises_say_what_they_are_right_after_their_number():
    assert copied_name(HERE) == THERE
    assert copied_name(THERE) == THERE
    assert tracked_name(THERE) == tracked_name(HERE) == HERE


@pytest.mark.parametrize("place", ["notebooks/03_two_layer_cnn.ipynb", "notebooks/glossary.md"])
def test_whatever_is_no_exercise_keeps_its_name(place):
    assert copied_name(place) == tracked_name(place) == place


def test_a_narrow_tab_tells_every_exercise_from_every_other_notebook():
    places = [path.relative_to(ROOT).as_posix() for path in notebooks_in(ROOT, ["exercises"])]
    shown = [Path(copied_name(place)).name[:NARROW] for place in places]
    assert len(set(shown)) == len(places) > 0
    assert all("exer" in name for name in shown)
    lessons = {path.name[:NARROW] for path in notebooks_in(ROOT, ["notebooks"])}
    assert not lessons & set(shown)


@pytest.mark.parametrize(
    ("place", "text", "wanted"),
    [
        ("notebooks/03_a.ipynb", f"[x](../{HERE})", f"[x](../{THERE})"),
        ("notebooks/03_a.ipynb", f"[x](../{HERE}#part)", f"[x](../{THERE}#part)"),
        ("notebooks/03_a.ipynb", "[x](../README.md)", "[x](../START.ipynb)"),
        ("notebooks/03_a.ipynb", "[x](03_two_layer_cnn.ipynb)", "[x](03_two_layer_cnn.ipynb)"),
        ("notebooks/03_a.ipynb", f"[x](https://a.org/{HERE})", f"[x](https://a.org/{HERE})"),
        ("exercises/02_a.ipynb", "[x](03_two_layer_cnn.ipynb)", f"[x]({Path(THERE).name})"),
        ("START.ipynb", f"| [x]({HERE}) |", f"| [x]({THERE}) |"),
    ],
)
def test_a_link_leads_to_where_a_file_was_moved(place, text, wanted):
    assert text_of(with_links(notebook(text), place, MOVED)) == wanted


def test_a_link_in_a_markdown_file_does_too():
    text = f"[all](../README.md), [x](../{HERE})"
    made = with_links(text.encode(), "notebooks/glossary.md", MOVED)
    assert made.decode() == f"[all](../START.ipynb), [x](../{THERE})"


def test_code_is_not_rewritten_and_what_is_no_notebook_stays():
    code = f"print('[x](../{HERE})')"
    assert text_of(with_links(notebook("x", code), "notebooks/03_a.ipynb", MOVED), 1) == code
    for content in (b"{}", b"no JSON", b"[]"):
        assert with_links(content, "notebooks/03_a.ipynb", MOVED) == content


def test_a_copy_of_before_keeps_its_place_and_a_new_one_goes_under_the_new_name(tmp_path):
    originals = [HERE, "exercises/04_deeper.ipynb"]
    (tmp_path / "exercises").mkdir()
    (tmp_path / HERE).touch()
    places = places_in(tmp_path, originals)
    assert places[HERE] == places[THERE] == HERE
    assert places[originals[1]] == "exercises/04_exercises_deeper.ipynb"
    (tmp_path / THERE).touch()
    assert places_in(tmp_path, originals)[HERE] == THERE
