"""What a learner has done so far: cells that were run, tasks that are passed, points."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from course_utils.checks.catalogue import LESSONS
from course_utils.checks.passed import counts, passed

HEADS = ("lesson", "cells run", "tasks passed", "points")
NONE = "–"  # where a lesson has no exercises, or a notebook cannot be read


@dataclass(frozen=True)
class Done:
    """A row for each lesson, in the order of HEADS, as they were at a time."""

    rows: tuple[tuple[str, ...], ...]
    at: str

    def __str__(self) -> str:
        width = max(len(row[0]) for row in (HEADS, *self.rows))
        lines = [
            f"{lesson:<{width}}" + "".join(f"{text:>14}" for text in others)
            for lesson, *others in (HEADS, *self.rows)
        ]
        return "\n".join([*lines, self.at])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        heads = "".join(_cell("th", f"{head[0].upper()}{head[1:]}", "col") for head in HEADS)
        rows = "".join(
            f"<tr>{_cell('th', lesson, 'row')}{''.join(_cell('td', text) for text in others)}</tr>"
            for lesson, *others in self.rows
        )
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        return f"{table}<p>{escape(self.at)}</p>"


def _cell(tag: str, text: str, scope: str = "") -> str:
    more = f' scope="{scope}"' if scope else ""
    return f'<{tag}{more} style="text-align:left">{escape(text)}</{tag}>'


def done(folder: Path | None = None) -> Done:
    """What is done in the lessons below `folder`, the working directory for None.

    A cell counts as run where the saved notebook has its number; copies come without any.
    """
    names = passed()
    rows, total = [], [0, 0, 0, 0]
    for notebook in sorted((folder or Path.cwd()).glob("notebooks/[0-9][0-9]_*.ipynb")):
        number = int(notebook.name[:2])
        of_exercises = (NONE, NONE)
        if number in LESSONS:
            tasks, points = counts(number, names)
            of_exercises = (_of(*tasks), _of(*points))
            total = [a + b for a, b in zip(total, (*tasks, *points), strict=True)]
        rows.append((*_of_the_notebook(notebook), *of_exercises))
    rows.append(("all", "", _of(*total[:2]), _of(*total[2:])))
    at = f"As of {datetime.now():%H:%M on %A}."
    return Done(tuple(rows), f"{at} For now: save your notebooks, and run this cell again.")


def _of_the_notebook(path: Path) -> tuple[str, str]:
    """The title of a lesson, and how many of its cells were run."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        title = "".join(cells[0]["source"]).partition("\n")[0].lstrip("# ").removeprefix("Lesson ")
        code = [c for c in cells if c["cell_type"] == "code" and "".join(c["source"]).strip()]
        run = sum(cell.get("execution_count") is not None for cell in code)
    except (OSError, ValueError, LookupError, TypeError):
        return path.stem, NONE
    return title, _of(run, len(code))


def _of(part: int, whole: int) -> str:
    return f"{part} of {whole}"
