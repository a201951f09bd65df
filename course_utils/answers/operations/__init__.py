"""What is done with an answer: plain data go in, plain data come out, nothing is judged here.

These functions run beside the learner's code and know neither what is wanted nor the other cases.
Weights of a model are set from a seed by `fill`, so that a trusted model gets the same ones. A box
is asked for an operation by its name, which is looked up here.
"""

from course_utils.answers.operations.faults import leave_gradients, look_into
from course_utils.answers.operations.functions import (
    call,
    is_written,
    momentum_steps,
    on_probe,
    read_dataset,
)
from course_utils.answers.operations.loops import (
    LOSSES,
    evaluate_probe,
    fit_probe,
    train_and_validate,
    train_epoch,
)
from course_utils.answers.operations.networks import (
    BATCH,
    build,
    forward,
    go_back,
    gradients,
    normalise,
    normalise_back,
    pass_many_times,
    predict,
    refuses_to_build,
)
from course_utils.answers.operations.slopes import descend, goes_back, pass_back
from course_utils.answers.operations.starts import start_probe
from course_utils.answers.probes import fill

__all__ = [
    "BATCH",
    "LOSSES",
    "build",
    "call",
    "descend",
    "evaluate_probe",
    "fill",
    "fit_probe",
    "forward",
    "go_back",
    "goes_back",
    "gradients",
    "is_written",
    "leave_gradients",
    "look_into",
    "momentum_steps",
    "normalise",
    "normalise_back",
    "on_probe",
    "pass_back",
    "pass_many_times",
    "predict",
    "read_dataset",
    "refuses_to_build",
    "start_probe",
    "train_and_validate",
    "train_epoch",
]
