"""Plain data: what goes into an answer and what comes out of it, and how it is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

# What a number or a text is below whatever its class makes of it.
EXACT: dict[type, Callable] = {int: int.__index__, float: float.__float__, str: str.__str__}
SHOWN_NUMBERS = 14  # what has more numbers than that is shown by its shape or length
SHOWN_SIGNS = 300  # of a text
DIGITS = 5


@dataclass(frozen=True)
class NotPlain:
    """What an answer gave that is no plain data: only the name of its type is known."""

    type_name: str


def plain(value: Any) -> Any:
    """A copy of a value as numbers, strings, tensors, lists, tuples and dicts; nothing of the rest.

    Tensors are detached and stay on their device; NumPy scalars become Python numbers.
    """
    if value is None or type(value) in (bool, int, float, str):
        return value
    for kind, as_kind in EXACT.items():
        if isinstance(value, kind):  # of a class of its own, such as an Enum of texts
            return as_kind(value)
    if isinstance(value, Tensor):
        copied = value.detach().clone()
        return copied if type(copied) is Tensor else copied.as_subclass(Tensor)
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [plain(item) for item in value]
        return items if isinstance(value, list) else tuple(items)
    return NotPlain(type(value).__name__)


def same(a: Any, b: Any) -> bool:
    """Whether two pieces of plain data are the same to the last bit."""
    if isinstance(a, Tensor) or isinstance(b, Tensor):
        return (
            isinstance(a, Tensor)
            and isinstance(b, Tensor)
            and a.shape == b.shape
            and a.dtype == b.dtype
            and torch.equal(a, b)
        )
    if isinstance(a, dict):
        return isinstance(b, dict) and same(list(a.items()), list(b.items()))
    if isinstance(a, (list, tuple)):
        return (
            type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))  # lengths are equal
        )
    return type(a) is type(b) and a == b


def as_text(value: Any) -> str:
    """A value as a reader sees it: short, and the shape where there are many numbers."""
    if isinstance(value, NotPlain):
        return f"an object of type {value.type_name}"
    if isinstance(value, Tensor):
        return _tensor_text(value)
    if isinstance(value, float):
        return _float_text(value)
    if isinstance(value, (list, tuple, dict)) and len(value) > SHOWN_NUMBERS:
        return f"a {type(value).__name__} with {len(value)} entries"
    if isinstance(value, (list, tuple)):
        inside = ", ".join(map(as_text, value))
        comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{comma})"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_text(k)}: {as_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (nn.Module, Callable)):
        return type(value).__name__
    if isinstance(value, str) and len(value) > SHOWN_SIGNS:
        return f"{value[:SHOWN_SIGNS]!r} … ({len(value)} characters)"
    if type(value).__repr__ is object.__repr__:  # which is an address
        return f"an object of type {type(value).__name__}"
    return repr(value)


def _float_text(value: float) -> str:
    """Few digits; a whole number keeps its .0, by which it is told from an int."""
    text = f"{value:.{DIGITS}g}"
    return f"{text}.0" if text.lstrip("-").isdigit() else text


def _tensor_text(tensor: Tensor) -> str:
    kind = str(tensor.dtype).removeprefix("torch.")
    few = 0 < tensor.numel() <= SHOWN_NUMBERS
    if tensor.device.type == "meta" or not few:
        return f"a {kind} tensor of shape {shape_text(tensor.shape)}"
    return f"tensor({as_text(tensor.tolist())})"


def shape_text(shape: tuple[int, ...]) -> str:
    """(8, 1, 28, 28) as 8×1×28×28; a single number has no shape."""
    return "×".join(map(str, shape)) if len(shape) else "() (a single number)"
