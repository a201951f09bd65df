"""Which data a lesson runs on: MNIST where it is to be had, else the embedded digits."""

import os
import struct
from dataclasses import dataclass, replace
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
    does not look again, since without a network each look costs seconds; nor does it print again,
    unless it comes from the same cell, run once more. Raises DataError.
    """
    key = (os.environ.get("COURSE_DATA", ""), os.environ.get("COURSE_DATA_DIR", ""))
    found, cell = _known.get(key), _running_cell()
    if found is None:
        found = _known[key] = replace(_find(chosen_data()), cell=cell)
        print(*found.said, sep="\n")
    elif cell and cell == found.cell:
        print(*found.said, sep="\n")
    return CourseData(found.name, display_path(found.root))


def data_in_use() -> str:
    """The name of the data that were found in this process; MNIST's where nobody has looked."""
    key = (os.environ.get("COURSE_DATA", ""), os.environ.get("COURSE_DATA_DIR", ""))
    return _known[key].name if key in _known else MNIST


@dataclass(frozen=True)
class _Found:
    """What was found, the lines that say so, and the cell in which they were printed."""

    name: str
    root: Path
    said: tuple[str, ...]
    cell: str = ""


_known: dict[tuple[str, str], _Found] = {}


def _running_cell() -> str:
    """The text of the cell that is running; empty outside of a notebook."""
    from IPython import get_ipython

    history = getattr(get_ipython(), "history_manager", None)
    return history.input_hist_raw[-1] if history else ""


def _find(choice: str) -> _Found:
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


def _mnist_or_digits(found: MnistFiles, insist: bool) -> _Found:
    notes = tuple(f"Note: {problem}" for problem in found.problems)
    if found.root is not None:
        images = _how_many(found.root)
        line = f"Data: {MNIST}, {images}, from {display_path(found.root)}."
        return _Found(MNIST, found.root, (line, *notes))
    if insist:
        for note in notes:
            print(note)
        raise DataError(
            f"MNIST is not on this machine and could not be fetched: {found.reason}. Connect to a "
            "network, or set COURSE_DATA_DIR to a folder with its four files, or set "
            "COURSE_DATA=auto to go on with the embedded digits."
        )
    digits = _embedded(
        f"MNIST is not on this machine and could not be fetched: {found.reason}",
        " Restart the kernel to look again.",
    )
    return replace(digits, said=(*notes, *digits.said))


def _embedded(reason: str, what_to_do: str = "") -> _Found:
    root = cache_folder() / "digits"
    write_embedded_digits(root)
    lines = (
        f"Data: {EMBEDDED_DIGITS}, {_how_many(root)}, from {display_path(root)},",
        f"because {reason}.",
        f"The lesson runs the same, but the text's numbers and verdicts are {MNIST}'s.{what_to_do}",
    )
    return _Found(EMBEDDED_DIGITS, root, lines)


def _how_many(root: Path) -> str:
    train, test = (_count(raw_folder(root) / f"{part}-images-idx3-ubyte") for part in PARTS)
    return f"{train:,} training and {test:,} test images"


def _count(images: Path) -> int:
    """The number of images as the header of an IDX file gives it."""
    with images.open("rb") as file:
        return struct.unpack(">4xI", file.read(8))[0]
