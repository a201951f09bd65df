"""Feedback and summary in a headless Chromium: wide and narrow, light and dark, printed."""

from pathlib import Path

import pytest
from page_help import HOSTILE, attempt, mark, row, without_marks

from course_utils.checks.catalogue import exercises
from course_utils.grading import marks
from course_utils.grading.export.feedback import feedback_page
from course_utils.grading.export.statuses import TIMEOUT
from course_utils.grading.export.summary import summary_page

EVIL = " ".join(text[:400] for text in HOSTILE.values())
LONG = "conv2d(a float32 tensor of shape 2×3×6×7, " + "9" * 300 + ")"
LONGEST_NAMES, MOST_POINTS = 5, 6  # the lessons with these


def worked(lesson: int, name: str, student: str) -> marks.Row:
    """Somebody who met everything that may happen to an exercise."""
    shown = (("Asked", LONG), ("Came", EVIL), ("Wanted", LONG))
    fates = [
        {"status": "passed"},
        {"status": "not yet", "words": EVIL, "shown": shown},
        {"status": "not yet", "words": "Padding is added on both sides: `2 * padding`."},
        {"status": "not answered yet"},
        {"status": TIMEOUT, "words": "It was stopped after 15 seconds."},
        {"status": "not yet", "words": EVIL, "reason": EVIL},
    ]
    of = [mark(e.name, **fates[n % len(fates)]) for n, e in enumerate(exercises(lesson))]
    tried = [attempt("02.ipynb"), attempt(EVIL, True)]
    return row(*of, name=name, student=student, notes=[EVIL], attempts=tried, counted=1)


def pages() -> dict[str, str]:
    """Each kind of page by its name."""
    rows = [worked(MOST_POINTS, f"Person {n}", f"s{n}") for n in range(30)]
    rows += [without_marks(marks.UNREADABLE, EVIL, name=EVIL)]
    return {
        "feedback": feedback_page(worked(LONGEST_NAMES, EVIL, "evil"), LONGEST_NAMES),
        "summary": summary_page(rows, MOST_POINTS, [EVIL], [EVIL]),
        "unreadable": feedback_page(rows[-1], 2),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, text in pages().items():
        (folder / f"{name}.html").write_text(text, encoding="utf-8")
    return {path.stem: path for path in sorted(folder.iterdir())}


def overflow(tab) -> int:
    """How many pixels the page is wider than its window."""
    return tab.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_fits_is_legible_and_asks_for_nothing(browser, files, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True
    )
    tab = context.new_page()
    asked, complaints = [], []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    for name, path in files.items():
        tab.goto(path.as_uri())
        tab.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert overflow(tab) == 0, name
        found = axe.Axe().run(tab).response["violations"]
        assert [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found] == [], name
    assert asked == [path.as_uri() for path in files.values()]
    assert complaints == []
    context.close()


def test_a_printed_page_has_its_verdict_on_top_and_nothing_is_cut_off(browser, files):
    context = browser.new_context(viewport={"width": 690, "height": 1000}, color_scheme="dark")
    tab = context.new_page()
    tab.emulate_media(media="print", color_scheme="dark")
    for name, path in files.items():
        tab.goto(path.as_uri())
        assert overflow(tab) == 0, name
        assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(255, 255, 255)"
        )
        cut = """() => [...document.querySelectorAll("pre")]
            .filter((one) => one.scrollHeight > one.clientHeight + 1).length"""
        assert tab.evaluate(cut) == 0, name
    tab.goto(files["feedback"].as_uri())
    assert tab.locator("#verdict").bounding_box()["y"] < 500
    context.close()
