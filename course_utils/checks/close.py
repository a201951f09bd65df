"""When two pieces of plain data count as equal."""

from typing import Any

import torch
from torch import Tensor

TOLERANCE = {torch.float16: 1e-2, torch.float32: 1e-4, torch.float64: 1e-8}
NUMBER_TOLERANCE = 1e-5


def close(a: Any, b: Any) -> bool:
    """Whether two pieces of plain data are equal, floats up to rounding in their dtype."""
    if isinstance(a, Tensor) and isinstance(b, Tensor):
        if a.shape != b.shape or a.device != b.device or a.device.type == "meta":
            return False
        if not (a.is_floating_point() or b.is_floating_point()):
            return torch.equal(a, b)
        tolerance = max(TOLERANCE.get(a.dtype, 0), TOLERANCE.get(b.dtype, 0))
        a, b = a.double(), b.double()
        return torch.allclose(a, b, rtol=tolerance, atol=tolerance, equal_nan=True)
    if isinstance(a, bool) or isinstance(b, bool) or isinstance(a, str) or isinstance(b, str):
        return a == b
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        if isinstance(a, int) and isinstance(b, int):
            return a == b
        return abs(a - b) <= NUMBER_TOLERANCE * max(1.0, abs(b))
    if isinstance(a, (list, tuple)) and isinstance(b, (list, tuple)):
        return len(a) == len(b) and all(map(close, a, b))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(close(a[key], b[key]) for key in a)
    return a is None and b is None
