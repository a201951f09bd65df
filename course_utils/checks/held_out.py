"""Images that nobody has seen, and weights that nobody can swell: how a saved network is graded.

The labels of the test images are public, and so are the images. What is asked for are those images
in a secret order, each turned, shifted, sheared and scaled a little, by a seed that the instructor
keeps; and as many training images, because a table of the test images would know nothing of those.
The numbers that a network may have learned come from the file as raw tensors, and are counted here;
nothing is trained. This stands here and not with the grader, because the exercise names its check.
"""

import math
from collections.abc import Mapping
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.checks.saved_weights import (
    ACCURACY_WANTED,
    ACCURACY_WANTED_ON_THE_DIGITS,
    MOST_PARAMETERS,
    SECONDS,
    WEIGHTS_FILE,
    accuracy_of,
    check_size,
    count_parameters,
    judge_accuracy,
)
from course_utils.data import MNIST, Splits, load_splits

LONGEST_NAME = 100
MOST_NUMBERS = 75_000  # parameters and the running averages of batch norm
FEWEST_IMAGES = 2_000  # the digits are changed several times, so that one image weighs less
BUFFERS = ("running_mean", "running_var", "num_batches_tracked")
TURN, SHEAR, SCALE = math.radians(5), 0.06, 0.05  # at most, to either side
SHIFT = 1 / 14  # at most one pixel of 28
# At most what the course's own networks lose on changed images (benchmarks/held_out.py).
ACCURACY_LOST = {MNIST: 0.009}
ACCURACY_LOST_ON_THE_DIGITS = 0.04


Weights = Mapping[str, Tensor]


def check_held_out(weights: Weights | Wrong, answer: Answer, draw: Draw) -> str:
    """Whether the network reads changed images well enough; without weights, why there are none."""
    parameters = count_parameters(answer)
    if isinstance(weights, Wrong):
        raise weights
    parameters = max(parameters, count_learned(weights))
    check_size(parameters)
    words = []
    for kind in ("training", "test"):
        images, labels, data = held_out(draw, kind)
        logits = answer.do(
            operations.predict,
            dict(weights),
            WEIGHTS_FILE,
            images,
            asked=WEIGHTS_FILE,
            seconds=SECONDS,
        )
        wanted = ACCURACY_WANTED.get(data, ACCURACY_WANTED_ON_THE_DIGITS) - ACCURACY_LOST.get(
            data, ACCURACY_LOST_ON_THE_DIGITS
        )
        said = f"changed {kind} images ({data})"
        words.append(judge_accuracy(accuracy_of(logits, labels), parameters, wanted, said))
    return words[-1]


def is_of_a_layer(name: str, tensor: Tensor) -> bool:
    """Whether a network may have such a weight; names and odd types could hide a table."""
    return len(name) <= LONGEST_NAME and (tensor.is_floating_point() or tensor.numel() == 1)


def count_learned(weights: Weights) -> int:
    """Parameters in a file with weights. Raises `Wrong` where it holds much besides."""
    if sum(tensor.numel() for tensor in weights.values()) > MOST_NUMBERS:
        raise Wrong(
            f"{WEIGHTS_FILE} holds more than {MOST_NUMBERS:,} numbers. At most "
            f"{MOST_PARAMETERS:,} parameters are allowed, and the running averages of batch norm.",
            WEIGHTS_FILE,
        )
    learned = [t for name, t in weights.items() if name.rpartition(".")[2] not in BUFFERS]
    return sum(tensor.numel() for tensor in learned)


def held_out(draw: Draw, kind: str = "test") -> tuple[Tensor, Tensor, str]:
    """Changed images in a secret order, their labels, and the name of the data.

    `kind` is "test", "training" or "validation"; of training images no more are taken than there
    are test images.
    """
    splits = _splits()
    chosen = {"test": splits.test, "training": splits.train, "validation": splits.validation}[kind]
    count = min(len(chosen), len(splits.test))
    times = max(1, math.ceil(FEWEST_IMAGES / count))
    order = torch.cat([draw.order(len(chosen))[:count] for _ in range(times)])
    images, labels = chosen[order]
    return torch.cat([changed(part, draw) for part in images.split(1000)]), labels, splits.name


@cache
def _splits() -> Splits:
    return load_splits()


def changed(images: Tensor, draw: Draw) -> Tensor:
    """Each image turned, sheared, scaled and shifted by amounts of its own; N×1×H×W from 0 to 1."""
    n = len(images)
    turn, shear, wide, high, right, down = 2 * draw.uniform(6, n) - 1
    turn, shear = TURN * turn, SHEAR * shear
    wide, high = 1 + SCALE * wide, 1 + SCALE * high
    rows = [
        [wide * turn.cos(), -high * turn.sin() + shear, SHIFT * right],
        [wide * turn.sin(), high * turn.cos(), SHIFT * down],
    ]
    moves = torch.stack([torch.stack(row, dim=1) for row in rows], dim=1)
    grid = F.affine_grid(moves, list(images.shape), align_corners=False)
    return F.grid_sample(images, grid, align_corners=False).clamp(0, 1)
