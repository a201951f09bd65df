"""What all figures share: colours, an empty figure, tiles, ticks that can be read."""

import math

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter

from course_utils.errors import InputError

BLUE, ORANGE, INK = "#1f5fa8", "#b45309", "#222222"
SIGNED = LinearSegmentedColormap.from_list("signed", [BLUE, "#ffffff", ORANGE])
UNSIGNED = "cividis"
LOG = " (log scale)"  # closes the name of such an axis
WIDE = 3  # where the largest value is more than that times the smallest, the scale is a log one


def new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of so many inches with one pair of axes."""
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def tiles(n: int, columns: int, title: str) -> tuple[Figure, list[Axes]]:
    """A figure with room for n images side by side, and the axes of each."""
    if n == 0:
        raise InputError("There is no image to draw.")
    columns = min(columns, n)
    rows = math.ceil(n / columns)
    width = min(9.0, columns * 1.8)
    height = rows * (width / columns) * 1.15 + (0.4 if title else 0.1)
    figure = Figure(figsize=(width, height), layout="constrained")
    figure.get_layout_engine().set(wspace=0.1)
    figure.suptitle(title)
    axes = list(figure.subplots(rows, columns, squeeze=False).flat)
    for ax in axes:
        ax.axis("off")
    return figure, axes


def few_ticks(axis: Axis, subs: tuple[int, ...]) -> None:
    """Ticks of a log axis at these multiples of the powers of ten, as plain numbers."""
    axis.set_major_locator(LogLocator(subs=subs))
    axis.set_major_formatter(plain_number)
    axis.set_minor_formatter(NullFormatter())


def plain_number(value: float, _place: int) -> str:
    """A tick's number with commas and without an exponent."""
    return f"{value:,.10g}"


def plain_axes(axes: Axes) -> None:
    """Axes without the upper and the right line."""
    axes.spines[["top", "right"]].set_visible(False)
