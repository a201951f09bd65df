"""Interactive views without a browser: what they are given, what they refuse, what they change."""

import base64
import json
import re
from html import unescape

import numpy as np
import pytest
import torch
from torch import nn
from views import names_of_the_notebook

from course_utils import explorers
from course_utils.errors import InputError
from course_utils.explorers import VIEWS, pages, stills, widgets
from course_utils.explorers.pages import FOLDER, page, small_rows, windows_of
from course_utils.explorers.views import View
from course_utils.explorers.widgets import contributions, shares_of
from course_utils.models import ConfigurableCNN, TwoLayerCNN
from course_utils.zoo import ZOO

DIGIT = torch.arange(784).remainder(256).to(torch.uint8).reshape(28, 28)
SCRIPTS = [view.script for view in VIEWS]


@pytest.fixture
def displayed(monkeypatch):
    """What the views put on the page, as MIME bundles."""
    shown = []
    for module in (pages, widgets):
        monkeypatch.setattr(module, "display", lambda data, **_: shown.append(data))
    return shown


def data_of(html: str) -> dict:
    return json.loads(unescape(re.search(r'data-cnn="([^"]*)"', html)[1]))


@pytest.fixture(scope="module")
def shown_by_each():
    """What each view puts on the page at last; some take what a view before them has given."""
    names, shown = names_of_the_notebook(), {}
    with pytest.MonkeyPatch.context() as patched:
        for module in (pages, widgets):
            patched.setattr(module, "display", lambda data, **_: on_the_page.append(data))
        for view in VIEWS:
            on_the_page = []
            exec(view.example, names)
            shown[view.title] = on_the_page[-1]
    return shown


def title_of(view: View) -> str:
    return view.title


def test_every_module_is_a_view_of_the_list_and_every_view_has_its_function():
    files = {path.stem for path in FOLDER.glob("*.js")}
    scripts = {script for view in VIEWS for script in view.scripts}
    assert scripts - files == set(), "scripts of VIEWS without their file"
    assert files - scripts == set(), "scripts that no row of VIEWS names"
    assert explorers.__all__ == sorted(view.function for view in VIEWS)
    for view in VIEWS:
        assert getattr(explorers, view.function).__module__.endswith(f".{view.python}")
        named = f'"{view.title}"' in pages.source(view.script)
        assert named, f'{view.script}.js does not call frame(el, "{view.title}", …)'


@pytest.mark.parametrize("view", VIEWS, ids=title_of)
def test_each_view_leaves_a_picture_with_a_text_where_nothing_runs(view, shown_by_each):
    data = shown_by_each[view.title]
    assert re.search(r'<img alt="[^"]{20,}"', data["text/html"])
    assert data["text/plain"] == unescape(re.search(r'alt="([^"]*)"', data["text/html"])[1])


@pytest.mark.parametrize("view", [v for v in VIEWS if v.python != "widgets"], ids=title_of)
def test_showing_a_view_leaves_the_random_numbers_that_follow_as_they_were(view, displayed):
    names = names_of_the_notebook()
    torch.manual_seed(1)
    wanted = torch.rand(3)
    torch.manual_seed(1)
    exec(view.example, names)
    assert torch.equal(torch.rand(3), wanted)


@pytest.mark.parametrize("view", SCRIPTS)
def test_a_module_fetches_nothing_and_stands_alone(view):
    text = pages.source(view)
    assert text.count("export default") == 1
    assert not re.search(
        r"https?://(?!www\.w3\.org/2000/svg\b)|\bimport\b|\bfetch\(|XMLHttpRequest|innerHTML", text
    )


@pytest.mark.parametrize("view", SCRIPTS)
def test_no_view_adds_a_heading_to_those_of_the_lesson(view):
    assert not re.search(r'"h[1-6]"', pages.source(view))


def test_a_page_needs_no_ids_so_that_two_notebooks_do_not_share_one():
    html = page("dropout", {"units": [[1.0]]}, "<img>")
    assert not re.search(r"\bid=|getElementById", html)
    assert data_of(html) == {"units": [[1.0]]}


