"""Views that need no kernel, as HTML with one ES module inside; a picture where no script runs."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

import torch
from IPython.display import display
from matplotlib.figure import Figure
from torch import Tensor, nn
from torch.nn import functional as F

from course_utils.errors import InputError
from course_utils.explorers import stills
from course_utils.explorers.views import VIEWS
from course_utils.plots import digit_with_values
from course_utils.plots.descent import descent_paths
from course_utils.plots.figures import as_html
from course_utils.shapes import WINDOWED, conv_output_size
from course_utils.zoo import ZOO

FOLDER = Path(__file__).parent
SMALL = 10  # an explorer shows images up to this side length, so that every number can be read
IMAGE_SIDE = 28
# Losses over one weight as coefficients of 1, w, w² …: (w − 3)², and one with a second valley.
CURVES = {"one valley": [9.0, -6.0, 1.0], "two valleys": [2.25, -3.15, 2.3, -0.6, 0.05]}
WEIGHTS = (-1, 7)  # the weights of the picture


def pixel_viewer(images: Tensor, labels: Sequence[int] | Tensor) -> None:
    """Show images N×28×28 (uint8) to zoom into; hovering a pixel tells its value."""
    if images.dim() != 3 or images.shape[1:] != (IMAGE_SIDE, IMAGE_SIDE) or len(images) == 0:
        raise InputError(f"N×28×28 images are wanted; these are {tuple(images.shape)}.")
    if images.dtype != torch.uint8:
        raise InputError(f"The images are {images.dtype}; whole numbers (uint8) are wanted.")
    if len(labels) != len(images):
        raise InputError(f"There are {len(images)} images and {len(labels)} labels.")
    data = {"images": images.tolist(), "labels": [int(label) for label in labels]}
    still = digit_with_values(images[0], f"Pixel viewer: label {data['labels'][0]}")
    show_page("pixel_viewer", data, still, "The first image with the value of each pixel in it.")


def convolution_explorer(image: Tensor) -> None:
    """Show the convolution explorer on an H×W image of at most 10×10 numbers."""
    rows = small_rows(image)
    kernel = torch.tensor([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
    answers = F.conv2d(torch.tensor(rows)[None, None], kernel[None, None])[0, 0]
    still = stills.convolution(torch.tensor(rows), kernel)
    alt = (
        f"An image of {len(rows)} by {len(rows[0])} numbers with a window in its corner, a filter "
        "for horizontal edges, the nine products, and the output of the convolution, from "
        f"{answers.min():.2f} to {answers.max():.2f}; its first number is the products' sum."
    )
    show_page("convolution", {"image": rows}, still, alt)


def pooling_explorer(image: Tensor) -> None:
    """Show the pooling explorer on an H×W image of at most 10×10 numbers."""
    rows = small_rows(image)
    alt = (
        f"An image of {len(rows)} by {len(rows[0])} numbers with its windows of 2 by 2, the first "
        "one framed and its largest number starred, and the same after max pooling."
    )
    show_page("pooling", {"image": rows}, stills.pooling(torch.tensor(rows)), alt)


def receptive_field_explorer(image: Tensor) -> None:
    """Show what one output of each layer of the course's networks sees of a 28×28 image."""
    image = image.detach().cpu().squeeze()
    if image.shape != (IMAGE_SIDE, IMAGE_SIDE):
        raise InputError(f"The image is {tuple(image.shape)}; 28×28 or 1×28×28 is wanted.")
    image = image / 255 if image.dtype == torch.uint8 else image
    with torch.random.fork_rng(devices=[]):  # a picture must not change what follows
        networks = [[name, windows_of(model.make())] for name, model in ZOO.items()]
    name, layers = networks[0]
    data = {"networks": networks, "image": _rounded(image)}
    alt = f"The digit, and what one output of the last layer of the {name} sees of it."
    show_page("receptive_field", data, stills.receptive_field(image, name, layers), alt)


