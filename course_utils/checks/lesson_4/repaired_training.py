"""repaired_training: one epoch and a validation, from a loop that has four silent faults."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer
from torch.utils.data import DataLoader

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.close import close
from course_utils.checks.compare import NOTHING, number
from course_utils.checks.diagnose import diagnose
from course_utils.checks.loops import (
    images_and_labels,
    last_batch_shows,
    mean_per_sample,
    nothing,
    softmax,
    unchanged,
)

LEARNING_RATE = 0.5
Pair = tuple[float, float]  # training loss, validation accuracy


def _clear(optimizer: Optimizer) -> None:
    optimizer.zero_grad()


def _mean_of_means(means: Sequence[float], sizes: Sequence[int]) -> float:
    return sum(means) / len(means)


@dataclass(frozen=True)
class Training:
    """One epoch and a validation, by their pieces; called as the learner's function is."""

    train_mode: Callable[[nn.Module], Any] = nn.Module.train
    before_the_loop: Callable[[Optimizer], None] = nothing
    before_forward: Callable[[Optimizer], None] = _clear
    into_the_loss: Callable[[Tensor], Tensor] = unchanged
    before_the_step: Callable[[Optimizer], None] = nothing
    after_the_step: Callable[[Optimizer], None] = nothing
    validation_mode: Callable[[nn.Module], Any] = nn.Module.eval
    mean_loss: Callable[[Sequence[float], Sequence[int]], float] = mean_per_sample
    accuracy: Callable[[Sequence[float], Sequence[int]], float] = mean_per_sample
    returned: Callable[[float, float], Any] = lambda loss, accuracy: (loss, accuracy)

    def __call__(
        self, model: nn.Module, train: DataLoader, validation: DataLoader, optimizer: Optimizer
    ) -> Any:
        """Training loss and validation accuracy of one epoch."""
        self.train_mode(model)
        self.before_the_loop(optimizer)
        losses, sizes = [], []
        for images, labels in train:
            self.before_forward(optimizer)
            loss = F.cross_entropy(self.into_the_loss(model(images)), labels)
            loss.backward()
            self.before_the_step(optimizer)
            optimizer.step()
            self.after_the_step(optimizer)
            losses.append(loss.item())
            sizes.append(len(labels))
        self.validation_mode(model)
        shares, counts = [], []
        with torch.no_grad():
            for images, labels in validation:
                right = model(images).argmax(dim=1) == labels
                shares.append(right.double().mean().item())
                counts.append(len(labels))
        return self.returned(self.mean_loss(losses, sizes), self.accuracy(shares, counts))


RIGHT = Training()
# The faults of the cell that is given, each by the piece of `Training` that it exchanges.
FAULTS: dict[str, dict[str, Callable]] = {
    "The logits go through softmax before the loss. cross_entropy takes logits as they are.": {
        "into_the_loss": softmax
    },
    "Gradients are never cleared: those of all batches before are added. Call "
    "optimizer.zero_grad() for each batch.": {"before_forward": nothing},
    "The validation runs in train mode: call model.eval() before it.": {
        "validation_mode": nn.Module.train
    },
    "The training loss is the mean of the batches' means, where a smaller last batch weighs as "
    "much as a full one. Multiply each loss by len(labels), and divide by all samples.": {
        "mean_loss": _mean_of_means
    },
}


def _with_faults(training: Training, words: Sequence[str]) -> Training:
    return replace(training, **{k: v for word in words for k, v in FAULTS[word].items()})


def _still_there() -> dict[str, Training]:
    """Words on each fault alone, on each pair of them, on three and on all four."""
    several = [words for n in range(1, 5) for words in combinations(FAULTS, n)]
    return {" ".join(words): _with_faults(RIGHT, words) for words in several}


def _told(words: str) -> str:
    """What the learner hears: of several faults that are left one, for finding them is the task."""
    left = [fault for fault in FAULTS if fault in words]
    if len(left) > 1 and words == " ".join(left):
        return f"{len(left)} of the four faults are still in it. One of them: {left[0]}"
    return words