def test_data_cannot_end_the_attribute_that_holds_it():
    data = {"name": "\"'><script>alert(1)</script>"}
    assert data_of(page("dropout", data, "")) == data


@pytest.mark.parametrize("name", ZOO)
def test_windows_have_the_side_lengths_that_the_layers_really_give(name):
    model, sides = ZOO[name].make(), [28]
    for layer in model.modules():
        if isinstance(layer, (nn.Conv2d, nn.MaxPool2d)):
            layer.register_forward_hook(lambda _l, _i, output: sides.append(output.shape[-1]))
    model.eval()(torch.zeros(1, 1, 28, 28))
    assert [window["side"] for window in windows_of(model)] == sides


@pytest.mark.parametrize("shape", [(7, 7), (1, 7, 7), (1, 1, 7, 7), (1, 10), (1, 1)])
def test_small_images_come_with_or_without_batch_and_channel_axes(shape):
    rows = small_rows(torch.full(shape, 0.254))
    assert torch.tensor(rows).numel() == torch.Size(shape).numel()
    assert rows[0][0] == 0.25


@pytest.mark.parametrize("shape", [(11, 7), (2, 7, 7), (7,), (0, 7)])
def test_other_images_are_refused_in_words(shape):
    with pytest.raises(InputError, match="at most 10×10 is wanted"):
        small_rows(torch.zeros(shape))


@pytest.mark.parametrize(
    ("images", "labels", "words"),
    [
        (DIGIT, [5], "N×28×28 images are wanted"),
        (DIGIT[None].float(), [5], "whole numbers"),
        (DIGIT[None], [5, 6], "1 images and 2 labels"),
    ],
)
def test_the_pixel_viewer_refuses_what_it_cannot_show(images, labels, words):
    with pytest.raises(InputError, match=words):
        explorers.pixel_viewer(images, labels)


def test_the_receptive_field_explorer_wants_a_whole_digit():
    with pytest.raises(InputError, match="28×28"):
        explorers.receptive_field_explorer(torch.zeros(3, 28, 28))


def test_the_curve_with_one_valley_is_that_of_the_lesson():
    weights = torch.linspace(-1, 7, 9)
    for name, numbers in pages.CURVES.items():
        powers = torch.stack([weights**n for n in range(len(numbers))])
        losses = torch.tensor(numbers) @ powers
        assert losses.min() >= 0, name
        if name == "one valley":
            torch.testing.assert_close(losses, (weights - 3) ** 2)


def ends(curve: str, start: float, learning_rate: float, steps: int) -> float:
    weight = torch.tensor(start)
    for _ in range(steps):
        weight.requires_grad_()
        loss = sum(number * weight**n for n, number in enumerate(pages.CURVES[curve]))
        (slope,) = torch.autograd.grad(loss, weight)
        weight = (weight - learning_rate * slope).detach()
    return weight.item()


def test_the_ball_ends_where_the_answers_of_lesson_0_say():
    assert ends("one valley", 0.0, 0.5, 1) == pytest.approx(3)
    assert ends("two valleys", 0.0, 0.2, 10) == pytest.approx(1.1, abs=0.05)
    assert ends("two valleys", 4.0, 0.2, 10) == pytest.approx(5, abs=0.1)
    assert ends("two valleys", 0.0, 1.0, 10) == pytest.approx(5, abs=0.1)


# Views with a model.


def as_pixels(image: torch.Tensor) -> str:
    return base64.b64encode(image.numpy().tobytes()).decode()


@pytest.fixture
def pad(displayed):
    torch.manual_seed(0)
    return explorers.digit_pad(TwoLayerCNN())


def test_the_pad_gives_the_drawing_that_it_has_sent(pad):
    pad.drawing = as_pixels(DIGIT)
    assert torch.equal((255 * pad.image).round().to(torch.uint8)[0], DIGIT)


