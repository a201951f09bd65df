"""Lessons and solutions run on a GPU: on a pretended one, which refuses what CUDA refuses."""

import io
import os
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from course_utils.authoring.executing import execute
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
TESTS = Path(__file__).resolve().parents[1]
WHOLE = os.environ.get("COURSE_TEST_WHOLE") == "1"
IN_MAKE_TEST = "notebooks/03_two_layer_cnn.ipynb"  # trains in every way that later lessons use
PATHS = [
    path
    for path in notebooks_in(ROOT, ["notebooks", "solutions"])
    if WHOLE or path.relative_to(ROOT).as_posix() == IN_MAKE_TEST
]
START_UP = """
import sys
sys.path.insert(0, {folder!r})
import pretend_gpu
pretend_gpu.install()
"""
# A second seed asks nothing of a device that a third does not: that is for `make test-full`.
TWO_SEEDS = """
from course_utils.training.intervals import over_seeds
over_seeds.__defaults__ = (2, "")
"""
SCORE = re.compile(r"\d+ of \d+ points")


def printed(notebook: nbformat.NotebookNode) -> str:
    """All that a notebook's cells have printed or shown as text."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    shown = [
        output.get("text") or output.get("data", {}).get("text/html", "") for output in outputs
    ]
    return "\n".join(shown)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_notebook_runs_on_a_gpu_and_its_answers_are_right_there(path, tmp_path):
    start_up = tmp_path / "ipython" / "profile_default" / "startup"
    start_up.mkdir(parents=True)
    text = START_UP.format(folder=str(TESTS)) + ("" if WHOLE else TWO_SEEDS)
    (start_up / "00-gpu.py").write_text(text, encoding="utf-8")
    copy = tmp_path / path.parent.name / path.name
    copy.parent.mkdir()
    shutil.copy2(path, copy)
    environment = {
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "COURSE_DATA": "digits",
        "COURSE_RESULTS_DIR": str(tmp_path / "results"),
    }
    ran = execute(copy, environment, Progress(1, io.StringIO()))
    assert ran.problem is None
    said = printed(ran.notebook)
    stored = printed(nbformat.read(path, as_version=4))
    assert ("Device: GPU (a pretended GPU)." in said) == ("Device: " in stored)
    assert SCORE.findall(said) == SCORE.findall(stored)
