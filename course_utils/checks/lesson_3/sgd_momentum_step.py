"""sgd_momentum_step: one step of gradient descent with momentum, in place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.checks.close import close
from course_utils.checks.diagnose import diagnose

Gradients = list[Tensor | None]  # None for a parameter without one
CLEARED = "Clearing them is not this function's work."
SHARED = (
    "A velocity and a gradient share their memory: clearing the gradient clears the velocity too. "
    "Copy the numbers: v.copy_(p.grad), or v.mul_(momentum).add_(p.grad)."
)
WRITTEN_INTO = (
    "Only parameters and velocities are written to. `p.grad += …` and p.grad.mul_(…) write into "
    "the gradient; `p.grad + …` makes a new tensor."
)
Lists = tuple[list[Tensor], list[Tensor]]  # parameters and velocities


class Inputs(NamedTuple):
    """What the steps are given: start values, the gradients of every step, rate, momentum."""

    values: list[Tensor]
    gradients: list[Gradients]
    rate: float
    momentum: float


@dataclass(frozen=True)
class Update:
    """One step, by its pieces; a mistake exchanges some of them.

    p is a parameter, v its velocity, g its gradient; `move` gets the old and the new velocity.
    """

    velocity: Callable = lambda v, g, rate, momentum: momentum * v + g
    move: Callable = lambda p, old, new, g, rate: p - rate * new
    without_gradient: Callable = lambda p, v, rate, momentum: (p, v)
    seen: Callable[[Gradients], Gradients] = list

    def steps(self, inputs: Inputs) -> list[Lists]:
        """Parameters and velocities after each step; velocities start at 0."""
        parameters = inputs.values
        velocities = [torch.zeros_like(value) for value in inputs.values]
        steps = []
        for gradients in inputs.gradients:
            pairs = [
                self._moved(p, v, g, inputs.rate, inputs.momentum)
                for p, v, g in zip(parameters, velocities, self.seen(gradients), strict=True)
            ]
            parameters, velocities = [p for p, _ in pairs], [v for _, v in pairs]
            steps.append((parameters, velocities))
        return steps

    def _moved(
        self, p: Tensor, v: Tensor, g: Tensor | None, rate: float, momentum: float
    ) -> tuple[Tensor, Tensor]:
        if g is None:
            return self.without_gradient(p, v, rate, momentum)
        new = self.velocity(v, g, rate, momentum)
        return self.move(p, v, new, g, rate), new


def _up_to_the_first_without(gradients: Gradients) -> Gradients:
    """The gradients before the first that is None, and None from there on."""
    number = next((i for i, g in enumerate(gradients) if g is None), len(gradients))
    return gradients[:number] + [None] * (len(gradients) - number)


RIGHT = Update()
MISTAKES = {
    "The loop ends at the first parameter without a gradient. Skip that one with continue; "
    "the ones after it still move.": replace(RIGHT, seen=_up_to_the_first_without),
    "The rate is inside the velocity. torch's SGD keeps momentum · v + gradient there, and the "
    "rate multiplies the velocity when the parameter moves.": replace(
        RIGHT,
        velocity=lambda v, g, rate, momentum: momentum * v + rate * g,
        move=lambda p, old, new, g, rate: p - new,
    ),
    "That goes uphill: subtract learning_rate · velocity.": replace(
        RIGHT, move=lambda p, old, new, g, rate: p + rate * new
    ),
    "The gradient is weighted by 1 − momentum. torch's SGD adds it whole.": replace(
        RIGHT, velocity=lambda v, g, rate, momentum: momentum * v + (1 - momentum) * g
    ),
    "The parameter moves by the old velocity. Update the velocity first.": replace(
        RIGHT, move=lambda p, old, new, g, rate: p - rate * old
    ),
    "The parameter moves by the gradient alone; let it move by the velocity.": replace(
        RIGHT, move=lambda p, old, new, g, rate: p - rate * g
    ),
    "The momentum has no effect: v = momentum · v + gradient.": replace(
        RIGHT, velocity=lambda v, g, rate, momentum: v + g
    ),
    "A parameter without a gradient is left alone, its velocity too. Yours goes on moving.": (
        replace(
            RIGHT,
            without_gradient=lambda p, v, rate, momentum: (p - rate * momentum * v, momentum * v),
        )
    ),
    "A parameter without a gradient is left alone; yours goes on moving by its old velocity.": (
        replace(RIGHT, without_gradient=lambda p, v, rate, momentum: (p - rate * v, v))
    ),
    "A parameter without a gradient keeps its velocity as it is; yours is multiplied by momentum. "
    "Ask for the gradient first.": replace(
        RIGHT, without_gradient=lambda p, v, rate, momentum: (p, momentum * v)
    ),
    "A parameter without a gradient keeps its velocity as it is; yours is set to 0.": replace(
        RIGHT, without_gradient=lambda p, v, rate, momentum: (p, 0 * v)
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the tensors in the lists move as with torch.optim.SGD, gradients stay."""
    for momentum in (0.9, 0.5, 0.0):
        values = [draw.normal(3, 4), draw.normal(5), draw.normal(2, 1, 2)]
        gradients: list[Gradients] = [[draw.normal(*v.shape) for v in values] for _ in range(3)]
        for step in gradients:
            step[2] = None  # never has a gradient
        gradients[1][0] = None  # has none this once, while the next one has
        inputs = Inputs(values, gradients, 0.1 + draw.uniform().item(), momentum)
        asked = f"three steps with learning_rate={inputs.rate:.3g}, momentum={momentum}"
        found = answer.do(operations.momentum_steps, *inputs, asked=asked)
        _check_steps(found, inputs, asked)
    return (
        "Three steps at three momenta, beside torch.optim.SGD; gradients that are None among them."
    )


