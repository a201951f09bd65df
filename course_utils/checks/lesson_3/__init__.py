"""The exercises of lesson 3, in the order of its notebook."""

from course_utils.checks.lesson_3 import (
    TwoLayerCNN,
    count_parameters,
    cross_entropy,
    evaluate,
    sgd_momentum_step,
    train_one_epoch,
    train_yours,
)

EXERCISES = (
    TwoLayerCNN.EXERCISE,
    count_parameters.EXERCISE,
    cross_entropy.EXERCISE,
    sgd_momentum_step.EXERCISE,
    train_one_epoch.EXERCISE,
    evaluate.EXERCISE,
    train_yours.EXERCISE,
)
