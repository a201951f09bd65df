"""The exercises of lesson 2, in the order of its notebook."""

from course_utils.checks.lesson_2 import (
    conv2d,
    conv2d_loops,
    conv_output_size,
    design,
    edge_kernel,
    max_pool2d,
    receptive_field,
)

EXERCISES = (
    conv_output_size.EXERCISE,
    conv2d_loops.EXERCISE,
    conv2d.EXERCISE,
    max_pool2d.EXERCISE,
    edge_kernel.EXERCISE,
    receptive_field.EXERCISE,
    design.EXERCISE,
)
