"""reliability: for each bin of confidence how many samples, how sure of them, how often right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import NOTHING, Case, case, compare, number

Columns = tuple[Tensor, ...]
NAN = float("nan")
SURE = 200.0  # so far above the other logits that their shares are 0
CLEAR = 1e-4  # how far a confidence drawn by chance stays away from every edge


class Bin(NamedTuple):
    """A bin, and whether it is the last one."""

    low: float
    high: float
    is_last: bool


def _closed_at_the_end(confidence: Tensor, place: Bin) -> Tensor:
    below = confidence <= place.high if place.is_last else confidence < place.high
    return (confidence >= place.low) & below


def _open_at_the_end(confidence: Tensor, place: Bin) -> Tensor:
    return (confidence >= place.low) & (confidence < place.high)


def _closed_above(confidence: Tensor, place: Bin) -> Tensor:
    return (confidence > place.low) & (confidence <= place.high)


def _closed(confidence: Tensor, place: Bin) -> Tensor:
    return (confidence >= place.low) & (confidence <= place.high)


def _without_an_end(confidence: Tensor, place: Bin) -> Tensor:
    return (confidence >= place.low) & ((confidence < place.high) | place.is_last)


def _closed_at_one(confidence: Tensor, place: Bin) -> Tensor:
    return _open_at_the_end(confidence, place) | ((confidence == 1) & (place.high == 1))


def _of_the_predicted_class(shares: Tensor, labels: Tensor) -> Tensor:
    return shares.max(dim=1).values


def _of_the_true_class(shares: Tensor, labels: Tensor) -> Tensor:
    return shares.gather(1, labels[:, None]).flatten()


def _raise_where_empty(counts: Tensor) -> float:
    raise ZeroDivisionError


@dataclass(frozen=True)
class Reliability:
    """Counts, mean confidences and shares right, and the pieces that make them.

    shares: from N×C logits; confidence: one for each sample, from shares and labels; inside: who is
    in a bin; empty: what an empty one gives, from all counts; sure: of a bin, from the confidences
    in it and the bin; right: of a bin, from "is it right?" of those in it and N; columns: what is
    returned.
    """

    shares: Callable[[Tensor], Tensor] = lambda logits: logits.softmax(dim=1)
    confidence: Callable[[Tensor, Tensor], Tensor] = _of_the_predicted_class
    inside: Callable[[Tensor, Bin], Tensor] = _closed_at_the_end
    empty: Callable[[Tensor], float] = lambda counts: NAN
    sure: Callable[[Tensor, Bin], Tensor] = lambda confidences, place: confidences.mean()
    right: Callable[[Tensor, int], Tensor] = lambda right, n_samples: right.mean()
    columns: Callable[[Tensor, Tensor, Tensor], Columns] = lambda *columns: columns

    def __call__(self, logits: Tensor, labels: Tensor, edges: Sequence[float]) -> Columns:
        """Three float32 tensors with one entry for each bin."""
        confidence = self.confidence(self.shares(logits), labels)
        right = (logits.argmax(dim=1) == labels).float()
        bins = [Bin(*ends, i == len(edges) - 2) for i, ends in enumerate(pairwise(edges))]
        masks = [self.inside(confidence, place) for place in bins]
        counts = torch.tensor([float(mask.sum()) for mask in masks])
        sure, shares = counts.clone(), counts.clone()
        for i, (mask, place) in enumerate(zip(masks, bins, strict=True)):
            if mask.any():
                sure[i] = self.sure(confidence[mask], place)
                shares[i] = self.right(right[mask], len(labels))
            else:
                sure[i] = shares[i] = self.empty(counts)
        return self.columns(counts, sure, shares)


RIGHT = Reliability()
MISTAKES: Mapping[str, Reliability] = {
    "The last bin is closed: a confidence that equals the last edge, such as 1, belongs to it.": (
        replace(RIGHT, inside=_open_at_the_end)
    ),
    "Only where the last edge is 1 does your last bin hold it. Whatever the last edge is, the last "
    "bin holds it.": replace(RIGHT, inside=_closed_at_one),
    "A confidence that equals an edge belongs to the bin above it; only the last bin holds its "
    "upper edge.": replace(RIGHT, inside=_closed_above),
    "A confidence that equals an edge is counted in two bins. It belongs to the upper one.": (
        replace(RIGHT, inside=_closed)
    ),
    "What lies above the last edge is in no bin; yours counts it in the last one.": replace(
        RIGHT, inside=_without_an_end
    ),
    "An empty bin gives 0, nan, nan: no sample has no mean. Yours gives 0 for the means.": replace(
        RIGHT, empty=lambda counts: 0.0
    ),
    "An empty bin raises an error. Ask whether a bin is empty before you divide by its count, "
    "and give nan for both of its means.": replace(RIGHT, empty=_raise_where_empty),
    "Empty bins are left out. Each bin has an entry: 0, nan, nan where it is empty.": replace(
        RIGHT, columns=lambda *columns: tuple(column[columns[0] > 0] for column in columns)
    ),
    "Confidence is the probability of the predicted class, not of the true one.": replace(
        RIGHT, confidence=_of_the_true_class
    ),
    "Confidence is the softmax probability, not the logit itself.": replace(
        RIGHT, shares=lambda logits: logits
    ),
    "The softmax runs over the samples. It runs over the classes: dim=1.": replace(
        RIGHT, shares=lambda logits: logits.softmax(dim=0)
    ),
    "The third is the number of right answers. Divide it by the count of its bin.": replace(
        RIGHT, right=lambda right, n_samples: right.sum()
    ),
    "Right answers are divided by the number of all samples. Divide by the count of the bin.": (
        replace(RIGHT, right=lambda right, n_samples: right.sum() / n_samples)
    ),
    "That is the share of mistakes. The share of right answers is wanted.": replace(
        RIGHT, right=lambda right, n_samples: 1 - right.mean()
    ),
    "The middle of a bin is not the mean confidence in it. Take the mean of what lies in it.": (
        replace(RIGHT, sure=lambda confidences, place: (place.low + place.high) / 2)
    ),
    "That is the sum of the confidences. Divide it by the count of the bin.": replace(
        RIGHT, sure=lambda confidences, place: confidences.sum()
    ),
    "These are percentages. Mean confidence and share right go from 0 to 1.": replace(
        RIGHT,
        sure=lambda confidences, place: 100 * confidences.mean(),
        right=lambda right, n_samples: 100 * right.mean(),
    ),
    "The first is a share of all samples. The count of the bin is wanted.": replace(
        RIGHT, columns=lambda counts, sure, right: (counts / counts.sum(), sure, right)
    ),
    "Share right and mean confidence have changed places: count, mean confidence, share right.": (
        replace(RIGHT, columns=lambda counts, sure, right: (counts, right, sure))
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are counts, mean confidences and shares right, bin by bin; raises `Wrong`."""
    cases = _cases(draw)
    compare(
        answer,
        cases,
        right=RIGHT,
        mistakes=MISTAKES,
        advice="Confidence is the largest softmax share of a sample. For each pair of edges: who "
        "lies in it, how many these are, the mean of their confidences, the share of them where "
        "the prediction is the label.",
        read=_as_columns,
    )
    return (
        f"{len(cases)} sets of logits with other edges: empty bins, confidences on an edge and "
        "outside of all bins."
    )


