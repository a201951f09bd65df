"""The web edition, built once and looked at: whole from a folder, alive, and nothing given away."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote, urlsplit

import pytest

from course_utils.authoring.places import notebooks_in
from course_utils.commands import site as command
from course_utils.errors import CourseError
from course_utils.explorers import VIEWS
from course_utils.predictions import Prediction

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 2_000_000  # of a page with all that it loads
LESSON, EXERCISES = (f"{folder}/03_two_layer_cnn.html" for folder in ("notebooks", "exercises"))
VIEW = re.compile(r'data-cnn-view="(\w+)" data-cnn=')
ELSEWHERE = re.compile(r"^(\w+:)?//")
# What a page would fetch by itself; a link is followed by a reader only.
FETCHED = re.compile(
    r"""(?:url\(\s*["']?|(?:@import|from|import\(?|fetch\()\s*["'])((?:https?:)?//[^"')\s]+)"""
)


class Page(HTMLParser):
    """What a page loads, where its links lead, and the places in it."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path, self.text = path, path.read_text(encoding="utf-8")
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.add(given.get("id", ""))
        self.loads += [given[name] for name in ("src", "srcset", "data", "poster") if name in given]
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload", "prefetch"):
            self.loads.append(given["href"])
        elif "href" in given and tag != "use":
            self.links.append(given["href"])

    def loaded_files(self) -> set[Path]:
        named = {urlsplit(one).path for one in self.loads if not one.startswith("data:")}
        return {(self.path.parent / unquote(name)).resolve() for name in named}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site; skips where what makes it is not installed."""
    try:
        command.require_tools()
    except CourseError as error:
        pytest.skip(str(error))
    folder = tmp_path_factory.mktemp("edition")
    command.build_site(ROOT, folder / "source", folder / "site")
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its place."""
    return {path.relative_to(site).as_posix(): Page(path) for path in sorted(site.rglob("*.html"))}


# The command


def test_without_sphinx_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "furo" else name)
    with pytest.raises(CourseError, match=r'no Furo\.\n.*pip install -e "\.\[docs\]"'):
        command.require_tools()


def test_what_sphinx_complains_of_ends_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "gather", lambda root, folder: ["index.md"])
    monkeypatch.setattr(command.subprocess, "run", lambda *_, **__: SimpleNamespace(returncode=2))
    with pytest.raises(CourseError, match="The site was not built"):
        command.build_site(tmp_path, tmp_path / "source", tmp_path / "site")


# The files


def test_each_notebook_has_a_page_and_can_be_downloaded_and_no_worked_answer_can(site, pages):
    for notebook in notebooks_in(ROOT, ["notebooks", "exercises"]):
        place = f"{notebook.parent.name}/{notebook.stem}.html"
        notebooks = [link for link in pages[place].links if link.endswith(".ipynb")]
        [download] = [link for link in notebooks if not urlsplit(link).scheme]  # else Colab's
        assert json.loads((site / place).with_name(download).read_bytes())["cells"]
    assert not list(site.rglob("*solution*"))
    assert not any("BEGIN SOLUTION" in page.text for name, page in pages.items() if "exer" in name)


def test_nothing_is_loaded_from_elsewhere(site, pages):
    scripts = [*site.rglob("*.js"), *site.rglob("*.css")]
    loads = {
        name: [one for one in page.loads if ELSEWHERE.match(one)] for name, page in pages.items()
    }
    assert {name: found for name, found in loads.items() if found} == {}
    texts = {path.name: path.read_text(encoding="utf-8") for path in scripts}
    texts |= {name: page.text for name, page in pages.items()}
    assert {name: found for name, text in texts.items() if (found := FETCHED.findall(text))} == {}


def test_every_link_and_every_place_it_names_is_there(site, pages):
    broken = []
    for name, page in pages.items():
        for link in page.links:
            if urlsplit(link).scheme or ELSEWHERE.match(link):
                continue
            parts = urlsplit(link)
            target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
            place = unquote(parts.fragment)
            known = pages.get(target.relative_to(site.resolve()).as_posix())
            if not target.is_file() or (place and known and place not in known.ids):
                broken.append((name, link))
    assert broken == []


