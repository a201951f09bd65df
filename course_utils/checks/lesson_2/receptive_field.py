"""The exercise `receptive_field`: how many pixels in a row an output sees after some layers."""

import operator
from collections.abc import Callable, Sequence

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare

Layers = Sequence[tuple[int, int]]  # of each its kernel size and its stride


def _field(layers: Layers, next_step: Callable[[int, int], int] = operator.mul) -> int:
    """The field; `next_step(step, stride)` is the step of the layers that follow."""
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step = next_step(step, stride)
    return field


def _field_of_early_strides(layers: Layers) -> int:
    field, step = 1, 1
    for kernel_size, stride in layers:
        step *= stride
        field += (kernel_size - 1) * step
    return field


MISTAKES: dict[str, Callable] = {
    "The stride of a layer counts for the layers after it, not for its own window: widen "
    "the field first, then multiply the step.": _field_of_early_strides,
    "The strides have no effect. A window k adds (k − 1) · step, and each stride "
    "multiplies the step.": lambda layers: _field([(k, 1) for k, _ in layers]),
    "The steps multiply: the step is the product of all strides before, not the last "
    "stride.": lambda layers: _field(layers, lambda step, stride: stride),
    "The steps multiply: the step is the product of all strides before, not their sum.": (
        lambda layers: _field(layers, operator.add)
    ),
    "Only the first layer counts. Is the return inside the loop?": (
        lambda layers: _field(layers[:1]) if layers else None
    ),
    "A window of size k adds k − 1 steps, not k.": (
        lambda layers: _field([(k + 1, s) for k, s in layers])
    ),
    "Start with a field of 1: before any layer an output sees one pixel.": (
        lambda layers: _field(layers) - 1
    ),
    "The layers are taken in the wrong order: start at the image, with the first.": (
        lambda layers: _field(layers[::-1])
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: 1, plus (k − 1) times all strides before it for each layer; else raises `Wrong`."""
    cases = [case([(3, 1)]), case([(3, 1), (2, 2), (3, 1), (2, 2)]), case([(5, 1), (2, 2), (5, 1)])]
    cases.append(case([]))
    for _ in range(60):
        layers = [(draw.integer(1, 7), draw.integer(1, 3)) for _ in range(draw.integer(1, 6))]
        cases.append(case(layers))
    compare(
        answer,
        cases,
        _field,
        MISTAKES,
        advice="Start with field 1 and step 1. For each layer: field += (k − 1) · step, then "
        "step *= stride. Of no layers at all the field is 1.",
    )
    return f"{len(cases)} lists of layers, the empty one among them."


EXERCISE = Exercise("receptive_field(layers)", check)
