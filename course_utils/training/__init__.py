"""Training made safe: the loop of lesson 3, recipes, seeds with their intervals, memory layout."""

from course_utils.training.loop import (
    STEPS_BETWEEN_LOOKS,
    History,
    LossFunction,
    evaluate,
    fit,
    pick_device,
    set_seed,
    steps_of,
)

__all__ = [
    "STEPS_BETWEEN_LOOKS",
    "History",
    "LossFunction",
    "evaluate",
    "fit",
    "pick_device",
    "set_seed",
    "steps_of",
]
