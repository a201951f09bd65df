"""The exercise `conv2d`: many filters on a batch of images, with bias, stride and padding."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import Case, case, compare
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _conv2d(
    images: Tensor, weight: Tensor, bias: Tensor | None = None, stride: int = 1, padding: int = 0
) -> Tensor:
    return F.conv2d(images, weight, bias, stride, padding)


def _not_transposed(y: Tensor) -> Tensor:
    return y.permute(0, 2, 3, 1).reshape(y.shape)


MISTAKES: dict[str, Callable] = {
    "The argument stride has no effect.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(x, w, b, 1, padding)
    ),
    "The argument padding has no effect.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(x, w, b, stride, 0)
    ),
    "The bias is not added; one number for each filter.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(x, w, None, stride, padding)
    ),
    "The filters are turned by 180 degrees. Networks leave them as they are.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(x, w.flip(2, 3), b, stride, padding)
    ),
    "Only the first channel is used. A filter has a slice for each channel; add them all up.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(x[:, :1], w[:, :1], b, stride, padding)
    ),
    "That is the mean over the channels; the sum is wanted.": (
        lambda x, w, b=None, stride=1, padding=0: (
            F.conv2d(x, w, None, stride, padding) / x.shape[1]
            + (0 if b is None else b[:, None, None])
        )
    ),
    "The bias is added once for every channel. Add it once.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(
            x, w, None if b is None else x.shape[1] * b, stride, padding
        )
    ),
    "The bias goes along the wrong axis: one number for each filter, bias[:, None, None].": (
        lambda x, w, b=None, stride=1, padding=0: (
            F.conv2d(x, w, None, stride, padding) + (0 if b is None else b)
        )
    ),
    "Each image's numbers are in the wrong order: transpose so that the filters come before the "
    "positions, and reshape then.": lambda x, w, b=None, stride=1, padding=0: _not_transposed(
        F.conv2d(x, w, b, stride, padding)
    ),
    "Only the first image is computed; the others are copies of it.": (
        lambda x, w, b=None, stride=1, padding=0: F.conv2d(x[:1], w, b, stride, padding).expand(
            len(x), -1, -1, -1
        )
    ),
    **exchanged_arguments(_conv2d, "images", "weight", "bias", "stride", "padding"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: what F.conv2d gives, in the dtype of the images; else raises `Wrong`."""
    # A first one that can be reckoned in the head, and is shown in full.
    small = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3), torch.tensor([[[[1.0, 2.0], [0.0, -1.0]]]])
    cases = [case(*small), case(draw.normal(2, 1, 6, 6), draw.normal(3, 1, 3, 3))]
    cases.append(case(draw.normal(1, 2, 6, 8), draw.normal(5, 2, 3, 2)))
    cases.append(case(draw.normal(2, 3, 6, 7), draw.normal(5, 3, 2, 3), draw.normal(5)))
    for stride, padding in [(1, 0), (1, 1), (2, 0), (2, 1), (3, 2)]:
        for with_bias in (False, True):
            cases.append(_images_and_filters(draw, stride, padding, with_bias))
    images, weight, bias = draw.normal(2, 2, 7, 9), draw.normal(4, 2, 3, 3), draw.normal(4)
    cases.append(case(images, weight, bias, 2, 1))
    compare(
        answer,
        cases,
        right=_conv2d,
        mistakes=MISTAKES,
        advice="weight is F×C×h×w: reshape it to F rows of C·h·w, multiply with the columns that "
        "F.unfold cuts out, add the bias, and reshape to N×F×H'×W'.",
    )
    named = {"images": images, "weight": weight, "bias": bias, "stride": 2, "padding": 1}
    check_by_name(answer, _conv2d, **named)
    double = case(*(t.double() for t in cases[1].inputs))  # numbers that float32 rounds
    compare(answer, [double], F.conv2d, {}, "The dtype of the images should stay as it is.")
    return f"{len(cases)} batches with stride, padding, bias and several channels, and float64."


def _images_and_filters(draw: Draw, stride: int, padding: int, with_bias: bool) -> Case:
    channels, filters = draw.integer(2, 4), draw.integer(5, 7)
    height, width = draw.integer(7, 9), draw.integer(10, 12)
    k_height, k_width = draw.choice([(3, 3), (3, 2), (2, 2), (5, 3)])
    images = draw.normal(draw.integer(2, 3), channels, height, width)
    weight = draw.normal(filters, channels, k_height, k_width)
    named = {"stride": stride, "padding": padding}
    return case(images, weight, *([draw.normal(filters)] if with_bias else []), **named)


EXERCISE = Exercise(
    "conv2d(images, weight, bias=None, stride=1, padding=0)",
    check,
    to_write=(
        *("Conv2d", "convolution", "conv1d", "Conv1d", "conv3d", "Conv3d", "conv_transpose2d"),
        *("correlate", "correlate2d", "convolve", "convolve2d", "fftconvolve", "oaconvolve"),
    ),
)
