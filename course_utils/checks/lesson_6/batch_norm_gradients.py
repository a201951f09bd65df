"""The gradients of a batch normalisation: of its weight, its bias and its input."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers import operations
from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.checks.diagnose import diagnose
from course_utils.checks.gradients import CUT, same_gradient
from course_utils.checks.loops import unchanged

LEARNED = ("weight", "bias", "input")


def _scale(normalised: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return normalised * weight[:, None, None] + bias[:, None, None]


@dataclass(frozen=True)
class TrainMode:
    """The output in train mode, by what becomes of the pieces on the way back."""

    of_mean: Callable[[Tensor], Tensor] = unchanged
    of_variance: Callable[[Tensor], Tensor] = unchanged

    def __call__(self, x: Tensor, weight: Tensor, bias: Tensor, eps: float) -> Tensor:
        """The batch, normalised by its own statistics, scaled and shifted."""
        mean = self.of_mean(x.mean(dim=(0, 2, 3), keepdim=True))
        variance = self.of_variance(x.var(dim=(0, 2, 3), correction=0, keepdim=True))
        return _scale((x - mean) / (variance + eps).sqrt(), weight, bias)


RIGHT = TrainMode()
_DETACHED = (
    "The outputs are right, but the gradient of the input is not: {} detached. The "
    "batch's own statistics depend on the batch, so the way back goes through them too. Detach "
    "for the running averages alone."
)
MISTAKES: Mapping[str, TrainMode] = {
    _DETACHED.format("mean and variance of the batch are"): replace(
        RIGHT, of_mean=Tensor.detach, of_variance=Tensor.detach
    ),
    _DETACHED.format("the variance of the batch is"): replace(RIGHT, of_variance=Tensor.detach),
    _DETACHED.format("the mean of the batch is"): replace(RIGHT, of_mean=Tensor.detach),
}
Gradients = dict[str, Tensor | None]  # by the names in LEARNED


def check_gradients(
    answer: Answer, draw: Draw, named: dict[str, Any], state: dict[str, Tensor]
) -> None:
    """Raises `Wrong` unless weight, bias and input get torch's gradients, in both modes.

    The outputs of a layer that is made with `named` and has this state have been found right.
    """
    shape = (4, named["n_channels"], 4, 3)
    batches = [
        (training, 3 * draw.normal(*shape) + 2, draw.normal(*shape)) for training in (True, False)
    ]
    asked = call_text(answer.name, (), named)
    came = answer.do(operations.normalise_back, named, state, batches, asked=asked)
    for (training, batch, factors), found in zip(batches, came, strict=True):
        in_mode = f"{asked} in {'train' if training else 'eval'} mode"
        _check_reached(found, in_mode)
        wanted = _gradients(_in_torch(training, state), state, named, batch, factors)
        if _same_gradients(found, wanted):
            continue
        words = diagnose(
            found,
            MISTAKES if training else {},
            lambda mistake, x=batch, by=factors: _gradients(mistake, state, named, x, by),
            _same_gradients,
        )
        wrong = next(n for n in LEARNED if not same_gradient(found[n], wanted[n]))
        raise Wrong(
            words or f"The outputs are right, but the gradient of {wrong} is another. {CUT}",
            in_mode,
        )


def _check_reached(found: Gradients, asked: str) -> None:
    """Raises `Wrong` where a gradient is missing."""
    for name in LEARNED:
        if found[name] is None:
            because = "it could never learn" if name != "input" else "layers before it get none"
            raise Wrong(
                f"The outputs are right, but no gradient reaches `{name}`: {because}. {CUT} "
                "Detached numbers are for the running averages alone.",
                asked,
            )


def _in_torch(training: bool, state: dict[str, Tensor]) -> Callable[..., Tensor]:
    mean, variance = state["running_mean"].clone(), state["running_var"].clone()
    return lambda x, weight, bias, eps: F.batch_norm(
        x, mean, variance, weight, bias, training, eps=eps
    )


def _gradients(
    forward: Callable[..., Tensor],
    state: dict[str, Tensor],
    named: dict[str, Any],
    batch: Tensor,
    factors: Tensor,
) -> Gradients:
    """What a forward pass gives for the output times `factors`."""
    leaves = [batch, state["weight"], state["bias"]]
    x, weight, bias = (leaf.clone().requires_grad_() for leaf in leaves)
    with torch.enable_grad():
        output = forward(x, weight, bias, named.get("eps", 1e-5))
        operations.go_back(output, factors)
    return {"weight": weight.grad, "bias": bias.grad, "input": x.grad}


def _same_gradients(found: Gradients, wanted: Gradients) -> bool:
    return all(same_gradient(found[name], wanted[name]) for name in LEARNED)
