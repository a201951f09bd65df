"""All exercises, by lesson; each lesson's module lists its own."""

from importlib import import_module

from course_utils.answers.exercise import Exercise

LESSONS = range(0, 7)


def exercises(lesson: int) -> tuple[Exercise, ...]:
    """The exercises of one lesson, in the order of its notebook."""
    return import_module(f"course_utils.checks.lesson_{lesson}").EXERCISES


def all_exercises() -> dict[str, Exercise]:
    """The exercises of all lessons, by name."""
    return {e.name: e for lesson in LESSONS for e in exercises(lesson)}
