"""Figures of numbers: bars, curves, points, intervals."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from course_utils.plots.canvas import (
    BLUE,
    INK,
    LOG,
    ORANGE,
    WIDE,
    few_ticks,
    new_figure,
    plain_axes,
    plain_number,
)
from course_utils.training import History
from course_utils.training.intervals import mean_and_interval


def bars(counts: Sequence[float] | Tensor, xlabel: str, ylabel: str, title: str = "") -> Figure:
    """One bar a class, with its value written above."""
    values = counts.tolist() if isinstance(counts, Tensor) else list(counts)
    figure, axes = new_figure(8, 3.4)
    drawn = axes.bar(range(len(values)), values, color=BLUE)
    axes.bar_label(drawn, labels=[f"{value:,}" for value in values], size=9)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel, xticks=range(len(values)))
    axes.margins(y=0.12)
    axes.yaxis.set_major_formatter(plain_number)
    if all(float(value).is_integer() for value in values):
        axes.yaxis.set_major_locator(MaxNLocator("auto", steps=[1, 2, 5, 10], integer=True))
    plain_axes(axes)
    return figure


def lines(
    curves: dict[str, Sequence[float]],
    xlabel: str,
    ylabel: str,
    title: str = "",
    logy: bool = False,
) -> Figure:
    """Curves over 1, 2, 3 …; each has its own mark and line, so that colour is not needed."""
    figure, axes = new_figure(8, 3.8)
    draw_lines(axes, curves)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    if logy:
        axes.set(yscale="log", ylabel=f"{ylabel}{LOG}")
    return figure


def points(values: dict[str, float], xlabel: str, ylabel: str, title: str = "") -> Figure:
    """One named value beside the other, each written at its point; a wide y is on a log scale."""
    figure, axes = new_figure(8, 3.6)
    axes.plot(range(len(values)), list(values.values()), "o:", color=BLUE)
    for index, value in enumerate(values.values()):
        clear = {"color": "white", "pad": 1}  # the line must not cross the number
        where = {"xytext": (0, 8), "textcoords": "offset points", "ha": "center"}
        axes.annotate(f"{value:.3f}", (index, value), bbox=clear, **where)
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    axes.set_xticks(range(len(values)), list(values))
    axes.margins(x=0.1, y=0.2)
    if min(values.values()) > 0 and max(values.values()) > WIDE * min(values.values()):
        axes.set(yscale="log", ylabel=f"{ylabel}{LOG}")
        few_ticks(axes.yaxis, subs=(1, 2, 5))
    plain_axes(axes)
    return figure


def intervals(
    runs: dict[str, Sequence[float]], xlabel: str, title: str = "", zero: bool = False
) -> Figure:
    """A row for each name: every run as a dot, the mean as a square, its 95 % interval as a bar.

    With `zero` a line marks 0, for differences: a bar that crosses it allows no verdict.
    """
    figure, axes = new_figure(8, 1.2 + 0.5 * len(runs))
    for row, values in enumerate(runs.values()):
        middle, half_width = mean_and_interval(values)
        axes.plot(values, [row] * len(values), "o", color=BLUE, alpha=0.5, markersize=5)
        axes.errorbar(middle, row + 0.2, xerr=half_width, fmt="s", color=ORANGE, capsize=4)
    if zero:
        axes.axvline(0, color=INK, linewidth=1)
    axes.set_yticks(range(len(runs)), list(runs))
    axes.set(xlabel=xlabel, title=title, ylim=(len(runs) - 0.4, -0.6))
    plain_axes(axes)
    return figure


def scatter(
    values: dict[str, tuple[float, float]], xlabel: str, ylabel: str, title: str = ""
) -> Figure:
    """A point (x, y) for each name, each with a mark of its own; a wide x is on a log scale."""
    figure, axes = new_figure(8.5, 3.8)
    marks, colours = "os^DvPX*", (BLUE, ORANGE, INK)
    for index, (name, (x, y)) in enumerate(values.items()):
        mark, colour = marks[index % len(marks)], colours[index % len(colours)]
        axes.plot(x, y, mark, color=colour, markersize=9, label=name, linestyle="none")
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title)
    across = [x for x, _ in values.values()]
    if max(across) > WIDE * min(across):
        axes.set(xscale="log", xlabel=f"{xlabel}{LOG}")
        few_ticks(axes.xaxis, subs=(1, 3))
    axes.xaxis.set_major_formatter(plain_number)
    figure.legend(loc="outside right upper", frameon=False)
    plain_axes(axes)
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
    plain_axes(axes)
