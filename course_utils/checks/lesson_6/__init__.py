"""The exercises of lesson 6, in the order of its notebook."""

from course_utils.checks.lesson_6 import (
    BatchNorm2d,
    ConfigurableCNN,
    build_your_best,
    initialise,
    mean_and_interval,
    parameter_table,
)

EXERCISES = (
    ConfigurableCNN.EXERCISE,
    initialise.EXERCISE,
    BatchNorm2d.EXERCISE,
    parameter_table.EXERCISE,
    mean_and_interval.EXERCISE,
    build_your_best.EXERCISE,
)
