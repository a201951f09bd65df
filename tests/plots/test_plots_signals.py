"""Lesson 6's figures: they draw what they are given, and refuse what they cannot draw."""

import pytest
from matplotlib.colors import to_hex

from course_utils.errors import InputError
from course_utils.plots.canvas import BLUE, ORANGE
from course_utils.plots.signals import mistakes, signal_sizes, two_by_two

CELLS = {
    ("none", "with"): [1.0, 2.0],
    ("some", "with"): [3.0, 4.0],
    ("none", "without"): [5.0, 6.0],
    ("some", "without"): [7.0, 9.0],
}


def test_each_measure_has_a_panel_with_all_curves_on_one_log_scale():
    figure = signal_sizes({"size": {"a": [1, 0.5], "b": [1, 0.001]}, "rest": {"a": [2, 3]}})
    left, right = figure.axes
    assert [axes.get_title() for axes in figure.axes] == ["size", "rest"]
    assert [line.get_label() for line in left.lines] == ["a", "b"]
    assert list(right.lines[0].get_ydata()) == [2, 3]
    assert left.get_yscale() == "log"
    assert left.get_ylim() == right.get_ylim()


def test_a_value_of_0_is_refused_in_words():
    with pytest.raises(InputError, match="above 0"):
        signal_sizes({"size": {"a": [1.0, 0.0]}})


def test_a_two_by_two_has_two_lines_and_a_dot_for_each_run():
    (axes,) = two_by_two(CELLS, "dropout", "accuracy (%)").axes
    dots = [line for line in axes.lines if line.get_alpha()]
    assert [list(line.get_ydata()) for line in dots] == list(CELLS.values())
    assert [to_hex(line.get_color()) for line in dots] == [BLUE, BLUE, ORANGE, ORANGE]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["with", "without"]
    assert [text.get_text() for text in axes.get_xticklabels()] == ["none", "some"]


def test_three_cells_are_no_two_by_two():
    with pytest.raises(InputError, match="four cells"):
        two_by_two(dict(list(CELLS.items())[:3]), "x", "y")


def test_mistakes_stand_at_their_count_with_their_name():
    (axes,) = mistakes({"LeNet": (53, 14.2), "deeper": (59, 15.0)}).axes
    assert [text.get_text() for text in axes.texts] == ["53", "59"]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["LeNet", "deeper"]
    assert axes.get_xlim()[0] == 0
