"""The exercise `conv_output_size`: how many windows fit along one side of an image."""

import math
from collections.abc import Callable

from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.checks.compare import case, compare, refuses
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _size(size: int, kernel_size: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1


MISTAKES: dict[str, Callable] = {
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
    **exchanged_arguments(_size, "size", "kernel_size", "stride", "padding", "dilation"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the size, and ValueError where no window fits; else raises `Wrong`."""
    cases = [case(28, 5), case(28, 3, padding=1), case(7, 2, stride=2), case(4, 4)]
    cases += [case(5, 6, padding=1), case(5, 7, padding=1), case(30, 3, 2, 1), case(40, 4, 3, 2, 2)]
    _check_fits(answer)
    while len(cases) < 200:
        size, kernel_size = draw.integer(1, 60), draw.integer(1, 7)
        named = {
            "stride": draw.integer(1, 4),
            "padding": draw.integer(0, 3),
            "dilation": draw.integer(1, 3),
        }
        if size + 2 * named["padding"] >= named["dilation"] * (kernel_size - 1) + 1:
            cases.append(case(size, kernel_size, **named))
    compare(answer, cases, _size, MISTAKES, "Write the formula of the lesson term by term.")
    check_by_name(answer, _size, size=33, kernel_size=5, stride=3, padding=2, dilation=3)
    too_small = [case(2, 3), case(4, 7, padding=1), case(5, 3, dilation=3), case(3, 5, stride=4)]
    for _ in range(16):
        padding, window = draw.integer(0, 2), draw.integer(6, 40)
        size, stride = draw.integer(1, window - 2 * padding - 1), draw.integer(1, 4)
        too_small.append(case(size, window, padding=padding, stride=stride))
    refuses(answer, too_small, "Here no window fits into the image, padding included.")
    return f"{len(cases)} sizes with stride, padding and dilation, and 20 where no window fits."


def _check_fits(answer: Answer) -> None:
    """Raises `Wrong` where the answer refuses a window that fits, with the reason why it does."""
    exactly = "A window as large as the image fits, once. Refuse only a larger one: < and not <=."
    padded = (
        "Here a window fits, because padding is added on both sides before you look whether it "
        "does."
    )
    for inputs, padding, words, wanted in (((4, 4), 0, exactly, "1"), ((5, 6), 1, padded, "2")):
        named = {"padding": padding} if padding else {}
        if answer.refuses(*inputs, **named):
            raise Wrong(words, call_text(answer.name, inputs, named), "ValueError", wanted)


EXERCISE = Exercise(
    "conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1)",
    check,
    to_write=("conv2d", "Conv2d", "conv1d", "Conv1d", "max_pool2d", "MaxPool2d"),
)
