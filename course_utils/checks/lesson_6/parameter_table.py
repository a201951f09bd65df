"""parameter_table: name, shape and count of every parameter of a model."""

from typing import Any

from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, shape_text
from course_utils.answers.probes import make_probe, weights_of
from course_utils.checks.close import close
from course_utils.checks.compare import number

Row = tuple[str, tuple[int, ...], int]
BUFFERS_TOO = "Buffers, such as running averages, are no parameters: named_parameters()."


def check(answer: Answer, draw: Draw) -> str:
    """Right is a row (name, shape, count) for each parameter, in order; raises `Wrong`."""
    seed = draw.seed()
    for probe in ("nested", "modes", "partly frozen", "without bias", "random sizes"):
        model = make_probe(probe, seed)
        asked = f"parameter_table of the {probe} model"
        got = answer.do(operations.on_probe, probe, seed, asked=asked)
        wanted = [(n, tuple(p.shape), p.numel()) for n, p in model.named_parameters()]
        _check_table(got, wanted, len(weights_of(model)), asked)
    return "Five models: nested layers, batch norm, a frozen layer, layers without bias."


def _check_table(got: Any, wanted: list[Row], n_with_buffers: int, asked: str) -> None:
    if not isinstance(got, (list, tuple)):
        raise Wrong("Return a list of (name, shape, count).", asked, as_text(got))
    if len(got) != len(wanted):
        words = "One row for each parameter is wanted: each weight and each bias."
        if len(got) == n_with_buffers:
            words = BUFFERS_TOO
        raise Wrong(words, asked, f"{len(got)} rows", f"{len(wanted)} rows")
    for row, right in zip(got, wanted, strict=True):
        _check_row(row, right, asked)


def _check_row(row: Any, right: Row, asked: str) -> None:
    if not isinstance(row, (list, tuple)) or len(row) != 3:
        raise Wrong("Each row holds three things: name, shape, count.", asked, as_text(row))
    name, shape, count = row
    if name != right[0]:
        raise Wrong("The names are those of named_parameters().", asked, as_text(name), right[0])
    if isinstance(shape, (list, tuple)) and any(type(side) is not int for side in shape):
        raise Wrong(
            f"The shape of {right[0]} is a tuple of whole numbers (int): tuple(parameter.shape).",
            asked,
            as_text(list(map(_type_name, shape))),
        )
    if not isinstance(shape, (list, tuple)) or tuple(shape) != right[1]:
        raise Wrong(
            f"The shape of {right[0]} is a tuple of its side lengths.",
            asked,
            as_text(shape),
            shape_text(right[1]),
        )
    if isinstance(count, (Tensor, bool)):
        raise Wrong(
            f"The count of {right[0]} is an int, as numel() gives it; {_type_name(count)} came.",
            asked,
            as_text(count),
        )
    if not close(number(count, whole=True), right[2]):
        words = f"The count of {right[0]} is the number of its entries: numel()."
        raise Wrong(words, asked, as_text(count), as_text(right[2]))


def _type_name(value: Any) -> str:
    return type(value).__name__


EXERCISE = Exercise("parameter_table(model)", check)
