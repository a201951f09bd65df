"""Figures of what a network learned."""

import pytest
import torch

from course_utils.errors import InputError
from course_utils.plots import SIGNED, UNSIGNED
from course_utils.plots.features import filters_and_maps, maps_of_images


def limits(axes) -> tuple[float, float]:
    return axes.images[0].get_clim()


def test_each_filter_and_each_map_has_a_scale_of_its_own_with_its_largest_number_below():
    before, after = torch.tensor([0.5, -2.0]), torch.tensor([4.0, 1.0])
    maps = torch.stack([torch.full((3, 3), 7.0), torch.zeros(3, 3)])
    shape = (2, 1, 1, 1)
    figure = filters_and_maps(before.reshape(shape), after.reshape(shape), maps)
    assert [limits(axes) for axes in figure.axes[:5]] == [
        (-0.5, 0.5),
        (-2, 2),
        (-4, 4),
        (-1, 1),
        (0, 7),
    ]
    below = [axes.get_xlabel() for axes in figure.axes]
    assert below == ["0.50", "2.00", "4.00", "1.00", "7.00", "dark"]
    assert figure.axes[0].images[0].get_cmap() == SIGNED
    assert figure.axes[4].images[0].get_cmap().name == UNSIGNED


def test_one_map_too_few_is_an_error_in_words():
    with pytest.raises(InputError, match="one map a filter"):
        filters_and_maps(torch.zeros(2, 1, 3, 3), torch.zeros(2, 1, 3, 3), torch.zeros(1, 5, 5))


def test_maps_of_several_images_are_on_one_scale_and_dark_ones_say_so():
    maps = torch.zeros(2, 3, 4, 4)
    maps[0, 1], maps[1, 1], maps[0, 0] = 2.0, 5.0, 9.0
    figure = maps_of_images(torch.rand(2, 1, 28, 28), maps, [1, 2])
    titles = [axes.get_title() for axes in figure.axes]
    assert titles == ["image", "map 1", "map 2", "", "", ""]
    assert {limits(axes) for place, axes in enumerate(figure.axes) if place % 3} == {(0, 5)}
    assert [axes.get_xlabel() for axes in figure.axes] == ["", "", "dark", "", "", "dark"]


def test_nothing_to_draw_is_an_error_in_words():
    with pytest.raises(InputError, match="At least one image"):
        maps_of_images(torch.zeros(0, 1, 28, 28), torch.zeros(0, 3, 4, 4), [0])
    with pytest.raises(InputError, match="one channel"):
        maps_of_images(torch.zeros(1, 1, 28, 28), torch.zeros(1, 3, 4, 4), [])
