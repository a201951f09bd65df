"""What torch loads when an optimiser is first made, which takes seconds: before the clock starts.

Not with the package: a lesson that makes no optimiser need not wait for it.
"""

import sys
from collections.abc import Callable
from typing import Any

import torch

from course_utils.answers import operations

LOADED_LATE = "torch._dynamo"
MAKE_AN_OPTIMIZER = (operations.train_epoch, operations.fit_probe)


def warm_up(target: Any, operation: Callable) -> None:
    """Make an optimiser, where the operation or the answer makes one and none was made yet."""
    if LOADED_LATE not in sys.modules and _makes_one(target, operation):
        torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)


def _makes_one(target: Any, operation: Callable) -> bool:
    names = getattr(getattr(target, "__code__", None), "co_names", ())
    # The answer may name torch.optim, or a class that an earlier cell has imported from it.
    held = [getattr(target, "__globals__", {}).get(name) for name in names]
    classes = [one for one in held if isinstance(one, type)]
    return (
        operation in MAKE_AN_OPTIMIZER
        or "optim" in names
        or any(issubclass(one, torch.optim.Optimizer) for one in classes)
    )
