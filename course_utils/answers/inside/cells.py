"""The code of a notebook file, whatever has been done to it, as statements. Runs in the box."""

import re
from typing import Any

from course_utils.answers.inside.messages import LONGEST_WORDS
from course_utils.answers.inside.replies import (
    LONGEST_SOURCE,
    MOST_CELLS,
    MOST_STATEMENTS,
    NotebookRead,
)
from course_utils.answers.inside.statements import Statement, statements_of
from course_utils.answers.inside.texts import Unreadable, notebook_in, script_in

LONGEST_STATEMENT = 30_000  # bytes of code; what is longer holds data, not an answer
MOST_BYTES = 100_000  # of all code; an honest notebook has about 20,000
KEPT_FOR_DEFINITIONS = 500  # of all statements that are taken
MOST_NAMES = 100  # of definitions in Markdown
DEFINITION = re.compile(r"^(?:def|class)[ \t]+(\w+)", re.MULTILINE)
# The lines between cells in a script: the editors' own, those of nbconvert, and Databricks'.
BETWEEN = re.compile(r"^# ?(?:%%|In ?\[[\d ]*\]:|COMMAND -+)[^\n]*\n?", re.MULTILINE)
Listed = list[tuple[str, str, str | None]]  # type, source and language of each cell


def cells_of(data: bytes, name: str) -> NotebookRead:
    """The code of a notebook of any format, or of a script, with or without marks between cells.

    Raises `Unreadable`.
    """
    if not data.strip():
        raise Unreadable("The file is empty.")
    if name.lower().endswith(".py"):
        return _read([("code", source, None) for source in BETWEEN.split(script_in(data))], [])
    versions, notes = notebook_in(data)
    read = [_read(_listed(version), notes) for version in versions]
    return max(read, key=lambda one: len(set(" ".join(one.written).split())))


def _listed(notebook: Any) -> Listed:
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


def _read(listed: Listed, notes: list[str]) -> NotebookRead:
    """The statements of the code among the cells, within the limits."""
    taken: list[tuple[int, Statement]] = []
    notes, in_markdown, room, code_cells = list(notes), set(), MOST_BYTES, 0
    for number, (kind, source, language) in enumerate(listed[:MOST_CELLS], start=1):
        if kind == "markdown":
            in_markdown |= {name[:LONGEST_WORDS] for name in DEFINITION.findall(source)}
        code_cells += kind == "code"
        if not source.strip() or not (kind == "code" or _is_an_answer(kind, source)):
            continue
        statements = statements_of(source)
        if language not in (None, "python") and not _is_python(statements):
            notes.append(f"Cell {number} was left out: its language is {language[:20]}.")
            continue
        if kind != "code":
            notes.append(f"Cell {number} is a raw cell. Its code was run. Make it a code cell.")
        fitting, left_out = _within_the_limits(statements, len(taken), room)
        room -= sum(statement.size for statement in fitting)
        taken += [(code_cells, statement) for statement in fitting]
        if left_out:
            more = " and others" if len(left_out) > 3 else ""
            lines = ", ".join(map(str, left_out[:3]))
            notes.append(f"Cell {number}, line {lines}{more}, was left out: too long.")
    return NotebookRead(
        [statement.source for _, statement in taken],
        [cell for cell, _ in taken],
        [statement.line for _, statement in taken],
        [" ".join(statement.names) for _, statement in taken],
        [" ".join(statement.written) for _, statement in taken],
        [statement.is_definition for _, statement in taken],
        [statement.data for _, statement in taken],
        list(dict.fromkeys(notes))[:MOST_CELLS],
        sorted(in_markdown)[:MOST_NAMES],
    )


def _within_the_limits(
    statements: list[Statement], n_taken: int, room: int
) -> tuple[list[Statement], list[int]]:
    """The statements that there is room for, and the lines of those that are left out."""
    fitting, left_out = [], []
    for statement in statements:
        most = MOST_STATEMENTS - (0 if statement.is_definition else KEPT_FOR_DEFINITIONS)
        longest = max(len(" ".join(statement.names)), len(statement.source))
        is_too_long = statement.size > min(LONGEST_STATEMENT, room) or longest > LONGEST_SOURCE
        if is_too_long or n_taken + len(fitting) >= most:
            left_out.append(statement.line)
            continue
        room -= statement.size
        fitting.append(statement)
    return fitting, left_out


def _is_an_answer(kind: str, source: str) -> bool:
    """Whether a raw cell is code that slipped: it defines something, and all of it is Python."""
    return kind == "raw" and bool(DEFINITION.search(source)) and _is_python(statements_of(source))


def _is_python(statements: list[Statement]) -> bool:
    """Whether every statement is Python."""
    return all(_compiles(statement.source) for statement in statements)


def _compiles(source: str) -> bool:
    try:
        compile(source, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True