def ball_on_the_curve() -> None:
    """Show steps of gradient descent on a loss over one weight; the learning rate is a slider."""
    still = descent_paths(lambda w: (w - 3) ** 2, lambda w: 2 * (w - 3), 0.0, [0.2], 3, WEIGHTS)
    alt = (
        "The loss (w − 3)² over one weight w, and three steps of gradient descent from 0 at a "
        "learning rate of 0.2: the weights are 1.2, 1.92 and 2.35."
    )
    data = {"curves": [[name, numbers] for name, numbers in CURVES.items()], "between": WEIGHTS}
    show_page("descent", data, still, alt)


def dropout_view() -> None:
    """Show units, mask and output of dropout, in train and in eval mode."""
    chance = torch.Generator().manual_seed(0)
    units = torch.rand(6, 6, generator=chance).round(decimals=1)
    chances = torch.rand(6, 6, generator=chance)
    mask = (chances >= 0.5).float()
    still = stills.number_grids(
        {"units": units, "mask": mask, "output, p = 0.5": units * mask / 0.5}, signed=2
    )
    data = {"units": _rounded(units), "chances": chances.tolist()}
    alt = "Units, a mask of zeros and ones, and the units that stay, twice as large."
    show_page("dropout", data, still, alt)


def windows_of(model: nn.Module) -> list[dict[str, Any]]:
    """The convolutions and poolings of a model in order, with the side length after each."""
    side = IMAGE_SIDE
    found = [{"name": "image", "kernel": 1, "stride": 1, "padding": 0, "side": side}]
    counts = {"conv": 0, "pool": 0}
    for layer in model.modules():
        if not isinstance(layer, WINDOWED):
            continue
        kernel, stride, padding = (
            value if isinstance(value, int) else value[0]
            for value in (layer.kernel_size, layer.stride, layer.padding)
        )
        side = conv_output_size(side, kernel, stride, padding)
        kind = "conv" if isinstance(layer, nn.Conv2d) else "pool"
        counts[kind] += 1
        window = {"kernel": kernel, "stride": stride, "padding": padding, "side": side}
        found.append({"name": f"{kind} {counts[kind]}", **window})
    return found


def small_rows(image: Tensor) -> list[list[float]]:
    """An image H×W, 1×H×W or 1×1×H×W as rows of numbers with two decimals."""
    image = image.detach().cpu().float()
    while image.dim() > 2 and len(image) == 1:
        image = image[0]
    if image.dim() != 2 or image.numel() == 0 or max(image.shape) > SMALL:
        raise InputError(
            f"The image is {tuple(image.shape)}; H×W with at most {SMALL}×{SMALL} is wanted. Take "
            "a window of it: image[8:15, 10:17]."
        )
    return _rounded(image)


def _rounded(image: Tensor) -> list[list[float]]:
    return [[round(value, 2) for value in row] for row in image.tolist()]


def source(view: str) -> str:
    """The JavaScript of a view: one ES module, with what it shares with other views at its top."""
    (scripts,) = (one.scripts for one in VIEWS if one.script == view)
    return "\n".join((FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in scripts)


def module_bytes() -> dict[str, int]:
    """How many bytes the module of each view has, without its data, by title."""
    return {view.title: len(source(view.script).encode()) for view in VIEWS}


def page(view: str, data: dict[str, Any], still: str) -> str:
    """HTML that shows a view wherever scripts run, and the still picture where they do not.

    JupyterLab holds all open notebooks in one document, so there are no ids: each place carries its
    own data, and the script takes every place that is not taken yet.
    """
    content = escape(json.dumps(data, ensure_ascii=False, allow_nan=False))
    module = source(view).replace("export default", "const view =", 1)
    return (
        f'<div data-cnn-view="{view}" data-cnn="{content}">{still}</div>\n'
        f'<script type="module">\n{module}\n'
        f"for (const el of document.querySelectorAll('[data-cnn-view=\"{view}\"][data-cnn]')) {{\n"
        "  const data = JSON.parse(el.dataset.cnn);\n"
        '  el.removeAttribute("data-cnn");\n'
        "  view.render({ model: { get: (name) => data[name] }, el });\n"
        "}\n</script>"
    )


def show_page(view: str, data: dict[str, Any], still: Figure, alt: str) -> None:
    """Display a page with its still picture; `alt` is the text of both."""
    html = page(view, data, as_html(still, alt))
    display({"text/html": html, "text/plain": alt}, raw=True)
