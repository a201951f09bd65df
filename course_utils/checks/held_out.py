"""Images that nobody has seen: how a saved network is tried.

The labels of the data sets are public, and so are the images. What is asked for are those images
in an order of the seed's, each turned, shifted, sheared and scaled a little; where work is graded
the instructor keeps the seed.
"""

import math
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers.draw import Draw
from course_utils.data import Splits, load_splits

FEWEST_IMAGES = 2_000  # the digits are changed several times, so that one image weighs less
TURN, SHEAR, SCALE = math.radians(5), 0.06, 0.05  # at most, to either side
SHIFT = 1 / 14  # at most one pixel of 28


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
