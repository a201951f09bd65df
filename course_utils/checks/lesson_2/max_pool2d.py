"""The exercise `max_pool2d`: the largest number of each window."""

import math
from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _pool(images: Tensor, size: int, stride: int | None = None, padding: int = 0) -> Tensor:
    return F.max_pool2d(images, size, stride, padding)


def _pool_padded_with(
    value: float, x: Tensor, size: int, stride: int | None = None, padding: int = 0
) -> Tensor:
    return F.max_pool2d(F.pad(x, [padding] * 4, value=value), size, stride)


def _starts_without_stride(
    x: Tensor, size: int, stride: int | None = None, padding: int = 0
) -> Tensor:
    height, width = _pool(x, size, stride, padding).shape[-2:]
    return _pool(x, size, 1, padding)[..., :height, :width]


LOW = (-1, -10, -100, -128, -255, -256, -999, -1_000, -9_999, -1e4, -1e5, -1e6, -1e9, -1e10)


MISTAKES: dict[str, Callable] = {
    "Padding must never win: where all pixels are negative, your zeros do. Pad with −∞.": (
        partial(_pool_padded_with, 0.0)
    ),
    **{
        f"Padding must never win: where all pixels lie below {low:,.0f}, yours does. Pad with "
        "−∞.": partial(_pool_padded_with, float(low))
        for low in LOW
    },
    "The argument padding has no effect.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(x, size, stride)
    ),
    "The windows begin at row · stride and column · stride; yours begin at row and column.": (
        _starts_without_stride
    ),
    "Where no stride is given, it is the window's size; not 1.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(x, size, stride or 1, padding)
    ),
    "The argument stride has no effect.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(x, size, None, padding)
    ),
    "Your answer always moves by 2. Use stride, and size where no stride is given.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(x, size, 2, padding)
    ),
    "That is average pooling: the mean of the window, not the largest number.": (
        lambda x, size, stride=None, padding=0: F.avg_pool2d(x, size, stride, padding)
    ),
    "A last window that sticks out counts. Round down: whole windows only.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(
            x, size, stride, padding, ceil_mode=True
        )
    ),
    "A last window that sticks out counts. Round down: only windows that lie whole within the "
    "padded image.": lambda x, size, stride=None, padding=0: F.max_pool2d(
        F.pad(x, [padding, padding + (stride or size) - 1] * 2, value=-math.inf), size, stride
    ),
    "Padding is added above and on the left only. It stands on both sides.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(
            F.pad(x, [padding, 0, padding, 0], value=-math.inf), size, stride
        )
    ),
    "The maximum is taken over the channels too. Each channel is pooled alone.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(
            x.amax(dim=1, keepdim=True), size, stride, padding
        )
    ),
    "That is the smallest number of each window.": (
        lambda x, size, stride=None, padding=0: -F.max_pool2d(-x, size, stride, padding)
    ),
    **exchanged_arguments(_pool, "images", "size", "stride", "padding"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: each window's largest number, for whole windows; else raises `Wrong`."""
    # A first one that can be reckoned in the head, and is shown in full.
    cases = [case(torch.tensor([[[[5.0, 1.0, 2.0, 8.0], [3.0, 4.0, 7.0, 6.0]]]]), 2)]
    cases += [case(draw.normal(2, 3, 6, 8), 2), case(draw.normal(1, 2, 7, 7), 2)]
    cases += [case(draw.normal(2, 2, 7, 7) - 5, 2, padding=1), case(draw.normal(1, 1, 9, 6), 3)]
    for stride in (1, 2, 3):
        cases.append(case(draw.normal(2, 3, 8, 9), 3, stride=stride))
        cases.append(case(draw.normal(3, 2, 9, 7) - 4, 3, stride=stride, padding=1))
    cases.append(case(draw.normal(1, 2, 6, 6).double(), 2))
    cases.append(case(draw.normal(1, 2, 5, 5) - 2_000, 2, padding=1))
    cases.append(case(draw.normal(1, 1, 5, 5).double() - 3e4, 4, 2, 1))
    cases.append(case(torch.full((1, 1, 4, 4), -1e37), 2, padding=1))
    cases.append(case(draw.normal(1, 2, 9, 8), 4, 2, 1))
    compare(
        answer,
        cases,
        right=_pool,
        mistakes=MISTAKES,
        advice="Each output is the largest number of its window, in each image and channel alone.",
    )
    check_by_name(answer, _pool, images=draw.normal(1, 2, 9, 9), size=3, stride=2, padding=1)
    return f"{len(cases)} batches with stride and padding, some with negative numbers only."


EXERCISE = Exercise(
    "max_pool2d(images, size, stride=None, padding=0)",
    check,
    to_write=(
        *("MaxPool2d", "max_pool1d", "MaxPool1d", "max_pool3d", "MaxPool3d"),
        *("adaptive_max_pool2d", "AdaptiveMaxPool2d", "max_pool2d_with_indices"),
        *("fractional_max_pool2d", "maximum_filter", "maximum_filter1d", "grey_dilation"),
    ),
)
