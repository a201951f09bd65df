"""The exercise `find_leaks`: the pairs of images that stand in both of two sets."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, shape_text
from course_utils.checks.compare import NOTHING, Case, case, compare, number

Pairs = list[tuple[int, int]]  # (index in validation, index in train), sorted
MOST_PAIRS = 10_000  # looked at before they become many objects; no case has more
PAIR = "A pair is two whole numbers: (index in validation, index in train)."


def _places(images: Tensor, key: Callable[[Tensor], Any]) -> dict[Any, list[int]]:
    places: dict[Any, list[int]] = {}
    for index, image in enumerate(images):
        places.setdefault(key(image), []).append(index)
    return places


def _bytes(image: Tensor) -> bytes:
    return image.contiguous().numpy().tobytes()


def _pairs(train: Tensor, validation: Tensor, key: Callable[[Tensor], Any] = _bytes) -> Pairs:
    """The pairs of images for which `key` gives the same."""
    places = _places(train, key)
    return [
        (i, place) for i, image in enumerate(validation) for place in places.get(key(image), [])
    ]


def _pairs_where(train: Tensor, validation: Tensor, alike: Callable[[Tensor], Tensor]) -> Pairs:
    """The pairs for whose differences N×pixels `alike` is true."""
    rows = train.flatten(1).double()
    return [
        (index, place)
        for index, image in enumerate(validation.flatten(1).double())
        for place in alike(rows - image).nonzero()[:, 0].tolist()
    ]


def _one_each(train: Tensor, validation: Tensor, which: int) -> Pairs:
    """Of each validation image's places in training one: the first (0) or the last (−1)."""
    places = _places(train, _bytes)
    found = [(i, places.get(_bytes(image))) for i, image in enumerate(validation)]
    return [(index, at[which]) for index, at in found if at]


