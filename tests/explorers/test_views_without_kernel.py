"""Views with a model in an exported page: no kernel, no network, narrow and dark too."""

import nbformat
import pytest
import torch
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook, new_output
from views import as_shown, choose, models, numbers_in, set_slider, words

from course_utils import explorers
from course_utils.explorers import pages, widgets

TITLES = ("Digit pad", "Feature-map browser", "Batch-norm view")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The three views as a notebook keeps them, exported as nbconvert does."""
    names, shown = models(), []
    with pytest.MonkeyPatch.context() as patch:
        for module in (pages, widgets):
            patch.setattr(module, "display", lambda data, **_: shown.append(data))
        explorers.digit_pad(names["model"])
        explorers.feature_map_browser(names["model"], names["batch"][:2])
        explorers.batch_norm_view(names["normed"], names["batch"])
    outputs = [new_output("display_data", data) for data in shown]
    kinds = ["application/vnd.jupyter.widget-view+json" in output.data for output in outputs]
    assert kinds == [True, True, False]
    notebook = new_notebook(cells=[new_code_cell("views", outputs=outputs)])
    path = tmp_path_factory.mktemp("exported") / "views.html"
    path.write_text(HTMLExporter().from_notebook_node(nbformat.from_dict(notebook))[0], "utf-8")
    return path


@pytest.fixture(scope="module")
def tab(browser, file):
    """The exported page, from which nothing leads out."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    opened.route("http*://**", lambda route: route.abort())
    opened.errors = []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.goto(file.as_uri())
    yield opened
    opened.close()


@pytest.fixture
def pad(tab):
    """The digit pad with a stroke on it, drawn up to where the pen still is."""
    view = view_of(tab, "Digit pad")
    view.get_by_role("button", name="clear").click()
    view.locator("canvas").first.scroll_into_view_if_needed()
    box = view.locator("canvas").first.bounding_box()
    tab.mouse.move(box["x"] + 60, box["y"] + 60)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 200, box["y"] + 220, steps=5)
    yield view
    tab.mouse.up()


def view_of(tab, title: str):
    return tab.locator(f'.cnn-view[aria-label="{title}"]')


PIXELS = """c => [...c.getContext("2d").getImageData(0, 0, c.width, c.height).data]"""


def grey_of(canvas) -> torch.Tensor:
    """The first of the four bytes of each pixel, H×W."""
    values = torch.tensor(canvas.evaluate(PIXELS)[::4], dtype=torch.float32)
    return values.reshape(canvas.evaluate("c => [c.height, c.width]"))


