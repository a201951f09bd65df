"""The exercise `mean_and_std`: mean and standard deviation of all pixels, as floats."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.compare import case, number
from course_utils.checks.diagnose import diagnose

# The means that count as right, and the standard deviations; of these None stands for any.
Figures = tuple[Sequence[float], Sequence[float] | None]


def _mean(images: Tensor) -> float:
    return images.mean().item()


def _stds(images: Tensor) -> list[float]:
    """Divided by N and by N − 1: either may be meant."""
    return [images.std(correction=correction).item() for correction in (0, 1)]


def _stds_by_image(images: Tensor) -> list[float]:
    pixels = images.flatten(1)
    return [pixels.std(dim=1, correction=correction).mean().item() for correction in (0, 1)]


def _figures(images: Tensor) -> Figures:
    return [_mean(images)], _stds(images)


MISTAKES: dict[str, Callable[[Tensor], Figures]] = {
    "These are the figures of pixels from 0 to 255. Divide by 255 first.": (
        lambda images: ([255 * _mean(images)], None)
    ),
    "The second number is the variance. Take its square root.": (
        lambda images: ([_mean(images)], [std**2 for std in _stds(images)])
    ),
    "That is the mean of each image's own standard deviation. Take one over all pixels of "
    "all images together.": lambda images: ([_mean(images)], _stds_by_image(images)),
    "The two numbers are exchanged: the mean comes first.": lambda images: (_stds(images), None),
    "Divide by 255, not by 256.": lambda images: ([_mean(images) * 255 / 256], None),
    "Divide by 255, whatever the largest value of these images is.": (
        lambda images: ([_mean(images) / images.max().item()], None)
    ),
    "Those are the figures of MNIST. Compute them from the images that you are given.": (
        lambda images: ([0.1307], [0.3081])
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: both figures of pixels from 0 to 1, over all images together; else `Wrong`."""
    cases = [
        case((draw.uniform(n, side, side) ** 3 * draw.uniform(n, 1, 1) * top).to(torch.uint8))
        for n, side, top in [(40, 28, 255), (9, 12, 90), (1, 28, 255), (5, 3, 255)]
    ]
    for one in cases:
        images = one.inputs[0].double() / 255
        asked = f"mean_and_std(images), images a uint8 tensor of shape {tuple(images.shape)}"
        _check_figures(answer(*one.inputs), images, asked)
    return "Four sets of uint8 images, one of them a single image, one with dark pixels only."


def _check_figures(got: object, images: Tensor, asked: str) -> None:
    """`images` N×H×W hold float64 from 0 to 1. Raises `Wrong` for other figures than theirs."""
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise Wrong("Return two numbers: mean, std.", asked, as_text(got))
    mean, std = (number(value) for value in got)
    if _agree((mean, std), _figures(images)):
        return
    words = diagnose((mean, std), MISTAKES, lambda mistake: mistake(images), _agree)
    raise Wrong(
        words
        or "Take the mean and the standard deviation over all pixels of all images, as floats.",
        asked,
        came=f"{mean:.6f} and {std:.6f}",
        wanted=f"{_mean(images):.6f} and {_stds(images)[0]:.6f}",
    )


def _agree(came: tuple[float, float], figures: Figures) -> bool:
    (mean, std), (means, stds) = came, figures
    return _near_one_of(mean, means) and (stds is None or _near_one_of(std, stds))


def _near_one_of(value: float, others: Sequence[float]) -> bool:
    """Looser than `close`: float32 sums over many pixels are not exact."""
    return any(abs(value - other) <= 1e-4 * max(1, abs(other)) for other in others)


EXERCISE = Exercise("mean_and_std(images)", check)
