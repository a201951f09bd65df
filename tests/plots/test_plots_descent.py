"""Figures of gradient descent: what they write is what they were given."""

import pytest
import torch

from course_utils.plots.descent import chain, curve, descent_paths, line_fit


def loss(weight: torch.Tensor) -> torch.Tensor:
    return (weight - 3) ** 2


def slope(weight: float) -> float:
    return 2 * (weight - 3)


def words_in(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_a_curve_has_its_slopes_as_straight_lines_with_their_numbers():
    figure = curve(loss, (-1, 7), "weight", "loss", slopes={0.0: -6.0, 5.0: 4.0})
    (axes,) = figure.axes
    assert words_in(axes) == ["slope −6", "slope 4"]
    straight = [line for line in axes.lines if len(line.get_xdata()) == 2]
    for line, wanted in zip(straight, (-6.0, 4.0), strict=True):
        (x0, x1), (y0, y1) = line.get_xdata(), line.get_ydata()
        assert (y1 - y0) / (x1 - x0) == pytest.approx(wanted)


def test_a_marked_point_says_its_number_and_what_it_gives():
    figure = curve(lambda share: -share.log(), (0.02, 1), "share", "loss", marks=[0.1])
    assert words_in(figure.axes[0]) == ["0.1 → 2.30"]


def test_paths_end_where_gradient_descent_ends():
    figure = descent_paths(loss, slope, 0.0, [0.2, 1.1], 3, (-1, 7))
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == [
        "learning rate 0.2\nafter 3 steps: 2.35",
        "learning rate 1.1\nafter 3 steps: 8.18",
    ]
    weights = figure.axes[0].lines[1].get_xdata()
    assert list(weights) == pytest.approx([0, 1.2, 1.92, 2.352])


def test_a_chain_writes_its_steps_its_slopes_and_their_product():
    figure = chain(["w", "error", "loss"], ["slope 2", "slope −8"], "2 · (−8) = −16")
    written = " | ".join(words_in(figure.axes[0]))
    for words in ("w", "error", "loss", "slope 2", "slope −8", "2 · (−8) = −16"):
        assert words in written


def test_a_fit_shows_the_lines_that_were_asked_for_and_the_way_of_the_weights():
    x, y = torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 3.0, 5.0])
    path = [(0.0, 0.0), (1.5, 0.5), (2.0, 1.0)]
    left, right, _colours = line_fit(x, y, path, [0, 1, 2]).axes
    legend = [text.get_text() for text in left.get_legend().get_texts()]
    assert legend == ["the points", "after 0 steps", "after 1 step", "after 2 steps"]
    assert list(left.lines[-1].get_ydata()) == pytest.approx([1.0, 5.0])
    assert list(right.lines[0].get_xdata()) == [0.0, 1.5, 2.0]