def test_the_pad_leaves_the_model_in_its_mode():
    model = TwoLayerCNN().train()
    model.block1.eval()
    explorers.digit_pad(model)
    assert model.training
    assert not model.block1[0].training


def test_the_pad_says_which_drawings_have_come_here(pad):
    pad.kept = [[as_pixels(DIGIT), 3]]
    assert pad.taken == 1


def test_the_network_travels_in_the_page_too(pad, displayed):
    data = data_of(displayed[-1]["text/html"])
    assert data == {"network": pad.network, "kept": []}
    assert pad.network["size"] == "201 KB"


def test_a_network_that_is_too_large_for_a_page_is_alive_in_the_notebook_only(displayed):
    pad = explorers.digit_pad(ZOO["LeNet"].make())
    html = displayed[-1]["text/html"]
    assert "data-cnn" not in html
    assert "1.7 MB, which is too much for a page" in html
    assert pad.network["bytes"] == 4 * 431_080


def test_a_model_without_ten_logits_gets_no_pad():
    with pytest.raises(InputError, match="ten finite logits"):
        explorers.digit_pad(nn.Sequential(nn.Flatten(), nn.Linear(784, 9)))


def test_kept_drawings_are_a_test_set(pad):
    pad.kept = [[as_pixels(DIGIT), 3], [as_pixels(DIGIT.T.contiguous()), 4]]
    images, labels = pad.test_set()[torch.arange(2)]
    assert labels.tolist() == [3, 4]
    assert torch.equal((255 * images[1, 0]).round().to(torch.uint8), DIGIT.T)


def test_running_the_cell_again_keeps_what_was_kept_and_takes_the_weights_of_now(displayed):
    model = TwoLayerCNN()
    pad = explorers.digit_pad(model)
    pad.kept, before = [[as_pixels(DIGIT), 3]], pad.network["weights"]
    nn.init.zeros_(model.classifier[1].weight)
    again = explorers.digit_pad(model)
    assert again.kept == [[as_pixels(DIGIT), 3]]
    assert again.network["weights"] != before
    browser = explorers.feature_map_browser(model, torch.rand(1, 1, 28, 28), pad)
    again.drawing = as_pixels(DIGIT)
    assert browser.drawing == again.drawing
    assert explorers.digit_pad(TwoLayerCNN()).kept == []


def test_a_pad_without_drawings_says_so(pad):
    with pytest.raises(InputError, match="Draw a digit"):
        _ = pad.image
    with pytest.raises(InputError, match="keep it"):
        pad.test_set()


@pytest.mark.parametrize("name", ZOO)
def test_what_the_channels_add_and_the_bias_make_the_feature_map(name):
    torch.manual_seed(0)
    model = ZOO[name].make().eval()
    for conv in (m for m in model.modules() if isinstance(m, nn.Conv2d)):
        outputs = []
        hook = conv.register_forward_hook(lambda _l, _i, output, to=outputs: to.append(output))
        parts, bias = contributions(model, conv, DIGIT[None] / 255, channel=1)
        hook.remove()
        torch.testing.assert_close(parts.sum(dim=0) + bias, outputs[0][0, 1], atol=1e-5, rtol=1e-4)


def test_the_browser_gets_the_drawing_of_a_pad_as_its_last_image(pad):
    browser = explorers.feature_map_browser(TwoLayerCNN(), torch.zeros(2, 1, 28, 28), pad)
    assert browser.images == ["image 0", "image 1", "your drawing"]
    pad.drawing = as_pixels(DIGIT)
    assert browser.drawing == as_pixels(DIGIT)


def test_a_page_of_the_browser_holds_its_images_and_no_drawing(pad, displayed):
    images = torch.rand(2, 1, 28, 28)
    explorers.feature_map_browser(TwoLayerCNN(), images, pad)
    data = data_of(displayed[-1]["text/html"])
    assert data["images"] == ["image 0", "image 1"]
    assert data["size"] == "6 KB"
    sent = torch.frombuffer(bytearray(base64.b64decode(data["samples"])), dtype=torch.float32)
    assert torch.equal(sent, images.flatten())


