"""The exercise `design`: layers from one size to another that see enough; judged by that alone."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import NOTHING, Case, case, number
from course_utils.checks.diagnose import diagnose

Layer = tuple[int, int, int]  # kernel size, stride, padding
Rule = Callable[[int, Sequence[Layer]], tuple[float, float]]  # size, layers -> last size, field

LARGEST, MOST_LAYERS, LARGEST_KERNEL = 100, 20, 11


@dataclass(frozen=True)
class Wish:
    """What is asked for in one case."""

    size: int
    output_size: int
    min_field: int


def _sizes(
    size: int, layers: Sequence[Layer], after: Callable[[float, float], float] | None = None
) -> list[float]:
    """The size before any layer and after each; `after(left, stride)` in place of the right rule.

    The first that is below 1 is the last: there a layer leaves no pixel.
    """
    sizes: list[float] = [size]
    for kernel_size, stride, padding in layers:
        left = sizes[-1] + 2 * padding - kernel_size
        sizes.append(after(left, stride) if after else left // stride + 1)
        if sizes[-1] < 1:
            break
    return sizes


def _field(layers: Sequence[Layer], early: bool = False, extra: int = 0) -> int:
    """The receptive field; `early` where a stride counts for its own layer."""
    field, step = 1, 1
    for kernel_size, stride, _ in layers:
        widened = step * stride if early else step
        field, step = field + (kernel_size - 1 + extra) * widened, step * stride
    return field


def _reached(size: int, layers: Sequence[Layer]) -> tuple[float, float]:
    return _sizes(size, layers)[-1], _field(layers)


# By each of these rules the answer's layers would have done what was asked.
MISTAKES: dict[str, Rule] = {
    "The layers stand the wrong way round: the one next to the image comes first.": (
        lambda size, layers: _reached(size, layers[::-1])
    ),
    "A last window that sticks out is left out: round down (//), not up.": lambda size, layers: (
        _sizes(size, layers, lambda left, stride: math.ceil(left / stride) + 1)[-1],
        _field(layers),
    ),
    "The size after a layer is (size + 2 · padding − kernel_size) // stride + 1. Is the + 1 "
    "missing?": lambda size, layers: (
        _sizes(size, layers, lambda left, stride: left // stride)[-1],
        _field(layers),
    ),
    "The size after a layer is (size + 2 · padding − kernel_size) // stride + 1. Is the + 1 taken "
    "before the division?": lambda size, layers: (
        _sizes(size, layers, lambda left, stride: (left + 1) // stride)[-1],
        _field(layers),
    ),
    "The stride of a layer counts for the layers after it, not for its own window: your layers "
    "see less than you count.": lambda size, layers: (
        _sizes(size, layers)[-1],
        _field(layers, early=True),
    ),
    "A window of size k adds (k − 1) · step to the field, not k · step.": lambda size, layers: (
        _sizes(size, layers)[-1],
        _field(layers, extra=1),
    ),
    "The size is right each time, and the field is not. Use the argument min_field: layers that "
    "keep the size can widen it.": lambda size, layers: (_sizes(size, layers)[-1], math.inf),
    "The field is wide enough each time, and the size is not right. Each layer makes of a size: "
    "(size + 2 · padding − kernel_size) // stride + 1.": lambda size, layers: (
        math.nan,
        _field(layers),
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: layers within the rules, to the size asked for, with enough field; else `Wrong`."""
    fixed = [
        (28, 14, 4), (5, 5, 1), (28, 7, 10), (28, 24, 3), (28, 27, 1), (7, 3, 5), (6, 6, 2),
        (28, 1, 28), (28, 5, 60), (1, 1, 9), (2, 1, 100), (100, 100, 100), (100, 1, 100),
        (100, 51, 1), (100, 51, 100), (99, 50, 40), (100, 99, 2), (33, 8, 17), (9, 2, 1),
        (10, 4, 31), (64, 16, 96),
    ]  # fmt: skip
    cases = [case(*numbers) for numbers in fixed]
    cases.append(case(size=17, output_size=6, min_field=12))
    for _ in range(80):
        size = draw.integer(1, LARGEST)
        cases.append(case(size, draw.integer(1, size), draw.integer(1, LARGEST)))
    answer.expect((one.inputs, one.named) for one in cases)
    designs = [(_wish(one), _layers(answer, one)) for one in cases]
    bad = [one for one in zip(cases, designs, strict=True) if not _does(*one[1])]
    if bad:
        words = diagnose(designs, MISTAKES, lambda rule: rule, _would_do)
        raise _fault(answer, *bad[0], words)
    return f"{len(cases)} designs: their rules, the size that comes out, and the field."


