"""The exercise `fit_line`: a line fitted by gradient descent, wherever its weights start."""

import math
from typing import Any

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import NOTHING, number

RATE, STEPS = 0.1, 300  # from any start that is not far off, the line is then the best one
NEAR = 0.02  # of the largest number in the best line, 1 at least
CALM = 0.01  # a rate at which single steps are looked at

Line = tuple[float, float]

NOT_CLEARED = (
    "The gradients are not cleared: each step follows the sum of all slopes so far. To clear the "
    "gradients, set .grad to None, or call zero_grad, once a step."
)
LEVEL = (
    "The line is level, at the mean of y. If your answers have shape n×1 and y has shape n, their "
    "difference is n×n. Print its shape."
)
EACH_STEP = (
    "Each step: the loss, backward(), move both weights against their gradients under "
    "torch.no_grad(), and clear the gradients before the next."
)


def check(answer: Answer, draw: Draw) -> str:
    """Right: near the least-squares line, by steps down its gradient; else raises `Wrong`."""
    for n, outlier in ((5, 0.0), (12, 4.0), (30, 0.0)):
        slope, intercept = _away_from_0(draw), _away_from_0(draw)
        x, y = _points(draw, n, slope, intercept)
        y[0] += outlier
        _check_near(answer, x, y)
    x, y = _points(draw, 8, 40.0, -30.0)
    _check_step_by_step(answer, x, y)
    _check_both_cleared(answer, x, y)
    asked = "fit_line(x, y, learning_rate=0.1, steps=3), the way to its slopes"
    if not answer.do(operations.goes_back, x, y, RATE, 3, asked=asked):
        raise Wrong(
            "The line is right, but no backward pass was run. Let autograd find the slopes: "
            "requires_grad=True, loss.backward(), .grad.",
            asked,
        )
    return "Three sets of points beside the least-squares line, few steps, and a small rate."


def _points(draw: Draw, n: int, slope: float, intercept: float) -> tuple[Tensor, Tensor]:
    """Points along a line, with x spread evenly, so that no draw makes the task a hard one."""
    x = torch.linspace(-2, 2, n) + 0.2 * draw.uniform(n) + 0.3
    return x, slope * x + intercept + 0.3 * (2 * draw.uniform(n) - 1)


def _away_from_0(draw: Draw) -> float:
    return draw.choice((-1, 1)) * (1.5 + 2 * draw.uniform().item())


def _best(x: Tensor, y: Tensor) -> Line:
    """The least-squares line."""
    x, y = x.double(), y.double()
    slope = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
    return slope.item(), (y.mean() - slope * x.mean()).item()


def _check_near(answer: Answer, x: Tensor, y: Tensor) -> None:
    asked = f"fit_line(x, y, learning_rate={RATE}, steps={STEPS}) for {len(x)} points"
    got, best = _line_of(answer(x, y, RATE, STEPS), asked), _best(x, y)
    if _near(got, best):
        return
    words = "The two numbers are exchanged: the slope comes first."
    if not _near(got, (best[1], best[0])):
        words = _words_on_steps(answer, x, y)
        # By chance a level line's few steps look like sums; but sums never come to rest.
        if words in ("", NOT_CLEARED) and _near(got, (0.0, y.mean().item())):
            words = LEVEL
    raise Wrong(words or EACH_STEP, asked, _text(got), _text(best))


def _line_of(got: Any, asked: str) -> Line:
    """Two floats. Raises `Wrong` for anything else."""
    if got is None:
        raise Wrong(NOTHING, asked)
    pair = isinstance(got, (tuple, list)) and len(got) == 2
    if isinstance(got, Tensor) or (pair and any(isinstance(part, Tensor) for part in got)):
        raise Wrong(
            "Two floats are wanted; a tensor came. .item() makes a float of one number.",
            asked,
            as_text(got),
        )
    if not pair:
        raise Wrong("Return two floats: slope, intercept.", asked, as_text(got))
    return number(got[0]), number(got[1])