def test_every_view_of_the_lessons_is_on_its_page_with_its_module(pages):
    shown = Counter()
    for notebook in notebooks_in(ROOT, ["notebooks"]):
        html = "".join(
            "".join(output.get("data", {}).get("text/html", ""))
            for cell in json.loads(notebook.read_bytes())["cells"]
            for output in cell.get("outputs", [])
        )
        page = pages[f"notebooks/{notebook.stem}.html"].text
        assert VIEW.findall(page) == VIEW.findall(html)
        assert page.count('<script type="module">') == html.count('<script type="module">')
        shown.update(VIEW.findall(page))
    assert set(shown) == {view.script for view in VIEWS}
    assert VIEW.findall(pages["index.html"].text) == ["digit_pad"]


def test_a_page_is_small_with_all_that_it_loads(pages):
    for page in pages.values():
        size = sum(path.stat().st_size for path in {page.path, *page.loaded_files()})
        assert size < MOST_BYTES, page.path.name


def test_formulas_are_drawn_by_the_browser_itself(pages):
    page = pages["notebooks/02_convolution_and_pooling.html"]
    assert '<div class="formula"><math' in page.text
    assert not any("mathjax" in name.lower() for name in page.loads)


# In a browser


@pytest.fixture
def open_page(browser, site: Path) -> Iterator:
    """Open a page of the folder; at the end nothing was fetched from elsewhere, or went wrong."""
    wrong, contexts = [], []

    def open_page(place: str, query: str = "", **options: object):
        contexts.append(
            browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        )
        tab = contexts[-1].new_page()
        tab.set_default_timeout(20_000)
        tab.on("console", lambda said: said.type == "error" and wrong.append(said.text))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on(
            "request", lambda asked: asked.url[:5] in ("file:", "data:") or wrong.append(asked.url)
        )
        tab.goto((site / place).as_uri() + query)
        return tab

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def output_of(tab, source: str):
    return tab.locator(".cell", has_text=source).first.locator(".cell_output")


def test_an_output_waits_for_the_guess_and_then_says_how_it_compares(open_page):
    tab = open_page(LESSON)
    output = output_of(tab, 'parameters_guess.reveal("the dense layer")')
    assert not output.is_visible()
    tab.locator("#guess-parameters_guess").get_by_label("the first convolution").check()
    assert "320 + 18,496" in output.inner_text()
    came = "You guessed: the first convolution. It came out as: the dense layer. ✗ Not so."
    assert came in output.inner_text()
    row = tab.locator(".tag_replays tr", has_text="Which of the three layers")
    assert row.inner_text().split("\t")[1:] == [
        "the first convolution",
        "the dense layer",
        "✗ Not so.",
    ]
    tab.reload()  # the guess is kept
    assert came in output.inner_text()
    tab.locator("#guess-parameters_guess").get_by_role("button", name="Ask me again").click()
    assert not output.is_visible()


def test_one_may_see_without_guessing(open_page):
    tab = open_page(LESSON)
    output = output_of(tab, "twice_guess.reveal")
    waiting = tab.locator(".cell", has_text="twice_guess.reveal").first.locator(".waiting")
    waiting.get_by_role("button", name="Show without guessing").click()
    assert "You did not guess. It came out as: at least 20 % lower." in output.inner_text()
    assert not waiting.is_visible()
    rows = tab.locator(".tag_replays").inner_text()
    assert rows.count("not revealed yet") == 6


def test_a_number_is_typed_and_words_are_not_noted(open_page):
    tab = open_page("notebooks/04_deeper_cnn_dropout.html")
    question = tab.locator("#guess-seven_guess")
    field = question.get_by_label("Guess:")
    field.fill("many")
    field.press("Enter")
    assert "“many” is no number" in question.inner_text()
    field.fill("2,000")
    question.get_by_role("button", name="Note it").click()
    came = "You guessed: 2,000. It came out as: 2048. ≈ Close: too low by 48."
    assert came in output_of(tab, "seven_guess.reveal").inner_text()


GUESSES = ("2048", "2,048", "2 048.0", "2000", "1", "−3", "2049", "2048%", "20.48e2", "x", "1,5")


