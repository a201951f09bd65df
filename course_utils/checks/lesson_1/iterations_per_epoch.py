"""The exercise `iterations_per_epoch`: how many batches an epoch has."""

from collections.abc import Callable

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare
from course_utils.checks.exchanged import check_by_name, exchanged_arguments


def _batches(n_samples: int, batch_size: int, drop_last: bool = False) -> int:
    return n_samples // batch_size if drop_last else -(-n_samples // batch_size)


MISTAKES: dict[str, Callable] = {
    "The last, smaller batch is missing. It counts too, unless drop_last is True: "
    "round up.": lambda n_samples, batch_size, drop_last=False: n_samples // batch_size,
    "drop_last has no effect: where it is True, the last smaller batch is left out.": (
        lambda n_samples, batch_size, drop_last=False: _batches(n_samples, batch_size)
    ),
    "drop_last works the wrong way round.": (
        lambda n_samples, batch_size, drop_last=False: _batches(
            n_samples, batch_size, not drop_last
        )
    ),
    "One batch too many where the batches divide the samples evenly: 60,000 in batches of "
    "100 are 600.": lambda n_samples, batch_size, drop_last=False: (
        n_samples // batch_size + (not drop_last)
    ),
    "One batch too many where the batches divide the samples evenly, and drop_last has no "
    "effect.": lambda n_samples, batch_size, drop_last=False: n_samples // batch_size + 1,
    "With drop_last one is taken off always. Where the batches divide the samples evenly, "
    "there is no smaller one to drop.": (
        lambda n_samples, batch_size, drop_last=False: _batches(n_samples, batch_size) - drop_last
    ),
    "Your answer always counts 60,000 samples. Use the argument n_samples.": (
        lambda n_samples, batch_size, drop_last=False: _batches(60_000, batch_size, drop_last)
    ),
    "round() takes the nearest number. The last batch counts however small it is.": (
        lambda n_samples, batch_size, drop_last=False: (
            n_samples // batch_size if drop_last else round(n_samples / batch_size)
        )
    ),
    "Divide with // and not with /: there are no fractions of a batch.": (
        lambda n_samples, batch_size, drop_last=False: n_samples / batch_size
    ),
    **exchanged_arguments(_batches, "n_samples", "batch_size", "drop_last"),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: the full batches, and the smaller last one unless it is dropped; else `Wrong`."""
    cases = [case(60_000, 100), case(60_000, 64), case(60_000, 64, drop_last=True), case(5, 10)]
    cases += [case(5, 10, drop_last=True), case(1_000, 64, True)]
    for _ in range(100):
        batch_size = draw.integer(1, 300)
        exact = draw.integer(1, 50) * batch_size
        n_samples = draw.choice([exact, exact + 1, exact - 1, draw.integer(1, 70_000)]) or 1
        cases.append(case(n_samples, batch_size, drop_last=bool(draw.integer(0, 1))))
    advice = "Count full batches; then think about whether a smaller one is left and counts."
    compare(answer, cases, _batches, MISTAKES, advice)
    check_by_name(answer, _batches, n_samples=1_050, batch_size=100, drop_last=True)
    return f"{len(cases)} sizes, those that divide evenly among them, with and without drop_last."


EXERCISE = Exercise("iterations_per_epoch(n_samples, batch_size, drop_last=False)", check)
