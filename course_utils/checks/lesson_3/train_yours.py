"""train_yours: the learner's own parts put together, judged by the weights that they saved."""

from collections.abc import Mapping
from pathlib import Path

import torch
from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import ByWeights, Exercise, NotAnswered, Wrong
from course_utils.answers.plain import shape_text
from course_utils.checks.held_out import held_out
from course_utils.data import MNIST
from course_utils.models import TwoLayerCNN

FILE = "my_two_layer.pt"
HOW_TO_SAVE = f'torch.save(model.state_dict(), "{FILE}")'
SECONDS_TO_GRADE = 200.0
# Of changed images an untrained network reads about a tenth; how many the worked solution reads,
# and one that was trained for too short, is measured by benchmarks/train_yours.py.
ACCURACY_WANTED = {MNIST: 0.92}
ACCURACY_WANTED_ON_THE_DIGITS = 0.75
KNOWS_NOTHING = 0.2


def check(answer: Answer, draw: Draw) -> str:
    """Right: the saved weights read changed validation images well; raises `Wrong`."""
    _check_written(answer)
    return _judge(read_weights(Path(FILE)), draw, "validation")


def check_handed_in(weights: Mapping[str, Tensor] | Wrong, answer: Answer, draw: Draw) -> str:
    """As `check`, on changed training and test images, with the weights of a file handed in."""
    _check_written(answer)
    if isinstance(weights, Wrong):
        raise weights
    return [_judge(weights, draw, kind) for kind in ("training", "test")][-1]


def _check_written(answer: Answer) -> None:
    if not answer.do(operations.is_written, asked="train_yours()"):
        raise NotAnswered


def read_weights(file: Path) -> dict[str, Tensor]:
    """The tensors of a file with weights, by name. Raises `Wrong` where it holds none."""
    if not file.is_file():
        raise Wrong(
            f"There is no file {FILE} beside this notebook. Run train_yours(), and let it end with "
            f"{HOW_TO_SAVE}.",
            FILE,
        )
    try:
        held = torch.load(file, weights_only=True, map_location="cpu")
    except Exception as error:  # whatever is wrong with the file, the learner hears it in words
        first = str(error).partition("\n")[0][:200]
        raise Wrong(
            f"{FILE} holds no weights by name. Save the state_dict and not the whole model: "
            f"{HOW_TO_SAVE}.",
            FILE,
            first,
        ) from None
    if not isinstance(held, Mapping) or not all(isinstance(v, Tensor) for v in held.values()):
        raise Wrong(f"{FILE} holds no weights by name. With its brackets: {HOW_TO_SAVE}.", FILE)
    return dict(held)


def two_layer_cnn(weights: Mapping[str, Tensor]) -> nn.Module:
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
            f"{FILE} holds the weights of another network than TwoLayerCNN. Train that one.",
            FILE,
            listed[:300],
            ", ".join(map(shape_text, places)),
        )
    with torch.no_grad():
        for shape, parameter in places.items():
            parameter.copy_(held[shape])
    return model.eval()


def _judge(weights: Mapping[str, Tensor], draw: Draw, kind: str) -> str:
    model = two_layer_cnn(weights)
    images, labels, data = held_out(draw, kind)
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in images.split(500)])
    accuracy = (logits.argmax(dim=1) == labels).double().mean().item()
    wanted = ACCURACY_WANTED.get(data, ACCURACY_WANTED_ON_THE_DIGITS)
    asked = f"{FILE} on {kind} images, turned and shifted a little ({data})"
    if accuracy < wanted:
        words = (
            "It has learned something, and too little. Are all training images used, is the rate "
            "neither tiny nor large, are there enough epochs? Print the loss of each."
        )
        if accuracy < KNOWS_NOTHING:
            words = (
                "The saved network reads about one image in ten, as one that was never trained. Is "
                "the model that you save the one that you train?"
            )
        raise Wrong(words, asked, f"{accuracy:.2%}", f"{wanted:.0%} or more")
    return f"{accuracy:.2%} of the {kind} images, turned and shifted a little ({data})."


EXERCISE = Exercise(
    "train_yours()",
    check,
    points=2,
    graded=ByWeights(FILE, check_handed_in, SECONDS_TO_GRADE),
)
