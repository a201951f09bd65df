"""What `course run` leaves to be read: pages with a way back and forth, whole without a network."""

import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from course_utils.authoring.pages_of_lessons import Pages
from course_utils.authoring.repository import Repository, badge, set_repository

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = ("lesson", "model", "data", "parameters")
MNIST = "Data: MNIST, 60,000 training and 10,000 test images, from ../data.\n"
DIGITS = "Data: embedded digits, 1,500 training and 297 test images, from ../data/digits, because."
STEMS = ("00_zero", "01_one", "02_two")
NOT_HERE = "The numbers in the text are MNIST's, and not those that are printed here."


class Reader(HTMLParser):
    """A page's title, its text and its links, and what it would load."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.loads: list[str] = []
        self.texts: list[str] = []
        self.ids: set[str] = set()
        self._open: list[str] = []
        self._href = ""
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open.append(tag)
        self.ids.add(given.get("id") or "")
        self._href = given.get("href") or "" if tag == "a" else self._href
        self.loads += [given[name] or "" for name in ("src", "data") if name in given]
        self.loads += [given["href"] or ""] if tag == "link" else []

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        self._href = "" if tag == "a" else self._href

    def handle_data(self, data: str) -> None:
        if "title" in self._open:
            self.title = data
        elif not {"style", "script"} & set(self._open):
            self.texts.append(data)
        if self._href:
            self.links[data] = self._href

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def executed(title: str, printed: str = "", text: str = "Words.") -> nbformat.NotebookNode:
    cell = new_code_cell("print('x')", execution_count=1)
    cell.outputs = [new_output("stream", name="stdout", text=printed)] if printed else []
    return new_notebook(cells=[new_markdown_cell(f"# {title}\n\n{text}"), cell])


@pytest.fixture
def course(tmp_path: Path) -> Path:
    (tmp_path / "notebooks").mkdir()
    for stem in STEMS:
        nbformat.write(executed(stem), tmp_path / "notebooks" / f"{stem}.ipynb")
    (tmp_path / "notebooks" / "glossary.md").write_text("# Glossary\n\nterm", encoding="utf-8")
    return tmp_path


def pages(course: Path, *coming: str) -> Pages:
    return Pages(course, course / "build" / "lessons", coming)


def page(course: Path, notebook: nbformat.NotebookNode, stem: str = "01_one", **run) -> Reader:
    return Reader(pages(course, *STEMS).write(stem, notebook, run.pop("seconds", 3), **run))


def row(stem: str) -> list[list[str]]:
    return [[stem, f"net of {stem}", "MNIST", "8,490"]]


# A page


def test_a_page_has_the_lessons_title_and_a_way_back_and_forth(course):
    read = page(course, executed("Lesson 1: <one>"))
    assert read.title == "Lesson 1: <one>"
    assert read.links["Previous"] == "00_zero.html"
    assert read.links["All lessons"] == "index.html"
    assert read.links["Next"] == "02_two.html"


def test_the_first_page_has_none_before_it_and_the_last_none_after(course):
    assert "Previous" not in page(course, executed("Zero"), "00_zero").links
    assert "Next" not in page(course, executed("Two"), "02_two").links


def test_a_way_to_a_lesson_without_a_page_leads_to_its_row_of_the_index(course):
    alone = Reader(pages(course, "01_one").write("01_one", executed("One"), 3))
    assert alone.links["Next"] == "index.html#02_two"
    assert "02_two" in Reader(pages(course).write_index(COLUMNS, row)).ids


def test_links_of_the_text_lead_to_pages_and_to_files_of_the_checkout(course):
    text = (
        "[next](02_two.ipynb) [words](glossary.md#a) [exercise](../exercises/01_one.ipynb) "
        "[paper](https://example.org/02_two.ipynb)"
    )
    links = page(course, executed("One", text=text)).links
    assert links["next"] == "02_two.html"
    assert links["words"] == "glossary.html#a"
    assert links["exercise"] == "../../exercises/01_one.ipynb"
    assert links["paper"] == "https://example.org/02_two.ipynb"


def test_addresses_of_the_course_itself_lead_to_the_same_pages(course):
    home = Repository("someone", "cnn-course")
    github = f"{home.url}/blob/main"
    colab = github.replace("github.com", "colab.research.google.com/github")
    text = f"[next]({colab}/notebooks/02_two.ipynb) [words]({github}/notebooks/glossary.md#a)"
    title = f"One\n\n{badge(home, Path('notebooks/01_one.ipynb'))}"
    links = page(course, executed(title, text=text)).links
    assert links["next"] == "02_two.html"
    assert links["words"] == "glossary.html#a"


def test_formulas_are_drawn_by_the_browser_itself_and_code_stays_code(course):
    text = "$$x^2$$\n\nInline $y$, and `$z$` costs 5 $ or 6 $.\n\n```\n$$w$$\n```"
    pages(course).write("01_one", executed("One", text=text), 3)
    html = (course / "build" / "lessons" / "01_one.html").read_text(encoding="utf-8")
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in html
    assert "<mi>y</mi>" in html
    assert html.count("<math ") == 2
    assert "$z$" in html and "$$w$$" in html and "5 $ or 6 $" in html


def test_a_formula_that_cannot_be_read_stands_there_as_it_was_written(course):
    assert r"\int x" in page(course, executed("One", text=r"$$\int x$$")).text


def test_a_folded_cell_shows_only_what_it_printed(course):
    notebook = executed("One", "ready\n")
    notebook.cells[1].metadata["jupyter"] = {"source_hidden": True}
    read = page(course, notebook)
    assert "ready" in read.text and "print(" not in read.text
    assert "print(" in page(course, executed("One", "ready\n")).text


# Which data it ran on


def test_on_digits_a_page_says_that_the_texts_numbers_are_not_those_printed_here(course):
    read = page(course, executed("One", DIGITS))
    assert f"Run on the embedded digits. {NOT_HERE}" in read.text
    assert "on embedded digits (1,500 training and 297 test images)" in read.text


def test_on_mnist_a_page_says_that_the_stored_run_was_another_one(course):
    read = page(course, executed("One", MNIST), seconds=41)
    assert NOT_HERE not in read.text
    assert "on MNIST (60,000 training and 10,000 test images), in 41 s." in read.text
    assert "those of another run on MNIST: the stored run" in read.text


def test_a_lesson_without_data_says_so(course):
    read = page(course, executed("One", "tensor([1])\n"))
    assert "without data" in read.text
    assert NOT_HERE not in read.text and "stored run" not in read.text


def test_a_page_of_a_lesson_that_stopped_says_where(course):
    read = page(course, executed("One"), problem="01_one stopped at code cell 4 of 9")
    assert "It did not run to its end. 01_one stopped at code cell 4 of 9" in read.text


# The index


def test_the_index_links_every_page_and_holds_the_result_table(course):
    made = pages(course, *STEMS)
    made.write("00_zero", executed("Zero"), 2)
    made.write("01_one", executed("One & all", MNIST), 9, problem="stopped")
    read = Reader(made.write_index(COLUMNS, row))
    assert read.links == {
        "Zero": "00_zero.html",
        "One & all": "01_one.html",
        "Glossary": "glossary.html",
    }
    assert "net of 00_zero" in read.text and "net of 01_one" in read.text
    assert "net of 02_two" not in read.text  # its card is of a run that left no page
    assert "did not run to its end" in read.text
    assert "02_two not run yet course run 02_two" in " ".join(" ".join(read.texts).split())
    assert "MNIST's, and not" not in read.text


def test_the_index_has_the_warning_where_one_of_its_lessons_ran_on_digits(course):
    made = pages(course, *STEMS)
    made.write("00_zero", executed("Zero", DIGITS), 2)
    assert NOT_HERE in Reader(made.write_index(COLUMNS, row)).text


def test_the_index_of_another_day_keeps_what_ran_before(course):
    pages(course, "00_zero").write("00_zero", executed("Zero", DIGITS), 2)
    pages(course, "01_one").write("01_one", executed("One"), 7)
    read = Reader(pages(course, "01_one").write_index(COLUMNS, row))
    assert {"Zero", "One"} <= set(read.links)
    assert "ran in 2 s" in read.text and "ran in 7 s" in read.text


# Without a network


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Pages of two lessons with their outputs, views, formulas and badges, and their index."""
    root = tmp_path_factory.mktemp("course")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    shutil.copy2(ROOT / "pyproject.toml", root)
    set_repository(root, Repository("somebody", "a-course"))
    stems = ("00_tensors_and_gradients", "02_convolution_and_pooling")
    made = pages(root, *stems)
    for stem in stems:
        made.write(stem, nbformat.read(root / "notebooks" / f"{stem}.ipynb", as_version=4), 5)
    yield made.write_index(COLUMNS, row).parent


