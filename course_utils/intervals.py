"""Several seeds instead of one: run them all, and say how sure their mean is."""

import sys
from collections.abc import Callable, Sequence
from statistics import mean, stdev
from typing import TypeVar

from tqdm import tqdm

from course_utils.errors import InputError

Result = TypeVar("Result")


def over_seeds(run: Callable[[int], Result], n_seeds: int = 5, says: str = "") -> list[Result]:
    """The results of run(0), run(1), … for so many seeds, with a bar that shows the time left."""
    bar = tqdm(range(n_seeds), desc=says, unit="run", file=sys.stdout, leave=False)
    return [run(seed) for seed in bar]


def mean_and_interval(values: Sequence[float]) -> tuple[float, float]:
    """Mean of the values, and the half-width of its 95 % t interval (Student, 1908).

    Raises InputError (a ValueError) for fewer than two values.
    """
    if len(values) < 2:
        raise InputError(f"There are {len(values)} values; an interval needs two at least.")
    from scipy.stats import t  # here, because it takes half a second to load

    factor = t.ppf(0.975, df=len(values) - 1)
    return mean(values), factor * stdev(values) / len(values) ** 0.5
