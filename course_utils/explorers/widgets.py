"""Views with a model: digit pad and feature-map browser. One ES module each."""

import base64
from typing import Any
from weakref import WeakKeyDictionary

import anywidget
import numpy as np
import torch
import traitlets
from IPython.display import display
from matplotlib.figure import Figure
from torch import Tensor, nn

from course_utils.data import InMemoryDataset
from course_utils.errors import InputError
from course_utils.explorers import stills
from course_utils.explorers.network import as_base64, as_data, in_words
from course_utils.explorers.pages import page, source
from course_utils.plots.figures import as_html
from course_utils.shapes import device_of, eval_mode

MOST_PARTS = 10  # contributions in the still picture
MOST_BYTES_IN_A_PAGE = 1_000_000  # of weights and images: a notebook's file stays readable


def _show(widget: anywidget.AnyWidget, html: str, alt: str) -> None:
    """Display a widget, and HTML for where no kernel stands behind it."""
    made = widget._repr_mimebundle_()
    data, metadata = made if isinstance(made, tuple) else (made, {})
    display({**data, "text/html": html, "text/plain": alt}, metadata=metadata, raw=True)


def _page(view: str, data: dict[str, Any], n_bytes: int, still: str) -> str:
    """The view with its network, or why a page does not hold it."""
    if n_bytes <= MOST_BYTES_IN_A_PAGE:
        return page(view, data, still)
    return (
        f"{still}<p>This view is alive where the notebook runs. What it computes from has "
        f"{in_words(n_bytes)}, which is too much for a page.</p>"
    )


class DigitPad(anywidget.AnyWidget):
    """Draw a digit, and the model reads it; `kept` holds what was kept, with its label."""

    _esm = source("digit_pad")
    network = traitlets.Dict().tag(sync=True)  # see as_data
    # Pixels are base64 in text: Colab loses Bytes traits.
    drawing = traitlets.Unicode().tag(sync=True)  # 784 bytes
    kept = traitlets.List().tag(sync=True)  # [784 bytes, label] each
    taken = traitlets.Int().tag(sync=True)  # how many of them have come here

    @traitlets.observe("kept")
    def _take(self, _change: object) -> None:
        self.taken = len(self.kept)

    @property
    def image(self) -> Tensor:
        """The digit that was drawn last, 1×28×28, float, from 0 to 1; InputError without one."""
        if not self.drawing:
            raise InputError("Nothing has been drawn yet. Draw a digit on the pad first.")
        return decode_drawing(self.drawing)

    def test_set(self) -> InMemoryDataset:
        """The drawings that were kept, with their labels, as a tiny test set."""
        if not self.kept:
            raise InputError('No drawing has been kept yet. Draw a digit and press "keep it".')
        images = torch.cat([decode_drawing(pixels) for pixels, _ in self.kept])
        labels = torch.tensor([label for _, label in self.kept])
        return InMemoryDataset((255 * images).round().to(torch.uint8), labels)


_pads: WeakKeyDictionary[nn.Module, DigitPad] = WeakKeyDictionary()


def digit_pad(model: nn.Module) -> DigitPad:
    """Show a pad to draw on, read by a model that takes N×1×28×28 images and gives ten logits.

    The pad takes along the model's weights as they are now; running the cell again shows the same
    pad, with the drawings that were kept. Raises InputError for another model, and for one that
    does what the pad cannot compute. The pad gives `image` and `test_set()`.
    """
    example = stills.a_seven()
    shares = shares_of(model, example[None])
    network = as_data(model, example[None, None])
    if model not in _pads:
        _pads[model] = DigitPad()
    pad = _pads[model]
    pad.network = network
    alt = (
        "A 7 of two strokes, and the share that the network gives each digit: most to "
        f"{shares.argmax().item()}. Where scripts run, you draw here."
    )
    still = as_html(stills.reading(example, shares), alt)
    data = {"network": network, "kept": []}
    _show(pad, _page("digit_pad", data, network["bytes"], still), alt)
    return pad


def shares_of(model: nn.Module, image: Tensor) -> Tensor:
    """The share of each digit for an image 1×28×28; InputError for a model without ten logits."""
    with eval_mode(model), torch.no_grad():
        logits = model(image[None].to(device_of(model)))
    if not isinstance(logits, Tensor) or logits.shape != (1, 10) or not logits.isfinite().all():
        raise InputError("The model does not give ten finite logits for an image 1×1×28×28.")
    return logits.softmax(dim=1)[0].float().cpu()


