"""Networks and layers: built, filled with weights, and what they compute."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.answers.kept import seeded
from course_utils.answers.probes import fill, kinds_of, roles_of

LONGEST_REASON = 300
BATCH = 100  # memory for larger ones is given back and asked for again with every layer


def build(make: Callable, named: dict, seed: int, image_size: tuple[int, int, int]) -> dict:
    """What a new model is made of, after one forward pass has shaped its lazy layers."""
    with seeded(seed):
        model = _model(make, named, image_size)
        if not isinstance(model, nn.Module):
            return {"is a module": False, "came": model}
        with torch.no_grad():
            output = model(torch.zeros(2, *image_size))
    return {
        "is a module": True,
        "output": output,
        "classes from": _modules_of_classes(model),
        "parameters": sum(p.numel() for p in model.parameters() if p.requires_grad),
        "shapes": [tuple(p.shape) for p in model.parameters()],
        "layers": kinds_of(model),
        "name": getattr(model, "name", None),
    }


def forward(
    make: Callable, named: dict, seed: int, chance: int, image_size: tuple, images: Tensor
) -> Any:
    """What a model gives for images in eval mode: weights from one seed, chance from another."""
    model = _filled(make, named, seed, image_size)
    with seeded(chance), torch.no_grad():
        return model(images)


def gradients(
    make: Callable, named: dict, seed: int, image_size: tuple, images: Tensor, factors: Tensor
) -> list[dict]:
    """What a backward pass in eval mode leaves in each parameter; None where it leaves nothing.

    What goes back is the sum of the logits N×K times `factors` N×K. The key of a parameter is the
    same in every model with the same layers.
    """
    model = _filled(make, named, seed, image_size)
    with seeded(0), torch.enable_grad():
        go_back(model(images), factors)
    return [
        {
            "key": role.key,
            "path": role.path,
            "learns": role.tensor.requires_grad,
            "gradient": role.tensor.grad,
        }
        for role in roles_of(model)
        if isinstance(role.tensor, nn.Parameter)
    ]


def go_back(output: Any, factors: Tensor) -> None:
    """The backward pass of the output times `factors`; nothing where no graph hangs on it."""
    if isinstance(output, Tensor) and output.requires_grad:
        (output * factors).sum().backward()


def pass_many_times(
    make: Callable,
    named: dict,
    seed: int,
    chance: int,
    image: Tensor,
    batches: int,
    silent: tuple[int, ...] = (),
) -> list:
    """What a model gives in train mode for batches of one image again and again.

    Weights of the shape `silent` are 0: what goes into their layer changes nothing.
    """
    model = _filled(make, named, seed, tuple(image.shape))
    model.train()
    with seeded(chance), torch.no_grad():
        for weights in model.parameters():
            if tuple(weights.shape) == silent:
                weights.zero_()
        return [model(image.expand(BATCH, -1, -1, -1)) for _ in range(batches)]


def predict(make: Callable, weights: dict[str, Tensor], images: Tensor) -> Any:
    """Logits of the built model in eval mode with these weights, or why they do not fit."""
    made = make()
    model = getattr(made, "_orig_mod", made).cpu()  # below torch.compile
    try:
        whole = {n: t for n, t in model.state_dict().items() if not t.is_floating_point()}
        model.load_state_dict({**whole, **weights})
    except Exception as error:  # torch's words say which layers differ
        return " ".join(str(error).split())[:LONGEST_REASON]
    model.eval()
    with torch.no_grad():
        return torch.cat([model(batch) for batch in images.split(500)])


def _modules_of_classes(model: nn.Module) -> list[str]:
    """Where the classes of the model and of all its layers were written."""
    kinds = {kind for module in model.modules() for kind in type(module).__mro__}
    return sorted({kind.__module__ for kind in kinds})


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


def _filled(make: Callable, named: dict, seed: int, image_size: tuple) -> nn.Module:
    with seeded(seed):
        model = _model(make, named, image_size)
    fill(model, seed)
    return model


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
    with torch.enable_grad():
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


def normalise_back(
    make: type, named: dict, state: dict[str, Tensor], batches: list[tuple[bool, Tensor, Tensor]]
) -> list[dict]:
    """Gradients of weight, bias and input for (training, batch, factors) triples; None for none.

    The layer has the same state at the start of each, and the output times `factors` goes back.
    """
    layer, steps = make(**named), []
    for training, batch, factors in batches:
        with torch.no_grad():
            for name, value in state.items():
                getattr(layer, name).copy_(value)
        layer.train(training)
        layer.zero_grad()
        leaf = batch.clone().requires_grad_()
        with torch.enable_grad():
            go_back(layer(leaf * 1), factors)
        learned = {"weight": layer.weight, "bias": layer.bias, "input": leaf}
        steps.append({name: tensor.grad for name, tensor in learned.items()})
    return steps
