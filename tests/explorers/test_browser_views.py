"""Views without a kernel, used in a real JupyterLab; their numbers are held against torch's."""

import re

import nbformat
import pytest
import torch
from browser import START_SECONDS
from torch.nn import functional as F
from views import (
    DIGIT,
    IMAGE,
    ROUNDING,
    agree,
    as_shown,
    choose,
    number,
    numbers_in,
    set_slider,
    shown,
    words,
)

from course_utils.explorers import VIEWS
from course_utils.explorers.pages import CURVES, windows_of
from course_utils.explorers.pages import page as source_page
from course_utils.zoo import ZOO


def test_no_view_raised_an_error_in_python_or_in_the_browser(page):
    for view in VIEWS:
        page.view(view.title)
    cells = nbformat.read(page.file, as_version=4).cells
    assert [output for c in cells for output in c.outputs if output.output_type == "error"] == []
    assert page.console_errors == []


FILTERS = {
    "horizontal edge": [[1, 1, 1], [0, 0, 0], [-1, -1, -1]],
    "sharpen": [[0, -1, 0], [-1, 5, -1], [0, -1, 0]],
    "2×2": [[1, 0], [2, -1]],
}


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize(
    ("stride", "padding", "dilation"), [(1, 0, 1), (2, 0, 1), (3, 2, 1), (2, 1, 2), (1, 0, 3)]
)
def test_the_convolution_explorer_gives_what_torch_gives(page, name, stride, padding, dilation):
    view = page.view("Convolution explorer")
    choose(view, "filter", name)
    for setting, value in [("stride", stride), ("padding", padding), ("dilation", dilation)]:
        set_slider(view, setting, value)
    weight = torch.tensor(FILTERS[name], dtype=torch.float32)[None, None]
    wanted = F.conv2d(IMAGE[None, None], weight, None, stride, padding, dilation)[0, 0]
    assert agree(shown(view, "output"), wanted)
    assert f"⌋ + 1 = {len(wanted)}" in view.inner_text()


def reset_convolution(page):
    view = page.view("Convolution explorer")
    choose(view, "filter", "horizontal edge")
    for setting, value in [("stride", 1), ("padding", 0), ("dilation", 1)]:
        set_slider(view, setting, value)
    view.get_by_role("button", name="reset numbers").click()
    return view


def test_hovering_an_output_shows_its_window_its_products_and_their_sum(page):
    view = reset_convolution(page)
    view.get_by_role("gridcell", name="output row 1, column 3", exact=False).hover()
    script = """table => [...table.querySelectorAll("td.in-window")].map((cell) =>
        [cell.parentElement.rowIndex, cell.cellIndex])"""
    marked = view.locator('table[aria-label="image"]').evaluate(script)
    assert marked == [[r, c] for r in (1, 2, 3) for c in (3, 4, 5)]
    products = IMAGE[1:4, 3:6] * torch.tensor(FILTERS["horizontal edge"])
    assert agree(shown(view, "products"), products)
    assert words(view).startswith("row 1, column 3:")
    assert numbers_in(words(view))[-1] == pytest.approx(products.sum().item(), abs=ROUNDING)


def test_an_edited_pixel_and_weight_count_and_words_that_are_no_number_do_not(page):
    view = reset_convolution(page)
    view.get_by_label("image row 0, column 0", exact=True).fill("-2,5")
    view.get_by_label("filter row 0, column 0", exact=True).fill("3")
    image, weight = IMAGE.clone(), torch.tensor(FILTERS["horizontal edge"], dtype=torch.float32)
    image[0, 0], weight[0, 0] = -2.5, 3
    wanted = F.conv2d(image[None, None], weight[None, None])[0, 0]
    assert agree(shown(view, "output"), wanted)
    view.get_by_label("image row 0, column 0", exact=True).fill("many")
    view.get_by_label("image row 0, column 1", exact=True).focus()
    assert agree(shown(view, "output"), wanted)
    assert view.get_by_label("image row 0, column 0", exact=True).input_value() == "−2.5"


