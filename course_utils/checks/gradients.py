"""Whether what is meant to learn can: a backward pass reaches it, with the right gradients."""

from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.exercise import Wrong

# One pooling window in which rounding decides between two pixels changes a gradient by some 0.5 %.
SHARE_OFF = 0.02
SMALLEST = 1e-3  # a gradient that is 0 may come as that much
CUT = "Is there @torch.no_grad(), .detach() or .data on the way?"


def check_gradients(
    answer: Answer, reference: Callable[..., nn.Module], inputs: tuple, asked: str
) -> None:
    """Raises `Wrong` unless every parameter of a network gets the gradient that the reference's
    gets.

    `inputs` are those of `operations.gradients`: the logits have been found right with them.
    """
    came = answer.do(operations.gradients, *inputs, asked=asked)
    found = {entry["key"]: entry for entry in came}
    for wanted in operations.gradients(reference, *inputs):
        entry = found[wanted["key"]]
        name, gradient = f"`{entry['path']}`", entry["gradient"]
        if not entry["learns"]:
            raise Wrong(
                f"The logits are right, but {name} cannot learn: its requires_grad is False.", asked
            )
        if gradient is None:
            raise Wrong(
                f"The logits are right, but no gradient reaches {name}: it could never learn. "
                f"{CUT}",
                asked,
            )
        if not same_gradient(gradient, wanted["gradient"]):
            raise Wrong(
                f"The logits are right, but the gradient of {name} is another than that of these "
                "layers: a part of the way back is cut, or changed. Look for .detach(), .data, "
                "torch.no_grad() and backward functions of your own.",
                asked,
            )


def same_gradient(got: Any, wanted: Tensor) -> bool:
    """Whether a gradient is the wanted one, as a whole; single numbers may be off by rounding."""
    if not isinstance(got, Tensor) or got.shape != wanted.shape:
        return False
    off = (got.double() - wanted.double()).norm()
    return bool(off <= SHARE_OFF * wanted.double().norm() + SMALLEST)
