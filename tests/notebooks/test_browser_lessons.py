"""Every lesson in a real JupyterLab, by "Run All Cells", on the embedded digits.

What the cells compute is nbval's to show; here it is what JupyterLab makes of them. So `make test`
takes the lessons in which most is looked at, with two seeds of five; `make test-full` all of them.
"""

import shutil
from pathlib import Path

import nbformat
import pytest
from browser import jupyterlab
from grading_help import WHOLE
from ipykernel.ipkernel import IPythonKernel

from course_utils.authoring.copies import learners_copy
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.promised_errors import MAY_RAISE, unexpected_outcome

ROOT = Path(__file__).resolve().parents[2]
LESSONS = notebooks_in(ROOT, ["notebooks"])[: None if WHOLE else 4]  # later ones mostly train
# What each kernel runs before the first cell.
TWO_SEEDS = """\
from course_utils.training.intervals import over_seeds

over_seeds.__defaults__ = (2, "")
"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    for lesson in LESSONS:
        shutil.copy(lesson, folder)
    copy = learners_copy((ROOT / "notebooks" / "00_tensors_and_gradients.ipynb").read_bytes())
    (folder / "copy.ipynb").write_bytes(copy)
    settings = tmp_path_factory.mktemp("settings")
    ipython = tmp_path_factory.mktemp("ipython")
    if not WHOLE:
        startup = ipython / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "two_seeds.py").write_text(TWO_SEEDS, encoding="utf-8")
    environment = {"COURSE_DATA": "digits", "COURSE_RESULTS_DIR": str(folder / "results")}
    environment["IPYTHONDIR"] = str(ipython)
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


# What JupyterLab knows of a notebook once the kernel has said what it is.
AFTER_THE_KERNEL_SPOKE = """async () => {
    const { context } = window.jupyterapp.shell.currentWidget;
    await context.sessionContext.session.kernel.info;
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { dirty, sharedModel } = context.model;
    return { dirty, language: sharedModel.getMetadata("language_info") };
}"""


def test_a_learners_copy_is_not_unsaved_when_it_was_only_opened_and_closes_without_a_question(
    browser, lab
):
    page = lab.open(browser, "copy.ipynb")
    after = page.tab.evaluate(AFTER_THE_KERNEL_SPOKE)
    assert after == {"dirty": False, "language": IPythonKernel.language_info}
    assert page.tab.locator(".jp-mod-dirty").count() == 0
    page.command("application:close")
    page.tab.wait_for_selector(".jp-Notebook", state="detached")
    assert page.tab.locator(".jp-Dialog").count() == 0
    page.tab.close()