def refusal(view) -> str:
    return view.locator('p[role="status"]').inner_text()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("abc", "“abc” is no number."),
        ("1x", "“1x” is no number."),
        ("Infinity", "“Infinity” is no number."),
        ("", "An empty field is no number."),
        ("-", "“-” is no number."),
    ],
)
def test_letters_in_a_weight_are_refused_in_words_and_the_old_weight_stays(page, typed, words):
    view = reset_convolution(page)
    field = view.get_by_label("filter row 2, column 1", exact=True)
    before = shown(view, "output")
    field.fill(typed)
    unfinished = typed in ("", "-")  # a number may begin so: nothing is refused while it is typed
    assert refusal(view).startswith(words) is not unfinished
    field.blur()
    refused = f"{words} The weight in row 2, column 1 of the filter stays −1."
    assert refusal(view) == refused
    assert field.input_value() == "−1"
    assert torch.equal(shown(view, "output"), before)
    field.fill("-2")
    assert refusal(view) == ""
    assert not agree(shown(view, "output"), before)


@pytest.mark.parametrize(
    ("view", "slider", "value"), [("convolution", "dilation", 3), ("pooling", "size", 4)]
)
def test_where_no_window_fits_it_says_so(browser, tmp_path, view, slider, value):
    file = tmp_path / "small.html"
    small = IMAGE[:3, :3].tolist()
    file.write_text(f"<!doctype html>{source_page(view, {'image': small}, '')}", encoding="utf-8")
    tab = browser.new_page()
    tab.goto(file.as_uri())
    shown_view = tab.locator(".cnn-view")
    set_slider(shown_view, slider, value)
    assert "No window fits." in shown_view.inner_text()
    assert "and there are 3" in shown_view.inner_text()
    tab.close()


def test_arrow_keys_move_over_the_output_and_jupyterlab_does_not_take_them(page):
    view = reset_convolution(page)
    view.get_by_role("gridcell", name="output row 0, column 0", exact=False).click()
    before = page.active_cell()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown"):
        page.tab.keyboard.press(key)
    assert words(view).startswith("row 2, column 1:")
    assert page.active_cell() == before


def test_arrow_keys_move_over_the_numbers_of_the_image(page):
    view = reset_convolution(page)
    view.get_by_label("image row 0, column 0", exact=True).focus()
    page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press("ArrowRight")
    focused = page.tab.evaluate('document.activeElement.getAttribute("aria-label")')
    assert focused == "image row 1, column 1"


@pytest.mark.parametrize("kind", ["max", "average"])
@pytest.mark.parametrize(
    ("size", "stride", "padding"), [(2, 2, 0), (3, 1, 1), (2, 2, 1), (4, 3, 2), (1, 4, 0)]
)
def test_the_pooling_explorer_gives_what_torch_gives(page, kind, size, stride, padding):
    view = page.view("Pooling explorer")
    choose(view, "kind", kind)
    set_slider(view, "size", size)
    set_slider(view, "stride", stride)
    set_slider(view, "padding (at most half the size)", padding)
    pool = {"max": F.max_pool2d, "average": F.avg_pool2d}[kind]
    wanted = pool(IMAGE[None, None], size, stride, padding)[0, 0]
    assert agree(shown(view, "output"), wanted)


def test_the_winner_of_a_maximum_has_a_star(page):
    view = page.view("Pooling explorer")
    choose(view, "kind", "max")
    for setting, value in [("size", 3), ("stride", 2), ("padding (at most half the size)", 0)]:
        set_slider(view, setting, value)
    view.get_by_role("gridcell", name="output row 1, column 2", exact=False).hover()
    _, indices = F.max_pool2d(IMAGE[None, None], 3, 2, return_indices=True)
    row, column = divmod(indices[0, 0, 1, 2].item(), 7)
    assert f"at row {row}, column {column} of the image" in words(view)
    star = """table => {
        const cell = table.querySelector(".winner");
        const mark = getComputedStyle(cell, "::after").content;
        return [cell.parentElement.rowIndex, cell.cellIndex, mark];
    }"""
    assert view.locator('table[aria-label="image"]').evaluate(star) == [row, column, '"★"']


def field_of(name: str, layer: int, row: int, column: int) -> list[int]:
    """Top, bottom, left and right of the pixels on which an output of a layer depends."""
    image = torch.zeros(1, 1, 28, 28, requires_grad=True)
    maps = image
    for window in windows_of(ZOO[name].make())[1 : layer + 1]:
        ones = torch.ones(1, 1, window["kernel"], window["kernel"])
        maps = F.conv2d(maps, ones, stride=window["stride"], padding=window["padding"])
    maps[0, 0, row, column].backward()
    rows, columns = image.grad[0, 0].nonzero(as_tuple=True)
    return [edge.item() for edge in (rows.min(), rows.max(), columns.min(), columns.max())]