def test_bars_and_maps_follow_the_pen_before_it_is_lifted(tab, pad):
    tab.wait_for_timeout(100)
    seen = grey_of(pad.locator("canvas").nth(1))
    model = models()["model"].eval()
    with torch.no_grad():
        first = model.block1(seen[None, None] / 255)[0]
        shares = model(seen[None, None] / 255).softmax(dim=1)[0]
    title = "block 1, after convolution, max pooling, ReLU: 32 maps of 14 × 14"
    maps = grey_of(pad.get_by_role("img", name=title))
    assert maps.shape == (2 * 15 - 1, 16 * 15 - 1)
    wanted = 255 * first / first.max()
    for channel in (0, 5, 17, 31):
        top, left = 15 * (channel // 16), 15 * (channel % 16)
        assert (maps[top : top + 14, left : left + 14] - wanted[channel]).abs().max() <= 1
    pad.get_by_text(f"The network reads a {shares.argmax().item()}, with a share of").wait_for()


def test_the_maps_of_every_layer_or_of_none_can_be_shown(pad):
    choose(pad, "feature maps", "every layer")
    titles = pad.locator(".cnn-maps .cnn-title").all_inner_texts()
    assert len(titles) == 6
    assert titles[3] == "block2.0, after convolution: 64 maps of 14 × 14"
    assert "orange is positive" in pad.locator(".cnn-maps").inner_text()
    choose(pad, "feature maps", "none")
    assert pad.locator(".cnn-maps canvas").count() == 0
    choose(pad, "feature maps", "the end of each block")
    assert pad.locator(".cnn-maps canvas").count() == 2


def test_what_is_kept_here_is_said_to_stay_here(tab, pad):
    tab.mouse.up()
    choose(pad, "it is a", "7")
    pad.get_by_role("button", name="keep it").click()
    assert pad.get_by_role("status").inner_text() == "kept as 7; 1 kept on this page only"
    pad.get_by_role("button", name="keep it").click()
    assert words(pad) == "Draw a digit first."
    assert pad.get_by_text("The network travels with this view: 201 KB.").is_visible()


def test_the_browser_shows_its_image_and_every_summand_of_the_channel(tab):
    view = view_of(tab, "Feature-map browser")
    choose(view, "image", "image 1")
    choose(view, "layer", "block2.0")
    set_slider(view, "channel", 9)
    names = models()
    with torch.no_grad():
        wanted = names["model"].block2[0](names["model"].block1(names["batch"][1:2]))[0, 9]
    view.get_by_text(f"14 × 14 numbers from {as_shown(wanted.min())}").wait_for()
    image = grey_of(view.get_by_role("img", name="image 1"))
    assert (image - 255 * names["batch"][1, 0] / names["batch"][1].max()).abs().max() <= 1
    assert view.get_by_role("img", name="what channel", exact=False).count() == 32
    assert view.get_by_role("img", name="channel 31", exact=True).count() == 1
    row, column, *_terms, total = numbers_in(words(view))
    assert total == pytest.approx(wanted[int(row), int(column)].item(), abs=0.0051)
    assert view.get_by_text("the network, 201 KB, and its images, 6 KB").is_visible()


def test_the_map_is_walked_by_keys_up_to_its_rim(tab):
    view = view_of(tab, "Feature-map browser")
    choose(view, "layer", "block1.0")
    view.get_by_role("application").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowUp", "ArrowUp", "ArrowUp"):
        tab.keyboard.press(key)
    assert numbers_in(words(view))[:2] == [0, 2]


def test_the_batch_norm_view_moves_too(tab):
    view = view_of(tab, "Batch-norm view")
    set_slider(view, "β", 0.5)
    assert "the mean of y is 0.5." in words(view)


OUTSIDE = """(view) => [...view.querySelectorAll("*")].filter((element) => {
    const [box, frame] = [element, view].map((one) => one.getBoundingClientRect());
    return box.width && (box.right > frame.right || box.left < frame.left);
}).map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("width", [400, 700])
def test_nothing_leaves_its_frame_on_a_narrow_page(tab, title, width):
    tab.set_viewport_size({"width": width, "height": 900})
    view = view_of(tab, title)
    if title == "Digit pad":
        choose(view, "feature maps", "every layer")
    outside = view.evaluate(OUTSIDE)
    tab.set_viewport_size({"width": 1280, "height": 900})
    assert outside == []


@pytest.mark.parametrize("title", TITLES)
def test_on_a_dark_page_the_view_is_dark_and_legible(tab, title):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    view = view_of(tab, title)
    tab.evaluate('document.body.dataset.jpThemeLight = "false"')
    ground = view.evaluate("view => getComputedStyle(view).backgroundColor")
    results = axe.Axe().run(tab, context=f'.cnn-view[aria-label="{title}"]')
    tab.evaluate('document.body.dataset.jpThemeLight = "true"')
    assert ground == "rgb(17, 17, 17)"
    assert [found["id"] for found in results.response["violations"]] == []


def test_the_zero_of_signed_maps_lets_the_ground_through_and_the_largest_does_not(tab):
    view = view_of(tab, "Feature-map browser")
    choose(view, "image", "image 1")
    choose(view, "layer", "block2.0")
    set_slider(view, "channel", 9)
    map_ = view.get_by_role("application")
    opaque = torch.tensor(map_.evaluate(PIXELS)[3::4])
    names = models()
    with torch.no_grad():
        values = names["model"].block2[0](names["model"].block1(names["batch"][1:2]))[0, 9]
    wanted = 255 * values.abs().flatten() / values.abs().max()
    assert (opaque - wanted).abs().max() <= 1
    assert "the ground of the view is zero" in view.inner_text()


def test_no_error_was_raised_on_the_page(tab):
    """The last test of the file."""
    assert tab.errors == []
