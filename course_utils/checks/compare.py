"""Compare what came with what should have come, over many cases, and say what it looks like."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor

from course_utils.answers.answer import Answer, call_text
from course_utils.answers.exercise import NotAnswered, Wrong
from course_utils.answers.faults import NO_RESULT, Raised
from course_utils.answers.plain import NotPlain, as_text, shape_text
from course_utils.checks.close import close
from course_utils.checks.diagnose import FAILED, diagnose
from course_utils.checks.difference import came_and_wanted

NOTHING = "Your answer returned None. Is there a `return` at its end, in every branch?"


@dataclass(frozen=True)
class Case:
    """One call: its inputs, by position and by name."""

    inputs: tuple
    named: Mapping[str, Any] = field(default_factory=dict)


def case(*inputs: Any, **named: Any) -> Case:
    """One call, written as one would make it."""
    return Case(inputs, named)


def compare(
    answer: Answer,
    cases: Sequence[Case],
    right: Callable,
    mistakes: Mapping[str, Callable],
    advice: str,
    read: Callable[[Any, Any], Any] | None = None,
) -> None:
    """Call the answer with every case; raises `Wrong` where one result differs from `right`'s.

    `mistakes` maps words on a typical mistake to a function that makes it. Where one of them gives
    what came in every case, those are the words; else `advice`.
    An error of the answer is a result too: a mistake may explain it by one of its own.
    `read(got, wanted)` raises `Wrong` for a wrong type and returns what is compared.
    """
    answer.expect((one.inputs, one.named) for one in cases)
    results = [_call(answer, one, right, read or like) for one in cases]
    bad = [r for r in results if r.fault is not None or not close(r.got, r.wanted)]
    if not bad:
        return
    words, first = _explanation(results, mistakes), bad[0]
    if first.fault is not None and not words:
        raise first.fault
    asked = call_text(answer.name, first.case.inputs, first.case.named)
    came, wanted = came_and_wanted(first.got, first.wanted)
    if first.got is FAILED and first.fault is not None:
        came = first.fault.came
    raise Wrong(words or advice, asked, came, wanted)


@dataclass(frozen=True)
class Result:
    """What came of one case; `fault` where it is an error or of a wrong type."""

    case: Case
    got: Any
    wanted: Any
    fault: Wrong | None = None


def _call(answer: Answer, one: Case, right: Callable, read: Callable[[Any, Any], Any]) -> Result:
    wanted, got = right(*one.inputs, **one.named), FAILED
    try:
        got = answer(*one.inputs, **one.named)
        if isinstance(got, Tensor) and got.numel() > 1:  # one number is read wherever it lies
            _require_device(got, wanted)
        got = read(got, wanted)
    except NO_RESULT:
        raise  # the other cases would end in the same, and each take as long
    except Wrong as wrong:
        wrong.asked = wrong.asked or call_text(answer.name, one.inputs, one.named)
        return Result(one, got, wanted, wrong)
    return Result(one, got, wanted)


def _explanation(results: list[Result], mistakes: Mapping[str, Callable]) -> str:
    """The words of the first mistake that explains every result; empty where none does."""

    def result_of(mistake: Callable) -> Iterator[Any]:
        return (_outcome(mistake, result.case) for result in results)

    return diagnose([result.got for result in results], mistakes, result_of, _all_close)


def _outcome(mistake: Callable, one: Case) -> Any:
    try:
        return mistake(*one.inputs, **one.named)
    except Exception:  # the mistake may well end in an error
        return FAILED


def _all_close(came: list, made: Iterator) -> bool:
    return all(
        got is result if got is FAILED or result is FAILED else close(got, result)
        for got, result in zip(came, made, strict=True)
    )


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
            raise Wrong(f"{_a(wanted)} is wanted; {_a(got)} came.", came=as_text(got))
        return got
    if isinstance(wanted, (int, float)):
        return number(got, whole=isinstance(wanted, int))
    if isinstance(wanted, (list, tuple)):
        if not isinstance(got, (list, tuple)):
            raise Wrong(f"{_a(wanted)} is wanted; {_a(got)} came.", came=as_text(got))
        if len(got) != len(wanted):
            raise Wrong(
                f"It should have {len(wanted)} entries and has {len(got)}.",
                came=as_text(got),
                wanted=as_text(wanted),
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
                came=as_text(got),
            )
        got = got.item()
    if got is None:
        raise Wrong(NOTHING)
    if isinstance(got, bool) or not isinstance(got, (int, float)):
        raise Wrong(f"A number is wanted; {_a(got)} came.", came=as_text(got))
    if whole and isinstance(got, float) and got.is_integer():
        raise Wrong(
            "A whole number (int) is wanted; a float came. Where you divide, use // and not /.",
            came=as_text(got),
        )
    return got


def _require_device(got: Any, wanted: Any) -> None:
    both_are_tensors = isinstance(got, Tensor) and isinstance(wanted, Tensor)
    if both_are_tensors and got.device != wanted.device:
        raise Wrong(
            f"The result is on the device {got.device}, the input on {wanted.device}. "
            "Make new tensors on the input's device: torch.zeros(…, device=images.device)."
        )


def tensor_like(got: Any, wanted: Tensor) -> Tensor:
    """A tensor of the wanted shape, kind of dtype and device. Raises `Wrong` for anything else."""
    if got is None:
        raise Wrong(NOTHING)
    if not isinstance(got, Tensor):
        raise Wrong(
            f"A torch.Tensor of shape {shape_text(wanted.shape)} is wanted; {_a(got)} came.",
            came=as_text(got),
        )
    if got.shape != wanted.shape:
        raise Wrong(
            f"The shape is {shape_text(got.shape)}; it should be {shape_text(wanted.shape)}.",
            came=as_text(got),
        )
    _require_device(got, wanted)
    if got.dtype != wanted.dtype:
        raise Wrong(
            f"The dtype is {got.dtype}; it should be {wanted.dtype}, as the task says.",
        )
    return got


def _a(value: Any) -> str:
    """A value's type in words."""
    if isinstance(value, NotPlain):
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
            raise Wrong(
                f"{because} Raise ValueError there: `raise ValueError(…)`.",
                asked,
                as_text(answer(*one.inputs, **one.named)),
            )