def test_numbers_are_read_and_compared_as_in_a_notebook(open_page):
    tab = open_page(LESSON)
    for within in (0, 5):
        for guess in GUESSES:
            widgets = SimpleNamespace(value=guess), SimpleNamespace(value="")
            asked = Prediction("How many?", (), *widgets, within, "2048", "2048")
            script = "([within, guess]) => verdict({ options: [], within }, guess, '2048')"
            assert tab.evaluate(script, [within, guess]) == asked.verdict, guess


def test_without_scripts_and_in_print_everything_is_shown(open_page):
    for tab in (open_page(LESSON, java_script_enabled=False), open_page(LESSON)):
        if tab.evaluate("typeof guesses !== 'undefined'"):
            tab.emulate_media(media="print")
            assert not tab.locator(".sidebar-drawer").is_visible()
        for output in tab.locator(".tag_waits .cell_output").all():
            assert output.is_visible()


def test_set_up_and_answers_are_folded(open_page):
    tab = open_page(LESSON)
    assert tab.locator(".cell details[open], article details[open]").count() == 0
    set_up = tab.locator(".cell").first.locator(".cell_input")
    assert not set_up.is_visible()
    tab.get_by_text("Show code").click()
    assert "import course_utils" in set_up.inner_text()


def test_the_pad_of_the_first_page_reads_what_is_drawn(open_page):
    tab = open_page("index.html")
    pad = tab.locator('.cnn-view[aria-label="Digit pad"]')
    box = pad.locator("canvas").first.bounding_box()
    tab.mouse.move(box["x"] + 140, box["y"] + 30)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 140, box["y"] + 250, steps=6)
    tab.mouse.up()
    pad.get_by_text("The network reads a 1").wait_for()


def test_views_follow_the_switch_of_the_theme(open_page):
    tab = open_page("index.html", color_scheme="dark")
    ground = "getComputedStyle(document.querySelector('.cnn-view')).backgroundColor"
    seen = {}
    for _ in range(3):
        tab.locator(".theme-toggle-content .theme-toggle").click()
        seen[tab.evaluate("document.body.dataset.theme")] = tab.evaluate(ground)
    assert seen == {
        "light": "rgb(255, 255, 255)",
        "dark": "rgb(17, 17, 17)",
        "auto": "rgb(17, 17, 17)",
    }


def test_the_search_finds_a_word_from_a_folder(open_page):
    tab = open_page("search.html", "?q=receptive")
    tab.locator("#search-results li a", has_text="Lesson 2").wait_for()
    assert tab.get_by_text("Type what you look for").count() == 0


@pytest.mark.parametrize("query", ["", "?q="])
def test_a_search_for_nothing_says_what_to_do(open_page, query):
    open_page("search.html", query).get_by_text("Type what you look for").wait_for()


@pytest.mark.parametrize(
    "place", ["index.html", LESSON, "docs/claims.html", "docs/instructors.html", "reference.html"]
)
def test_a_page_is_not_wider_than_a_telephone(open_page, place):
    tab = open_page(place, viewport={"width": 390, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize("width", [800, 1233, 1312, 1313, 1439, 1440])
def test_the_columns_of_a_lesson_fit_into_its_window(open_page, width):
    tab = open_page(LESSON, viewport={"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_the_code_of_the_lessons_can_be_read_without_moving_it(site, open_page):
    for page in (site / "notebooks").glob("0*.html"):
        tab = open_page(page.relative_to(site).as_posix())
        lines = tab.locator(".cell_input pre").evaluate_all(
            "blocks => blocks.filter((pre) => pre.scrollWidth > pre.clientWidth + 1)"
            ".map((pre) => pre.textContent)"
        )
        assert lines == []


@pytest.mark.parametrize(
    ("place", "scheme"), [("index.html", "light"), (EXERCISES, "light"), (LESSON, "dark")]
)
def test_axe_finds_nothing_serious(open_page, place, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    tab = open_page(place, color_scheme=scheme)
    # 0 for false: older versions of the package hand options over as Python writes them.
    found = axe.Axe().run(tab, options={"preload": 0}).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in serious] == []
