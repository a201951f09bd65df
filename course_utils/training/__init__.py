"""Training made safe: the loop of lesson 3, recipes, seeds with their intervals, memory layout."""

from course_utils.training.history import History
from course_utils.training.loop import (
    LossFunction,
    evaluate,
    fit,
    pick_device,
    set_seed,
    steps_of,
)
from course_utils.training.stopping import TrainingStopped, stopped_history
from course_utils.training.watching import STEPS_BETWEEN_LOOKS

__all__ = [
    "STEPS_BETWEEN_LOOKS",
    "History",
    "LossFunction",
    "TrainingStopped",
    "evaluate",
    "fit",
    "pick_device",
    "set_seed",
    "steps_of",
    "stopped_history",
]
