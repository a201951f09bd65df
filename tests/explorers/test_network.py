"""The network inside a view: its description in Python, its forward pass in JavaScript."""

import base64

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from views import centred

from course_utils import explorers
from course_utils.errors import InputError
from course_utils.explorers.network import as_base64, as_data, in_words
from course_utils.explorers.pages import FOLDER
from course_utils.explorers.widgets import contributions, convolutions
from course_utils.models import TwoLayerCNN
from course_utils.shapes import count_parameters
from course_utils.zoo import ZOO

CLOSE = {"atol": 1e-4, "rtol": 1e-4}
CALL = "async ([address, argument]) => {{ const m = await import(address); return {body}; }}"


@pytest.fixture(scope="module")
def tab(browser):
    """An empty page, to run JavaScript in that needs none."""
    opened = browser.new_page()
    yield opened
    opened.close()


def run(tab, script: str, body: str, argument: object) -> object:
    """What an expression with the module `m` of a script and its `argument` gives."""
    text = base64.b64encode((FOLDER / f"{script}.js").read_bytes()).decode()
    return tab.evaluate(CALL.format(body=body), [f"data:text/javascript;base64,{text}", argument])


def lively(model: nn.Module) -> nn.Module:
    """In eval mode, with no number that could hide a mistake: biases and averages are drawn."""
    chance = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for layer in model.modules():
            for name in ("bias", "running_mean"):
                if getattr(layer, name, None) is not None:
                    getattr(layer, name).normal_(0, 0.3, generator=chance)
            if isinstance(layer, nn.BatchNorm2d):
                layer.running_var.uniform_(0.5, 2, generator=chance)
                if layer.affine:
                    layer.weight.uniform_(-1, 2, generator=chance)
    return model.eval()


def torch_forward(model: nn.Module, images: torch.Tensor) -> list[torch.Tensor]:
    """What each layer gives, in the order of their work."""
    after, hooks = [], []
    for layer in model.modules():
        if not list(layer.children()):
            note = lambda _l, _i, output: after.append(output[0].flatten().clone())  # noqa: E731
            hooks.append(layer.register_forward_hook(note))
    with torch.no_grad():
        model(images)
    for hook in hooks:
        hook.remove()
    return after


FORWARD = """(() => {
    const { network, image } = argument, start = m.mapsOf(m.floats(image), ...network.input);
    return m.forward(m.unpacked(network), start).map(({ values }) => [...values]);
})()"""


def assert_agree(tab, model: nn.Module, image: torch.Tensor) -> None:
    argument = {"network": as_data(model, image[None]), "image": as_base64(image)}
    got = run(tab, "network", FORWARD, argument)
    wanted = torch_forward(model, image[None])
    assert len(got) == len(wanted)
    for one, other in zip(got, wanted, strict=True):
        torch.testing.assert_close(torch.tensor(one), other, **CLOSE)


@pytest.fixture
def image() -> torch.Tensor:
    return torch.rand(1, 28, 28, generator=torch.Generator().manual_seed(2))


@pytest.mark.parametrize("name", ZOO)
def test_after_every_layer_there_are_the_numbers_of_torch(tab, name, image):
    torch.manual_seed(0)
    assert_agree(tab, lively(ZOO[name].make()), image)


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(2, 5, kernel_size=3, stride=2, padding=1, bias=False),
        nn.Conv2d(2, 6, kernel_size=(3, 1), stride=(1, 2), padding=(0, 2)),
        nn.Conv2d(2, 4, kernel_size=5, padding="same"),
        nn.Conv2d(2, 4, kernel_size=2, padding="valid"),
        nn.MaxPool2d(3, stride=2, padding=1),
        nn.MaxPool2d((2, 3)),
        nn.BatchNorm2d(2, affine=False),
        nn.ReLU(inplace=True),
        nn.Sequential(nn.Flatten(), nn.Linear(2 * 9 * 7, 3, bias=False)),
    ],
    ids=str,
)
def test_each_setting_of_a_layer_has_the_effect_that_it_has_in_torch(tab, layer):
    torch.manual_seed(0)
    model = lively(nn.Sequential(nn.Identity(), layer))
    assert_agree(tab, model, torch.randn(2, 9, 7) - 1)  # -1: padding of 0 would win a maximum


@pytest.mark.parametrize("name", ZOO)
def test_what_each_channel_adds_is_what_torch_adds(tab, name, image):
    torch.manual_seed(0)
    model = lively(ZOO[name].make())
    convs = [index for index, layer in enumerate(as_data(model, image[None])["layers"])
             if layer["kind"] == "conv"]  # fmt: skip
    body = """(() => {
        const network = m.unpacked(argument.network), index = argument.index;
        const image = m.mapsOf(m.floats(argument.image), ...network.input);
        const before = index ? m.forward(network, image, index - 1).at(-1) : image;
        return [...m.summands(before, network.layers[index], 3).values];
    })()"""
    for index, (_, conv) in zip(convs, convolutions(model), strict=True):
        argument = {"network": as_data(model, image[None]), "image": as_base64(image)}
        got = run(tab, "network", body, {**argument, "index": index})
        wanted, _bias = contributions(model, conv, image, channel=3)
        torch.testing.assert_close(torch.tensor(got), wanted.flatten(), **CLOSE)


def test_shares_are_those_of_softmax_for_large_logits_too(tab):
    logits = torch.tensor([1000.0, 999, -1000, 0])
    got = run(tab, "network", "m.softmax(argument)", logits.tolist())
    torch.testing.assert_close(torch.tensor(got), logits.softmax(dim=0), **CLOSE)


