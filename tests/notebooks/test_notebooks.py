"""Every notebook of the course keeps to the rules, and every rule bites on a bad notebook."""

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from hygiene import problems
from nbformat.v4 import new_markdown_cell, new_output
from small_course import HEADER, code, make_notebook

from course_utils.authoring.copied_names import with_links
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.promised_errors import MAY_RAISE
from course_utils.authoring.repository import badge, setup_cell, stored_address
from course_utils.training.processor import SHARED

ROOT = Path(__file__).resolve().parents[2]
ALL = notebooks_in(ROOT)
LESSON, EXERCISE = Path("notebooks/01_made_up.ipynb"), Path("exercises/01_made_up.ipynb")


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_notebook_keeps_to_the_rules(path):
    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    assert problems(notebook, path, setup_cell(stored_address(ROOT))) == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_badge_opens_this_notebook_or_there_is_none(path):
    header = nbformat.read(path, as_version=nbformat.NO_CONVERT).cells[0].source
    address = stored_address(ROOT)
    if address is None:
        assert "colab-badge" not in header
    else:
        start, _, end = badge(address, path).partition("/blob/main/")
        assert start in header.splitlines()[2]
        assert header.splitlines()[2].endswith(end)


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_cell_of_the_course_raises_on_purpose(path):
    """JupyterLab takes the marks of all waiting cells away at an error, even at one that is
    allowed; so errors are caught and printed."""
    cells = nbformat.read(path, as_version=nbformat.NO_CONVERT).cells
    assert [cell.id for cell in cells if MAY_RAISE in cell.metadata.get("tags", [])] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_colab_is_asked_for_a_gpu_where_a_lesson_trains(path):
    metadata = nbformat.read(path, as_version=nbformat.NO_CONVERT).metadata
    trains = int(path.name[:2]) >= 3
    assert (metadata.get("accelerator") == "GPU") == trains
    assert metadata.get("colab") == ({"gpuType": "T4", "provenance": []} if trains else None)


LESSONS = notebooks_in(ROOT, ["notebooks"])


def test_there_are_eight_lessons_in_order():
    assert [path.name[:3] for path in LESSONS] == [f"{number:02d}_" for number in range(8)]


def text_of(path: Path, cell: int) -> str:
    """A cell as a copy has it, whose links lead from file to file."""
    content = with_links(path.read_bytes(), path.relative_to(ROOT).as_posix(), {})
    return nbformat.reads(content.decode("utf-8"), as_version=4).cells[cell].source


def header_of(path: Path) -> str:
    """The first cell without the badge."""
    return re.sub(r"\[!\[.*", "", text_of(path, 0))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_first_cell_links_the_neighbours_the_glossary_and_the_exercises(path):
    header = header_of(path)
    (links,) = [line for line in header.splitlines() if line.startswith("**Go to:**")]
    at = LESSONS.index(path)
    neighbours = [LESSONS[i].name for i in (at - 1, at + 1) if 0 <= i < len(LESSONS)]
    assert re.findall(r"\]\(([^)]*)\)", links) == ["../README.md", *neighbours, "glossary.md"]
    exercises = f"../exercises/{path.name}"
    assert (f"]({exercises})" in header) == (ROOT / "exercises" / path.name).is_file()


@pytest.mark.parametrize("path", LESSONS[:-1], ids=lambda path: path.stem)
def test_the_last_cell_leads_to_the_exercises_and_to_the_next_lesson(path):
    last = text_of(path, -1)
    links = re.findall(r"\]\(([^)]*)\)", last)
    assert links[-2:] == [f"../exercises/{path.name}", LESSONS[LESSONS.index(path) + 1].name]


@pytest.mark.parametrize(
    "path",
    notebooks_in(ROOT, ["exercises", "solutions"]),
    ids=lambda p: f"{p.parent.name}/{p.stem}",
)
def test_exercises_link_their_lesson_all_lessons_and_the_glossary(path):
    header = header_of(path)
    links = re.findall(r"\]\(([^)]*)\)", header)
    assert links == [f"../notebooks/{path.name}", "../README.md", "../notebooks/glossary.md"]
    assert all((path.parent / link).is_file() for link in links)


