"""The pictures that stand in the place of views where nothing runs."""

from typing import Any

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from course_utils.plots import BLUE, SIGNED

MARK = "#b8008a"


def number_grids(grids: dict[str, Tensor], signed: int | None = None) -> Figure:
    """Small H×W tensors side by side with their numbers; from the grid `signed` on with a sign."""
    figure = Figure(figsize=(9, 3.4), layout="constrained")
    widths = [max(grid.shape[1], 3) for grid in grids.values()]
    all_axes = figure.subplots(1, len(grids), width_ratios=widths, squeeze=False)[0]
    for index, (axes, (name, grid)) in enumerate(zip(all_axes, grids.items(), strict=True)):
        _draw_numbers(axes, grid.numpy(), signed is not None and index >= signed)
        axes.set_title(f"{name}, {grid.shape[0]} × {grid.shape[1]}", size=10)
    return figure


def _draw_numbers(axes: Axes, numbers: np.ndarray, with_sign: bool) -> None:
    largest = max(1.0, float(np.abs(numbers).max()))
    lowest, colours = (-largest, SIGNED) if with_sign else (0.0, "gray")
    picture = axes.imshow(numbers, cmap=colours, vmin=lowest, vmax=largest)
    for (row, column), value in np.ndenumerate(numbers):
        red, green, blue, _ = picture.cmap(picture.norm(value))
        dark = 0.3 * red + 0.6 * green + 0.1 * blue < 0.5
        colour = "white" if dark else "black"
        axes.text(column, row, f"{value:.3g}", color=colour, size=6, ha="center", va="center")
    axes.set_axis_off()


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
    axes.add_patch(Rectangle((first - 0.5, first - 0.5), side, side, fill=False, ec=MARK, lw=3))
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


def histograms(panels: dict[str, tuple[np.ndarray, np.ndarray]]) -> Figure:
    """Histograms side by side, from counts and edges, on one x axis; the heights are logarithms."""
    figure = Figure(figsize=(9, 2.6), layout="constrained")
    all_axes = figure.subplots(1, len(panels), sharex=True, squeeze=False)[0]
    for axes, (name, (counts, edges)) in zip(all_axes, panels.items(), strict=True):
        axes.stairs(np.log1p(counts), edges, fill=True, color=BLUE)
        axes.axvline(0, color=MARK, linewidth=1)
        axes.set_title(name, size=10)
        axes.set_yticks([])
    return figure
