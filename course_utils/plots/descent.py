"""Figures of gradient descent: a curve and its slopes, steps on it, a chain of steps, a fit."""

from collections.abc import Callable, Mapping, Sequence

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from course_utils.plots.canvas import BLUE, INK, ORANGE, UNSIGNED, new_figure, plain_axes


def curve(
    function: Callable[[Tensor], Tensor],
    between: tuple[float, float],
    xlabel: str,
    ylabel: str,
    title: str = "",
    slopes: Mapping[float, float] | None = None,
    marks: Sequence[float] = (),
) -> Figure:
    """A function between two numbers; `slopes` puts straight lines on it, `marks` named points."""
    figure, axes = new_figure(7.5, 3.8)
    _draw_curve(axes, function, between)
    reach = (between[1] - between[0]) / 12
    for x, slope in (slopes or {}).items():
        y = float(function(torch.tensor(x)))
        ends = [x - reach, x + reach]
        axes.plot(ends, [y + slope * (end - x) for end in ends], color=ORANGE, linewidth=3)
        axes.plot(x, y, "o", color=ORANGE)
        _write(axes, f"slope {_number(slope)}", (x, y), above=slope < 0)
    for x in marks:
        y = float(function(torch.tensor(x)))
        axes.plot(x, y, "o", color=ORANGE)
        _write(axes, f"{_number(x)} → {y:.2f}", (x, y))
    axes.set(title=title, xlabel=xlabel, ylabel=ylabel)
    return figure


def descent_paths(
    loss: Callable[[Tensor], Tensor],
    slope: Callable[[float], float],
    start: float,
    learning_rates: Sequence[float],
    steps: int,
    between: tuple[float, float],
) -> Figure:
    """A panel for each learning rate: the loss, and where steps of gradient descent come to."""
    n = len(learning_rates)
    figure = Figure(figsize=(9 if n > 1 else 6, 3.6), layout="constrained")
    all_axes = figure.subplots(1, n, sharey=True, squeeze=False)[0]
    for axes, learning_rate in zip(all_axes, learning_rates, strict=True):
        _draw_curve(axes, loss, between)
        weights = [start]
        for _ in range(steps):
            weights.append(weights[-1] - learning_rate * slope(weights[-1]))
        heights = loss(torch.tensor(weights)).tolist()
        axes.plot(weights, heights, "o:", color=ORANGE, markersize=5)
        axes.plot(weights[0], heights[0], "s", color=INK, markersize=8, label="start")
        axes.plot(weights[-1], heights[-1], "D", color=ORANGE, markersize=8, label="end")
        words = f"learning rate {learning_rate:g}\nafter {steps} steps: {_number(weights[-1], 2)}"
        axes.set_title(words, size=10)
        axes.set(xlabel="weight", xlim=between)
    all_axes[0].set_ylabel("loss")
    all_axes[0].legend(frameon=False)
    return figure


def chain(steps: Sequence[str], slopes: Sequence[str], product: str) -> Figure:
    """Boxes from left to right for the steps; below them the slopes on the way back."""
    figure, axes = new_figure(8.5, 2.4)
    axes.set(xlim=(-0.5, len(steps) - 0.5), ylim=(0, 1))
    axes.set_axis_off()
    box = {"boxstyle": "round,pad=0.6", "facecolor": "white", "edgecolor": INK}
    for place, words in enumerate(steps):
        axes.text(place, 0.5, words, ha="center", va="center", size=12, bbox=box)
    for place, words in enumerate(slopes):
        for height, colour, towards in ((0.62, BLUE, 1), (0.38, ORANGE, -1)):
            ends = [place + 0.5 - 0.13 * towards, place + 0.5 + 0.13 * towards]
            arrow = {"arrowstyle": "-|>", "color": colour, "lw": 2}
            axes.annotate("", (ends[1], height), (ends[0], height), arrowprops=arrow)
        axes.text(place + 0.5, 0.26, words, ha="center", va="center", size=11, color=ORANGE)
    middle = (len(steps) - 1) / 2
    axes.text(middle, 0.92, "forward: the numbers →", ha="center", size=11, color=BLUE)
    axes.text(middle, 0.05, f"← backward: {product}", ha="center", size=11, color=ORANGE)
    return figure


def line_fit(x: Tensor, y: Tensor, path: Sequence[Sequence[float]], steps: Sequence[int]) -> Figure:
    """Left: points and the lines after so many steps; right: the way of the two weights.

    `path` holds (slope, intercept) after 0, 1, 2 … steps.
    """
    figure = Figure(figsize=(9, 3.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    left.plot(x, y, "o", color=INK, label="the points")
    ends = torch.stack([x.min(), x.max()])
    for index, step in enumerate(steps):
        slope, intercept = path[step]
        last = index == len(steps) - 1
        style, colour = ("-", ORANGE) if last else ((":", "-.", "--")[index % 3], BLUE)
        words = f"after {step} step{'s' if step != 1 else ''}"
        left.plot(ends, slope * ends + intercept, style, color=colour, label=words)
    left.set(title="The line on its way", xlabel="x", ylabel="y")
    left.legend(frameon=False)
    plain_axes(left)
    _draw_landscape(figure, right, x, y, path)
    return figure


def _draw_landscape(
    figure: Figure, axes: Axes, x: Tensor, y: Tensor, path: Sequence[Sequence[float]]
) -> None:
    """The loss over slope and intercept as colours, and the way of the weights on it."""
    slopes, intercepts = zip(*path, strict=True)
    across = torch.linspace(min(slopes) - 0.5, max(slopes) + 0.5, 80)
    up = torch.linspace(min(intercepts) - 0.7, max(intercepts) + 0.7, 80)
    answers = across[None, :, None] * x + up[:, None, None]
    losses = ((answers - y) ** 2).mean(dim=2)
    picture = axes.contourf(across, up, losses.log10(), levels=14, cmap=UNSIGNED)
    figure.colorbar(picture, ax=axes, label="loss (its logarithm to base 10)")
    axes.plot(slopes, intercepts, ".-", color="white", linewidth=1)
    for place, mark, words in ((0, "s", "start"), (-1, "D", "end")):
        where = slopes[place], intercepts[place]
        axes.plot(*where, mark, color="white", markeredgecolor=INK, markersize=9, label=words)
    axes.set(title="The two weights on their way", xlabel="slope", ylabel="intercept")
    axes.legend(facecolor="white", framealpha=1)


def _draw_curve(
    axes: Axes, function: Callable[[Tensor], Tensor], between: tuple[float, float]
) -> None:
    x = torch.linspace(*between, 300)
    axes.plot(x, function(x), color=BLUE, linewidth=2)
    plain_axes(axes)


def _write(axes: Axes, words: str, place: tuple[float, float], above: bool = True) -> None:
    """Words to the right of a point, where a falling or a rising curve leaves room for them."""
    offset = (9, 7) if above else (9, -13)
    axes.annotate(words, place, xytext=offset, textcoords="offset points", size=10)


def _number(value: float, digits: int = 4) -> str:
    return f"{round(value, digits):g}".replace("-", "−")
