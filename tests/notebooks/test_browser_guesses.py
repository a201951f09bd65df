"""Guesses in a real JupyterLab: typed, run from, saved, and opened again without the kernel."""

import re
from pathlib import Path

import nbformat
import pytest
from browser import START_SECONDS, jupyterlab
from contrast import contrast
from ipykernel.ipkernel import IPythonKernel
from nbformat.v4 import new_code_cell, new_notebook

from course_utils.authoring.copies import KERNELSPEC

OPTIONS = ["more", "fewer"]
CELLS = (
    "from course_utils.predictions import predict",
    'guess = predict("How many batches?")',
    f'other = predict("Which?", {OPTIONS})',
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


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_it_can_be_seen_which_option_has_the_focus_and_which_one_is_chosen(browser, lab, theme):
    page = lab.open(browser, "a.ipynb")
    page.tab.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    page.run_all_and_save()
    more, fewer = (page.tab.get_by_role("button", name=name, exact=True) for name in OPTIONS)
    fewer.click()
    page.tab.get_by_text("Noted: fewer.").wait_for()
    page.tab.keyboard.press("Shift+Tab")
    assert more.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    grounds = [colour(button, "backgroundColor") for button in (more, fewer)]
    assert contrast(*grounds) >= 3
    assert contrast(grounds[1], colour(fewer, "color")) >= 4.5
    page.close()


def colour(button, name: str) -> str:
    """A colour of a button as the browser works it out, such as "#0b6623"."""
    worked_out = button.evaluate("(button, name) => getComputedStyle(button)[name]", name)
    return "#" + "".join(f"{int(number):02x}" for number in re.findall(r"\d+", worked_out)[:3])
