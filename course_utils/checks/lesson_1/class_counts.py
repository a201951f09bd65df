"""The exercise `class_counts`: how often each class occurs among the labels."""

from collections.abc import Callable

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import case, compare, number
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _counts(labels: Tensor, n_classes: int = 10) -> list[int]:
    return [int((labels == c).sum()) for c in range(n_classes)]


def _without_gaps(labels: Tensor, n_classes: int = 10) -> list[int]:
    """The counts of the classes that occur, and zeros behind them."""
    counts = labels.unique(return_counts=True)[1].tolist()
    return counts + [0] * (n_classes - len(counts))


MISTAKES: dict[str, Callable] = {
    "Classes above the largest label are missing. Each class has a place, 0 where there is none: "
    "go up to n_classes, and not to labels.max(); torch.bincount has minlength.": (
        lambda labels, n_classes=10: torch.bincount(labels).tolist()
    ),
    "Only the classes that occur are counted. Each class has a place, also one that does "
    "not occur.": lambda labels, n_classes=10: labels.unique(return_counts=True)[1].tolist(),
    "The counts stand side by side, without a place for a class between that does not occur. "
    "Entry c is the count of class c.": _without_gaps,
    "The bins go from 0 to the largest label, so that a bin is not a class. Count the labels that "
    "equal c.": lambda labels, n_classes=10: torch.histc(
        labels.double(), n_classes, 0, int(labels.max())
    ).tolist(),
    "Your answer always has ten classes. Use the argument n_classes.": (
        lambda labels, n_classes=10: _counts(labels, 10)
    ),
    "These are shares. Count the samples: do not divide.": (
        lambda labels, n_classes=10: [c / len(labels) for c in _counts(labels, n_classes)]
    ),
    "The last class is missing: classes go from 0 to n_classes − 1.": (
        lambda labels, n_classes=10: _counts(labels, n_classes - 1)
    ),
    "Class 0 is missing: classes go from 0 to n_classes − 1.": (
        lambda labels, n_classes=10: _counts(labels, n_classes + 1)[1:]
    ),
    **exchanged_arguments(_counts, "labels", "n_classes"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: n_classes counts, entry c that of the labels that equal c; else raises `Wrong`."""
    cases = [case(torch.tensor([0, 2, 2]), n_classes=4), case(torch.tensor([5, 1, 3, 5]), 8)]
    cases += [case(draw.integers(0, 9, draw.integer(30, 500))) for _ in range(8)]
    cases += [case(draw.integers(0, 5, 40)), case(torch.tensor([3, 3, 3]))]
    cases += [case(draw.integers(0, 3, 60), n_classes=n) for n in (4, 6)]
    advice = "The result has n_classes entries; entry c is the number of labels that equal c."
    compare(answer, cases, _counts, MISTAKES, advice, _list_of_counts)
    labels = torch.tensor([1, 4, 1, 6])
    check_by_name(answer, _counts, _list_of_counts, labels=labels, n_classes=9)
    return f"{len(cases)} sets of labels, some with classes that do not occur, and other n_classes."


def _list_of_counts(got: object, wanted: list[int]) -> list:
    """A list, a tensor with one axis or a dict by class may all hold the counts."""
    if isinstance(got, dict):
        keys = [key.item() if isinstance(key, Tensor) else key for key in got]
        if len(set(keys)) < len(keys):
            raise Wrong(
                "A class stands there more than once: tensors with the same number are different "
                "keys of a dict. Make a number of each label: label.item()."
            )
        if set(keys) < set(range(len(wanted))):
            raise Wrong("Classes that do not occur are missing: give them a count of 0.")
        by_class = dict(zip(keys, got.values(), strict=True))
        got = [by_class.get(c) for c in range(len(wanted))]
    is_list = isinstance(got, (list, tuple)) or (isinstance(got, Tensor) and got.dim() == 1)
    if not is_list or len(got) > 10 * len(wanted):  # looked at before it becomes many objects
        raise Wrong("A count for each class is wanted, in a list or a tensor.", came=as_text(got))
    if isinstance(got, Tensor):
        got = got.tolist()
    if any(isinstance(count, Tensor) and count.dim() for count in got):
        raise Wrong("A count for each class is wanted, and nothing else.", came=as_text(got))
    return [number(count) for count in got]


EXERCISE = Exercise("class_counts(labels, n_classes=10)", check)
