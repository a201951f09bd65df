"""train_one_epoch: one pass over the training data with a step of the optimizer for each batch."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.optim import Optimizer

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.faults import Raised
from course_utils.answers.plain import as_text
from course_utils.answers.probes import filled_probe, make_probe, weights_of
from course_utils.checks.close import close
from course_utils.checks.compare import number
from course_utils.checks.diagnose import diagnose
from course_utils.checks.loops import (
    batches,
    images_and_labels,
    mean_per_sample,
    nothing,
    softmax,
    unchanged,
)

LEARNING_RATE = 0.5


class Inputs(NamedTuple):
    """What `operations.train_epoch` is given; `loss` is one of `operations.LOSSES`."""

    seed: int
    images: Tensor
    labels: Tensor
    batch_size: int
    learning_rate: float
    loss: str


@dataclass(frozen=True)
class Epoch:
    """What one epoch left: the weights, and the mean loss and size of each batch."""

    weights: list[tuple[str, Tensor]]
    losses: list[float]
    sizes: list[int]


def _clear(optimizer: Optimizer) -> None:
    optimizer.zero_grad()


def _backward_and_step(loss: Tensor, optimizer: Optimizer) -> None:
    loss.backward()
    optimizer.step()


@dataclass(frozen=True)
class Loop:
    """The loop over the batches, by its pieces; a mistake exchanges some of them."""

    optimizer: Callable[[Iterable[nn.Parameter], float], Optimizer] = torch.optim.SGD
    set_mode: Callable[[nn.Module], Any] = nn.Module.train
    before_the_loop: Callable[[Optimizer], None] = nothing
    batches_used: Callable[[list], list] = unchanged
    before_forward: Callable[[Optimizer], None] = _clear
    into_the_loss: Callable[[Tensor], Tensor] = unchanged
    loss_function: Callable[[Callable], Callable] = unchanged  # gets the one handed in
    learn: Callable[[Tensor, Optimizer], None] = _backward_and_step

    def run(self, inputs: Inputs) -> Epoch:
        """One epoch on the probe as `operations.train_epoch` makes it, old gradients included."""
        handed_in = operations.LOSSES[inputs.loss]
        model = filled_probe("modes", inputs.seed)
        optimizer = self.optimizer(model.parameters(), inputs.learning_rate)
        handed_in(model(inputs.images[:4]), inputs.labels[:4]).backward()
        self.set_mode(model)
        self.before_the_loop(optimizer)
        losses, sizes = [], []
        pairs = list(batches(inputs.images, inputs.labels, inputs.batch_size))
        for images, labels in self.batches_used(pairs):
            self.before_forward(optimizer)
            logits = self.into_the_loss(model(images))
            loss = self.loss_function(handed_in)(logits, labels)
            self.learn(loss, optimizer)
            losses.append(loss.item())
            sizes.append(len(labels))
        return Epoch(weights_of(model), losses, sizes)


def _step_and_clear(optimizer: Optimizer) -> None:
    optimizer.step()
    optimizer.zero_grad()


def _backward_step_and_clear(loss: Tensor, optimizer: Optimizer) -> None:
    _backward_and_step(loss, optimizer)
    optimizer.zero_grad()


def _backward_alone(loss: Tensor, _: Optimizer) -> None:
    loss.backward()


RIGHT = Loop()
OWN_OPTIMIZERS: dict[str, Callable[..., Optimizer]] = {
    "Adam": lambda parameters, _: torch.optim.Adam(parameters),
    **{
        f"SGD with lr={rate}": lambda parameters, _, rate=rate: torch.optim.SGD(parameters, rate)
        for rate in (0.1, 0.01, 0.001)
    },
}
MISTAKES = {
    "Nothing was learned: the weights are the old ones. For every batch call "
    "zero_grad(), then loss.backward(), then optimizer.step(), in this order.": replace(
        RIGHT, learn=nothing
    ),
    "The model was in eval mode. Call model.train() before the loop.": replace(
        RIGHT, set_mode=nn.Module.eval
    ),
    "Old gradients are added to the new ones. Call optimizer.zero_grad() for each batch, "
    "before backward.": replace(RIGHT, before_forward=nothing),
    "Gradients are cleared once and not for each batch: optimizer.zero_grad() belongs into "
    "the loop.": replace(RIGHT, before_the_loop=_clear, before_forward=nothing),
    "Gradients are cleared only after the step, so the first step has old ones in it. Call "
    "optimizer.zero_grad() before backward.": replace(
        RIGHT, before_forward=nothing, learn=_backward_step_and_clear
    ),
    "Only the first batch was used. Is a return inside the loop?": replace(
        RIGHT, batches_used=lambda pairs: pairs[:1]
    ),
    "The last, smaller batch was left out. Learn from every batch of the loader.": replace(
        RIGHT, batches_used=lambda pairs: pairs[:-1]
    ),
    "optimizer.step() was called before backward(): it used the gradients of the batch "
    "before.": replace(RIGHT, before_forward=_step_and_clear, learn=_backward_alone),
    "The loss function that was handed in is not used.": replace(
        RIGHT, loss_function=lambda _: F.cross_entropy
    ),
    "The logits go through softmax before the loss. Hand them over as they are.": replace(
        RIGHT, into_the_loss=softmax
    ),
    **{
        f"The weights are those of {name}: of an optimizer of your own. Use the one that is handed "
        "in.": replace(RIGHT, optimizer=optimizer)
        for name, optimizer in OWN_OPTIMIZERS.items()
    },
}
EXCHANGED = (
    "The loss function takes the logits first, then the labels: loss_function(logits, labels)."
)
CALLED_AGAIN = (
    "The learned weights are right, but not the running averages of batch norm: in train mode they "
    "change with each call of the model. Call it once for each batch."
)


def _mean_of_means(epoch: Epoch) -> float:
    return sum(epoch.losses) / len(epoch.losses)


def _mean_loss(epoch: Epoch) -> float:
    return mean_per_sample(epoch.losses, epoch.sizes)


# What may be returned in place of the mean loss per sample.
MEAN_MISTAKES: dict[str, Callable[[Epoch], float]] = {
    "That is the mean of the batches' means. The last batch is smaller: multiply each loss by "
    "its number of samples, and divide by the number of all samples.": _mean_of_means,
    "That is the sum of the batches' losses. Return the mean per sample.": (
        lambda epoch: sum(epoch.losses)
    ),
    "That is the sum over all samples. Divide by their number.": (
        lambda epoch: _mean_loss(epoch) * sum(epoch.sizes)
    ),
    "That is the loss of the last batch alone.": lambda epoch: epoch.losses[-1],
    "Each loss was counted as if its batch were full. The last batch is smaller: multiply by "
    "len(labels).": lambda epoch: sum(epoch.losses) * epoch.sizes[0] / sum(epoch.sizes),
    "The losses of the batches are added and divided by the number of samples. Each is a mean: "
    "multiply it by its batch's size first.": (lambda epoch: sum(epoch.losses) / sum(epoch.sizes)),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: weights, mean loss per sample and mode after an epoch are those of the loop."""
    for n_images, batch_size, loss in [(22, 8, "cross-entropy"), (9, 4, "smoothed")]:
        seed, (images, labels) = draw.seed(), images_and_labels(draw, n_images)
        asked = f"{n_images} images in batches of {batch_size}, {loss}"
        inputs = Inputs(seed, images, labels, batch_size, LEARNING_RATE, loss)
        try:
            found = answer.do(operations.train_epoch, *inputs, asked=asked)
        except Raised as raised:
            if raised.message == _error_of_exchanged(inputs):
                raised.advice = EXCHANGED
            raise
        _check_epoch(found, inputs, asked)
    return (
        "Two data sets with a smaller last batch, two losses, old gradients, a model in eval mode."
    )


