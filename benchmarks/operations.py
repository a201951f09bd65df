"""What a floor is made of: the operations of a network, and the peak of these cores."""

import time

import torch
from torch.nn import functional as F
from torch.utils.flop_counter import FlopCounterMode

from course_utils.zoo import ZOO


def operations_of_an_image(name: str) -> float:
    """Additions and multiplications, forward and backward, for one training image."""
    counter, batch_size = FlopCounterMode(display=False), 100
    images, labels = torch.rand(batch_size, 1, 28, 28), torch.zeros(batch_size, dtype=torch.int64)
    with counter:
        F.cross_entropy(ZOO[name].make()(images), labels).backward()
    return counter.get_total_flops() / batch_size


def peak_of_this_machine() -> float:
    """Operations a second in the best of twenty products of two 2048×2048 float32 matrices."""
    side = 2048
    a, b = torch.rand(side, side), torch.rand(side, side)
    best = float("inf")
    for _ in range(20):
        start = time.perf_counter()
        a @ b
        best = min(best, time.perf_counter() - start)
    return 2 * side**3 / best
