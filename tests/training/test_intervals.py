"""Several seeds: every run is made once, and the interval is Student's."""

import pytest
from scipy import stats

from course_utils.training.intervals import Difference, mean_and_interval, over_seeds
from course_utils.training.stopping import Stopped


def test_every_seed_is_run_once_in_order():
    assert over_seeds(lambda seed: seed * 10, n_seeds=4) == [0, 10, 20, 30]


@pytest.mark.parametrize("values", [[1.0, 2.0], [0.991, 0.989, 0.992, 0.990, 0.993], [3.0] * 3])
def test_the_interval_is_the_t_interval_of_scipy(values):
    middle, half_width = mean_and_interval(values)
    error = stats.sem(values)
    if error == 0:
        assert (middle, half_width) == (values[0], 0)
    else:
        low, high = stats.t.interval(0.95, len(values) - 1, loc=middle, scale=error)
        assert (middle - half_width, middle + half_width) == pytest.approx((low, high))


def test_five_values_stretch_the_standard_error_by_2_776():
    _, half_width = mean_and_interval([1, 2, 3, 4, 5])
    assert half_width == pytest.approx(2.776 * 2.5**0.5 / 5**0.5, rel=1e-3)


@pytest.mark.parametrize("values", [[], [0.5]])
def test_fewer_than_two_values_have_no_interval(values):
    with pytest.raises(ValueError, match="two at least"):
        mean_and_interval(values)


@pytest.mark.parametrize(
    ("first", "margin", "end", "verdict"),
    [
        ((-0.0600, -0.0301, -0.0002), 0.0, "to +0.04", "contains 0"),
        ((-0.0320, -0.0301, -0.0282), 0.0, "to -0.025", "clear of 0"),
        ((-0.0422, -0.0301, -0.0180), 0.0, "to -0.00004", "clear of 0"),
        ((-0.0422, -0.0301, -0.0180), 0.00003, "to -0.00004", "clear of 0 by more than 3e-05"),
    ],
)
def test_the_end_that_decides_is_not_rounded_onto_its_limit(first, margin, end, verdict):
    said = str(Difference("loss", ("a", "b"), first, (0.0, 0.0, 0.0), margin))
    assert end in said and verdict in said


def test_who_stops_it_hears_at_which_seed_and_sees_no_frames(capsys):
    def interrupted_at_the_third(seed: int) -> int:
        if seed == 2:
            raise KeyboardInterrupt
        return seed

    with pytest.raises(Stopped) as stopped:
        over_seeds(interrupted_at_the_third, n_seeds=5)
    said = capsys.readouterr().out
    assert "Stopped by you at seed 2, after 2 of 5 runs." in said
    assert stopped.value._render_traceback_() == [
        "Stopped. The cells that were waiting did not run."
    ]