def _cases(draw: Draw) -> list[Case]:
    drawn = [
        (80, 3, [0.0, 0.5, 0.7, 0.9, 1.0]),
        (120, 10, [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]),
        (60, 2, [0.0, 0.25, 0.75, 1.0]),  # two classes: nothing lies below a half
        (90, 4, [0.4, 0.6, 0.8]),  # some lie below the first edge, some above the last
        (40, 5, [0.0, 1.0]),
    ]
    ends = ([0.0, 0.25, 0.5, 0.75, 1.0], [0.4, 0.6, 0.8], [0.0, 0.25, 0.5])
    cases = [_on_the_edges(edges) for edges in ends]
    for n_samples, n_classes, edges in drawn:
        logits = 1.5 * draw.normal(n_samples, n_classes)
        logits = _away_from(edges, logits)
        near = logits.argmax(dim=1)
        chance = draw.integers(0, n_classes - 1, len(near))
        labels = torch.where(draw.uniform(len(near)) < 0.6, near, chance)
        cases.append(case(logits, labels, edges))
    return cases


def _on_the_edges(edges: Sequence[float]) -> Case:
    """Confidences of exactly 1/4, 1/2 and 1; whoever wins among equal logits, it is a mistake."""
    rows = [[SURE] * shared + [0.0] * (5 - shared) for shared in (4, 4, 2, 1, 1, 1)]
    labels = [4, 4, 4, 0, 0, 2]
    return case(torch.tensor(rows), torch.tensor(labels), edges)


def _away_from(edges: Sequence[float], logits: Tensor) -> Tensor:
    """The samples whose confidence lies on no edge, however it is rounded."""
    confidence = logits.softmax(dim=1).max(dim=1, keepdim=True).values
    return logits[((confidence - torch.tensor(edges)).abs() > CLEAR).all(dim=1)]


def _as_columns(got: Any, wanted: Columns) -> Columns:
    """Three columns of numbers, each a list or a tensor with one axis."""
    if got is None:
        raise Wrong(NOTHING)
    if not isinstance(got, (tuple, list)) or len(got) != 3:
        raise Wrong(
            "A tuple of three is wanted: counts, mean confidences, shares right.", came=as_text(got)
        )
    return tuple(map(_as_column, got))


def _as_column(got: Any) -> Tensor:
    if isinstance(got, Tensor) and got.dim() == 1 and got.device.type == "cpu":
        got = got.tolist()
    if not isinstance(got, (list, tuple)):
        raise Wrong(
            "Each of the three is a list or a tensor with one entry for each bin.",
            came=as_text(got),
        )
    if any(entry is None for entry in got):
        raise Wrong('An empty bin gives nan, float("nan"), and not None.', came=as_text(got))
    return torch.tensor([float(number(entry)) for entry in got])


EXERCISE = Exercise("reliability(logits, labels, edges)", check, to_write=("confidence_bins",))
