"""A whole training of a small model, as `fit` runs it, in pieces that can be exchanged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer

from course_utils.answers.probes import PROBES, fill, weights_of

KEYS = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
Record = dict[str, list]


class Inputs(NamedTuple):
    """What a training is run with: two pairs of N×1×6×6 images and N labels, and the settings."""

    seed: int
    train: tuple[Tensor, Tensor]
    validation: tuple[Tensor, Tensor]
    batch_sizes: tuple[int, int]
    learning_rate: float
    epochs: int

    @property
    def asked(self) -> str:
        """The inputs in words."""
        n_train, n_validation = len(self.train[1]), len(self.validation[1])
        return (
            f"{n_train} and {n_validation} images, batches of {self.batch_sizes[0]} and "
            f"{self.batch_sizes[1]}, {self.epochs} epoch{'s' if self.epochs > 1 else ''}"
        )


class Batch(NamedTuple):
    """What is noted of one batch: its mean loss, its right answers, its size."""

    loss: float
    right: int
    size: int


Epoch = list[Batch]


def _last(epochs: list[Epoch]) -> Epoch:
    return epochs[-1]


@dataclass(frozen=True)
class Mean:
    """A figure of an epoch: what the batches add up to, divided by what they count.

    `added` and `counted` choose the batches from all epochs until then.
    """

    amount: Callable[[Batch], float]
    count: Callable[[Batch], int] = lambda batch: batch.size
    added: Callable[[list[Epoch]], Epoch] = _last
    counted: Callable[[list[Epoch]], Epoch] = _last

    def of(self, epochs: list[Epoch]) -> float:
        """The figure of the last of these epochs."""
        return sum(map(self.amount, self.added(epochs))) / sum(
            map(self.count, self.counted(epochs))
        )


LOSS = Mean(lambda batch: batch.loss * batch.size)
ACCURACY = Mean(lambda batch: batch.right)

Part = tuple[Tensor, Tensor, int]  # images, labels, batch size
Step = Callable[[Optimizer, Tensor], None]  # what follows the loss of a batch


@dataclass(frozen=True)
class Learner:
    """A model that is trained, with its optimizer and its loss."""

    model: nn.Module
    optimizer: Optimizer
    loss: Callable[[Tensor, Tensor], Tensor]

    def go_through(self, part: Part, after_loss: Step) -> Epoch:
        """One pass over the batches, in the mode that the model is in."""
        images, labels, batch_size = part
        epoch = []
        for batch, targets in zip(images.split(batch_size), labels.split(batch_size), strict=True):
            logits = self.model(batch)
            loss = self.loss(logits, targets)
            after_loss(self.optimizer, loss)
            right = int((logits.argmax(1) == targets).sum())
            epoch.append(Batch(loss.item(), right, len(batch)))
        return epoch


def step(optimizer: Optimizer, loss: Tensor) -> None:
    """Clear the gradients, compute them from this loss alone, and change the weights."""
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def no_step(optimizer: Optimizer, loss: Tensor) -> None:
    """Measure only."""


def _train_mode(learner: Learner, epoch: int) -> None:
    learner.model.train()


def _as_trained(during: Epoch, learner: Learner, part: Part) -> Epoch:
    return during


@dataclass(frozen=True)
class Training:
    """A whole training, and the pieces that make it.

    parts: which of the two sets of images is learned from, and which validates;
    begin: what an epoch starts with; step: what follows the loss of each batch;
    train_figures: which figures of the training images are noted;
    validates_in_train_mode, validation_step: how validation goes;
    loss_figure, accuracy_figure: what is recorded of each epoch;
    keep: after which epoch the weights are taken, from the record.
    """

    parts: tuple[int, int] = (0, 1)
    begin: Callable[[Learner, int], None] = _train_mode
    loss: Callable[[Tensor, Tensor], Tensor] = F.cross_entropy
    step: Step = step
    train_figures: Callable[[Epoch, Learner, Part], Epoch] = _as_trained
    validates_in_train_mode: bool = False
    validation_step: Step = no_step
    loss_figure: Mean = LOSS
    accuracy_figure: Mean = ACCURACY
    keep: Callable[[Record], int] = lambda record: -1

    def run(self, inputs: Inputs) -> tuple[Record, list]:
        """The record of all epochs, and the named weights that the model has in the end."""
        model = filled_model(inputs.seed)
        optimizer = torch.optim.SGD(model.parameters(), lr=inputs.learning_rate)
        learner = Learner(model, optimizer, self.loss)
        sets = [(*inputs.train, inputs.batch_sizes[0]), (*inputs.validation, inputs.batch_sizes[1])]
        train, validation = (sets[part] for part in self.parts)
        record: Record = {key: [] for key in KEYS}
        so_far: dict[str, list[Epoch]] = {"train": [], "validation": []}
        weights = []
        for epoch in range(inputs.epochs):
            self.begin(learner, epoch)
            during = learner.go_through(train, self.step)
            so_far["train"].append(self.train_figures(during, learner, train))
            model.train(self.validates_in_train_mode)
            so_far["validation"].append(learner.go_through(validation, self.validation_step))
            for name, epochs in so_far.items():
                record[f"{name}_loss"].append(self.loss_figure.of(epochs))
                record[f"{name}_accuracy"].append(self.accuracy_figure.of(epochs))
            weights.append(weights_of(model))
        return record, weights[self.keep(record)]


def filled_model(seed: int) -> nn.Module:
    """The model that is trained, with its weights before the training."""
    model = PROBES["modes"]()
    fill(model, seed)
    return model
