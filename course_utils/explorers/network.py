"""A network as plain data, for the views that compute its forward pass themselves (network.js)."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.errors import InputError
from course_utils.shapes import device_of, eval_mode


@dataclass
class _Call:
    """A layer at work: its name, what it was given and what it gave."""

    name: str
    layer: nn.Module
    given: Tensor | None = None
    gave: Tensor | None = None


def as_data(model: nn.Module, images: Tensor) -> dict[str, Any]:
    """What a model does to images N×C×H×W, as plain data: `input`, `layers`, `weights`, `bytes`.

    `input` is [C, H, W]; each layer has `name`, `kind`, its settings, and what it `holds` of the
    weights, which follow each other as base64 of float32 numbers; so many bytes in words are its
    `size`. Raises InputError for a layer or setting that network.js does not know, and for a model
    that does more than its layers do.
    """
    calls = _calls(model, images.shape[1:])
    layers, weights = [], []
    for call in calls:
        kind, settings, numbers = _described(call)
        held = {name: tensor for name, tensor in numbers.items() if tensor is not None}
        holds = [[name, tensor.numel()] for name, tensor in held.items()]
        layers.append({"name": call.name, "kind": kind, **settings, "holds": holds})
        weights += [tensor.detach().float().cpu().flatten() for tensor in held.values()]
    values = torch.cat([torch.zeros(0), *weights])
    return {
        "input": list(images.shape[1:]),
        "layers": layers,
        "weights": as_base64(values),
        "bytes": 4 * values.numel(),
        "size": in_words(4 * values.numel()),
    }


def as_base64(values: Tensor) -> str:
    """Numbers as base64 text of float32, the least significant byte first."""
    return base64.b64encode(values.detach().cpu().numpy().astype("<f4").tobytes()).decode()


def in_words(size: int) -> str:
    """A number of bytes for people: 33,960 is 34 KB."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def _calls(model: nn.Module, shape: torch.Size) -> list[_Call]:
    """The layers of a model in the order of their work, for noise; each goes on from the last."""
    chance = torch.Generator().manual_seed(0)
    noise = torch.randn(2, *shape, generator=chance)  # both signs, or a ReLU would not be missed
    calls: list[_Call] = []
    hooks = []
    for name, layer in model.named_modules():
        if not list(layer.children()):
            before, after = _hooks(calls, name or type(layer).__name__, layer)
            hooks += [layer.register_forward_pre_hook(before)]
            hooks += [layer.register_forward_hook(after)]
    try:
        with eval_mode(model), torch.no_grad():
            noise = noise.to(device_of(model))
            answer = model(noise.clone())  # a first layer may work in place
    finally:
        for hook in hooks:
            hook.remove()
    _hold_together(calls, noise, answer)
    return calls


