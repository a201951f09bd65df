"""Figures of lesson 6: the signal through a stack, a two by two, mistakes with their intervals."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullLocator

from course_utils.errors import InputError
from course_utils.plots.canvas import BLUE, INK, LOG, ORANGE, new_figure, plain_axes
from course_utils.training.intervals import mean_and_interval

STYLES = ((BLUE, "o", "-"), (ORANGE, "s", "--"), (INK, "^", ":"))


def signal_sizes(panels: Mapping[str, Mapping[str, Sequence[float]]], title: str = "") -> Figure:
    """A panel for each measure, a curve for each start: its value after each layer, log scale.

    Raises InputError for a value that is not above 0, which a log scale cannot show.
    """
    values = [v for curves in panels.values() for curve in curves.values() for v in curve]
    if min(values) <= 0:
        raise InputError("Every value must be above 0: a log scale has no place for another.")
    figure = Figure(figsize=(9, 4), layout="constrained")
    figure.suptitle(title)
    all_axes = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    for axes, (measure, curves) in zip(all_axes, panels.items(), strict=True):
        for (name, curve), (colour, mark, style) in zip(curves.items(), STYLES, strict=False):
            layers = range(1, len(curve) + 1)
            axes.plot(layers, curve, color=colour, marker=mark, linestyle=style, label=name)
        axes.set_yscale("log")
        axes.set(title=measure, xlabel="convolution, from first to last")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        plain_axes(axes)
    all_axes[0].set_ylabel(f"after the ReLU of that layer{LOG}")
    all_axes[0].legend(frameon=False)
    return figure


def two_by_two(
    runs: Mapping[tuple[str, str], Sequence[float]], xlabel: str, ylabel: str, title: str = ""
) -> Figure:
    """Two settings of one thing along x, two of another as lines; a pale dot for each run.

    `runs` names each cell (setting along x, setting of the line). The mark is the mean, the bar
    its 95 % interval. Raises InputError for other than four cells.
    """
    columns = list(dict.fromkeys(column for column, _ in runs))
    names = list(dict.fromkeys(name for _, name in runs))
    if len(columns) != 2 or len(names) != 2 or len(runs) != 4:
        raise InputError(f"A two by two has four cells; {len(runs)} were given.")
    figure, axes = new_figure(7, 4)
    for shift, name, (colour, mark, style) in zip((-0.04, 0.04), names, STYLES, strict=False):
        places = [x + shift for x in (0, 1)]
        cells = [runs[column, name] for column in columns]
        middles, half_widths = zip(*map(mean_and_interval, cells), strict=True)
        look = {"color": colour, "marker": mark, "linestyle": style}
        axes.errorbar(places, middles, yerr=half_widths, capsize=4, label=name, **look)
        for place, values in zip(places, cells, strict=True):
            beside = place + 2 * shift
            axes.plot([beside] * len(values), values, mark, color=colour, alpha=0.35, markersize=5)
    axes.set_xticks((0, 1), columns)
    axes.set(xlabel=xlabel, ylabel=ylabel, title=title, xlim=(-0.5, 1.5))
    axes.legend(frameon=False, title="mean, 95 % interval; pale: each run")
    plain_axes(axes)
    return figure


def mistakes(
    counts: Mapping[str, tuple[int, float]], xlabel: str = "mistakes", title: str = ""
) -> Figure:
    """A row for each name: its count of mistakes as a point, with an interval on both sides."""
    figure, axes = new_figure(8, 1.2 + 0.45 * len(counts))
    for row, (count, half_width) in enumerate(counts.values()):
        axes.errorbar(count, row, xerr=half_width, fmt="s", color=BLUE, capsize=4)
        axes.annotate(f"{count:,}", (count, row), xytext=(0, 6), textcoords="offset points")
    axes.set_yticks(range(len(counts)), list(counts))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.set(xlabel=xlabel, title=title, ylim=(len(counts) - 0.4, -0.7))
    axes.set_xlim(left=0)
    plain_axes(axes)
    return figure
