"""TwoLayerCNN: a class of a network with two convolution blocks and one dense layer."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from torch import Tensor
from torch.nn import functional as F

from course_utils import models
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.networks import (
    RELU_AT_THE_END,
    WRONG_LAYERS,
    check_dropout,
    check_network,
    relu_at_the_end,
)


def _pool(x: Tensor) -> Tensor:
    return F.max_pool2d(x, 2)


def _pool_and_relu(x: Tensor) -> Tensor:
    return F.max_pool2d(x, 2).relu()


def _mean_pool_and_relu(x: Tensor) -> Tensor:
    return F.avg_pool2d(x, 2).relu()


def _relu_and_mean_pool(x: Tensor) -> Tensor:
    return F.avg_pool2d(x.relu(), 2)


@dataclass(frozen=True)
class Blocks:
    """What follows the two convolutions; called with a model, it gives the forward pass."""

    after_first: Callable[[Tensor], Tensor] = _pool_and_relu
    after_second: Callable[[Tensor], Tensor] = _pool_and_relu

    def __call__(self, m: models.TwoLayerCNN) -> Callable[[Tensor], Tensor]:
        """The forward pass of the model with these pieces: images N×1×28×28 to logits N×10."""

        def forward(images: Tensor) -> Tensor:
            features = self.after_first(m.block1[0](images))
            return m.classifier(self.after_second(m.block2[0](features)))

        return forward


RIGHT = Blocks()
_WITHOUT = "No ReLU after the {} convolution: one is missing in forward."
MISTAKES = {
    _WITHOUT.format("first"): replace(RIGHT, after_first=_pool),
    _WITHOUT.format("second"): replace(RIGHT, after_second=_pool),
    _WITHOUT.format("first or second"): replace(RIGHT, after_first=_pool, after_second=_pool),
    RELU_AT_THE_END: relu_at_the_end,
    WRONG_LAYERS["AvgPool2d"]: replace(
        RIGHT, after_first=_mean_pool_and_relu, after_second=_mean_pool_and_relu
    ),
    "Pool with the maximum, not with the mean: F.max_pool2d.": replace(
        RIGHT, after_first=_relu_and_mean_pool, after_second=_relu_and_mean_pool
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the parameters and, with known weights, logits and gradients of the course's network;
    the same logits in train mode."""
    check_network(answer, draw, models.TwoLayerCNN, mistakes=MISTAKES)
    check_dropout(answer, draw, models.TwoLayerCNN)
    return (
        "Its 50,186 parameters by layer, its logits with known weights, one image and three, the "
        "gradients of all parameters, and the logits in train mode."
    )


EXERCISE = Exercise("TwoLayerCNN()", check, points=2)