def _hooks(calls: list[_Call], name: str, layer: nn.Module) -> tuple[Callable, Callable]:
    """Copies are kept: a layer that works in place overwrites what it was given."""

    def before(_layer: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        calls.append(_Call(name, layer, given=inputs[0].clone()))

    def after(_layer: nn.Module, _inputs: tuple[Tensor, ...], output: Tensor) -> None:
        if not isinstance(output, Tensor):
            raise InputError(f"The layer {name} ({type(layer).__name__}) does not give one tensor.")
        calls[-1].gave = output.clone()

    return before, after


def _hold_together(calls: list[_Call], images: Tensor, answer: Tensor) -> None:
    """InputError where something happens between two layers, as a function within forward does."""
    if not answer.isfinite().all():
        raise InputError("The network's numbers are not finite: its training has diverged.")
    held, last = images, "the image"
    for call in calls:
        if not _same(call.given, held):
            raise _between(last, f"the layer {call.name}")
        held, last = call.gave, f"the layer {call.name}"
    if not _same(answer, held):
        raise _between(last, "the network's answer")


def _same(numbers: Tensor, before: Tensor) -> bool:
    """Whether they are the same, as they are or laid flat (a `view` or `flatten` in forward)."""
    if numbers.shape != before.shape and numbers.shape != before.flatten(1).shape:
        return False
    return torch.equal(numbers.flatten(1), before.flatten(1))


def _between(one: str, other: str) -> InputError:
    return InputError(
        f"Between {one} and {other}, forward does something that is no layer of the model. The "
        "view only takes along what is one: nn.ReLU() instead of F.relu(x)."
    )


Described = tuple[str, dict[str, Any], dict[str, Tensor | None]]  # kind, settings, numbers


def _described(call: _Call) -> Described:
    kind = KNOWN.get(type(call.layer))
    if kind is None:
        known = ", ".join(layer.__name__ for layer in KNOWN)
        raise InputError(
            f"The view computes the network itself, and does not know the layer {call.name}: "
            f"{type(call.layer).__name__}. It knows {known}."
        )
    described, unusual = kind
    for name, usual in unusual.items():
        value = getattr(call.layer, name)
        if value not in (usual, (usual, usual)):
            raise InputError(
                f"The view computes the network itself, and does not know {name}={value!r} of the "
                f"layer {call.name}: {type(call.layer).__name__}."
            )
    if isinstance(call.layer, nn.Linear) and call.given.dim() != 2:
        raise InputError(
            f"The layer {call.name} (Linear) gets {call.given.dim() - 1} axes an image; the view "
            "knows dense layers on flat images only: put nn.Flatten() before it."
        )
    return described(call.layer)


def _pair(value: int | tuple[int, int]) -> list[int]:
    return [value, value] if isinstance(value, int) else list(value)


def _windows(layer: nn.Conv2d | nn.MaxPool2d) -> dict[str, list[int]]:
    kernel = _pair(layer.kernel_size)
    padding = layer.padding
    if padding == "same" and all(side % 2 for side in kernel):
        padding = (kernel[0] // 2, kernel[1] // 2)
    if isinstance(padding, str):
        if padding == "same":
            raise InputError("The view does not know padding='same' with a filter of even size.")
        padding = 0
    return {"kernel": kernel, "stride": _pair(layer.stride), "padding": _pair(padding)}


def _conv(layer: nn.Conv2d) -> Described:
    channels = {"channels": layer.in_channels, "outputs": layer.out_channels}
    numbers = {"weight": layer.weight, "bias": layer.bias}
    return "conv", {**channels, **_windows(layer)}, numbers


def _pool(layer: nn.MaxPool2d) -> Described:
    return "pool", _windows(layer), {}


def _norm(layer: nn.BatchNorm2d) -> Described:
    numbers = {"mean": layer.running_mean, "variance": layer.running_var}
    return "norm", {"eps": layer.eps}, {**numbers, "weight": layer.weight, "bias": layer.bias}


def _dense(layer: nn.Linear) -> Described:
    return "dense", {"outputs": layer.out_features}, {"weight": layer.weight, "bias": layer.bias}


def _plain(kind: str) -> Callable[[nn.Module], Described]:
    return lambda _layer: (kind, {}, {})


# How each kind of layer is described, and the settings that network.js has only one way for.
# A class of one's own that inherits from one of them may do something else, and is not known.
KNOWN: dict[type[nn.Module], tuple[Callable[..., Described], dict[str, Any]]] = {
    nn.Conv2d: (_conv, {"groups": 1, "dilation": 1, "padding_mode": "zeros"}),
    nn.MaxPool2d: (_pool, {"dilation": 1, "ceil_mode": False, "return_indices": False}),
    nn.BatchNorm2d: (_norm, {"track_running_stats": True}),
    nn.ReLU: (_plain("relu"), {}),
    nn.Flatten: (_plain("flatten"), {"start_dim": 1, "end_dim": -1}),
    nn.Linear: (_dense, {}),
    nn.Dropout: (_plain("same"), {}),
    nn.Dropout2d: (_plain("same"), {}),
    nn.Identity: (_plain("same"), {}),
}