def _wish(one: Case) -> Wish:
    return Wish(*one.inputs, **one.named)


def _does(wish: Wish, layers: Sequence[Layer], rule: Rule = _reached) -> bool:
    """Whether the layers do what is asked; by `rule`, where that is the right one or a mistake."""
    size, field = rule(wish.size, layers)
    return (math.isnan(size) or size == wish.output_size) and field >= wish.min_field


def _would_do(designs: list[tuple[Wish, list[Layer]]], rule: Rule) -> bool:
    return all(_does(wish, layers, rule) for wish, layers in designs)


def _layers(answer: Answer, one: Case) -> list[Layer]:
    """The answer's layers, which keep the rules. Raises `Wrong` where they do not."""
    asked = call_text(answer.name, one.inputs, one.named)
    got = answer(*one.inputs, **one.named)
    if got is None:
        raise Wrong(NOTHING, asked)
    if not isinstance(got, (list, tuple)):
        words = "A list of layers is wanted, each (kernel_size, stride, padding)."
        raise Wrong(words, asked, as_text(got))
    if len(got) > MOST_LAYERS:
        words = (
            f"At most {MOST_LAYERS} layers are allowed. A window of up to {LARGEST_KERNEL} does "
            "more at once than several small ones, and a stride halves the size."
        )
        raise Wrong(words, asked, f"{len(got)} layers")
    return [_layer(layer, place, asked) for place, layer in enumerate(got, start=1)]


def _layer(layer: Any, place: int, asked: str) -> Layer:
    came = f"layer {place}: {as_text(layer)}"
    if not isinstance(layer, (list, tuple)) or len(layer) != 3:
        words = "A layer is three numbers: (kernel_size, stride, padding)."
        if isinstance(layer, int):
            words += " Is it a list of layers, with one layer in it too?"
        raise Wrong(words, asked, came)
    try:
        kernel_size, stride, padding = (number(part, whole=True) for part in layer)
    except Wrong as wrong:
        raise Wrong(wrong.advice, asked, came) from None
    words = ""
    if not all(isinstance(part, int) for part in (kernel_size, stride, padding)):
        words = "kernel_size, stride and padding are whole numbers. Divide with // and not with /."
    elif not 1 <= kernel_size <= LARGEST_KERNEL:
        words = f"kernel_size goes from 1 to {LARGEST_KERNEL}. Several layers do what one may not."
    elif stride < 1:
        words = "stride is 1 at least. The order is kernel_size, stride, padding."
    elif not 0 <= padding <= kernel_size // 2:
        words = (
            "padding goes from 0 to kernel_size // 2. The order is kernel_size, stride, padding."
        )
    if words:
        raise Wrong(words, asked, came)
    return kernel_size, stride, padding


def _fault(answer: Answer, one: Case, design: tuple[Wish, list[Layer]], diagnosis: str) -> Wrong:
    """What is wrong with one design, with the sizes and the field of its layers."""
    wish, layers = design
    sizes, field = _sizes(wish.size, layers), _field(layers)
    chain = " → ".join(str(int(size)) for size in sizes)
    came = f"{as_text(layers)}: sizes {chain}, field {field}"
    if len(layers) > 4:
        came = f"{len(layers)} layers: sizes {chain}, field {field}"
    if sizes[-1] < 1:
        came += f"; layer {len(sizes) - 1}, {layers[len(sizes) - 2]}, leaves no pixel"
        words = "A layer leaves no pixel: its window is larger than the image with its padding."
    elif sizes[-1] != wish.output_size:
        words = (
            "Your layers end at another size than output_size, and elsewhere they see too little. "
            "Each makes of a size: (size + 2 · padding − kernel_size) // stride + 1."
        )
    else:
        words = (
            "Your layers see too little. Each adds (kernel_size − 1) · step to the field, which "
            "starts at 1; the step is the product of all strides before."
        )
    asked = call_text(answer.name, one.inputs, one.named)
    wanted = f"size {wish.output_size}, field {wish.min_field} or more"
    return Wrong(diagnosis or words, asked, came, wanted)


EXERCISE = Exercise("design(size, output_size, min_field)", check)
