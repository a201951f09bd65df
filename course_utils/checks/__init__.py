"""Checks of the exercises: `check("name")` in a notebook, `scorecard(lesson)` at its end."""

from course_utils.checks.passed import progress
from course_utils.checks.report import attempt, check, scoreboard, scorecard

__all__ = ["attempt", "check", "progress", "scoreboard", "scorecard"]
