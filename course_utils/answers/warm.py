"""What takes torch seconds at a first call and is no fault of an answer's.

An optimiser that is first made loads much: before the clock starts, and not with the package, since
a lesson that makes no optimiser need not wait for it. What the learner gave to torch.compile runs
as it was written: to compile it takes longer than the limit.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from course_utils.answers import operations

LOADED_LATE = "torch._dynamo"
MAKE_AN_OPTIMIZER = (operations.train_epoch, operations.fit_probe)


@contextmanager
def as_written() -> Iterator[None]:
    """Nothing is compiled inside, where this torch can say so (2.6 and later)."""
    stance = getattr(torch.compiler, "set_stance", None)
    if stance is None or LOADED_LATE not in sys.modules:
        yield
        return
    with stance("force_eager"):
        yield


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
