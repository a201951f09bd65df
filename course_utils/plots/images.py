"""Figures of images: a digit with its values, grids, filters, maps, what a network read."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from course_utils.errors import InputError
from course_utils.plots.canvas import INK, ORANGE, SIGNED, UNSIGNED, new_figure, tiles

MOST_TICKS = 28  # numbers along a side of a digit


def pixels(image: Tensor | np.ndarray) -> np.ndarray:
    """H×W array of an image H×W or 1×H×W, on any device."""
    array = image.detach().cpu().numpy() if isinstance(image, Tensor) else np.asarray(image)
    if array.ndim == 3 and len(array) == 1:
        array = array[0]
    if array.ndim != 2:
        raise InputError(f"One image has shape H×W or 1×H×W; this has {tuple(array.shape)}.")
    return array


def digit_with_values(
    image: Tensor | np.ndarray,
    title: str = "",
    threshold: float | None = None,
    rows: tuple[int, int] = (0, 28),
    columns: tuple[int, int] = (0, 28),
) -> Figure:
    """One grey image with every pixel's value written in it, or a window of it.

    The text is white below the threshold (125 for whole numbers, 0.5 for shares of 1) and black
    from it on. `rows` and `columns` are half-open, as in slices: (5, 15) shows rows 5 to 14.
    """
    array = pixels(image)[slice(*rows), slice(*columns)]
    if array.size == 0:
        raise InputError(f"Rows {rows} and columns {columns} hold no pixel of this image.")
    height, width = array.shape
    figure, axes = new_figure(9, 9 * height / width + 0.4)
    extent = (columns[0] - 0.5, columns[0] + width - 0.5, rows[0] + height - 0.5, rows[0] - 0.5)
    shares = array.dtype.kind == "f"
    axes.imshow(array, cmap="gray", vmin=0, vmax=1 if shares else 255, extent=extent)
    threshold = threshold if threshold is not None else 0.5 if shares else 125
    size = min(14, 200 / max(width, height) + 0.4)
    for (y, x), value in np.ndenumerate(array):
        text = _two_decimals(value) if shares else str(value)
        colour = "white" if value < threshold else "black"
        place = (x + columns[0], y + rows[0])
        axes.text(*place, text, color=colour, size=size, ha="center", va="center")
    axes.set(title=title, xlabel="column", ylabel="row")
    axes.set_xticks(_places(columns[0], width))
    axes.set_yticks(_places(rows[0], height))
    return figure


def _places(first: int, n: int) -> range:
    """Every row or column has its number, where there is room."""
    return range(first, first + n, max(1, round(n / MOST_TICKS)))


def _two_decimals(share: float) -> str:
    return f"{share:.2f}".rstrip("0").rstrip(".").lstrip("0") or "0"


def image_grid(
    images: Sequence[Tensor] | Tensor,
    titles: Sequence[str] | None = None,
    columns: int = 10,
    signed: bool = False,
    cmap: str | None = None,
    title: str = "",
) -> Figure:
    """Images side by side, all on one scale; signed ones blue, white (zero) and orange."""
    arrays = [pixels(image) for image in images]
    figure, axes = tiles(len(arrays), columns, title)
    highest = max(float(np.abs(a).max()) for a in arrays) or 1.0
    lowest = -highest if signed else min(float(a.min()) for a in arrays)
    cmap = cmap or (SIGNED if signed else "gray")
    for index, (ax, array) in enumerate(zip(axes, arrays, strict=False)):
        last = ax.imshow(array, cmap=cmap, vmin=lowest, vmax=highest)
        if titles is not None:
            ax.set_title(titles[index], size=10)
    if signed or cmap == UNSIGNED:
        bar = figure.colorbar(last, ax=axes, shrink=0.8)
        if all(a.dtype.kind in "biu" for a in arrays):  # counts: no half on the scale
            bar.locator = MaxNLocator(integer=True)
    return figure


def predictions(
    images: Tensor, labels: Tensor, predicted: Tensor, columns: int = 5, title: str = ""
) -> Figure:
    """A grid of images N×1×H×W with what the network read; a wrong one is framed and says so."""
    figure, axes = tiles(len(images), columns, title)
    for ax, image, label, answer in zip(
        axes, images, labels.tolist(), predicted.tolist(), strict=False
    ):
        ax.imshow(pixels(image), cmap="gray")
        right = label == answer
        words = f"{answer}: right" if right else f"{answer}: wrong, is {label}"
        ax.set_title(
            words, size=10, color=INK if right else ORANGE, weight="normal" if right else "bold"
        )
        if not right:
            ax.axis("on")
            ax.set(xticks=[], yticks=[])
            for side in ax.spines.values():
                side.set(edgecolor=ORANGE, linewidth=4)
    return figure


def filters(weight: Tensor, columns: int = 8, title: str = "") -> Figure:
    """First-layer filters, F×1×k×k, blue for negative weights and orange for positive ones."""
    return image_grid(list(weight), columns=columns, signed=True, title=title)


def feature_maps(maps: Tensor, columns: int = 8, title: str = "") -> Figure:
    """The C×H×W maps that one image becomes, on one scale."""
    return image_grid(list(maps), columns=columns, cmap=UNSIGNED, title=title)
