"""train_yours: the learner's own parts put together, judged by the weights that they saved."""

import torch
from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import ByWeights, Exercise, NotAnswered, Wrong
from course_utils.answers.plain import shape_text
from course_utils.checks.saved_weights import (
    WHERE_GRADED,
    WHILE_TRYING,
    TrainedTask,
    Weights,
    judge_reading,
    read_weights,
)
from course_utils.data import EMBEDDED_DIGITS, MNIST
from course_utils.models import TwoLayerCNN

SECONDS_TO_GRADE = 200.0
TASK = TrainedTask(
    "my_two_layer.pt",
    "train_yours()",
    # Of changed images an untrained network reads about a tenth; how many the worked solution
    # reads, and one that was trained for too short, is measured by benchmarks/train_yours.py.
    wanted={MNIST: 0.92, EMBEDDED_DIGITS: 0.75},
    too_little="It has learned something, and too little. Are all training images used, is the "
    "rate neither tiny nor large, are there enough epochs? Print the loss of each.",
)


def check(answer: Answer, draw: Draw) -> str:
    """Right: the saved weights read changed validation images well; raises `Wrong`."""
    _check_written(answer)
    return _judge(read_weights(TASK.file), draw, WHILE_TRYING)


def check_handed_in(weights: Weights | Wrong, answer: Answer, draw: Draw) -> str:
    """As `check`, on changed training and test images, with the weights of a file handed in."""
    _check_written(answer)
    if isinstance(weights, Wrong):
        raise weights
    return _judge(weights, draw, WHERE_GRADED)


def _check_written(answer: Answer) -> None:
    if not answer.do(operations.is_written, asked="train_yours()"):
        raise NotAnswered


def two_layer_cnn(weights: Weights) -> nn.Module:
    """The course's TwoLayerCNN with these weights, in eval mode, whatever they are called.

    Its six tensors differ in shape, so that each has one place only. Raises `Wrong` where the
    shapes are others.
    """
    model = TwoLayerCNN()
    places = {tuple(p.shape): p for p in model.parameters()}
    held = {tuple(tensor.shape): tensor for tensor in weights.values()}
    if held.keys() != places.keys() or len(weights) != len(places):
        listed = ", ".join(shape_text(tensor.shape) for tensor in weights.values()) or "nothing"
        raise Wrong(
            f"{TASK.file} holds the weights of another network than TwoLayerCNN. Train that one.",
            TASK.file,
            listed[:300],
            ", ".join(map(shape_text, places)),
        )
    with torch.no_grad():
        for shape, parameter in places.items():
            parameter.copy_(held[shape])
    return model.eval()


def _judge(weights: Weights, draw: Draw, kinds: tuple[str, ...]) -> str:
    model = two_layer_cnn(weights)

    def logits_of(images: Tensor) -> Tensor:
        with torch.no_grad():
            return torch.cat([model(batch) for batch in images.split(500)])

    return judge_reading(TASK, logits_of, draw, kinds)


EXERCISE = Exercise(
    "train_yours()",
    check,
    points=2,
    graded=ByWeights(TASK.file, check_handed_in, SECONDS_TO_GRADE),
)
