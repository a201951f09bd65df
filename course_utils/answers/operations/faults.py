"""What is done with a diagnosis of models: a new one is handed in, and how it is left is noted."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.answers.faulty_models import make_model
from course_utils.answers.probes import weights_of


def look_into(
    function: Callable, made_as: tuple[str, int, int], images: Tensor, labels: Tensor, old: bool
) -> dict:
    """What a function of a model, images and labels returns, and the model before and after.

    `made_as`: build, coded fault and seed of the model; `old`: whether it holds gradients already.
    """
    model = make_model(*made_as)
    if old:
        leave_gradients(model)
    before = _state_of(model, images, labels)
    returned = function(model, images, labels)
    return {"returned": returned, "before": before, "after": _state_of(model, images, labels)}


def leave_gradients(model: nn.Module) -> None:
    """Gradients, as an earlier step might have left them."""
    for parameter in model.parameters():
        parameter.grad = torch.full_like(parameter, 0.01)


def _state_of(model: nn.Module, images: Tensor, labels: Tensor) -> dict[str, Any]:
    parameters = list(model.named_parameters())
    state = dict(weights_of(model))
    buffers = [name for name, _ in model.named_buffers()]
    return {
        "weights": {name: tensor for name, tensor in state.items() if name not in buffers},
        "averages": {name: state[name] for name in buffers},
        "gradients": {n: None if p.grad is None else p.grad.clone() for n, p in parameters},
        "modes": {name: module.training for name, module in model.named_modules()},
        "frozen": {name: not parameter.requires_grad for name, parameter in parameters},
        "hooks": sum(map(_hooks_of, model.modules())),
        "inputs": [images.clone(), labels.clone()],
    }


def _hooks_of(module: nn.Module) -> int:
    kinds = ("forward", "forward_pre", "backward", "backward_pre")
    return sum(len(getattr(module, f"_{kind}_hooks", ())) for kind in kinds)
