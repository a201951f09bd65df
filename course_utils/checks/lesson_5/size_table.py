"""size_table: the side lengths along a chain of convolutions and poolings."""

from collections.abc import Callable, Mapping

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import Case, case, compare, refuses

Layers = list[tuple[int, int, int]]  # kernel size, stride and padding of each
Table = Callable[[int, Layers], list]
LENET: Layers = [(5, 1, 0), (2, 2, 0), (5, 1, 0), (2, 2, 0)]


def _table(formula: Callable[[int, int, int, int], float]) -> Table:
    """The function that applies a size formula layer by layer, each to the size before it."""

    def sizes(size: int, layers: Layers) -> list:
        found = [size]
        for layer in layers:
            found.append(formula(found[-1], *layer))
        return found

    return sizes


RIGHT = _table(lambda n, k, s, p: (n + 2 * p - k) // s + 1)
PADDING_ONCE = _table(lambda n, k, s, p: (n + p - k) // s + 1)


def _padding_once_and_refused(size: int, layers: Layers) -> list:
    sizes = PADDING_ONCE(size, layers)
    if min(sizes) < 1:
        raise ValueError("no window fits")
    return sizes


MISTAKES: Mapping[str, Callable] = {
    "The input's own size is missing: it comes first.": (
        lambda size, layers: RIGHT(size, layers)[1:]
    ),
    "Only the last size came; all of them are wanted, in a list.": (
        lambda size, layers: RIGHT(size, layers)[-1]
    ),
    "Padding is added on both sides: 2 · padding.": PADDING_ONCE,
    "Padding is added on both sides: 2 · padding. Yours finds no room where some is.": (
        _padding_once_and_refused
    ),
    "The paddings have no effect.": _table(lambda n, k, s, p: (n - k) // s + 1),
    "The strides have no effect.": _table(lambda n, k, s, p: n + 2 * p - k + 1),
    "Round down: a last window that sticks out does not count.": _table(
        lambda n, k, s, p: -(-(n + 2 * p - k) // s) + 1
    ),
    "Divide with // and not with /: sizes are whole numbers.": _table(
        lambda n, k, s, p: (n + 2 * p - k) / s + 1
    ),
    "One is missing: + 1 after the division by the stride.": _table(
        lambda n, k, s, p: (n + 2 * p - k) // s
    ),
    "Each layer starts from the input's size. It starts from the size before it.": (
        lambda size, layers: [size, *((size + 2 * p - k) // s + 1 for k, s, p in layers)]
    ),
}
DO_NOT_FIT = (
    case(4, [(5, 1, 0)]),
    case(28, [*LENET, (5, 1, 0)]),
    case(3, [(7, 2, 1)]),
    case(3, [(5, 1, 0), (1, 1, 2)]),  # the second layer would make room again
    case(4, [(5, 2, 0)]),
)


def check(answer: Answer, draw: Draw) -> str:
    """Right is a list of the input's size and the size after each layer; raises `Wrong`."""
    cases = _cases(draw)
    compare(
        answer,
        cases,
        right=RIGHT,
        mistakes=MISTAKES,
        advice="Start with the input's size, and apply the size formula to the last entry.",
    )
    refuses(answer, DO_NOT_FIT, "Here a window does not fit, at the end of the chain or before.")
    return f"{len(cases)} chains of layers, the empty one among them, and five that do not fit."


def _cases(draw: Draw) -> list[Case]:
    cases = [case(28, LENET), case(32, LENET), case(28, []), case(7, [(2, 2, 1)])]
    cases.append(case(3, [(5, 1, 1)]))  # fits only because of its padding
    while len(cases) < 80:
        layers = [
            (draw.integer(1, 5), draw.integer(1, 3), draw.integer(0, 2))
            for _ in range(draw.integer(1, 5))
        ]
        one = case(draw.integer(12, 64), layers)
        if min(RIGHT(*one.inputs)) > 0:
            cases.append(one)
    return cases


EXERCISE = Exercise("size_table(input_size, layers)", check)
