"""Figures of a record and of mistakes: they show the counts that they are given."""

import numpy as np
import pytest
import torch

from course_utils.errors import InputError
from course_utils.plots.reliability import (
    confidence_bins,
    confusions,
    error_rates,
    exact_interval,
    record_curves,
    sure_and_right,
)

RECORD = {
    "train_loss": [0.9, 0.5, 0.2],
    "train_accuracy": [0.7, 0.8, 0.9],
    "validation_loss": [0.8, 0.6, 0.7],
    "validation_accuracy": [0.72, 0.79, 0.8],
}
CONFIDENCE = torch.tensor([0.3, 0.6, 0.7, 0.95, 0.96, 1.0])
RIGHT = torch.tensor([False, True, False, True, True, True])


def test_a_record_is_drawn_in_two_panels_and_its_best_epoch_is_marked():
    left, right = record_curves(RECORD, "LeNet").axes
    assert [line.get_label() for line in left.lines] == [
        "lowest validation loss: epoch 2",
        "training",
        "validation",
    ]
    assert list(right.lines[1].get_ydata()) == pytest.approx([70, 80, 90])


def test_only_confusions_are_written_and_the_matrix_stays_as_it_is():
    matrix = np.array([[50, 2], [0, 60]])
    figure = confusions(matrix)
    assert [text.get_text() for text in figure.axes[0].texts] == ["2"]
    assert matrix[0, 0] == 50


def test_each_class_has_its_count_of_mistakes():
    labels = torch.tensor([0, 0, 1, 1, 1])
    figure = error_rates(labels, torch.tensor([1, 2, 4]))
    assert [text.get_text() for text in figure.axes[0].texts] == ["1", "2", "all digits"]


def test_the_exact_interval_of_a_share():
    assert exact_interval(0, 10) == pytest.approx((0, 0.3085), abs=1e-4)  # 1 − 0.025 ** 0.1
    low, high = exact_interval(50, 100)
    assert low == pytest.approx(1 - high)


def test_bins_count_how_sure_and_how_often_right_and_a_confidence_of_1_is_in_the_last():
    bins = confidence_bins(CONFIDENCE, RIGHT, [0.5, 0.9, 0.94, 1])
    assert [(row.count, row.n_right) for row in bins] == [(2, 1), (3, 3)]
    assert bins[0].confidence == pytest.approx(0.65)
    assert " ".join(str(bins[0]).split()).startswith("0.5 to 0.9 2 images sure 65.00% right 50.00%")


def test_edges_that_do_not_rise_are_refused_in_words():
    with pytest.raises(InputError, match=r"must rise; they are \[0, 0.5, 0.5\]"):
        confidence_bins(CONFIDENCE, RIGHT, [0, 0.5, 0.5])


def test_a_panel_for_each_model_and_a_row_for_each_bin():
    bins = confidence_bins(CONFIDENCE, RIGHT, [0, 0.9, 1])
    figure = sure_and_right({"early": bins, "late": bins})
    assert [axes.get_title() for axes in figure.axes] == ["early", "late"]
    rows = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert rows == ["0 to 0.9\n(3)", "0.9 to 1\n(3)"]
