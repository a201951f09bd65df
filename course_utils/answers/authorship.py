"""Whether an answer only hands on what somebody else wrote. A kindness to learners, no defence.

Found are the ways that a learner takes without thinking of them as hiding. What takes cunning gets
a note for the instructor (`devices_in`), and costs nothing: it may be honest.
"""

import dis
import inspect
import sys
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile
from types import CodeType, FunctionType, ModuleType
from typing import Any

import torch

ATTRIBUTES = ("LOAD_ATTR", "LOAD_METHOD", "IMPORT_FROM")
LIBRARIES = {"course_utils", "numpy", "scipy", "sklearn", "torch", "torchvision"}
DEVICES = ("eval", "exec", "compile", "importlib", "__dict__", "__getattribute__")
MOST_FOLLOWED = 200  # functions of the learner's, from one answer


def source_of(target: Any, to_write: frozenset[str]) -> str:
    """Where the answer comes from, as "torch.nn.functional.conv2d"; empty where it is one's own.

    Found are objects of a library under another name, classes that inherit from one of those that
    `to_write` names, and functions that call one of them: by name, through `getattr`, as a default
    argument, or in other functions of the learner's that they call.
    """
    target = _unwrapped(target)
    if _is_of_a_library(target):
        return _name_of(target)
    for base in getattr(target, "__mro__", ()):
        ours = str(base.__module__).startswith("course_utils")
        if ours or (base.__name__ in to_write and _is_of_a_library(base)):
            return _name_of(base)
    for function in _followed(target):
        called = _held_ready(function, to_write)
        for code in _codes_in(function.__code__):
            called = called or _called(code, function.__globals__, to_write)
        if called:
            return called
    return ""


def devices_in(target: Any) -> list[str]:
    """What in an answer could hide whose work it is: `eval`, `getattr` of a module, …"""
    found: set[str] = set()
    for function in _followed(_unwrapped(target)):
        for code in _codes_in(function.__code__):
            found |= set(DEVICES) & set(code.co_names)
            if "getattr" in code.co_names and any(_modules_in(code, function.__globals__)):
                found.add("getattr")
    return sorted(found)


def _unwrapped(target: Any) -> Any:
    """The function as it was written, below `partial`, a decorator, torch.compile, torch.jit."""
    while isinstance(target, (partial, torch.jit.ScriptFunction)):
        scripted = getattr(target, "_torchdynamo_inline", None)
        target = target.func if isinstance(target, partial) else scripted
    try:
        return inspect.unwrap(target)
    except ValueError:  # it says of itself that it wraps itself
        return target


def _followed(target: Any) -> Iterator[FunctionType]:
    """The answer's functions, and those of the learner's that they name."""
    waiting, seen = list(_functions_of(target)), set()
    while waiting and len(seen) < MOST_FOLLOWED:
        function = waiting.pop()
        if function in seen:
            continue
        seen.add(function)
        yield function
        for code in _codes_in(function.__code__):
            held = [function.__globals__.get(name) for name in code.co_names]
            waiting += [own for thing in held for own in _functions_of(thing)]
        waiting += [own for thing in _closed_over(function) for own in _functions_of(thing)]


def _closed_over(function: FunctionType) -> list[Any]:
    """What the function was given with its definition: default arguments, names around it."""
    cells = [cell.cell_contents for cell in function.__closure__ or () if _is_full(cell)]
    return [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values(), *cells]


def _is_full(cell: Any) -> bool:
    try:
        return cell.cell_contents is not None
    except ValueError:
        return False


def _held_ready(function: FunctionType, to_write: frozenset[str]) -> str:
    """What of a library a function was given with its definition, and must not call."""
    return next(filter(None, (_to_be_written(t, to_write) for t in _closed_over(function))), "")


def _to_be_written(thing: Any, to_write: frozenset[str]) -> str:
    """What of a library a thing is, or is made from, where the learner is to write that."""
    thing = _unwrapped(thing)
    for one in (thing, type(thing)):  # F.cross_entropy, or a layer nn.CrossEntropyLoss()
        if getattr(one, "__name__", "") in to_write and _is_of_a_library(one):
            return _name_of(one)
    return ""


def _called(code: CodeType, names: dict[str, Any], to_write: frozenset[str]) -> str:
    """What the code calls of what the learner is to write; empty where it calls none of it."""
    steps = list(dis.get_instructions(code))
    for name in {step.argval for step in steps if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}:
        if held := _to_be_written(names.get(name), to_write):
            return held
    attributes = {step.argval for step in steps if step.opname in ATTRIBUTES}
    if "getattr" in code.co_names:
        attributes |= {constant for constant in code.co_consts if isinstance(constant, str)}
    for name in attributes & to_write:
        for holder in [*_modules_in(code, names), torch.Tensor]:
            if hasattr(holder, name):
                return f"{_name_of(holder) if holder is torch.Tensor else holder.__name__}.{name}"
    return ""


def _modules_in(code: CodeType, names: dict[str, Any]) -> Iterator[ModuleType]:
    """Modules of libraries that the code names, `F` or `torch.nn`, or imports inside."""
    found = [names[name] if name in names else sys.modules.get(name) for name in code.co_names]
    while found:
        module = found.pop()
        if isinstance(module, ModuleType) and module.__name__.partition(".")[0] in LIBRARIES:
            yield module
            below = [getattr(module, name, None) for name in code.co_names]
            found += [m for m in below if isinstance(m, ModuleType) and _is_below(m, module)]


def _is_below(module: ModuleType, other: ModuleType) -> bool:
    return module.__name__.startswith(f"{other.__name__}.")


def _functions_of(target: Any) -> Iterable[FunctionType]:
    """A function of the learner's itself, or the methods of a class; of a library's thing none."""
    target = _unwrapped(target) if callable(target) else target
    if _is_of_a_library(target):
        return []
    if isinstance(target, type):
        return [item for item in vars(target).values() if isinstance(item, FunctionType)]
    return [target] if isinstance(target, FunctionType) else []


def _codes_in(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes_in(constant)


def _is_of_a_library(thing: Any) -> bool:
    module = getattr(thing, "__module__", None)
    if module is None:  # functions written in C, such as torch.conv2d
        return not isinstance(thing, (FunctionType, type)) and callable(thing)
    return str(module).partition(".")[0] in LIBRARIES


def _name_of(thing: Any) -> str:
    """The name under which one imports it: sklearn.metrics, without the file it is kept in."""
    module = getattr(thing, "__module__", None) or "torch"
    public = takewhile(lambda part: not part.startswith("_"), module.split("."))
    return ".".join([*public, getattr(thing, "__name__", type(thing).__name__)])
