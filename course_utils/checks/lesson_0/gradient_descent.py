"""The exercise `gradient_descent`: all weights on the way down a slope."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.operations.slopes import polynomial
from course_utils.answers.plain import as_text
from course_utils.checks.compare import NOTHING, case, compare, number


@dataclass(frozen=True)
class Slope:
    """A slope as the coefficients of 1, w, w² …; shown as one would write it in Python."""

    coefficients: tuple[float, ...]

    def at(self, weight: float) -> float:
        """The slope at this weight."""
        return polynomial(list(self.coefficients), weight)

    def __repr__(self) -> str:
        powers = ["", " * w", *(f" * w**{n}" for n in range(2, len(self.coefficients)))]
        terms = [f"{c:g}{p}" for c, p in zip(self.coefficients, powers, strict=False) if c]
        return f"lambda w: {' + '.join(reversed(terms))}".replace("+ -", "- ")


def _path(
    slope: Slope, start: float, rate: float, steps: int, rule: Callable | None = None
) -> list[float]:
    """All weights, start first; `rule(weight)` gives the next one in place of the right rule."""
    weights = [start]
    for _ in range(steps):
        weight = weights[-1]
        weights.append(rule(weight) if rule else weight - rate * slope.at(weight))
    return weights


def _until_it_rests(slope: Slope, start: float, rate: float, steps: int) -> list[float]:
    path = _path(slope, start, rate, steps)
    moves = [i for i in range(steps) if abs(path[i + 1] - path[i]) > 1e-9]
    return path[: len(moves) + 1]


MISTAKES: dict[str, Callable] = {
    "The start is missing: it comes first in the list.": lambda *given: _path(*given)[1:],
    "One step too many: the start and `steps` more weights, steps + 1 in all.": (
        lambda slope, start, rate, steps: _path(slope, start, rate, steps + 1)
    ),
    "One step too few: the start and `steps` more weights, steps + 1 in all.": (
        lambda slope, start, rate, steps: _path(slope, start, rate, steps - 1)
    ),
    "The last weight is missing: one step too few. Note the weight after each step.": (
        lambda *given: _path(*given)[:-1]
    ),
    "The list begins after the first step and goes one step too far: the start comes first.": (
        lambda slope, start, rate, steps: _path(slope, start, rate, steps + 1)[1:]
    ),
    "That goes uphill: subtract learning_rate · slope from the weight.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: w + rate * s.at(w))
    ),
    "The list ends where the weight does not move any more. Go on: steps + 1 entries are wanted, "
    "whatever the slope.": _until_it_rests,
    "Only the last weight came. All weights on the way are wanted, in a list.": (
        lambda *given: _path(*given)[-1]
    ),
    "The learning rate has no effect: a step is learning_rate · slope.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: w - s.at(w))
    ),
    "Your answer always takes a learning rate of 0.1. Use the argument.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: w - 0.1 * s.at(w))
    ),
    "Your answer always takes a learning rate of 0.2. Use the argument.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: w - 0.2 * s.at(w))
    ),
    "Each step uses the slope at the start. Ask for the slope where the weight is now.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: w - rate * s.at(start))
    ),
    "Your answer always starts at 0. Use the argument start.": (
        lambda s, start, rate, n: _path(s, 0.0, rate, n)
    ),
    "Your answer always goes down (w − 3)². Call slope(weight) of the argument.": (
        lambda s, start, rate, n: _path(Slope((-6.0, 2.0)), start, rate, n)
    ),
    "Those are the slopes on the way. The weights are wanted.": (
        lambda slope, *given: [slope.at(weight) for weight in _path(slope, *given)]
    ),
    "Those are slopes, one a step. The weights are wanted, start first.": (
        lambda slope, *given: [slope.at(weight) for weight in _path(slope, *given)[:-1]]
    ),
    "The weight becomes the step alone. Subtract the step from the weight.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: -rate * s.at(w))
    ),
    "The start stays the same: every step begins at start again. Begin at the last weight.": (
        lambda s, start, rate, n: _path(s, start, rate, n, lambda w: start - rate * s.at(start))
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: start, and the weight after each step, as a list of floats; else raises `Wrong`."""
    cases = [case(Slope((-6.0, 2.0)), 0.0, 0.2, 3), case(Slope((-6.0, 2.0)), 5.0, 1.1, 4)]
    cases += [case(Slope((-6.0, 2.0)), 1.0, 0.1, 0), case(Slope((1.5,)), -2.0, 0.4, 5)]
    cases.append(case(Slope((0.0, -1.0, 0.0, 1.0)), 0.5, 0.1, 6))
    cases += [case(Slope((-6.0, 2.0)), 3.0, 0.1, 4), case(Slope((-6.0, 2.0)), 4.0, 0.5, 6)]  # rest
    for _ in range(20):
        steepness, lowest = draw.integer(1, 9) / 2, draw.integer(-20, 20) / 4 + 0.125
        slope = Slope((-steepness * lowest, steepness))
        start, rate = draw.integer(-30, 30) / 8, draw.integer(1, 9) / 25
        cases.append(case(slope, start, rate, draw.integer(1, 12)))
    compare(
        _Descends(answer),
        cases,
        right=_path,
        mistakes=MISTAKES,
        advice="Begin a list with start. Each step: weight − learning_rate · slope(weight), put "
        "at the end of the list.",
        read=_list_of_weights,
    )
    return f"{len(cases)} ways down: a step count of 0, a steep curve, one that flies off."


class _Descends:
    """The answer, as `compare` calls it: the slope goes to it as a function."""

    def __init__(self, answer: Answer) -> None:
        self.name, self._answer = answer.name, answer

    def expect(self, _: object) -> None:
        """Nothing: each goes down another slope, and alone."""

    def __call__(self, slope: Slope, *rest: float) -> Any:
        asked = call_text(self.name, (slope, *rest), {})
        coefficients = list(slope.coefficients)
        return self._answer.do(operations.descend, coefficients, *rest, asked=asked)


def _list_of_weights(got: Any, _wanted: list[float]) -> Any:
    if got is None:
        raise Wrong(NOTHING)
    if isinstance(got, Tensor) and got.dim() > 0:
        raise Wrong("A list of floats is wanted; a tensor came. .tolist() makes one of it.")
    if isinstance(got, (list, tuple)):
        if any(isinstance(weight, Tensor) for weight in got):
            raise Wrong(
                "The list holds tensors; plain floats are wanted. .item() makes one of a tensor, "
                "and here no tensor is needed.",
                came=as_text(got),
            )
        return [number(weight) for weight in got]
    if isinstance(got, (int, float, Tensor)):
        return got  # among the mistakes
    raise Wrong("A list of floats is wanted, start first.", came=as_text(got))


EXERCISE = Exercise("gradient_descent(slope, start, learning_rate, steps)", check)
