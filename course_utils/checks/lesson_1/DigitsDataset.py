"""The exercise `DigitsDataset`: a data set of images from 0 to 1, with a transform."""

from collections.abc import Callable

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text, same
from course_utils.checks.close import close
from course_utils.checks.compare import like, number
from course_utils.checks.diagnose import diagnose


def _floats(raw: Tensor) -> Tensor:
    """28×28 as they are stored become 1×28×28, from 0 to 255 still."""
    return raw.float().unsqueeze(0)


# From the stored image 28×28 and the right result 1×28×28.
MISTAKES: dict[str, Callable[[Tensor, Tensor], Tensor]] = {
    "The pixels still go from 0 to 255. Divide by 255.": lambda raw, right: _floats(raw),
    "transform is not used. Where one was given, return transform(image).": (
        lambda raw, right: _floats(raw) / 255
    ),
    "The image was divided by 255 twice.": lambda raw, right: right / 255,
    "Divide by 255, not by the largest value of the image: dark images stay dark.": (
        lambda raw, right: _floats(raw) / raw.max()
    ),
    "Nearly all pixels are 0: // cuts fractions off. Divide with /.": (
        lambda raw, right: _floats(raw // 255)
    ),
    "Divide by 255, the largest value, so that white is exactly 1; not by 256.": (
        lambda raw, right: _floats(raw) / 256
    ),
    "Rows and columns are exchanged.": lambda raw, right: right.transpose(1, 2),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right: its length, images 1×28×28 from 0 to 1 with an int each; else raises `Wrong`."""
    for length, darker in ((7, 3), (1, 1), (12, 1)):
        _check_dataset(
            answer, draw.bytes(length, 28, 28) // darker, draw.integers(0, 9, length), draw
        )
    return "Three data sets: their length, single items, and a transform that turns x into 1 − x."


def _check_dataset(answer: Answer, images: Tensor, labels: Tensor, draw: Draw) -> None:
    indices = [draw.integer(0, len(images) - 1) for _ in range(3)] + [len(images) - 1]
    asked = f"a DigitsDataset of {len(images)} images"
    found = answer.do(operations.read_dataset, images, labels, indices, asked=asked)
    if not same(found["images after"], images):
        raise Wrong("The images that were handed in have changed. Divide a copy.", asked)
    length = number(found["length"], whole=True)
    if length != len(images):
        raise Wrong(
            "len(dataset) is the number of images: images are N×28×28, so that is len(images).",
            f"len() of {asked}",
            as_text(length),
            as_text(len(images)),
        )
    wanted = [_floats(images[index]) / 255 for index in indices]
    for index, item, image in zip(indices, found["items"], wanted, strict=True):
        _check_item(item, image, int(labels[index]), images[index], f"{asked}, dataset[{index}]")
    for given, image in zip(found["transform got"], wanted, strict=False):
        if not (isinstance(given, Tensor) and close(given, image)):
            raise Wrong(
                "transform gets the float image 1×28×28, already divided by 255; not the raw one. "
                "It is called each time a sample is asked for.",
                f"{asked} with a transform",
                as_text(given),
                "a float32 tensor of shape 1×28×28 with values from 0 to 1",
            )
    for index, item, image in zip(indices, found["negatives"], wanted, strict=True):
        one = f"{asked} with a transform, dataset[{index}]"
        _check_item(item, 1 - image, int(labels[index]), images[index], one)


def _check_item(item: object, wanted: Tensor, label: int, raw: Tensor, asked: str) -> None:
    """Raises `Wrong` unless the item is a pair: the wanted image 1×28×28, and its label."""
    if not isinstance(item, tuple) or len(item) != 2:
        raise Wrong("An item is a pair: return image, label.", asked, as_text(item))
    image, given = item
    image = _image(image, wanted, raw, asked)
    if not close(image, wanted):
        words = diagnose(image, MISTAKES, lambda mistake: mistake(raw, wanted))
        raise Wrong(words or "The pixels are not those of that image.", asked)
    if isinstance(given, Tensor):
        raise Wrong("The label is an int: int(self.labels[index]).", asked, as_text(given))
    if isinstance(given, bool) or not isinstance(given, int):
        raise Wrong("The label is an int.", asked, as_text(given))
    if given != label:
        raise Wrong("That is the label of another image.", asked, as_text(given), as_text(label))


def _image(image: object, wanted: Tensor, raw: Tensor, asked: str) -> Tensor:
    """The image, of the wanted shape and dtype. Raises `Wrong` for anything else."""
    if isinstance(image, Tensor) and image.shape == raw.shape:
        raise Wrong(
            "The image is 28×28; a channel is missing in front: image.unsqueeze(0) makes it "
            "1×28×28.",
            asked,
            as_text(image),
        )
    if isinstance(image, Tensor) and image.dtype == torch.uint8:
        raise Wrong("The image is uint8; make it float and divide by 255.", asked, as_text(image))
    try:
        return like(image, wanted)
    except Wrong as wrong:
        wrong.asked = asked
        raise


EXERCISE = Exercise("DigitsDataset(images, labels, transform=None)", check, points=2)