def test_a_block_goes_from_one_convolution_to_the_next_and_ends_before_the_dense_layers(tab):
    network = as_data(ZOO["configurable CNN with batch norm"].make(), torch.zeros(1, 1, 28, 28))
    blocks = run(tab, "network", "m.endsOfBlocks(argument)", network)
    assert [network["layers"][block["index"]]["name"] for block in blocks] == [
        "layers.block1.relu",
        "layers.block2.relu",
    ]
    assert blocks[1]["name"] == "block 2"
    assert blocks[1]["words"] == "convolution, batch norm, max pooling, ReLU"
    layers = run(tab, "network", "m.layersOfMaps(argument)", network)
    signed = [layer["signed"] for layer in layers]
    assert signed == 2 * [
        True,
        True,
        True,
        False,
    ]  # only what comes out of a ReLU is never negative


def test_the_weights_have_the_size_that_is_said():
    model = ZOO["two-layer CNN 10/20"].make()
    data = as_data(model, torch.zeros(1, 1, 28, 28))
    assert data["bytes"] == len(base64.b64decode(data["weights"])) == 4 * count_parameters(model)
    assert data["size"] == "34 KB"
    assert in_words(5_518_228) == "5.5 MB"


def test_a_network_is_taken_as_it_is_now_and_left_as_it_is():
    model = TwoLayerCNN().train()
    before = as_data(model, torch.zeros(1, 1, 28, 28))
    assert model.training
    assert not any(layer._forward_hooks or layer._forward_pre_hooks for layer in model.modules())
    with torch.no_grad():
        model.block1[0].bias.add_(1)
    assert as_data(model, torch.zeros(1, 1, 28, 28))["weights"] != before["weights"]


class Functional(nn.Module):
    """A network whose forward uses functions besides its layers."""

    def __init__(self, between=lambda x: x, at_the_end=lambda x: x):
        super().__init__()
        self.conv, self.relu = nn.Conv2d(1, 4, 3), nn.ReLU()
        self.second, self.last = nn.Conv2d(4, 4, 3), nn.Linear(4 * 24 * 24, 10)
        self.between, self.at_the_end = between, at_the_end

    def forward(self, images):
        maps = self.relu(self.second(self.relu(self.between(self.conv(images)))))
        return self.at_the_end(self.last(maps.view(len(maps), -1)))


def test_a_layer_used_twice_and_maps_laid_flat_by_view_are_understood(tab, image):
    assert_agree(tab, lively(Functional()), image)


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (Functional(between=F.relu), "Between the layer conv and the layer relu"),
        (Functional(between=lambda x: x.transpose(2, 3)), "Between the layer conv and the layer"),
        (Functional(at_the_end=lambda x: F.log_softmax(x, 1)), "last and the network's answer"),
        (nn.Sequential(nn.Conv2d(1, 2, 3), nn.Tanh()), "does not know the layer 1: Tanh"),
        (
            nn.Sequential(nn.Conv2d(1, 2, 3, dilation=2)),
            r"dilation=\(2, 2\) of the layer 0: Conv2d",
        ),
        (nn.Sequential(nn.Identity(), nn.MaxPool2d(2, ceil_mode=True)), "ceil_mode=True"),
        (nn.Sequential(nn.Conv2d(1, 2, 2, padding="same")), "filter of even size"),
        (nn.Sequential(nn.BatchNorm2d(1, track_running_stats=False)), "track_running_stats=False"),
        (nn.Sequential(nn.Linear(28, 10)), r"The layer 0 \(Linear\) gets 3 axes"),
    ],
    ids=["between", "order", "end", "layer", "dilation", "pooling", "even", "averages", "rows"],
)
@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
def test_what_the_browser_could_not_compute_is_refused_in_words(model, words):
    with pytest.raises(InputError, match=words):
        as_data(model, torch.zeros(1, 1, 28, 28))


@pytest.mark.parametrize("show", [explorers.digit_pad, lambda model: as_data(model, DIGITS)])
def test_a_network_that_has_diverged_is_not_shown(show):
    model = TwoLayerCNN()
    with torch.no_grad():
        model.block1[0].weight.fill_(float("nan"))
    with pytest.raises(InputError, match="finite"):
        show(model)


DIGITS = torch.zeros(1, 1, 28, 28)
DRAWINGS = {
    "a stroke": [(40, 200, 100, 130)],
    "an angle": [(40, 60, 40, 200), (60, 260, 180, 204)],
    "a dot in the corner": [(0, 10, 0, 10)],
    "the whole width": [(100, 104, 0, 280)],
    "heavy on one side": [(0, 280, 0, 120), (270, 280, 0, 280)],
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_treated_as_mnist_was_made(tab, name):
    ink = torch.zeros(280, 280)
    for index, (top, bottom, left, right) in enumerate(DRAWINGS[name]):
        ink[top:bottom, left:right] = 255 - 60 * index
    got = run(tab, "drawing", "[...m.centred(argument.flatMap((v) => [v, v, v, 255]), 280)]",
              ink.flatten().tolist())  # fmt: skip
    assert (torch.tensor(got).reshape(28, 28) - centred(ink)).abs().max() <= 1


def test_no_ink_is_no_drawing(tab):
    empty = torch.zeros(4 * 280 * 280).tolist()
    assert run(tab, "drawing", "m.centred(argument, 280)", empty) is None
