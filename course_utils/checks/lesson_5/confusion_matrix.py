"""confusion_matrix: how many samples of each class were predicted as each class."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import Case, case, compare

Matrix = Callable[..., Tensor]


def _matrix(labels: Tensor, predictions: Tensor, n_classes: int = 10) -> Tensor:
    pairs = labels * n_classes + predictions
    return torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)


def _then(change: Callable[[Tensor], Tensor]) -> Matrix:
    """The function that gives the right counts with a change made to them."""
    return lambda *inputs, **named: change(_matrix(*inputs, **named))


def _shares_of_rows(counts: Tensor, least: int = 1) -> Tensor:
    """Each row divided by its sum, or by `least` where that is more: 1 keeps empty rows at 0."""
    return counts.float() / counts.sum(dim=1, keepdim=True).clamp(min=least)


def _by_largest_label(labels: Tensor, predictions: Tensor, n_classes: int = 10) -> Tensor:
    """As many classes as the labels tell of; an error where a prediction is beyond them."""
    n = int(labels.max()) + 1
    if predictions.max() >= n:
        raise IndexError
    return _matrix(labels, predictions, n)


def _without_minlength(labels: Tensor, predictions: Tensor, n_classes: int = 10) -> Tensor:
    """An error wherever the last pair of classes does not occur."""
    return torch.bincount(labels * n_classes + predictions).reshape(n_classes, n_classes)


MISTAKES: Mapping[str, Matrix] = {
    "Rows and columns are exchanged: rows are the true classes, columns the predicted ones.": _then(
        lambda counts: counts.T
    ),
    "Your matrix is always 10×10. Use n_classes.": (
        lambda labels, predictions, n_classes=10: _matrix(labels, predictions, 10)
    ),
    "Classes that do not occur are missing. The matrix is n_classes × n_classes.": (
        lambda labels, predictions, n_classes=10: _matrix(
            labels, predictions, int(max(labels.max(), predictions.max())) + 1
        )
    ),
    "labels.max() + 1 is not the number of classes: the last class may not occur among the labels. "
    "Use n_classes.": _by_largest_label,
    "bincount ends at the largest number that occurs, so pairs may be missing at the end: "
    "minlength=n_classes**2 makes it count them all.": _without_minlength,
    "All rows are the same, with the counts of all classes: [[0] * n] * n repeats a single list. "
    "Make a new one for each row: [[0] * n for _ in range(n)].": _then(
        lambda counts: counts.sum(dim=0).expand(len(counts), -1)
    ),
    "Each pair counts once only. With repeated indices matrix[labels, predictions] += 1 "
    "adds 1 a single time: loop, or count with bincount.": _then(
        lambda counts: counts.clamp(max=1)
    ),
    "Only right answers are counted. A mistake belongs beside the diagonal.": _then(
        lambda counts: counts.diag().diag()
    ),
    "The right answers, on the diagonal, are missing.": _then(
        lambda counts: counts - counts.diag().diag()
    ),
    "A cell that holds more than 255 starts again at 0: that is as far as uint8 counts. Count in "
    "torch.int64.": _then(lambda counts: counts % 256),
    "A cell that has come to 2048 stays there: in float16, 2048 + 1 is 2048. Count in "
    "torch.int64.": _then(lambda counts: counts.clamp(max=2048)),
    "These are shares of each row. Counts are wanted.": _then(_shares_of_rows),
    "These are shares of each row, nan where it is empty. Counts are wanted.": _then(
        lambda counts: _shares_of_rows(counts, least=0)
    ),
    "These are shares of all samples. Counts are wanted.": _then(
        lambda counts: counts / float(counts.sum())
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are n_classes × n_classes counts, rows the true classes; raises `Wrong`."""
    cases, dtypes = _cases(draw), set()

    def read(got: Any, wanted: Tensor) -> Tensor:
        matrix = _as_matrix(got)
        dtypes.add(matrix.dtype)
        return matrix if matrix.is_floating_point() else matrix.long()

    compare(
        answer,
        cases,
        right=_matrix,
        mistakes=MISTAKES,
        advice="Entry (i, j) counts the samples of class i that were predicted as j.",
        read=read,
    )
    for dtype in dtypes - {torch.int64}:
        raise Wrong(
            f"The counts are right, but of dtype {dtype}. Counts are whole numbers and may be "
            "large: torch.int64."
        )
    return (
        f"{len(cases)} sets of labels and predictions, with 2 to 12 classes, some not occurring, "
        "some many hundred times."
    )


def _cases(draw: Draw) -> list[Case]:
    cases = []
    for n_samples, n_classes in [(300, 10), (50, 3), (7, 10), (1, 2), (200, 12)]:
        labels = draw.integers(0, n_classes - 1, n_samples)
        predictions = draw.integers(0, n_classes - 1, n_samples)
        named = {} if n_classes == 10 else {"n_classes": n_classes}
        cases.append(case(labels, predictions, **named))
    low = draw.integers(0, 4, 60)
    cases.append(case(low, low.flip(0)))  # classes 5 to 9 do not occur
    # More than uint8 can count (255) and more than float16 (2048), and odd: float16 has no 2101.
    often = torch.tensor([1, 2]).repeat_interleave(torch.tensor([2101, 270]))
    cases.append(case(often, often.clone().clamp(max=1), n_classes=3))
    return cases


def _as_matrix(got: Any) -> Tensor:
    """A tensor with two axes."""
    if not isinstance(got, Tensor) or got.dim() != 2:
        raise Wrong(
            "A tensor of n_classes × n_classes counts is wanted. torch.tensor(rows) makes one of a "
            "list of lists.",
            came=as_text(got),
        )
    return got


EXERCISE = Exercise("confusion_matrix(labels, predictions, n_classes=10)", check)