def executed(*cells: object) -> nbformat.NotebookNode:
    """A good lesson that ends with these cells, marked as executed from top to bottom."""
    notebook = make_notebook(*cells)
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for count, cell in enumerate(codes, start=1):
        cell.execution_count = count
    return notebook


def with_output(output: nbformat.NotebookNode, *tags: str) -> nbformat.NotebookNode:
    cell = code("1", *tags)
    cell.outputs = [output]
    return executed(cell)


def printed(text: str) -> nbformat.NotebookNode:
    return with_output(new_output("stream", text=text))


def shown(**data: str) -> nbformat.NotebookNode:
    bundle = {kind.replace("_", "/"): value for kind, value in data.items()}
    return with_output(new_output("display_data", data=bundle))


def failed(name: str, *tags: str) -> nbformat.NotebookNode:
    return with_output(new_output("error", ename=name, evalue="", traceback=[]), *tags)


def changed(change: Callable[[nbformat.NotebookNode], object]) -> nbformat.NotebookNode:
    notebook = executed("1")
    change(notebook)
    return notebook


def make_older(notebook: nbformat.NotebookNode) -> None:
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]


def set_first(notebook: nbformat.NotebookNode, source: str) -> None:
    notebook.cells[0].source = source


def replace_in_first(notebook: nbformat.NotebookNode, old: str, new: str) -> None:
    notebook.cells[0].source = notebook.cells[0].source.replace(old, new)


def line_moved_up(notebook: nbformat.NotebookNode, line: str) -> None:
    replace_in_first(notebook, f"{line}\n\n", "")
    replace_in_first(notebook, "# A lesson", f"# A lesson\n\n{line}")


def unfold(notebook: nbformat.NotebookNode) -> None:
    notebook.cells[1].metadata.clear()


PRACTISE = "**Practise:** [the exercises](../exercises/01_made_up.ipynb)\n\n"
WORDS = " word" * (3001 - len(HEADER.split()))
COMMENTED_OUT = "# set_seed(0)\nprint('pick_device()')"

GOOD = {
    "plain": executed("1"),
    "an image with alt text": shown(text_html='<figure><img alt="a 5" src="x"></figure>'),
    "a promised error": failed("ValueError", "raises-exception", "raises-ValueError"),
    "a relative root": printed("Root location: ../data"),
    "a format's magic number": printed("0x00000803"),
    "a fraction and a web address": printed("7/10, see https://example.org/home/me"),
    "a comment in a fenced block": executed("## Part\n\n```python\n# not a title\n```"),
    "colours": printed("\x1b[31mValueError\x1b[0m and x[0]"),
    "25 lines": executed("\n".join(["1"] * 25)),
    "no exercises": changed(lambda nb: replace_in_first(nb, PRACTISE, "")),
    "80 cells": executed(*["## Part"] * 77),
}


@pytest.mark.parametrize("notebook", GOOD.values(), ids=GOOD)
def test_a_good_lesson_has_no_breach(notebook):
    assert problems(notebook, LESSON) == []


