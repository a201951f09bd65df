"""Figures that compare settings over several seeds: curves, intervals, spreads."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from course_utils.plots.canvas import BLUE, INK, LOG, ORANGE, new_figure, plain_axes, plain_number
from course_utils.training.intervals import mean_and_interval

GREEN = "#4c8c2b"
COLOURS = (BLUE, ORANGE, GREEN, INK)
DASHES = ("-", "--", ":", "-.")

Record = Mapping[str, Sequence[float]]


def overlaid_curves(
    settings: Mapping[str, Sequence[Record]], kinds: Sequence[str], ylabel: str, title: str = ""
) -> Figure:
    """Curves of several settings over the epochs, in one pair of axes.

    Each setting is a list of records, one a seed; `kinds` names the lists that are drawn. A line is
    the mean over the seeds, the band about it goes from the lowest to the highest seed.
    """
    figure, axes = new_figure(8.5, 4.4)
    lines = [(name, kind) for name in settings for kind in kinds]
    for index, (name, kind) in enumerate(lines):
        colour = COLOURS[list(settings).index(name) % len(COLOURS)]
        dash = DASHES[(kinds.index(kind) if len(kinds) > 1 else index) % len(DASHES)]
        label = f"{name}: {kind}" if len(kinds) > 1 else name
        _draw_band(axes, [record[kind] for record in settings[name]], colour, dash, label)
    n_seeds = len(next(iter(settings.values())))
    legend = f"line: mean of {n_seeds} seeds\nband: lowest to highest seed"
    axes.legend(frameon=False, title=legend, alignment="left", loc="upper right")
    axes.set(xlabel="epoch", ylabel=ylabel, title=title, ylim=(0, None))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, steps=[1, 2, 5, 10]))
    plain_axes(axes)
    return figure


def _draw_band(
    axes: Axes, runs: Sequence[Sequence[float]], colour: str, dash: str, label: str
) -> None:
    """The mean of the runs as a line, and a band from the lowest to the highest."""
    steps = range(1, len(runs[0]) + 1)
    at_each_step = list(zip(*runs, strict=True))
    middle = [sum(values) / len(values) for values in at_each_step]
    lowest, highest = ([side(values) for values in at_each_step] for side in (min, max))
    axes.fill_between(steps, lowest, highest, color=colour, alpha=0.15, linewidth=0)
    axes.plot(steps, middle, color=colour, linestyle=dash, linewidth=2, label=label)


def seeds_and_intervals(
    runs: Mapping[str, Sequence[float]], xlabel: str, title: str = "", zero: bool = False
) -> Figure:
    """A row for each name, with a legend: the seeds as dots, their mean, its 95 % interval.

    With `zero` a line marks 0, for differences.
    """
    figure, axes = new_figure(8.5, 1.7 + 0.55 * len(runs))
    for row, values in enumerate(runs.values()):
        middle, half_width = mean_and_interval(values)
        seeds = axes.plot(values, [row] * len(values), "o", color=BLUE, alpha=0.5, markersize=5)[0]
        bar = axes.errorbar(middle, row + 0.25, xerr=half_width, fmt="s", color=ORANGE, capsize=4)
    named = {"one seed": seeds, "mean, and its 95 % interval": bar}
    if zero:
        named["no difference"] = axes.axvline(0, color=INK, linewidth=1)
    figure.legend(named.values(), named, loc="outside lower center", ncols=3, frameon=False)
    axes.set_yticks(range(len(runs)), list(runs))
    axes.set(xlabel=xlabel, title=title, ylim=(len(runs) - 0.4, -0.6))
    plain_axes(axes)
    return figure


def by_training_images(
    settings: Mapping[str, Mapping[int, Sequence[float]]], ylabel: str, title: str = ""
) -> Figure:
    """Every run of each setting over its number of training images (a log axis), and the means."""
    figure, axes = new_figure(8.5, 4)
    sizes: set[int] = set()
    for index, (name, runs) in enumerate(settings.items()):
        colour, mark = COLOURS[index % len(COLOURS)], "osD^"[index % 4]
        sizes |= set(runs)
        for size, values in runs.items():
            axes.plot([size] * len(values), values, mark, color=colour, alpha=0.35, markersize=5)
        means = [sum(values) / len(values) for values in runs.values()]
        line = "-" if len(runs) > 2 else "none"
        axes.plot(list(runs), means, mark, color=colour, linestyle=line, markersize=9, label=name)
    axes.legend(frameon=False, title="pale: one seed; full: their mean", loc="lower right")
    axes.set_xscale("log")
    axes.set_xticks(sorted(sizes))
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(plain_number)
    axes.set(xlabel=f"training images{LOG}", ylabel=ylabel, title=title)
    plain_axes(axes)
    return figure


def intervals_that_miss(samples: Tensor, factors: Mapping[str, float]) -> Figure:
    """A panel for each factor: mean ± factor · s / √n of every row of `samples`, whose true mean
    is 0; the intervals that miss it are orange and dashed."""
    figure = Figure(figsize=(9, 4.2), layout="constrained")
    panels = figure.subplots(1, len(factors), sharey=True, squeeze=False)[0]
    middles = samples.mean(dim=1)
    errors = samples.std(dim=1) / samples.shape[1] ** 0.5
    for axes, (name, factor) in zip(panels, factors.items(), strict=True):
        missed = middles.abs() > factor * errors
        for place, (middle, error, misses) in enumerate(
            zip(middles.tolist(), errors.tolist(), missed.tolist(), strict=True), start=1
        ):
            colour, dash = (ORANGE, "--") if misses else (BLUE, "-")
            ends = (middle - factor * error, middle + factor * error)
            axes.plot((place, place), ends, color=colour, linestyle=dash, linewidth=2)
            axes.plot(place, middle, "s", color=colour, markersize=4)
        axes.axhline(0, color=INK, linewidth=1)
        axes.set(xlabel="sample", title=f"{name}: {int(missed.sum())} of {len(samples)} miss")
        plain_axes(axes)
    panels[0].set_ylabel("interval (square: mean)")
    figure.suptitle("Blue: holds the true mean, 0 (the line). Orange, dashed: misses it", size=11)
    return figure


def spread(
    values: Sequence[float] | Tensor, marks: Mapping[str, float], xlabel: str, title: str = ""
) -> Figure:
    """How many of the values fall where, as bars; and named values as lines across."""
    figure, axes = new_figure(8.5, 3.6)
    listed = values.tolist() if isinstance(values, Tensor) else list(values)
    axes.hist(listed, bins=30, color=BLUE, alpha=0.6)
    for index, (name, value) in enumerate(marks.items()):
        colour, dash = (ORANGE, INK, GREEN)[index % 3], DASHES[index % len(DASHES)]
        axes.axvline(value, color=colour, linestyle=dash, linewidth=2.5, label=name)
    figure.legend(loc="outside lower center", ncols=len(marks), frameon=False)
    axes.set(xlabel=xlabel, ylabel="how many", title=title)
    plain_axes(axes)
    return figure