def test_the_weight_of_each_module_is_told_in_bytes():
    sizes = pages.module_bytes()
    assert list(sizes) == [view.title for view in VIEWS]
    for view in VIEWS:
        parts = [(FOLDER / f"{script}.js").stat().st_size for script in view.scripts]
        assert sizes[view.title] == sum(parts) + len(parts) - 1
    assert max(sizes.values()) < 50_000


def test_a_model_without_convolutions_has_no_maps():
    with pytest.raises(InputError, match=r"nn\.Conv2d"):
        explorers.feature_map_browser(nn.Sequential(nn.Flatten()), torch.zeros(1, 1, 28, 28))


def test_batch_norm_gets_the_statistics_of_the_batch_and_the_running_ones(displayed):
    torch.manual_seed(0)
    model = ConfigurableCNN(batch_norm=True)
    images = torch.rand(20, 1, 28, 28)
    explorers.batch_norm_view(model, images)
    name, eps, shape, channels = data_of(displayed[-1]["text/html"])["layers"][0]
    low, high, counts, (mean, variance), running, weight, bias = channels[3]
    with torch.no_grad():
        maps = model.layers.block1.conv(images)[:, 3]
    assert name == "layers.block1.norm"
    assert (eps, running, weight, bias) == (1e-5, [0.0, 1.0], 1.0, 0.0)
    assert shape == [20, 28, 28]
    assert (mean, variance) == pytest.approx(
        (maps.mean().item(), maps.var(correction=0).item()), abs=1e-5
    )
    assert (low, high) == pytest.approx((maps.min().item(), maps.max().item()), abs=1e-5)
    assert sum(counts) == maps.numel()


@pytest.mark.parametrize(
    "model", [ConfigurableCNN(), nn.BatchNorm2d(1, affine=False), nn.Conv2d(1, 1, 1)]
)
def test_a_model_without_full_batch_norm_is_refused_in_words(model):
    with pytest.raises(InputError, match="batch_norm=True"):
        explorers.batch_norm_view(model, torch.zeros(2, 1, 28, 28))


def test_a_network_that_has_diverged_is_named_as_such():
    model = ConfigurableCNN(batch_norm=True)
    with torch.no_grad():
        model.layers.block1.conv.weight.fill_(float("nan"))
    with pytest.raises(InputError, match="diverged"):
        explorers.batch_norm_view(model, torch.zeros(2, 1, 28, 28))


def test_the_example_of_the_pad_is_a_seven_within_the_image():
    seven = stills.a_seven()
    assert seven.shape == (28, 28)
    assert (seven.min().item(), seven.max().item()) == (0.0, 1.0)
    assert seven[0].sum() == seven[-1].sum() == 0


def test_shares_add_up_to_one():
    assert shares_of(TwoLayerCNN(), DIGIT[None] / 255).sum().item() == pytest.approx(1)


def test_the_still_of_a_feature_map_shows_the_image_every_summand_and_the_sum():
    added = {f"+ channel {index}": torch.full((2, 2), float(index)) for index in range(3)}
    figure = stills.summands(torch.zeros(4, 4), added, bias=0.5, title="a channel")
    panels = {axes.get_title(): axes.images[0] for axes in figure.axes if axes.images}
    assert list(panels) == ["image", *added, "= the sum, with bias"]
    assert float(panels["= the sum, with bias"].get_array().max()) == 3.5


def test_the_still_of_batch_norm_says_how_many_and_in_which_unit():
    edges = np.linspace(-2, 2, 5)
    figure = stills.histograms({("before", "x, the number"): (np.array([0, 9, 120, 4]), edges)})
    (axes,) = figure.axes
    ticks = [text.get_text() for text in axes.get_yticklabels()]
    assert (axes.get_title(), axes.get_xlabel()) == ("before", "x, the number")
    assert axes.get_ylabel() == "how many (log scale)"
    assert ticks == ["0", "10", "100"]
    assert axes.get_yticks() == pytest.approx(np.log1p([0, 10, 100]))
