"""Guesses in a real JupyterLab: typed, run from, saved, and opened again without the kernel."""

from pathlib import Path

import nbformat
import pytest
from browser import START_SECONDS, jupyterlab
from ipykernel.ipkernel import IPythonKernel
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.authoring.copies import KERNELSPEC

CELLS = (
    "from course_utils.predictions import predict",
    'guess = predict("How many batches?")',
    'other = predict("Which?", ["more", "fewer"])',
    "guess.reveal(938)",
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    notebook = new_notebook(cells=[new_code_cell(cell) for cell in CELLS])
    notebook.metadata.update(kernelspec=KERNELSPEC, language_info=IPythonKernel.language_info)
    nbformat.write(notebook, folder / "a.ipynb")
    settings = tmp_path_factory.mktemp("settings")
    with jupyterlab(folder, settings) as running:
        yield running


def counts(path: Path) -> list[int | None]:
    """When each cell of a saved notebook was run."""
    return [cell.execution_count for cell in nbformat.read(path, as_version=4).cells]


def test_a_guess_is_typed_and_the_cell_run_and_the_notebook_saved_from_its_field(browser, lab):
    page = lab.open(browser, "a.ipynb")
    page.run_all_and_save()
    assert counts(page.file) == [1, 2, 3, 4]
    field = page.tab.get_by_placeholder("type a number")
    field.click()
    page.tab.keyboard.type("900")
    page.tab.get_by_text("Noted: 900.").wait_for()
    page.tab.keyboard.press("Shift+Enter")
    page.tab.get_by_text("Noted: 900.").wait_for()
    field.click()
    page.tab.keyboard.press("Control+s")
    page.tab.wait_for_selector(".jp-mod-dirty", state="detached")
    assert counts(page.file)[1] == 5
    page.tab.locator(".jp-Notebook").get_by_placeholder("type a number").click()
    page.tab.keyboard.press("Escape")
    page.tab.keyboard.press("ArrowDown")
    assert page.active_cell() == 2
    page.close()


def test_opened_again_the_question_is_there_and_no_error_and_nothing_is_unsaved(browser, lab):
    page = lab.open(browser, "a.ipynb")
    page.run_all_and_save()
    page.tab.close()  # the kernel runs on, and so do the widgets
    page = lab.open(browser, "a.ipynb")
    page.tab.get_by_placeholder("type a number").wait_for(timeout=1000 * START_SECONDS)
    page.close()
    page = lab.open(browser, "a.ipynb")
    page.tab.get_by_text("Predict: Which?").wait_for(timeout=1000 * START_SECONDS)
    assert page.tab.locator("li", has_text="fewer").count() == 1
    assert page.tab.get_by_text("Error displaying widget").count() == 0
    assert page.tab.locator(".jp-mod-dirty").count() == 0
    page.close()
