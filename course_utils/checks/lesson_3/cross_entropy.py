"""cross_entropy: the mean loss of a batch from logits and right classes."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.close import close
from course_utils.checks.compare import case, compare, number

MISTAKES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "The logits go through softmax twice. cross_entropy takes logits.": (
        lambda logits, targets: F.cross_entropy(logits.softmax(dim=1), targets)
    ),
    "The sign is missing: the loss is minus the log of the right class's share.": (
        lambda logits, targets: -F.cross_entropy(logits, targets)
    ),
    "That is the sum over the samples; the mean is wanted.": (
        lambda logits, targets: F.cross_entropy(logits, targets, reduction="sum")
    ),
    "One loss for each sample came; their mean is wanted.": (
        lambda logits, targets: F.cross_entropy(logits, targets, reduction="none")
    ),
    "The logarithm is missing, or softmax is: that is minus the logit itself.": (
        lambda logits, targets: F.nll_loss(logits, targets)
    ),
    "The logarithm is missing: the loss is −log of the share, not −share.": (
        lambda logits, targets: F.nll_loss(logits.softmax(dim=1), targets)
    ),
    "The softmax runs over the samples (dim=0). It runs over the classes: dim=1.": (
        lambda logits, targets: F.nll_loss(logits.log_softmax(dim=0), targets)
    ),
    "The mean is taken over samples and classes. Pick each sample's right class first.": (
        lambda logits, targets: F.cross_entropy(logits, targets) / logits.shape[1]
    ),
    "All logarithms are averaged. Pick the one of the right class for each sample.": (
        lambda logits, targets: -logits.log_softmax(dim=1).mean()
    ),
    "The loss is too large by the factor 1 / log(2): the logarithm has base 2. Take the natural "
    "one: torch.log, not log2.": (
        lambda logits, targets: F.cross_entropy(logits, targets) / math.log(2)
    ),
    "The loss is too small by the factor log(10): the logarithm has base 10. Take the natural one: "
    "torch.log, not log10.": (
        lambda logits, targets: F.cross_entropy(logits, targets) / math.log(10)
    ),
    "logits[:, targets] takes every sample's class for every sample. Pick one for each: "
    "logits[torch.arange(n), targets].": (
        lambda logits, targets: -logits.log_softmax(dim=1)[:, targets].mean()
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: torch's cross-entropy for batches of several sizes, and for huge logits."""
    cases = [
        case(scale * draw.normal(n, classes), draw.integers(0, classes - 1, n))
        for n, classes, scale in [(5, 10, 1), (1, 10, 3), (8, 3, 2), (64, 10, 1), (7, 20, 0.1)]
    ]
    compare(
        answer,
        cases,
        right=F.cross_entropy,
        mistakes=MISTAKES,
        advice="For each sample: −log softmax of the right class; then the mean.",
        read=_loss,
    )
    _check_stable(answer, draw)
    return "Five batches with 3 to 20 classes, and logits of ±1000, which must not give inf or nan."


def _loss(got: Any, wanted: Tensor) -> Tensor:
    """The loss as a tensor without dimensions. Raises `Wrong` for another form."""
    if isinstance(got, Tensor) and got.dim() > 0:
        if got.dim() == 1 and got.numel() > 1:
            return got  # one loss a sample: among the mistakes
        raise Wrong(f"A single number is wanted; {as_text(got)} came.", came=as_text(got))
    return torch.tensor(number(got), dtype=wanted.dtype)


def _check_stable(answer: Answer, draw: Draw) -> None:
    """Raises `Wrong` where logits of ±1000 give another loss than they should."""
    logits = 1000.0 * (draw.integers(0, 1, 6, 10) * 2 - 1)
    logits[:, 0], logits[:, 1] = 1000.0, -1000.0
    logits[5] = -1000.0  # the largest logit of this row is not that of the batch
    targets = torch.tensor([0, 0, 1, 0, 1, 0])
    asked = "cross_entropy of logits of 1000 and −1000"
    got = number(answer(logits, targets))
    wanted = F.cross_entropy(logits, targets).item()
    if not close(got, wanted):
        raise Wrong(
            "exp(1000) is infinite in float32, and the log of a share of 0 is −inf. Subtract each "
            "row's largest logit before exp, or use torch.logsumexp or log_softmax.",
            asked,
            as_text(got),
            as_text(wanted),
        )


EXERCISE = Exercise("cross_entropy(logits, targets)", check, to_write=("CrossEntropyLoss",))