# The likeliest first. Each gives what an answer with this mistake gives, sorted.
MISTAKES: dict[str, Callable[[Tensor, Tensor], Any]] = {
    "The two indices of a pair are exchanged: the index in validation comes first.": (
        lambda train, validation: sorted((b, a) for a, b in _pairs(train, validation))
    ),
    "An image that stands in train more than once gives a pair for each place; yours gives the "
    "last one only. Keep a list of indices for each image.": (
        lambda train, validation: _one_each(train, validation, -1)
    ),
    "An image that stands in train more than once gives a pair for each place; yours gives the "
    "first one only.": lambda train, validation: _one_each(train, validation, 0),
    "Your answer never finds a leak. Are tensors the keys of a dict, or looked for in a set? Two "
    "tensors with the same numbers are two keys: make bytes or a tuple of each image.": (
        lambda train, validation: []
    ),
    "Only images at the same place are compared. Each validation image may stand anywhere in "
    "train.": lambda train, validation: [
        pair for pair in _pairs(train, validation) if pair[0] == pair[1]
    ],
    "Only the first leak came. Is the return inside the loop?": (
        lambda train, validation: _pairs(train, validation)[:1]
    ),
    "Images that only nearly agree are taken for the same. Compare exactly: every pixel equal, as "
    "torch.equal does.": lambda train, validation: _pairs_where(
        train, validation, lambda apart: (apart.abs() < 2e-5).all(dim=1)
    ),
    "Float images are made whole numbers before they are compared; nearly all become 0. Compare "
    "them as they are.": lambda train, validation: _pairs(train.byte(), validation.byte()),
    "Images with the same sum (or mean) of pixels are taken for the same. Compare every pixel.": (
        lambda train, validation: _pairs(
            train, validation, lambda image: image.double().sum().item()
        )
    ),
    "Images with the same pixels in other places are taken for the same. Do not sort them.": (
        lambda train, validation: _pairs(
            train, validation, lambda image: _bytes(image.flatten().sort().values)
        )
    ),
    "Images that agree in one pixel are taken for the same. They must agree in all: all() and not "
    "any().": lambda train, validation: _pairs_where(
        train, validation, lambda apart: (apart == 0).any(dim=1)
    ),
    "Only the first row of pixels is compared.": lambda train, validation: _pairs(
        train, validation, lambda image: _bytes(image.reshape(-1, image.shape[-1])[0])
    ),
    "train is compared with itself. Look for the images of validation in train.": (
        lambda train, validation: _pairs(train, train)
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: a pair for each two images that agree in every pixel, and no other; else `Wrong`."""
    cases = [*_fixed_cases(), *(_random_case(draw, number_of) for number_of in range(12))]
    advice = (
        "A pair is wanted for each validation image and each training image that equals it in "
        "every pixel: all such pairs, and no others, for N×H×W and N×1×H×W."
    )
    compare(answer, cases, _pairs, MISTAKES, advice, _as_pairs)
    train, validation = draw.bytes(4_000, 4, 4), draw.bytes(1_000, 4, 4)
    validation[draw.order(1_000)[:30]] = train[draw.order(4_000)[:30]]
    compare(answer, [case(train, validation)], _pairs, {}, advice, _as_pairs)
    return f"{len(cases)} pairs of sets, uint8 and float32, and one of 4,000 and 1,000 images."


def _fixed_cases() -> list[Case]:
    """The example, and a case for each mistake, whatever the seed."""
    example = torch.tensor([[[0, 9]], [[5, 5]], [[0, 9]]], dtype=torch.uint8)
    other = torch.tensor([[[5, 5]], [[7, 7]], [[0, 9]]], dtype=torch.uint8)
    # No leak, though sums, single pixels, rows and sorted pixels agree.
    image = torch.tensor([[1, 2, 3], [4, 5, 6], [7, 8, 10]], dtype=torch.uint8)
    turned = torch.stack([image.T, image.flip(0), image.flip(1), image + image % 2])
    several = Draw(1).bytes(9, 28, 28) // 2
    both = several[[8, 3, 3, 0, 5]]
    both[4, 27, 27] += 1  # one pixel apart by one
    floats = Draw(2).uniform(30, 1, 5, 5) / 2 + 0.4
    near = floats[[29, 4, 7, 4, 0]].clone()
    near[2] += 1e-6
    near[4] += 0.001
    quarters = torch.tensor([[[0.25, 0.5]], [[0.5, 0.25]], [[0.0, 0.75]]])
    return [
        case(example, other),
        case(image[None], turned),
        case(several, both),
        case(several.unsqueeze(1), both.unsqueeze(1)),
        case(floats, near),
        case(train=floats[:, 0], validation=near[:, 0]),
        case(quarters, quarters[[1]]),
        case(image[None], image[None]),
        case(torch.cat([both, several]), torch.cat([both[:2], several])),
    ]


def _random_case(draw: Draw, which: int) -> Case:
    """Small images of few values, so that many agree; every fourth with a channel, half floats."""
    side, top = draw.choice([(1, 3), (2, 1)]), draw.integer(10, 40)
    shape = (side[0], 2) if which % 4 else (1, side[0], 2)
    train, validation = (draw.integers(0, side[1], n, *shape) for n in (top, draw.integer(5, 20)))
    if which % 2:
        return case(train.float() / 4, validation.float() / 4)
    return case((80 * train).to(torch.uint8), (80 * validation).to(torch.uint8))


def _as_pairs(got: Any, _wanted: Pairs) -> Pairs:
    """The pairs, sorted; from a list of pairs or a tensor M×2. Raises `Wrong` for anything else."""
    if got is None:
        raise Wrong(NOTHING)
    if isinstance(got, Tensor):
        got = _rows(got)
    if isinstance(got, dict):
        raise Wrong(
            "A list of pairs is wanted; a dict came. For each validation index it holds one entry, "
            "and there may be two pairs.",
            came=as_text(got),
        )
    if not isinstance(got, (list, tuple)):
        words = "A list of pairs, or an int64 tensor M×2, is wanted. list(…) makes a list of a set."
        raise Wrong(words, came=as_text(got))
    if len(got) > MOST_PAIRS:
        words = "Those are far too many pairs. Two images agree only where all their pixels do."
        raise Wrong(words, came=as_text(got))
    pairs = sorted(_pair(one) for one in got)
    if len(set(pairs)) < len(pairs):
        raise Wrong("A pair stands there more than once. Note each pair once.", came=as_text(got))
    return pairs


def _rows(got: Tensor) -> list:
    if got.numel() == 0:  # of any shape and dtype: there is no pair
        return []
    if got.dim() != 2 or got.shape[1] != 2:
        words = (
            f"A tensor of pairs has the shape M×2, a pair in each row; not {shape_text(got.shape)}."
        )
        raise Wrong(words, came=as_text(got))
    if got.dtype != torch.int64:
        raise Wrong(f"Indices are whole numbers: int64, and not {got.dtype}.", came=as_text(got))
    return got[: MOST_PAIRS + 1].tolist()


def _pair(one: Any) -> tuple[int, int]:
    if isinstance(one, Tensor) and one.dim() == 1 and one.numel() == 2:
        one = one.tolist()
    if not isinstance(one, (list, tuple)) or len(one) != 2:
        raise Wrong(PAIR, came=as_text(one))
    first, second = (number(index, whole=True) for index in one)
    if not (isinstance(first, int) and isinstance(second, int)):
        raise Wrong(PAIR, came=as_text(one))
    return first, second


EXERCISE = Exercise("find_leaks(train, validation)", check)
