"""What the rule of early stopping must give."""

import math

from course_utils.checks.answer import Answer
from course_utils.checks.compare import case, compare, number
from course_utils.checks.draw import Draw


def check_early_stopping_epoch(answer: Answer, draw: Draw) -> str:
    cases = [
        case([0.9, 0.5, 0.6, 0.7, 0.2], 2),
        case([0.9, 0.5, 0.6, 0.7, 0.2], 3),
        case([0.5, 0.5, 0.5, 0.4], 2),
        case([0.5, 0.4, 0.4, 0.4, 0.3], 2),
        case([0.3], 1),
        case([1.0, 2.0, 0.5], 1),
        case([0.9, 0.8, 0.7], 1),
    ]
    for _ in range(150):
        losses = [draw.integer(1, 12) / 10 for _ in range(draw.integer(1, 14))]
        cases.append(case(losses, draw.integer(1, 4)))
    compare(
        answer,
        cases,
        right=_best_epoch,
        mistakes={
            "Training does not stop: after `patience` epochs without a new best, what follows does "
            "not count.": lambda losses, patience: losses.index(min(losses)),
            "Epochs are counted from 0.": lambda losses, patience: (
                _best_epoch(losses, patience) + 1
            ),
            "That is the epoch at which training stops; the weights of the best one are kept.": (
                lambda losses, patience: _stop(losses, patience)
            ),
            "Stopped one epoch too late: once `patience` epochs in a row brought nothing better.": (
                lambda losses, patience: _best_epoch(losses, patience + 1)
            ),
            "Stopped one epoch too early: `patience` epochs without a new best are allowed to "
            "pass first.": lambda losses, patience: _best_epoch(losses, patience - 1),
            "A loss that equals the best so far is no improvement: compare with <, not with <=.": (
                lambda losses, patience: _best_epoch(losses, patience, ties=True)
            ),
            "A loss is compared with the one before it; compare it with the best so far.": (
                _against_the_last
            ),
            "The bad epochs are counted over the whole training. Start again at 0 with each new "
            "best: only epochs in a row count.": _never_reset,
            "Where training runs to its end, the best epoch is kept too, not the last epoch.": (
                lambda losses, patience: (
                    _best_epoch(losses, patience)
                    if _stop(losses, patience) - _best_epoch(losses, patience) == patience
                    else len(losses) - 1
                )
            ),
            "The argument patience is not used: yours stops after one bad epoch.": (
                lambda losses, patience: _best_epoch(losses, 1)
            ),
            "A loss is compared with the one before it; keep the best, and compare with that.": (
                lambda losses, patience: _against_the_last(losses, patience, keep_best=False)
            ),
            "No loss was below the best one at the start. Let it start at infinity: math.inf.": (
                lambda losses, patience: 0
            ),
            "The best loss starts at 1. Let it start at infinity: math.inf.": (
                lambda losses, patience: _best_epoch([min(loss, 1.0) for loss in losses], patience)
            ),
            "That is the loss; the number of its epoch is wanted.": (
                lambda losses, patience: losses[_best_epoch(losses, patience)]
            ),
        },
        look_at="Go through the losses, keep the best one with its epoch, count epochs since, and "
        "stop when that count reaches patience.",
        read=lambda got, _: number(got),
    )
    return f"{len(cases)} courses of a loss, with ties, one epoch only, and patience from 1 to 4."


def _best_epoch(losses: list[float], patience: int, ties: bool = False) -> int:
    best, epoch = math.inf, 0
    for number_, loss in enumerate(losses):
        if loss < best or (ties and loss == best):
            best, epoch = loss, number_
        elif number_ - epoch >= patience:
            break
    return epoch


def _stop(losses: list[float], patience: int) -> int:
    best = _best_epoch(losses, patience)
    return min(best + patience, len(losses) - 1)


def _against_the_last(losses: list[float], patience: int, keep_best: bool = True) -> int:
    best, bad = 0, 0
    for epoch in range(1, len(losses)):
        bad = 0 if losses[epoch] < losses[epoch - 1] else bad + 1
        if losses[epoch] < losses[best if keep_best else epoch - 1]:
            best = epoch
        if bad >= patience:
            break
    return best


def _never_reset(losses: list[float], patience: int) -> int:
    best, bad = 0, 0
    for epoch in range(1, len(losses)):
        if losses[epoch] < losses[best]:
            best = epoch
        else:
            bad += 1
        if bad >= patience:
            break
    return best
