"""`check` and `scorecard`: what the learner sees."""

import re
import sys
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from IPython import get_ipython
from IPython.display import display

from course_utils.answers.answer import Answer, find, is_a_stub
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, NotAnswered, Wrong
from course_utils.answers.kept import same_chance
from course_utils.checks.catalogue import LESSONS, all_exercises, exercises
from course_utils.checks.lesson_6.build_your_best import scoreboard_rows
from course_utils.checks.misspelt import misspelt
from course_utils.checks.passed import keep
from course_utils.checks.quiet import exits_end_the_answer, kept_back
from course_utils.errors import InputError

PASSED, NOT_YET, NOT_ANSWERED = "passed", "not yet", "not answered yet"
# Of an edge that repeats what the words say. Words and ground are the theme's own, light or dark;
# a colour that stands out from both by 3 cannot be read as text on both.
EDGES = {PASSED: "#2e8b57", NOT_YET: "#c8641e", NOT_ANSWERED: "#7d7d7d"}
CODE = r'<code style="background:rgba(128,128,128,.2);color:inherit">\1</code>'
SEED = 0


@dataclass(frozen=True)
class Outcome:
    """What became of one exercise; prints as lines of text, shows with a coloured edge."""

    exercise: Exercise
    status: str
    details: tuple[tuple[str, str], ...]

    @property
    def points(self) -> int:
        """All points of the exercise where it is passed, else none."""
        return self.exercise.points if self.status == PASSED else 0

    def __str__(self) -> str:
        of = f"{self.points} of {points_text(self.exercise.points)}"
        head = f"{self.exercise.name}: {self.status} ({of})"
        return "\n".join([head, *(f"{name}: {text}" for name, text in self.details)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return report_html(str(self), self.status)


def report_html(text: str, status: str) -> str:
    """The lines of a report; the colour of the edge repeats what the first line says."""
    head, *rest = re.sub(r"`([^`\n]+)`", CODE, escape(text)).split("\n")
    lines = "".join(f"<div>{line}</div>" for line in rest)
    return (
        f'<div style="border-left:6px solid {EDGES[status]};padding:4px 10px">'
        f"<div><strong>{head}</strong></div>{lines}</div>"
    )


def points_text(points: int) -> str:
    """A number of points in words: "1 point", "2 points"."""
    return f"{points} point{'s' if points != 1 else ''}"


def judge(exercise: Exercise, namespace: MutableMapping[str, Any], seed: int = SEED) -> Outcome:
    """Look for the answer among the names of a notebook and try it."""
    with kept_back() as printed, exits_end_the_answer(namespace):
        outcome = outcome_of(exercise, lambda: find(exercise, namespace), Draw(seed))
    if outcome.status == NOT_ANSWERED and exercise.name not in namespace:
        meant = misspelt(exercise.name, namespace, all_exercises())
        if meant:
            asked = f"There is a `{meant}`. Should it be `{exercise.name}`?"
            return replace(outcome, details=(("Look at", asked),))
    lines = printed.first_lines()
    said = (("It printed", lines),) if lines else ()
    return replace(outcome, details=(*outcome.details, *said))


def judge_all(of: Iterable[Exercise]) -> list[Outcome]:
    """Try answers of this notebook, and keep which of them are passed.

    An answer that is not there, in another lesson's notebook or after a restart, stays as it was.
    """
    outcomes = [judge(exercise, names_of_the_notebook()) for exercise in of]
    keep({o.exercise.name: o.status == PASSED for o in outcomes if o.status != NOT_ANSWERED})
    return outcomes


def outcome_of(exercise: Exercise, look_up: Callable[[], Answer], draw: Draw) -> Outcome:
    """Look an answer up, wherever it is, and try it. What is no `Wrong` is passed on."""
    try:
        with same_chance():
            tried = exercise.check(look_up(), draw)
    except NotAnswered:
        start = (
            f"Write {exercise.signature} in the cell above, in place of the line with "
            "NotImplementedError. Run that cell, then this one."
        )
        return Outcome(exercise, NOT_ANSWERED, (("To start", start),))
    except Wrong as wrong:
        named = [("Asked", wrong.asked), ("Came", wrong.came), ("Wanted", wrong.wanted)]
        shown = [(name, text) for name, text in named if text]
        return Outcome(exercise, NOT_YET, (*shown, ("Look at", wrong.advice)))
    return Outcome(exercise, PASSED, (("Tried", tried),))


def check(name: str) -> None:
    """Try the answer to one exercise, found in this notebook by its name, and say how it went."""
    by_name = all_exercises()
    if name not in by_name:
        raise InputError(f"There is no exercise '{name}'. There are: {', '.join(by_name)}.")
    display(*judge_all([by_name[name]]))


def attempt(function: Callable[[], Any]) -> None:
    """Call a function of the learner's; where it is not written yet, say so and go on."""
    try:
        function()
    except NotImplementedError as error:
        if not is_a_stub(error):
            raise
        print(f"{function.__name__}: not answered yet.")


def scorecard(lesson: int | str) -> None:
    """Try all answers of a lesson and show what is passed, the points, and what is left.

    Raises InputError where there is no such lesson.
    """
    display(Scorecard(judge_all(exercises(_lesson_number(lesson)))))


def _lesson_number(lesson: int | str) -> int:
    """The number of a lesson, also from "1" or "01"."""
    try:
        number = int(lesson) if isinstance(lesson, str) else lesson
    except ValueError:
        raise InputError(
            f"scorecard takes the number of a lesson, as in scorecard(1); {lesson!r} came."
        ) from None
    if number not in LESSONS:
        raise InputError(
            f"There is no lesson {number}; lessons go from {LESSONS[0]} to {LESSONS[-1]}."
        )
    return number


def scoreboard() -> None:
    """Parameters and accuracy of the learner's own network beside those of the course's models."""
    names = names_of_the_notebook()
    try:
        with kept_back(), same_chance(), exits_end_the_answer(names):
            answer = find(all_exercises()["build_your_best"], names)
            rows, missing = scoreboard_rows(answer)
    except NotAnswered:
        print("Scoreboard: build_your_best() is not answered yet.")
        return
    except Wrong as wrong:
        print(f"Scoreboard: not yet. {wrong.advice}")
        return
    print(f"{'place':<7}{'model':<34}{'parameters':>10}  test accuracy")
    for place, (model, parameters, accuracy) in enumerate(rows, start=1):
        print(f"{place:<7}{model:<34}{parameters:>10,}  {accuracy:.2%}")
    if missing:
        print(f"Not trained here yet: {', '.join(missing)}. Lesson 6 can train them.")


class Scorecard:
    """All outcomes of a lesson."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        self.outcomes = outcomes

    def __str__(self) -> str:
        passed = sum(outcome.status == PASSED for outcome in self.outcomes)
        points = sum(outcome.points for outcome in self.outcomes)
        most = sum(outcome.exercise.points for outcome in self.outcomes)
        lines = [f"Scorecard: {passed} of {len(self.outcomes)} tasks, {points} of {most} points"]
        width = max(len(outcome.exercise.name) for outcome in self.outcomes)
        for outcome in self.outcomes:
            got = f"{outcome.points} of {outcome.exercise.points}"
            lines.append(f"{outcome.exercise.name:<{width}}  {got}  {outcome.status}")
        left = [o.exercise.name for o in self.outcomes if o.status != PASSED]
        lines.append(f"Left: {', '.join(left)}" if left else "Left: nothing. All tasks are passed.")
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        head, *_, left = str(self).split("\n")
        cells = "".join(_row(outcome) for outcome in self.outcomes)
        titles = "".join(
            f'<th scope="col" style="text-align:left">{t}</th>'
            for t in ("task", "points", "status")
        )
        return (
            f"<p><strong>{escape(head)}</strong></p><table><tr>{titles}</tr>{cells}</table>"
            f"<p>{escape(left)}</p>"
        )


def _row(outcome: Outcome) -> str:
    edge = f"border-left:6px solid {EDGES[outcome.status]}"
    return (
        f'<tr><th scope="row" style="text-align:left">{escape(outcome.exercise.name)}</th>'
        f"<td>{outcome.points} of {outcome.exercise.points}</td>"
        f'<td style="text-align:left;{edge}">{outcome.status}</td></tr>'
    )


def names_of_the_notebook() -> MutableMapping[str, Any]:
    """The names that the learner's cells have defined."""
    shell = get_ipython()
    return shell.user_ns if shell is not None else vars(sys.modules["__main__"])
