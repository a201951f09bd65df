"""Figures about a network as a whole: its drawing, and its loss over the learning rate."""

from collections.abc import Mapping, Sequence
from statistics import mean

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle
from torch import Tensor

from course_utils.errors import InputError
from course_utils.plots.canvas import BLUE, INK, LOG, ORANGE, few_ticks, plain_axes
from course_utils.plots.images import pixels

MOST_SHEETS = 6  # maps that are drawn of a stack
SHIFT = 2.2  # how far each sheet of a stack lies from the one behind it
GAP = 21.0  # between two stages; there stands the arrow
COLUMN = 4.0  # how wide a column of numbers is drawn
PAPER, SHADE = "#eef3f9", "#d3e0ef"

Shape = tuple[int, ...]


def network_drawing(
    image: Tensor, shapes: Sequence[Shape], steps: Sequence[str], title: str = ""
) -> Figure:
    """A network as stacks of maps that get smaller: one stack a shape, an arrow for each step.

    A shape (C, H, W) is a stack of C maps, drawn to scale, and the first of them is the image; a
    shape (N,) is a column of N numbers, and the last of them are the logits. `steps` says what
    leads from each shape to the next. Raises InputError where their numbers do not fit together.
    """
    if len(steps) != len(shapes) - 1:
        raise InputError(f"{len(shapes)} shapes need {len(shapes) - 1} steps, not {len(steps)}.")
    figure = Figure(figsize=(9.6, 3.0), layout="constrained")
    axes = figure.subplots()
    x = 0.0
    for index, shape in enumerate(shapes):
        words = _words(shape)
        if index == 0:
            words = words.replace("1 map", "image")
        elif index == len(steps):
            words = words.replace("numbers", "logits")
        width = _draw_maps(axes, x, shape) if len(shape) == 3 else _draw_column(axes, x, shape[0])
        axes.text(x + width / 2, -25, words, ha="center", va="top", size=9, color=INK)
        if index < len(steps):
            _draw_arrow(axes, x + width + 1, x + width + GAP - 1, steps[index])
        x += width + GAP
    _, height, side = shapes[0]
    place = (0, side, -height / 2, height / 2)
    axes.imshow(pixels(image), cmap="gray", extent=place, zorder=2)
    axes.set(xlim=(-6, x - GAP + 7), ylim=(-35, 25), aspect="equal")
    axes.axis("off")
    figure.suptitle(title)
    return figure


def _draw_maps(axes: Axes, x: float, shape: Shape) -> float:
    n_maps, height, side = shape
    sheets = min(n_maps, MOST_SHEETS)
    spread = SHIFT * (sheets - 1)
    for sheet in range(sheets):
        corner = (x + sheet * SHIFT, (spread - height) / 2 - sheet * SHIFT)
        face = SHADE if sheet == sheets - 1 else PAPER
        axes.add_patch(Rectangle(corner, side, height, facecolor=face, edgecolor=BLUE))
    return side + spread


def _draw_column(axes: Axes, x: float, n_numbers: int) -> float:
    height, cells = (40.0, n_numbers) if n_numbers <= MOST_SHEETS * 2 else (46.0, 1)
    cell = height / cells
    for index in range(cells):
        corner = (x, height / 2 - (index + 1) * cell)
        axes.add_patch(Rectangle(corner, COLUMN, cell, facecolor=SHADE, edgecolor=BLUE))
        if cells > 1:
            middle = height / 2 - (index + 0.5) * cell
            axes.text(x + COLUMN + 1, middle, str(index), va="center", size=8, color=INK)
    return COLUMN


def _draw_arrow(axes: Axes, start: float, end: float, words: str) -> None:
    arrow = FancyArrowPatch(
        (start, 0), (end, 0), arrowstyle="-|>", mutation_scale=11, color=ORANGE, shrinkA=0
    )
    axes.add_patch(arrow)
    axes.text((start + end) / 2, 2, words, ha="center", va="bottom", size=8, color=ORANGE)


def _words(shape: Shape) -> str:
    if len(shape) == 1:
        return f"{shape[0]:,}\nnumbers"
    maps = f"{shape[0]} maps" if shape[0] > 1 else "1 map"
    return f"{maps}\n{shape[1]}×{shape[2]}"


def losses_by_rate(
    losses: Mapping[float, Sequence[float]], xlabel: str, ylabel: str, title: str = ""
) -> Figure:
    """Loss over the learning rate, both axes logarithmic: a dot for every run, a line through the
    means. Raises InputError without a rate, and for a rate or loss that is not above 0."""
    if not losses or min(min(losses), *map(min, losses.values())) <= 0:
        raise InputError("Rates and losses on log axes must be above 0, and there must be some.")
    figure = Figure(figsize=(8, 3.8), layout="constrained")
    axes = figure.subplots()
    for rate, values in losses.items():
        axes.plot([rate] * len(values), values, "o", color=BLUE, alpha=0.5, markersize=5)
    means = [mean(values) for values in losses.values()]
    axes.plot(list(losses), means, "s--", color=ORANGE, label="mean of the seeds")
    axes.plot([], [], "o", color=BLUE, alpha=0.5, label="one seed")
    axes.set(xscale="log", xlabel=f"{xlabel}{LOG}", title=title)
    axes.set(yscale="log", ylabel=f"{ylabel}{LOG}")
    axes.set_xticks(list(losses), [f"{rate:g}" for rate in losses])
    axes.set_xticks([], minor=True)  # Axis.minorticks_off is newer than the oldest matplotlib
    few_ticks(axes.yaxis, subs=(1, 2, 5))
    axes.legend(frameon=False)
    plain_axes(axes)
    return figure
