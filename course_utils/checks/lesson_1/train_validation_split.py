"""The exercise `train_validation_split`: shuffled indices, cut in two."""

import torch
from torch import Tensor

from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, same

Parts = tuple[Tensor, Tensor]  # training, validation
MANY = 50  # from so many indices on, a shuffled part is never taken for a sorted one


def check(answer: Answer, draw: Draw) -> str:
    """Right: two shuffled parts of the right sizes, of each index once; else raises `Wrong`."""
    _check_split(answer, 600, 0.25, 7)  # large enough to look drawn, whatever the seed
    _check_split(answer, 400, 0.5, 11)
    shares = (0.1, 0.2, 1 / 12, 0.25, 1 / 3, 0.5)
    for _ in range(20):
        n_samples, share = draw.integer(10, 2_000), draw.choice(shares)
        _check_split(answer, n_samples, share, draw.integer(0, 10_000))
    _check_split(answer, 12, 0.0, 1)  # nothing for validation
    _check_split(answer, 10, 0.25, 3)  # round(2.5) is 2 in Python
    _check_split(answer, 100, 0.29, 3)  # 100 · 0.29 is a little less than 29 in floats
    _check_named(answer, 60, 0.2, 5)
    return "26 splits: sizes, no index twice, none missing, shuffled, the same again for a seed."


def _check_split(answer: Answer, n_samples: int, share: float, seed: int) -> None:
    asked = f"train_validation_split({n_samples}, {share:.4g}, seed={seed})"
    split = answer(n_samples, share, seed)
    training, validation = _parts(split, asked)
    _check_sizes(training, validation, n_samples, share, asked)
    _check_complete(training, validation, n_samples, asked)
    _check_shuffled(training, validation, asked)
    again = answer(n_samples, share, seed)
    if not same(again, split):
        raise Wrong(
            "The same seed gave another split. Shuffle with "
            "torch.Generator().manual_seed(seed), or call torch.manual_seed(seed) first.",
            asked,
        )
    if n_samples >= 50:
        other = _parts(answer(n_samples, share, seed + 1), asked)
        _check_another(other, (training, validation), asked)


def _check_named(answer: Answer, n_samples: int, share: float, seed: int) -> None:
    """Called by name it gives what it gives by position; else raises `Wrong`."""
    named = {"n_samples": n_samples, "validation_share": share, "seed": seed}
    asked = call_text(answer.name, (), named)
    by_name = _parts(answer(**named), asked)
    if not same(by_name, _parts(answer(n_samples, share, seed), asked)):
        raise Wrong(
            "Called with the names of its arguments it gives another split. The order is: "
            "n_samples, validation_share, seed.",
            asked,
        )


def _check_another(other: Parts, parts: Parts, asked: str) -> None:
    """Raises `Wrong` unless another seed has chosen other validation samples."""
    if same(other, parts):
        raise Wrong("Another seed gave the same split. Use the argument seed.", asked)
    if len(parts[1]) >= 5 and same(other[1].sort().values, parts[1].sort().values):
        words = "Another seed gave the same validation samples, only in another order."
        raise Wrong(f"{words} Let the seed decide which ones they are.", asked)


def _parts(split: object, asked: str) -> Parts:
    """Training and validation indices, int64, one axis each. Raises `Wrong` for anything else."""
    if not isinstance(split, (tuple, list)) or len(split) != 2:
        raise Wrong("Return a pair of index tensors: training, validation.", asked, as_text(split))
    for part in split:
        empty = isinstance(part, Tensor) and part.numel() == 0  # of any dtype: there is no index
        if not empty and (
            not isinstance(part, Tensor) or part.dtype != torch.int64 or part.dim() != 1
        ):
            raise Wrong(
                "Each part is a tensor of whole numbers (int64) with one axis.",
                asked,
                as_text(part),
            )
    return split[0].long(), split[1].long()


def _check_sizes(
    training: Tensor, validation: Tensor, n_samples: int, share: float, asked: str
) -> None:
    n_validation = round(n_samples * share)
    if len(validation) == n_validation:
        return
    words = f"round(n_samples * validation_share) go to validation, here {n_validation}."
    if n_validation == 0 == len(training):
        words = (
            "With nothing for validation everything goes to training; here it got nothing. "
            "order[:-n] is empty where n is 0, and order[-n:] is all: cut from the front, "
            "order[n:] and order[:n]."
        )
    elif len(training) == n_validation and abs(len(validation) - n_validation) > 1:
        words = "The two parts are exchanged: training comes first."
    elif len(validation) == int(n_samples * share):
        words = "int() cuts the fraction off; round the number of validation samples: round()."
    raise Wrong(words, asked, f"{len(validation)} validation indices")


def _check_complete(training: Tensor, validation: Tensor, n_samples: int, asked: str) -> None:
    together = torch.cat([training, validation])
    if torch.isin(training, validation).any():
        raise Wrong("Some indices are in both parts. Cut one shuffled list in two.", asked)
    if len(together) != n_samples or len(together.unique()) != n_samples:
        raise Wrong(
            "Each index belongs to exactly one part; some are missing or there twice.", asked
        )
    if together.min() != 0 or together.max() != n_samples - 1:
        raise Wrong("Indices go from 0 to n_samples − 1.", asked, f"up to {int(together.max())}")


def _check_shuffled(training: Tensor, validation: Tensor, asked: str) -> None:
    n_validation = len(validation)
    if n_validation > 3 and _in_a_row(validation) and _in_a_row(training):
        raise Wrong(
            "The indices are in their old order. Shuffle them first: torch.randperm.", asked
        )
    gathered = n_validation > 3 and validation.max() - validation.min() == n_validation - 1
    if gathered or (n_validation >= 20 and (validation.diff() == 1).double().mean() > 0.75):
        raise Wrong(
            "The validation part is samples that stand all in a row. Shuffle before you cut.", asked
        )
    if n_validation >= MANY and len(training) >= MANY:
        _check_drawn(training, validation, asked)


def _check_drawn(training: Tensor, validation: Tensor, asked: str) -> None:
    """Raises `Wrong` where two long parts follow a rule; no draw does, whatever the seed."""
    for name, part in (("training", training), ("validation", validation)):
        if (part.diff() > 0).double().mean() > 0.9:
            words = f"The {name} part is sorted. Both parts stay in their shuffled order."
            raise Wrong(words, asked, as_text(part[:10]) + " …")
    whole = torch.cat([training, validation])
    if max(_most_frequent(whole.diff() % len(whole)), _most_frequent(validation.diff())) > 0.3:
        words = "The indices follow a rule, such as every fourth one. Draw them: torch.randperm."
        raise Wrong(words, asked, as_text(validation[:10]) + " …")
    if _most_frequent(validation.sort().values.diff()) > 0.9:
        raise Wrong(
            "The validation samples lie at equal distances, or in blocks. Draw them by chance: "
            "shuffle all indices with torch.randperm, and cut then.",
            asked,
            as_text(validation[:10]) + " …",
        )


def _most_frequent(numbers: Tensor) -> float:
    """The share of the most frequent one."""
    return (numbers.unique(return_counts=True)[1].max() / len(numbers)).item()


def _in_a_row(indices: Tensor) -> bool:
    return bool((indices.diff() == 1).all())


EXERCISE = Exercise("train_validation_split(n_samples, validation_share, seed)", check)
