"""initialise: new weights for a model, by Kaiming He's rule."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import torch
from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, shape_text
from course_utils.answers.probes import PROBES
from course_utils.checks.diagnose import diagnose


class Fans(NamedTuple):
    """How many inputs and outputs a weight connects, and the depth of its filters."""

    inputs: int
    outputs: int
    depth: int


NEUTRAL = (
    " It belongs to batch norm, which starts with a weight of 1 and a bias of 0: that leaves what "
    "it has normalised as it is. No weights are drawn there."
)
MANY = 4000  # weights: with fewer, chance moves their spread too far
CUT_OFF = (
    "Large weights are missing, as if cut off (trunc_normal_), and the standard deviation is "
    "another than √(2 / inputs). Draw from the whole normal distribution."
)
Spread = Callable[[Fans], float]


def _kaiming(fans: Fans) -> float:
    return (2 / fans.inputs) ** 0.5


MISTAKES: Mapping[str, Spread] = {
    "That is the variance 2 / inputs; the standard deviation is its root.": (
        lambda fans: _kaiming(fans) ** 2
    ),
    "That is 1 / inputs as variance. ReLU loses half: 2 / inputs (Kaiming).": (
        lambda fans: (1 / fans.inputs) ** 0.5
    ),
    "That counts the outputs (fan_out). Count the inputs: mode fan_in, the default.": (
        lambda fans: (2 / fans.outputs) ** 0.5
    ),
    "That counts the channels only. The inputs of a filter are depth · k · k.": (
        lambda fans: (2 / fans.depth) ** 0.5
    ),
    "That is Xavier's spread, √(2 / (inputs + outputs)). Kaiming's is √(2 / inputs).": (
        lambda fans: (2 / (fans.inputs + fans.outputs)) ** 0.5
    ),
    "These are torch's default weights; draw Kaiming's.": (
        lambda fans: (1 / (3 * fans.inputs)) ** 0.5
    ),
    "The weights come from a normal distribution of variance 1. Scale them.": lambda fans: 1.0,
    "The gain for ReLU is missing or taken twice.": lambda fans: 2 / fans.inputs**0.5,
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are Kaiming's normal weights, biases of 0 and neutral batch norm; raises `Wrong`."""
    for probe in ("wide", "nested", "without bias"):
        asked = f"initialise(model), {probe} model"
        found = answer.do(operations.start_probe, probe, draw.seed(), asked=asked)
        before, after = dict(found["before"]), dict(found["after"])
        _check_changed(before, after, PROBES[probe](), asked)
        _check_weights(after, PROBES[probe](), asked)
        if found["exchanged"]:
            raise Wrong(
                f"{found['exchanged'][0]} is another nn.Parameter than before. An optimiser that "
                "was made before holds the old one and would train that: change the numbers in "
                "place.",
                asked,
            )
    return "Three models: convolutions, linear layers and batch norm, nested, some without bias."


def _check_changed(
    before: dict[str, Tensor], after: dict[str, Tensor], model: nn.Module, asked: str
) -> None:
    names = [name for name, parameter in model.named_parameters()]
    same_as_before = [name for name in names if torch.equal(before[name], after[name])]
    weights = [n for n in same_as_before if n.endswith("weight") and after[n].dim() > 1]
    if same_as_before == names:
        raise Wrong(
            "Nothing has been drawn anew. Change the layers of the model itself in place "
            "(nn.init.…_), not a copy, and go through model.modules().",
            asked,
        )
    if weights and all("." in name.removesuffix(".weight") for name in weights):
        raise Wrong(
            f"{weights[0]} is as it was. Layers inside layers count too: model.modules() goes "
            "through all of them.",
            asked,
        )
    if weights:
        raise Wrong(f"{weights[0]} is as it was: it has not been drawn anew.", asked)


def _check_weights(found: dict[str, Tensor], model: nn.Module, asked: str) -> None:
    for path, layer in model.named_modules():
        for role, weight in layer.named_parameters(recurse=False):
            name = f"{path}.{role}"
            value = found[name]
            if value.shape != weight.shape:
                raise Wrong(
                    f"{name} has another shape than before. Change its numbers in place.",
                    asked,
                    shape_text(value.shape),
                    shape_text(weight.shape),
                )
            norm = isinstance(layer, nn.BatchNorm2d)
            if role == "bias" or norm:
                wanted = float(norm and role == "weight")
                if not bool((value == wanted).all()):
                    words = f"{name} should be {wanted:g} throughout.{NEUTRAL if norm else ''}"
                    raise Wrong(words, asked, as_text(value))
            else:
                _check_each_is_drawn(value, name, asked)
                check_spread = _check_kaiming if value.numel() >= MANY else _check_roughly
                check_spread(value, name, asked)


def _check_each_is_drawn(weight: Tensor, name: str, asked: str) -> None:
    """In a layer of any size; chance makes two numbers equal, but not one in ten."""
    if weight.unique().numel() < 0.9 * weight.numel():
        words = "Many weights are equal. Draw each of them, in every filter and for every input."
        if weight.unique().numel() == 1:
            words = "All weights are equal, so all filters would learn the same. Draw them."
        raise Wrong(f"{name}: {words}", asked)


def _check_roughly(weight: Tensor, name: str, asked: str) -> None:
    ratio = weight.std().item() / _kaiming(_fans(weight))
    if not 0.2 < ratio < 2.5:
        raise Wrong(
            f"{name}: its standard deviation is far from √(2 / inputs), in a layer with few "
            "weights too.",
            asked,
            f"standard deviation {weight.std().item():.4f}",
            f"about {_kaiming(_fans(weight)):.4f}",
        )


def _fans(weight: Tensor) -> Fans:
    return Fans(weight[0].numel(), weight.numel() // weight.shape[1], weight.shape[1])


def _check_kaiming(weight: Tensor, name: str, asked: str) -> None:
    fans = _fans(weight)
    spread, wanted = weight.std().item(), _kaiming(fans)
    kurtosis = ((weight - weight.mean()) ** 4).mean().item() / spread**4
    if not abs(spread / wanted - 1) < 0.05:
        words = diagnose(spread, MISTAKES, lambda mistake: mistake(fans), _about)
        words = words or "Its standard deviation should be √(2 / inputs)."
        if 2.1 < kurtosis < 2.6:  # 2.4 where all beyond two standard deviations is missing
            words = CUT_OFF
        came = f"standard deviation {spread:.4f}"
        raise Wrong(f"{name}: {words}", asked, came, f"{wanted:.4f}")
    if not 2.6 < kurtosis < 3.5:  # 3 for a normal distribution, 1.8 for a uniform one
        words = "drawn evenly, or cut off" if kurtosis < 3 else "with more far-off numbers than one"
        raise Wrong(f"{name}: {words}; the normal distribution is asked for.", asked)
    if abs(weight.mean().item()) > 5 * wanted / weight.numel() ** 0.5:
        raise Wrong(f"{name}: the mean should be 0.", asked)


def _about(spread: float, other: float) -> bool:
    return abs(spread / other - 1) < 0.04


EXERCISE = Exercise("initialise(model)", check)
