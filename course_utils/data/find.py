"""Which data a lesson runs on: MNIST where it is to be had, else the embedded digits."""

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from course_utils.data.embedded_digits import write_embedded_digits
from course_utils.data.mnist_files import MnistFiles, find_mnist
from course_utils.errors import CourseError
from course_utils.files import display_path
from course_utils.folders import CHOICES, cache_folder, chosen_data, raw_folder

MNIST = "MNIST"
EMBEDDED_DIGITS = "embedded digits"
PARTS = ("train", "t10k")  # as the file names begin


class DataError(CourseError):
    """The data asked for is not to be had; the message says why and what to do."""


@dataclass(frozen=True)
class CourseData:
    """The data in use: `datasets.MNIST(root=data.root)` reads it."""

    name: str
    root: str


def find_data() -> CourseData:
    """Find MNIST, or else the embedded digits, and print one line that says which it is.

    The environment variable COURSE_DATA chooses: `auto`, `mnist` (nothing else will do) or
    `digits`. COURSE_DATA_DIR names a folder with the four MNIST files. The second call in a process
    neither looks nor prints again: without a network each look costs seconds. Raises DataError.
    """
    key = (os.environ.get("COURSE_DATA", ""), os.environ.get("COURSE_DATA_DIR", ""))
    if key not in _known:
        _known[key] = _find(chosen_data())
    name, root = _known[key]
    return CourseData(name, display_path(root))


_known: dict[tuple[str, str], tuple[str, Path]] = {}


def _find(choice: str) -> tuple[str, Path]:
    if choice not in CHOICES:
        raise DataError(f"COURSE_DATA is {choice!r}; it can be {', '.join(CHOICES)}.")
    try:
        if choice == "digits":
            return _embedded("COURSE_DATA=digits asks for them")
        return _mnist_or_digits(find_mnist(), insist=choice == "mnist")
    except OSError as error:
        raise DataError(
            f"The data could not be written: {error}. Make room on the disk, or start the lesson "
            "from a folder in which you may write."
        ) from error


def _mnist_or_digits(found: MnistFiles, insist: bool) -> tuple[str, Path]:
    if found.root is not None:
        images = _how_many(found.root)
        print(f"Data: {MNIST}, {images}, from {display_path(found.root)}.")
    for problem in found.problems:
        print(f"Note: {problem}")
    if found.root is not None:
        return MNIST, found.root
    if insist:
        raise DataError(
            f"MNIST is not on this machine and could not be fetched: {found.reason}. Connect to a "
            "network, or set COURSE_DATA_DIR to a folder with its four files, or set "
            "COURSE_DATA=auto to go on with the embedded digits."
        )
    return _embedded(
        f"MNIST is not on this machine and could not be fetched: {found.reason}",
        " Restart the kernel to look again.",
    )


def _embedded(reason: str, what_to_do: str = "") -> tuple[str, Path]:
    root = cache_folder() / "digits"
    write_embedded_digits(root)
    print(
        f"Data: {EMBEDDED_DIGITS}, {_how_many(root)}, from {display_path(root)}, because {reason}. "
        "The lesson runs the same, but its numbers differ from those in the text."
        f"{what_to_do}"
    )
    return EMBEDDED_DIGITS, root


def _how_many(root: Path) -> str:
    train, test = (_count(raw_folder(root) / f"{part}-images-idx3-ubyte") for part in PARTS)
    return f"{train:,} training and {test:,} test images"


def _count(images: Path) -> int:
    """The number of images as the header of an IDX file gives it."""
    with images.open("rb") as file:
        return struct.unpack(">4xI", file.read(8))[0]
