"""LeNet: two convolutions and two dense layers, as a class."""

from course_utils import models
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.exchanged_layers import RELU_AT_THE_END, missing_relus, relu_at_the_end
from course_utils.checks.networks import check_dropout, check_network

FIRST, SECOND = "block1.2", "block2.2"  # the ReLUs of the convolutions
MISTAKES = {
    **missing_relus(
        {
            "the dense layer of 500": ["dense.2"],
            "the first convolution": [FIRST],
            "the second convolution": [SECOND],
            "the first or second convolution": [FIRST, SECOND],
        }
    ),
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
