"""The course's figures. Each function returns a matplotlib Figure; `show` puts it on the page."""

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, MaxNLocator, NullFormatter
from torch import Tensor

from course_utils.errors import InputError
from course_utils.figures import show as show  # lessons import it from here
from course_utils.intervals import mean_and_interval
from course_utils.training import History

BLUE, ORANGE, INK = "#1f5fa8", "#b45309", "#222222"
SIGNED = LinearSegmentedColormap.from_list("signed", [BLUE, "#ffffff", ORANGE])
UNSIGNED = "cividis"
WIDE = 3  # where the largest value is more than that times the smallest, the scale is a log one


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
    figure, axes = _new_figure(9, 9 * height / width + 0.4)
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
    return figure


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
    figure, axes = _tiles(len(arrays), columns, title)
    highest = max(float(np.abs(a).max()) for a in arrays) or 1.0
    lowest = -highest if signed else min(float(a.min()) for a in arrays)
    cmap = cmap or (SIGNED if signed else "gray")
    for index, (ax, array) in enumerate(zip(axes, arrays, strict=False)):
        last = ax.imshow(array, cmap=cmap, vmin=lowest, vmax=highest)
        if titles is not None:
            ax.set_title(titles[index], size=10)
    if signed or cmap == UNSIGNED:
        figure.colorbar(last, ax=axes, shrink=0.8)
    return figure


def predictions(
    images: Tensor, labels: Tensor, predicted: Tensor, columns: int = 5, title: str = ""
) -> Figure:
    """A grid of images N×1×H×W with what the network read; a wrong one is framed and says so."""
    figure, axes = _tiles(len(images), columns, title)
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


def bars(counts: Sequence[float] | Tensor, xlabel: str, ylabel: str, title: str = "") -> Figure:
    """One bar a class, with its value written above."""
    values = counts.tolist() if isinstance(counts, Tensor) else list(counts)
    figure, axes = _new_figure(8, 3.4)
    drawn = axes.bar(range(len(values)), values, color=BLUE)
    axes.bar_label(drawn, labels=[f"{value:,}" for value in values], size=9)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel, xticks=range(len(values)))
    axes.margins(y=0.12)
    _plain(axes)
    return figure


def lines(
    curves: dict[str, Sequence[float]],
    xlabel: str,
    ylabel: str,
    title: str = "",
    logy: bool = False,
) -> Figure:
    """Curves over 1, 2, 3 …; each has its own mark and line, so that colour is not needed."""
    figure, axes = _new_figure(8, 3.8)
    draw_lines(axes, curves)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    if logy:
        axes.set_yscale("log")
    return figure


def points(values: dict[str, float], xlabel: str, ylabel: str, title: str = "") -> Figure:
    """One named value beside the other, each written at its point; a wide y is on a log scale."""
    figure, axes = _new_figure(8, 3.6)
    axes.plot(range(len(values)), list(values.values()), "o:", color=BLUE)
    for index, value in enumerate(values.values()):
        clear = {"color": "white", "pad": 1}  # the line must not cross the number
        where = {"xytext": (0, 8), "textcoords": "offset points", "ha": "center"}
        axes.annotate(f"{value:.3f}", (index, value), bbox=clear, **where)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    axes.set_xticks(range(len(values)), list(values))
    axes.margins(x=0.1, y=0.2)
    if min(values.values()) > 0 and max(values.values()) > WIDE * min(values.values()):
        axes.set_yscale("log")
        _few_ticks(axes.yaxis, subs=(1, 2, 5))
    _plain(axes)
    return figure


def intervals(
    runs: dict[str, Sequence[float]], xlabel: str, title: str = "", zero: bool = False
) -> Figure:
    """A row for each name: every run as a dot, the mean as a square, its 95 % interval as a bar.

    With `zero` a line marks 0, for differences: a bar that crosses it allows no verdict.
    """
    figure, axes = _new_figure(8, 1.2 + 0.5 * len(runs))
    for row, values in enumerate(runs.values()):
        middle, half_width = mean_and_interval(values)
        axes.plot(values, [row] * len(values), "o", color=BLUE, alpha=0.5, markersize=5)
        axes.errorbar(middle, row + 0.2, xerr=half_width, fmt="s", color=ORANGE, capsize=4)
    if zero:
        axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(range(len(runs)), list(runs))
    axes.set(xlabel=xlabel, title=title, ylim=(len(runs) - 0.4, -0.6))
    _plain(axes)
    return figure


