"""What every notebook of the course keeps to; each breach is a sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.authoring.promised_errors import MAY_RAISE, promised_error, unexpected_outcome
from course_utils.authoring.repository import SETUP_WITHOUT_ADDRESS
from course_utils.training.processor import SHARED

if TYPE_CHECKING:
    from nbformat import NotebookNode

MAX_CODE_LINES = 25
MAX_BYTES = 1_000_000
MAX_CELLS_AND_WORDS = (80, 3_000)
LONGER = {"03_two_layer_cnn": (95, 3_400)}  # where the course begins to train
BADGE = "[![Open in Colab]"  # is no word of the lesson
OBJECTIVES = "After this lesson you can"
# What a lesson's first cell says, in this order; the fourth only where there are exercises.
FIRST_LINES = (
    *("**Time to study:**", "**Time to run:**", "**You need:**", "**Practise:**", "**Go to:**"),
    f"**{OBJECTIVES}**",
)
OPTIONAL_LINE = "**Practise:**"

_DATA_URI = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=]+")
_UNIX_PATH = re.compile(
    r"(?<![\w.:/~<-])(?:/|~/)(?:home|Users|root|tmp|private|content|work|opt|usr|var|mnt)/[\w.~-]+"
    r"|~/[\w.-]+/"
)
_WINDOWS_PATH = re.compile(r"(?<!\w)[A-Za-z]:[\\/]{1,2}(?:Users|Windows|Program|Temp)[\\/]", re.I)
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_BROKEN_SEQUENCE = re.compile(r"\x1b|\[\d{1,3}(?:;\d{1,3})*m(?!\w)")  # where whole ones are out
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{9,}\b")
_ROOT_LOCATION = re.compile(r"Root location: *(?:/|~|[A-Za-z]:)")
_MARKDOWN_IMAGE = re.compile(r"!\[([^\]]*)\]\(")


def problems(notebook: NotebookNode, path: Path, setup: str = SETUP_WITHOUT_ADDRESS) -> list[str]:
    """The breaches in one notebook; `path` tells by its folder which kind it is.

    `setup` is the source that the second cell must have.
    """
    if not _is_valid(notebook):
        return ["is not a valid notebook", *_format(notebook)]
    found = [*_format(notebook), *_first_cells(notebook, path, setup)]
    if path.is_file() and path.stat().st_size >= MAX_BYTES:
        found.append(f"the file has {path.stat().st_size:,} bytes; {MAX_BYTES:,} is the cap")
    if path.parent.name == "notebooks":
        found += [*_titles(notebook), *_length(notebook, path.stem)]
    found += _unanswered(notebook) if path.parent.name == "exercises" else _executed(notebook)
    for number, cell in enumerate(notebook.cells):
        breaches = [*_pictures(cell), *(_code(cell) if cell.cell_type == "code" else [])]
        found += [f"cell {number}: {breach}" for breach in breaches]
    return found


def _is_valid(notebook: NotebookNode) -> bool:
    from nbformat.validator import isvalid

    return isvalid(notebook)


def _format(notebook: NotebookNode) -> Iterator[str]:
    if (notebook.nbformat, notebook.nbformat_minor) != (4, 5):
        yield f"format {notebook.nbformat}.{notebook.nbformat_minor}; 4.5 is wanted"
    ids = [cell.get("id") for cell in notebook.cells]
    if len(set(ids)) != len(ids) or None in ids:
        yield "cells without an id, or with the id of another cell"
    if "widgets" in notebook.metadata:
        yield "holds widget state (metadata.widgets), which GitHub cannot show"


def _first_cells(notebook: NotebookNode, path: Path, setup: str) -> Iterator[str]:
    if len(notebook.cells) < 3:
        yield "has fewer than three cells"
        return
    header, second, third = notebook.cells[:3]
    if header.cell_type != "markdown" or not header.source.startswith("# "):
        yield "the first cell is not Markdown that begins with the title"
    if second.cell_type != "code" or second.source != setup:
        yield "the second cell is not the set-up cell"
    if not second.metadata.get("jupyter", {}).get("source_hidden"):
        yield "the set-up cell is not folded away (its metadata: jupyter.source_hidden)"
    if path.parent.name != "notebooks":
        return
    yield from _first_lines(header.source)
    _, _, after = header.source.partition(OBJECTIVES)
    count = len(re.findall(r"^[-*] ", after, flags=re.MULTILINE))
    if not 3 <= count <= 5:
        yield f"the first cell lists {count} things after '{OBJECTIVES}'; 3 to 5 are wanted"
    if third.cell_type != "code" or not {"set_seed", "pick_device"} <= _called(third.source):
        yield "the third cell does not set the seed and pick the device"


def _first_lines(header: str) -> Iterator[str]:
    lines = header.splitlines()
    there = []
    for start in FIRST_LINES:
        at = [number for number, line in enumerate(lines) if line.startswith(start)]
        there += at[:1]
        if not at and start != OPTIONAL_LINE:
            yield f"the first cell has no line '{start} …'"
    if there != sorted(there):
        yield f"the first cell's lines are not in the order {', '.join(FIRST_LINES)}"


def _length(notebook: NotebookNode, stem: str) -> Iterator[str]:
    most_cells, most_words = LONGER.get(stem, MAX_CELLS_AND_WORDS)
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    lines = [line for text in texts for line in text.splitlines() if not line.startswith(BADGE)]
    words = sum(len(line.split()) for line in lines)
    if len(notebook.cells) > most_cells:
        yield f"has {len(notebook.cells)} cells; {most_cells} is the cap"
    if words > most_words:
        yield f"has {words:,} words of Markdown; {most_words:,} is the cap"


def _called(source: str) -> set[str]:
    """The names of the functions that a cell calls; none where it is not plain Python."""
    try:
        calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    except SyntaxError:
        return set()
    return {call.id for call in calls if isinstance(call, ast.Name)}


def _titles(notebook: NotebookNode) -> Iterator[str]:
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    unfenced = [re.sub(r"^```.*?^```", "", text, flags=re.M | re.S) for text in texts]
    count = sum(len(re.findall(r"^# ", text, flags=re.M)) for text in unfenced)
    if count != 1:
        yield f"has {count} titles (# …) in place of one"


def _executed(notebook: NotebookNode) -> Iterator[str]:
    counts = [cell.execution_count for cell in notebook.cells if cell.cell_type == "code"]
    if counts != list(range(1, len(counts) + 1)):
        yield "is not executed once from top to bottom (run `course execute`)"
    codes = (cell for cell in notebook.cells if cell.cell_type == "code")
    texts = (text for cell in codes for text in _texts(cell))
    if any(SHARED in text for text in texts):
        yield "was executed while something else used the processor (run `course execute` again)"


def _unanswered(notebook: NotebookNode) -> Iterator[str]:
    if any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells):
        yield "is an exercise and holds outputs"


def _pictures(cell: NotebookNode) -> Iterator[str]:
    texts = [cell.source] if cell.cell_type == "markdown" else []
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        texts.append(_as_text(data.get("text/html", "")))
        if any(kind.startswith("image/") for kind in data):
            yield "a picture that did not go through show(figure, alt=…)"
    for text in texts:
        if not all(alt.strip() for alt in _alts(text)):
            yield "an image without alt text"


def _code(cell: NotebookNode) -> Iterator[str]:
    lines = len(cell.source.splitlines())
    if lines > MAX_CODE_LINES:
        yield f"{lines} lines of code; {MAX_CODE_LINES} is the cap"
    yield from _errors(cell)
    text = _COLOUR.sub("", _DATA_URI.sub("", "\n".join(_texts(cell))))
    if _BROKEN_SEQUENCE.search(text):
        yield "a broken escape sequence in an output"
    if _ROOT_LOCATION.search(text):
        yield "prints an absolute 'Root location'"
    elif _UNIX_PATH.search(text) or _WINDOWS_PATH.search(text):
        yield "an absolute path in an output"
    if _ADDRESS.search(text):
        yield "a memory address in an output"


def _errors(cell: NotebookNode) -> Iterator[str]:
    tags = cell.metadata.get("tags", [])
    may_raise = MAY_RAISE in tags
    named = promised_error(tags)
    raised = any(output.output_type == "error" for output in cell.outputs)
    if raised and not may_raise:
        yield "a stored error in a cell without the tag raises-exception"
    if may_raise and named is None:
        yield "the tag raises-exception without one that names the error (raises-RuntimeError)"
    if named is not None and not may_raise:
        yield f"the tag raises-{named} without the tag raises-exception"
    if cell.execution_count is not None and unexpected_outcome(tags, cell.outputs):
        yield f"no stored {named}, though a tag promises it"


def _texts(cell: NotebookNode) -> Iterator[str]:
    for output in cell.outputs:
        if output.output_type == "stream":
            yield _as_text(output.text)
        elif output.output_type == "error":
            yield "\n".join([output.evalue, *output.traceback])
        else:
            yield from (_as_text(value) for value in output.data.values())


def _as_text(value: object) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


class _ImageAlts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alts.append(dict(attrs).get("alt") or "")


def _alts(text: str) -> list[str]:
    parser = _ImageAlts()
    parser.feed(text)
    return parser.alts + _MARKDOWN_IMAGE.findall(text)
