"""nbgrader takes the solution notebooks as a source and makes the same exercises of them.

`course test --full` runs this file in an environment with nbgrader and nothing of the course: its
menus and servers should not stand in the JupyterLab that learners use.
"""

from pathlib import Path

import nbformat
import pytest
from nbgrader import preprocessors

ROOT = Path(__file__).resolve().parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*.ipynb"))
# The steps of `nbgrader generate_assignment` that read or change a notebook, in its order.
STEPS = ("ClearSolutions", "LockCells", "ComputeChecksums", "CheckCellMetadata")


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_nbgrader_gives_the_same_exercise_code(path):
    notebook, resources = nbformat.read(path, as_version=4), {}
    for name in STEPS:
        notebook, resources = getattr(preprocessors, name)().preprocess(notebook, resources)
    theirs = {cell.id: cell.source for cell in notebook.cells if cell.cell_type == "code"}
    exercise = nbformat.read(ROOT / "exercises" / path.name, as_version=4)
    ours = {cell.id: cell.source for cell in exercise.cells if cell.cell_type == "code"}
    assert len(ours) >= 9  # as lesson 0, the shortest, has
    assert ours == theirs
    for key in ("accelerator", "colab"):  # what Colab reads
        assert notebook.metadata.get(key) == exercise.metadata.get(key)
