"""Figures of a record and of mistakes: curves, confusions, error rates, and how sure is right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from course_utils.errors import InputError
from course_utils.plots.canvas import BLUE, INK, ORANGE, UNSIGNED, new_figure, plain_axes
from course_utils.plots.charts import draw_lines

DARK = 0.6  # below that share of the scale cividis wants white text


def exact_interval(n_hits: int, n: int) -> tuple[float, float]:
    """The exact 95 % interval of a share (Clopper and Pearson, 1934), of n_hits out of n."""
    from scipy.stats import binomtest  # here, because it takes half a second to load

    interval = binomtest(n_hits, n).proportion_ci()
    return float(interval.low), float(interval.high)


def record_curves(record: Mapping[str, Sequence[float]], title: str = "") -> Figure:
    """Loss (left) and accuracy in % (right) of a record, a dict of lists with an entry an epoch.

    Its keys are train_loss, validation_loss, train_accuracy and validation_accuracy. A thin line
    marks the epoch with the lowest validation loss.
    """
    figure = Figure(figsize=(9, 3.6), layout="constrained")
    best = 1 + int(np.argmin(record["validation_loss"]))
    panels = zip(figure.subplots(1, 2), (("loss", 1), ("accuracy", 100)), strict=True)
    for axes, (what, scale) in panels:
        parts = {"training": f"train_{what}", "validation": f"validation_{what}"}
        curves = {part: [scale * y for y in record[name]] for part, name in parts.items()}
        axes.axvline(best, color=INK, linewidth=0.8, label=f"lowest validation loss: epoch {best}")
        draw_lines(axes, curves)
        axes.legend(framealpha=1, edgecolor="none")  # the thin line must not cross its words
        axes.set(xlabel="epoch", ylabel="accuracy (%)" if scale > 1 else "loss (mean per sample)")
        if len(record["validation_loss"]) > 12:
            axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    figure.suptitle(title)
    return figure


def confusions(matrix: np.ndarray, title: str = "") -> Figure:
    """The counts off the diagonal of a confusion matrix, each written in its cell; no zeros."""
    counts = np.array(matrix)
    np.fill_diagonal(counts, 0)
    figure, axes = new_figure(6.4, 5.6)
    drawn = np.ma.masked_array(counts, np.eye(len(counts), dtype=bool))
    picture = axes.imshow(drawn, cmap=UNSIGNED, vmin=0, vmax=max(1, counts.max()))
    axes.set_facecolor("#dddddd")
    for (row, column), count in np.ndenumerate(counts):
        if count > 0:
            colour = "white" if picture.norm(count) < DARK else "black"
            axes.text(column, row, str(count), color=colour, ha="center", va="center")
    places = range(len(counts))
    axes.set(xlabel="read as", ylabel="is", xticks=places, yticks=places, title=title)
    bar = figure.colorbar(picture, ax=axes, shrink=0.8, label="images (right ones left out: grey)")
    bar.locator = MaxNLocator(integer=True)
    return figure


def error_rates(labels: Tensor, wrong: Tensor, title: str = "") -> Figure:
    """The share of each class that is misread, in %, with its exact 95 % interval.

    `wrong` holds the indices of the misread images; a dashed line is the share of all.
    """
    figure, axes = new_figure(8, 3.6)
    for digit in labels.unique().tolist():
        n, n_wrong = int((labels == digit).sum()), int((labels[wrong] == digit).sum())
        low, high = exact_interval(n_wrong, n)
        axes.plot([digit, digit], [100 * low, 100 * high], color=BLUE, linewidth=2)
        axes.plot(digit, 100 * n_wrong / n, "o", color=BLUE)
        clear = {"color": "white", "pad": 0.5}  # a line must not cross the number
        where = {"xytext": (7, -3), "textcoords": "offset points", "bbox": clear}
        axes.annotate(str(n_wrong), (digit, 100 * n_wrong / n), **where)
    overall = 100 * len(wrong) / len(labels)
    axes.axhline(overall, color=ORANGE, linestyle="--")
    axes.annotate(
        "all digits", (1, overall), (-4, 4), ha="right", color=ORANGE,
        xycoords=("axes fraction", "data"), textcoords="offset points",
    )  # fmt: skip
    axes.set(xticks=range(10), xlim=(-0.5, 10.1), ylim=(0, None), title=title)
    axes.set(xlabel="digit (beside its point: how many)", ylabel="misread (%)")
    plain_axes(axes)
    return figure


@dataclass(frozen=True)
class Bin:
    """The images whose confidence lies in [low, high): how many, how sure, how often right."""

    low: float
    high: float
    count: int
    confidence: float
    n_right: int

    @property
    def share_right(self) -> float:
        """How many of them are read right, from 0 to 1."""
        return self.n_right / self.count

    @property
    def interval(self) -> tuple[float, float]:
        """The exact 95 % interval of that share."""
        return exact_interval(self.n_right, self.count)

    @property
    def name(self) -> str:
        """From where to where."""
        return f"{self.low:g} to {self.high:g}"

    def __str__(self) -> str:
        low, high = self.interval
        return (
            f"{self.name:<14}{self.count:>6,} images   sure {self.confidence:7.2%}   "
            f"right {self.share_right:7.2%}   interval {low:.2%} to {high:.2%}"
        )


def confidence_bins(confidence: Tensor, right: Tensor, edges: Sequence[float]) -> list[Bin]:
    """Sort images by their confidence into bins between the edges; empty bins are left out.

    `right` says for each image whether it is read right; a confidence of 1 is in the last bin.
    Raises InputError for edges that do not rise.
    """
    if any(low >= high for low, high in pairwise(edges)):
        raise InputError(f"The edges of the bins must rise; they are {list(edges)}.")
    bins = []
    for low, high in pairwise(edges):
        inside = (confidence >= low) & ((confidence < high) | (high >= 1))
        if inside.any():
            mean = confidence[inside].mean().item()
            bins.append(Bin(low, high, int(inside.sum()), mean, int(right[inside].sum())))
    return bins


def sure_and_right(bins: Mapping[str, Sequence[Bin]]) -> Figure:
    """A panel for each name, a row for each bin: how sure (square), how often right (with bar)."""
    figure = Figure(figsize=(9, 1.4 + 0.42 * max(map(len, bins.values()))), layout="constrained")
    all_axes = figure.subplots(1, len(bins), squeeze=False)[0]
    for axes, (name, rows) in zip(all_axes, bins.items(), strict=True):
        for place, row in enumerate(rows):
            axes.plot([100 * share for share in row.interval], [place] * 2, color=BLUE, linewidth=2)
            axes.plot(100 * row.share_right, place, "o", color=BLUE, label="right (95 % interval)")
            axes.plot(
                100 * row.confidence, place, "s", color=ORANGE, markersize=9, fillstyle="none",
                markeredgewidth=2, label="sure (mean confidence)",
            )  # fmt: skip
        axes.set_yticks(range(len(rows)), [f"{row.name}\n({row.count:,})" for row in rows], size=8)
        axes.set(title=name, xlabel="% of the images of the row", ylim=(len(rows) - 0.5, -0.5))
        axes.set(xlim=(0, 104), xticks=range(0, 101, 25))
        plain_axes(axes)
    all_axes[0].set_ylabel("confidence (images)")
    handles, words = all_axes[0].get_legend_handles_labels()
    figure.legend(handles[:2], words[:2], loc="outside lower center", ncols=2, frameon=False)
    return figure
