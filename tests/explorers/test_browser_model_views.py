"""Views with a model, used in a real JupyterLab; their numbers are held against torch's."""

import re

import pytest
import torch
from views import (
    ROUNDING,
    as_shown,
    centred,
    choose,
    models,
    number,
    numbers_in,
    set_slider,
    words,
)

STROKES = [[(60, 40), (200, 60), (110, 240)], [(80, 150), (180, 140)]]


def draw(page, pad) -> None:
    box = pad.bounding_box()
    mouse = page.tab.mouse
    for (x, y), *rest in STROKES:
        mouse.move(box["x"] + x, box["y"] + y)
        mouse.down()
        for x, y in rest:
            mouse.move(box["x"] + x, box["y"] + y, steps=8)
        mouse.up()


def ink_of(canvas) -> torch.Tensor:
    script = """c => [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data]
        .filter((_, i) => i % 4 === 0)"""
    values = torch.tensor(canvas.evaluate(script), dtype=torch.float32)
    return values.reshape(round(len(values) ** 0.5), -1)


@pytest.fixture
def drawing(page):
    view = page.view("Digit pad")
    view.get_by_role("button", name="clear").click()
    canvas = view.locator("canvas").first
    draw(page, canvas)
    view.get_by_text("The network reads").wait_for()
    return view


def test_the_network_sees_the_drawing_as_mnist_was_made(drawing):
    pad, seen = drawing.locator("canvas").all()[:2]
    assert (ink_of(seen) - centred(ink_of(pad))).abs().max() <= 1


def percents(view) -> list[float]:
    """The ten shares, once the bars follow the pen no more."""
    view.page.wait_for_timeout(100)
    return [float(share) for share in re.findall(r"(\d+) %", view.inner_text())[:10]]


def test_the_bars_are_the_shares_of_the_model(drawing):
    seen = ink_of(drawing.locator("canvas").nth(1))
    with torch.no_grad():
        shares = models()["model"].eval()(seen[None, None] / 255).softmax(dim=1)[0]
    assert percents(drawing) == pytest.approx((100 * shares).tolist(), abs=0.51)
    assert f"The network reads a {shares.argmax().item()}" in words(drawing)


def feature_map(view):
    return view.get_by_role("application", name="The feature map", exact=False)


