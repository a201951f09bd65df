"""The exercises, generated from the worked solutions, and nothing else.

Markers, metadata and the stub are nbgrader's, so that its own tools read the same sources. A
Markdown cell that lies between markers as a whole explains a solution and is left out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.authoring.copied_names import BRANCH
from course_utils.authoring.places import notebooks_in
from course_utils.errors import CourseError
from course_utils.files import write_atomically

if TYPE_CHECKING:
    from nbformat import NotebookNode

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
KEPT_METADATA = ("jupyter", "nbgrader", "tags")
KEPT_OF_NOTEBOOK = ("accelerator", "colab", "kernelspec", "language_info")

# What looks like a marker and is none: other case, number of signs, spaces or words.
_NEARLY = re.compile(
    r"#+\s*(?:begin|end|start|stop)[\s_-]*(?:of[\s_-]*)?sol\w*|(?:begin|end)[\s_-]+solution", re.I
)


class MarkerError(CourseError):
    """A solution's markers are not in order; the message names the notebook and the cell."""


def build(root: Path, check: bool = False) -> int:
    """Write `exercises/` from `solutions/`; with `check` only say what differs. 0, or 1 for that.

    Raises `MarkerError`, and then writes nothing.
    """
    wanted = {root / "exercises" / p.name: _text(p) for p in notebooks_in(root, ["solutions"])}
    if not wanted:
        raise CourseError("There are no notebooks in solutions/ to build exercises from.")
    stale = [path for path in notebooks_in(root, ["exercises"]) if path not in wanted]
    differing = [path for path, text in wanted.items() if _content(path) != text]
    if check:
        for path in [*differing, *stale]:
            print(f"exercises/{path.name} is not what solutions/ give.")
        if differing or stale:
            print("Run `course build`, and commit what it writes.")
        return int(bool(differing or stale))
    for path in differing:
        write_atomically(path, wanted[path].encode("utf-8"))
        print(f"written   exercises/{path.name}")
    for path in stale:
        path.unlink()
        print(f"removed   exercises/{path.name}: there is no solution of that name")
    if not differing and not stale:
        print("Nothing to do: exercises/ is what solutions/ give.")
    return 0


def exercise_of(solution: NotebookNode, name: str) -> NotebookNode:
    """The exercise notebook of a solution; `name` is what errors call it."""
    from nbformat.v4 import new_notebook

    cells = []
    for cell in solution.cells:
        where = f"{name}, cell '{cell.get('id', '?')}'"
        _refuse_misspelt(cell.source, where)
        parts = _split(cell.source, where)
        if cell.cell_type == "markdown" and parts is not None:
            _refuse_partial_explanation(cell.source, where)
            continue
        if parts is not None and not _is_solution(cell):
            raise MarkerError(
                f"{where}: it holds {BEGIN}, but its metadata do not say nbgrader.solution = true."
            )
        if cell.cell_type == "code" and parts is None and _is_solution(cell):
            raise MarkerError(f"{where}: a cell for an answer holds no {BEGIN}.")
        cells.append(_without_answers(cell, parts))
    if cells:  # the badge, where there is one, opens this notebook
        cells[0].source = cells[0].source.replace(f"/{BRANCH}/solutions/", f"/{BRANCH}/exercises/")
    metadata = {key: solution.metadata[key] for key in KEPT_OF_NOTEBOOK if key in solution.metadata}
    return new_notebook(cells=cells, metadata=metadata, nbformat_minor=5)


def _without_answers(cell: NotebookNode, parts: list[str] | None) -> NotebookNode:
    from nbformat.v4 import new_code_cell, new_markdown_cell

    source = cell.source if parts is None else "\n".join(parts)
    make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
    metadata = {key: cell.metadata[key] for key in KEPT_METADATA if key in cell.metadata}
    made = make(source, metadata=metadata, id=cell.id)
    if cell.cell_type == "markdown" and "attachments" in cell:
        made.attachments = cell.attachments
    return made


def _split(source: str, where: str) -> list[str] | None:
    """The lines of a cell with the stub in place of each solution; None where it has no markers."""
    lines, open_at, found = [], None, False
    for number, line in enumerate(source.split("\n"), start=1):
        if BEGIN in line:
            if open_at is not None:
                raise MarkerError(
                    f"{where}, line {number}: {BEGIN} inside another one, of line {open_at}."
                )
            open_at, found = number, True
            indent = line[: len(line) - len(line.lstrip())]
            lines += [f"{indent}{stub}" for stub in STUB]
        elif END in line:
            if open_at is None:
                raise MarkerError(f"{where}, line {number}: {END} without {BEGIN}.")
            open_at = None
        elif open_at is None:
            lines.append(line)
    if open_at is not None:
        raise MarkerError(f"{where}, line {open_at}: {BEGIN} is never ended by {END}.")
    return lines if found else None


def _refuse_misspelt(source: str, where: str) -> None:
    for number, line in enumerate(source.split("\n"), start=1):
        left = line.replace(BEGIN, "").replace(END, "")
        if _NEARLY.search(left):
            raise MarkerError(
                f"{where}, line {number}: '{line.strip()}' looks like a marker and is none. "
                f"Write exactly {BEGIN} or {END}."
            )


def _refuse_partial_explanation(source: str, where: str) -> None:
    lines = [line for line in source.split("\n") if line.strip()]
    if BEGIN not in lines[0] or END not in lines[-1] or source.count(BEGIN) > 1:
        raise MarkerError(
            f"{where}: an explanation lies between its markers as a whole; put what students "
            "should see into a cell of its own."
        )


def _is_solution(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _text(path: Path) -> str:
    import nbformat

    exercise = exercise_of(nbformat.read(path, as_version=4), f"solutions/{path.name}")
    nbformat.validate(exercise)
    return nbformat.writes(exercise) + "\n"


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None
