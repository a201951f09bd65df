"""What a step of gradient descent with momentum must do."""

from collections.abc import Callable

import torch
from torch import Tensor

from course_utils.checks import operations
from course_utils.checks.answer import Answer
from course_utils.checks.compare import close
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong


def check_sgd_momentum_step(answer: Answer, draw: Draw) -> str:
    for momentum in (0.9, 0.5, 0.0):
        values = [draw.normal(3, 4), draw.normal(5), draw.normal(2, 1, 2)]
        gradients: list[list] = [[draw.normal(*v.shape) for v in values] for _ in range(3)]
        for step in gradients:
            step[2] = None  # never has a gradient
        gradients[1][0] = None  # has none this once, while the next one has
        rate = 0.1 + draw.uniform().item()
        asked = f"three steps with learning_rate={rate:.3g}, momentum={momentum}"
        found = answer.do(operations.momentum_steps, values, gradients, rate, momentum, asked=asked)
        _check_steps(found, values, gradients, rate, momentum, asked)
    return (
        "Three steps at three momenta, beside torch.optim.SGD; gradients that are None among them."
    )


def _check_steps(
    found: dict, values: list, gradients: list, rate: float, momentum: float, asked: str
) -> None:
    if not found["same objects"]:
        raise Wrong(
            "The lists hold other tensors than before. Change the tensors in place: "
            "velocity.mul_(momentum).add_(p.grad), p -= … under torch.no_grad().",
            asked,
        )
    if close(_figures(found["steps"]), _ended_early(values, gradients, rate, momentum)):
        raise Wrong(
            "The loop ends at the first parameter without a gradient. Skip that one with continue; "
            "the ones after it still move.",
            asked,
        )
    for words, rule in _MOMENTUM_RULES.items():
        steps = _by_rule(rule, values, gradients, rate, momentum)
        if close(_figures(found["steps"]), steps):
            if words:
                raise Wrong(words, asked)
            break
    else:
        first = found["steps"][0]
        untouched = close(first["parameters"], values)
        still = all(float(v.abs().max()) == 0 for v in first["velocities"])
        words = "First the velocity: momentum · v + gradient. Then the parameter: p − rate · v."
        if untouched and still:
            words = (
                "Nothing changed. `v = …` and `p = …` make new tensors; change those in the lists "
                "in place: v.mul_(momentum).add_(p.grad), p.sub_(…)."
            )
        elif untouched and not still:
            words = "The parameters did not change. Subtract learning_rate · velocity from them."
        elif still and not untouched:
            words = (
                "The velocities stay 0. Update them in place: they are remembered between steps."
            )
        raise Wrong(words, asked)
    given = gradients[-1]
    if not close(found["steps"][-1]["gradients"], given):
        raise Wrong("The gradients have changed. Clearing them is not this function's work.", asked)


Rule = Callable[[Tensor, Tensor, Tensor | None, float, float], tuple[Tensor, Tensor]]


def _right(p: Tensor, v: Tensor, g: Tensor | None, rate: float, momentum: float) -> tuple:
    if g is None:
        return p, v
    v = momentum * v + g
    return p - rate * v, v


def _only_with_gradient(rule: Rule) -> Rule:
    return lambda p, v, g, rate, m: (p, v) if g is None else rule(p, v, g, rate, m)


_MOMENTUM_RULES: dict[str, Rule] = {
    "": _right,
    "The rate is inside the velocity. torch's SGD keeps momentum · v + gradient there, and the "
    "rate multiplies the velocity when the parameter moves.": _only_with_gradient(
        lambda p, v, g, rate, m: (p - (m * v + rate * g), m * v + rate * g)
    ),
    "That goes uphill: subtract learning_rate · velocity.": _only_with_gradient(
        lambda p, v, g, rate, m: (p + rate * (m * v + g), m * v + g)
    ),
    "The gradient is weighted by 1 − momentum. torch's SGD adds it whole.": _only_with_gradient(
        lambda p, v, g, rate, m: (p - rate * (m * v + (1 - m) * g), m * v + (1 - m) * g)
    ),
    "The parameter moves by the old velocity. Update the velocity first.": _only_with_gradient(
        lambda p, v, g, rate, m: (p - rate * v, m * v + g)
    ),
    "The parameter moves by the gradient alone; let it move by the velocity.": _only_with_gradient(
        lambda p, v, g, rate, m: (p - rate * g, m * v + g)
    ),
    "The momentum has no effect: v = momentum · v + gradient.": _only_with_gradient(
        lambda p, v, g, rate, m: (p - rate * (v + g), v + g)
    ),
    "A parameter without a gradient is left alone, its velocity too. Yours goes on moving.": (
        lambda p, v, g, rate, m: (
            p - rate * (m * v + (0 if g is None else g)),
            m * v + (0 if g is None else g),
        )
    ),
    "A parameter without a gradient is left alone; yours goes on moving by its old velocity.": (
        lambda p, v, g, rate, m: (p - rate * v, v) if g is None else _right(p, v, g, rate, m)
    ),
}


def _figures(steps: list[dict]) -> list[tuple]:
    return [(step["parameters"], step["velocities"]) for step in steps]


def _ended_early(values: list, gradients: list, rate: float, momentum: float) -> list:
    cut = [
        [
            g if all(before is not None for before in step[: i + 1]) else None
            for i, g in enumerate(step)
        ]
        for step in gradients
    ]
    return _by_rule(_right, values, cut, rate, momentum)


def _by_rule(rule: Rule, values: list, gradients: list, rate: float, momentum: float) -> list:
    parameters, velocities = list(values), [torch.zeros_like(v) for v in values]
    steps = []
    for step in gradients:
        pairs = [
            rule(p, v, g, rate, momentum)
            for p, v, g in zip(parameters, velocities, step, strict=True)
        ]
        parameters, velocities = [p for p, _ in pairs], [v for _, v in pairs]
        steps.append((parameters, velocities))
    return steps
