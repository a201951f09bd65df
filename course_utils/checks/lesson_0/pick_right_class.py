"""The exercise `pick_right_class`: from each row of logits the one of its label."""

from collections.abc import Callable

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.checks.close import close
from course_utils.checks.compare import case, compare
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _picked(logits: Tensor, labels: Tensor) -> Tensor:
    return logits[torch.arange(len(labels)), labels]


def _by_labels_alone(logits: Tensor, labels: Tensor) -> Tensor:
    return (logits * torch.nn.functional.one_hot(labels)).sum(dim=1)


MISTAKES: dict[str, Callable] = {
    "logits[labels] takes whole rows, those with the numbers of the labels. Each row's own "
    "label picks a column: give a row and a column for each.": (
        lambda logits, labels: logits[labels]
    ),
    "logits[:, labels] takes every row's label for every row. Pairs are wanted: row 0 with "
    "label 0, row 1 with label 1, and so on.": lambda logits, labels: logits[:, labels],
    "Rows and columns are exchanged: the row comes first, then the label.": (
        lambda logits, labels: logits[labels, torch.arange(len(labels))]
    ),
    "One axis too many: the shape is n×1. Take the last axis away: squeeze(1) or [:, 0].": (
        lambda logits, labels: logits.gather(1, labels[:, None])
    ),
    "With a single row squeeze() takes that axis away too. squeeze(1) names the axis.": (
        lambda logits, labels: logits.gather(1, labels[:, None]).squeeze()
    ),
    "Those are the largest logits. The label says which one is wanted, and that is not "
    "always the largest.": lambda logits, labels: logits.amax(dim=1),
    "Those are the places of the largest logits. The logits of the labels are wanted.": (
        lambda logits, labels: logits.argmax(dim=1)
    ),
    "Those are the labels. Use them as places in the rows of logits.": (
        lambda logits, labels: labels
    ),
    "Those are shares: leave softmax out. The logits themselves are wanted.": (
        lambda logits, labels: _picked(logits.softmax(dim=1), labels)
    ),
    "Those are logarithms of shares. The logits themselves are wanted.": (
        lambda logits, labels: _picked(logits.log_softmax(dim=1), labels)
    ),
    "The sign is turned. The logits are wanted as they are.": (
        lambda logits, labels: -_picked(logits, labels)
    ),
    "That is the mean. One number for each row is wanted.": (
        lambda logits, labels: _picked(logits, labels).mean()
    ),
    "That is the sum. One number for each row is wanted.": (
        lambda logits, labels: _picked(logits, labels).sum()
    ),
    "Only the first row's logit came. One for each row is wanted.": (
        lambda logits, labels: logits[0, labels[0]]
    ),
    "How many classes there are stands in logits.shape[1]. The highest may have no image, so the "
    "labels do not tell: one_hot needs num_classes.": _by_labels_alone,
    **exchanged_arguments(_picked, "logits", "labels"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: entry i is logits[i, labels[i]], and gradients go back through it; else `Wrong`."""
    sizes = [(5, 10), (8, 3), (1, 4), (6, 6), (20, 10), (3, 2)]
    cases = [case(draw.normal(n, c), draw.integers(0, c - 1, n)) for n, c in sizes]
    cases.append(case(draw.normal(7, 5).double(), draw.integers(0, 4, 7)))
    # The highest class has no image here: its number must not be taken from the labels.
    cases.append(case(draw.normal(4, 5), torch.tensor([0, 2, 1, 2])))
    compare(answer, cases, _picked, MISTAKES, "Entry i of the result is logits[i, labels[i]].")
    check_by_name(answer, _picked, logits=draw.normal(4, 6), labels=draw.integers(0, 5, 4))
    _check_backward(answer, draw)
    return f"{len(cases)} sets of logits, one with a single row, and a backward pass through it."


def _check_backward(answer: Answer, draw: Draw) -> None:
    logits, labels = draw.normal(6, 4), draw.integers(0, 3, 6)
    asked = "the gradient of the picked logits"
    found = answer.do(operations.pass_back, logits, labels, asked=asked)
    wanted = torch.zeros(6, 4)
    wanted[torch.arange(6), labels] = torch.arange(1.0, 7.0)
    if not found["connected"] or not close(found["gradient"], wanted):
        raise Wrong(
            "The numbers are right, but no backward pass comes through: .item(), .tolist(), .data "
            "and torch.tensor(…) cut it off. Take the numbers out by indexing; a loop can put them "
            "together with torch.stack.",
            asked,
        )


EXERCISE = Exercise("pick_right_class(logits, labels)", check)
