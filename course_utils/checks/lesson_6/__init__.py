"""The exercises of lesson 6, in the order of its notebook."""

from course_utils.checks.lesson_6 import (
    BatchNorm2d,
    ConfigurableCNN,
    build_your_best,
    find_the_fault,
    initialise,
    parameter_table,
)

EXERCISES = (
    ConfigurableCNN.EXERCISE,
    initialise.EXERCISE,
    BatchNorm2d.EXERCISE,
    parameter_table.EXERCISE,
    find_the_fault.EXERCISE,
    build_your_best.EXERCISE,
)
