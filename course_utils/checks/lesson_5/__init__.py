"""The exercises of lesson 5, in the order of its notebook."""

from course_utils.checks.lesson_5 import (
    LeNet,
    confusion_matrix,
    fit,
    most_confident_mistakes,
    read_the_record,
    reliability,
)

EXERCISES = (
    LeNet.EXERCISE,
    fit.EXERCISE,
    confusion_matrix.EXERCISE,
    most_confident_mistakes.EXERCISE,
    reliability.EXERCISE,
    read_the_record.EXERCISE,
)
