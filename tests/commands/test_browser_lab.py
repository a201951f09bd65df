"""The learner's desk in a browser: `course lab` opens START, and links lead from page to page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import START_SECONDS, course_lab

from course_utils.commands import handout
from course_utils.commands.handout import hand_out

ROOT = Path(__file__).resolve().parents[2]
MILLISECONDS = 1000 * START_SECONDS
CURRENT = ".lm-DockPanel-tabBar .lm-TabBar-tab.jp-mod-current"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address that `course lab` prints on what is handed out, and the user's own settings."""
    out = tmp_path_factory.mktemp("handout")
    hand_out(ROOT, out)
    with course_lab(out / handout.NAME, out) as address:
        yield address, out / "settings"


def test_from_the_first_page_to_a_lesson_its_exercises_the_glossary_and_back(browser, desk):
    address, _ = desk
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(MILLISECONDS)
    tab.goto(address)
    on(tab, "START.ipynb")
    follow(tab, "3 A two-layer CNN", "03_two_layer_cnn.ipynb")
    follow(tab, "the exercises", "03_exercises_two_layer_cnn.ipynb")
    follow(tab, "lesson 3", "03_two_layer_cnn.ipynb")
    follow(tab, "lesson 4", "04_deeper_cnn_dropout.ipynb")
    follow(tab, "glossary", "glossary.md")
    rows = tab.locator(".jp-MarkdownViewer:visible tr")
    rows.first.wait_for()
    assert rows.count() > 100
    follow(tab, "all lessons", "START.ipynb")
    tab.close()


def follow(tab, text: str, name: str) -> None:
    """Click on the first such link on the page in front, and wait for the page that it opens."""
    page = tab.locator(".lm-DockPanel-widget:visible")
    page.get_by_role("link", name=text, exact=True).first.click()
    on(tab, name)


def on(tab, name: str) -> None:
    """Wait until this file's page is in front and can be read."""
    tab.locator(CURRENT).get_by_text(name, exact=True).wait_for()
    tab.locator(".lm-DockPanel-widget:visible h1").first.wait_for()


def test_the_glossary_opens_as_a_page_from_its_address_and_no_setting_of_the_users_says_so(
    browser, desk
):
    address, settings = desk
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(MILLISECONDS)
    tab.goto(address.replace("START.ipynb", "notebooks/glossary.md?reset"))
    tab.locator(".jp-MarkdownViewer:visible tr, .jp-FileEditor:visible").first.wait_for()
    assert tab.locator(".jp-MarkdownViewer:visible tr").count() > 100
    tab.close()
    assert list(settings.rglob("docmanager-extension*")) == []


def test_what_is_done_is_shown_by_one_keystroke(browser, desk):
    address, _ = desk
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(MILLISECONDS)
    tab.goto(f"{address}?reset")
    on(tab, "START.ipynb")
    tab.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]:visible').wait_for()
    tab.get_by_text("Nothing was looked up yet").click()
    tab.keyboard.press("Shift+Enter")
    row = tab.locator(".jp-OutputArea-output tr", has_text="3: a two-layer CNN")
    assert re.search(r"0 of \d\d\s*0 of 7\s*0 of 11", row.inner_text())
    tab.close()
