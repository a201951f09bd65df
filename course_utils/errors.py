"""Errors that speak to the learner: one plain message, and no frames of ours in a notebook."""


class CourseError(Exception):
    """Something the learner can put right; the message says what was wrong and what to do."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this before it prints a traceback of its own.
        return [f"{type(self).__name__}: {self}"]


class InputError(CourseError, ValueError):
    """A value, shape or type that the called function cannot take."""


class TrainingError(CourseError, RuntimeError):
    """Training cannot go on: the loss is not a number, a loader is empty, labels do not fit."""


class UsageError(CourseError):
    """What was asked for on the command line does not exist; `course` ends with 2."""
