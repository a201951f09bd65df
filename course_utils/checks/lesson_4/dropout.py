"""dropout: drop numbers at random in training, and leave the mean as it was."""

import math
from collections.abc import Callable

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import same
from course_utils.checks.close import close
from course_utils.checks.compare import tensor_like
from course_utils.checks.diagnose import diagnose
from course_utils.checks.difference import came_and_wanted

MANY = 20_000  # numbers that are dropped; their share varies by 0.4 points at most
SHARE_TOLERANCE = 0.02
FEW, CALLS = (2, 5), 80  # a small tensor, dropped so many times
# Numbers of zeros scatter by n · p · (1 − p); measured, by this much of it at least and at most.
SCATTER = (0.35, 2.5)
EXACT = (
    "Always about as many numbers are dropped. p is a probability and not an exact share: each "
    "number has a throw of its own, and how many fall is a matter of chance."
)
TOGETHER = "Numbers are dropped together. Each has a throw of its own: torch.rand_like(x)."

# The share that is dropped.
SHARE_MISTAKES: dict[str, Callable[[float], float]] = {
    "p is the share that is dropped; yours keeps that share: (torch.rand(…) >= p).": (
        lambda p: 1 - p
    ),
    "Nothing was dropped. Multiply by a mask of zeros and ones.": lambda p: 0,
    "Each number is dropped with probability p. torch.randn gives normal numbers; draw "
    "evenly between 0 and 1: torch.rand.": lambda p: _normal_below(p),
}
# What becomes of the numbers x that stay.
SCALE_MISTAKES: dict[str, Callable[[Tensor, float], Tensor]] = {
    "What stays must be rescaled: divide by 1 − p, so that the mean stays as it was.": (
        lambda x, p: x
    ),
    "What stays is divided by p. Divide by 1 − p, the share that stays.": lambda x, p: x / p,
    "What stays is multiplied by 1 − p. Divide by it.": lambda x, p: x * (1 - p),
}
# What comes in eval mode.
EVAL_MISTAKES: dict[str, Callable[[Tensor, float], Tensor]] = {
    "In eval mode nothing is scaled: inverted dropout divides by 1 − p in training instead.": (
        lambda x, p: x * (1 - p)
    )
}
ALSO_IN_EVAL = (
    "Numbers are dropped in eval mode too: training has no effect. With training=False return x as "
    "it is."
)
DIVIDED_BY_ZERO = (
    "With p = 1 all numbers are dropped: return zeros, and do not divide by 1 − p = 0."
)


def check(answer: Answer, draw: Draw) -> str:
    """Right: a fresh throw for each number, the rest divided by 1 − p; x itself in eval mode."""
    for p in (0.5, 0.2, 0.8):
        _check_dropped(answer, draw.normal(MANY) + 3, p)
    _check_dropped(answer, draw.normal(4, 50, 100) + 3, 0.3)
    _check_few(answer, draw.normal(*FEW) + 5, 0.3)
    _check_without_chance(answer, draw.normal(3, 7))
    return (
        "Shares of 0.2 to 0.8 on large tensors, ten numbers again and again, p = 0, p = 1, eval "
        "mode, a fresh mask each time."
    )


def _check_without_chance(answer: Answer, x: Tensor) -> None:
    """Raises `Wrong` where eval mode, p = 0 or p = 1 gives another tensor than it must."""
    cases = [
        (0.5, False, x, "In eval mode (training=False) dropout does nothing: return x as it is."),
        (0.0, True, x, "With p = 0 nothing is dropped: the result is x."),
        (
            1.0,
            True,
            torch.zeros_like(x),
            "With p = 1 all numbers are dropped: return zeros.",
        ),
    ]
    for p, training, wanted, words in cases:
        asked = f"dropout(x, p={p}, training={training})"
        got = _like_the_input(answer(x, p, training), wanted, asked)
        if close(got, wanted):
            continue
        if not training:
            words = _in_eval(got, x, p) or words
        elif p == 1 and not bool(got.isfinite().all()):
            words = DIVIDED_BY_ZERO
        raise Wrong(words, asked, *came_and_wanted(got, wanted))


def _in_eval(got: Tensor, x: Tensor, p: float) -> str:
    """Words on what eval mode made of x; empty where no mistake explains it."""
    dropped = got == 0
    as_in_training = (x / (1 - p)).masked_fill(dropped, 0)
    if 0 < dropped.float().mean() < 1 and close(got, as_in_training):
        return ALSO_IN_EVAL
    return _explanation(got, EVAL_MISTAKES, x, p)


