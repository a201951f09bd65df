"""Functions and small classes: called, and what they give."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.answers.probes import filled_probe


def call(function: Callable, arguments: list, named: dict) -> tuple[Any, list]:
    """The result of a call, and the inputs as they are after it."""
    return function(*arguments, **named), [arguments, named]


def is_written(function: Callable) -> bool:
    """Whether a function is more than the stub that raises NotImplementedError; it is not run."""
    code = getattr(function, "__code__", None)
    return code is None or "NotImplementedError" not in code.co_names


def read_dataset(make: type, images: Tensor, labels: Tensor, indices: list[int]) -> dict:
    """Length and items of a data set, without a transform and with one that turns x into 1 − x."""
    seen: list[Any] = []

    def negative(image: Any) -> Any:
        seen.append(image.clone() if isinstance(image, Tensor) else image)
        return 1 - image

    dataset = make(images, labels)
    plain_items = [dataset[index] for index in indices]
    negatives = [make(images, labels, transform=negative)[index] for index in indices]
    return {
        "length": len(dataset),
        "items": plain_items,
        "negatives": negatives,
        "transform got": seen,
        "images after": images,
    }


def on_probe(function: Callable, probe: str, seed: int) -> Any:
    """What a function of a model alone (a count, a table) gives for a probe."""
    return function(filled_probe(probe, seed))


def momentum_steps(
    function: Callable, values: list, gradients: list[list], learning_rate: float, momentum: float
) -> dict:
    """Parameters and velocities after each step; a gradient of None stands for none."""
    parameters = [nn.Parameter(value.clone()) for value in values]
    velocities = [torch.zeros_like(value) for value in values]
    lists = list(parameters), list(velocities)
    steps, shared = [], False
    for step in gradients:
        for parameter, gradient in zip(parameters, step, strict=True):
            parameter.grad = None if gradient is None else gradient.clone()
        function(lists[0], lists[1], learning_rate, momentum)
        for parameter, velocity in zip(parameters, velocities, strict=True):
            kept, remembered = parameter.grad, velocity.detach().clone()
            parameter.grad = None if kept is None else kept.clone()
            if kept is not None:
                kept.zero_()  # as an optimiser's zero_grad(set_to_none=False) does
            shared = shared or not torch.equal(velocity, remembered)
            velocity.data.copy_(remembered)
        steps.append(
            {
                "parameters": [p.detach().clone() for p in parameters],
                "velocities": [v.detach().clone() for v in velocities],
                "gradients": [None if p.grad is None else p.grad.clone() for p in parameters],
            }
        )
    kept = all(a is b for a, b in zip(lists[0], parameters, strict=False))
    kept = kept and all(a is b for a, b in zip(lists[1], velocities, strict=False))
    return {"steps": steps, "same objects": kept, "shared": shared}
