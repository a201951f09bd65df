"""What the checks of loops over batches share: data, batches, means, and pieces of a loop."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from torch import Tensor

from course_utils.answers.draw import Draw
from course_utils.checks.close import close

Thing = TypeVar("Thing")


def images_and_labels(draw: Draw, n_images: int) -> tuple[Tensor, Tensor]:
    """Images N×1×6×6 of the four classes that the probe "modes" tells apart, and labels N."""
    return draw.normal(n_images, 1, 6, 6), draw.integers(0, 3, n_images)


def batches(images: Tensor, labels: Tensor, batch_size: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Pairs of images and labels in their order; the last batch may be smaller."""
    return zip(images.split(batch_size), labels.split(batch_size), strict=True)


def mean_per_sample(means: Sequence[float], sizes: Sequence[int]) -> float:
    """The mean over all samples, from the mean of each batch and its number of samples."""
    return sum(mean * size for mean, size in zip(means, sizes, strict=True)) / sum(sizes)


def last_batch_shows(share_of_last: float, share_of_all: float) -> bool:
    """Whether who weighs a smaller last batch as a full one, or leaves it out, gets another share.

    Of few images now and then the wrong way gives the right number.
    """
    return share_of_last > 0 and not close(share_of_last, share_of_all)


def unchanged(thing: Thing) -> Thing:
    """The piece of a loop that hands on what it gets."""
    return thing


def nothing(*_: Any) -> None:
    """The piece of a loop that is left out."""


def softmax(logits: Tensor) -> Tensor:
    """Shares N×K from logits N×K, where a mistake puts them in place of the logits."""
    return logits.softmax(dim=1)
