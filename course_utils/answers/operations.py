"""What is done with an answer: plain data go in, plain data come out, nothing is judged here.

These functions run beside the learner's code and know neither what is wanted nor the other cases.
Weights of a model are set from a seed by `fill`, so that a trusted model gets the same ones.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from course_utils.answers import slopes
from course_utils.answers.probes import fill, filled_probe, kinds_of, weights_of

descend, goes_back, pass_back = slopes.descend, slopes.goes_back, slopes.pass_back
NO_WEIGHTS = (
    "There is no file {file} beside this notebook. Train your model and save its weights: "
    'torch.save(model.state_dict(), "{file}").'
)

BATCH = 100  # memory for larger ones is given back and asked for again with every layer


def call(function: Callable, arguments: list, named: dict) -> tuple[Any, list]:
    """The result of a call, and the inputs as they are after it."""
    return function(*arguments, **named), [arguments, named]


def read_dataset(make: type, images: Tensor, labels: Tensor, indices: list[int]) -> dict:
    """Length and items of a data set, without a transform and with one that turns x into 1 − x."""
    seen: list[Any] = []

    def negative(image: Any) -> Any:
        seen.append(image.clone() if isinstance(image, Tensor) else image)
        return 1 - image

    dataset = make(images, labels)
    plain_items = [dataset[index] for index in indices]
    negatives = [make(images, labels, transform=negative)[index] for index in indices]
    return {
        "length": len(dataset),
        "items": plain_items,
        "negatives": negatives,
        "transform got": seen,
        "images after": images,
    }


def build(make: Callable, named: dict, seed: int, image_size: tuple[int, int, int]) -> dict:
    """What a new model is made of, after one forward pass has shaped its lazy layers."""
    torch.manual_seed(seed)
    model = _model(make, named, image_size)
    if not isinstance(model, nn.Module):
        return {"is a module": False, "came": model}
    with torch.no_grad():
        output = model(torch.zeros(2, *image_size))
    return {
        "is a module": True,
        "output": output,
        "classes from": [kind.__module__ for kind in type(model).__mro__],
        "parameters": sum(p.numel() for p in model.parameters() if p.requires_grad),
        "shapes": [tuple(p.shape) for p in model.parameters()],
        "layers": kinds_of(model),
        "name": getattr(model, "name", None),
    }


def forward(
    make: Callable, named: dict, seed: int, chance: int, image_size: tuple, images: Tensor
) -> Any:
    """What a model gives for images in eval mode: weights from one seed, chance from another."""
    model = _filled(make, named, seed, chance, image_size)
    with torch.no_grad():
        return model(images)


def pass_many_times(
    make: Callable, named: dict, seed: int, chance: int, image: Tensor, batches: int
) -> list:
    """What a model gives in train mode for batches of one image again and again."""
    model = _filled(make, named, seed, chance, tuple(image.shape))
    model.train()
    with torch.no_grad():
        return [model(image.expand(BATCH, -1, -1, -1)) for _ in range(batches)]


def predict_with_saved(make: Callable, file: str, images: Tensor) -> Any:
    """Logits of the built model with the weights that the learner saved; or what is wrong."""
    if not Path(file).is_file():
        return NO_WEIGHTS.format(file=file)
    try:
        weights = torch.load(file, weights_only=True, map_location="cpu")
    except Exception as error:  # whatever is wrong with the file, the learner hears it in words
        return does_not_fit(file, error)
    return predict(make, weights, file, images)


def predict(make: Callable, weights: dict[str, Tensor], file: str, images: Tensor) -> Any:
    """Logits of the built model with these weights, which come from a file; or what is wrong."""
    model = make().cpu()
    try:
        model.load_state_dict(weights)
    except Exception as error:
        return does_not_fit(file, error)
    model.eval()
    with torch.no_grad():
        return torch.cat([model(batch) for batch in images.split(500)])


def does_not_fit(file: str, error: Exception) -> str:
    """What the learner hears of a file with weights of another network, or with none."""
    first = str(error).partition("\n")[0]
    return f"{file} does not fit the model of build_your_best(): {first} Train and save it again."


def refuses_to_build(make: Callable, named: dict) -> bool:
    """Whether making a model with these settings raises ValueError; another error is passed on."""
    try:
        make(**named)
    except ValueError:
        return True
    return False


def _model(make: Callable, named: dict, image_size: tuple) -> nn.Module:
    model = make(**named)
    if isinstance(model, nn.Module):
        model.cpu().eval()
        with torch.no_grad():
            model(torch.zeros(2, *image_size))
    return model


def _filled(make: Callable, named: dict, seed: int, chance: int, image_size: tuple) -> nn.Module:
    model = _model(make, named, image_size)
    fill(model, seed)
    torch.manual_seed(chance)
    return model


def on_probe(function: Callable, probe: str, seed: int) -> Any:
    """What a function of a model alone (a count, a table) gives for a probe."""
    return function(filled_probe(probe, seed))


def change_probe(function: Callable, probe: str, seed: int) -> dict:
    """The named weights of a probe before and after a function has changed it in place."""
    model = filled_probe(probe, seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(3).add_(0.1)  # far from any usual start
    before = weights_of(model)
    function(model)
    return {"before": before, "after": weights_of(model)}


def momentum_steps(
    function: Callable, values: list, gradients: list[list], learning_rate: float, momentum: float
) -> dict:
    """Parameters and velocities after each step; a gradient of None stands for none."""
    parameters = [nn.Parameter(value.clone()) for value in values]
    velocities = [torch.zeros_like(value) for value in values]
    lists = list(parameters), list(velocities)
    steps = []
    for step in gradients:
        for parameter, gradient in zip(parameters, step, strict=True):
            parameter.grad = None if gradient is None else gradient.clone()
        function(lists[0], lists[1], learning_rate, momentum)
        steps.append(
            {
                "parameters": [p.detach().clone() for p in parameters],
                "velocities": [v.detach().clone() for v in velocities],
                "gradients": [None if p.grad is None else p.grad.clone() for p in parameters],
            }
        )
    kept = all(a is b for a, b in zip(lists[0], parameters, strict=False))
    kept = kept and all(a is b for a, b in zip(lists[1], velocities, strict=False))
    return {"steps": steps, "same objects": kept}


LOSSES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "cross-entropy": F.cross_entropy,
    "smoothed": lambda logits, targets: F.cross_entropy(logits, targets, label_smoothing=0.2),
}


def train_epoch(
    function: Callable,
    seed: int,
    images: Tensor,
    labels: Tensor,
    batch_size: int,
    learning_rate: float,
    loss: str,
) -> dict:
    """`train_one_epoch` on a probe that was left in eval mode with old gradients in it."""
    model = filled_probe("modes", seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    LOSSES[loss](model(images[:4]), labels[:4]).backward()  # gradients that a first step must clear
    model.eval()
    returned = function(model, _loader(images, labels, batch_size), LOSSES[loss], optimizer)
    return {"returned": returned, "weights": weights_of(model), "training": model.training}


def evaluate_probe(
    function: Callable,
    seed: int,
    images: Tensor,
    labels: Tensor,
    batch_size: int,
    loss: str,
    training: bool,
) -> dict:
    """`evaluate` on a probe that was left in train or eval mode."""
    model = filled_probe("modes", seed)
    model.train(training)
    before = weights_of(model)
    with_gradients: list[bool] = []
    model.register_forward_hook(lambda *_: with_gradients.append(torch.is_grad_enabled()))
    returned = function(model, _loader(images, labels, batch_size), LOSSES[loss])
    return {
        "returned": returned,
        "training": model.training,
        "with gradients": any(with_gradients),
        "weights before": before,
        "weights after": weights_of(model),
        "gradients left": any(p.grad is not None for p in model.parameters()),
    }


def fit_probe(
    function: Callable,
    seed: int,
    train: tuple[Tensor, Tensor],
    validation: tuple[Tensor, Tensor],
    batch_sizes: tuple[int, int],
    learning_rate: float,
    epochs: int,
) -> dict:
    """`fit` on a probe: the record that it returns and the weights afterwards."""
    model = filled_probe("modes", seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    loaders = _loader(*train, batch_sizes[0]), _loader(*validation, batch_sizes[1])
    with_gradients: list[bool] = []

    def note(module: nn.Module, *_: Any) -> None:
        if not module.training:
            with_gradients.append(torch.is_grad_enabled())

    model.register_forward_hook(note)
    returned = function(model, *loaders, optimizer, epochs)
    return {
        "returned": returned,
        "weights": weights_of(model),
        "validated with gradients": any(with_gradients),
    }


def normalise(
    make: type, named: dict, state: dict[str, Tensor], batches: list[tuple[bool, Tensor]]
) -> dict:
    """Outputs of a normalisation layer for (training, batch) pairs, and its state after each."""
    layer = make(**named)
    missing = [name for name in state if not isinstance(getattr(layer, name, None), Tensor)]
    if missing:
        return {"missing": missing}
    parameters = [name for name, _ in layer.named_parameters()]
    buffers = [name for name, _ in layer.named_buffers()]
    start = {name: getattr(layer, name).detach().clone() for name in state}
    with torch.no_grad():
        for name, value in state.items():
            getattr(layer, name).copy_(value)
    steps, changed = [], False
    for training, batch in batches:
        layer.train(training)
        before = batch.clone()
        output = layer(batch)
        changed = changed or not torch.equal(batch, before)
        now = {name: getattr(layer, name).detach().clone() for name in state}
        steps.append({"output": output, "state": now})
    layer.train()
    layer(batches[0][1].clone().requires_grad_() * 1)  # times 1: no leaf, may be changed
    return {
        "missing": [],
        "input changed": changed,
        "keeps the graph": layer.running_mean.requires_grad or layer.running_var.requires_grad,
        "parameters": parameters,
        "buffers": buffers,
        "start": start,
        "steps": steps,
    }


def _loader(images: Tensor, labels: Tensor, batch_size: int) -> DataLoader:
    return DataLoader(TensorDataset(images, labels), batch_size)
