"""What the confusion matrix and the list of confident mistakes must hold."""

import torch
from torch import Tensor

from course_utils.checks.answer import Answer
from course_utils.checks.compare import case, compare, number
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong
from course_utils.checks.plain import shown


def check_confusion_matrix(answer: Answer, draw: Draw) -> str:
    cases = []
    for n_samples, n_classes in [(300, 10), (50, 3), (7, 10), (1, 2), (200, 12)]:
        labels = draw.integers(0, n_classes - 1, n_samples)
        predictions = draw.integers(0, n_classes - 1, n_samples)
        cases.append(
            case(labels, predictions, **({} if n_classes == 10 else {"n_classes": n_classes}))
        )
    low = draw.integers(0, 4, 60)
    cases.append(case(low, low.flip(0)))  # classes 5 to 9 do not occur
    compare(
        answer,
        cases,
        right=_matrix,
        mistakes={
            "Rows and columns are exchanged: rows are the true classes, columns the predicted "
            "ones.": lambda labels, predictions, n_classes=10: _matrix(
                predictions, labels, n_classes
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
            "adds 1 a single time: loop, or count with bincount.": (
                lambda labels, predictions, n_classes=10: _matrix(
                    labels, predictions, n_classes
                ).clamp(max=1)
            ),
            "Only right answers are counted. A mistake belongs beside the diagonal.": (
                lambda labels, predictions, n_classes=10: (
                    _matrix(labels, predictions, n_classes).diag().diag()
                )
            ),
            "The right answers, on the diagonal, are missing.": (
                lambda labels, predictions, n_classes=10: (
                    _matrix(labels, predictions, n_classes)
                    - _matrix(labels, predictions, n_classes).diag().diag()
                )
            ),
            "These are shares of each row. Counts are wanted.": _shares_of_rows,
            "These are shares of each row, nan where it is empty. Counts are wanted.": (
                lambda labels, predictions, n_classes=10: _shares_of_rows(
                    labels, predictions, n_classes, least=0
                )
            ),
            "These are shares of all samples. Counts are wanted.": (
                lambda labels, predictions, n_classes=10: (
                    _matrix(labels, predictions, n_classes) / float(len(labels))
                )
            ),
        },
        look_at="Entry (i, j) counts the samples of class i that were predicted as j.",
        read=_as_matrix,
    )
    return f"{len(cases)} sets of labels and predictions, with 2 to 12 classes, some not occurring."


def _matrix(labels: Tensor, predictions: Tensor, n_classes: int = 10) -> Tensor:
    pairs = labels * n_classes + predictions
    return torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)


def _shares_of_rows(
    labels: Tensor, predictions: Tensor, n_classes: int = 10, least: int = 1
) -> Tensor:
    counts = _matrix(labels, predictions, n_classes)
    return counts.float() / counts.sum(dim=1, keepdim=True).clamp(min=least)


def _as_matrix(got: object, wanted: Tensor) -> Tensor:
    """Counts may come as a tensor of any number type or as a list of lists."""
    if isinstance(got, list):
        try:
            got = torch.tensor(got)
        except (TypeError, ValueError):
            raise Wrong("The rows of the matrix differ in length.", came=shown(got)) from None
    if not isinstance(got, Tensor) or got.dim() != 2:
        raise Wrong("A tensor of n_classes × n_classes counts is wanted.", came=shown(got))
    return got


