"""A learner's copy of a notebook: no output that spoils a prediction, and nothing to be "unsaved".

Which outputs go: from a cell that asks by `predict(...)` down to the next text after the cell that
reveals. So nothing on a screen answers a question that still waits for its guess: not the reveal,
not a training in between that prints the same numbers, not the figure that is drawn right after.
The table of `replay()` goes too: it answers all questions, and its guesses are nobody's. All other
outputs stay: a reader who has not run anything sees the figures, the views and the numbers that the
text speaks of, and only has to run what a guess belongs to. The text after a reveal tells its
outcome and stays as well: it is read after the guess, as in any book. No cell is numbered, so that
a number beside a cell means that it was run here.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from course_utils.authoring.copied_names import read_notebook, written

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"  # of an output: the place of a widget


def learners_copy(content: bytes) -> bytes:
    """A notebook file's content as it is laid out for a learner; other content as it is.

    Besides the outputs it changes what JupyterLab writes into the metadata when a kernel has
    started: that is filled in with the version of the Python that makes the copy, so that opening a
    notebook changes nothing in it.
    """
    notebook = read_notebook(content)
    if notebook is None:
        return content  # a text, such as the glossary
    for spoiler in spoilers(notebook["cells"]):
        spoiler.cell["outputs"] = []
    for cell in notebook["cells"]:
        for counted in [cell, *cell.get("outputs", [])]:
            if "execution_count" in counted:
                counted["execution_count"] = None
    notebook["metadata"] = {
        **notebook.get("metadata", {}),
        "kernelspec": dict(KERNELSPEC),
        "language_info": language_info(),
    }
    return written(notebook)


def language_info() -> dict[str, Any]:
    """What the kernel of this Python says of its language; JupyterLab keeps it in each notebook."""
    return {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": sys.version.split()[0],
    }


@dataclass(frozen=True)
class Spoiler:
    """A code cell between a question and the text after its answer, or one that replays all.

    `asks` and `reveals` are the cell's own predictions by name, in the order of the source;
    `answers` are those that have to be guessed before its outputs are seen.
    """

    cell: dict[str, Any]
    asks: tuple[str, ...]
    reveals: tuple[str, ...]
    answers: tuple[str, ...]
    replays: bool


def spoilers(cells: list[dict[str, Any]]) -> Iterator[Spoiler]:
    """The cells of a notebook whose outputs a learner's copy does not have."""
    waiting: set[str] = set()  # the names of predictions that were not yet revealed
    answers: dict[str, None] = {}  # those that outputs give away from here on
    for cell in cells:
        if cell["cell_type"] != "code":
            answers = {name: None for name in answers if name in waiting}
            continue
        asked, revealed, replays = _predictions_of("".join(cell["source"]))
        waiting = (waiting | set(asked)) - set(revealed)
        answers |= dict.fromkeys(asked)
        if answers or revealed or replays:
            yield Spoiler(cell, asked, revealed, tuple(answers), replays)


def _predictions_of(source: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """The predictions that a cell asks for and reveals, by name, and whether it replays them."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:  # IPython's own commands; no lesson asks in such a cell
        return (), (), False
    asked = (
        target
        for node in nodes
        if isinstance(node, ast.Assign) and _is_call_of(node.value, "predict")
        for target in node.targets
        if isinstance(target, ast.Name)
    )
    revealed = (
        node.value
        for node in nodes
        if isinstance(node, ast.Attribute)
        and node.attr == "reveal"
        and isinstance(node.value, ast.Name)
    )
    return _in_order(asked), _in_order(revealed), any(_is_call_of(n, "replay") for n in nodes)


def _in_order(names: Iterable[ast.Name]) -> tuple[str, ...]:
    """Each name once, in the order of the source."""
    placed = sorted((name.lineno, name.col_offset, name.id) for name in names)
    return tuple(dict.fromkeys(name for _line, _column, name in placed))


def _is_call_of(node: ast.AST, name: str) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Name) and called.id == name
