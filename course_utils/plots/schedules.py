"""Figures of lesson 7: the learning rate over a training's steps, and the mistakes of each rung."""

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from course_utils.plots.canvas import BLUE, INK, ORANGE, few_ticks, new_figure, plain_axes

LEAST_ERROR = 0.1  # percent; a log scale has no 0
STYLES = ((INK, ":"), (ORANGE, "-"), (BLUE, "--"))


def schedules(rates: dict[str, Sequence[float]], title: str = "") -> Figure:
    """The learning rate at every step, one line a schedule, named in the legend.

    Each line has a style of its own, so that colour is not needed to tell them apart.
    """
    figure, axes = new_figure(8, 3.6)
    for index, (name, values) in enumerate(rates.items()):
        colour, style = STYLES[index % len(STYLES)]
        steps = range(1, len(values) + 1)
        axes.plot(steps, values, color=colour, linestyle=style, linewidth=2, label=name)
    axes.set(title=title, xlabel="step", ylabel="learning rate", ylim=(0, None))
    axes.margins(x=0.02)
    figure.legend(loc="outside right upper", frameon=False)
    plain_axes(axes)
    return figure


def ladder(accuracies: dict[str, Sequence[float]], title: str = "") -> Figure:
    """A row for each rung: every run as a dot at its share of mistakes, their mean as a square.

    The accuracies are shares of 1. The scale is a log one, and ends on the left at 0.1 %: a run
    with fewer mistakes stands there.
    """
    figure, axes = new_figure(8, 1.2 + 0.4 * len(accuracies))
    for row, values in enumerate(accuracies.values()):
        errors = [max(LEAST_ERROR, 100 * (1 - value)) for value in values]
        axes.plot(errors, [row] * len(errors), "o", color=BLUE, alpha=0.5, label="one seed")
        middle = sum(errors) / len(errors)
        axes.plot(middle, row + 0.25, "s", color=ORANGE, label="mean of the seeds")
    axes.set_xscale("log")
    few_ticks(axes.xaxis, subs=(1, 2, 5))
    axes.set_yticks(range(len(accuracies)), list(accuracies))
    axes.set(xlabel="validation images misread (%, log scale)", title=title)
    axes.set_ylim(len(accuracies) - 0.4, -0.6)
    figure.legend(*_once(axes), loc="outside right upper", frameon=False)
    plain_axes(axes)
    return figure


def _once(axes: Axes) -> tuple[list[Artist], list[str]]:
    """The legend's lines, each name once."""
    named = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    return list(named.values()), list(named)
