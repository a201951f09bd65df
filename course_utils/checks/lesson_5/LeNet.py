"""LeNet: two convolutions and two dense layers, as a class."""

from collections.abc import Callable, Mapping

from course_utils import models
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.networks import (
    RELU_AT_THE_END,
    Forward,
    check_dropout,
    check_network,
    relu_at_the_end,
)


def _without_relu(model: models.LeNet) -> Forward:
    return lambda images: model.last(
        model.dense[1](model.dense[0](model.block2(model.block1(images))))
    )


def _without_early_relus(model: models.LeNet) -> Forward:
    return lambda images: model.last(model.dense(model.block2[:2](model.block1[:2](images))))


MISTAKES: Mapping[str, Callable[[models.LeNet], Forward]] = {
    "There is no ReLU after the dense layer of 500.": _without_relu,
    "The ReLUs after the convolutions are missing.": _without_early_relus,
    RELU_AT_THE_END: relu_at_the_end,
}


def check(answer: Answer, draw: Draw) -> str:
    """Right is a network with LeNet's parameters, logits and dropout; raises `Wrong`."""
    check_network(answer, draw, models.LeNet, mistakes=MISTAKES)
    check_dropout(answer, draw, models.LeNet, after=(500, 800))
    return (
        "Its 431,080 parameters by layer, its logits with known weights in eval mode, and the "
        "spread that dropout gives them in train mode."
    )


EXERCISE = Exercise("LeNet()", check, points=2)
