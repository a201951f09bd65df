"""What the exercises of lesson 6 must do."""

from collections.abc import Callable
from typing import Any

import torch

from course_utils import models
from course_utils.checks import operations
from course_utils.checks.answer import Answer, Raised, call_text
from course_utils.checks.batch_norm import check_batch_norm
from course_utils.checks.compare import case, close, compare, number, refuses
from course_utils.checks.configurations import CONFIGURATIONS, drawn
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Exercise, Wrong
from course_utils.checks.networks import check_dropout, check_network
from course_utils.checks.open_task import check_your_best
from course_utils.checks.plain import shape_text, shown
from course_utils.checks.probes import PROBES, make_probe, weights_of
from course_utils.intervals import mean_and_interval

NORM_AFTER_POOL = "Batch norm stands right after the convolution, before the pooling."
REFUSED = {
    "No pixel is left after five poolings of 28 pixels.": {"channels": (4, 4, 4, 4, 4)},
    "An even kernel_size cannot keep the size.": {"kernel_size": 4},
}


def check_configurable_cnn(answer: Answer, draw: Draw) -> str:
    for named in (*CONFIGURATIONS, drawn(draw), drawn(draw)):
        size = named.get("input_size", (1, 28, 28))
        made = check_network(
            answer, draw, models.ConfigurableCNN, named, size, {NORM_AFTER_POOL: _norm_after_pool}
        )
        _check_layers(made["layers"], named, call_text(answer.name, (), named))
    for keep in ({}, {"dropout": 0.2}, {"dropout": 0.0}):
        check_dropout(answer, draw, models.ConfigurableCNN, keep)
    made = answer.do(operations.build, {"name": "my net"}, 0, (1, 28, 28))
    if made["name"] != "my net":
        raise Wrong("Keep the name: self.name = name.", 'ConfigurableCNN(name="my net").name')
    for because, named in REFUSED.items():
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
    return (
        "Seven configurations with other sizes, depths, filters and classes, with and without "
        "batch norm; the spread that dropout gives; two settings that must be refused."
    )


def _norm_after_pool(model: models.ConfigurableCNN) -> Callable[[torch.Tensor], torch.Tensor]:
    def forward(images: torch.Tensor) -> torch.Tensor:
        for layer in model.layers:
            for part in ("conv", "pool", "norm", "relu"):
                images = getattr(layer, part, lambda x: x)(images)
            if not hasattr(layer, "conv"):
                images = layer(images)
        return images

    return forward


def _check_layers(layers: list[str], named: dict, asked: str) -> None:
    if any(layer.startswith("Dropout") for layer in layers) and "Dropout2d" not in layers:
        raise Wrong("Whole channels are dropped here: nn.Dropout2d after each pooling.", asked)


def check_initialise(answer: Answer, draw: Draw) -> str:
    for probe in ("wide", "nested", "without bias"):
        asked = f"initialise(model), {probe} model"
        found = answer.do(operations.change_probe, probe, draw.seed(), asked=asked)
        before, after = dict(found["before"]), dict(found["after"])
        _check_changed(before, after, PROBES[probe](), asked)
        _check_weights(after, PROBES[probe](), asked)
    return "Three models: convolutions, linear layers and batch norm, nested, some without bias."


def _check_changed(before: dict, after: dict, model: torch.nn.Module, asked: str) -> None:
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


def _check_weights(found: dict[str, torch.Tensor], model: torch.nn.Module, asked: str) -> None:
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
            norm = isinstance(layer, torch.nn.BatchNorm2d)
            if role == "bias" or norm:
                wanted = float(norm and role == "weight")
                if not bool((value == wanted).all()):
                    raise Wrong(f"{name} should be {wanted:g} throughout.", asked, shown(value))
            elif value.numel() >= 4000:
                _check_kaiming(value, name, asked)


def _check_kaiming(weight: torch.Tensor, name: str, asked: str) -> None:
    fan_in = weight[0].numel()
    fan_out = weight.numel() // weight.shape[1]
    spread, wanted = weight.std().item(), (2 / fan_in) ** 0.5
    came, aim = f"standard deviation {spread:.4f}", f"{wanted:.4f}"
    if not abs(spread / wanted - 1) < 0.05:
        others = {
            "That is the variance 2 / inputs; the standard deviation is its root.": wanted**2,
            "That is 1 / inputs as variance. ReLU loses half: 2 / inputs (Kaiming).": (
                (1 / fan_in) ** 0.5
            ),
            "That counts the outputs (fan_out). Count the inputs: mode fan_in, the default.": (
                (2 / fan_out) ** 0.5
            ),
            "That counts the channels only. The inputs of a filter are depth · k · k.": (
                (2 / weight.shape[1]) ** 0.5
            ),
            "That is Xavier's spread, √(2 / (inputs + outputs)). Kaiming's is √(2 / inputs).": (
                (2 / (fan_in + fan_out)) ** 0.5
            ),
            "These are torch's default weights; draw Kaiming's.": ((1 / (3 * fan_in)) ** 0.5),
            "The weights come from a normal distribution of variance 1. Scale them.": 1.0,
            "The gain for ReLU is missing or taken twice.": 2 / fan_in**0.5,
        }
        words = next((w for w, other in others.items() if abs(spread / other - 1) < 0.04), "")
        if spread == 0:
            words = "All weights are equal, so all filters would learn the same. Draw them."
        words = words or "Its standard deviation should be √(2 / inputs)."
        raise Wrong(f"{name}: {words}", asked, came, aim)
    kurtosis = ((weight - weight.mean()) ** 4).mean().item() / spread**4
    if kurtosis < 2.4:  # 3 for a normal distribution, 1.8 for a uniform one
        raise Wrong(f"{name}: drawn evenly; the normal distribution is asked for.", asked)
    if abs(weight.mean().item()) > 5 * wanted / weight.numel() ** 0.5:
        raise Wrong(f"{name}: the mean should be 0.", asked)


