"""Stop means stop: what was learned stays, and the cells that wait do not run."""

from typing import ClassVar, NoReturn

from course_utils.errors import InputError
from course_utils.training.history import History


class TrainingStopped(KeyboardInterrupt):
    """You stopped a training; `history` holds the whole epochs before.

    An error ends the queue of cells in every front end. What happened is printed before, so that
    a notebook shows one line of this and no frames.
    """

    latest: ClassVar[History | None] = None

    def __init__(self, history: History) -> None:
        super().__init__("The cells that were waiting did not run.")
        self.keep(history)

    def keep(self, history: History) -> None:
        """Let this be the record that `stopped_history` gives."""
        history.interrupted = True
        self.history = TrainingStopped.latest = history

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this before it prints a traceback of its own.
        return [f"Stopped. {self}"]


def stop(where: str, history: History) -> NoReturn:
    """Say that a training was stopped and what is left of it; raises TrainingStopped."""
    print(
        f"Stopped by you {where}. The model keeps its weights. The record of the epochs before "
        f"({history.epochs:.3g}) is kept too: course_utils.training.stopped_history()"
    )
    raise TrainingStopped(history) from None


def stopped_history() -> History:
    """The record of the training that you stopped last; raises InputError if you stopped none."""
    if TrainingStopped.latest is None:
        raise InputError("No training was stopped since this notebook's Python started.")
    return TrainingStopped.latest
