"""difference_is_shown: whether the interval of paired differences leaves zero out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import torch

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import Case, case, compare

Values = list[float]
NEARLY, JUST = 0.97, 1.03  # of the half-width: a mean that is not shown, and one that is
SPREAD, OWN_SPREAD = 3.0, 0.3  # of the seeds, which both share, and of the differences


def _t(share: float, freedom: int) -> float:
    from scipy.stats import t  # here, because it takes half a second to load

    return float(t.ppf(share, freedom))


@dataclass(frozen=True)
class Paired:
    """The verdict on a and b, by its pieces.

    factor and root: t and √n, from the number n of pairs; correction: n minus the divisor of the
    variance; is_shown: the verdict, from the mean of the differences and the half-width.
    """

    factor: Callable[[int], float] = lambda n: _t(0.975, n - 1)
    root: Callable[[int], float] = lambda n: n**0.5
    correction: int = 1
    is_shown: Callable[[float, float], bool] = lambda mean, half: abs(mean) > half

    def __call__(self, a: Values, b: Values) -> bool:
        """Whether a difference is shown."""
        differences = torch.tensor(a, dtype=torch.float64) - torch.tensor(b, dtype=torch.float64)
        spread = differences.std(correction=self.correction).item()
        half_width = self.factor(len(a)) * spread / self.root(len(a))
        return self.is_shown(differences.mean().item(), half_width)


RIGHT = Paired()


def _unpaired(freedom: Callable[[int], int]) -> Callable[[Values, Values], bool]:
    """The verdict that takes a and b for two groups that have nothing to do with each other."""

    def is_shown(a: Values, b: Values) -> bool:
        first, second = torch.tensor(a).double(), torch.tensor(b).double()
        error = ((first.var() + second.var()) / len(a)).sqrt().item()
        return abs((first.mean() - second.mean()).item()) > _t(0.975, freedom(len(a))) * error

    return is_shown


def _apart(a: Values, b: Values) -> bool:
    """Whether the intervals of a and of b have nothing in common."""
    ends = []
    for values in (torch.tensor(a).double(), torch.tensor(b).double()):
        half_width = _t(0.975, len(a) - 1) * values.std().item() / len(a) ** 0.5
        ends.append((values.mean().item() - half_width, values.mean().item() + half_width))
    (low_a, high_a), (low_b, high_b) = ends
    return low_a > high_b or low_b > high_a


def _of_one_sign(a: Values, b: Values) -> bool:
    signs = {(x > y) - (x < y) for x, y in zip(a, b, strict=True)}
    return len(signs) == 1 and signs != {0}


MISTAKES: Mapping[str, Callable[[Values, Values], bool]] = {
    "a and b are paired, seed by seed: take the difference in each pair first. As two groups, the "
    "spread of the seeds hides it.": _unpaired(lambda n: 2 * n - 2),
    "With few pairs 1.96 is too small, and so is 2: t.ppf(0.975, n − 1).": replace(
        RIGHT, factor=lambda n: 1.96
    ),
    "The standard deviation of a sample divides by n − 1: statistics.stdev, or ddof=1.": replace(
        RIGHT, correction=0
    ),
    "Divide by √n: the mean of n differences wavers less than a single one.": replace(
        RIGHT, root=lambda n: 1.0
    ),
    "Divide by √n, not by n.": replace(RIGHT, root=lambda n: n),
    "For 95 % on both sides together take t.ppf(0.975): 2.5 % are left on each side.": replace(
        RIGHT, factor=lambda n: _t(0.95, n - 1)
    ),
    "t has n − 1 degrees of freedom, not n.": replace(RIGHT, factor=lambda n: _t(0.975, n)),
    "t has n − 1 degrees of freedom. 2n − 2 are those of two groups; here are n differences.": (
        replace(RIGHT, factor=lambda n: _t(0.975, 2 * n - 2))
    ),
    "t depends on the number of pairs, and 2.776 is that for five: t.ppf(0.975, n − 1).": replace(
        RIGHT, factor=lambda n: 2.776
    ),
    "A difference of the means alone shows nothing: compare it with the half-width.": replace(
        RIGHT, is_shown=lambda mean, half: mean != 0
    ),
    "That a's mean is the larger one shows nothing: compare the difference with the half-width.": (
        replace(RIGHT, is_shown=lambda mean, half: mean > 0)
    ),
    "It is the wrong way round. A small p-value (below 0.05), or an interval that leaves zero out, "
    "shows a difference.": replace(RIGHT, is_shown=lambda mean, half: abs(mean) <= half),
    "A difference downwards is one too: b may be the larger.": replace(
        RIGHT, is_shown=lambda mean, half: mean > half
    ),
    "A difference upwards is one too: a may be the larger.": replace(
        RIGHT, is_shown=lambda mean, half: mean < -half
    ),
    "Where all differences are 0, no difference is shown: the interval is zero itself.": replace(
        RIGHT, is_shown=lambda mean, half: abs(mean) >= half
    ),
    "Where all differences are equal and not 0, the interval has no width and leaves zero out: "
    "True.": replace(RIGHT, is_shown=lambda mean, half: abs(mean) > half > 0),
    "The half-width is t times the standard error: t is missing.": replace(
        RIGHT, factor=lambda n: 1.0
    ),
    "That is the interval of 99 %. For 95 % take t.ppf(0.975).": replace(
        RIGHT, factor=lambda n: _t(0.995, n - 1)
    ),
    "Two intervals that overlap say little about pairs. Take the interval of the differences.": (
        _apart
    ),
    "That all differences have one sign is no interval: it leaves out how large they are.": (
        _of_one_sign
    ),
    "a and b are paired: take the difference in each pair, with n − 1 degrees of freedom.": (
        _unpaired(lambda n: n - 1)
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: True where the 95 % t interval of the paired differences leaves zero out."""
    cases = [
        case([98.3, 98.6, 98.1], [98.0, 98.4, 98.0]),
        case([98.3, 98.6, 98.1, 98.9], [98.0, 98.2, 97.9, 98.4]),
        case([6.0, 7.0, 8.1, 9.0, 10.0], [3.0, 4.0, 5.0, 6.0, 7.0]),
        case([1.0, 2.0, 4.0], [1.0, 2.0, 4.0]),
        case([1.0, 2.0, 4.0], [0.5, 1.5, 3.5]),
        case([0.5, 1.5, 3.5, 2.5], [1.0, 2.0, 4.0, 3.0]),
    ]
    # Two mistakes may give the same verdict close to the right one; these tell them apart.
    cases += [
        _pairs(draw, n, ratio) for n, ratio in [(3, 0.6), (3, 0.5), (5, 0.4), (20, 0.35), (5, 0.74)]
    ]
    for n in (5, 3, 2, 8, 20):
        cases += [_pairs(draw, n, ratio) for ratio in (NEARLY, JUST, -NEARLY, -JUST)]
    for _ in range(20):
        ratio = draw.choice((0.1, 0.6, NEARLY, JUST, 1.5, 4.0)) * draw.choice((-1, 1))
        cases.append(_pairs(draw, draw.integer(3, 12), ratio))
    cases += [_pairs(draw, n, ratio) for n, ratio in [(3, 0.7), (5, 0.8), (20, 2.0)]]
    compare(
        answer,
        cases,
        right=RIGHT,
        mistakes=MISTAKES,
        advice="The differences in pairs; their mean and t.ppf(0.975, n − 1) · stdev / √n; shown "
        "where the mean is further from zero than that.",
    )
    return (
        f"{len(cases)} pairs of lists, from 2 to 20 seeds, many close to where the verdict turns."
    )


def _pairs(draw: Draw, n: int, ratio: float) -> Case:
    """Two lists whose mean difference is so many half-widths."""
    scatter = draw.normal(n).double()
    scatter = (scatter - scatter.mean()) / scatter.std()
    differences = OWN_SPREAD * (scatter + ratio * _t(0.975, n - 1) / n**0.5)
    b = 90 + SPREAD * draw.normal(n).double()
    return case((b + differences).tolist(), b.tolist())


EXERCISE = Exercise("difference_is_shown(a, b)", check, to_write=("paired_difference",))