def decode_drawing(pixels: str) -> Tensor:
    """1×28×28 float values from 0 to 1, from the base64 text of 784 bytes."""
    content = np.frombuffer(base64.b64decode(pixels), dtype=np.uint8)
    return torch.from_numpy(content.copy()).reshape(1, 28, 28).float() / 255


class FeatureMapBrowser(anywidget.AnyWidget):
    """One channel of a convolution, and what each channel before adds to it."""

    _esm = source("feature_maps")
    network = traitlets.Dict().tag(sync=True)  # see as_data
    images = traitlets.List().tag(sync=True)  # their names
    samples = traitlets.Unicode().tag(sync=True)  # their numbers, base64 of float32
    size = traitlets.Unicode().tag(sync=True)  # how many bytes these are, in words
    drawing = traitlets.Unicode().tag(sync=True)  # of a pad: 784 bytes in base64


def convolutions(model: nn.Module) -> list[tuple[str, nn.Conv2d]]:
    """Names and layers; InputError where there is none, or one whose channels are in groups."""
    found = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Conv2d)]
    if not found or any(conv.groups > 1 for _, conv in found):
        raise InputError("The model needs convolutions (nn.Conv2d), without groups, to look into.")
    return found


def feature_map_browser(
    model: nn.Module, images: Tensor, pad: DigitPad | None = None
) -> FeatureMapBrowser:
    """Show the feature maps of a model for images N×1×28×28 (float, 0 to 1) and a pad's drawing.

    Raises InputError for a model without convolutions or with layers that the browser cannot
    compute, and for other images.
    """
    if images.dim() != 4 or len(images) == 0:
        raise InputError(f"Images N×1×28×28 are wanted; these are {tuple(images.shape)}.")
    name, conv = convolutions(model)[-1]
    network = as_data(model, images)
    data = {
        "network": network,
        "images": [f"image {index}" for index in range(len(images))],
        "samples": as_base64(images),
        "size": in_words(4 * images.numel()),
    }
    browser = FeatureMapBrowser(**data)
    if pad is not None:
        browser.images = [*browser.images, "your drawing"]
        traitlets.dlink((pad, "drawing"), (browser, "drawing"))
    alt = f"An image, what each channel adds to channel 0 of {name}, and the sum of all."
    still = as_html(_still_of_maps(model, conv, images[0], f"{name}, channel 0"), alt)
    n_bytes = network["bytes"] + 4 * images.numel()
    _show(browser, _page("feature_maps", data, n_bytes, still), alt)
    return browser


def _still_of_maps(model: nn.Module, conv: nn.Conv2d, image: Tensor, title: str) -> Figure:
    parts, bias = contributions(model, conv, image, channel=0)
    titles = [f"+ channel {index}" for index in range(len(parts))]
    if len(parts) > MOST_PARTS:
        titles = [*titles[:MOST_PARTS], f"+ the other {len(parts) - MOST_PARTS}"]
        parts = torch.cat([parts[:MOST_PARTS], parts[MOST_PARTS:].sum(dim=0, keepdim=True)])
    added = dict(zip(titles, parts, strict=True))
    return stills.summands(image[0].cpu(), added, bias, title)


def contributions(
    model: nn.Module, conv: nn.Conv2d, image: Tensor, channel: int
) -> tuple[Tensor, float]:
    """C×H×W: what each input channel adds to one output channel of a convolution; and its bias."""
    seen = input_of(model, conv, image[None])
    slices = conv.weight[channel].detach().unsqueeze(1)  # C×1×k×k: each for one channel alone
    parts = nn.functional.conv2d(
        seen, slices, None, conv.stride, conv.padding, conv.dilation, groups=conv.in_channels
    )[0]
    return parts.cpu(), conv.bias[channel].item() if conv.bias is not None else 0.0


def input_of(model: nn.Module, layer: nn.Module, images: Tensor) -> Tensor:
    """What a layer of the model is given when the model reads the images, in eval mode."""
    seen: list[Tensor] = []
    hook = layer.register_forward_hook(lambda _layer, inputs, _output: seen.append(inputs[0]))
    try:
        with eval_mode(model), torch.no_grad():
            model(images.to(device_of(model)))
    finally:
        hook.remove()
    return seen[0]
