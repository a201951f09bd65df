"""How the data are split, and a fast loader for them."""

from collections.abc import Iterator
from typing import NamedTuple

import torch
from torch import Tensor
from torch.utils.data import DataLoader, Dataset, Sampler

from course_utils.data.find import find_data
from course_utils.errors import InputError


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
