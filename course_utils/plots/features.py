"""Figures of what a network learned: filters before and after, maps of several images."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from course_utils.errors import InputError
from course_utils.plots.canvas import INK, SIGNED, UNSIGNED
from course_utils.plots.images import pixels

ROW_LABEL = {"rotation": 0, "ha": "right", "va": "center", "size": 10, "color": INK}


def filters_and_maps(before: Tensor, after: Tensor, maps: Tensor, title: str = "") -> Figure:
    """A column for each filter: before training, after it, and its map of an image.

    `before` and `after` are F×1×k×k weights, `maps` F×H×W. Each picture has its own scale: white is
    0 in a filter, the darkest is 0 in a map; the number below is the picture's largest magnitude.
    Raises InputError where the three have different lengths.
    """
    if not len(before) == len(after) == len(maps) > 0:
        raise InputError(
            f"{len(before)}, {len(after)} and {len(maps)}: one map a filter is wanted."
        )
    rows = {"filter before\ntraining": before, "filter after\ntraining": after, "its map": maps}
    figure, grid = _grid(len(rows), len(maps), title)
    for row, (name, images) in enumerate(rows.items()):
        grid[row, 0].set_ylabel(name, labelpad=8, **ROW_LABEL)
        for column, image in enumerate(images):
            _draw_on_its_own_scale(grid[row, column], pixels(image), signed=images is not maps)
    for column, ax in enumerate(grid[0]):
        ax.set_title(str(column), size=10)
    return figure


def maps_of_images(
    images: Tensor, maps: Tensor, channels: Sequence[int], title: str = ""
) -> Figure:
    """A row for each image: the image, then chosen channels of its maps, all maps on one scale.

    `images` is N×1×H×W, `maps` N×C×h×w and not negative; a map without any light says "dark".
    Raises InputError where there is no image or no channel to draw.
    """
    if len(images) == 0 or len(channels) == 0 or len(images) != len(maps):
        raise InputError("At least one image with its maps, and one channel, are wanted.")
    figure, grid = _grid(len(images), 1 + len(channels), title)
    highest = maps[:, list(channels)].max().item() or 1.0
    for row, (image, of_image) in enumerate(zip(images, maps, strict=True)):
        grid[row, 0].imshow(pixels(image), cmap="gray")
        for column, channel in enumerate(channels, start=1):
            array = pixels(of_image[channel])
            grid[row, column].imshow(array, cmap=UNSIGNED, vmin=0, vmax=highest)
            if array.max() <= 0:
                grid[row, column].set_xlabel("dark", size=9, labelpad=2)
    grid[0, 0].set_title("image", size=10)
    for column, channel in enumerate(channels, start=1):
        grid[0, column].set_title(f"map {channel}", size=10)
    return figure


def _grid(n_rows: int, n_columns: int, title: str) -> tuple[Figure, np.ndarray]:
    height = 0.5 + n_rows * (8.4 / n_columns + 0.28)
    figure = Figure(figsize=(9.2, height), layout="constrained")
    figure.suptitle(title)
    grid = figure.subplots(n_rows, n_columns, squeeze=False)
    for ax in grid.flat:
        ax.set(xticks=[], yticks=[])
    return figure, grid


def _draw_on_its_own_scale(ax: Axes, array: np.ndarray, signed: bool) -> None:
    highest = float(np.abs(array).max())
    limit = highest or 1.0
    ax.imshow(array, cmap=SIGNED if signed else UNSIGNED, vmin=-limit if signed else 0, vmax=limit)
    ax.set_xlabel(f"{highest:.2f}" if highest else "dark", size=8, labelpad=2)
