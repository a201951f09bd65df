"""The exercise `train_validation_split`: shuffled indices, cut in two."""

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, same


def check(answer: Answer, draw: Draw) -> str:
    """Right: two shuffled parts of the right sizes, of each index once; else raises `Wrong`."""
    shares = (0.1, 0.2, 1 / 12, 0.25, 1 / 3, 0.5)
    for _ in range(20):
        n_samples, share = draw.integer(10, 2_000), draw.choice(shares)
        _check_split(answer, n_samples, share, draw.integer(0, 10_000))
    _check_split(answer, 12, 0.0, 1)  # nothing for validation
    _check_split(answer, 10, 0.25, 3)  # round(2.5) is 2 in Python
    _check_split(answer, 100, 0.29, 3)  # 100 · 0.29 is a little less than 29 in floats
    return "23 splits: sizes, no index twice, none missing, shuffled, the same again for a seed."


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
    if n_samples >= 50 and same(answer(n_samples, share, seed + 1), split):
        raise Wrong("Another seed gave the same split. Use the argument seed.", asked)


def _parts(split: object, asked: str) -> tuple[Tensor, Tensor]:
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
    if len(training) == n_validation and abs(len(validation) - n_validation) > 1:
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


def _in_a_row(indices: Tensor) -> bool:
    return bool((indices.diff() == 1).all())


EXERCISE = Exercise("train_validation_split(n_samples, validation_share, seed)", check)
