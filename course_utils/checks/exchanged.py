"""Two arguments that stand in each other's place: a mistake that many exercises share."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

from course_utils.answers.answer import Answer
from course_utils.checks.compare import Case, compare

NO_RESULT = object()  # that no answer gives


def exchanged_arguments(right: Callable, *names: str) -> dict[str, Callable]:
    """By words on it, what an answer gives whose first line has two of these names exchanged.

    `right` takes its arguments by these names. Only calls by position show the mistake.
    """
    order = f"The order is: {', '.join(names)}."
    return {
        f"The arguments {a} and {b} stand in each other's place. {order}": (
            _with_other_names(right, names, {a: b, b: a})
        )
        for a, b in combinations(names, 2)
    }


def _with_other_names(right: Callable, names: tuple[str, ...], other: dict[str, str]) -> Callable:
    def result(*inputs: Any, **named: Any) -> Any:
        by_place = zip(names, inputs, strict=False)
        exchanged = {other.get(name, name): value for name, value in by_place}
        try:
            return right(**exchanged, **named)
        except Exception:  # an error says more by its own message
            return NO_RESULT

    return result


def check_by_name(
    answer: Answer, right: Callable, read: Callable[[Any, Any], Any] | None = None, **named: Any
) -> None:
    """Call the answer by the names of its arguments; raises `Wrong` where `right` differs.

    To be called where calls by position are right: then only the names can be exchanged.
    """
    advice = (
        "Called with the names of its arguments it gives something else than without them. Do the "
        f"names stand for what the task says? In order: {', '.join(named)}."
    )
    compare(answer, [Case((), named)], right, {}, advice, read)
