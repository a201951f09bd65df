"""A page for one student: the points, what each check found, and what to do next."""

from collections.abc import Mapping
from typing import Any

from course_utils.checks.catalogue import exercises
from course_utils.grading.export.pages import page, points_text
from course_utils.grading.export.statuses import (
    NOT_ANSWERED,
    NOT_TRIED,
    PASSED,
    STOPPED,
    meaning,
    verdict,
)
from course_utils.grading.marks import NOT_GRADED, WITHOUT_POINTS, Grade, Mark, Row

MOST_NOTES, MOST_ATTEMPTS = 60, 20
UNSEEN = (
    "This was seen with other cases than those in your notebook, and they stay hidden. Start with "
    '`check("{name}")` in your notebook, which tries cases of the same kinds.'
)
UNWRITTEN = (
    "Write it in place of the line with NotImplementedError, run that cell, and then "
    '`check("{name}")`.'
)
START = 'Open your exercises of lesson {lesson} and run `check("{name}")`.'
DONE = "Nothing is left to do in this lesson."


def feedback_page(row: Row, lesson: int, title: str = "") -> str:
    """One HTML file for a student that needs no network; what a student wrote is escaped in it.

    Raises `CourseError` where jinja2 is not installed.
    """
    grade, words = row.grade, meaning(row.grade.status)
    judged = _is_judged(grade)
    # Why the grader could not go on is for the instructor: it may tell of the grader's computer.
    notes = _notes(row) if grade.status != NOT_GRADED else []
    signatures = {exercise.name: exercise.signature for exercise in exercises(lesson)}
    return page(
        "feedback.html",
        title=title or f"Lesson {lesson}: feedback on your exercises",
        name=row.person.name,
        points=_of(grade.points, grade.out_of) if grade.has_points else "No points yet",
        tone=_tone(grade),
        meaning=words.student,
        next_step=_next_step(grade, lesson, judged),
        reasons=[] if judged else notes[:MOST_NOTES],
        judged=judged,
        exercises=[_exercise(mark, grade, signatures) for mark in grade.marks],
        attempts=_attempts(row)[:MOST_ATTEMPTS],
        more_attempts=max(0, len(row.person.attempts) - MOST_ATTEMPTS),
        notes=notes[:MOST_NOTES] if judged else [],
        more_notes=max(0, len(notes) - MOST_NOTES),
    )


def _is_judged(grade: Grade) -> bool:
    """Whether there is something to say about single exercises."""
    return any(mark.words or mark.reason or mark.status != grade.status for mark in grade.marks)


def _notes(row: Row) -> list[str]:
    if row.counted is None:
        of_attempts = [note for attempt in row.person.attempts for note in attempt.notes]
    else:
        of_attempts = list(row.person.attempts[row.counted].notes)
    return [*row.grade.notes, *of_attempts]


def _of(points: int, out_of: int) -> str:
    return f"{points} of {points_text(out_of)}"


def _tone(grade: Grade) -> str:
    if not grade.has_points:
        return "not-answered"
    return "passed" if grade.points >= grade.out_of else "not-yet"


def _next_step(grade: Grade, lesson: int, judged: bool) -> str:
    """What to do about the status, then which exercise to open."""
    steps = [meaning(grade.status).next_step.format(lesson=lesson)]
    left = [m.name for m in grade.marks if m.status != PASSED and m.points < m.out_of]
    first, rest = left[:1], ", ".join(f"`{name}`" for name in left[1:])
    if judged and first:
        steps.append(START.format(lesson=lesson, name=first[0]))
    if judged and rest:
        steps.append(f"Then go on with {rest}.")
    return " ".join(filter(None, steps)) or DONE


def _exercise(mark: Mark, grade: Grade, signatures: Mapping[str, str]) -> dict[str, Any]:
    given = mark.points if grade.has_points else "none yet"
    by_hand = ", by hand" if mark.reason else ""
    tones = {PASSED: "passed", NOT_ANSWERED: "not-answered", NOT_TRIED: "not-answered"}
    says = verdict(mark.status)
    return {
        "name": mark.name,
        "signature": signatures.get(mark.name, mark.name),
        "points": f"{given} of {mark.out_of}{by_hand}",
        "verdict": says,
        "head": f"{says}, {given} of {points_text(mark.out_of)}{by_hand}",
        "tone": tones.get(mark.status, tones.get(says, "not-yet")),
        "words": mark.words,
        "shown": mark.shown,
        "hint": _hint(mark, grade.status),
        "reason": mark.reason,
    }


def _hint(mark: Mark, status: str) -> str:
    """A sentence on where to start, where the words, what is shown and the page's head do not."""
    if mark.status in STOPPED and mark.status != status:
        return meaning(mark.status).next_step
    if mark.status == NOT_ANSWERED:
        return UNWRITTEN.format(name=mark.name)
    if mark.is_hidden:
        return UNSEEN.format(name=mark.name)
    return ""


def _attempts(row: Row) -> list[dict[str, Any]]:
    """All attempts, the newest first, and whether each counted."""
    counted = None if row.grade.status in WITHOUT_POINTS else row.counted
    return [
        {"name": attempt.name, "late": attempt.late, "place": _place(number, counted)}
        for number, attempt in enumerate(row.person.attempts)
    ]


def _place(number: int, counted: int | None) -> str:
    if counted is None:
        return "not graded"
    if number == counted:
        return "this one counted"
    return "did not count, a newer one did" if number > counted else "could not be graded"