def _error_of_exchanged(inputs: Inputs) -> str:
    """The message of the error that logits and labels in each other's place end in."""

    def exchanged(loss_function: Callable) -> Callable:
        return lambda logits, labels: loss_function(labels, logits)

    try:
        replace(RIGHT, loss_function=exchanged).run(inputs)
    except Exception as error:
        return str(error)
    return ""


def _check_epoch(found: dict, inputs: Inputs, asked: str) -> None:
    """Raises `Wrong` for other weights, another loss, or eval mode after the epoch."""
    epoch = RIGHT.run(inputs)
    if not close(found["weights"], epoch.weights):
        if close(_learned(found["weights"]), _learned(epoch.weights)):
            raise Wrong(CALLED_AGAIN, asked)
        words = diagnose(found["weights"], MISTAKES, lambda loop: loop.run(inputs).weights)
        raise Wrong(
            words
            or "The weights after the epoch are not those of the loop: for each batch zero_grad, "
            "forward, loss, backward, step, once each and in this order.",
            asked,
        )
    _check_mean_loss(found["returned"], epoch, asked)
    if not found["training"]:
        raise Wrong("The model is in eval mode afterwards; leave it in train mode.", asked)


def _learned(weights: list[tuple[str, Tensor]]) -> list[tuple[str, Tensor]]:
    """The parameters among weights by name: without running averages and counts."""
    parameters = {name for name, _ in make_probe("modes", 0).named_parameters()}
    return [(name, tensor) for name, tensor in weights if name in parameters]


def _check_mean_loss(got: Any, epoch: Epoch, asked: str) -> None:
    """Raises `Wrong` where what was returned is not the mean loss per sample."""
    if got is None:
        raise Wrong("Your answer returned None. Return the mean loss per sample.", asked)
    got, wanted = number(got), _mean_loss(epoch)
    if not close(got, wanted):
        words = diagnose(got, MEAN_MISTAKES, lambda mean_of: mean_of(epoch))
        raise Wrong(
            words or "The mean loss per sample is another.", asked, as_text(got), as_text(wanted)
        )


EXERCISE = Exercise("train_one_epoch(model, loader, loss_function, optimizer)", check, points=2)
