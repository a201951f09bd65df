"""build_your_best: a small network of the learner's own, judged by what it predicts."""

from typing import Any

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import ByWeights, Exercise, Wrong
from course_utils.checks.saved_weights import (
    WHERE_GRADED,
    WHILE_TRYING,
    TrainedTask,
    Weights,
    judge_reading,
    read_weights,
    require_logits,
    share_right,
)
from course_utils.data import EMBEDDED_DIGITS, MNIST, load_splits
from course_utils.zoo import missing_models, side_by_side

SECONDS = 120.0  # for all images on a slow laptop
SECONDS_TO_GRADE = 500.0
MOST_PARAMETERS = 20_000
MOST_DATA = 3_000  # bytes in one statement, as texts, numbers or comments
MOST_NUMBERS = 25_000  # parameters and the running averages of batch norm
AVERAGES = ("running_mean", "running_var")
# On MNIST the lessons' own networks of this size stay below, the worked one is above; on the digits
# so few images tell them apart no more. Measured by benchmarks/held_out.py.
TASK = TrainedTask(
    "best_model.pt",
    "train_your_best()",
    wanted={MNIST: 0.986, EMBEDDED_DIGITS: 0.92},
    too_little="The network is within its size, and not yet accurate enough. Worth a try: more "
    "layers with few channels, batch norm, less dropout, a longer training, shifted copies of the "
    "images.",
)


def check(answer: Answer, draw: Draw) -> str:
    """Right is a network within its size that reads changed validation images; raises `Wrong`."""
    parameters = count_parameters(answer)
    return _judge(read_weights(TASK.file), parameters, answer, draw, WHILE_TRYING)


def check_handed_in(weights: Weights | Wrong, answer: Answer, draw: Draw) -> str:
    """As `check`, on changed training and test images, with the weights of a file handed in."""
    parameters = count_parameters(answer)
    if isinstance(weights, Wrong):
        raise weights
    return _judge(weights, parameters, answer, draw, WHERE_GRADED)


def _judge(
    weights: Weights, parameters: int, answer: Answer, draw: Draw, kinds: tuple[str, ...]
) -> str:
    parameters = max(parameters, count_learned(weights))
    _check_size(parameters)
    return judge_reading(
        TASK,
        lambda images: logits_of(answer, weights, images),
        draw,
        kinds,
        size=f" with {parameters:,} parameters",
    )


def count_parameters(answer: Answer) -> int:
    """Parameters of the untrained model; raises `Wrong` where it is none of one's own, too large or
    gives no logits."""
    made = answer.do(operations.build, {}, 0, (1, 28, 28), asked="build_your_best()")
    if not made["is a module"]:
        raise Wrong("Return a network, an object of a class that inherits from nn.Module.")
    if any(name.startswith("course_utils") for name in made["classes from"]):
        raise Wrong(
            "That is a network of the course's package, or holds one, and handing it on gets no "
            "points. Build one of your own.",
            "build_your_best()",
        )
    require_logits(made["output"], 2)
    parameters = sum(torch.Size(shape).numel() for shape in made["shapes"])
    _check_size(parameters)
    return parameters


def count_learned(weights: Weights) -> int:
    """Parameters in a file with weights. Raises `Wrong` where it holds much besides."""
    if sum(tensor.numel() for tensor in weights.values()) > MOST_NUMBERS:
        raise Wrong(
            f"{TASK.file} holds more than {MOST_NUMBERS:,} numbers. At most "
            f"{MOST_PARAMETERS:,} parameters are allowed, and the running averages of batch norm.",
            TASK.file,
        )
    return sum(t.numel() for name, t in weights.items() if not _is_an_average(name, weights))


def _is_an_average(name: str, weights: Weights) -> bool:
    """Whether a weight is a running average, with a normalisation of that length beside it."""
    layer, _, last = name.rpartition(".")
    scale = weights.get(f"{layer}.weight" if layer else "weight")
    is_beside = scale is not None and scale.dim() == 1 and scale.shape == weights[name].shape
    return last in AVERAGES and is_beside


def _check_size(parameters: int) -> None:
    if parameters > MOST_PARAMETERS:
        raise Wrong(
            f"At most {MOST_PARAMETERS:,} parameters are allowed. See where they are: a dense "
            "layer behind large maps takes many, and so does each convolution with many channels.",
            "build_your_best()",
            f"{parameters:,} parameters",
        )


def logits_of(answer: Answer, weights: Weights, images: Tensor) -> Any:
    """What the built model gives for images with these weights; raises `Wrong` where they do not
    fit it."""
    logits = answer.do(operations.predict, dict(weights), images, asked=TASK.file, seconds=SECONDS)
    if isinstance(logits, str):
        raise Wrong(
            f"{TASK.file} does not fit the network of build_your_best(). Train that one, and save "
            "it again.",
            TASK.file,
            logits,
        )
    return logits


def scoreboard_rows(answer: Answer) -> tuple[list[tuple[str, int, float]], list[str]]:
    """(model, parameters, test accuracy) of the learner's network and of the course's, best first.

    With them come the names of the course's models that have not been trained here yet. Raises
    `Wrong` as `check` does.
    """
    parameters, splits = count_parameters(answer), load_splits()
    images, labels = splits.test[torch.arange(len(splits.test))]
    accuracy = share_right(logits_of(answer, read_weights(TASK.file), images), labels)
    rows = [("yours", parameters, accuracy)]
    rows += [
        (card.model, card.parameters, card.test_accuracy) for card in side_by_side(splits.name)
    ]
    return sorted(rows, key=lambda row: -row[2]), missing_models(splits.name)


EXERCISE = Exercise(
    "build_your_best()",
    check,
    points=4,
    graded=ByWeights(TASK.file, check_handed_in, SECONDS_TO_GRADE, MOST_DATA),
)
