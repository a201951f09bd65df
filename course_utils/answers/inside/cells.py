"""The code cells of a notebook file, whatever has been done to it, as Python. Runs in the box."""

import json
import re
from typing import Any

from course_utils.answers.inside.protocol import LONGEST_WORDS, MOST_CELLS, NotebookRead

LONGEST_CELL = 30_000  # bytes; what is longer holds data, not an answer
MOST_BYTES = 100_000  # of all cells; an honest notebook has about 20,000
MOST_NAMES = 100  # of definitions in Markdown
DEFINITION = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
# The lines between cells in a script: the editors' own, and those of nbconvert.
PERCENT = re.compile(r"^# ?(?:%%|In ?\[[\d ]*\]:)[^\n]*\n?", re.MULTILINE)


class Unreadable(Exception):
    """A file that is no notebook; the message says why, to the student."""


def cells_of(data: bytes, name: str) -> NotebookRead:
    """The code cells of a notebook of any format, or of a script with `# %%` lines.

    Raises `Unreadable`.
    """
    if not data.strip():
        raise Unreadable("The file is empty.")
    text = decoded(data)
    if name.lower().endswith(".py"):
        return _chosen([("code", source, None) for source in PERCENT.split(text)])
    try:
        notebook = json.loads(text)
    except RecursionError:
        raise Unreadable("The file is no notebook: brackets in brackets without end.") from None
    except ValueError as error:
        where = "ends in the middle" if _is_cut_off(text) else "is no notebook (no JSON)"
        raise Unreadable(f"The file {where}: {str(error)[:100]}. Download it once more.") from None
    return _chosen(_listed(notebook))


def decoded(data: bytes) -> str:
    """Text of a file in UTF-8, or in what else editors write; every file has some text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _is_cut_off(text: str) -> bool:
    return text.lstrip().startswith("{") and not text.rstrip().endswith("}")


def _listed(notebook: Any) -> list[tuple[str, str, str | None]]:
    """Type, source and language of all cells, in the formats 1 to 4."""
    if not isinstance(notebook, dict):
        raise Unreadable("The file is no notebook: it holds no cells.")
    cells = notebook.get("cells")
    if cells is None and isinstance(notebook.get("worksheets"), list):  # formats 2 and 3
        sheets = [sheet for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets for cell in sheet.get("cells") or []]
    if not isinstance(cells, list):
        raise Unreadable("The file is no notebook: it holds no cells.")
    return [_cell(cell) for cell in cells if isinstance(cell, dict)]


def _cell(cell: dict) -> tuple[str, str, str | None]:
    source = next((cell[key] for key in ("source", "input", "code") if key in cell), "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        source = ""
    metadata = cell.get("metadata")
    editor = metadata.get("vscode") if isinstance(metadata, dict) else None
    language = editor.get("languageId") if isinstance(editor, dict) else cell.get("language")
    return str(cell.get("cell_type")), source, language if isinstance(language, str) else None


def _chosen(listed: list[tuple[str, str, str | None]]) -> NotebookRead:
    """The code among the cells, within the limits."""
    sources, notes, in_markdown, room = [], [], set(), MOST_BYTES
    for number, (kind, source, language) in enumerate(listed, start=1):
        if kind == "markdown":
            names = DEFINITION.findall(source[:LONGEST_CELL])
            in_markdown |= {name[:LONGEST_WORDS] for name in names[:MOST_CELLS]}
        if kind != "code" or not source.strip():
            continue
        size, why = len(source.encode("utf-8", "replace")), ""
        if language not in (None, "python"):
            why = f"its language is {language[:20]}"
        elif size > min(LONGEST_CELL, room) or len(sources) == MOST_CELLS:
            why = "it is too long"
        if why:
            notes.append(f"Cell {number} was left out: {why}.")
            continue
        sources.append(source)
        room -= size
    return NotebookRead(sources, notes[:MOST_CELLS], sorted(in_markdown)[:MOST_NAMES])
