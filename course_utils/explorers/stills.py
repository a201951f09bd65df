"""The pictures that stand in the place of views where nothing runs."""

import math
from typing import Any

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor
from torch.nn import functional as F

from course_utils.plots import BLUE, SIGNED
from course_utils.plots.patches import MARK, box, numbers_on_image

MOST_COLUMNS = 6


def number_grids(grids: dict[str, Tensor], signed: int | None = None) -> Figure:
    """Small H×W tensors side by side with their numbers; from the grid `signed` on with a sign."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    widths = [max(grid.shape[1], 3) for grid in grids.values()]
    all_axes = figure.subplots(1, len(grids), width_ratios=widths, squeeze=False)[0]
    for index, (axes, (name, grid)) in enumerate(zip(all_axes, grids.items(), strict=True)):
        numbers_on_image(axes, grid, signed is not None and index >= signed, size=6)
        axes.set_axis_off()
        axes.set_title(f"{name}, {grid.shape[0]} × {grid.shape[1]}", size=10)
    return figure


def convolution(image: Tensor, kernel: Tensor) -> Figure:
    """A convolution at its first position: the window on the image, the products, and their sum."""
    answers = F.conv2d(image[None, None], kernel[None, None])[0, 0]
    height, width = kernel.shape
    products = image[:height, :width] * kernel
    figure, (left, middle, right, last) = _grids([image, kernel, products, answers])
    numbers_on_image(left, image, size=6)
    box(left, 0, 0, height, width)
    left.set_title("image, with the window", size=10)
    numbers_on_image(middle, kernel, signed=True)
    middle.set_title("filter", size=10)
    numbers_on_image(right, products, signed=True)
    right.set_title("pixel · weight", size=10)
    numbers_on_image(last, answers, signed=True, size=6)
    box(last, 0, 0, 1, 1)
    last.set_title("output: the sum, framed", size=10)
    return figure


def pooling(image: Tensor, size: int = 2) -> Figure:
    """Max pooling: the windows, the first one in a frame with a star at its winner, the output."""
    pooled, places = F.max_pool2d(image[None, None], size, return_indices=True)
    pooled, place = pooled[0, 0], int(places[0, 0, 0, 0])
    figure, (left, right) = _grids([image, pooled])
    numbers_on_image(left, image, size=8)
    for row in range(pooled.shape[0]):
        for column in range(pooled.shape[1]):
            box(left, row * size, column * size, size, size, linewidth=1, linestyle="--")
    box(left, 0, 0, size, size)
    row, column = divmod(place, image.shape[1])
    left.plot(column + 0.3, row - 0.3, "*", color=MARK, markersize=10)
    left.set_title("image: windows dashed, the first one framed, ★ its largest", size=10)
    numbers_on_image(right, pooled, size=8)
    box(right, 0, 0, 1, 1)
    right.set_title(f"max pool {size}×{size}: its answer, framed", size=10)
    return figure


def _grids(grids: list[Tensor]) -> tuple[Figure, list[Axes]]:
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    widths = [max(grid.shape[1], 4) for grid in grids]
    return figure, list(figure.subplots(1, len(grids), width_ratios=widths, squeeze=False)[0])


def receptive_field(image: Tensor, name: str, layers: list[dict[str, Any]]) -> Figure:
    """What the middle output of a network's last layer sees of the image, as a box on it."""
    first = last = layers[-1]["side"] // 2
    for layer, before in zip(layers[:0:-1], layers[-2::-1], strict=True):
        first = max(0, first * layer["stride"] - layer["padding"])
        last = last * layer["stride"] - layer["padding"] + layer["kernel"] - 1
        last = min(before["side"] - 1, last)
    figure = Figure(figsize=(4, 4), layout="constrained")
    axes = figure.subplots()
    axes.imshow(image.numpy(), cmap="gray", vmin=0, vmax=1)
    side = last - first + 1
    box(axes, first, first, side, side)
    axes.set_title(f"{name}: one output sees {side} × {side}", size=10)
    axes.set_axis_off()
    return figure


def reading(image: Tensor, shares: Tensor) -> Figure:
    """A drawing (28×28, 0 to 1) and the share that a network gives each digit."""
    figure = Figure(figsize=(7, 3), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.imshow(image.numpy(), cmap="gray", vmin=0, vmax=1)
    left.set_axis_off()
    left.set_title("what the network sees", size=10)
    right.barh(range(10), 100 * shares.numpy(), color=BLUE)
    right.set(yticks=range(10), xlim=(0, 100), xlabel="share (%)", ylabel="digit")
    right.invert_yaxis()
    return figure


def a_seven() -> Tensor:
    """A 7 of two strokes, 28×28, 0 to 1."""
    rows, columns = torch.meshgrid(torch.arange(28.0), torch.arange(28.0), indexing="ij")
    bar = (rows - 5.5).abs().clamp(min=0) + (7 - columns).clamp(min=0) + (columns - 20).clamp(min=0)
    along = (rows >= 5) & (rows <= 23)
    leg = (columns - (20 - 0.5 * (rows - 5))).abs() + 10 * ~along
    return (2.2 - torch.minimum(bar, leg)).clamp(0, 1)


def histograms(panels: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]]) -> Figure:
    """Histograms side by side, by title and unit, from counts and edges; heights are logarithms."""
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    all_axes = figure.subplots(1, len(panels), sharex=True, squeeze=False)[0]
    for axes, ((name, unit), (counts, edges)) in zip(all_axes, panels.items(), strict=True):
        axes.stairs(np.log1p(counts), edges, fill=True, color=BLUE)
        axes.axvline(0, color=MARK, linewidth=1)
        axes.set_title(name, size=10)
        shown = [0, *(10**power for power in range(1, len(str(int(max(counts))))))]  # 1 is too near
        axes.set_yticks(np.log1p(shown), [f"{count:,}" for count in shown])
        axes.set_xlabel(unit)
    all_axes[0].set_ylabel("how many (log scale)")
    return figure


def summands(image: Tensor, added: dict[str, Tensor], bias: float, title: str) -> Figure:
    """An H×W image, what by name is added to one output channel (each H×W), and the sum."""
    total = sum(added.values()) + bias
    added = {**added, "= the sum, with bias": total}
    names = ["image", *added]
    highest = float(torch.stack(list(added.values())).abs().max()) or 1.0
    columns = min(MOST_COLUMNS, len(names))
    rows = math.ceil(len(names) / columns)
    figure = Figure(figsize=(9, 0.6 + 1.75 * rows), layout="constrained")
    all_axes = list(figure.subplots(rows, columns, squeeze=False).flat)
    for axes in all_axes:
        axes.set_axis_off()
    all_axes[0].imshow(image.numpy(), cmap="gray")
    for axes, values in zip(all_axes[1:], added.values(), strict=False):
        last = axes.imshow(values.numpy(), cmap=SIGNED, vmin=-highest, vmax=highest)
    for axes, name in zip(all_axes, names, strict=False):
        axes.set_title(name, size=8)
    figure.colorbar(last, ax=all_axes, shrink=0.8, label="added to the sum")
    figure.suptitle(title)
    return figure
