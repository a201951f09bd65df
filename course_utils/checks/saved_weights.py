"""A network within a size, judged by what it predicts with the weights that were saved."""

from typing import Any

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.exercise import Wrong
from course_utils.answers.plain import as_text, shape_text
from course_utils.data import MNIST

WEIGHTS_FILE = "best_model.pt"
MOST_PARAMETERS = 60_000
ACCURACY_WANTED = {MNIST: 0.992}
ACCURACY_WANTED_ON_THE_DIGITS = 0.95  # 360 test images: one is worth 0.3 points
SECONDS = 120.0  # for all test images on a slow laptop


def judge_accuracy(accuracy: float, parameters: int, wanted: float, images: str) -> str:
    """What came, in words; raises `Wrong` where it is less than what is wanted."""
    came = f"{accuracy:.2%} with {parameters:,} parameters"
    if accuracy < wanted:
        raise Wrong(
            "The network is within its size, and not yet accurate enough. What helped in the "
            "lessons: batch norm, more blocks with few channels, less dropout, a longer training.",
            f"{WEIGHTS_FILE} on {images}",
            came,
            f"{wanted:.1%} or more",
        )
    return f"{came} on {images}."


def count_parameters(answer: Answer) -> int:
    """Parameters of the untrained model; raises `Wrong` where it is none of one's own, too large or
    gives no logits."""
    made = answer.do(operations.build, {}, 0, (1, 28, 28), asked="build_your_best()")
    if not made["is a module"]:
        raise Wrong("Return a network, an object of a class that inherits from nn.Module.")
    if any(name.startswith("course_utils") for name in made["classes from"]):
        raise Wrong(
            "That is a network of the course's package, and handing it on gets no points. Build "
            "one of your own.",
            "build_your_best()",
        )
    _check_output(made["output"], 2)
    parameters = sum(torch.Size(shape).numel() for shape in made["shapes"])
    check_size(parameters)
    return parameters


def check_size(parameters: int) -> None:
    """Raises `Wrong` for a model that is larger than allowed."""
    if parameters > MOST_PARAMETERS:
        raise Wrong(
            f"At most {MOST_PARAMETERS:,} parameters are allowed. Most of them are usually in the "
            "first dense layer: pool once more, or use fewer channels before it.",
            "build_your_best()",
            f"{parameters:,} parameters",
        )


def accuracy_of(logits: Any, labels: Tensor) -> float:
    """The share of right answers; raises `Wrong` for words on what went wrong, or for no logits."""
    if isinstance(logits, str):
        raise Wrong(logits, WEIGHTS_FILE)
    _check_output(logits, len(labels))
    return (logits.argmax(dim=1) == labels).double().mean().item()


def _check_output(logits: Any, n_images: int) -> None:
    if not isinstance(logits, Tensor) or logits.shape != (n_images, 10):
        came = shape_text(logits.shape) if isinstance(logits, Tensor) else as_text(logits)
        raise Wrong("N×10 logits are wanted for N×1×28×28 images.", "build_your_best()", came)
