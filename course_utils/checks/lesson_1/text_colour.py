"""The exercise `text_colour`: the colour in which a number is read on a pixel of this value."""

from collections.abc import Callable

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _colour(value: int, threshold: int = 125) -> str:
    return "white" if value < threshold else "black"


MISTAKES: dict[str, Callable] = {
    "A value that equals the threshold is not below it: it gets black. Compare with < and "
    "not with <=.": lambda value, threshold=125: "white" if value <= threshold else "black",
    "The two colours are exchanged: dark pixels have small values and need white text.": (
        lambda value, threshold=125: "black" if value < threshold else "white"
    ),
    "The two colours are exchanged: small values are dark and need white text; and the "
    "threshold itself counts as bright.": (
        lambda value, threshold=125: "black" if value <= threshold else "white"
    ),
    "Your answer always compares with 125. Use the argument threshold.": (
        lambda value, threshold=125: _colour(value, 125)
    ),
    "Your answer always compares with 128. Use the argument threshold.": (
        lambda value, threshold=125: _colour(value, 128)
    ),
    **exchanged_arguments(_colour, "value", "threshold"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: "white" for values below the threshold, else "black"; otherwise raises `Wrong`."""
    cases = [case(value) for value in (0, 124, 125, 126, 255)]
    cases.append(case(60, 40))
    for _ in range(40):
        threshold = draw.integer(1, 254)
        cases += [case(threshold + step, threshold=threshold) for step in (-1, 0, 1)]
        cases.append(case(draw.integer(0, 255), draw.integer(0, 255)))
    advice = 'Below the threshold the text is "white", else "black": in small letters.'
    compare(answer, cases, _colour, MISTAKES, advice)
    check_by_name(answer, _colour, value=90, threshold=200)
    return f"{len(cases)} values at, just below and just above the threshold, for many thresholds."


EXERCISE = Exercise("text_colour(value, threshold=125)", check)
