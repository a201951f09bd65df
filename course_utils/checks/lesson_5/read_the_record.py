"""read_the_record: what the four lists of a training say about it."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import NOTHING
from course_utils.checks.diagnose import diagnose
from course_utils.checks.records import Drawn, History, draw_records

Question = Callable[[History], bool]
Questions = Mapping[str, Question]  # asked in this order; the first yes is the reading
NAMES = ("overfits", "rate too high", "still learning", "done")


def _jumps(history: History) -> bool:
    losses = history["train_loss"]
    return any(now > 1.25 * before for before, now in pairwise(losses))


def _jumps_by_much(history: History) -> bool:
    losses = history["train_loss"]
    return any(now > before + 0.3 for before, now in pairwise(losses))


def _guesses(history: History) -> bool:
    return min(history["train_loss"]) > 2.1


def _jumps_or_guesses(history: History) -> bool:
    return _jumps(history) or _guesses(history)


def _has_turned(history: History) -> bool:
    return history["validation_loss"][-1] > 1.15 * min(history["validation_loss"])


def _is_above_the_lowest(history: History) -> bool:
    return history["validation_loss"][-1] > min(history["validation_loss"])


def _ends_apart(history: History) -> bool:
    train, validation = history["train_loss"], history["validation_loss"]
    return train[-1] < train[-2] and validation[-1] > validation[-2]


def _jumps_or_starts_high(history: History) -> bool:
    return _jumps(history) or max(history["train_loss"]) > 2.2


def _falls(history: History, key: str = "train_loss", epochs: int = 5) -> bool:
    return history[key][-1] < 0.92 * history[key][-1 - epochs]


def _validation_loses_accuracy(history: History) -> bool:
    return history["validation_accuracy"][-1] < max(history["validation_accuracy"]) - 0.02


def _has_a_gap(history: History) -> bool:
    return history["validation_loss"][-1] > 1.5 * history["train_loss"][-1]


def _training_is_ahead(history: History) -> bool:
    return _has_turned(history) and history["validation_loss"][-1] > history["train_loss"][-1]


def _is_below_the_epoch_before(history: History) -> bool:
    return history["train_loss"][-1] < history["train_loss"][-2]


def _is_high(history: History) -> bool:
    return history["train_loss"][-1] > 0.1


QUESTIONS: Questions = {
    "rate too high": _jumps_or_guesses,
    "overfits": _has_turned,
    "still learning": _falls,
}


def _instead(name: str, question: Question) -> Questions:
    return {**QUESTIONS, name: question}


def _asked_last(name: str) -> Questions:
    return {n: q for n, q in QUESTIONS.items() if n != name} | {name: QUESTIONS[name]}


def _asked_first(name: str) -> Questions:
    return {name: QUESTIONS[name], **QUESTIONS}


MISTAKES: Mapping[str, Questions] = {
    "A gap between the losses is no overfitting yet. It is where the validation loss has turned: "
    "hold its last value against its lowest.": _instead("overfits", _has_a_gap),
    "The validation loss may have turned and still lie below the training loss, with dropout for "
    "instance. Hold its last value against its own lowest one.": _instead(
        "overfits", _training_is_ahead
    ),
    "The validation accuracy may stay where it is while the validation loss rises. Read the "
    "losses.": _instead("overfits", _validation_loses_accuracy),
    "A last validation loss a hair above the lowest is chance: losses waver. Overfitting lifts it "
    "by much more.": _instead("overfits", _is_above_the_lowest),
    "One step apart is chance: losses waver, also where a training is done. Hold the last "
    "validation loss against the lowest one of the whole record.": _instead(
        "overfits", _ends_apart
    ),
    "Every network starts near ln 10 = 2.303, where it guesses. Its rate is too high where it "
    "stays there: look at all epochs, or at the lowest loss.": _instead(
        "rate too high", _jumps_or_starts_high
    ),
    "Both losses flat near ln 10 = 2.303: the network guesses, and learns nothing. That is not "
    "done, the rate is too high.": _instead("rate too high", _jumps),
    "Losses that jump are missed: look at each epoch and the one before it, through the whole "
    "record.": _instead("rate too high", _guesses),
    "A jump is told by the ratio of two epochs, not by their difference: a small loss jumps too, "
    "from 0.05 to 0.15 for instance.": _instead(
        "rate too high", lambda history: _jumps_by_much(history) or _guesses(history)
    ),
    "Ask about the rate first: where losses jump, the last validation loss may well be above the "
    "lowest one, and that is no overfitting.": _asked_first("overfits"),
    "Overfitting is read as learning. Ask about it before you ask whether it still learns, since "
    "the training loss falls in both; hold the last validation loss against its lowest, not "
    "against its first.": _asked_last("overfits"),
    "How high the loss is does not tell whether a training is done. Ask whether it still falls.": (
        _instead("still learning", _is_high)
    ),
    "One epoch to the next is too short a look: losses waver by chance. Look back over five.": (
        _instead("still learning", _is_below_the_epoch_before)
    ),
    "A training that still learns is missed.": _instead("still learning", lambda history: False),
    "A rate that is too high is missed: losses that jump, or stay near ln 10 = 2.303.": _instead(
        "rate too high", lambda history: False
    ),
}


def read_by(questions: Questions, history: History) -> str:
    """The first question that is answered by yes, else "done"."""
    return next((name for name, question in questions.items() if question(history)), "done")


def check(answer: Answer, draw: Draw) -> str:
    """Right is what each record has been drawn to show; raises `Wrong`."""
    records = draw_records(draw)
    came = [_reading(answer(record.history), record) for record in records]
    bad = [i for i, record in enumerate(records) if came[i] != record.shows]
    if bad:
        words = diagnose(
            came, MISTAKES, lambda questions: [read_by(questions, r.history) for r in records]
        )
        raise Wrong(
            words
            or "Go through the four descriptions in the task, with their numbers: the jumps, "
            "the lowest validation loss, the last five epochs of both losses.",
            _in_words(records[bad[0]]),
            as_text(came[bad[0]]),
            as_text(records[bad[0]].shows),
        )
    return f"{len(records)} records of 15 to 30 epochs, each of the four readings among them."


def _reading(got: Any, record: Drawn) -> str:
    if got is None:
        raise Wrong(NOTHING, _in_words(record))
    if not isinstance(got, str) or got not in NAMES:
        raise Wrong(
            f"One of four strings is wanted: {', '.join(map(as_text, NAMES))}.",
            _in_words(record),
            as_text(got),
        )
    return got


def _in_words(record: Drawn) -> str:
    """The losses of some epochs, as a reader of the curves would see them."""
    lines = []
    for name in ("train_loss", "validation_loss"):
        losses = record.history[name]
        shown = [f"{losses[i]:.3g}" for i in (0, len(losses) // 2, -6, -2, -1)]
        lines.append(
            f"{name} {shown[0]}, … {shown[1]}, … {shown[2]}, … {shown[3]}, {shown[4]} "
            f"(lowest {min(losses):.3g}, largest step up × {_largest_step(losses):.2f})"
        )
    return f"a record of {len(losses)} epochs: {'; '.join(lines)}"


def _largest_step(losses: list[float]) -> float:
    return max(now / before for before, now in pairwise(losses))


EXERCISE = Exercise("read_the_record(history)", check, points=2)