@pytest.mark.parametrize("name", ZOO)
def test_the_receptive_field_is_what_the_output_depends_on(page, name):
    view = page.view("Receptive-field explorer")
    choose(view, "network", name)
    windows = windows_of(ZOO[name].make())
    for layer in (len(windows) - 1, 2):
        side = windows[layer]["side"]
        place = 128 * 0.5 / side  # the middle of the first row and column
        view.locator("canvas").nth(layer).click(position={"x": place, "y": 128 - place})
        top, bottom, left, right = field_of(name, layer, side - 1, 0)
        assert (
            f"row {side - 1}, column 0 goes back to rows {top} to {bottom} and columns {left} to "
            f"{right} of the image" in words(view)
        )


def test_the_receptive_field_grows_back_layer_by_layer_and_by_keys(page):
    view = page.view("Receptive-field explorer")
    choose(view, "network", "two-layer CNN 32/64")
    set_slider(view, "layers back", 1)
    assert "of conv 2" in words(view)
    last = view.locator("canvas").nth(4)
    last.focus()
    page.tab.keyboard.press("ArrowUp")
    assert "row 2, column 3" in words(view)
    assert page.tab.evaluate("document.activeElement.tagName") == "CANVAS"


@pytest.mark.parametrize("p", [0, 0.3, 0.5, 1])
def test_dropout_in_train_mode_drops_and_rescales(page, p):
    view = page.view("Dropout view")
    choose(view, "mode", "train")
    set_slider(view, "p, the share that is dropped", p)
    view.get_by_role("button", name="new mask").click()
    tables = view.locator("table").all()
    units, mask, output = (shown(view, t.get_attribute("aria-label")) for t in tables)
    scale = 1 / (1 - p) if p < 1 else 0
    assert agree(output, units * mask * scale)
    assert set(mask.flatten().tolist()) <= {0.0, 1.0}
    dropped = int((mask == 0).sum())
    assert f"Train: {dropped} of 36 units are dropped" in words(view)
    assert (dropped == 36 * p) or 0 < p < 1


def test_dropout_in_eval_mode_changes_nothing(page):
    view = page.view("Dropout view")
    choose(view, "mode", "eval")
    tables = view.locator("table").all()
    units, _mask, output = (shown(view, t.get_attribute("aria-label")) for t in tables)
    assert torch.equal(units, output)


