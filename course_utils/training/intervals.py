"""Several seeds instead of one: run them all, and say how sure their mean is."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, stdev
from typing import TypeVar

from tqdm import tqdm

from course_utils.data.find import MNIST, data_in_use
from course_utils.errors import InputError
from course_utils.training.stopping import Stopped

Result = TypeVar("Result")
MOST_PLACES = 6  # decimals of a printed difference


def first_seed() -> int:
    """Where `over_seeds` begins: 0, or what COURSE_FIRST_SEED says, for a repetition."""
    return int(os.environ.get("COURSE_FIRST_SEED", "0"))


def over_seeds(run: Callable[[int], Result], n_seeds: int = 5, name: str = "") -> list[Result]:
    """The results of run(0), run(1), … for so many seeds, with a bar that shows the time left.

    Interrupting the kernel ends all of them: it says where, and raises Stopped.
    """
    seeds, results = range(first_seed(), first_seed() + n_seeds), []
    try:
        with tqdm(seeds, desc=name, unit="run", file=sys.stdout, leave=False) as bar:
            for seed in bar:
                results.append(run(seed))
    except KeyboardInterrupt:
        print(
            f"Stopped by you at seed {seeds[len(results)]}, after {len(results)} of {n_seeds} "
            "runs. They begin anew when you run the cell again."
        )
        raise Stopped from None
    return results


def mean_and_interval(values: Sequence[float]) -> tuple[float, float]:
    """Mean of the values, and the half-width of its 95 % t interval (Student, 1908).

    Raises InputError (a ValueError) for fewer than two values.
    """
    if len(values) < 2:
        raise InputError(f"There are {len(values)} values; an interval needs two at least.")
    from scipy.stats import t  # here, because it takes half a second to load

    factor = t.ppf(0.975, df=len(values) - 1)
    return mean(values), factor * stdev(values) / len(values) ** 0.5


@dataclass(frozen=True)
class Difference:
    """Two settings over the same seeds: the first minus the second, in pairs.

    `margin` is how far the interval must stay away from 0 before the difference counts as shown.
    """

    what: str
    names: tuple[str, str]
    first: tuple[float, ...]
    second: tuple[float, ...]
    margin: float = 0.0

    @property
    def values(self) -> list[float]:
        """The difference in each pair."""
        return [a - b for a, b in zip(self.first, self.second, strict=True)]

    @property
    def interval(self) -> tuple[float, float]:
        """The mean of the differences, and the half-width of its 95 % interval."""
        return mean_and_interval(self.values)

    @property
    def shown(self) -> str:
        """ "higher" or "lower" where the first setting is that beyond the margin; else empty."""
        middle, half_width = self.interval
        if middle - half_width > self.margin:
            return "higher"
        return "lower" if middle + half_width < -self.margin else ""

    @property
    def summary(self) -> str:
        """The mean and the half-width of its interval, as "+0.12 ± 0.03"."""
        middle, half_width = self.interval
        return f"{middle:+.{self._places}f} ± {half_width:.{self._places}f}"

    @property
    def _places(self) -> int:
        middle, half_width = map(abs, self.interval)
        size = max(middle, half_width)
        places = 4 if size < 0.005 else 3 if size < 0.05 else 2
        # An end that decides the verdict must not be rounded onto 0, or onto the margin.
        decides = middle - half_width - self.margin
        while decides and round(decides, places) == 0 and places < MOST_PLACES:
            places += 1
        return places

    def __str__(self) -> str:
        middle, half_width = self.interval
        places = self._places
        low, high = f"{middle - half_width:+.{places}f}", f"{middle + half_width:+.{places}f}"
        each = ", ".join(f"{value:+.{places}f}" for value in self.values)
        contains_zero = abs(middle) <= half_width
        zero = "contains 0" if contains_zero else f"comes within {self.margin:g} of 0"
        clear = f"clear of 0 by more than {self.margin:g}" if self.margin else "clear of 0"
        verdict = f"shown: the interval is {clear}" if self.shown else f"not shown: it {zero}"
        return (
            f"{self.what}: {self.names[0]} minus {self.names[1]}, {len(self.values)} seeds\n"
            f"  seed by seed: {each}\n"
            f"  mean and 95 % interval: {self.summary}, from {low} to {high}\n"
            f"  {verdict}"
        )


def paired_difference(
    what: str, settings: Mapping[str, Sequence[float]], margin: float = 0.0
) -> Difference:
    """Print and return the difference of two settings over the same seeds, the first minus the
    second, with its 95 % interval and the word "shown" or "not shown". On other data than MNIST a
    line says that the text's numbers and verdict are MNIST's.

    `settings` names both and gives a value for each seed, in the same order. Raises InputError for
    other than two settings, lists of different lengths, or fewer than two seeds.
    """
    if len(settings) != 2:
        raise InputError(f"A difference is that of two settings; {len(settings)} were named.")
    (name_a, a), (name_b, b) = settings.items()
    if len(a) != len(b):
        raise InputError(f"Pairs are wanted: {name_a} has {len(a)} values, {name_b} has {len(b)}.")
    if len(a) < 2:
        raise InputError(f"There are {len(a)} pairs; an interval needs two at least.")
    difference = Difference(what, (name_a, name_b), tuple(a), tuple(b), margin)
    print(difference)
    if data_in_use() != MNIST:
        print(f"  (on {data_in_use()}; the text's numbers and verdict are MNIST's)")
    return difference