def check_most_confident_mistakes(answer: Answer, draw: Draw) -> str:
    cases = [
        case(2 * draw.normal(n, classes), draw.integers(0, classes - 1, n), k)
        for n, classes, k in [(60, 10, 5), (40, 10, 1), (30, 4, 100), (25, 3, 4), (60, 10, 12)]
    ]
    sure = 4 * draw.normal(12, 10)
    cases.append(case(sure, sure.argmax(dim=1), 3))  # no mistake at all
    one = sure.argmax(dim=1)
    one[4] = (one[4] + 1) % 10
    cases.append(case(sure, one, 2))  # a single mistake
    large = 3 * draw.normal(20, 10) + 10 * draw.integers(0, 5, 20, 1)  # high logits, low confidence
    cases.append(case(large, draw.integers(0, 9, 20), 6))
    compare(
        answer,
        cases,
        right=_surest_mistakes,
        mistakes={
            "Right answers are among them. Keep those where the prediction is not the label.": (
                lambda logits, labels, k: _surest(logits, labels, k, only_mistakes=False)
            ),
            "The least confident come first; start with the most confident.": (
                lambda logits, labels, k: _surest(logits, labels, k, descending=False)
            ),
            "Confidence is the softmax probability, not the logit itself.": (
                lambda logits, labels, k: _surest(logits, labels, k, softmax=False)
            ),
            "These are places among the mistakes. Turn them into indices of the samples: "
            "wrong[order].": lambda logits, labels, k: _surest(logits, labels, k, indices=False),
            "Confidence is the probability of the predicted class, not of the true one.": (
                _by_the_true_class
            ),
            "Those are the samples with the lowest probability of the true class. Confidence is "
            "that of the predicted class, not of the true one.": (
                lambda logits, labels, k: _by_the_true_class(logits, labels, k, descending=False)
            ),
            "The softmax runs over the samples. It runs over the classes: dim=1.": (
                lambda logits, labels, k: _surest(logits, labels, k, dim=0)
            ),
            "Where there are fewer than k mistakes, right answers fill up. Return the mistakes "
            "alone.": _filled_up,
            "The least confident come first: these are the right ones in reversed order.": (
                lambda logits, labels, k: _surest(logits, labels, k).flip(0)
            ),
            "All mistakes came. Only the k most confident are wanted.": (
                lambda logits, labels, k: _surest(logits, labels, len(logits))
            ),
            "These are the right answers. Mistakes are wanted: predictions != labels.": (
                _surest_right
            ),
        },
        look_at="Predictions by argmax; keep the mistakes; sort them by the largest softmax "
        "probability, descending; return the first k indices, or all where there are fewer than k.",
        read=_as_indices,
    )
    return f"{len(cases)} sets of logits with k from 1 to 100, some with one mistake or none."


def _surest(
    logits: Tensor,
    labels: Tensor,
    k: int,
    only_mistakes: bool = True,
    descending: bool = True,
    softmax: bool = True,
    indices: bool = True,
    dim: int = 1,
) -> Tensor:
    shares = logits.softmax(dim=dim) if softmax else logits
    confidence, predictions = shares.max(dim=1)
    if dim == 0:
        predictions = logits.argmax(dim=1)
    chosen = (predictions != labels).nonzero().flatten()
    if not only_mistakes:
        chosen = torch.arange(len(labels))
    order = confidence[chosen].argsort(descending=descending)
    return (chosen[order] if indices else order)[:k]


def _surest_mistakes(logits: Tensor, labels: Tensor, k: int) -> Tensor:
    return _surest(logits, labels, k)


def _filled_up(logits: Tensor, labels: Tensor, k: int) -> Tensor:
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    confidence = confidence + (predictions != labels)  # mistakes before right answers
    return confidence.argsort(descending=True)[:k]


def _by_the_true_class(logits: Tensor, labels: Tensor, k: int, descending: bool = True) -> Tensor:
    shares = logits.softmax(dim=1)
    wrong = (shares.argmax(dim=1) != labels).nonzero().flatten()
    own = shares[wrong, labels[wrong]]
    return wrong[own.argsort(descending=descending)][:k]


def _surest_right(logits: Tensor, labels: Tensor, k: int) -> Tensor:
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).nonzero().flatten()
    return right[confidence[right].argsort(descending=True)][:k]


def _as_indices(got: object, wanted: Tensor) -> Tensor:
    """Indices may come as a tensor with one axis or as a list."""
    if isinstance(got, (list, tuple)):
        got = torch.tensor([number(index, whole=True) for index in got], dtype=torch.int64)
    if not isinstance(got, Tensor) or got.dim() != 1 or got.is_floating_point():
        raise Wrong("A tensor of indices with one axis is wanted.", came=shown(got))
    return got.long()
