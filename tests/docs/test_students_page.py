"""What the page for students says of Colab: the cell that keeps files in Google Drive does so."""

import io
import re
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.authoring.executing import execute
from course_utils.authoring.progress import Progress

PAGE = Path(__file__).resolve().parents[2] / "docs" / "student" / "README.md"
ON_COLAB = "/content/drive"
DRIVE = """
from pathlib import Path
def mount(folder):
    (Path(folder) / "MyDrive").mkdir(parents=True)
"""


def test_the_cell_for_colab_keeps_what_a_notebook_writes_in_drive(tmp_path):
    (cell,) = re.findall(
        r"^```python\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert ON_COLAB in cell
    package = tmp_path / "google" / "colab"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").touch()
    (package / "drive.py").write_text(DRIVE, encoding="utf-8")
    drive = tmp_path / "drive"
    cells = [
        cell.replace(ON_COLAB, drive.as_posix()),
        "print('kept', file=open('weights.pt', 'w'))",
    ]
    path = tmp_path / "notebook.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(source) for source in cells]), path)
    ran = execute(path, {"PYTHONPATH": str(tmp_path)}, Progress(1, io.StringIO()))
    assert ran.problem is None
    assert (drive / "MyDrive" / "cnn-course" / "weights.pt").read_text("utf-8") == "kept\n"
