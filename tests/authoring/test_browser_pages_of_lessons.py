"""The pages that `course run` leaves, in a browser: axe-core finds nothing on them."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.authoring.pages_of_lessons import Pages

TEXT = "# One\n\nA [link](glossary.md) in words.\n\n| a | b |\n|---|---|\n| 1 | [2](glossary.md) |"
CODE = '# a comment\nfor i in range(10):\n    print(f"{i:.2f}", i * 0.5)'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["01_one", "glossary", "index"])
def test_axe_finds_nothing_on_a_page(browser, folder, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = browser.new_page(viewport={"width": 700, "height": 900}, color_scheme=scheme)
    tab.goto((folder / f"{name}.html").as_uri())
    found = axe.Axe().run(tab).response["violations"]
    assert [(one["id"], node["html"][:120]) for one in found for node in one["nodes"]] == []
    tab.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a course of one lesson, which has a text, a folded cell and a result."""
    root = tmp_path_factory.mktemp("course")
    folded = new_code_cell("import x", metadata={"jupyter": {"source_hidden": True}})
    cell = new_code_cell(CODE, execution_count=2)
    data = {"text/plain": "0.5", "text/html": "<p>0.5</p>"}
    cell.outputs = [new_output("execute_result", data=data, execution_count=2)]
    lesson = new_notebook(cells=[new_markdown_cell(TEXT), folded, cell])
    (root / "notebooks").mkdir()
    nbformat.write(lesson, root / "notebooks" / "01_one.ipynb")
    glossary = "# Glossary\n\nWords, and their [sources](#Sources).\n\n## Sources\n\nBooks."
    (root / "notebooks" / "glossary.md").write_text(glossary, encoding="utf-8")
    pages = Pages(root, root / "pages", ["01_one"])
    pages.write("01_one", lesson, 3)
    pages.write_index(("lesson", "model"), lambda stem: [[stem, "net"]])
    return root / "pages"
