"""What the exercises of lesson 2 must do."""

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from course_utils.checks.answer import Answer
from course_utils.checks.compare import case, compare, like, refuses
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Exercise, Wrong
from course_utils.checks.plain import shown
from course_utils.checks.windows import (
    check_conv2d,
    check_conv2d_loops,
    check_max_pool2d,
    one_image,
)


def check_conv_output_size(answer: Answer, draw: Draw) -> str:
    cases = [case(28, 5), case(28, 3, padding=1), case(7, 2, stride=2), case(4, 4)]
    only_with_padding = case(5, 7, padding=1)
    if answer.refuses(*only_with_padding.inputs, **only_with_padding.named):
        raise Wrong(
            "Here a window fits, because padding is added on both sides before you look whether "
            "it does.",
            "conv_output_size(5, 7, padding=1)",
            "ValueError",
            "1",
        )
    cases.append(only_with_padding)
    while len(cases) < 200:
        size, kernel_size = draw.integer(1, 60), draw.integer(1, 7)
        named = {
            "stride": draw.integer(1, 4),
            "padding": draw.integer(0, 3),
            "dilation": draw.integer(1, 3),
        }
        if size + 2 * named["padding"] >= named["dilation"] * (kernel_size - 1) + 1:
            cases.append(case(size, kernel_size, **named))
    compare(answer, cases, _size, _SIZE_MISTAKES, "Write the formula of the lesson term by term.")
    too_small = [case(2, 3), case(4, 7, padding=1), case(5, 3, dilation=3), case(3, 5, stride=4)]
    for _ in range(16):
        padding, window = draw.integer(0, 2), draw.integer(6, 40)
        size, stride = draw.integer(1, window - 2 * padding - 1), draw.integer(1, 4)
        too_small.append(case(size, window, padding=padding, stride=stride))
    refuses(answer, too_small, "Here no window fits into the image, padding included.")
    return f"{len(cases)} sizes with stride, padding and dilation, and 20 where no window fits."


