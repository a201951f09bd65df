"""The data that lessons train on: which it is, how it is split, and a fast loader for it."""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from course_utils.data_folders import CHOICES, cache_folder, chosen_data, raw_folder
from course_utils.embedded_digits import write_embedded_digits
from course_utils.errors import CourseError, InputError
from course_utils.files import shown
from course_utils.mnist_files import Found, find_mnist

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
    return CourseData(name, shown(root))


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


def _mnist_or_digits(found: Found, insist: bool) -> tuple[str, Path]:
    if found.root is not None:
        images = _how_many(found.root)
        print(f"Data: {MNIST}, {images}, from {shown(found.root)}.")
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
        f"Data: {EMBEDDED_DIGITS}, {_how_many(root)}, from {shown(root)}, because {reason}. "
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


def train_validation_split(
    n_samples: int, validation_share: float, seed: int
) -> tuple[Tensor, Tensor]:
    """Share out the indices 0 to n_samples − 1 by chance: (training, validation), int64.

    `round(n_samples * validation_share)` of them go into validation; every index is in one of the
    two. The same seed gives the same split. Raises ValueError where either would be empty.
    """
    if not 0 < validation_share < 1:
        raise InputError(f"validation_share is {validation_share}; it lies between 0 and 1.")
    n_validation = round(n_samples * validation_share)
    if not 0 < n_validation < n_samples:
        raise InputError(
            f"A share of {validation_share} of {n_samples} samples leaves {n_validation} for "
            f"validation and {n_samples - n_validation} for training; each needs one at least."
        )
    generator = torch.Generator().manual_seed(seed)
    order = torch.randperm(n_samples, generator=generator, device="cpu")
    return order[n_validation:], order[:n_validation]


class InMemoryDataset(Dataset[tuple[Tensor, Tensor]]):
    """Images and labels kept whole in memory, on one device, so that a batch is one indexing.

    `images` is uint8 N×1×H×W (N×H×W is taken too), `labels` int64 N. One index gives a sample
    (float32 1×H×W from 0 to 1 as `ToTensor` makes it, label); a list or an int64 tensor of indices
    gives the batch (float32 B×1×H×W, labels B). Raises ValueError.
    """

    def __init__(self, images: Tensor, labels: Tensor, device: str | torch.device = "cpu") -> None:
        if images.dtype != torch.uint8:
            raise InputError(f"images are {images.dtype}; they must be torch.uint8 (0 to 255).")
        if images.ndim == 3:
            images = images.unsqueeze(1)
        if images.ndim != 4 or images.shape[1] != 1:
            raise InputError(f"images have shape {tuple(images.shape)}; it must be N×1×H×W.")
        if labels.dtype != torch.int64 or labels.ndim != 1:
            raise InputError(
                f"labels are {labels.dtype} of shape {tuple(labels.shape)}; "
                "they must be torch.int64, one number an image."
            )
        if len(images) != len(labels):
            raise InputError(f"There are {len(images)} images but {len(labels)} labels.")
        if len(images) == 0:
            raise InputError("There are no images; a dataset needs one at least.")
        self.images = images.to(device)
        self.labels = labels.to(device)
        # On the device, because CUDA divides by a number of Python's less exactly than ToTensor.
        self._white = torch.tensor(255.0, device=self.images.device)

    def __len__(self) -> int:
        return len(self.images)

    def __getitem__(self, index: int | list[int] | Tensor) -> tuple[Tensor, Tensor]:
        return self.images[index].to(torch.float32).div_(self._white), self.labels[index]

    def subset(self, indices: list[int] | Tensor) -> "InMemoryDataset":
        """A dataset of these samples only, on the same device. Raises ValueError where empty."""
        return InMemoryDataset(self.images[indices], self.labels[indices], self.images.device)


class Splits(NamedTuple):
    """What a lesson trains on, what it tunes on, what it is tested on once, and the data's name."""

    train: InMemoryDataset
    validation: InMemoryDataset
    test: InMemoryDataset
    name: str


def load_splits(
    device: str | torch.device = "cpu", validation_share: float = 1 / 12, seed: int = 0
) -> Splits:
    """Load the data in use; validation comes out of the training images, never out of the test.

    MNIST gives 55,000, 5,000 and 10,000 images. Raises DataError, ValueError.
    """
    from torchvision import datasets

    data = find_data()
    training = datasets.MNIST(data.root, train=True)
    test = datasets.MNIST(data.root, train=False)
    parts = train_validation_split(len(training), validation_share, seed)
    train, validation = (
        InMemoryDataset(training.data[part], training.targets[part], device) for part in parts
    )
    return Splits(train, validation, InMemoryDataset(test.data, test.targets, device), data.name)


def make_loader(
    dataset: Dataset,
    batch_size: int,
    shuffle: bool = False,
    drop_last: bool = False,
    seed: int | None = None,
) -> DataLoader:
    """An ordinary DataLoader; for an InMemoryDataset each batch is made by one indexing.

    With `seed` the order is another one each epoch and the same in each run; without, it follows
    `torch.manual_seed`. It is drawn on the CPU, hence the same on every device. Raises ValueError.
    """
    if batch_size < 1:
        raise InputError(f"batch_size is {batch_size}; a batch needs one sample at least.")
    generator = None if seed is None else torch.Generator().manual_seed(seed)
    if not isinstance(dataset, InMemoryDataset):
        return DataLoader(
            dataset, batch_size, shuffle=shuffle, drop_last=drop_last, generator=generator
        )
    batches = BatchIndices(dataset, batch_size, shuffle, drop_last, generator)
    # batch_size=None: what the sampler yields is handed to the dataset as it is, as one index.
    return DataLoader(dataset, batch_size=None, sampler=batches, generator=generator)


class BatchIndices(Sampler[Tensor]):
    """Yields the indices of a batch as one int64 tensor, on the dataset's device."""

    def __init__(
        self,
        dataset: InMemoryDataset,
        batch_size: int,
        shuffle: bool,
        drop_last: bool,
        generator: torch.Generator | None,
    ) -> None:
        self.dataset = dataset
        self.batch_size = batch_size
        self.shuffle = shuffle
        self.drop_last = drop_last
        self.generator = generator

    def __len__(self) -> int:
        full, rest = divmod(len(self.dataset), self.batch_size)
        return full if self.drop_last or rest == 0 else full + 1

    def __iter__(self) -> Iterator[Tensor]:
        n_samples = len(self.dataset)
        if self.shuffle:
            order = torch.randperm(n_samples, generator=self.generator, device="cpu")
        else:
            order = torch.arange(n_samples, device="cpu")
        order = order.to(self.dataset.images.device)
        yield from order.split(self.batch_size)[: len(self)]
