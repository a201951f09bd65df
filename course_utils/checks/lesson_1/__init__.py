"""The exercises of lesson 1, in the order of its notebook."""

from course_utils.checks.lesson_1 import (
    DigitsDataset,
    class_counts,
    find_leaks,
    iterations_per_epoch,
    mean_and_std,
    text_colour,
    train_validation_split,
)

EXERCISES = (
    text_colour.EXERCISE,
    DigitsDataset.EXERCISE,
    iterations_per_epoch.EXERCISE,
    train_validation_split.EXERCISE,
    find_leaks.EXERCISE,
    class_counts.EXERCISE,
    mean_and_std.EXERCISE,
)