def test_the_pixel_viewer_tells_the_value_under_the_pointer_at_every_zoom(page):
    view = page.view("Pixel viewer")
    for zoom in (1, 2, 4):
        set_slider(view, "zoom", zoom)
        view.locator("canvas").hover(position={"x": 100, "y": 300})
        row, column, value = map(
            int, re.search(r"row (\d+), column (\d+): value (\d+)", words(view)).groups()
        )
        assert value == DIGIT[row, column]
        if zoom == 1:
            assert (row, column) == (300 * 28 // 448, 100 * 28 // 448)
    set_slider(view, "image", 1)
    view.locator("canvas").focus()
    page.tab.keyboard.press("ArrowLeft")
    row, column, value = map(
        int, re.search(r"row (\d+), column (\d+): value (\d+)", words(view)).groups()
    )
    assert value == DIGIT.T[row, column]


def descended(curve: str, rate: float, start: float, steps: int) -> torch.Tensor:
    """Rows of step, weight, loss and slope; the slopes are autograd's."""
    weight, rows = torch.tensor(start, dtype=torch.float64), []
    for step in range(steps + 1):
        weight.requires_grad_()
        loss = sum(number * weight**n for n, number in enumerate(CURVES[curve]))
        (slope,) = torch.autograd.grad(loss, weight)
        rows.append([step, weight.item(), loss.item(), slope.item()])
        weight = (weight - rate * slope).detach()
    return torch.tensor(rows)


def set_ball(view, curve: str, rate: float, start: float, steps: int) -> None:
    choose(view, "curve", curve)
    for name, value in [("learning rate", rate), ("start", start), ("steps", steps)]:
        set_slider(view, name, value)


def ways(view) -> torch.Tensor:
    script = (
        "table => [...table.tBodies[0].rows].map(row => [...row.cells].map(c => c.textContent))"
    )
    rows = view.locator('table[aria-label="steps"]').evaluate(script)
    return torch.tensor([[number(text) for text in row] for row in rows])


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize(
    ("rate", "start", "steps", "verdict"),
    [
        (0.2, 0, 3, "The last step lowered the loss."),
        (0.5, 4.5, 10, None),
        (0.9, 1.5, 1, None),
        (0.05, 5.5, 0, "This is the start."),
    ],
)
def test_the_ball_goes_where_gradient_descent_goes(page, curve, rate, start, steps, verdict):
    view = page.view("Ball on the curve")
    set_ball(view, curve, rate, start, steps)
    wanted = descended(curve, rate, float(start), steps)
    assert agree(ways(view), wanted)
    assert f"weight {as_shown(wanted[-1, 1])}." in words(view)
    after = wanted[-1, 1] - rate * wanted[-1, 3]
    assert words(view).endswith(f"= {as_shown(after)}.")
    assert verdict is None or verdict in words(view)


def test_a_rate_that_is_too_large_throws_the_ball_out_of_the_picture(page):
    view = page.view("Ball on the curve")
    set_ball(view, "one valley", 1, 0.5, 4)
    assert "The last step left the loss as it was." in words(view)
    set_ball(view, "one valley", 1.2, 0, 10)
    assert "The ball has left the picture" in words(view)
    assert agree(ways(view), descended("one valley", 1.2, 0.0, 10))
    set_ball(view, "two valleys", 1.2, -1, 10)
    assert ways(view).isfinite().all()
    assert "The ball has left the picture" in words(view)


def test_the_ball_is_moved_by_keys_by_buttons_and_by_a_touch_of_the_picture(page):
    view = page.view("Ball on the curve")
    set_ball(view, "one valley", 0.2, 0, 3)
    before = page.active_cell()
    view.get_by_role("slider", name="learning rate", exact=True).focus()
    page.tab.keyboard.press("ArrowRight")
    assert agree(ways(view), descended("one valley", 0.25, 0.0, 3))
    assert page.active_cell() == before
    view.get_by_role("button", name="one step more").click()
    assert agree(ways(view), descended("one valley", 0.25, 0.0, 4))
    view.locator("svg.cnn-chart").click(
        position={"x": 46 + 402 * 6 / 8, "y": 150}
    )  # over a weight of 5
    assert agree(ways(view), descended("one valley", 0.25, 5.0, 4))
    view.get_by_role("button", name="back to the start").click()
    assert words(view).startswith("After 0 steps")


def test_a_control_with_the_focus_lets_jupyterlab_save_and_run(page):
    slider = page.view("Dropout view").get_by_role("slider")
    slider.click()  # JupyterLab makes its cell the chosen one
    with page.tab.expect_response(lambda response: response.request.method == "PUT"):
        page.tab.keyboard.press("Control+s")
    cell = page.active_cell()
    page.tab.keyboard.press("Shift+Enter")
    page.tab.wait_for_function(
        "cell => document.querySelectorAll('.jp-Cell')[cell].matches('.jp-mod-active')",
        arg=cell + 1,
    )


@pytest.mark.parametrize("name", [view.title for view in VIEWS])
def test_axe_finds_nothing_serious(page, name):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.view(name)
    results = axe.Axe().run(page.tab, context=f'.cnn-view[aria-label="{name}"]')
    serious = [
        f"{found['id']}: {node['html'][:120]}"
        for found in results.response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]
    assert serious == []


def test_a_page_that_was_exported_is_alive_without_a_network(page, browser, tmp_path):
    exporter = pytest.importorskip("nbconvert").HTMLExporter()
    html, _ = exporter.from_filename(str(page.file))
    file = tmp_path / "views.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto(file.as_uri(), wait_until="commit")
    view = tab.locator('.cnn-view[aria-label="Pooling explorer"]')
    view.wait_for(timeout=1000 * START_SECONDS)
    set_slider(view, "stride", 3)
    wanted = F.max_pool2d(IMAGE[None, None], 2, 3)[0, 0]
    assert agree(shown(view, "output"), wanted)
    norm = tab.locator('.cnn-view[aria-label="Batch-norm view"]')
    set_slider(norm, "γ", 0)
    set_slider(norm, "β", 2)
    assert "the mean of y is 2." in words(norm)
    assert tab.locator(".cnn-view").count() == len(VIEWS)
    context.close()
