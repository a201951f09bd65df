"""Every lesson in a real JupyterLab, by "Run All Cells", on the embedded digits."""

import shutil
from pathlib import Path

import nbformat
import pytest
from browser import jupyterlab

from course_utils.authoring.places import notebooks_in
from course_utils.authoring.promised_errors import MAY_RAISE, unexpected_outcome

ROOT = Path(__file__).resolve().parents[2]
LESSONS = notebooks_in(ROOT, ["notebooks"])


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    for lesson in LESSONS:
        shutil.copy(lesson, folder)
    settings = tmp_path_factory.mktemp("settings")
    environment = {"COURSE_DATA": "digits", "COURSE_RESULTS_DIR": str(folder / "results")}
    with jupyterlab(folder, settings, **environment) as running:
        yield running


def problem_of(cell: nbformat.NotebookNode) -> str | None:
    """An error that nobody promised, or a promised one that did not come; in words."""
    tags = cell.metadata.get("tags", [])
    errors = [output.ename for output in cell.outputs if output.output_type == "error"]
    if errors and MAY_RAISE not in tags:
        return f"raised {errors[0]}"
    return unexpected_outcome(tags, cell.outputs)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_runs_to_its_end_without_an_error(browser, lab, lesson):
    page = lab.open(browser, lesson.name)
    page.run_all_and_save()
    cells = [c for c in nbformat.read(page.file, as_version=4).cells if c.cell_type == "code"]
    page.close()
    assert [c.execution_count for c in cells] == list(range(1, len(cells) + 1))
    assert {c.id: problem_of(c) for c in cells if problem_of(c)} == {}
    assert page.console_errors == []
