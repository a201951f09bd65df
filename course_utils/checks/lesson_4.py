"""What the exercises of lesson 4 must do."""

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils import models
from course_utils.checks.answer import Answer, Raised
from course_utils.checks.compare import case, close, refuses, tensor_like
from course_utils.checks.draw import Draw
from course_utils.checks.early_stopping import check_early_stopping_epoch
from course_utils.checks.exercise import Exercise, Wrong
from course_utils.checks.networks import check_dropout, check_network
from course_utils.checks.plain import same, shown

MANY = 20_000  # numbers that are dropped; their share varies by 0.4 points at most
SHARE_TOLERANCE = 0.02


def check_deeper_cnn(answer: Answer, draw: Draw) -> str:
    check_network(
        answer,
        draw,
        models.DeeperCNN,
        mistakes={
            "There is no ReLU after the dense layer of 625.": _without_relu,
            "The last pooling has padding 1, a frame on all sides; rounding up (ceil_mode) gives "
            "the same size and other windows.": _rounding_up,
            "There is a ReLU after the last layer. Logits may be negative: leave it out.": (
                lambda m: lambda images: m(images).relu()
            ),
        },
    )
    for keep in (0.5, 0.8, 1.0):
        check_dropout(answer, draw, models.DeeperCNN, {"keep_probability": keep})
    return (
        "Its 1,379,557 parameters by layer, its logits with known weights in eval mode, and the "
        "spread that dropout gives them in train mode, for three keep probabilities."
    )


def _without_relu(m: models.DeeperCNN) -> Callable[[Tensor], Tensor]:
    return lambda images: m.last(m.dense[1](m.dense[0](m.block3(m.block2(m.block1(images))))))


def _rounding_up(m: models.DeeperCNN) -> Callable[[Tensor], Tensor]:
    def forward(images: Tensor) -> Tensor:
        x = m.block3[0](m.block2(m.block1(images)))
        return m.last(m.dense(F.max_pool2d(x, 2, ceil_mode=True).relu()))

    return forward


def check_dropout_function(answer: Answer, draw: Draw) -> str:
    for p in (0.5, 0.2, 0.8):
        _check_dropped(answer, draw.normal(MANY) + 3, p)
    _check_dropped(answer, draw.normal(4, 50, 100) + 3, 0.3)
    x = draw.normal(3, 7)
    for p, training, wanted in [(0.5, False, x), (0.0, True, x), (1.0, True, torch.zeros(3, 7))]:
        asked = f"dropout(x, p={p}, training={training})"
        got = _like_the_input(answer(x, p, training), wanted, asked)
        if close(got, wanted):
            continue
        words = "With p = 1 all numbers are dropped: return zeros, and do not divide by 1 − p = 0."
        if not training:
            words = "In eval mode (training=False) dropout does nothing: return x as it is."
            if close(got, x * (1 - p)):
                words = (
                    "In eval mode nothing is scaled: inverted dropout divides by 1 − p in training "
                    "instead."
                )
        elif p == 0:
            words = "With p = 0 nothing is dropped: the result is x."
        raise Wrong(words, asked, shown(got), shown(wanted))
    return "Shares of 0.2 to 0.8 on large tensors, p = 0, p = 1, eval mode, a fresh mask each time."


def _check_dropped(answer: Answer, x: Tensor, p: float) -> None:
    asked = f"dropout(x, p={p}, training=True)"
    got = _like_the_input(answer(x, p, True), x, asked)
    dropped = got == 0
    rows = dropped.flatten(1) if dropped.dim() > 1 else dropped.reshape(4, -1)
    share = dropped.float().mean().item()
    if share in (0, 1) and any(bool((answer(x, p, True) == 0).all()) for _ in range(20)):
        raise Wrong("All or nothing is dropped. Each number has a throw of its own.", asked)
    if 0 < share < 1 and all(torch.equal(rows[0], row) for row in rows[1:]):
        raise Wrong(
            "Every row has the same mask. Throw for each number: torch.rand_like(x).", asked
        )
    if abs(share - p) > SHARE_TOLERANCE:
        words = "Each number is dropped with probability p, by a throw of its own."
        if abs(share - (1 - p)) <= SHARE_TOLERANCE:
            words = "p is the share that is dropped; yours keeps that share: (torch.rand(…) >= p)."
        elif share == 0:
            words = "Nothing was dropped. Multiply by a mask of zeros and ones."
        elif abs(share - _normal_below(p)) <= SHARE_TOLERANCE:
            words = (
                "Each number is dropped with probability p. torch.randn gives normal numbers; draw "
                "evenly between 0 and 1: torch.rand."
            )
        raise Wrong(words, asked, f"{share:.1%} are 0", f"about {p:.0%} of them 0")
    kept, original = got[~dropped], x[~dropped]
    if not close(kept, original / (1 - p)):
        words = "What stays should be x / (1 − p)."
        if close(kept, original):
            words = (
                "What stays must be rescaled: divide by 1 − p, so that the mean stays as it was."
            )
        elif close(kept, original / p):
            words = "What stays is divided by p. Divide by 1 − p, the share that stays."
        elif close(kept, original * (1 - p)):
            words = "What stays is multiplied by 1 − p. Divide by it."
        raise Wrong(words, asked)
    if same(answer(x, p, True), got):
        raise Wrong("A second call dropped the same numbers. The mask must be a fresh one.", asked)


