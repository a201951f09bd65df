"""ConfigurableCNN: a class that builds networks of any depth and size from its settings."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from torch import Tensor

from course_utils import models
from course_utils.answers import operations
from course_utils.answers.answer import Answer, Raised, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.checks.loops import unchanged
from course_utils.checks.networks import check_dropout, check_network

Forward = Callable[[Tensor], Tensor]
CONFIGURATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"batch_norm": True},
    {"input_size": (3, 32, 20), "channels": (6, 10, 12), "kernel_size": 7, "hidden": ()},
    {"channels": (8,), "hidden": (40, 20), "n_classes": 4, "dropout": 0.2},
    # One pixel is left.
    {"input_size": (2, 9, 13), "channels": (4, 5, 6), "batch_norm": True, "kernel_size": 1},
)
EVEN = "An even kernel_size cannot keep the size."
REFUSED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("No pixel is left after five poolings of 28 pixels.", {"channels": (4, 4, 4, 4, 4)}),
    (
        "No pixel is left after three poolings of a height of 6.",
        {"input_size": (1, 6, 28), "channels": (4, 4, 4)},
    ),
    (
        "No pixel is left after three poolings of a width of 6.",
        {"input_size": (1, 28, 6), "channels": (4, 4, 4)},
    ),
    (EVEN, {"kernel_size": 4}),
    (EVEN, {"kernel_size": 2}),
)


ALLOWED = (
    "These settings are allowed. Refuse an even kernel_size, and a height or a width below 1 after "
    "the poolings: one pixel is enough."
)
Faulty = Callable[[models.ConfigurableCNN], Forward]


def _in_order(*parts: str) -> Faulty:
    """The forward pass with the parts of each block in this order; dropout does nothing here."""

    def faulty(model: models.ConfigurableCNN, images: Tensor) -> Tensor:
        for layer in model.layers:
            for part in parts:
                images = getattr(layer, part, unchanged)(images)
            if not hasattr(layer, "conv"):
                images = layer(images)
        return images

    return lambda model: partial(faulty, model)


MISTAKES: Mapping[str, Faulty] = {
    "Batch norm stands right after the convolution, before the pooling.": _in_order(
        "conv", "pool", "norm", "relu"
    ),
    "Yours normalises after the ReLU. Batch norm stands right after the convolution, before the "
    "ReLU.": _in_order("conv", "relu", "norm", "pool"),
    "Yours normalises after ReLU and pooling. Batch norm stands right after the convolution, "
    "before both.": _in_order("conv", "relu", "pool", "norm"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are the reference's parameters, logits and dropout for all settings; raises `Wrong`."""
    for named in (*CONFIGURATIONS, _random_configuration(draw), _random_configuration(draw)):
        made = _check_allowed(answer, draw, named)
        _check_layers(made["layers"], call_text(answer.name, (), named))
    for keep in ({}, {"dropout": 0.2}, {"dropout": 0.0}):
        mistaken = {"The argument dropout has no effect: p of each nn.Dropout2d is dropout.": {}}
        check_dropout(answer, draw, models.ConfigurableCNN, keep, mistaken=mistaken)
    made = answer.do(operations.build, {"name": "my net"}, 0, (1, 28, 28))
    if made["name"] != "my net":
        raise Wrong("Keep the name: self.name = name.", 'ConfigurableCNN(name="my net").name')
    for because, named in REFUSED:
        _check_refused(answer, because, named)
    return (
        "Seven configurations with other sizes, depths, filters and classes, with and without "
        "batch norm; the spread that dropout gives; five settings that must be refused."
    )


def _random_configuration(draw: Draw) -> dict[str, Any]:
    """A configuration that nobody can have written down."""
    return {
        "input_size": (draw.integer(1, 3), draw.integer(8, 20), draw.integer(8, 20)),
        "channels": tuple(draw.integers(2, 9, draw.integer(1, 3)).tolist()),
        "hidden": tuple(draw.integers(3, 20, draw.integer(0, 2)).tolist()),
        "kernel_size": draw.choice((1, 3, 5)),
        "n_classes": draw.integer(2, 9),
    }


def _check_allowed(answer: Answer, draw: Draw, named: dict[str, Any]) -> dict:
    """Raises `Wrong` unless the network is right, and made of settings that may be; what it is."""
    size = named.get("input_size", (1, 28, 28))
    try:
        return check_network(answer, draw, models.ConfigurableCNN, named, size, MISTAKES)
    except Raised as raised:
        if "raise ValueError" not in raised.line:
            raise
        raise Wrong(f"{raised.advice} {ALLOWED}", raised.asked, raised.came) from None


def _check_layers(layers: list[str], asked: str) -> None:
    if any(layer.startswith("Dropout") for layer in layers) and "Dropout2d" not in layers:
        raise Wrong("Whole channels are dropped here: nn.Dropout2d after each pooling.", asked)


def _check_refused(answer: Answer, because: str, named: dict[str, Any]) -> None:
    asked = call_text(answer.name, (), named)
    try:
        refused = answer.do(operations.refuses_to_build, named, asked=asked)
    except Raised as raised:
        raise Wrong(
            f"{because} Raise ValueError there; your answer raises {raised.kinds[0]}.",
            asked,
            raised.came,
        ) from None
    if not refused:
        raise Wrong(f"{because} Raise ValueError there.", asked)


EXERCISE = Exercise(
    "ConfigurableCNN(input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,), "
    'n_classes=10, batch_norm=False, dropout=0.5, name="cnn")',
    check,
    points=2,
)
