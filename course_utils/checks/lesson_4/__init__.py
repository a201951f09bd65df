"""The exercises of lesson 4, in the order of its notebook."""

from course_utils.checks.lesson_4 import (
    DeeperCNN,
    balanced_subset,
    dropout,
    early_stopping_epoch,
)

EXERCISES = (
    DeeperCNN.EXERCISE,
    dropout.EXERCISE,
    balanced_subset.EXERCISE,
    early_stopping_epoch.EXERCISE,
)
