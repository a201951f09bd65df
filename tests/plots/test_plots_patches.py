"""Figures of windows on images: frames where the window is, and a scale for each picture."""

import pytest
import torch
from matplotlib.patches import Rectangle

from course_utils.errors import InputError
from course_utils.explorers import stills
from course_utils.plots import patches
from course_utils.plots.canvas import SIGNED

IMAGE = torch.tensor([[1.0, 2, 0], [0, 1, 3], [2, 1, 1]])
KERNEL = torch.tensor([[1.0, 0], [2, -1]])


def frames(axes) -> list[tuple]:
    """Each frame as (row, column, height, width), the corner in whole pixels."""
    found = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    return [(f.get_y() + 0.5, f.get_x() + 0.5, f.get_height(), f.get_width()) for f in found]


def numbers(axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_every_patch_stands_in_a_frame_with_its_sum():
    figure = patches.every_patch(IMAGE, KERNEL)
    drawn = [axes for axes in figure.axes if frames(axes)]
    assert [frames(axes) for axes in drawn] == [
        [(0, 0, 2, 2)],
        [(0, 1, 2, 2)],
        [(1, 0, 2, 2)],
        [(1, 1, 2, 2)],
    ]
    sums = [axes.get_title().rpartition("= ")[2] for axes in drawn]
    assert sums == ["0", "1", "3", "2"]
    assert "1·1 + 2·0 + 0·2 + 1·(−1) = 0" in drawn[0].get_title()


def test_a_filter_larger_than_the_image_is_an_error_in_words():
    with pytest.raises(InputError, match="does not fit"):
        patches.every_patch(KERNEL, IMAGE)


def test_each_picture_has_its_own_scale_grey_from_0_or_signed_around_0():
    figure = patches.on_own_scales({"a": IMAGE, "b": IMAGE / 10, "c": IMAGE - 2})
    a, b, c = (axes.images[0] for axes in figure.axes if axes.images)
    assert [picture.get_clim() for picture in (a, b)] == [(0, 3), pytest.approx((0, 0.3))]
    assert c.get_clim() == (-2, 2)
    assert (a.cmap.name, c.cmap.name) == ("gray", SIGNED.name)


def test_no_picture_to_draw_is_an_error_in_words():
    with pytest.raises(InputError, match="no image"):
        patches.on_own_scales({})


def test_filters_stand_above_their_answers_with_their_weights():
    answers = torch.stack([IMAGE, -IMAGE])
    figure = patches.filters_and_answers(IMAGE, {"one": KERNEL, "two": -KERNEL}, answers)
    assert numbers(figure.axes[1]) == ["1", "0", "2", "−1"]
    assert numbers(figure.axes[2]) == ["−1", "0", "−2", "1"]
    with pytest.raises(InputError, match="1 filters and 2 answers"):
        patches.filters_and_answers(IMAGE, {"one": KERNEL}, answers)


def test_a_frame_goes_around_what_a_mask_marks():
    seen = torch.zeros(28, 28, dtype=torch.bool)
    seen[8:18, 9:14] = True
    axes = patches.window_on_image(torch.rand(28, 28), seen).axes[0]
    assert frames(axes) == [(8, 9, 10, 5)]
    with pytest.raises(InputError, match="marks no pixel"):
        patches.window_on_image(torch.rand(28, 28), ~seen & seen)


def test_text_on_a_colour_is_black_on_light_and_white_on_dark():
    figure = patches.on_own_scales({"a": IMAGE})
    axes = figure.axes[0]
    patches.numbers_on_image(axes, torch.tensor([[0.0, 1.0]]))
    assert [text.get_color() for text in axes.texts] == ["white", "black"]


def test_the_still_of_a_convolution_frames_the_window_and_its_answer():
    image, products, output = (stills.convolution(IMAGE, KERNEL).axes[i] for i in (0, 2, 3))
    assert frames(image) == [(0, 0, 2, 2)]
    assert numbers(products) == ["1", "0", "0", "−1"]
    assert frames(output) == [(0, 0, 1, 1)]
    assert numbers(output) == ["0", "1", "3", "2"]


def test_the_still_of_a_pooling_shows_its_windows_the_winner_and_the_answer():
    image, output = stills.pooling(torch.arange(25.0).reshape(5, 5)).axes
    assert frames(image)[:4] == [(0, 0, 2, 2), (0, 2, 2, 2), (2, 0, 2, 2), (2, 2, 2, 2)]
    assert frames(image)[4:] == [(0, 0, 2, 2)]
    star = image.lines[0]
    assert (round(star.get_ydata()[0]), round(star.get_xdata()[0])) == (1, 1)
    assert frames(output) == [(0, 0, 1, 1)]
    assert numbers(output) == ["6", "8", "16", "18"]