def check_parameter_table(answer: Answer, draw: Draw) -> str:
    seed = draw.seed()
    for probe in ("nested", "modes", "partly frozen", "without bias", "drawn"):
        model = make_probe(probe, seed)
        asked = f"parameter_table of the {probe} model"
        got = answer.do(operations.on_probe, probe, seed, asked=asked)
        wanted = [(n, tuple(p.shape), p.numel()) for n, p in model.named_parameters()]
        _check_table(got, wanted, len(weights_of(model)), asked)
    return "Five models: nested layers, batch norm, a frozen layer, layers without bias."


def _check_table(got: Any, wanted: list, n_with_buffers: int, asked: str) -> None:
    if not isinstance(got, (list, tuple)):
        raise Wrong("Return a list of (name, shape, count).", asked, shown(got))
    if len(got) != len(wanted):
        words = "One row for each parameter is wanted: each weight and each bias."
        if len(got) == n_with_buffers:
            words = "Buffers, such as running averages, are no parameters: named_parameters()."
        raise Wrong(words, asked, f"{len(got)} rows", f"{len(wanted)} rows")
    for row, right in zip(got, wanted, strict=True):
        if not isinstance(row, (list, tuple)) or len(row) != 3:
            raise Wrong("Each row holds three things: name, shape, count.", asked, shown(row))
        name, shape, count = row
        if name != right[0]:
            raise Wrong("The names are those of named_parameters().", asked, shown(name), right[0])
        if not isinstance(shape, (list, tuple)) or tuple(shape) != right[1]:
            raise Wrong(
                f"The shape of {right[0]} is a tuple of its side lengths.",
                asked,
                shown(shape),
                shape_text(right[1]),
            )
        if not close(number(count, whole=True), right[2]):
            words = f"The count of {right[0]} is the number of its entries: numel()."
            raise Wrong(words, asked, shown(count), shown(right[2]))


def check_mean_and_interval(answer: Answer, draw: Draw) -> str:
    cases = [case([98.1, 98.4, 98.2, 98.6, 98.2]), case([1.0, 2.0]), case([5.0, 5.0, 5.0])]
    cases += [case((draw.normal(n) * 3 + 90).tolist()) for n in (2, 3, 5, 8, 20, 40)]
    compare(
        answer,
        cases,
        right=mean_and_interval,
        mistakes={
            "The half-width uses 1.96. With few values t is larger: t.ppf(0.975, n − 1).": (
                lambda values: _interval(values, factor=1.96)
            ),
            "Divide by √n: the mean of n values wavers less than a single one.": (
                lambda values: _interval(values, root=1.0)
            ),
            "Divide by √n, not by n.": lambda values: _interval(values, root=len(values)),
            "The standard deviation divides by n − 1 here: statistics.stdev.": (
                lambda values: _interval(values, correction=0)
            ),
            "That is the whole width; half of it is wanted.": (
                lambda values: (_interval(values)[0], 2 * _interval(values)[1])
            ),
            "t has n − 1 degrees of freedom, not n.": (
                lambda values: _interval(values, factor=_t(0.975, len(values)))
            ),
            "For 95 % on both sides together take t.ppf(0.975): 2.5 % are left on each side.": (
                lambda values: _interval(values, factor=_t(0.95, len(values) - 1))
            ),
            "Those are the two ends of the interval. Return the mean and the half-width.": (
                lambda values: (
                    _interval(values)[0] - _interval(values)[1],
                    _interval(values)[0] + _interval(values)[1],
                )
            ),
            "That is the standard deviation; the half-width is t · s / √n.": (
                lambda values: _interval(values, factor=1.0, root=1.0)
            ),
            "The numbers are rounded. Return them as they are, and round where you print.": (
                lambda values: tuple(round(value, 2) for value in _interval(values))
            ),
            "That is the standard error; multiply it by t.": (
                lambda values: _interval(values, factor=1.0)
            ),
        },
        look_at="The mean, and t.ppf(0.975, df=n − 1) · stdev / √n.",
    )
    refuses(answer, [case([98.1]), case([])], "One value has no spread.")
    return f"{len(cases)} lists of 2 to 40 values, and lists of one and of none."


def _t(share: float, freedom: int) -> float:
    from scipy.stats import t  # here, because it takes half a second to load

    return float(t.ppf(share, freedom))


def _interval(
    values: list[float],
    factor: float | None = None,
    root: float | None = None,
    correction: int = 1,
) -> tuple[float, float]:
    numbers = torch.tensor(values, dtype=torch.float64)
    n = len(values)
    factor = _t(0.975, n - 1) if factor is None else factor
    root = n**0.5 if root is None else root
    spread = numbers.std(correction=correction).item()
    return numbers.mean().item(), factor * spread / root


EXERCISES = (
    Exercise(
        "ConfigurableCNN(input_size=(1, 28, 28), kernel_size=3, channels=(32, 64), hidden=(32,), "
        'n_classes=10, batch_norm=False, dropout=0.5, name="cnn")',
        check_configurable_cnn,
        points=2,
    ),
    Exercise("initialise(model)", check_initialise),
    Exercise(
        "BatchNorm2d(n_channels, momentum=0.1, eps=1e-5)",
        check_batch_norm,
        points=2,
        to_write=("batch_norm", "native_batch_norm", "_BatchNorm", "LazyBatchNorm2d"),
    ),
    Exercise("parameter_table(model)", check_parameter_table),
    Exercise("mean_and_interval(values)", check_mean_and_interval),
    Exercise("build_your_best()", check_your_best, points=4),
)