def test_a_page_leads_to_colab_by_words_where_the_course_has_an_address(real):
    place = "github/somebody/a-course/blob/main/notebooks/02_convolution_and_pooling.ipynb"
    text = (real / "02_convolution_and_pooling.html").read_text(encoding="utf-8")
    assert f'<a href="https://colab.research.google.com/{place}">Open in Colab</a>' in text


def test_no_page_loads_anything(real):
    written = sorted(real.glob("*.html"))
    assert len(written) == 4
    for path in written:
        assert [load for load in Reader(path).loads if not load.startswith("data:")] == []


def test_every_link_between_the_pages_leads_somewhere(real):
    for path in real.glob("*.html"):
        for link in Reader(path).links.values():
            name, _, anchor = link.partition("#")
            if name in ("", *(other.name for other in real.glob("*.html"))):
                there = Reader(real / name) if name else Reader(path)
                assert not anchor or anchor in there.ids, link
            else:
                assert link.startswith(("http", "../../exercises/")), link


def test_in_a_browser_a_page_asks_no_other_machine_and_shows_formulas_and_views(browser, real):
    tab = browser.new_page(viewport={"width": 1200, "height": 1600})
    asked, errors = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto((real / "index.html").as_uri())
    tab.get_by_role("link", name="Lesson 2: convolution and pooling").click()
    tab.wait_for_load_state()
    assert tab.title() == "Lesson 2: convolution and pooling"
    assert tab.locator(".cnn-view").count() >= 3
    sizes = tab.locator("math").evaluate_all(
        "all => all.map(one => one.offsetHeight || one.getBoundingClientRect().height)"
    )
    assert len(sizes) == 4 and min(sizes) > 15
    tab.get_by_role("link", name="All lessons").first.click()
    tab.wait_for_load_state()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert len(asked) >= 3
    assert errors == []
    tab.close()
