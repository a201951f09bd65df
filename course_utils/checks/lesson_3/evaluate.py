"""evaluate: mean loss per sample and accuracy of a model, which stays as it was."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, same
from course_utils.answers.probes import filled_probe
from course_utils.checks.close import close
from course_utils.checks.compare import number
from course_utils.checks.diagnose import diagnose
from course_utils.checks.loops import (
    batches,
    images_and_labels,
    last_batch_shows,
    mean_per_sample,
    nothing,
    softmax,
    unchanged,
)

KEPT = ("weights", "gradients")
ANY = None  # in place of a number that does not count
Pair = tuple[float | None, float | None]  # loss and accuracy


class Inputs(NamedTuple):
    """What `operations.evaluate_probe` is given; `loss` is one of `operations.LOSSES`."""

    seed: int
    images: Tensor
    labels: Tensor
    batch_size: int
    loss: str
    training: bool

    def __str__(self) -> str:
        return (
            f"{len(self.labels)} images in batches of {self.batch_size}, {self.loss}, "
            f"a model in {self.mode} mode"
        )

    @property
    def mode(self) -> str:
        """The mode in which the answer finds the model."""
        return "train" if self.training else "eval"


@dataclass(frozen=True)
class Figures:
    """Mean loss, accuracy and size of each batch."""

    losses: list[float]
    shares: list[float]
    sizes: list[int]

    def loss(self) -> float:
        """The mean loss per sample."""
        return mean_per_sample(self.losses, self.sizes)

    def accuracy(self) -> float:
        """Right answers divided by the number of samples."""
        return mean_per_sample(self.shares, self.sizes)

    def n_right(self) -> float:
        """How many answers are right."""
        return self.accuracy() * sum(self.sizes)


@dataclass(frozen=True)
class Measuring:
    """How a model is measured, by its pieces; a mistake exchanges some of them."""

    set_mode: Callable[[nn.Module], Any] = nn.Module.eval
    after_batch: Callable[[nn.Module], Any] = nothing
    into_the_loss: Callable[[Tensor], Tensor] = unchanged
    loss_function: Callable[[Callable], Callable] = unchanged  # gets the one handed in
    loss: Callable[[Figures], float | None] = Figures.loss
    accuracy: Callable[[Figures], float | None] = Figures.accuracy

    @torch.no_grad()
    def run(self, inputs: Inputs) -> Pair:
        """Loss and accuracy of the probe."""
        model = filled_probe("modes", inputs.seed)
        self.set_mode(model)
        loss_function = self.loss_function(operations.LOSSES[inputs.loss])
        losses, shares, sizes = [], [], []
        for images, labels in batches(inputs.images, inputs.labels, inputs.batch_size):
            logits = model(images)
            losses.append(loss_function(self.into_the_loss(logits), labels).item())
            shares.append((logits.argmax(dim=1) == labels).float().mean().item())
            sizes.append(len(labels))
            self.after_batch(model)
        figures = Figures(losses, shares, sizes)
        return self.loss(figures), self.accuracy(figures)


RIGHT = Measuring()
# Mistakes that show in both numbers, or in one whatever the other is.
MISTAKES = {
    "These are the figures of the first batch. Is the return inside the loop?": replace(
        RIGHT, loss=lambda f: f.losses[0], accuracy=lambda f: f.shares[0]
    ),
    "The logits go through softmax before the loss. Hand them over as they are.": replace(
        RIGHT, into_the_loss=softmax, accuracy=lambda f: ANY
    ),
    "The two numbers are exchanged: the loss comes first.": replace(
        RIGHT, loss=Figures.accuracy, accuracy=Figures.loss
    ),
    "The model was in train mode. Call model.eval() before the loop.": replace(
        RIGHT, set_mode=nn.Module.train
    ),
    "Only the first batch was measured in eval mode, the others in train mode. Put the mode back "
    "after the loop, not inside it.": replace(RIGHT, after_batch=nn.Module.train),
    "The first batch was measured in train mode. Call model.eval() before the loop.": replace(
        RIGHT, set_mode=nn.Module.train, after_batch=nn.Module.eval
    ),
}
# Where the accuracy is wrong, whatever the loss is.
ACCURACY_MISTAKES = {
    "Accuracy is a share from 0 to 1; that is a percentage.": replace(
        RIGHT, accuracy=lambda f: 100 * f.accuracy()
    ),
    "That is the number of right answers. Divide by the number of samples.": replace(
        RIGHT, accuracy=Figures.n_right
    ),
    "Right answers are divided by the number of batches. Divide by the number of samples.": (
        replace(RIGHT, accuracy=lambda f: f.n_right() / len(f.sizes))
    ),
    "That is the share of mistakes.": replace(RIGHT, accuracy=lambda f: 1 - f.accuracy()),
    "That is the mean of the batches' accuracies. The last batch is smaller: count right answers, "
    "and divide once at the end.": replace(RIGHT, accuracy=lambda f: sum(f.shares) / len(f.shares)),
}
# Where the accuracy is right and the loss is wrong.
LOSS_MISTAKES = {
    "The loss is the mean of the batches' means. The last batch is smaller: multiply each loss by "
    "its number of samples first.": replace(RIGHT, loss=lambda f: sum(f.losses) / len(f.losses)),
    "The loss is the sum over the batches. Return the mean per sample.": replace(
        RIGHT, loss=lambda f: sum(f.losses)
    ),
    "The loss is that of the last batch alone.": replace(RIGHT, loss=lambda f: f.losses[-1]),
    "The loss is the sum over the samples. Divide by their number.": replace(
        RIGHT, loss=lambda f: f.loss() * sum(f.sizes)
    ),
    "Each batch's loss is a mean already: multiply it by the batch's size before you divide by the "
    "number of samples.": replace(RIGHT, loss=lambda f: sum(f.losses) / sum(f.sizes)),
    "The loss function that was handed in is not used.": replace(
        RIGHT, loss_function=lambda _: F.cross_entropy
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: loss and accuracy over all samples; weights, gradients and mode stay as they were."""
    cases = [(23, 8, "cross-entropy", True), (10, 4, "smoothed", False), (6, 6, "smoothed", True)]
    for inputs in (_last_batch_shows(draw, *cases[0]), *(_inputs(draw, *c) for c in cases[1:])):
        found = answer.do(operations.evaluate_probe, *inputs, asked=str(inputs))
        _check_pair(found["returned"], inputs)
        _check_untouched(found, inputs)
    return "Three data sets, two losses, models found in train and in eval mode."


