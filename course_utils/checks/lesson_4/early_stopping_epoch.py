"""early_stopping_epoch: the epoch whose weights early stopping keeps."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare, number

Compares = Callable[[float, float, float], bool]  # a loss, the best so far, the one before


def _below_the_best(loss: float, best: float, before: float) -> bool:
    return loss < best


def _at_most_the_best(loss: float, best: float, before: float) -> bool:
    return loss <= best


def _clearly_below_the_best(loss: float, best: float, before: float) -> bool:
    return loss < best - 0.001


def _below_the_one_before(loss: float, best: float, before: float) -> bool:
    return loss < before


@dataclass(frozen=True)
class Rule:
    """Early stopping by its pieces; called with losses and patience, it gives the best epoch."""

    is_best: Compares = _below_the_best
    is_good: Compares = _below_the_best
    count_after_good: Callable[[int], int] = lambda bad: 0  # of bad epochs, from the count before

    def __call__(self, losses: list[float], patience: int) -> int:
        """The epoch that counts as best when training stops; epochs start at 0."""
        best, bad = 0, 0
        for epoch in range(1, len(losses)):
            compared = losses[epoch], losses[best], losses[epoch - 1]
            if self.is_best(*compared):
                best = epoch
            if self.is_good(*compared):
                bad = self.count_after_good(bad)
                continue
            bad += 1
            if bad >= patience:
                break
        return best


RIGHT = Rule()


def _stop(losses: list[float], patience: int) -> int:
    """The epoch at which training stops."""
    return min(RIGHT(losses, patience) + patience, len(losses) - 1)


def _last_unless_stopped(losses: list[float], patience: int) -> int:
    """The best epoch where training stops early, the last one where it runs to its end."""
    best = RIGHT(losses, patience)
    return best if _stop(losses, patience) - best == patience else len(losses) - 1


MISTAKES: dict[str, Callable[[list[float], int], float]] = {
    "Training does not stop: after `patience` epochs without a new best, what follows does "
    "not count.": lambda losses, patience: losses.index(min(losses)),
    "Epochs are counted from 0.": lambda losses, patience: RIGHT(losses, patience) + 1,
    "That is the epoch at which training stops; the weights of the best one are kept.": _stop,
    "Stopped one epoch too late: once `patience` epochs in a row brought nothing better.": (
        lambda losses, patience: RIGHT(losses, patience + 1)
    ),
    "Stopped one epoch too early: `patience` epochs without a new best are allowed to "
    "pass first.": lambda losses, patience: RIGHT(losses, patience - 1),
    "A loss that equals the best so far is no improvement: compare with <, not with <=.": replace(
        RIGHT, is_best=_at_most_the_best, is_good=_at_most_the_best
    ),
    "A loss is compared with the one before it; compare it with the best so far.": replace(
        RIGHT, is_good=_below_the_one_before
    ),
    "The bad epochs are counted over the whole training. Start again at 0 with each new "
    "best: only epochs in a row count.": replace(RIGHT, count_after_good=lambda bad: bad),
    "Where training runs to its end, the best epoch is kept too, not the last epoch.": (
        _last_unless_stopped
    ),
    "The argument patience is not used: yours stops after one bad epoch.": (
        lambda losses, patience: RIGHT(losses, 1)
    ),
    "A loss is compared with the one before it; keep the best, and compare with that.": replace(
        RIGHT, is_best=_below_the_one_before, is_good=_below_the_one_before
    ),
    "No loss was below the best one at the start. Let it start at infinity: math.inf.": (
        lambda losses, patience: 0
    ),
    "The best loss starts at 1, and epochs whose losses are higher count as bad ones. Let it start "
    "at infinity: math.inf.": (
        lambda losses, patience: max(RIGHT([1.0, *losses], patience) - 1, 0)  # one epoch before all
    ),
    "The best loss starts at 1. Let it start at infinity: math.inf.": (
        lambda losses, patience: RIGHT([min(loss, 1.0) for loss in losses], patience)
    ),
    "The best loss starts at a number above which a loss may lie. Let it start at infinity: "
    "math.inf.": lambda losses, patience: 0 if min(losses) > 1000 else RIGHT(losses, patience),
    "A loss that is only a little below the best so far is not taken, or losses are rounded. "
    "Whatever is below the best is an improvement.": replace(
        RIGHT, is_best=_clearly_below_the_best, is_good=_clearly_below_the_best
    ),
    "That is the loss; the number of its epoch is wanted.": (
        lambda losses, patience: losses[RIGHT(losses, patience)]
    ),
}


# On each of the mistakes some of these end otherwise, whatever the random ones are.
FIXED: tuple[tuple[list[float], int], ...] = (
    ([0.9, 0.5, 0.6, 0.7, 0.2], 2),  # stops before the best of all
    ([0.9, 0.5, 0.6, 0.7, 0.2], 3),  # and just does not stop
    ([0.9, 1.0, 0.8, 0.85, 0.7], 2),  # one bad epoch, twice: not in a row
    ([0.9, 1.0, 1.1, 0.8, 0.85, 0.95, 0.7], 3),  # two bad epochs, twice
    ([0.9, 1.0, 0.8, 0.9, 0.7, 0.8, 0.6, 0.7, 0.5], 4),  # four bad epochs, never in a row
    ([0.5, 0.9, 0.8, 0.7, 0.4], 3),  # falls, and stays above the best
    ([0.5, 0.9, 0.8, 0.7, 0.6, 0.6], 4),
    ([0.5, 0.6, 0.4, 0.6, 0.5, 0.3], 2),
    ([0.5, 0.5, 0.5, 0.4], 2),  # ties
    ([0.5, 0.4, 0.4, 0.4, 0.3], 2),
    ([0.5, 0.4, 0.4], 3),
    ([0.9, 0.6, 0.7, 0.6, 0.5], 3),
    ([0.3], 1),
    ([0.3], 4),
    ([1.0, 2.0, 0.5], 1),
    ([3.0, 2.0, 1.5, 1.7], 2),  # losses above 1
    ([1.4, 1.2, 1.3], 3),
    ([2000.0, 1500.0, 1200.0], 4),  # far above 1
    ([0.5, 0.4998, 0.4996, 0.4994], 2),  # each a little better
    ([0.9, 0.8, 0.7], 1),
    ([0.4, 0.6, 0.7], 4),  # runs to its end after a bad epoch
    ([0.4, 0.6, 0.7], 2),  # stops with the last epoch
)


def check(answer: Answer, draw: Draw) -> str:
    """Right: the epoch of the best loss before `patience` epochs in a row brought no better one."""
    cases = [case(*fixed) for fixed in FIXED]
    for _ in range(150):
        losses = [draw.integer(1, 12) / 10 for _ in range(draw.integer(1, 14))]
        cases.append(case(losses, draw.integer(1, 4)))
    compare(
        answer,
        cases,
        right=RIGHT,
        mistakes=MISTAKES,
        advice="Go through the losses, keep the best one with its epoch, count epochs since, and "
        "stop when that count reaches patience.",
        read=lambda got, _: number(got),
    )
    return f"{len(cases)} courses of a loss, with ties, one epoch only, and patience from 1 to 4."


EXERCISE = Exercise("early_stopping_epoch(validation_losses, patience)", check)