def _size(size: int, kernel_size: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


_SIZE_MISTAKES: dict[str, Callable] = {
    "A last window that sticks out is left out: round down (//), not up.": (
        lambda n, k, stride=1, padding=0, dilation=1: (
            math.ceil((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1
        )
    ),
    "One too few: there is a window before the first step. Add 1 at the end, after the division.": (
        lambda n, k, stride=1, padding=0, dilation=1: _size(n, k, stride, padding, dilation) - 1
    ),
    "A last window that sticks out is left out: round down (//), not to the nearest number.": (
        lambda n, k, stride=1, padding=0, dilation=1: (
            round((n + 2 * padding - dilation * (k - 1) - 1) / stride) + 1
        )
    ),
    "The − 1 is missing: check what is subtracted before the division by the stride.": (
        lambda n, k, stride=1, padding=0, dilation=1: (
            (n + 2 * padding - dilation * (k - 1)) // stride + 1
        )
    ),
    "One too many: check what is subtracted before the division by the stride.": (
        lambda n, k, stride=1, padding=0, dilation=1: _size(n, k, stride, padding, dilation) + 1
    ),
    "The + 1 belongs after the division by the stride, not before it.": (
        lambda n, k, stride=1, padding=0, dilation=1: (
            (n + 2 * padding - dilation * (k - 1)) // stride
        )
    ),
    "Padding is added on both sides: 2 · padding.": (
        lambda n, k, stride=1, padding=0, dilation=1: (
            (n + padding - dilation * (k - 1) - 1) // stride + 1
        )
    ),
    "The argument padding has no effect.": (
        lambda n, k, stride=1, padding=0, dilation=1: _size(n, k, stride, 0, dilation)
    ),
    "The argument stride has no effect.": (
        lambda n, k, stride=1, padding=0, dilation=1: _size(n, k, 1, padding, dilation)
    ),
    "The argument dilation has no effect: a window covers dilation · (kernel_size − 1) + 1.": (
        lambda n, k, stride=1, padding=0, dilation=1: _size(n, k, stride, padding, 1)
    ),
    "Between the weights of a filter lie kernel_size − 1 steps of the dilation; a window covers "
    "dilation · (kernel_size − 1) + 1, not dilation · kernel_size.": (
        lambda n, k, stride=1, padding=0, dilation=1: (n + 2 * padding - dilation * k) // stride + 1
    ),
    "That is a fraction. Divide by the stride with // and not with /.": (
        lambda n, k, stride=1, padding=0, dilation=1: (
            (n + 2 * padding - dilation * (k - 1) - 1) / stride + 1
        )
    ),
}


def check_edge_kernel(answer: Answer, draw: Draw) -> str:
    flat = torch.full((6, 6), 0.7)
    horizontal = torch.zeros(6, 6)
    horizontal[3:] = 1
    edges = {"horizontal": horizontal, "vertical": horizontal.T}
    kernels = {direction: _kernel(answer, direction) for direction in edges}
    if torch.equal(kernels["horizontal"], kernels["vertical"]):
        raise Wrong("The argument direction has no effect: both filters are the same.")
    for direction, edge in edges.items():
        asked = f'edge_kernel("{direction}")'
        kernel = kernels[direction] / kernels[direction].abs().max().clamp(min=1e-30)
        answers_to = {
            name: float(one_image(image, kernel).abs().max())
            for name, image in [("flat", flat), ("own", edge), ("other", edge.T)]
        }
        words = _edge_words(direction, answers_to)
        if words:
            raise Wrong(words, asked, shown(kernels[direction]))
    refuses(answer, [case("diagonal")], 'There are "horizontal" and "vertical" only.')
    return "Both directions on a flat area and on both edges, and a direction that is not there."


def _kernel(answer: Answer, direction: str) -> Tensor:
    kernel = answer(direction)
    try:
        kernel = like(kernel, torch.zeros(3, 3))
    except Wrong as wrong:
        wrong.asked = f'edge_kernel("{direction}")'
        raise
    if not torch.isfinite(kernel).all():
        words = "All weights must be finite numbers. Do you divide by their sum, which is 0?"
        raise Wrong(words, f'edge_kernel("{direction}")', shown(kernel))
    return kernel


def _edge_words(direction: str, answers_to: dict[str, float]) -> str:
    small, across = 1e-4, "top to bottom" if direction == "horizontal" else "left to right"
    if answers_to["flat"] > small:
        return "On a flat area it answers too. Its nine weights must add up to 0."
    if answers_to["own"] > small and answers_to["other"] > small:
        return f"It answers to the other edge too. Its weights may change from {across} only."
    if answers_to["other"] > small:
        return (
            "The directions are exchanged. A horizontal edge runs from left to right, and the "
            "pixels change from top to bottom across it."
        )
    if answers_to["own"] <= small:
        return f"It does not answer to its own edge. Let its weights change from {across}."
    return ""


def check_receptive_field(answer: Answer, draw: Draw) -> str:
    cases = [case([(3, 1)]), case([(3, 1), (2, 2), (3, 1), (2, 2)]), case([(5, 1), (2, 2), (5, 1)])]
    cases.append(case([]))
    for _ in range(60):
        layers = [(draw.integer(1, 7), draw.integer(1, 3)) for _ in range(draw.integer(1, 6))]
        cases.append(case(layers))
    compare(
        answer,
        cases,
        right=_field,
        mistakes={
            "The stride of a layer counts for the layers after it, not for its own window: widen "
            "the field first, then multiply the step.": (lambda layers: _field(layers, early=True)),
            "The strides have no effect. A window k adds (k − 1) · step, and each stride "
            "multiplies the step.": lambda layers: _field([(k, 1) for k, _ in layers]),
            "The steps multiply: the step is the product of all strides before, not the last "
            "stride.": _field_of_last_stride,
            "The steps multiply: the step is the product of all strides before, not their sum.": (
                _field_of_added_strides
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
        },
        look_at="Start with field 1 and step 1. For each layer: field += (k − 1) · step, then "
        "step *= stride. Of no layers at all the field is 1.",
    )
    return f"{len(cases)} lists of layers, the empty one among them."


def _field(layers: Sequence[tuple[int, int]], early: bool = False) -> int:
    field, step = 1, 1
    for kernel_size, stride in layers:
        if early:
            step *= stride
        field += (kernel_size - 1) * step
        if not early:
            step *= stride
    return field


def _field_of_last_stride(layers: Sequence[tuple[int, int]]) -> int:
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step = stride
    return field


def _field_of_added_strides(layers: Sequence[tuple[int, int]]) -> int:
    field, step = 1, 1
    for kernel_size, stride in layers:
        field += (kernel_size - 1) * step
        step += stride
    return field


EXERCISES = (
    Exercise(
        "conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1)",
        check_conv_output_size,
    ),
    Exercise(
        "conv2d_loops(image, kernel)",
        check_conv2d_loops,
        to_write=("conv2d", "Conv2d", "unfold", "Unfold"),
    ),
    Exercise(
        "conv2d(images, weight, bias=None, stride=1, padding=0)",
        check_conv2d,
        to_write=("Conv2d", "convolution", "conv3d"),
    ),
    Exercise(
        "max_pool2d(images, size, stride=None, padding=0)",
        check_max_pool2d,
        to_write=(
            "MaxPool2d",
            "max_pool3d",
            "MaxPool3d",
            "adaptive_max_pool2d",
            "max_pool2d_with_indices",
        ),
    ),
    Exercise("edge_kernel(direction)", check_edge_kernel),
    Exercise("receptive_field(layers)", check_receptive_field),
)