def scatter(
    values: dict[str, tuple[float, float]], xlabel: str, ylabel: str, title: str = ""
) -> Figure:
    """A point (x, y) for each name, each with a mark of its own; a wide x is on a log scale."""
    figure, axes = _new_figure(8.5, 3.8)
    marks, colours = "os^DvPX*", (BLUE, ORANGE, INK)
    for index, (name, (x, y)) in enumerate(values.items()):
        mark, colour = marks[index % len(marks)], colours[index % len(colours)]
        axes.plot(x, y, mark, color=colour, markersize=9, label=name, linestyle="none")
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title)
    across = [x for x, _ in values.values()]
    if max(across) > WIDE * min(across):
        axes.set_xscale("log")
        _few_ticks(axes.xaxis, subs=(1, 3))
    axes.xaxis.set_major_formatter(_plain_number)
    figure.legend(loc="outside right upper", frameon=False)
    _plain(axes)
    return figure


def training_curves(history: History, title: str = "") -> Figure:
    """Loss (left) and accuracy in % (right) of a History, training against validation."""
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    left, right = figure.subplots(1, 2)
    ends = history.epoch_ends or None
    draw_lines(left, {"training": history.train_loss, "validation": history.validation_loss}, ends)
    shares = {"training": history.train_accuracy, "validation": history.validation_accuracy}
    draw_lines(right, {name: [100 * a for a in share] for name, share in shares.items()}, ends)
    left.set(xlabel="epoch", ylabel="loss (mean per sample)")
    right.set(xlabel="epoch", ylabel="accuracy (%)")
    figure.suptitle(title)
    return figure


def draw_lines(
    axes: Axes, curves: dict[str, Sequence[float]], steps: Sequence[float] | None = None
) -> None:
    """Put curves with marks, line styles and a legend on given axes, over `steps` or 1, 2, 3 …"""
    styles = [(BLUE, "o", "-"), (ORANGE, "s", "--"), (INK, "^", ":"), ("#4c8c2b", "D", "-.")]
    for index, (name, values) in enumerate(curves.items()):
        colour, mark, style = styles[index % len(styles)]
        mark = mark if len(values) <= 30 else None
        x = steps or range(1, len(values) + 1)
        axes.plot(x, values, color=colour, marker=mark, linestyle=style, label=name)
    axes.legend(frameon=False)
    if all(len(values) <= 12 for values in curves.values()):
        axes.set_xticks(steps or range(1, max(map(len, curves.values()), default=0) + 1))
    elif all(float(step).is_integer() for step in steps or []):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    _plain(axes)


def filters(weight: Tensor, columns: int = 8, title: str = "") -> Figure:
    """First-layer filters, F×1×k×k, blue for negative weights and orange for positive ones."""
    return image_grid(list(weight), columns=columns, signed=True, title=title)


def feature_maps(maps: Tensor, columns: int = 8, title: str = "") -> Figure:
    """The C×H×W maps that one image becomes, on one scale."""
    return image_grid(list(maps), columns=columns, cmap=UNSIGNED, title=title)


def _new_figure(width: float, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots()


def _tiles(n: int, columns: int, title: str) -> tuple[Figure, list[Axes]]:
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


def _few_ticks(axis: Axis, subs: tuple[int, ...]) -> None:
    axis.set_major_locator(LogLocator(subs=subs))
    axis.set_major_formatter(_plain_number)
    axis.set_minor_formatter(NullFormatter())


def _plain_number(value: float, _place: int) -> str:
    return f"{value:,.10g}"


def _plain(axes: Axes) -> None:
    axes.spines[["top", "right"]].set_visible(False)