BAD = {
    "4.5 is wanted": changed(make_older),
    "not a valid notebook": changed(lambda nb: nb.cells[3].pop("outputs")),
    "id of another cell": changed(lambda nb: nb.cells[3].update(id=nb.cells[2].id)),
    "widget state": changed(lambda nb: nb.metadata.update(widgets={})),
    "fewer than three cells": changed(lambda nb: nb.update(cells=nb.cells[:2])),
    "begins with the title": changed(lambda nb: set_first(nb, "No title\n\n# A late one")),
    "not the set-up cell": changed(lambda nb: nb.cells[1].update(source="import course_utils")),
    "no line '**Time to study:**": changed(lambda nb: set_first(nb, "# Title")),
    "no line '**Time to run:**": changed(lambda nb: replace_in_first(nb, "to run", "to wait")),
    "no line '**Go to:**": changed(lambda nb: replace_in_first(nb, "Go to", "See")),
    "not in the order": changed(lambda nb: line_moved_up(nb, "**You need:** nothing.")),
    "is not folded away": changed(unfold),
    "81 cells; 80 is": executed(*["## Part"] * 78),
    "3,001 words": changed(lambda nb: replace_in_first(nb, "- count.", "- count." + WORDS)),
    "no line '**You need:**": changed(lambda nb: replace_in_first(nb, "You need", "Needed")),
    "lists 2 things": changed(lambda nb: replace_in_first(nb, "- see,\n", "")),
    "lists 6 things": changed(lambda nb: replace_in_first(nb, "- see", "- a\n- b\n- c\n- see")),
    "lists 0 things": changed(lambda nb: replace_in_first(nb, "After this", "In this")),
    "the seed and pick": changed(lambda nb: nb.cells[2].update(source="set_seed(0)")),
    "set the seed and": changed(lambda nb: nb.cells[2].update(source=COMMENTED_OUT)),
    "has 2 titles": executed("# Another title"),
    "once from top to bottom": changed(lambda nb: nb.cells[3].update(execution_count=7)),
    "is not executed once": changed(lambda nb: nb.cells[3].update(execution_count=None)),
    "26 lines of code": executed("\n".join(["1"] * 26)),
    "an image without alt text": shown(text_html='<img src="x"><img alt="a 5" src="x">'),
    "without alt": executed("## Part\n\n![](picture.png)"),
    "did not go through show": shown(image_png="iVBO", text_plain="<Figure>"),
    "without the tag raises-exception": failed("ValueError"),
    "one that names the error": failed("ValueError", "raises-exception"),
    "no stored KeyError": failed("ValueError", "raises-exception", "raises-KeyError"),
    "raises-ValueError without the tag": failed("ValueError", "raises-ValueError"),
    "absolute 'Root location'": printed("    Root location: /content/data"),
    "cell 3: an absolute path": printed("saved in /home/me/course/x.pt"),
    "absolute path in an output": printed(r"saved in C:\Users\me\x.pt"),
    "an absolute path in": printed("saved in /Users/me/x.pt"),
    "a broken escape sequence": printed("\x1btorch/nn.py\x1b[39m"),
    "a broken escape": printed("[31mValueError[0m"),
    "broken escape sequence": printed("10 %\n\x1b[A"),
    "something else used the processor": printed(f"{SHARED}: this training gets 60% of the time."),
    "memory address": printed("<Thing object at 0x7f3a5c0d1e20>"),
}


@pytest.mark.parametrize(("breach", "notebook"), BAD.items(), ids=BAD)
def test_every_rule_bites(breach, notebook):
    assert any(breach in problem for problem in problems(notebook, LESSON))


def test_an_exercise_holds_no_outputs():
    notebook = make_notebook("1")
    assert problems(notebook, EXERCISE) == []
    notebook.cells[3].execution_count = 1
    assert problems(notebook, EXERCISE) == ["is an exercise and holds outputs"]


def test_lesson_3_may_be_longer_than_the_others():
    longer = executed(*["## Part"] * 90)
    assert problems(longer, Path("notebooks/03_two_layer_cnn.ipynb")) == []
    assert problems(longer, LESSON) == ["has 93 cells; 80 is the cap"]
    longest = executed(*["## Part"] * 93)
    assert problems(longest, Path("notebooks/03_two_layer_cnn.ipynb")) == [
        "has 96 cells; 95 is the cap"
    ]


def test_a_megabyte_is_the_cap(tmp_path):
    path = tmp_path / "notebooks" / "01_big.ipynb"
    path.parent.mkdir()
    notebook = executed("## Part\n\n" + "x" * 1_000_000)
    nbformat.write(notebook, path)
    assert any("is the cap" in problem for problem in problems(notebook, path))


def test_a_picture_in_a_markdown_cell_needs_alt_text_in_html_too():
    notebook = executed()
    notebook.cells.append(new_markdown_cell('<img src="x.png" alt=" ">'))
    assert problems(notebook, LESSON) == ["cell 3: an image without alt text"]
