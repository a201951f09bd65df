"""Figures over seeds: means, bands, intervals and legends are those of the numbers given."""

import pytest
import torch

from course_utils.plots import comparisons
from course_utils.training.intervals import mean_and_interval

RECORDS = [{"loss": [3.0, 1.0], "other": [1.0, 1.0]}, {"loss": [1.0, 2.0], "other": [0.0, 2.0]}]


def legend_of(holder) -> list[str]:
    return [text.get_text() for text in holder.get_texts()]


def test_a_curve_is_the_mean_and_its_band_goes_from_lowest_to_highest():
    figure = comparisons.overlaid_curves({"with": RECORDS, "without": RECORDS}, ["loss"], "loss")
    axes = figure.axes[0]
    assert [list(line.get_ydata()) for line in axes.lines] == [[2.0, 1.5]] * 2
    band = axes.collections[0].get_paths()[0].vertices[:, 1]
    assert (band.min(), band.max()) == (1.0, 3.0)
    assert legend_of(axes.get_legend()) == ["with", "without"]
    assert "band: lowest to highest" in axes.get_legend().get_title().get_text()


def test_two_kinds_of_a_setting_share_its_colour_and_differ_in_their_dashes():
    figure = comparisons.overlaid_curves({"a": RECORDS, "b": RECORDS}, ["loss", "other"], "loss")
    first, second, third, _ = figure.axes[0].lines
    assert first.get_color() == second.get_color() != third.get_color()
    assert first.get_linestyle() == third.get_linestyle() != second.get_linestyle()
    assert legend_of(figure.axes[0].get_legend())[:2] == ["a: loss", "a: other"]


def test_seeds_mean_and_interval_are_named_in_a_legend():
    values = [1.0, 2.0, 4.0]
    figure = comparisons.seeds_and_intervals({"a": values, "b": [0.0, 1.0]}, "points", zero=True)
    axes = figure.axes[0]
    assert list(axes.lines[0].get_xdata()) == values
    ends = axes.collections[0].get_segments()[0][:, 0]
    middle, half_width = mean_and_interval(values)
    assert tuple(ends) == pytest.approx((middle - half_width, middle + half_width))
    assert legend_of(figure.legends[0]) == [
        "one seed",
        "mean, and its 95 % interval",
        "no difference",
    ]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a", "b"]


def test_runs_stand_over_their_number_of_images():
    runs = {"plain": {100: [70.0, 72.0], 1_000: [90.0]}, "shifted": {100: [80.0, 82.0]}}
    axes = comparisons.by_training_images(runs, "accuracy (%)").axes[0]
    assert list(axes.get_xticks()) == [100, 1_000]
    means = {line.get_label(): list(line.get_ydata()) for line in axes.lines if line.get_label()}
    assert means["plain"] == [71.0, 90.0]
    assert means["shifted"] == [81.0]


def test_intervals_that_miss_are_counted_in_the_title():
    samples = torch.tensor([[-1.0, 1.0], [3.0, 3.1], [0.5, -0.4]])
    figure = comparisons.intervals_that_miss(samples, {"factor 2": 2.0, "factor 100": 100.0})
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == ["factor 2: 1 of 3 miss", "factor 100: 0 of 3 miss"]


def test_named_values_cross_the_bars_of_a_spread():
    figure = comparisons.spread(torch.tensor([1.0, 2.0, 2.0]), {"mean": 1.7, "whole": 1.6}, "logit")
    assert sum(bar.get_height() for bar in figure.axes[0].patches) == 3
    assert legend_of(figure.legends[0]) == ["mean", "whole"]