def _explanation(got: Tensor, mistakes: dict[str, Callable], x: Tensor, p: float) -> str:
    """The words of the first mistake that makes of x what came; empty where none does."""
    return diagnose(got, mistakes, lambda rule: rule(x, p))


def _check_dropped(answer: Answer, x: Tensor, p: float) -> None:
    """Raises `Wrong` unless a share p of x is dropped at random and the rest is x / (1 − p)."""
    asked = f"dropout(x, p={p}, training=True)"
    got = _like_the_input(answer(x, p, True), x, asked)
    dropped = got == 0
    _check_throws(answer, x, p, dropped, asked)
    _check_share(dropped.float().mean().item(), p, asked)
    kept, original = got[~dropped], x[~dropped]
    if not close(kept, original / (1 - p)):
        words = _explanation(kept, SCALE_MISTAKES, original, p)
        raise Wrong(words or "What stays should be x / (1 − p).", asked)
    if same(answer(x, p, True), got):
        raise Wrong("A second call dropped the same numbers. The mask must be a fresh one.", asked)


def _check_throws(answer: Answer, x: Tensor, p: float, dropped: Tensor, asked: str) -> None:
    """Raises `Wrong` where not every number has a throw of its own."""
    if not _is_mixed(dropped):  # by chance, where a throw is for all numbers or for a few rows
        masks = [_like_the_input(answer(x, p, True), x, asked) == 0 for _ in range(20)]
        mixed = [mask for mask in masks if _is_mixed(mask)]
        if not mixed and any(bool(mask.all()) for mask in masks):
            raise Wrong("All or nothing is dropped. Each number has a throw of its own.", asked)
        if not mixed:
            return
        dropped = mixed[0]
    rows = dropped.reshape(-1, x.shape[-1]) if x.dim() > 1 else dropped.reshape(4, -1)
    if bool((rows == rows[0]).all()):
        raise Wrong(
            "Every row has the same mask. Throw for each number: torch.rand_like(x).", asked
        )
    dims = range(x.dim() if x.dim() > 1 else 0)
    _check_scatter([(dropped.sum(dim), x.shape[dim]) for dim in dims], p, asked)


def _is_mixed(dropped: Tensor) -> bool:
    return bool(dropped.any()) and not bool(dropped.all())


def _check_few(answer: Answer, x: Tensor, p: float) -> None:
    """Raises `Wrong` where of few numbers always as many are dropped."""
    masks = []
    for _ in range(CALLS):
        masks.append(_like_the_input(answer(x, p, True), x, "") == 0)
    asked = f"dropout(x, p={p}, training=True) for 10 numbers, {CALLS} times"
    _check_scatter([(torch.stack(masks).flatten(1).sum(1), x.numel())], p, asked)


def _check_scatter(counts: list[tuple[Tensor, int]], p: float, asked: str) -> None:
    """Raises `Wrong` where numbers of zeros, each among n, scatter otherwise than single throws."""
    scatters = [zeros.double().var().item() / (n * p * (1 - p)) for zeros, n in counts]
    # Where whole rows fall, all columns have as many zeros: too even in one dimension alone.
    if any(scatter > SCATTER[1] for scatter in scatters):
        raise Wrong(TOGETHER, asked)
    if any(scatter < SCATTER[0] for scatter in scatters):
        raise Wrong(EXACT, asked)


def _check_share(share: float, p: float, asked: str) -> None:
    """Raises `Wrong` where the share that was dropped is far from p."""
    if not _about(share, p):
        words = diagnose(share, SHARE_MISTAKES, lambda share_of: share_of(p), _about)
        raise Wrong(
            words or "Each number is dropped with probability p, by a throw of its own.",
            asked,
            f"{share:.1%} are 0",
            f"about {p:.0%} of them 0",
        )


def _about(share: float, expected: float) -> bool:
    """Whether a share is the expected one, up to chance; 0 leaves nothing to chance."""
    return share == 0 if expected == 0 else abs(share - expected) <= SHARE_TOLERANCE


def _normal_below(p: float) -> float:
    """The share of standard normal numbers below p."""
    return 0.5 * (1 + math.erf(p / math.sqrt(2)))


def _like_the_input(got: object, x: Tensor, asked: str) -> Tensor:
    """A tensor of the shape, dtype and device of x. Raises `Wrong` for anything else."""
    try:
        return tensor_like(got, x)
    except Wrong as wrong:
        wrong.asked = asked
        raise


EXERCISE = Exercise(
    "dropout(x, p, training)",
    check,
    to_write=(
        *("Dropout", "Dropout1d", "Dropout2d", "AlphaDropout", "FeatureAlphaDropout"),
        *("alpha_dropout", "feature_dropout", "dropout1d", "dropout2d", "native_dropout"),
    ),
)
