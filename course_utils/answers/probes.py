"""Small models that answers are tried on, and weights that depend on a seed and on shapes alone."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple
from zlib import crc32

import torch
from torch import Tensor, nn


class DoublesWhileTraining(nn.Module):
    """Shows the mode as dropout does, without chance: 0 for every second number, the rest twice."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return x
        mask = torch.arange(x.shape[-1], device=x.device) % 2
        return x * mask * 2


def modes() -> nn.Module:
    """A classifier of N×1×6×6 images into four classes that shows which mode it is in."""
    return nn.Sequential(
        nn.Conv2d(1, 4, 3),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        DoublesWhileTraining(),
        nn.Linear(16, 4),
    )


def partly_frozen() -> nn.Module:
    """A model whose first layer is not trained, with a bias left out and buffers in between."""
    model = nn.Sequential(
        nn.Conv2d(2, 5, 3, bias=False), nn.BatchNorm2d(5), nn.Flatten(), nn.Linear(20, 3)
    )
    model[0].requires_grad_(False)
    return model


class Nested(nn.Module):
    """Layers inside layers, with names."""

    def __init__(self) -> None:
        super().__init__()
        self.block = nn.Sequential(nn.Conv2d(1, 3, (3, 5)), nn.BatchNorm2d(3))
        self.head = nn.Linear(7, 2, bias=False)


class Wide(nn.Module):
    """Layers with enough weights to measure their spread, nested in two ways."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(40, 12, 5)
        self.blocks = nn.ModuleList(
            [nn.Sequential(nn.Conv2d(12, 48, 3), nn.BatchNorm2d(48)), nn.Sequential(nn.ReLU())]
        )
        self.dense = nn.Sequential(nn.Linear(300, 200), nn.ReLU(), nn.Linear(200, 50))


class WithoutBias(nn.Module):
    """Layers that have no bias to set."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(16, 64, 3, bias=False)
        self.dense = nn.Linear(128, 64, bias=False)


def random_sizes(seed: int) -> nn.Module:
    """Layers whose sizes come from the seed, so that nobody knows their numbers beforehand."""
    generator = torch.Generator().manual_seed(seed)
    a, b, c, d = torch.randint(2, 12, (4,), generator=generator).tolist()
    model = nn.Sequential(
        nn.Conv2d(a, b, 3, bias=a % 2 == 0), nn.BatchNorm2d(b), nn.Flatten(), nn.Linear(c, d)
    )
    model[3].bias.requires_grad_(c % 2 == 0)
    return model


PROBES: dict[str, Callable[[], nn.Module]] = {
    "modes": modes,
    "partly frozen": partly_frozen,
    "nested": Nested,
    "wide": Wide,
    "without bias": WithoutBias,
}


def make_probe(name: str, seed: int) -> nn.Module:
    """A probe by its name; the one called "random sizes" depends on the seed."""
    return random_sizes(seed) if name == "random sizes" else PROBES[name]()


def fill(model: nn.Module, seed: int) -> None:
    """Give every parameter and running average a value from the seed, its role and its shape.

    Two models get the same weights where they have the same layers, whatever their names and, among
    different shapes, their order. Weights are scaled by 1/√inputs, so that numbers keep their size.
    """
    with torch.no_grad():
        for role in roles_of(model):
            values = _values(f"{seed} {role.key}", role.tensor, role.norm, role.name)
            role.tensor.copy_(values)


class Role(NamedTuple):
    """A tensor of a model, and a key that the same tensor has in every model with these layers."""

    key: str
    path: str  # as in state_dict
    name: str
    norm: bool
    tensor: Tensor


def roles_of(model: nn.Module) -> Iterator[Role]:
    """Parameters and running averages of a model; the key is made of role, shape and order."""
    count: Counter = Counter()
    for where, module in model.named_modules():
        norm = "Norm" in type(module).__name__
        tensors = [*module.named_parameters(recurse=False), *module.named_buffers(recurse=False)]
        for name, tensor in tensors:
            if not tensor.is_floating_point():
                continue
            key = (name if norm else "", tuple(tensor.shape))
            count[key] += 1
            path = f"{where}.{name}" if where else name
            yield Role(f"{key} {count[key]}", path, name, norm, tensor)


def filled_probe(name: str, seed: int) -> nn.Module:
    """A probe with the values that the seed gives its weights."""
    model = make_probe(name, seed)
    fill(model, seed)
    return model


def _values(key: str, tensor: Tensor, norm: bool, name: str) -> Tensor:
    # Python's own hash of a string differs from process to process.
    generator = torch.Generator().manual_seed(crc32(key.encode()))
    if norm or tensor.dim() < 2:
        values = torch.rand(tensor.shape, generator=generator) - 0.5
        if norm and name == "weight":
            return 3 * values  # negative ones too, so that pooling and norm cannot change places
        return values + 1 if norm and name == "running_var" else values
    inputs = tensor[0].numel()
    return torch.randn(tensor.shape, generator=generator) * (2 / inputs) ** 0.5


def weights_of(model: nn.Module) -> list[tuple[str, Tensor]]:
    """Parameters and buffers by name, copied to the CPU: an answer may move a model to a GPU."""
    named = [*model.named_parameters(), *model.named_buffers()]
    return [(name, tensor.detach().clone().cpu()) for name, tensor in named]


def kinds_of(model: nn.Module) -> list[str]:
    """The types of the layers that have no layers inside, in the order of their definition."""
    return [type(m).__name__ for m in model.modules() if not list(m.children())]
