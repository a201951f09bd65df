"""What the data set of lesson 1 must do."""

import torch
from torch import Tensor

from course_utils.checks import operations
from course_utils.checks.answer import Answer
from course_utils.checks.compare import close, like, number
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong
from course_utils.checks.plain import same, shown


def check_digits_dataset(answer: Answer, draw: Draw) -> str:
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
            shown(length),
            shown(len(images)),
        )
    wanted = [images[index].float().unsqueeze(0) / 255 for index in indices]
    for index, item, image in zip(indices, found["items"], wanted, strict=True):
        one = f"{asked}, dataset[{index}]"
        _check_item(item, image, int(labels[index]), images[index], one)
    for given, image in zip(found["transform got"], wanted, strict=False):
        if not (isinstance(given, Tensor) and close(given, image)):
            raise Wrong(
                "transform gets the float image 1×28×28, already divided by 255; not the raw one. "
                "It is called each time a sample is asked for.",
                f"{asked} with a transform",
                shown(given),
                "a float32 tensor of shape 1×28×28 with values from 0 to 1",
            )
    for index, item, image in zip(indices, found["negatives"], wanted, strict=True):
        one = f"{asked} with a transform, dataset[{index}]"
        _check_item(item, 1 - image, int(labels[index]), images[index], one, transformed=True)


def _check_item(
    item: object, wanted: Tensor, label: int, raw: Tensor, asked: str, transformed: bool = False
) -> None:
    if not isinstance(item, tuple) or len(item) != 2:
        raise Wrong("An item is a pair: return image, label.", asked, shown(item))
    image, given = item
    image = _image(image, wanted, raw, asked)
    if not close(image, wanted):
        raw_image = raw.float().unsqueeze(0)
        plain_image = 1 - wanted if transformed else wanted
        words = "The pixels are not those of that image."
        if close(image, raw_image):
            words = "The pixels still go from 0 to 255. Divide by 255."
        elif transformed and close(image, plain_image):
            words = "transform is not used. Where one was given, return transform(image)."
        elif close(image, wanted / 255):
            words = "The image was divided by 255 twice."
        elif close(image, raw.float().unsqueeze(0) / raw.max()):
            words = "Divide by 255, not by the largest value of the image: dark images stay dark."
        elif close(image, (raw // 255).float().unsqueeze(0)):
            words = "Nearly all pixels are 0: // cuts fractions off. Divide with /."
        elif close(image, raw_image / 256):
            words = "Divide by 255, the largest value, so that white is exactly 1; not by 256."
        elif close(image.transpose(1, 2), wanted):
            words = "Rows and columns are exchanged."
        raise Wrong(words, asked)
    if isinstance(given, Tensor):
        raise Wrong("The label is an int: int(self.labels[index]).", asked, shown(given))
    if isinstance(given, bool) or not isinstance(given, int):
        raise Wrong("The label is an int.", asked, shown(given))
    if given != label:
        raise Wrong("That is the label of another image.", asked, shown(given), shown(label))


def _image(image: object, wanted: Tensor, raw: Tensor, asked: str) -> Tensor:
    if isinstance(image, Tensor) and image.shape == raw.shape:
        raise Wrong(
            "The image is 28×28; a channel is missing in front: image.unsqueeze(0) makes it "
            "1×28×28.",
            asked,
            shown(image),
        )
    if isinstance(image, Tensor) and image.dtype == torch.uint8:
        raise Wrong("The image is uint8; make it float and divide by 255.", asked, shown(image))
    try:
        return like(image, wanted)
    except Wrong as wrong:
        wrong.asked = asked
        raise
