"""What the exercises of lesson 5 must do."""

from collections.abc import Callable

from torch import Tensor

from course_utils import models
from course_utils.checks.answer import Answer
from course_utils.checks.compare import case, compare, refuses
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Exercise
from course_utils.checks.fitting import check_fit
from course_utils.checks.networks import check_dropout, check_network
from course_utils.checks.reading_results import (
    check_confusion_matrix,
    check_most_confident_mistakes,
)


def check_lenet(answer: Answer, draw: Draw) -> str:
    check_network(
        answer,
        draw,
        models.LeNet,
        mistakes={
            "There is no ReLU after the dense layer of 500.": _without_relu,
            "The ReLUs after the convolutions are missing.": _without_early_relus,
            "There is a ReLU after the last layer. Logits may be negative: leave it out.": (
                lambda m: lambda images: m(images).relu()
            ),
        },
    )
    check_dropout(answer, draw, models.LeNet)
    return (
        "Its 431,080 parameters by layer, its logits with known weights in eval mode, and the "
        "spread that dropout gives them in train mode."
    )


def _without_relu(m: models.LeNet) -> Callable[[Tensor], Tensor]:
    return lambda images: m.last(m.dense[1](m.dense[0](m.block2(m.block1(images)))))


def _without_early_relus(m: models.LeNet) -> Callable[[Tensor], Tensor]:
    return lambda images: m.last(m.dense(m.block2[:2](m.block1[:2](images))))


def check_size_table(answer: Answer, draw: Draw) -> str:
    lenet = [(5, 1, 0), (2, 2, 0), (5, 1, 0), (2, 2, 0)]
    cases = [case(28, lenet), case(32, lenet), case(28, []), case(7, [(2, 2, 1)])]
    cases.append(case(3, [(5, 1, 1)]))  # fits only because of its padding
    while len(cases) < 80:
        layers = [
            (draw.integer(1, 5), draw.integer(1, 3), draw.integer(0, 2))
            for _ in range(draw.integer(1, 5))
        ]
        one = case(draw.integer(12, 64), layers)
        if min(_sizes(*one.inputs)) > 0:
            cases.append(one)
    compare(
        answer,
        cases,
        right=_sizes,
        mistakes={
            "The input's own size is missing: it comes first.": (
                lambda size, layers: _sizes(size, layers)[1:]
            ),
            "Only the last size came; all of them are wanted, in a list.": (
                lambda size, layers: _sizes(size, layers)[-1]
            ),
            "Padding is added on both sides: 2 · padding.": (
                lambda size, layers: _table(size, layers, lambda n, k, s, p: (n + p - k) // s + 1)
            ),
            "Padding is added on both sides: 2 · padding. Yours finds no room where some is.": (
                _padding_once_and_refused
            ),
            "The paddings have no effect.": (
                lambda size, layers: _table(size, layers, lambda n, k, s, p: (n - k) // s + 1)
            ),
            "The strides have no effect.": (
                lambda size, layers: _table(size, layers, lambda n, k, s, p: n + 2 * p - k + 1)
            ),
            "Round down: a last window that sticks out does not count.": (
                lambda size, layers: _table(
                    size, layers, lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1
                )
            ),
            "Divide with // and not with /: sizes are whole numbers.": (
                lambda size, layers: _table(
                    size, layers, lambda n, k, s, p: (n + 2 * p - k) / s + 1
                )
            ),
            "One is missing: + 1 after the division by the stride.": (
                lambda size, layers: _table(size, layers, lambda n, k, s, p: (n + 2 * p - k) // s)
            ),
            "Each layer starts from the input's size. It starts from the size before it.": (
                lambda size, layers: [size, *((size + 2 * p - k) // s + 1 for k, s, p in layers)]
            ),
        },
        look_at="Start with the input's size, and apply the size formula to the last entry.",
    )
    refuses(
        answer,
        [
            case(4, [(5, 1, 0)]),
            case(28, [*lenet, (5, 1, 0)]),
            case(3, [(7, 2, 1)]),
            case(3, [(5, 1, 0), (1, 1, 2)]),  # the second layer would make room again
            case(4, [(5, 2, 0)]),
        ],
        "Here a window does not fit, at the end of the chain or before.",
    )
    return f"{len(cases)} chains of layers, the empty one among them, and five that do not fit."


def _padding_once_and_refused(size: int, layers: list) -> list:
    sizes = _table(size, layers, lambda n, k, s, p: (n + p - k) // s + 1)
    if min(sizes) < 1:
        raise ValueError("no window fits")
    return sizes


def _table(size: int, layers: list, rule: Callable) -> list:
    sizes = [size]
    for layer in layers:
        sizes.append(rule(sizes[-1], *layer))
    return sizes


def _sizes(size: int, layers: list[tuple[int, int, int]]) -> list[int]:
    return _table(size, layers, lambda n, k, s, p: (n + 2 * p - k) // s + 1)


EXERCISES = (
    Exercise("LeNet()", check_lenet, points=2),
    Exercise("size_table(input_size, layers)", check_size_table),
    Exercise("fit(model, train_loader, validation_loader, optimizer, epochs)", check_fit, points=2),
    Exercise("confusion_matrix(labels, predictions, n_classes=10)", check_confusion_matrix),
    Exercise("most_confident_mistakes(logits, labels, k)", check_most_confident_mistakes),
)