OTHER_MISTAKES: dict[str, Training] = {
    "Gradients are cleared once and not for each batch: optimizer.zero_grad() belongs into the "
    "loop.": replace(RIGHT, before_the_loop=_clear, before_forward=nothing),
    "The gradients are cleared after each step, so that those which were there before the first "
    "batch are added to its own. Clear them before backward().": replace(
        RIGHT, before_forward=nothing, after_the_step=_clear
    ),
    "No weight has moved. Are backward() and step() called for each batch, with their brackets and "
    "in this order, with no zero_grad() between them? Is it the model that was handed in?": replace(
        RIGHT, before_the_step=_clear
    ),
    "The training runs in eval mode: call model.train() before the loop.": replace(
        RIGHT, train_mode=nn.Module.eval
    ),
    "The accuracy is the mean of the batches' shares, where a smaller last batch weighs as much as "
    "a full one. Divide the number of right answers by all samples.": replace(
        RIGHT, accuracy=_mean_of_means
    ),
    "The accuracy is a share from 0 to 1, not a percentage.": replace(
        RIGHT, returned=lambda loss, accuracy: (loss, 100 * accuracy)
    ),
    "Return the training loss first, then the accuracy.": replace(
        RIGHT, returned=lambda loss, accuracy: (accuracy, loss)
    ),
    "That is the loss of the last batch alone.": replace(
        RIGHT, mean_loss=lambda means, sizes: means[-1]
    ),
    "Each loss was counted as if its batch were full. The last one is smaller: multiply by "
    "len(labels).": replace(
        RIGHT, mean_loss=lambda means, sizes: sum(means) * sizes[0] / sum(sizes)
    ),
    "The losses are added and divided by the number of samples. Each is a mean: multiply it by its "
    "batch's size first.": replace(RIGHT, mean_loss=lambda means, sizes: sum(means) / sum(sizes)),
    "The losses of all samples are divided by the number of batches. Divide by the number of "
    "samples.": replace(
        RIGHT,
        mean_loss=lambda means, sizes: mean_per_sample(means, sizes) * sum(sizes) / len(means),
    ),
}
MISTAKES: dict[str, Training] = {
    **_still_there(),
    **OTHER_MISTAKES,
    **{
        f"{words} And one of the given faults is still there: {fault}": _with_faults(other, [fault])
        for words, other in OTHER_MISTAKES.items()
        for fault in FAULTS
    },
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the weights after an epoch, the training loss and the validation accuracy."""
    for n_train, n_validation, sizes in [(22, 21, (8, 8)), (13, 30, (4, 9))]:
        inputs = _inputs(draw, n_train, n_validation, sizes)
        asked = (
            f"{n_train} images to train on in batches of {sizes[0]}, {n_validation} to validate in "
            f"batches of {sizes[1]}"
        )
        found = answer.do(operations.train_and_validate, *inputs, asked=asked)
        found["returned"] = _pair(found["returned"], asked)
        _check_epoch(found, inputs, asked)
    return "Two data sets with smaller last batches, old gradients, a model that was in eval mode."


def _inputs(draw: Draw, n_train: int, n_validation: int, sizes: tuple[int, int]) -> tuple:
    """What `train_and_validate` is given; the last validation batch has a share of its own."""
    n_last = n_validation % sizes[1]
    while True:
        seed, train = draw.seed(), images_and_labels(draw, n_train)
        images, labels = images_and_labels(draw, n_validation)
        shares = [
            operations.train_and_validate(RIGHT, seed, train, part, sizes, LEARNING_RATE)[
                "returned"
            ][1]
            for part in ((images[-n_last:], labels[-n_last:]), (images, labels))
        ]
        if last_batch_shows(*shares):
            return seed, train, (images, labels), sizes, LEARNING_RATE


def _pair(got: Any, asked: str) -> Pair:
    """Two numbers; raises `Wrong` for anything else."""
    if got is None:
        raise Wrong(NOTHING, asked)
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise Wrong(
            "Return two numbers: training loss and validation accuracy.", asked, as_text(got)
        )
    loss, accuracy = map(number, got)
    return loss, accuracy


def _check_epoch(found: dict, inputs: tuple, asked: str) -> None:
    """Raises `Wrong` for other weights or another pair; in words where a fault explains both."""

    def outcome_of(training: Training) -> dict:
        return operations.train_and_validate(training, *inputs)

    wanted = outcome_of(RIGHT)
    if close(found, wanted):
        return
    words = diagnose(found, MISTAKES, outcome_of)
    if words:
        raise Wrong(_told(words), asked)
    if not close(found["weights"], wanted["weights"]):
        raise Wrong(
            "Weights or running averages are others than after a right epoch and a validation in "
            "eval mode. For each batch: zero_grad, forward, loss from the logits, backward, step.",
            asked,
        )
    raise Wrong(
        f"The weights are right. {_which(found['returned'], wanted['returned'])}",
        asked,
        as_text(found["returned"]),
        as_text(wanted["returned"]),
    )


def _which(got: Pair, wanted: Pair) -> str:
    """Which of the two numbers is wrong, and what it should be."""
    loss = "the training loss is not: the mean over all samples, in the training pass itself"
    accuracy = (
        "the accuracy is not: the share of validation images that are read right, in eval mode"
    )
    if close(got[1], wanted[1]):
        return f"So is the accuracy, but {loss}."
    if close(got[0], wanted[0]):
        return f"So is the training loss, but {accuracy}."
    return f"But {loss}. And {accuracy}."


EXERCISE = Exercise(
    "repaired_training(model, train_loader, validation_loader, optimizer)", check, points=2
)
