"""TwoLayerCNN: a class of a network with two convolution blocks and one dense layer."""

from course_utils import models
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.exchanged_layers import RELU_AT_THE_END, missing_relus, relu_at_the_end
from course_utils.checks.networks import check_dropout, check_network

FIRST, SECOND = "block1.2", "block2.2"  # the ReLUs
MISTAKES = {
    **missing_relus(
        {
            "the first convolution": [FIRST],
            "the second convolution": [SECOND],
            "the first or second convolution": [FIRST, SECOND],
        }
    ),
    RELU_AT_THE_END: relu_at_the_end,
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
