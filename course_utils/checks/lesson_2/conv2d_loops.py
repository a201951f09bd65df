"""The exercise `conv2d_loops`: one filter on one image, window by window."""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare
from course_utils.checks.cross_correlation import cross_correlation
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _same_padding(image: Tensor, kernel: Tensor) -> Tensor:
    return F.conv2d(image[None, None], kernel[None, None], padding="same")[0, 0]


def _padded(image: Tensor, kernel: Tensor) -> Tensor:
    height, width = kernel.shape
    padded = F.pad(image, [width // 2] * 2 + [height // 2] * 2)
    return cross_correlation(padded, kernel)[: image.shape[0], : image.shape[1]]


def _first_row_only(image: Tensor, kernel: Tensor) -> Tensor:
    output = cross_correlation(image, kernel)
    output[1:] = 0
    return output


def _without_the_last(image: Tensor, kernel: Tensor) -> Tensor:
    output = cross_correlation(image, kernel)
    output[-1], output[:, -1] = 0, 0
    return output


def _filter_first(image: Tensor, kernel: Tensor) -> Tensor:
    """Loops over a filter that is taken for the image: as a rule there is no window."""
    height, width = (a - b + 1 for a, b in zip(kernel.shape, image.shape, strict=True))
    return cross_correlation(kernel, image) if height * width else torch.zeros(height, width)


MISTAKES: dict[str, Callable] = {
    "The filter is turned by 180 degrees. Networks leave it as it is: cross-correlation.": (
        lambda image, kernel: cross_correlation(image, kernel.flip(0, 1))
    ),
    "Rows and columns of the filter are exchanged.": (
        lambda image, kernel: cross_correlation(image, kernel.T)
    ),
    "The result is as large as the image. Only whole windows count (valid): "
    "(H − k + 1)×(W − k + 1).": _same_padding,
    "The image is padded. Only whole windows count (valid): (H − k + 1)×(W − k + 1).": _padded,
    "Only the first row came out. Is the return inside the loop?": _first_row_only,
    "The last row and column of windows are missing: there are H − k + 1 of them.": (
        lambda image, kernel: cross_correlation(image, kernel)[:-1, :-1]
    ),
    "The last row and column are 0: the loops end one too early, at H − k.": _without_the_last,
    "That is the mean of the products; the sum is wanted.": (
        lambda image, kernel: cross_correlation(image, kernel) / kernel.numel()
    ),
    "Rows and columns of the result are exchanged.": (
        lambda image, kernel: cross_correlation(image, kernel).T
    ),
    "The pixels of the window are added up without the weights.": (
        lambda image, kernel: cross_correlation(image, torch.ones_like(kernel))
    ),
    "The image comes first, then the filter: conv2d_loops(image, kernel).": _filter_first,
    **exchanged_arguments(cross_correlation, "image", "kernel"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the cross-correlation of whole windows, in the image's dtype; else raises `Wrong`."""
    sizes = [(5, 5, 3, 3), (6, 8, 2, 2), (7, 5, 3, 2), (4, 9, 1, 4), (3, 3, 3, 3), (8, 8, 5, 5)]
    # A first one that can be reckoned in the head, and is shown in full.
    cases = [case(torch.arange(1.0, 10.0).reshape(3, 3), torch.tensor([[1.0, 2.0], [0.0, -1.0]]))]
    cases += [case(draw.normal(h, w), draw.normal(a, b)) for h, w, a, b in sizes]
    compare(
        answer,
        cases,
        cross_correlation,
        MISTAKES,
        advice="Entry (row, column) is the sum of kernel times the window that starts there; the "
        "height of image and of kernel may differ from their width.",
    )
    check_by_name(answer, cross_correlation, image=draw.normal(6, 5), kernel=draw.normal(2, 3))
    double = case(*(t.double() for t in cases[1].inputs))  # numbers that float32 rounds
    advice = "The result should have the dtype of the image: torch.zeros(…, dtype=image.dtype)."
    compare(answer, [double], cross_correlation, {}, advice)
    return f"{len(cases)} images and filters, square and not, and float64."


EXERCISE = Exercise(
    "conv2d_loops(image, kernel)",
    check,
    to_write=(
        *("conv2d", "Conv2d", "convolution", "conv1d", "Conv1d", "conv3d", "unfold", "Unfold"),
        *("correlate", "correlate2d", "convolve", "convolve2d", "fftconvolve", "oaconvolve"),
    ),
)
