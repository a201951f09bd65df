"""balanced_subset: indices of as many samples of each class, drawn with a seed."""

import torch
from torch import Tensor

from course_utils.answers.answer import Answer, Raised
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, same
from course_utils.checks.close import close
from course_utils.checks.compare import case, refuses


def check(answer: Answer, draw: Draw) -> str:
    """Right: different indices, per_class of each class, at random, and the same for a seed."""
    for per_class, seed in ((12, 0), (5, draw.integer(0, 10_000)), (1, draw.integer(0, 10_000))):
        _check_subset(answer, draw.integers(0, 9, 400), per_class, seed)
    _check_three_classes(answer, draw.integers(0, 2, 90))
    exactly = torch.cat([torch.full((n,), c) for c, n in enumerate((5, 9, 7))])[draw.order(21)]
    try:
        _check_subset(answer, exactly, 5, 2)
    except Raised as raised:
        raised.advice = "A class with exactly per_class samples has enough. " + raised.advice
        raise
    lacking = torch.cat([torch.zeros(9), torch.ones(2), torch.full((9,), 2)]).long()
    refuses(
        answer,
        [case(lacking, 3, 0), case(lacking, 10, 0)],
        "A class has fewer samples than per_class asks for.",
    )
    return "Four sets of labels, one with three classes, the same again for a seed, and too few."


def _check_three_classes(answer: Answer, labels: Tensor) -> None:
    """`_check_subset` for labels 0, 1 and 2, with words for an answer that looks for ten."""
    try:
        _check_subset(answer, labels, 4, 1)
    except Raised as raised:
        if "ValueError" in raised.kinds:
            raised.advice = (
                "Here the labels are 0, 1 and 2 only: not every set of labels has ten classes. Ask "
                "labels.unique() which there are."
            )
        raise


def _check_subset(answer: Answer, labels: Tensor, per_class: int, seed: int) -> None:
    """Raises `Wrong` where the indices are not balanced, or do not follow the seed."""
    asked = f"balanced_subset({len(labels)} labels, per_class={per_class}, seed={seed})"
    got = answer(labels, per_class, seed)
    _check_places(got, labels, per_class, asked)
    _check_counts(got, labels, per_class, asked)
    if not same(answer(labels, per_class, seed), got):
        raise Wrong("The same seed gave other indices. Use a generator with this seed.", asked)
    others = [answer(labels, per_class, seed + step) for step in range(1, 4)]
    if all(close(_sorted(other), _sorted(got)) for other in others):
        raise Wrong(
            "Another seed gave the same samples. Take them at random with the argument seed, not "
            "the first of each class.",
            asked,
        )


def _check_places(got: object, labels: Tensor, per_class: int, asked: str) -> None:
    """Raises `Wrong` where what came is not a tensor of indices of `labels`."""
    if not isinstance(got, Tensor) or got.dtype != torch.int64 or got.dim() != 1:
        raise Wrong("Return one tensor of indices (int64), in one row.", asked, as_text(got))
    outside = len(got) and (got.min() < 0 or got.max() >= len(labels))
    if outside:
        raise Wrong("Indices point into labels: from 0 to len(labels) − 1.", asked)
    if torch.equal(got.sort().values, labels.unique().repeat_interleave(per_class)):
        raise Wrong("Those are labels. Return the places where they stand: indices.", asked)


def _check_counts(got: Tensor, labels: Tensor, per_class: int, asked: str) -> None:
    """Raises `Wrong` where an index is there twice, or a class not `per_class` times."""
    classes = labels.unique()
    n_wanted = per_class * len(classes)
    counts = [int((labels[got] == c).sum()) for c in classes]
    largest_class = max(int((labels == c).sum()) for c in classes)
    if len(got) == n_wanted and got.max() < largest_class and counts != [per_class] * len(classes):
        raise Wrong(
            "Those are places among the samples of one class. Look up which samples they are: "
            "members[…].",
            asked,
        )
    if len(got.unique()) != len(got):
        raise Wrong("Some indices are there twice. Draw without putting back.", asked)
    if counts != [per_class] * len(classes):
        words = f"Each class should be there {per_class} time{'s' if per_class != 1 else ''}."
        if len(got) == per_class:
            words = "per_class samples of each class are wanted, not that many together."
        elif len(got) == n_wanted:
            words += " Choosing from all samples at random does not balance the classes."
        raise Wrong(words, asked, f"counts of {counts}")


def _sorted(indices: object) -> object:
    return indices.sort().values if isinstance(indices, Tensor) else indices


EXERCISE = Exercise("balanced_subset(labels, per_class, seed)", check)
