"""Views, checks, cards and figures in light and dark themes, in wide and in narrow windows."""

import pytest
from browser import jupyterlab
from contrast import bright_places, faint_texts
from views import CELLS, choose, set_slider, write_notebook

from course_utils.explorers import VIEWS
from course_utils.explorers.pages import page as source_page

REPORTS = """
from course_utils.checks import check, scorecard
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    return size / 2
def max_pool2d(image, size):
    return unknown(image)
check("conv_output_size")
check("max_pool2d")
check("conv2d")
scorecard(2)
"""
CARD = """
from course_utils.results import ResultCard
ResultCard("03", "two-layer CNN", "MNIST", 28938, 3.0, 41.0, 0.98, 200)
"""
LEDGER = """
from course_utils.shapes import shape_ledger
shape_ledger(model, (1, 1, 28, 28))
"""
FIGURE = """
from matplotlib.figure import Figure
from course_utils.plots import show
show(Figure(figsize=(9, 2)), alt="An empty figure.", caption="Its caption.")
"""
QUESTION = """
from course_utils.predictions import predict, replay
predict("How many?")
predict("Which?", ["few", "many"])
replay()
"""
OUTPUTS = {"reports": REPORTS, "card": CARD, "ledger": LEDGER, "figure": FIGURE, "table": QUESTION}
THEMES = ["JupyterLab Light", "JupyterLab Dark"]
TITLES = [view.title for view in VIEWS]
# What stands out of a box, in HTML; a chart is one thing, and cuts off what leaves it.
LEAVING = """view => {
    const frame = view.getBoundingClientRect();
    const parts = [...view.querySelectorAll("*")]
        .filter((one) => !one.matches("option") && one.checkVisibility())
        .filter((one) => !one.parentElement.closest("svg"));
    const outside = parts.filter((one) => {
        const box = one.getBoundingClientRect();
        return box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom + 1;
    });
    const holds = (one) =>
        one.matches("td, th, input") || getComputedStyle(one).overflowX !== "visible";
    const cut = parts.filter((one) => holds(one) && one.scrollWidth > one.clientWidth);
    const texts = [...view.querySelectorAll("svg text")].filter((one) => {
        const box = one.getBoundingClientRect();
        const chart = one.ownerSVGElement.getBoundingClientRect();
        return box.left < chart.left || box.right > chart.right || box.bottom > chart.bottom + 1;
    });
    return [...outside, ...cut, ...texts].map((one) => one.outerHTML.slice(0, 120));
}"""


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory):
    """A notebook with every view and every kind of output in colours of the course's own."""
    folder = tmp_path_factory.mktemp("themes")
    write_notebook(folder / "themes.ipynb", [*CELLS, *OUTPUTS.values()])
    results = str(tmp_path_factory.mktemp("results"))
    settings = tmp_path_factory.mktemp("settings")
    with jupyterlab(folder, settings, COURSE_RESULTS_DIR=results) as lab:
        opened = lab.open(browser, "themes.ipynb")
        opened.run_all_and_save()
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=THEMES)
def theme(page, request) -> str:
    """The name of a theme that JupyterLab shows now."""
    page.tab.evaluate(
        "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })", request.param
    )
    page.tab.wait_for_function(
        "theme => document.body.dataset.jpThemeName === theme", arg=request.param
    )
    return request.param


@pytest.mark.parametrize("name", TITLES)
def test_every_text_of_a_view_can_be_read(page, theme, name):
    assert faint_texts(page.view(name)) == []


@pytest.mark.parametrize("name", TITLES)
def test_no_view_is_a_white_block_on_a_dark_page(page, theme, name):
    bright = bright_places(page.view(name))
    if theme == "JupyterLab Dark":
        assert bright == []
    else:
        assert bright != []


@pytest.mark.parametrize("name", TITLES)
def test_axe_finds_no_faint_text_in_a_view(page, theme, name):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.view(name)
    rules = {"runOnly": ["color-contrast"]}
    results = axe.Axe().run(page.tab, context=f'.cnn-view[aria-label="{name}"]', options=rules)
    assert [node["html"] for v in results.response["violations"] for node in v["nodes"]] == []


@pytest.mark.parametrize("kind", OUTPUTS)
def test_every_text_of_an_output_can_be_read_and_none_stands_on_a_white_block(page, theme, kind):
    place = list(OUTPUTS).index(kind) + len(CELLS)
    outputs = page.tab.locator(".jp-Cell").nth(place).locator(".jp-OutputArea-output").all()
    assert outputs
    for output in outputs:
        output.scroll_into_view_if_needed()
        assert faint_texts(output) == []
        if theme == "JupyterLab Dark":
            assert bright_places(output, "img, input") == []


def test_an_option_is_chosen_by_keys_and_jupyterlab_takes_none_of_them(page):
    question = page.tab.locator(".jp-Cell").nth(list(OUTPUTS).index("table") + len(CELLS))
    question.get_by_role("button", name="few").focus()
    before = page.active_cell()
    for key in ("Tab", " "):
        page.tab.keyboard.press(key)
    question.get_by_text("Noted: many.").wait_for()
    assert page.active_cell() == before


@pytest.mark.parametrize("width", [1280, 700])
@pytest.mark.parametrize("name", TITLES)
def test_nothing_leaves_the_frame_of_a_view(page, name, width):
    page.tab.set_viewport_size({"width": width, "height": 1000})
    view = page.view(name)
    assert view.bounding_box()["width"] <= width
    left = view.evaluate(LEAVING)
    assert left == [], left


def test_a_marked_cell_shows_its_number_whole(browser, tmp_path):
    file = tmp_path / "marked.html"
    content = source_page("convolution", {"image": [[-0.75] * 7] * 7}, "")
    file.write_text(f"<!doctype html><meta charset=utf-8>{content}", encoding="utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    room = """cells => cells.map((cell) => {
        const text = document.createRange();
        text.selectNodeContents(cell.querySelector(".width") ?? cell);
        const [inner, outer] = [text.getBoundingClientRect(), cell.getBoundingClientRect()];
        return Math.min(inner.left - outer.left, outer.right - inner.right);
    })"""
    marked = tab.locator("td.in-window, td.chosen").evaluate_all(room)
    assert len(marked) == 9 + 1
    assert min(marked) >= 4  # the width of the mark
    tab.close()


def test_long_numbers_with_a_sign_are_shown_whole_in_the_convolution_explorer(browser, tmp_path):
    rows = [[-12.75] * 10] * 10  # as large as an image may be
    file = tmp_path / "wide.html"
    content = source_page("convolution", {"image": rows}, "")
    file.write_text(f"<!doctype html><meta charset=utf-8>{content}", encoding="utf-8")
    tab = browser.new_page(viewport={"width": 700, "height": 900})
    tab.goto(file.as_uri())
    view = tab.locator(".cnn-view")
    choose(view, "filter", "add all")
    set_slider(view, "padding", 1)
    assert view.get_by_label("image row 9, column 9", exact=True).input_value() == "−12.75"
    assert view.get_by_role("gridcell", name="output row 4, column 4: −114.75").count() == 1
    view.get_by_label("filter row 0, column 0", exact=True).fill("-100.25")
    left = view.evaluate(LEAVING)
    assert left == [], left
    tab.close()
