"""Each of the common errors is met as Python and torch word it today, and its meaning is said."""

from collections.abc import Callable

import pytest
import torch
from torch import nn

from course_utils.answers.common_errors import COMMON_ERRORS, meaning
from course_utils.answers.faults import Raised


class WithoutForward(nn.Module):
    pass


class WithoutSelf:
    def forward(images):
        return images


class NeedsTwo:
    def forward(self, images):
        return images


class WithoutSuper(nn.Module):
    def __init__(self):
        self.layer = nn.Linear(1, 1)


def mean(values, weights):
    return values


def nothing() -> None:
    return


def raise_(error: BaseException) -> None:
    raise error


class TwoLayerCNN(nn.Module):
    def _init_(self):
        self.layer = nn.Linear(1, 1)

    def forward(self, images):
        return self.layer(images)


TYPES = "Input type ({}) and weight type ({}) should be the same"
MET: dict[str, tuple[str, Callable[[], object]]] = {
    "features that do not fit": ("start_dim=1", lambda: nn.Linear(3, 2)(torch.ones(2, 5))),
    "an __init__ with too few underscores": (
        "two underscores",
        lambda: TwoLayerCNN()(torch.ones(1, 1)),
    ),
    "a number of entries that does not fit": (
        "keep the number of entries",
        lambda: torch.ones(2, 3).reshape(2, 4),
    ),
    "a reshape that has to do with no window": (
        "the tensor itself, another than you think",
        lambda: torch.ones(99).reshape(10, 10),
    ),
    "a row that does not fit": ("backwards", lambda: torch.ones(2, 3) + torch.ones(2)),
    "a parameter changed in place": (
        "under `with torch.no_grad():`",
        lambda: nn.Linear(1, 1).weight.mul_(2),
    ),
    "None in a sum": ("Ask `is None` first", lambda: torch.ones(2) + torch.ones(2).grad),
    "None added in place": ("A gradient is None", lambda: torch.ones(2).add_(torch.ones(2).grad)),
    "no bias": ("bias=False", lambda: nn.init.zeros_(nn.Linear(1, 1, bias=False).bias)),
    "no return that is unpacked": ("`return`", lambda: nothing()[0]),
    "a tensor that is asked whether it is true": (
        "if bias is not None",
        lambda: bool(torch.ones(3)),
    ),
    "a name that was given to a number": ("takes F from", lambda: (3).unfold),
    "a name that is not there": ("is self.x in forward", lambda: conv1),  # noqa: F821
    "two devices": (
        "device=images.device",
        lambda: raise_(RuntimeError("Expected all tensors to be on the same device, but found")),
    ),
    "two devices in a convolution": (
        "on the device of the input",
        lambda: raise_(RuntimeError(TYPES.format("torch.FloatTensor", "torch.cuda.FloatTensor"))),
    ),
    "two devices in a convolution, the other way round": (
        "on the device of the input",
        lambda: raise_(RuntimeError(TYPES.format("torch.cuda.FloatTensor", "torch.FloatTensor"))),
    ),
    "two dtypes in a convolution on a GPU": (
        ".float()",
        lambda: raise_(
            RuntimeError(TYPES.format("torch.cuda.HalfTensor", "torch.cuda.FloatTensor"))
        ),
    ),
    "no GPU": ("Here is no GPU", lambda: raise_(RuntimeError("No CUDA GPUs are available"))),
    "no driver": (
        "Here is no GPU",
        lambda: raise_(RuntimeError("Found no NVIDIA driver on your system.")),
    ),
    "torch without CUDA": (
        "Here is no GPU",
        lambda: raise_(AssertionError("Torch not compiled with CUDA enabled")),
    ),
    "whole numbers into a layer": (
        ".float()",
        lambda: nn.Linear(3, 2)(torch.ones(2, 3, dtype=torch.int64)),
    ),
    "float64 into a convolution": (
        ".float()",
        lambda: nn.Conv2d(1, 1, 1)(torch.ones(1, 1, 2, 2, dtype=torch.float64)),
    ),
    "labels that are floats": (
        ".long()",
        lambda: nn.functional.nll_loss(torch.zeros(2, 3), torch.zeros(2)),
    ),
    "a method of the class": ("model = TheClass()", lambda: NeedsTwo.forward(images=1)),
    "too few arguments": ("fewer arguments", lambda: mean(1)),
    "no argument at all": ("fewer arguments", lambda: mean()),
    "a missing self": ("is `self` missing", lambda: WithoutSelf().forward(1)),
    "no argument wanted": ("is `self` missing", lambda: (lambda: 0)(1)),
    "None is called": ("is None", lambda: raise_(TypeError("'NoneType' object is not callable"))),
    "no forward": ("spelt `forward`", lambda: WithoutForward()(1)),
    "no super().__init__()": ("super().__init__()", WithoutSuper),
    "exit": ("`return`", lambda: raise_(SystemExit())),
    "KeyboardInterrupt": ("Ctrl-C", lambda: raise_(KeyboardInterrupt())),
}


def met(provoke: Callable[[], object]) -> str:
    with pytest.raises(BaseException) as caught:
        provoke()
    return f"{type(caught.value).__name__}: {caught.value}"


@pytest.mark.parametrize(("words", "provoke"), MET.values(), ids=MET)
def test_a_common_error_is_explained(words, provoke):
    assert words in meaning(met(provoke))


def test_every_row_is_met():
    said = {meaning(met(provoke)) for _, provoke in MET.values()}
    assert said == set(COMMON_ERRORS.values())


def test_any_other_error_speaks_for_itself():
    assert meaning("ValueError: a window that large does not fit") == ""
    raised = Raised(["ValueError"], "no", "3: `x`", "")
    assert raised.advice == "Your line 3: `x` raised it. Read the message, then that line."


def test_the_meaning_comes_after_the_line():
    raised = Raised(["TypeError"], "'NoneType' object is not callable", "3: `f()`", "")
    assert raised.advice.startswith("Your line 3: `f()` raised it.")
    assert "is None" in raised.advice
