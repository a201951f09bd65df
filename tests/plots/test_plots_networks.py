"""Figures about a network as a whole."""

import pytest
import torch

from course_utils.errors import InputError
from course_utils.plots.networks import losses_by_rate, network_drawing

IMAGE = torch.zeros(1, 28, 28)


def texts(figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_a_drawing_says_every_size_and_every_step():
    shapes = [(1, 28, 28), (32, 14, 14), (3136,), (10,)]
    figure = network_drawing(IMAGE, shapes, ["convolution", "flatten", "dense layer"], "A net")
    written = texts(figure)
    assert "image\n28×28" in written
    assert "32 maps\n14×14" in written
    assert "3,136\nnumbers" in written
    assert "10\nlogits" in written
    assert {"convolution", "flatten", "dense layer"} <= set(written)
    assert set("0123456789") <= set(written)


def test_maps_are_drawn_to_scale():
    figure = network_drawing(IMAGE, [(1, 28, 28), (4, 14, 14), (10,)], ["a", "b"])
    sides = {patch.get_width() for patch in figure.axes[0].patches if hasattr(patch, "get_width")}
    assert {28, 14} <= sides


def test_one_step_too_few_is_an_error_in_words():
    with pytest.raises(InputError, match="2 shapes need 1 steps, not 0"):
        network_drawing(IMAGE, [(1, 28, 28), (10,)], [])


def test_losses_stand_over_their_rates_on_log_axes_with_a_line_through_the_means():
    axes = losses_by_rate({0.001: [1.0, 3.0], 0.1: [4.0, 4.0]}, "rate", "loss").axes[0]
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.001", "0.1"]
    assert [list(line.get_ydata()) for line in axes.lines][:3] == [[1.0, 3.0], [4.0, 4.0], [2, 4]]


@pytest.mark.parametrize("losses", [{}, {0.0: [1.0]}, {0.1: [0.0, 1.0]}])
def test_what_has_no_place_on_log_axes_is_an_error_in_words(losses):
    with pytest.raises(InputError, match="above 0"):
        losses_by_rate(losses, "rate", "loss")
