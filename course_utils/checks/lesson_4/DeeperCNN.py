"""DeeperCNN: a class of a network with three convolution blocks and dropout."""

from torch import Tensor
from torch.nn import functional as F

from course_utils import models
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.exchanged_layers import (
    RELU_AT_THE_END,
    Forward,
    missing_relus,
    relu_at_the_end,
)
from course_utils.checks.networks import check_dropout, check_network


def _rounding_up(m: models.DeeperCNN) -> Forward:
    """A forward pass whose last pooling rounds its size up and has no padding."""

    def forward(images: Tensor) -> Tensor:
        x = m.block3[0](m.block2(m.block1(images)))
        return m.last(m.dense(F.max_pool2d(x, 2, ceil_mode=True).relu()))

    return forward


IN_BLOCKS = ["block1.2", "block2.2", "block3.2"]  # the ReLUs of the convolutions
MISTAKES = {
    **missing_relus(
        {
            "the dense layer of 625": ["dense.2"],
            "the first convolution": IN_BLOCKS[:1],
            "the second convolution": IN_BLOCKS[1:2],
            "the third convolution": IN_BLOCKS[2:],
            "any of the three convolutions": IN_BLOCKS,
        }
    ),
    "The last pooling has padding 1, a frame on all sides; rounding up (ceil_mode) gives "
    "the same size and other windows.": _rounding_up,
    RELU_AT_THE_END: relu_at_the_end,
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: parameters, logits and gradients with known weights, and the spread by dropout."""
    check_network(answer, draw, models.DeeperCNN, mistakes=MISTAKES)
    for keep in (0.5, 0.8, 1.0):
        mistaken = {
            "keep_probability has no effect: p of the dropout is 1 − keep_probability.": {},
            "p of nn.Dropout is the share that is dropped: 1 − keep_probability.": {
                "keep_probability": 1 - keep
            },
        }
        named = {"keep_probability": keep}
        check_dropout(answer, draw, models.DeeperCNN, named, mistaken=mistaken, after=(625, 2048))
    return (
        "Its 1,379,557 parameters by layer, its logits and gradients with known weights in eval "
        "mode, and the spread that dropout gives them in train mode, for three keep probabilities."
    )


EXERCISE = Exercise("DeeperCNN(keep_probability=0.5)", check, points=2)
