"""What came beside what was wanted, so that a reader sees where they differ."""

from typing import Any

from torch import Tensor

from course_utils.answers.plain import as_text
from course_utils.checks.close import close


def came_and_wanted(got: Any, wanted: Any) -> tuple[str, str]:
    """Both as text; where the texts are the same, the first says which entry differs."""
    came, right = as_text(got), as_text(wanted)
    where = first_difference(got, wanted) if came == right else ""
    return f"{came}; {where}" if where else came, right


def first_difference(got: Any, wanted: Any, place: str = "") -> str:
    """The first entry that differs, in words; empty where nothing does, or the forms differ."""
    if close(got, wanted):
        return ""
    if isinstance(got, Tensor) and isinstance(wanted, Tensor):
        return _in_a_tensor(got, wanted, place)
    if isinstance(got, dict) and isinstance(wanted, dict):
        pairs = [(key, got[key], wanted[key]) for key in got if key in wanted]
    elif isinstance(got, (list, tuple)) and isinstance(wanted, (list, tuple)):
        pairs = [(index, *both) for index, both in enumerate(zip(got, wanted, strict=False))]
    elif isinstance(got, float) or isinstance(wanted, float):
        return f"first difference{place}: {got!r}, wanted {wanted!r}"  # every digit
    else:
        return f"first difference{place}: {as_text(got)}, wanted {as_text(wanted)}"
    for key, a, b in pairs:
        if not close(a, b):
            return first_difference(a, b, f"{place or ' at '}[{key!r}]")
    return ""


def _in_a_tensor(got: Tensor, wanted: Tensor, place: str) -> str:
    if got.shape != wanted.shape or got.device != wanted.device or got.device.type == "meta":
        return ""
    for index, (a, b) in enumerate(zip(got.flatten(), wanted.flatten(), strict=True)):
        if not close(a, b):
            at = _index(index, tuple(got.shape))
            x, y = (as_text(entry.item()) for entry in (a, b))
            x, y = (repr(a.item()), repr(b.item())) if x == y else (x, y)
            return f"first difference{place or ' at '}{at}: {x}, wanted {y}"
    return ""


def _index(number: int, shape: tuple[int, ...]) -> list[int]:
    """The place of the entry of this number, counted row by row, in a tensor of this shape."""
    place = []
    for size in reversed(shape):
        place.append(number % size)
        number //= size
    return place[::-1]