def _normal_below(p: float) -> float:
    """The share of standard normal numbers below p."""
    return 0.5 * (1 + math.erf(p / math.sqrt(2)))


def _like_the_input(got: object, x: Tensor, asked: str) -> Tensor:
    try:
        return tensor_like(got, x)
    except Wrong as wrong:
        wrong.asked = asked
        raise


def check_balanced_subset(answer: Answer, draw: Draw) -> str:
    for per_class in (12, 5, 1):
        labels = draw.integers(0, 9, 400)
        _check_subset(answer, labels, per_class, draw.integer(0, 10_000))
    _check_three_classes(answer, draw.integers(0, 2, 90))
    exactly = torch.cat([torch.full((n,), c) for c, n in enumerate((5, 9, 7))])[draw.order(21)]
    try:
        _check_subset(answer, exactly, 5, 2)
    except Raised as raised:
        raised.look_at = "A class with exactly per_class samples has enough. " + raised.look_at
        raise
    lacking = torch.cat([torch.zeros(9), torch.ones(2), torch.full((9,), 2)]).long()
    refuses(
        answer,
        [case(lacking, 3, 0), case(lacking, 10, 0)],
        "A class has fewer samples than per_class asks for.",
    )
    return "Four sets of labels, one with three classes, the same again for a seed, and too few."


def _check_three_classes(answer: Answer, labels: Tensor) -> None:
    try:
        _check_subset(answer, labels, 4, 1)
    except Raised as raised:
        if "ValueError" in raised.kinds:
            raised.look_at = (
                "Here the labels are 0, 1 and 2 only: not every set of labels has ten classes. Ask "
                "labels.unique() which there are."
            )
        raise


def _check_subset(answer: Answer, labels: Tensor, per_class: int, seed: int) -> None:
    asked = f"balanced_subset({len(labels)} labels, per_class={per_class}, seed={seed})"
    got = answer(labels, per_class, seed)
    if not isinstance(got, Tensor) or got.dtype != torch.int64 or got.dim() != 1:
        raise Wrong("Return one tensor of indices (int64).", asked, shown(got))
    classes = labels.unique()
    n_wanted = per_class * len(classes)
    outside = len(got) and (got.min() < 0 or got.max() >= len(labels))
    if outside:
        raise Wrong("Indices point into labels: from 0 to len(labels) − 1.", asked)
    if torch.equal(got.sort().values, classes.repeat_interleave(per_class)):
        raise Wrong("Those are labels. Return the places where they stand: indices.", asked)
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
    if not same(answer(labels, per_class, seed), got):
        raise Wrong("The same seed gave other indices. Use a generator with this seed.", asked)
    others = [answer(labels, per_class, seed + step) for step in range(1, 4)]
    if all(close(_sorted(other), _sorted(got)) for other in others):
        raise Wrong(
            "Another seed gave the same samples. Take them at random with the argument seed, not "
            "the first of each class.",
            asked,
        )


def _sorted(indices: object) -> object:
    return indices.sort().values if isinstance(indices, Tensor) else indices


EXERCISES = (
    Exercise("DeeperCNN(keep_probability=0.5)", check_deeper_cnn, points=2),
    Exercise(
        "dropout(x, p, training)",
        check_dropout_function,
        to_write=("Dropout", "alpha_dropout", "native_dropout"),
    ),
    Exercise("balanced_subset(labels, per_class, seed)", check_balanced_subset),
    Exercise("early_stopping_epoch(validation_losses, patience)", check_early_stopping_epoch),
)
