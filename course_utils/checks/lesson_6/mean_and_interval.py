"""mean_and_interval: the mean of a few results and the half-width of its 95 % interval."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import torch

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare, refuses
from course_utils.training.intervals import mean_and_interval


def _t(share: float, freedom: int) -> float:
    from scipy.stats import t  # here, because it takes half a second to load

    return float(t.ppf(share, freedom))


@dataclass(frozen=True)
class Interval:
    """Mean and half-width, and the pieces that make them.

    factor and root: t and √n, from the number n of values; correction: n minus the divisor of the
    variance; result: what is returned, from mean and half-width.
    """

    factor: Callable[[int], float] = lambda n: _t(0.975, n - 1)
    root: Callable[[int], float] = lambda n: n**0.5
    correction: int = 1
    result: Callable[[float, float], tuple[float, float]] = lambda mean, half: (mean, half)

    def __call__(self, values: list[float]) -> tuple[float, float]:
        """The result for two values or more."""
        numbers = torch.tensor(values, dtype=torch.float64)
        spread = numbers.std(correction=self.correction).item()
        half_width = self.factor(len(values)) * spread / self.root(len(values))
        return self.result(numbers.mean().item(), half_width)


RIGHT = Interval()
MISTAKES: Mapping[str, Interval] = {
    "The half-width uses 1.96. With few values t is larger: t.ppf(0.975, n − 1).": replace(
        RIGHT, factor=lambda n: 1.96
    ),
    "Divide by √n: the mean of n values wavers less than a single one.": replace(
        RIGHT, root=lambda n: 1.0
    ),
    "Divide by √n, not by n.": replace(RIGHT, root=lambda n: n),
    "The standard deviation divides by n − 1 here: statistics.stdev.": replace(RIGHT, correction=0),
    "That is the whole width; half of it is wanted.": replace(
        RIGHT, result=lambda mean, half: (mean, 2 * half)
    ),
    "t has n − 1 degrees of freedom, not n.": replace(RIGHT, factor=lambda n: _t(0.975, n)),
    "For 95 % on both sides together take t.ppf(0.975): 2.5 % are left on each side.": replace(
        RIGHT, factor=lambda n: _t(0.95, n - 1)
    ),
    "Those are the two ends of the interval. Return the mean and the half-width.": replace(
        RIGHT, result=lambda mean, half: (mean - half, mean + half)
    ),
    "That is the standard deviation; the half-width is t · s / √n.": replace(
        RIGHT, factor=lambda n: 1.0, root=lambda n: 1.0
    ),
    "The numbers are rounded. Return them as they are, and round where you print.": replace(
        RIGHT, result=lambda mean, half: (round(mean, 2), round(half, 2))
    ),
    "That is the standard error; multiply it by t.": replace(RIGHT, factor=lambda n: 1.0),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are the mean and the half-width of the 95 % t interval; raises `Wrong`."""
    cases = [case([98.1, 98.4, 98.2, 98.6, 98.2]), case([1.0, 2.0]), case([5.0, 5.0, 5.0])]
    cases += [case((draw.normal(n) * 3 + 90).tolist()) for n in (2, 3, 5, 8, 20, 40)]
    compare(
        answer,
        cases,
        right=mean_and_interval,
        mistakes=MISTAKES,
        advice="The mean, and t.ppf(0.975, df=n − 1) · stdev / √n.",
    )
    refuses(answer, [case([98.1]), case([])], "One value has no spread.")
    return f"{len(cases)} lists of 2 to 40 values, and lists of one and of none."


EXERCISE = Exercise("mean_and_interval(values)", check)
