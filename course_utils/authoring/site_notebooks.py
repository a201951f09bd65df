"""A notebook as a page of the web edition: what is folded, what is asked, and what waits for it.

The stored outputs stay as they are, views with their scripts included. Tags become classes on the
page, by which the page's own script and style know the cells that wait for a guess. Which cells
these are, `copies.spoilers` says: those whose outputs a learner's copy does not have.
"""

from __future__ import annotations

import ast
from typing import Any

from course_utils.authoring.copied_names import read_notebook, written
from course_utils.authoring.copies import Spoiler, spoilers
from course_utils.errors import CourseError

QUESTION = "<p><strong>Predict:</strong>"  # how the stored output of a question begins
FOLDED = "hide-input"  # myst-nb's tag for a cell whose source is behind a button


def marked_notebook(content: bytes, place: str) -> bytes:
    """A notebook's content with the tags and the places that a page needs.

    Raises `CourseError` where a cell that asks does not hold its question as an output.
    """
    notebook = read_notebook(content)
    if notebook is None:
        raise CourseError(f"{place} is no notebook. `git checkout {place}` brings it back.")
    for cell in notebook["cells"]:
        if cell["metadata"].get("jupyter", {}).get("source_hidden"):
            _tag(cell, FOLDED)
    for spoiler in spoilers(notebook["cells"]):
        _mark(spoiler, place)
    return written(notebook)


def _mark(spoiler: Spoiler, place: str) -> None:
    _tag(spoiler.cell, *(f"reveals-{name}" for name in spoiler.reveals))
    if spoiler.replays:
        _tag(spoiler.cell, "replays")
    elif spoiler.asks:
        _mark_questions(spoiler, place)
    elif spoiler.cell["outputs"] and spoiler.answers:
        _tag(spoiler.cell, "waits", *(f"answers-{name}" for name in spoiler.answers))


def _mark_questions(spoiler: Spoiler, place: str) -> None:
    questions = [one for one in spoiler.cell["outputs"] if _html(one).startswith(QUESTION)]
    if len(questions) != len(spoiler.asks):
        raise CourseError(
            f"{place}: the cell that asks for {', '.join(spoiler.asks)} holds {len(questions)} "
            f"stored questions. `course execute {place}` stores them."
        )
    near = _within("".join(spoiler.cell["source"]))
    for name, output in zip(spoiler.asks, questions, strict=True):
        start = f'<div class="prediction" data-name="{name}" data-within="{near.get(name, 0)}">'
        output["data"]["text/html"] = [f"{start}{_html(output)}</div>"]


def _html(output: dict[str, Any]) -> str:
    return "".join(output.get("data", {}).get("text/html", ""))


def _within(source: str) -> dict[str, float]:
    """The distance up to which a typed number counts as right, of predictions that name one."""
    return {
        node.targets[0].id: ast.literal_eval(argument.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Call)
        for argument in node.value.keywords
        if argument.arg == "within"
    }


def _tag(cell: dict[str, Any], *tags: str) -> None:
    cell["metadata"]["tags"] = [*cell["metadata"].get("tags", []), *tags]