def test_the_feature_map_browser_shows_the_drawing_too(page, drawing):
    seen = ink_of(drawing.locator("canvas").nth(1))
    view = page.view("Feature-map browser")
    choose(view, "layer", "block1.0")
    choose(view, "image", "your drawing")
    set_slider(view, "channel", 3)
    conv = models()["model"].block1[0]
    with torch.no_grad():
        wanted = conv(seen[None, None] / 255)[0, 3]
    view.get_by_text(f"28 × 28 numbers from {as_shown(wanted.min())}").wait_for()
    feature_map(view).hover(position={"x": 116, "y": 92})
    row, column, *terms, total = numbers_in(words(view))
    assert (row, column) == (92 * 28 // 224, 116 * 28 // 224)
    assert total == pytest.approx(wanted[int(row), int(column)].item(), abs=ROUNDING)
    assert sum(terms) == pytest.approx(total, abs=0.02)


def test_the_parts_of_a_later_layer_add_up(page):
    view = page.view("Feature-map browser")
    choose(view, "image", "image 1")
    choose(view, "layer", "block2.0")
    names = models()
    model, images = names["model"], names["batch"]
    with torch.no_grad():
        wanted = model.block2[0](model.block1(images[1:2]))[0, 0]
    view.get_by_text(f"14 × 14 numbers from {as_shown(wanted.min())}").wait_for()
    feature_map(view).hover(position={"x": 100, "y": 40})
    row, column, *terms, total = numbers_in(words(view))
    assert len(terms) == 32 + 1
    assert total == pytest.approx(wanted[int(row), int(column)].item(), abs=ROUNDING)
    assert sum(terms) == pytest.approx(total, abs=33 * ROUNDING)


def test_a_frame_stands_around_the_number_that_is_explained(page):
    view = page.view("Feature-map browser")
    choose(view, "layer", "block2.0")
    for position in ({"x": 100, "y": 40}, {"x": 215, "y": 215}):
        feature_map(view).hover(position=position)
        row, column, *_ = numbers_in(words(view))
        drawn = feature_map(view).bounding_box()
        frame = feature_map(view).locator("xpath=following-sibling::*").bounding_box()
        side = (drawn["width"] - 2) / 14  # without the map's own border
        assert frame["width"] == pytest.approx(side, abs=0.5)
        assert frame["x"] - drawn["x"] == pytest.approx(1 + column * side, abs=0.5)
        assert frame["y"] - drawn["y"] == pytest.approx(1 + row * side, abs=0.5)


def test_drawings_are_kept_with_their_label_and_reach_python(page, drawing):
    choose(drawing, "it is a", "7")
    drawing.get_by_role("button", name="keep it").click()
    drawing.get_by_text("kept as 7; 1 kept", exact=True).wait_for()
    assert ink_of(drawing.locator("canvas").first).sum() == 0
    assert words(drawing) == "Draw a digit."
    page.command("notebook:insert-cell-below")
    page.command("notebook:enter-edit-mode")
    page.tab.keyboard.insert_text("print('labels', pad.test_set().labels.tolist())")
    page.command("notebook:run-cell")
    page.tab.get_by_text("labels [7]").wait_for()


def test_a_drawing_is_kept_with_the_digit_that_was_chosen_for_it_and_not_before(drawing):
    label = drawing.get_by_role("combobox", name="it is a", exact=True)
    assert label.input_value() == "choose"
    kept = drawing.get_by_role("status").inner_text()
    drawing.get_by_role("button", name="keep it").click()
    assert words(drawing) == "Choose which digit it is first; then keep it."
    assert drawing.get_by_role("status").inner_text() == kept
    assert ink_of(drawing.locator("canvas").first).sum() > 0
    choose(drawing, "it is a", "3")
    drawing.get_by_role("button", name="keep it").click()
    assert drawing.get_by_role("status").inner_text().startswith("kept as 3")
    assert label.input_value() == "choose"


def test_the_pad_can_be_drawn_on_by_keys(page):
    view = page.view("Digit pad")
    view.get_by_role("button", name="clear").click()
    pad = view.locator("canvas").first
    pad.focus()
    before = page.active_cell()
    page.tab.keyboard.press(" ")
    for _ in range(8):
        page.tab.keyboard.press("ArrowDown")
    page.tab.keyboard.press(" ")
    view.get_by_text("The network reads").wait_for()
    rows, columns = (ink_of(pad) >= 128).nonzero(as_tuple=True)
    assert 95 <= (rows.max() - rows.min()).item() <= 105  # eight steps of 10, and the pen's width
    assert 20 <= (columns.max() - columns.min()).item() <= 23
    assert page.active_cell() == before
    page.tab.keyboard.press("Delete")
    assert ink_of(pad).sum() == 0


def test_batch_norm_has_the_numbers_of_torch_in_both_modes(page):
    view = page.view("Batch-norm view")
    names = models()
    norm = names["normed"].layers.block1.norm
    with torch.no_grad():
        maps = names["normed"].layers.block1.conv(names["batch"])
    set_slider(view, "channel", 5)
    channel = maps[:, 5]
    mean, variance, *_ = numbers_in(words(view))
    assert (mean, variance) == pytest.approx(
        (channel.mean().item(), channel.var(correction=0).item()), abs=ROUNDING
    )
    set_slider(view, "γ", 2)
    set_slider(view, "β", -0.5)
    assert "y = 2 · x̂ + (−0.5); the mean of y is −0.5." in words(view)
    choose(view, "mode", "eval")
    norm.eval()
    with torch.no_grad():
        after = norm(maps)[:, 5].mean().item()
    assert "Mean 0 and variance 1, of the running averages" in words(view)
    assert f"the mean of y is {as_shown(2 * after - 0.5)}." in words(view)


NUMBERS = 50 * 28 * 28  # of a channel of the first batch norm, for a batch of 50


def places_of_ticks(chart, anchor: str) -> dict[float, float]:
    """The numbers on an axis, "middle" below or "end" beside it, and where they stand."""
    script = """chart => [...chart.querySelectorAll("text")].map((text) => [text.textContent,
        text.getAttribute("text-anchor"), text.getAttribute("x"), text.getAttribute("y")])"""
    found = [t for t in chart.evaluate(script) if t[1] == anchor and re.match(r"^−?[\d,.]+$", t[0])]
    axis = 2 if anchor == "middle" else 3
    return {number(t[0].replace(",", "")): float(t[axis]) for t in found}


def bars_of(chart) -> torch.Tensor:
    """Rows of left end and top, one a bar, as they stand in the chart."""
    path = chart.locator("path").get_attribute("d")
    return torch.tensor([[float(n) for n in p] for p in re.findall(r"M(\S+) \S+?V(.+?)h", path)])


def test_the_axes_of_the_batch_norm_view_carry_counts_and_units(page):
    view = page.view("Batch-norm view")
    choose(view, "layer", "layers.block1.norm")
    choose(view, "mode", "train")
    set_slider(view, "channel", 5)
    names = models()
    with torch.no_grad():
        values = names["normed"].layers.block1.conv(names["batch"])[:, 5].flatten()
    counts = torch.histc(values, bins=60, min=values.min().item(), max=values.max().item())
    charts = view.get_by_role("img").all()
    units = ["x, a number of the channel", "x̂, in standard deviations", "y = γ · x̂ + β"]
    for chart, unit in zip(charts, units, strict=True):
        assert {"how many (log scale)", unit} <= set(chart.locator("text").all_text_contents())
        assert chart.get_attribute("aria-label").endswith(f"holds {int(counts.max()):,}")
        up = places_of_ticks(chart, "end")
        assert list(up) == [0, 10, 100, 1000]
        per_log = (up[0] - up[1000]) / torch.tensor(1001.0).log()
        tops = up[0] - 4 - counts.log1p() * per_log  # a number stands 4 below its line
        assert (
            bars_of(chart)[:, 1] - tops
        ).abs().max() <= 1  # a value on an edge may go either way
    across = places_of_ticks(charts[0], "middle")
    assert 0 in across
    assert len(across) >= 3
    (low, left), *_, (high, right) = across.items()
    first = left + (values.min().item() - low) / (high - low) * (right - left)
    assert bars_of(charts[0])[0, 0].item() == pytest.approx(first, abs=0.1)
    assert (
        f"counts the same {NUMBERS:,} numbers, of 50 images with 28 × 28 each" in view.inner_text()
    )
    assert places_of_ticks(charts[2], "middle") == across  # one axis for all three


def test_after_a_restart_the_pad_still_reads_and_says_that_python_takes_nothing(page):
    """The last test of the file: it takes the kernel's memory away."""
    page.tab.evaluate("jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    view = page.view("Digit pad")
    view.get_by_role("button", name="clear").click()
    draw(page, view.locator("canvas").first)
    view.get_by_text("The network reads").wait_for()
    choose(view, "it is a", "7")
    view.get_by_role("button", name="keep it").click()
    view.get_by_text("Python has not taken it").wait_for()
    browser = page.view("Feature-map browser")
    choose(browser, "image", "image 1")
    choose(browser, "layer", "block1.0")
    browser.get_by_text("28 × 28 numbers from").wait_for()