def _words_on_steps(answer: Answer, x: Tensor, y: Tensor) -> str:
    """What three steps in a row tell: their rule is the same from any start."""
    first, second, third = (_after(answer, x, y, steps) for steps in (1, 2, 3))
    step = -CALM * _gradient(second, x, y)
    moved, gained = third - second, third - 2 * second + first
    if not moved.any():
        return (
            "The weights do not move, or are the same after 1, 2 and 3 steps. Is there a loop over "
            "`steps`, and does each step come before the gradients are cleared?"
        )
    for place, name in enumerate(("slope", "intercept")):
        if moved[place] == 0:
            return f"The {name} does not move. Both weights need requires_grad and a step."
    times, apart = _times(moved, step)
    summed, apart_summed = _times(gained, step)
    if summed > 0.5 and apart_summed < min(apart, 0.01):
        return NOT_CLEARED
    if apart > 0.01:
        return ""
    if times < 0:
        return "That goes uphill: subtract learning_rate · gradient from the weights."
    if abs(times - len(x)) < 0.01 * len(x):
        return "The loss is the sum over the points. Take their mean, or the steps grow with them."
    if abs(times - 1) > 0.01:
        return (
            "A step is not learning_rate · slope of the mean squared error. Is the argument "
            "learning_rate used?"
        )
    return ""


def _check_both_cleared(answer: Answer, x: Tensor, y: Tensor) -> None:
    """Where only one gradient is cleared, the other weight's swings die away, and it is not seen.

    What is not cleared gains a whole step at every step. A start by chance does not show it.
    """
    first, second, third, again = (_after(answer, x, y, steps) for steps in (1, 2, 3, 2))
    if not torch.equal(second, again):
        return
    step = -CALM * _gradient(second, x, y)
    gained = third - 2 * second + first
    if any(abs(g - s) < 0.01 * abs(s) for g, s in zip(gained.tolist(), step.tolist(), strict=True)):
        raise Wrong(
            "One of the two gradients is not cleared: its steps follow the sum of all slopes so "
            "far. Clear the gradients of both weights, once a step.",
            _asked_of_steps(x),
        )


def _after(answer: Answer, x: Tensor, y: Tensor, steps: int) -> Tensor:
    """Slope and intercept after a few steps at a calm rate."""
    line = _line_of(answer(x, y, CALM, steps), _asked_of_steps(x))
    return torch.tensor(line, dtype=torch.float64)


def _asked_of_steps(x: Tensor) -> str:
    return f"fit_line(x, y, learning_rate={CALM}, steps=1, 2 and 3) for {len(x)} points"


def _gradient(line: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The gradient of the mean squared error at (slope, intercept)."""
    x, y = x.double(), y.double()
    errors = line[0] * x + line[1] - y
    return 2 * torch.stack([(errors * x).mean(), errors.mean()])


def _times(moved: Tensor, step: Tensor) -> tuple[float, float]:
    """How many times the step a movement is, and the share of it that goes another way."""
    times = (moved @ step / (step @ step)).item()
    return times, ((moved - times * step).norm() / moved.norm()).item()


def _check_step_by_step(answer: Answer, x: Tensor, y: Tensor) -> None:
    """Far from any usual start: one step, or many tiny ones, cannot bring the line there."""
    best = _best(x, y)
    for rate, steps, words in (
        (0.05, 1, "One step gave nearly the best line. Take `steps` steps, no more and no fewer."),
        (1e-5, STEPS, "At a tiny rate the line hardly moves; yours did. Use learning_rate."),
    ):
        asked = f"fit_line(x, y, learning_rate={rate:g}, steps={steps}) for points far from 0"
        got = _line_of(answer(x, y, rate, steps), asked)
        left = math.dist(got, best) / math.hypot(*best)
        if not left > 0.5:  # also where it is not a number
            raise Wrong(words, asked, _text(got))


def _near(got: Line, wanted: Line) -> bool:
    reach = NEAR * max(1.0, *map(abs, wanted))
    return all(abs(a - b) <= reach for a, b in zip(got, wanted, strict=True))


def _text(line: Line) -> str:
    return f"slope {line[0]:.3f}, intercept {line[1]:.3f}"


EXERCISE = Exercise(
    "fit_line(x, y, learning_rate, steps)",
    check,
    points=2,
    to_write=("polyfit", "lstsq", "linregress", "LinearRegression", "curve_fit", "pinv"),
)
