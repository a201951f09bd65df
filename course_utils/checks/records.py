"""Training records of ten classes, drawn so that each shows one thing, and shows it clearly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp

from course_utils.answers.draw import Draw
from course_utils.checks.whole_training import KEYS

Losses = list[float]
History = dict[str, list[float]]
CALM = 7  # so many epochs at least are flat where a training is done
WAVERING = 0.004  # losses move by up to this share of them, by chance
DOWN, UP = 0.998, 1.002  # the last step of a loss that is flat


@dataclass(frozen=True)
class Drawn:
    """A record, and what it shows."""

    history: History
    shows: str


def _between(draw: Draw, low: float, high: float) -> float:
    return low + (high - low) * draw.uniform(1).item()


def _by_the_same_factor(start: float, factor: float, n_epochs: int) -> Losses:
    return [start * factor**epoch for epoch in range(n_epochs)]


def _then_flat(start: float, end: float, n_falling: int, n_epochs: int) -> Losses:
    """Falling to `end` for some epochs, and staying there."""
    factor = (end / start) ** (1 / n_falling)
    return [start * factor ** min(epoch, n_falling) for epoch in range(n_epochs)]


def _recorded(draw: Draw, train: Losses, validation: Losses, is_learned: bool = False) -> History:
    """The four lists of two losses; `is_learned`: what was read right once is read right on."""
    train, validation = (
        [loss * _between(draw, 1 - WAVERING, 1 + WAVERING) for loss in losses]
        for losses in (train, validation)
    )
    behind = [min(validation[: i + 1]) for i in range(len(validation))]
    lists = (train, _accuracies(train), validation)
    return dict(zip(KEYS, (*lists, _accuracies(behind if is_learned else validation)), strict=True))


def _accuracies(losses: Losses) -> list[float]:
    return [max(exp(-loss), 0.098 + 0.01 * (loss % 1)) for loss in losses]


def _still_learning(draw: Draw, n_epochs: int) -> History:
    """Both losses fall by the same factor to the end, perhaps with a gap between them."""
    losses = [
        _by_the_same_factor(_between(draw, 0.8, 2.1), _between(draw, 0.88, 0.95), n_epochs)
        for _ in ("train", "validation")
    ]
    return _recorded(draw, *losses)


def _learns_faster_than_it_validates(draw: Draw, n_epochs: int) -> History:
    """Both losses fall, and the gap between them becomes wide."""
    train = _by_the_same_factor(_between(draw, 1.0, 1.5), 0.85, n_epochs)
    return _recorded(draw, train, _by_the_same_factor(_between(draw, 1.2, 2.0), 0.95, n_epochs))


def _overfits(draw: Draw, n_epochs: int, is_learned: bool = False) -> History:
    """The validation loss turns before the middle, and rises; the training loss falls on."""
    train = _by_the_same_factor(_between(draw, 1.4, 2.1), _between(draw, 0.75, 0.85), n_epochs)
    lowest = _between(draw, 0.3, 0.6)
    return _recorded(draw, train, _turning(draw, lowest, n_epochs), is_learned)


def _overfits_at_the_same_accuracy(draw: Draw, n_epochs: int) -> History:
    """The same where the validation accuracy stays as it is."""
    return _overfits(draw, n_epochs, is_learned=True)


def _overfits_below_the_training(draw: Draw, n_epochs: int) -> History:
    """The same where the training loss stays above, and the validation accuracy as it is."""
    end, lowest = _between(draw, 0.5, 0.6), _between(draw, 0.15, 0.2)
    train = _by_the_same_factor(2.0, (end / 2) ** (1 / (n_epochs - 1)), n_epochs)
    return _recorded(draw, train, _turning(draw, lowest, n_epochs), is_learned=True)


def _turning(draw: Draw, lowest: float, n_epochs: int) -> Losses:
    turn = draw.integer(n_epochs // 4, (n_epochs - 1) // 2)  # in the first half
    rise = _between(draw, 1.5, 2.4) ** (1 / (n_epochs - 1 - turn))
    fall = _then_flat(_between(draw, 1.2, 2.0), lowest, turn, turn + 1)
    return fall + [lowest * rise**step for step in range(1, n_epochs - turn)]


def _done(draw: Draw, n_epochs: int) -> History:
    """Both losses have been flat for some epochs, close to each other; the last is the lower."""
    end = _between(draw, 0.05, 0.8)
    return _flat(draw, n_epochs, (end, end * _between(draw, 0.9, 1.1)), (DOWN, DOWN))


def _done_with_a_gap(draw: Draw, n_epochs: int) -> History:
    """Both losses have been flat for some epochs, far apart; the last is a little higher."""
    end = _between(draw, 0.05, 0.2)
    return _flat(draw, n_epochs, (end, end * _between(draw, 2.0, 4.0)), (UP, UP))


def _done_with_a_last_step_apart(draw: Draw, n_epochs: int) -> History:
    """The same where the training loss ends a little lower, the validation loss a little higher."""
    end = _between(draw, 0.05, 0.2)
    return _flat(draw, n_epochs, (end, end * _between(draw, 2.0, 4.0)), (DOWN, UP))


def _flat(
    draw: Draw, n_epochs: int, ends: tuple[float, float], last_steps: tuple[float, float]
) -> History:
    """Both losses start where a network is that has learned nothing yet, as one that guesses."""
    n_falling = draw.integer(3, n_epochs - CALM)
    history = _recorded(
        draw, *(_then_flat(_between(draw, 2.26, 2.34), end, n_falling, n_epochs) for end in ends)
    )
    for key, step in zip(("train_loss", "validation_loss"), last_steps, strict=True):
        history[key][-1] = history[key][-2] * step
    return history


def _stuck(draw: Draw, n_epochs: int) -> History:
    """Both losses stay where a network is that guesses."""
    level = [_between(draw, 2.28, 2.36) for _ in range(2 * n_epochs)]
    return _recorded(draw, level[:n_epochs], level[n_epochs:])


def _jumping(draw: Draw, n_epochs: int, start: float = 1.0) -> History:
    """Both losses fall at times and jump three times or more, at the last epoch too."""
    train = _by_the_same_factor(start * _between(draw, 1.2, 1.9), 0.97, n_epochs)
    for epoch in range(n_epochs - 1, 0, -max(2, (n_epochs - 1) // draw.integer(3, 4))):
        train[epoch] *= _between(draw, 1.9, 4.0)
    return _recorded(draw, train, [loss * _between(draw, 1.0, 1.1) for loss in train])


def _jumping_low_down(draw: Draw, n_epochs: int) -> History:
    """The same of small losses: they jump by little, and to several times as much as before."""
    return _jumping(draw, n_epochs, start=0.04)


def _jumping_at_first(draw: Draw, n_epochs: int) -> History:
    """The same, and calm in the last epochs, where both losses fall or are flat."""
    end = draw.choice((0.9, 1.0))
    calm = _between(draw, 0.8, 1.0)
    tail = [calm * end**step for step in range(CALM)]
    head = _jumping(draw, n_epochs - CALM)
    late = _recorded(draw, tail, tail)
    return {key: head[key] + late[key] for key in KEYS}


KINDS: Mapping[Callable[[Draw, int], History], str] = {
    _overfits: "overfits",
    _overfits_at_the_same_accuracy: "overfits",
    _overfits_below_the_training: "overfits",
    _stuck: "rate too high",
    _jumping: "rate too high",
    _jumping_low_down: "rate too high",
    _jumping_at_first: "rate too high",
    _still_learning: "still learning",
    _learns_faster_than_it_validates: "still learning",
    _done: "done",
    _done_with_a_gap: "done",
    _done_with_a_last_step_apart: "done",
}


def draw_records(draw: Draw) -> list[Drawn]:
    """Three records of each kind, of 15 to 30 epochs, a short and a long one among them."""
    lengths = (15, draw.integer(16, 29), 30)
    return [Drawn(make(draw, n), shows) for make, shows in KINDS.items() for n in lengths]
