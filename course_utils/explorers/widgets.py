"""Views with a model: digit pad and feature-map browser. One ES module each."""

import base64

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
from course_utils.explorers.pages import source
from course_utils.plots.figures import as_html
from course_utils.shapes import device_of, eval_mode

MOST_PARTS = 10  # contributions in the still picture


def _show(widget: anywidget.AnyWidget, still: Figure, alt: str) -> None:
    """Display a widget, and its still picture for readers who do not run it."""
    made = widget._repr_mimebundle_()
    data, metadata = made if isinstance(made, tuple) else (made, {})
    html = {"text/html": as_html(still, alt), "text/plain": alt}
    display({**data, **html}, metadata=metadata, raw=True)


class DigitPad(anywidget.AnyWidget):
    """Draw a digit, and the model reads it; `kept` holds what was kept, with its label."""

    _esm = source("digit_pad")
    # Pixels are base64 in text: Colab loses Bytes traits. Question and answer carry a number.
    asked = traitlets.List().tag(sync=True)  # [number, 784 bytes]
    reading = traitlets.List().tag(sync=True)  # [number, ten shares, why there are none]
    kept = traitlets.List().tag(sync=True)  # [784 bytes, label] each

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self._model = model
        self.observe(self._read, "asked")

    def _read(self, _change: object) -> None:
        number, pixels = self.asked
        try:
            self.reading = [number, shares_of(self._model, decode_drawing(pixels)).tolist(), ""]
        except Exception as error:  # else the pad would wait for ever
            self.reading = [number, [], f"{type(error).__name__}: {error}"]

    @property
    def image(self) -> Tensor:
        """The digit that was drawn last, 1×28×28, float, from 0 to 1; InputError without one."""
        if not self.asked:
            raise InputError("Nothing has been drawn yet. Draw a digit on the pad first.")
        return decode_drawing(self.asked[1])

    def test_set(self) -> InMemoryDataset:
        """The drawings that were kept, with their labels, as a tiny test set."""
        if not self.kept:
            raise InputError('No drawing has been kept yet. Draw a digit and press "keep it".')
        images = torch.cat([decode_drawing(pixels) for pixels, _ in self.kept])
        labels = torch.tensor([label for _, label in self.kept])
        return InMemoryDataset((255 * images).round().to(torch.uint8), labels)


def digit_pad(model: nn.Module) -> DigitPad:
    """Show a pad to draw on, read by a model that takes N×1×28×28 images and gives ten logits.

    Raises InputError for another model. The pad that comes back gives `image` and `test_set()`.
    """
    example = stills.a_seven()
    shares = shares_of(model, example[None])
    pad = DigitPad(model)
    alt = (
        "A 7 of two strokes, and the share that the network gives each digit: most to "
        f"{shares.argmax().item()}. Where the notebook runs, you draw here."
    )
    _show(pad, stills.reading(example, shares), alt)
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
    layers = traitlets.List().tag(sync=True)  # [name, channels] each
    images = traitlets.List().tag(sync=True)  # their names
    asked = traitlets.List().tag(sync=True)  # [layer, channel, image]
    answer = traitlets.List().tag(sync=True)  # [side, bias, parts, sum, why there are none]

    def __init__(self, model: nn.Module, images: Tensor, pad: DigitPad | None) -> None:
        self._model, self._images, self._pad = model, images, pad
        self._convs = convolutions(model)
        names = [f"image {index}" for index in range(len(images))]
        super().__init__(
            layers=[[name, conv.out_channels] for name, conv in self._convs],
            images=[*names, "your drawing"] if pad is not None else names,
            asked=[len(self._convs) - 1, 0, 0],
        )
        self._compute()
        self.observe(lambda _: self._compute(), "asked")

    def _compute(self) -> None:
        layer, channel, index = self.asked
        try:
            image = self._images[index] if index < len(self._images) else self._pad.image
            parts, bias = contributions(self._model, self._convs[layer][1], image, channel)
        except Exception as error:  # else the browser would show the last map as if it were this
            words = (
                str(error) if isinstance(error, InputError) else f"{type(error).__name__}: {error}"
            )
            self.answer = [1, 0.0, "", "", words]
            return
        sums = parts.sum(dim=0) + bias
        self.answer = [parts.shape[-1], bias, as_base64(parts), as_base64(sums), ""]


def convolutions(model: nn.Module) -> list[tuple[str, nn.Conv2d]]:
    """Names and layers; InputError where there is none, or one whose channels are in groups."""
    found = [(name, m) for name, m in model.named_modules() if isinstance(m, nn.Conv2d)]
    if not found or any(conv.groups > 1 for _, conv in found):
        raise InputError("The model needs convolutions (nn.Conv2d), without groups, to look into.")
    return found


def feature_map_browser(
    model: nn.Module, images: Tensor, pad: DigitPad | None = None
) -> FeatureMapBrowser:
    """Show the feature maps of a model for images N×1×28×28 (float, 0 to 1) and a pad's drawing."""
    if images.dim() != 4 or len(images) == 0:
        raise InputError(f"Images N×1×28×28 are wanted; these are {tuple(images.shape)}.")
    browser = FeatureMapBrowser(model, images, pad)
    name, conv = convolutions(model)[-1]
    parts, bias = contributions(model, conv, images[0], channel=0)
    titles = [f"+ channel {index}" for index in range(len(parts))]
    if len(parts) > MOST_PARTS:
        titles = [*titles[:MOST_PARTS], f"+ the other {len(parts) - MOST_PARTS}"]
        parts = torch.cat([parts[:MOST_PARTS], parts[MOST_PARTS:].sum(dim=0, keepdim=True)])
    added = dict(zip(titles, parts, strict=True))
    still = stills.summands(images[0, 0].cpu(), added, bias, f"{name}, channel 0")
    alt = f"An image, what each channel adds to channel 0 of {name}, and the sum of all."
    _show(browser, still, alt)
    return browser


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


def as_base64(values: Tensor) -> str:
    """float32 numbers as base64 text."""
    return base64.b64encode(values.float().contiguous().numpy().tobytes()).decode()
