"""What is done with the answers of lesson 0: the functions among `operations` that need slopes."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor


def pass_back(function: Callable, logits: Tensor, labels: Tensor) -> dict:
    """Whether a backward pass comes through `pick_right_class`, and the gradient of the logits."""
    leaf = logits.clone().requires_grad_()
    picked = function(leaf, labels)
    if not isinstance(picked, Tensor) or not picked.requires_grad:
        return {"connected": False}
    (picked * torch.arange(1, len(labels) + 1)).sum().backward()
    return {"connected": True, "gradient": leaf.grad}


def descend(
    function: Callable, coefficients: list[float], start: float, learning_rate: float, steps: int
) -> Any:
    """What `gradient_descent` gives for the slope with these coefficients of 1, w, w² …"""

    def slope(weight: Any) -> Any:
        return polynomial(coefficients, weight)

    return function(slope, start, learning_rate, steps)


def polynomial(coefficients: list[float], weight: Any) -> Any:
    """The value at a weight; a tensor for a tensor."""
    total = 0 * weight
    for coefficient in reversed(coefficients):
        total = total * weight + coefficient
    return total


def goes_back(function: Callable, x: Tensor, y: Tensor, learning_rate: float, steps: int) -> bool:
    """Whether `fit_line` runs a backward pass: autograd then asks for what it has kept."""
    asked_for: list[bool] = []

    def give(kept: Tensor) -> Tensor:
        asked_for.append(True)
        return kept

    with torch.autograd.graph.saved_tensors_hooks(lambda tensor: tensor, give):
        try:
            function(x, y, learning_rate, steps)
        except RuntimeError:  # torch.func, which is autograd too, takes no such hooks
            return True
    return bool(asked_for)
