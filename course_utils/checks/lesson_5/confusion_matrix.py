"""confusion_matrix: how many samples of each class were predicted as each class."""

from collections.abc import Callable, Mapping

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
    cases = _cases(draw)
    compare(
        answer,
        cases,
        right=_matrix,
        mistakes=MISTAKES,
        advice="Entry (i, j) counts the samples of class i that were predicted as j.",
        read=_as_matrix,
    )
    return f"{len(cases)} sets of labels and predictions, with 2 to 12 classes, some not occurring."


def _cases(draw: Draw) -> list[Case]:
    cases = []
    for n_samples, n_classes in [(300, 10), (50, 3), (7, 10), (1, 2), (200, 12)]:
        labels = draw.integers(0, n_classes - 1, n_samples)
        predictions = draw.integers(0, n_classes - 1, n_samples)
        named = {} if n_classes == 10 else {"n_classes": n_classes}
        cases.append(case(labels, predictions, **named))
    low = draw.integers(0, 4, 60)
    cases.append(case(low, low.flip(0)))  # classes 5 to 9 do not occur
    return cases


def _as_matrix(got: object, wanted: Tensor) -> Tensor:
    """Counts may come as a tensor of any number type or as a list of lists."""
    if isinstance(got, list):
        try:
            got = torch.tensor(got)
        except (TypeError, ValueError):
            raise Wrong("The rows of the matrix differ in length.", came=as_text(got)) from None
    if not isinstance(got, Tensor) or got.dim() != 2:
        raise Wrong("A tensor of n_classes × n_classes counts is wanted.", came=as_text(got))
    return got


EXERCISE = Exercise("confusion_matrix(labels, predictions, n_classes=10)", check)
