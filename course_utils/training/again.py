"""Whether a model goes on from a training before: the trap of running a cell twice."""

from weakref import WeakKeyDictionary

from torch import nn

_left: "WeakKeyDictionary[nn.Module, tuple[int, ...]]" = WeakKeyDictionary()


def remember(model: nn.Module) -> None:
    """Note the state in which a training leaves a model."""
    _left[model] = _state(model)


def forget(model: nn.Module) -> None:
    """A training is to go on in the same model, and that is meant."""
    _left.pop(model, None)


def goes_on(model: nn.Module) -> bool:
    """Whether a model's weights are those that a training has left, untouched since."""
    return model in _left and _left[model] == _state(model)


def _state(model: nn.Module) -> tuple[int, ...]:
    """Torch counts how often each tensor was changed in place: by a step, by new weights."""
    return tuple(parameter._version for parameter in model.parameters())
