"""Loops over batches: run on a small model, and what they leave."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from course_utils.answers.operations.faults import leave_gradients
from course_utils.answers.probes import filled_probe, weights_of

LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "cross-entropy": F.cross_entropy,
    "smoothed": lambda logits, targets: F.cross_entropy(logits, targets, label_smoothing=0.2),
}


def train_epoch(
    function: Callable,
    seed: int,
    images: Tensor,
    labels: Tensor,
    batch_size: int,
    learning_rate: float,
    loss: str,
) -> dict:
    """`train_one_epoch` on a probe that was left in eval mode with old gradients in it."""
    model = filled_probe("modes", seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    LOSSES[loss](model(images[:4]), labels[:4]).backward()  # gradients that a first step must clear
    model.eval()
    returned = function(model, _loader(images, labels, batch_size), LOSSES[loss], optimizer)
    return {"returned": returned, "weights": weights_of(model), "training": model.training}


def train_and_validate(
    function: Callable,
    seed: int,
    train: tuple[Tensor, Tensor],
    validation: tuple[Tensor, Tensor],
    batch_sizes: tuple[int, int],
    learning_rate: float,
) -> dict:
    """`repaired_training` on a probe that was left in eval mode with old gradients in it."""
    model = filled_probe("modes", seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    images, labels = train
    with torch.enable_grad():
        F.cross_entropy(model(images[:4]), labels[:4]).backward()
    model.eval()
    loaders = _loader(*train, batch_sizes[0]), _loader(*validation, batch_sizes[1])
    returned = function(model, *loaders, optimizer)
    return {"returned": returned, "weights": weights_of(model)}


def evaluate_probe(
    function: Callable,
    seed: int,
    images: Tensor,
    labels: Tensor,
    batch_size: int,
    loss: str,
    training: bool,
) -> dict:
    """`evaluate` on a probe that was left in train or eval mode."""
    model = filled_probe("modes", seed)
    model.train(training)
    leave_gradients(model)
    before, gradients = weights_of(model), _gradients(model)
    modes = [module.training for module in model.modules()]
    with_gradients: list[bool] = []
    model.register_forward_hook(lambda *_: with_gradients.append(torch.is_grad_enabled()))
    returned = function(model, _loader(images, labels, batch_size), LOSSES[loss])
    return {
        "returned": returned,
        "training": model.training,
        "with gradients": any(with_gradients),
        "weights before": before,
        "weights after": weights_of(model),
        "gradients before": gradients,
        "gradients after": _gradients(model),
        "frozen": any(not p.requires_grad for p in model.parameters()),
        "modes kept": modes == [module.training for module in model.modules()],
    }


def _gradients(model: nn.Module) -> list[Tensor | None]:
    grads = [parameter.grad for parameter in model.parameters()]
    return [None if grad is None else grad.clone().cpu() for grad in grads]


def fit_probe(
    function: Callable,
    seed: int,
    train: tuple[Tensor, Tensor],
    validation: tuple[Tensor, Tensor],
    batch_sizes: tuple[int, int],
    learning_rate: float,
    epochs: int,
) -> dict:
    """`fit` on a probe: the record that it returns and the weights afterwards."""
    model = filled_probe("modes", seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loaders = _loader(*train, batch_sizes[0]), _loader(*validation, batch_sizes[1])
    with_gradients: list[bool] = []

    def note(module: nn.Module, *_: Any) -> None:
        if not module.training:
            with_gradients.append(torch.is_grad_enabled())

    model.register_forward_hook(note)
    returned = function(model, *loaders, optimizer, epochs)
    return {
        "returned": returned,
        "weights": weights_of(model),
        "validated with gradients": any(with_gradients),
    }


def _loader(images: Tensor, labels: Tensor, batch_size: int) -> DataLoader:
    return DataLoader(TensorDataset(images, labels), batch_size)
