"""A course of a few cells, made in a temporary folder, for the tests of the `course` command."""

from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course_utils.authoring.repository import SETUP_WITHOUT_ADDRESS

HEADER = """\
# A lesson

**Time to study:** about 5 minutes

**Time to run:** about 1 s on one CPU core

**You need:** nothing.

**Practise:** [the exercises](../exercises/01_made_up.ipynb)

**Go to:** [glossary](glossary.md)

**After this lesson you can**

- see,
- read,
- count."""
SEED = "set_seed = pick_device = print\nset_seed(0)\npick_device()"


def code(source: str, *tags: str) -> nbformat.NotebookNode:
    """A code cell with tags."""
    return new_code_cell(source, metadata={"tags": list(tags)} if tags else {})


def make_notebook(*cells: str | nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A notebook that begins as every lesson does; text that begins with # is Markdown."""
    own = [_cell(cell) for cell in cells]
    setup = code(SETUP_WITHOUT_ADDRESS)
    setup.metadata["jupyter"] = {"source_hidden": True}
    return new_notebook(cells=[new_markdown_cell(HEADER), setup, code(SEED), *own])


def _cell(cell: str | nbformat.NotebookNode) -> nbformat.NotebookNode:
    if not isinstance(cell, str):
        return cell
    return new_markdown_cell(cell) if cell.startswith("#") else code(cell)


def make_course(root: Path, lessons: dict[str, Sequence[str | nbformat.NotebookNode]]) -> Path:
    """A checkout: `pyproject.toml`, a README with a table of times, and lessons by file stem."""
    (root / "notebooks").mkdir(parents=True)
    (root / "pyproject.toml").write_text(
        '[project]\nname = "small"\n\n[tool.other]\nkey = 1\n', encoding="utf-8"
    )
    rows = [f"| [{stem}](notebooks/{stem}.ipynb) | something | about 1 h |" for stem in lessons]
    table = "\n".join(["| Lesson | Teaches | Time |", "| --- | --- | --- |", *rows])
    readme = f"<!-- lesson times -->\n{table}\n<!-- end of lesson times -->\n"
    (root / "README.md").write_text(readme, encoding="utf-8")
    for stem, cells in lessons.items():
        nbformat.write(make_notebook(*cells), root / "notebooks" / f"{stem}.ipynb")
    return root
