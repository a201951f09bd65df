"""The exercises of lesson 0, in the order of its notebook."""

from course_utils.checks.lesson_0 import fit_line, gradient_descent, pick_right_class

EXERCISES = (pick_right_class.EXERCISE, gradient_descent.EXERCISE, fit_line.EXERCISE)
