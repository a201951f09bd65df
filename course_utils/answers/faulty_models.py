"""Small models of many builds, freshly made from a seed, each healthy or with one fault in it."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course_utils.answers.kept import seeded

FAULTS = ("healthy", "frozen layer", "dead ReLUs", "detached features", "batch norm in eval")
SIDE = 12  # of the images, in pixels
CLASSES = 6


def _as_they_are(features: Tensor) -> Tensor:
    return features


def _data_alone(features: Tensor) -> Tensor:
    return features.data


def _from_numbers(features: Tensor) -> Tensor:
    return torch.from_numpy(features.detach().numpy())


CUTS = (torch.Tensor.detach, _data_alone, _from_numbers)


class _Layered(nn.Module):
    """Features, then a head; what lies between hands them on as they are."""

    def __init__(self, features: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.features, self.head = features, head
        self.between: Callable[[Tensor], Tensor] = _as_they_are

    def forward(self, images: Tensor) -> Tensor:
        return self.head(self.between(self.features(images)))


class _Functional(nn.Module):
    """Convolutions by name; ReLU and pooling are functions, not layers."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, width, 3), nn.Conv2d(width, width, 3)
        self.fc1, self.fc2 = nn.Linear(width * 4, 24), nn.Linear(24, CLASSES)
        self.between: Callable[[Tensor], Tensor] = _as_they_are

    def forward(self, images: Tensor) -> Tensor:
        x = F.max_pool2d(F.relu(self.conv1(images)), 2)
        x = F.relu(self.conv2(x))[:, :, :2, :2].flatten(1)
        return self.fc2(F.relu(self.fc1(self.between(x))))


class _Block(nn.Module):
    """Two convolutions with batch norm, and a shortcut around them."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv1, self.norm1 = _conv(width, width), nn.BatchNorm2d(width)
        self.conv2, self.norm2 = _conv(width, width), nn.BatchNorm2d(width)

    def forward(self, x: Tensor) -> Tensor:
        inside = F.relu(self.norm1(self.conv1(x)))
        return F.relu(x + self.norm2(self.conv2(inside)))


def _conv(depth: int, width: int) -> nn.Conv2d:
    return nn.Conv2d(depth, width, 3, padding=1, bias=False)


def _plain(width: int) -> nn.Module:
    features = nn.Sequential(
        *(nn.Conv2d(1, width, 3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(width, width, 3), nn.ReLU(), nn.Flatten()),
    )
    head = nn.Sequential(nn.Linear(9 * width, 24), nn.ReLU(), nn.Linear(24, CLASSES))
    return _Layered(features, head)


def _normed(width: int) -> nn.Module:
    features = nn.Sequential(
        *(_conv(1, width), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2)),
        *(_conv(width, 2 * width), nn.BatchNorm2d(2 * width), nn.ReLU(), nn.AdaptiveAvgPool2d(1)),
    )
    return _Layered(features, nn.Sequential(nn.Flatten(), nn.Linear(2 * width, CLASSES)))


def _dense(width: int) -> nn.Module:
    n_inputs = SIDE * SIDE
    features = nn.Sequential(
        nn.Flatten(), nn.Linear(n_inputs, 4 * width, bias=False), nn.BatchNorm1d(4 * width)
    )
    head = [nn.ReLU(), nn.Linear(4 * width, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, CLASSES)]
    return _Layered(features, nn.Sequential(*head))


def _grouped(width: int) -> nn.Module:
    """A norm that is the same in both modes."""
    features = nn.Sequential(
        _conv(1, width), nn.GroupNorm(1, width), nn.ReLU(), nn.MaxPool2d(3), nn.Flatten()
    )
    n_features = 16 * width
    head = nn.Sequential(nn.LayerNorm(n_features), nn.Linear(n_features, CLASSES))
    return _Layered(features, head)


def _residual(width: int) -> nn.Module:
    stem = nn.Sequential(nn.Conv2d(1, width, 3, stride=2), nn.ReLU(), _Block(width), _Block(width))
    return _Layered(stem, nn.Sequential(nn.Flatten(), nn.Linear(25 * width, CLASSES)))


BUILDS: dict[str, Callable[[int], nn.Module]] = {
    "plain": _plain,
    "functional": _Functional,
    "normed": _normed,
    "dense": _dense,
    "grouped": _grouped,
    "residual": _residual,
}
WITH_BATCH_NORM = ("normed", "dense", "residual")


def coded(fault: str, seed: int) -> int:
    """The fault as a number that says nothing without the seed: it is sent to where an answer runs,
    and the name of the fault is what the answer has to give."""
    return (FAULTS.index(fault) + seed) % len(FAULTS)


def make_model(build: str, code: int, seed: int) -> nn.Module:
    """A new model in train mode; the seed gives its width, its weights and the fault's place.

    `code` is the fault as `coded` gives it.
    """
    fault = FAULTS[(code - seed) % len(FAULTS)]
    with seeded(seed):
        model = BUILDS[build](int(torch.randint(6, 11, ())))
    place = torch.Generator().manual_seed(seed)

    def one_of(items: list | tuple) -> object:
        return items[int(torch.randint(len(items), (), generator=place))]

    model.train()
    if fault == "frozen layer":
        one_of(layers_of(model)).requires_grad_(False)
    if fault == "dead ReLUs":
        _kill(one_of(_before_a_relu(model)))
    if fault == "detached features":
        model.between = one_of(CUTS)
    if fault == "batch norm in eval":
        one_of(_batch_norms(model)).eval()
    return model


def layers_of(model: nn.Module) -> list[nn.Module]:
    """The convolutions and dense layers."""
    return [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]


def _batch_norms(model: nn.Module) -> list[nn.Module]:
    return [m for m in model.modules() if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d))]


def _before_a_relu(model: nn.Module) -> list[nn.Module]:
    """The layers whose output goes into a ReLU alone: nothing gets past it."""
    after_norm = (nn.BatchNorm1d, nn.BatchNorm2d, nn.GroupNorm)
    named = model.named_modules()
    norms = [m for name, m in named if isinstance(m, after_norm) and not name.endswith("norm2")]
    biased = [m for m in layers_of(model)[:-1] if m.bias is not None]
    return norms + biased


def _kill(layer: nn.Module) -> None:
    """Give a layer weights with which all that it puts out is negative, for images in [0, 1]."""
    with torch.no_grad():
        if layer.weight.dim() == 1:  # a norm: what it scales has a spread of 1
            layer.weight.mul_(0.01)
            layer.bias.fill_(-1)
        else:
            layer.weight.abs_().neg_()
            layer.bias.abs_().neg_().sub_(0.1)
