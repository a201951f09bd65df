"""Figures of windows on images: patches, filters and their answers, each on a scale of its own."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from course_utils.errors import InputError
from course_utils.plots.canvas import SIGNED
from course_utils.plots.images import pixels

MARK = "#b8008a"  # the colour of every box around a window
BRIGHT = 0.179  # a colour of more luminance than that needs black text (WCAG 2)


def numbers_on_image(
    axes: Axes, numbers: Tensor | np.ndarray, signed: bool = False, size: float = 7
) -> None:
    """Draw a small H×W grid with its numbers: grey from 0 on, or blue, white and orange."""
    array = pixels(numbers)
    largest = max(1.0, float(np.abs(array).max()))
    lowest, colours = (-largest, SIGNED) if signed else (0.0, "gray")
    picture = axes.imshow(array, cmap=colours, vmin=lowest, vmax=largest)
    for (row, column), value in np.ndenumerate(array):
        light = _luminance(picture.cmap(picture.norm(value))[:3])
        colour = "black" if light > BRIGHT else "white"
        axes.text(column, row, _short(value), color=colour, size=size, ha="center", va="center")
    axes.set(xticks=[], yticks=[])


def box(
    axes: Axes, row: float, column: float, height: float, width: float, **style: object
) -> None:
    """A frame around the pixels that begin at (row, column)."""
    look = {"edgecolor": MARK, "linewidth": 3, **style}
    corner = (column - 0.5, row - 0.5)
    axes.add_patch(Rectangle(corner, width, height, fill=False, clip_on=False, **look))


def every_patch(image: Tensor, kernel: Tensor) -> Figure:
    """A small image once for each position of a filter: the patch in a frame, products and sum."""
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    if min(height, width) < 1:
        raise InputError("The filter does not fit into the image.")
    figure = Figure(figsize=(9, 0.4 + 2.1 * height), layout="constrained")
    widths = [1.0] * (1 + width)
    all_axes = figure.subplots(height, 1 + width, width_ratios=widths, squeeze=False)
    numbers_on_image(all_axes[0][0], kernel, signed=True, size=12)
    all_axes[0][0].set_title("filter", size=11)
    for axes in all_axes[1:, 0]:
        axes.axis("off")
    for row in range(height):
        for column in range(width):
            axes = all_axes[row][1 + column]
            numbers_on_image(axes, image, size=12)
            box(axes, row, column, *kernel.shape)
            patch = image[row : row + kernel.shape[0], column : column + kernel.shape[1]]
            axes.set_title(f"row {row}, column {column}\n{_sum_in_words(patch, kernel)}", size=9)
    return figure


def on_own_scales(images: Mapping[str, Tensor], columns: int = 4) -> Figure:
    """Named images side by side, each with its own colour bar: grey from 0, or signed around 0."""
    if not images:
        raise InputError("There is no image to draw.")
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    figure = Figure(figsize=(9, rows * 9 / columns), layout="constrained")
    all_axes = list(figure.subplots(rows, columns, squeeze=False).flat)
    for axes, (name, image) in zip(all_axes, images.items(), strict=False):
        _with_scale(figure, axes, image)
        axes.set_title(name, size=10)
    for axes in all_axes[len(images) :]:
        axes.axis("off")
    return figure


def filters_and_answers(image: Tensor, kernels: Mapping[str, Tensor], answers: Tensor) -> Figure:
    """Filters with their weights above, and below each what it answers to the image, on its scale.

    `answers` holds one H×W map for each kernel, in their order.
    """
    if len(kernels) != len(answers):
        raise InputError(f"There are {len(kernels)} filters and {len(answers)} answers.")
    figure = Figure(figsize=(9, 4.4), layout="constrained")
    above, below = figure.subplots(2, 1 + len(kernels), height_ratios=[1, 1.35])
    above[0].axis("off")
    above[0].text(0.5, 0.5, "filter:\n\n(each colour bar\nhas its own scale)", ha="center", size=9)
    _with_scale(figure, below[0], image)
    below[0].set_title("digit", size=10)
    for index, (name, kernel) in enumerate(kernels.items()):
        numbers_on_image(above[1 + index], kernel, signed=True, size=9)
        above[1 + index].set_title(name, size=10)
        _with_scale(figure, below[1 + index], answers[index])
        below[1 + index].set_title("its answer", size=10)
    return figure


def window_on_image(image: Tensor, seen: Tensor, title: str = "") -> Figure:
    """An image H×W with a frame around the pixels that `seen`, a mask H×W, marks."""
    rows, columns = (pixels(seen).any(axis=axis).nonzero()[0] for axis in (1, 0))
    if not len(rows):
        raise InputError("The mask marks no pixel.")
    figure = Figure(figsize=(4.2, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.imshow(pixels(image), cmap="gray")
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    box(axes, rows[0], columns[0], height, width)
    axes.set(title=title, xlabel="column", ylabel="row")
    return figure


def _with_scale(figure: Figure, axes: Axes, image: Tensor) -> None:
    array = pixels(image)
    highest = float(np.abs(array).max()) or 1.0
    signed = array.min() < 0
    lowest, colours = (-highest, SIGNED) if signed else (0.0, "gray")
    picture = axes.imshow(array, cmap=colours, vmin=lowest, vmax=highest)
    bar = figure.colorbar(picture, ax=axes, location="bottom", pad=0.03, shrink=0.9)
    ends = [-highest, 0, highest] if signed else [0, highest]
    bar.set_ticks(ends, labels=[_short(end) for end in ends])
    bar.ax.tick_params(labelsize=8)
    axes.set(xticks=[], yticks=[])


def _sum_in_words(patch: Tensor, kernel: Tensor) -> str:
    terms = [
        f"{_short(pixel)}·{_short(weight) if weight >= 0 else f'({_short(weight)})'}"
        for pixel, weight in zip(patch.flatten().tolist(), kernel.flatten().tolist(), strict=True)
    ]
    return f"{' + '.join(terms)} = {_short((patch * kernel).sum().item())}"


def _short(value: float) -> str:
    """At most two decimals, a real minus sign, and no −0."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    text = "0" if text in ("-0", "") else text
    return text.replace("-", "−")


def _luminance(rgb: tuple[float, float, float]) -> float:
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
