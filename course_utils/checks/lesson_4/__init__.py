"""The exercises of lesson 4, in the order of its notebook."""

from course_utils.checks.lesson_4 import (
    DeeperCNN,
    balanced_subset,
    difference_is_shown,
    dropout,
    early_stopping_epoch,
    repaired_training,
)

EXERCISES = (
    DeeperCNN.EXERCISE,
    dropout.EXERCISE,
    balanced_subset.EXERCISE,
    early_stopping_epoch.EXERCISE,
    repaired_training.EXERCISE,
    difference_is_shown.EXERCISE,
)
