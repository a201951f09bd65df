"""Which typical mistake explains what came: the only loop over mistakes that there is."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from course_utils.checks.close import close

Mistake = TypeVar("Mistake")
FAILED = object()  # in place of a result where an error was raised


def diagnose(
    came: Any,
    mistakes: Mapping[str, Mistake],
    result_of: Callable[[Mistake], Any],
    agrees: Callable[[Any, Any], bool] = close,
) -> str:
    """The words of the first mistake that gives what came; empty where none does.

    `mistakes` maps words for the learner to the reference with one piece exchanged.
    `result_of(mistake)` gives what an answer with this mistake would have given; an error that it
    raises is `FAILED`, which only a `came` of `FAILED` agrees with. The order counts: the likelier
    mistake first.
    """
    for words, mistake in mistakes.items():
        try:
            explained = agrees(came, result_of(mistake))
        except Exception:  # a mistake may well end in an error
            explained = came is FAILED
        if explained:
            return words
    return ""