def _inputs(draw: Draw, n_images: int, batch_size: int, loss: str, training: bool) -> Inputs:
    seed, (images, labels) = draw.seed(), images_and_labels(draw, n_images)
    return Inputs(seed, images, labels, batch_size, loss, training)


def _last_batch_shows(draw: Draw, *case: Any) -> Inputs:
    """Inputs whose smaller last batch has a share of right answers of its own."""
    while True:
        inputs = _inputs(draw, *case)
        n_last = len(inputs.labels) % inputs.batch_size
        last = inputs._replace(images=inputs.images[-n_last:], labels=inputs.labels[-n_last:])
        if last_batch_shows(RIGHT.run(last)[1], RIGHT.run(inputs)[1]):
            return inputs


def _check_pair(got: Any, inputs: Inputs) -> None:
    """Raises `Wrong` where what was returned is not the pair of loss and accuracy."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise Wrong("Return a pair: mean loss per sample, accuracy.", str(inputs), as_text(got))
    pair, wanted = tuple(number(value) for value in got), RIGHT.run(inputs)
    if not close(pair, wanted):
        came, right = (f"{loss:.4f} and {accuracy:.4f}" for loss, accuracy in (pair, wanted))
        raise Wrong(_explanation(pair, wanted, inputs), str(inputs), came, right)


def _explanation(pair: tuple, wanted: Pair, inputs: Inputs) -> str:
    """The words of the first mistake that explains a wrong pair, or what is wrong with it."""

    def result_of(measuring: Measuring) -> Pair:
        return measuring.run(inputs)

    words = diagnose(pair, MISTAKES, result_of, _agrees)
    if words:
        return words
    if not close(pair[1], wanted[1]):
        words = diagnose((ANY, pair[1]), ACCURACY_MISTAKES, result_of, _agrees)
        return words or "The accuracy is another: right answers divided by the number of samples."
    words = diagnose((pair[0], ANY), LOSS_MISTAKES, result_of, _agrees)
    return words or "The mean loss per sample is another."


def _agrees(came: Pair, result: Pair) -> bool:
    return all(a is ANY or b is ANY or close(a, b) for a, b in zip(came, result, strict=True))


def _check_untouched(found: dict, inputs: Inputs) -> None:
    """Raises `Wrong` where gradients were recorded, or the model is not as it was."""
    asked = str(inputs)
    if found["frozen"]:
        raise Wrong(
            "The parameters are frozen afterwards: requires_grad is False. torch.no_grad() around "
            "the loop is enough, and leaves them as they are.",
            asked,
        )
    if found["with gradients"]:
        raise Wrong("Gradients were recorded. Measure under torch.no_grad().", asked)
    if not all(same(found[f"{what} before"], found[f"{what} after"]) for what in KEPT):
        raise Wrong(
            "Measuring changed the model. No backward, no zero_grad, no step, no train mode.", asked
        )
    if found["training"] != inputs.training:
        raise Wrong(
            f"The model was in {inputs.mode} mode and is not any more. Remember model.training "
            "once, before the loop and before you call eval(), and put it back after the loop: "
            "model.train(before).",
            asked,
        )
    if not found["modes kept"]:
        raise Wrong(
            "Layers of the model are in another mode than before. model.training = … sets the mode "
            "of the model alone; model.train(before) sets that of every layer.",
            asked,
        )


EXERCISE = Exercise("evaluate(model, loader, loss_function)", check, points=2)
