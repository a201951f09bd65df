"""Compare what came with what should have come, over many cases, and say what it looks like."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from course_utils.checks.answer import Answer, Raised, Stopped, call_text
from course_utils.checks.exercise import NotAnswered, Wrong
from course_utils.checks.plain import Something, shape_text, shown

TOLERANCE = {torch.float16: 1e-2, torch.float32: 1e-4, torch.float64: 1e-8}
NUMBER_TOLERANCE = 1e-5
NOTHING = "Your answer returned None. Is there a `return` at its end, in every branch?"
FAILED = object()  # in place of a result where the answer raised an error


@dataclass(frozen=True)
class Case:
    """One call: its inputs, by position and by name."""

    inputs: tuple
    named: Mapping[str, Any] = field(default_factory=dict)


def case(*inputs: Any, **named: Any) -> Case:
    return Case(inputs, named)


def compare(
    answer: Answer,
    cases: Sequence[Case],
    right: Callable,
    mistakes: Mapping[str, Callable],
    look_at: str,
    read: Callable[[Any, Any], Any] | None = None,
) -> None:
    """Call the answer with every case; raises `Wrong` where one result differs from `right`'s.

    `mistakes` maps words on a typical mistake to a function that makes it. Where one of them gives
    what came in every case, those are the words; else `look_at`.
    An error of the answer is a result too: a mistake may explain it by one of its own.
    `read(got, wanted)` raises `Wrong` for a wrong type and returns what is compared.
    """
    results = []
    for one in cases:
        wanted = right(*one.inputs, **one.named)
        asked = call_text(answer.name, one.inputs, one.named)
        got = FAILED
        try:
            got = answer(*one.inputs, **one.named)
            got = (read or like)(got, wanted)
        except Stopped:
            raise  # the other cases would each take as long
        except Wrong as wrong:
            wrong.asked = wrong.asked or asked
            results.append((one, got, wanted, wrong))
            continue
        results.append((one, got, wanted, None))
    bad = [r for r in results if r[3] is not None or not close(r[1], r[2])]
    if not bad:
        return
    words = _mistake(results, mistakes)
    one, got, wanted, wrong = bad[0]
    if wrong is not None and not words:
        raise wrong
    asked = call_text(answer.name, one.inputs, one.named)
    raise Wrong(words or look_at, asked, shown(got), shown(wanted))


def _mistake(results: list[tuple], mistakes: Mapping[str, Callable]) -> str:
    """The words of the first mistake that explains every result; empty where none does."""
    for words, make in mistakes.items():
        if all(_gives(make, one, got) for one, got, _, _ in results):
            return words
    return ""


def _gives(make: Callable, one: Case, got: Any) -> bool:
    try:
        made = make(*one.inputs, **one.named)
    except Exception:  # the mistake may well end in an error
        return got is FAILED
    return got is not FAILED and close(got, made)


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


def like(got: Any, wanted: Any) -> Any:
    """`got`, brought to the type of `wanted` where that is only a matter of form.

    A tensor with one number may stand for a number, a list for a tuple. Raises `Wrong` for another
    type, shape, dtype or device.
    """
    if got is None and wanted is not None:
        raise Wrong(NOTHING)
    if isinstance(wanted, Tensor):
        return tensor_like(got, wanted)
    if isinstance(wanted, (bool, str)):
        if type(got) is not type(wanted):
            raise Wrong(f"{_a(wanted)} is wanted; {_a(got)} came.", came=shown(got))
        return got
    if isinstance(wanted, (int, float)):
        return number(got, whole=isinstance(wanted, int))
    if isinstance(wanted, (list, tuple)):
        if not isinstance(got, (list, tuple)):
            raise Wrong(f"{_a(wanted)} is wanted; {_a(got)} came.", came=shown(got))
        if len(got) != len(wanted):
            raise Wrong(
                f"It should have {len(wanted)} entries and has {len(got)}.",
                came=shown(got),
                wanted=shown(wanted),
            )
        return type(wanted)(map(like, got, wanted))
    return got


def number(got: Any, whole: bool = False) -> int | float:
    """A number, also from a tensor that holds one. Raises `Wrong` for anything else."""
    if isinstance(got, Tensor) and got.numel() == 1 and got.device.type != "meta":
        if got.dim() > 0:
            raise Wrong(
                f"A single number is wanted; a tensor of shape {shape_text(got.shape)} came. "
                "Take its only entry with .item().",
                came=shown(got),
            )
        got = got.item()
    if got is None:
        raise Wrong(NOTHING)
    if isinstance(got, bool) or not isinstance(got, (int, float)):
        raise Wrong(f"A number is wanted; {_a(got)} came.", came=shown(got))
    if whole and isinstance(got, float) and got.is_integer():
        raise Wrong(
            "A whole number (int) is wanted; a float came. Where you divide, use // and not /.",
            came=shown(got),
        )
    return got


def tensor_like(got: Any, wanted: Tensor) -> Tensor:
    """A tensor of the wanted shape, kind of dtype and device. Raises `Wrong` for anything else."""
    if got is None:
        raise Wrong(NOTHING)
    if not isinstance(got, Tensor):
        raise Wrong(
            f"A torch.Tensor of shape {shape_text(wanted.shape)} is wanted; {_a(got)} came.",
            came=shown(got),
        )
    if got.shape != wanted.shape:
        raise Wrong(
            f"The shape is {shape_text(got.shape)}; it should be {shape_text(wanted.shape)}.",
            came=shown(got),
        )
    if got.device != wanted.device:
        raise Wrong(
            f"The result is on the device {got.device}, the input on {wanted.device}. "
            "Make new tensors on the input's device: torch.zeros(…, device=images.device)."
        )
    if got.dtype != wanted.dtype:
        raise Wrong(
            f"The dtype is {got.dtype}; it should be {wanted.dtype}, as the input's or as asked.",
        )
    return got


def _a(value: Any) -> str:
    """A value's type in words."""
    if isinstance(value, Something):
        return f"an object of type {value.type_name}"
    names = {bool: "True or False", str: "a string", int: "an int", float: "a float"}
    names |= {list: "a list", tuple: "a tuple", dict: "a dict", type(None): "None"}
    if isinstance(value, Tensor):
        return f"a tensor of shape {shape_text(value.shape)}"
    return names.get(type(value), f"an object of type {type(value).__name__}")


def refuses(answer: Answer, cases: Sequence[Case], because: str) -> None:
    """Raises `Wrong` unless the answer raises ValueError in every case."""
    for one in cases:
        asked = call_text(answer.name, one.inputs, one.named)
        try:
            refused = answer.refuses(*one.inputs, **one.named)
        except Raised as raised:
            raise Wrong(
                f"{because} Raise ValueError there; your answer raises {raised.kinds[0]}.",
                asked,
                raised.came,
            ) from None
        except NotAnswered:
            raise Wrong(
                f"{because} Raise ValueError there; NotImplementedError means: not written yet.",
                asked,
            ) from None
        if not refused:
            raise Wrong(f"{because} Raise ValueError there.", asked)
