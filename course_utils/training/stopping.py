"""Stop means stop: what was learned stays, and the cells that wait do not run."""

from typing import ClassVar, NoReturn

from course_utils.errors import InputError
from course_utils.training.history import History


class Stopped(KeyboardInterrupt):
    """You stopped what was running.

    An error ends the queue of cells in every front end. What happened is printed before, so that
    a notebook shows one line of this and no frames.
    """

    def __init__(self) -> None:
        super().__init__("The cells that were waiting did not run.")

    def _render_traceback_(self) -> list[str]:
        # IPython asks an exception for this before it prints a traceback of its own.
        return [f"Stopped. {self}"]


class TrainingStopped(Stopped):
    """You stopped a training; `history` holds the whole epochs before."""

    latest: ClassVar[History | None] = None

    def __init__(self, history: History) -> None:
        super().__init__()
        self.keep(history)

    def keep(self, history: History) -> None:
        """Let this be the record that `stopped_history` gives."""
        history.interrupted = True
        self.history = TrainingStopped.latest = history


def stop(where: str, history: History) -> NoReturn:
    """Say that a training was stopped and what is left of it; raises TrainingStopped."""
    record = (
        f"The record of the epochs before ({history.epochs:.3g}) is kept too: "
        "course_utils.training.stopped_history()"
    )
    if history.epochs == 0:
        record = "No epoch was whole, so there is no record of it yet."
    print(f"Stopped by you {where}. The model keeps its weights. {record}")
    raise TrainingStopped(history) from None


def stopped_history() -> History:
    """The record of the training that you stopped last; raises InputError if you stopped none."""
    if TrainingStopped.latest is None:
        raise InputError("No training was stopped since this notebook's Python started.")
    return TrainingStopped.latest