def _check_steps(found: dict, inputs: Inputs, asked: str) -> None:
    """Raises `Wrong` for other lists, other numbers after a step, or changed gradients."""
    if not found["same objects"]:
        raise Wrong(
            "The lists hold other tensors than before. Change the tensors in place: "
            "velocity.mul_(momentum).add_(p.grad), p -= … under torch.no_grad().",
            asked,
        )
    if found["shared"]:
        raise Wrong(SHARED, asked)
    came = [(step["parameters"], step["velocities"]) for step in found["steps"]]
    if not close(came, RIGHT.steps(inputs)):
        words = diagnose(came, MISTAKES, lambda update: update.steps(inputs))
        raise Wrong(words or _what_moved(*came[0], inputs.values), asked)
    gradients = found["steps"][-1]["gradients"]
    if not close(gradients, inputs.gradients[-1]):
        cleared = all(gradient is None or not gradient.any() for gradient in gradients)
        raise Wrong(f"The gradients have changed. {CLEARED if cleared else WRITTEN_INTO}", asked)


def _what_moved(parameters: list[Tensor], velocities: list[Tensor], values: list[Tensor]) -> str:
    """Words on what moved in the first step and what did not, where no mistake explains it."""
    untouched = close(parameters, values)
    still = all(float(v.abs().max()) == 0 for v in velocities)
    if untouched and still:
        return (
            "Nothing changed. `v = …` and `p = …` make new tensors; change those in the lists "
            "in place: v.mul_(momentum).add_(p.grad), p.sub_(…)."
        )
    if untouched:
        return "The parameters did not change. Subtract learning_rate · velocity from them."
    if still:
        return "The velocities stay 0. Update them in place: they are remembered between steps."
    return (
        "First the velocity: momentum · v + gradient. Then the parameter: p − rate · v. Without a "
        "gradient both stay as they are."
    )


EXERCISE = Exercise(
    "sgd_momentum_step(parameters, velocities, learning_rate, momentum)",
    check,
    to_write=("SGD", "sgd"),
)
