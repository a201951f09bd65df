"""Forward passes of a reference model with some of its layers exchanged, as mistakes do it."""

from collections.abc import Callable, Iterable, Mapping

from torch import Tensor, nn
from torch.nn import functional as F

Forward = Callable[[Tensor], Tensor]  # a forward pass: images N×C×H×W to logits N×K
Mistake = Callable[[nn.Module], Forward]  # gives the faulty forward pass of a model
Function = Callable[[nn.Module, Tensor], Tensor]  # of a layer and of what goes into it

WRONG_LAYERS = {
    "AvgPool2d": "Pool with the maximum, not with the mean: nn.MaxPool2d.",
    "Sigmoid": "The activation is ReLU, not Sigmoid.",
    "Tanh": "The activation is ReLU, not Tanh.",
}
RELU_AT_THE_END = "There is a ReLU after the last layer. Logits may be negative: leave it out."


def relu_at_the_end(model: nn.Module) -> Forward:
    """A forward pass with one more ReLU, after the last layer."""
    return lambda images: model(images).relu()


def missing_relus(places: Mapping[str, Iterable[str]]) -> dict[str, Mistake]:
    """By words on it, the mistake of leaving ReLUs out: the place in words, and their paths."""

    def without(paths: Iterable[str]) -> Mistake:
        return lambda model: _exchanged(model, map(model.get_submodule, paths), lambda _, x: x)

    return {f"There is no ReLU after {place}.": without(paths) for place, paths in places.items()}


def _exchanged(model: nn.Module, layers: Iterable[nn.Module], function: Function) -> Forward:
    """A forward pass with a function in place of these layers."""
    layers = list(layers)

    def forward(images: Tensor) -> Tensor:
        hooks = [
            layer.register_forward_hook(lambda layer, x, _: function(layer, x[0]))
            for layer in layers
        ]
        try:
            return model(images)
        finally:
            for hook in hooks:
                hook.remove()

    return forward


def _for_all(kind: type[nn.Module], function: Function) -> Mistake:
    """The mistake of taking a function in place of all layers of a kind."""
    return lambda model: _exchanged(
        model, (layer for layer in model.modules() if isinstance(layer, kind)), function
    )


def _mean_pool(pool: nn.Module, x: Tensor) -> Tensor:
    return F.avg_pool2d(x, pool.kernel_size, pool.stride, pool.padding)


# These may be made in any network.
OTHER_LAYERS: dict[str, Mistake] = {
    WRONG_LAYERS["Tanh"]: _for_all(nn.ReLU, lambda _, x: x.tanh()),
    WRONG_LAYERS["Sigmoid"]: _for_all(nn.ReLU, lambda _, x: x.sigmoid()),
    WRONG_LAYERS["AvgPool2d"]: _for_all(nn.MaxPool2d, _mean_pool),
    "Pool with the maximum, not with the mean: F.max_pool2d.": _for_all(
        nn.MaxPool2d, lambda pool, x: _mean_pool(pool, x.relu())
    ),
    "Each pooling takes the largest number of a window of 3×3. The windows are 2×2: "
    "kernel_size=2.": _for_all(nn.MaxPool2d, lambda _, x: F.max_pool2d(x, 3, stride=2, padding=1)),
}
