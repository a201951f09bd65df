"""What the convolutions and the pooling of lesson 2 must do."""

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.checks.answer import Answer
from course_utils.checks.compare import Case, case, compare
from course_utils.checks.draw import Draw


def check_conv2d_loops(answer: Answer, draw: Draw) -> str:
    sizes = [(5, 5, 3, 3), (6, 8, 2, 2), (7, 5, 3, 2), (4, 9, 1, 4), (3, 3, 3, 3), (8, 8, 5, 5)]
    cases = [case(draw.normal(h, w), draw.normal(a, b)) for h, w, a, b in sizes]
    compare(
        answer,
        cases,
        right=one_image,
        mistakes={
            "The filter is turned by 180 degrees. Networks leave it as it is: cross-correlation.": (
                lambda image, kernel: one_image(image, kernel.flip(0, 1))
            ),
            "Rows and columns of the filter are exchanged.": (
                lambda image, kernel: one_image(image, kernel.T)
            ),
            "The result is as large as the image. Only whole windows count (valid): "
            "(H − k + 1)×(W − k + 1).": lambda image, kernel: F.conv2d(
                image[None, None], kernel[None, None], padding="same"
            )[0, 0],
            "The image is padded. Only whole windows count (valid): (H − k + 1)×(W − k + 1).": (
                lambda image, kernel: one_image(
                    F.pad(image, [kernel.shape[1] // 2] * 2 + [kernel.shape[0] // 2] * 2), kernel
                )[: image.shape[0], : image.shape[1]]
            ),
            "Only the first row came out. Is the return inside the loop?": _first_row_only,
            "The last row and column of windows are missing: there are H − k + 1 of them.": (
                lambda image, kernel: one_image(image, kernel)[:-1, :-1]
            ),
            "The last row and column are 0: the loops end one too early, at H − k.": (
                _without_the_last
            ),
            "That is the mean of the products; the sum is wanted.": (
                lambda image, kernel: one_image(image, kernel) / kernel.numel()
            ),
            "Rows and columns of the result are exchanged.": (
                lambda image, kernel: one_image(image, kernel).T
            ),
            "The pixels of the window are added up without the weights.": (
                lambda image, kernel: one_image(image, torch.ones_like(kernel))
            ),
        },
        look_at="Entry (row, column) is the sum of kernel times the window that starts there; the "
        "height of image and of kernel may differ from their width.",
    )
    compare(answer, [case(*(t.double() for t in cases[0].inputs))], one_image, {}, _DTYPE)
    return f"{len(cases)} images and filters, square and not, and float64."


_DTYPE = "The result should have the dtype of the image: torch.zeros(…, dtype=image.dtype)."


def _without_the_last(image: Tensor, kernel: Tensor) -> Tensor:
    output = one_image(image, kernel)
    output[-1], output[:, -1] = 0, 0
    return output


def _first_row_only(image: Tensor, kernel: Tensor) -> Tensor:
    output = one_image(image, kernel)
    output[1:] = 0
    return output


def one_image(image: Tensor, kernel: Tensor) -> Tensor:
    return F.conv2d(image[None, None], kernel[None, None])[0, 0]


def check_conv2d(answer: Answer, draw: Draw) -> str:
    cases = [case(draw.normal(2, 1, 6, 6), draw.normal(3, 1, 3, 3))]
    cases.append(case(draw.normal(1, 2, 6, 8), draw.normal(5, 2, 3, 2)))
    cases.append(case(draw.normal(2, 3, 6, 7), draw.normal(5, 3, 2, 3), draw.normal(5)))
    for stride, padding in [(1, 0), (1, 1), (2, 0), (2, 1), (3, 2)]:
        for with_bias in (False, True):
            cases.append(_images_and_filters(draw, stride, padding, with_bias))
    compare(
        answer,
        cases,
        right=F.conv2d,
        mistakes=_CONV_MISTAKES,
        look_at="weight is F×C×k×k: reshape it to F rows of C·k·k, multiply with the columns that "
        "F.unfold cuts out, add the bias, and reshape to N×F×H'×W'.",
    )
    double = case(*(t.double() for t in cases[0].inputs))
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


def _not_transposed(y: Tensor) -> Tensor:
    return y.permute(0, 2, 3, 1).reshape(y.shape)


_CONV_MISTAKES: dict[str, Callable] = {
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
}


def check_max_pool2d(answer: Answer, draw: Draw) -> str:
    cases = [case(draw.normal(2, 3, 6, 8), 2), case(draw.normal(1, 2, 7, 7), 2)]
    cases += [case(draw.normal(2, 2, 7, 7) - 5, 2, padding=1), case(draw.normal(1, 1, 9, 6), 3)]
    for stride in (1, 2, 3):
        cases.append(case(draw.normal(2, 3, 8, 9), 3, stride=stride))
        cases.append(case(draw.normal(3, 2, 9, 7) - 4, 3, stride=stride, padding=1))
    cases.append(case(draw.normal(1, 2, 6, 6).double(), 2))
    compare(
        answer,
        cases,
        right=_pool,
        mistakes=_POOL_MISTAKES,
        look_at="Each output is the largest number of its window, in each image and channel alone.",
    )
    return f"{len(cases)} batches with stride and padding, some with negative numbers only."


def _pool(images: Tensor, size: int, stride: int | None = None, padding: int = 0) -> Tensor:
    return F.max_pool2d(images, size, stride, padding)


def _pool_with_zeros(x: Tensor, size: int, stride: int | None = None, padding: int = 0) -> Tensor:
    return F.max_pool2d(F.pad(x, [padding] * 4), size, stride)


_POOL_MISTAKES: dict[str, Callable] = {
    "Padding must never win: where all pixels are negative, your zeros do. Pad with −∞.": (
        _pool_with_zeros
    ),
    "The argument padding has no effect.": (
        lambda x, size, stride=None, padding=0: F.max_pool2d(x, size, stride)
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
}
