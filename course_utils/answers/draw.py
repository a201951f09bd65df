"""Random cases from a seed: sizes, values, labels. The same seed gives the same cases."""

from collections.abc import Sequence
from typing import TypeVar

import torch
from torch import Tensor

Item = TypeVar("Item")


class Draw:
    """A source of chance of its own; the learner's `torch.manual_seed` does not touch it."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator().manual_seed(seed)

    def integer(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return int(torch.randint(low, high + 1, (), generator=self._generator))

    def integers(self, low: int, high: int, *shape: int) -> Tensor:
        """An int64 tensor of numbers from `low` to `high`, both included."""
        return torch.randint(low, high + 1, shape, generator=self._generator)

    def normal(self, *shape: int) -> Tensor:
        """A float32 tensor of standard normal numbers."""
        return torch.randn(shape, generator=self._generator)

    def uniform(self, *shape: int) -> Tensor:
        """A float32 tensor of numbers from 0 to 1."""
        return torch.rand(shape, generator=self._generator)

    def bytes(self, *shape: int) -> Tensor:
        """A uint8 tensor of numbers from 0 to 255."""
        return self.integers(0, 255, *shape).to(torch.uint8)

    def choice(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.integer(0, len(items) - 1)]

    def order(self, length: int) -> Tensor:
        """The numbers from 0 to length − 1 in random order."""
        return torch.randperm(length, generator=self._generator)

    def seed(self) -> int:
        """A seed for something else."""
        return self.integer(0, 2**31 - 1)
