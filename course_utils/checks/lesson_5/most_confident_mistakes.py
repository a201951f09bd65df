"""most_confident_mistakes: the wrong predictions that the network was surest of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import Case, case, compare, number

CLEAR = 1e-5  # how far two confidences drawn by chance are apart


def _of_the_predicted_class(shares: Tensor, labels: Tensor) -> Tensor:
    return shares.max(dim=1).values


def _of_the_true_class(shares: Tensor, labels: Tensor) -> Tensor:
    return shares.gather(1, labels[:, None]).flatten()


def _mistakes_before_right_answers(shares: Tensor, labels: Tensor) -> Tensor:
    confidence, predictions = shares.max(dim=1)
    return confidence + (predictions != labels)


def _softmax(logits: Tensor) -> Tensor:
    return logits.softmax(dim=1)


@dataclass(frozen=True)
class Ranking:
    """Indices of samples in the order of their confidence, and the pieces that make it.

    shares: from N×C logits; confidence: one for each sample, from shares and labels;
    keep: which samples, from "is it a mistake?"; indices: from those kept and their order;
    cut: the k that are returned.
    """

    shares: Callable[[Tensor], Tensor] = _softmax
    confidence: Callable[[Tensor, Tensor], Tensor] = _of_the_predicted_class
    keep: Callable[[Tensor], Tensor] = lambda mistaken: mistaken
    descending: bool = True
    indices: Callable[[Tensor, Tensor], Tensor] = lambda kept, order: kept[order]
    cut: Callable[[Tensor, int], Tensor] = lambda indices, k: indices[:k]

    def __call__(self, logits: Tensor, labels: Tensor, k: int) -> Tensor:
        """The first k indices, or fewer where fewer samples are kept."""
        confidence = self.confidence(self.shares(logits), labels)
        kept = self.keep(logits.argmax(dim=1) != labels).nonzero().flatten()
        order = confidence[kept].argsort(descending=self.descending)
        return self.cut(self.indices(kept, order), k)


RIGHT = Ranking()
MISTAKES: Mapping[str, Ranking] = {
    "Right answers are among them. Keep those where the prediction is not the label.": replace(
        RIGHT, keep=torch.ones_like
    ),
    "The least confident come first; start with the most confident.": replace(
        RIGHT, descending=False
    ),
    "Confidence is the softmax probability, not the logit itself.": replace(
        RIGHT, shares=lambda logits: logits
    ),
    "These are places among the mistakes. Turn them into indices of the samples: "
    "wrong[order].": replace(RIGHT, indices=lambda kept, order: order),
    "Confidence is the probability of the predicted class, not of the true one.": replace(
        RIGHT, confidence=_of_the_true_class
    ),
    "Those are the samples with the lowest probability of the true class. Confidence is "
    "that of the predicted class, not of the true one.": replace(
        RIGHT, confidence=_of_the_true_class, descending=False
    ),
    "The softmax runs over the samples. It runs over the classes: dim=1.": replace(
        RIGHT, shares=lambda logits: logits.softmax(dim=0)
    ),
    "Where there are fewer than k mistakes, right answers fill up. Return the mistakes "
    "alone.": replace(RIGHT, confidence=_mistakes_before_right_answers, keep=torch.ones_like),
    "The least confident come first: these are the right ones in reversed order.": replace(
        RIGHT, cut=lambda indices, k: indices[:k].flip(0)
    ),
    "All mistakes came. Only the k most confident are wanted.": replace(
        RIGHT, cut=lambda indices, k: indices
    ),
    "These are the right answers. Mistakes are wanted: predictions != labels.": replace(
        RIGHT, keep=torch.logical_not
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are the indices of the k surest mistakes, the surest first; raises `Wrong`."""
    cases = _cases(draw)
    compare(
        answer,
        cases,
        right=RIGHT,
        mistakes=MISTAKES,
        advice="Predictions by argmax; keep the mistakes; sort them by the largest softmax "
        "probability, descending; return the first k indices, or all where there are fewer than k.",
        read=_as_indices,
    )
    _check_ties(answer)
    return (
        f"{len(cases) + 2} sets of logits with k from 1 to 100, some with one mistake or none, "
        "some with mistakes of the same confidence."
    )


def _check_ties(answer: Answer) -> None:
    """Raises `Wrong` where mistakes of the same confidence are not each one of their own."""
    shared, lone = [2.0, 0.0, 0.0], [4.0, 0.0, 0.0]
    logits = torch.tensor([shared, shared, lone, shared, shared])
    labels = torch.tensor([1, 0, 2, 2, 1])  # the second is read right
    for k in (3, 9):
        asked = call_text(answer.name, (logits, labels, k), {})
        got = _as_indices(answer(logits, labels, k), labels).tolist()
        surest_first = got[:1] == [2] and set(got) <= {0, 2, 3, 4} and len(set(got)) == len(got)
        if not surest_first or len(got) != min(k, 4):
            raise Wrong(
                "Several mistakes may have the same confidence. Each of them is an index of its "
                "own, in any order among themselves, and there are never more than k.",
                asked,
                as_text(got),
                f"2, then {min(k, 4) - 1} of 0, 3 and 4",
            )


def _cases(draw: Draw) -> list[Case]:
    cases = []
    for n, classes, k in [(60, 10, 5), (40, 10, 1), (30, 4, 100), (25, 3, 4), (60, 10, 12)]:
        logits = _apart(2 * draw.normal(n, classes))
        cases.append(case(logits, draw.integers(0, classes - 1, len(logits)), k))
    sure = 4 * draw.normal(12, 10)
    cases.append(case(sure, sure.argmax(dim=1), 3))  # no mistake at all
    one = sure.argmax(dim=1)
    one[4] = (one[4] + 1) % 10
    cases.append(case(sure, one, 2))  # a single mistake
    large = _apart(3 * draw.normal(20, 10) + 10 * draw.integers(0, 5, 20, 1))  # of low confidence
    cases.append(case(large, draw.integers(0, 9, len(large)), 6))
    return cases


def _apart(logits: Tensor) -> Tensor:
    """The samples whose confidences differ, however they are rounded."""
    confidence, order = logits.softmax(dim=1).max(dim=1).values.sort()
    kept = [0]
    for place in range(1, len(order)):
        if confidence[place] - confidence[kept[-1]] > CLEAR:
            kept.append(place)
    return logits[order[kept].sort().values]


def _as_indices(got: object, wanted: Tensor) -> Tensor:
    """Indices may come as a tensor with one axis or as a list."""
    if isinstance(got, (list, tuple)):
        got = torch.tensor([number(index, whole=True) for index in got], dtype=torch.int64)
    if isinstance(got, Tensor) and got.numel() == 0 and got.is_floating_point():
        words = "torch.tensor([]) holds floats. Indices are whole numbers, also where there are "
        raise Wrong(f"{words}none: torch.tensor([], dtype=torch.int64), or an empty list.")
    if not isinstance(got, Tensor) or got.dim() != 1 or got.is_floating_point():
        raise Wrong("A tensor of indices with one axis is wanted.", came=as_text(got))
    return got.long()


EXERCISE = Exercise("most_confident_mistakes(logits, labels, k)", check)
