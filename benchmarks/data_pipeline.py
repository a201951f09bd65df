"""How long one epoch of data alone takes, without any training, side by side in one run.

Against each other: torchvision's dataset with `ToTensor` behind a DataLoader with 0, 1 and 2
workers, and the course's loader that keeps the images in memory. Run it on a quiet machine:

    python benchmarks/data_pipeline.py [--repeats 5] [--batch-size 100]
"""

import argparse
import os
import platform
import statistics
import time
from collections.abc import Callable

import torch
import torchvision
from torch.utils.data import DataLoader
from torchvision import datasets
from torchvision.transforms import ToTensor

from course_utils.data import InMemoryDataset, find_data, make_loader

WORKERS = (0, 1, 2)
COURSE = "`make_loader(InMemoryDataset)`"


def main() -> None:
    """Measure, alternating between the loaders, and print a Markdown table."""
    options = _options()
    data = find_data()
    loaders = _loaders(data.root, options.batch_size)
    seconds: dict[str, list[float]] = {name: [] for name in loaders}
    for repeat in range(options.repeats + 1):
        for name, loader in loaders.items():
            needed = _seconds(lambda loader=loader: _one_epoch(loader))
            if repeat > 0:  # the first round only warms up
                seconds[name].append(needed)
    print(_table(seconds))
    n_samples = len(loaders[COURSE].dataset)
    print(f"\n{data.name}, {n_samples:,} images, batch size {options.batch_size}, shuffled.")
    print(f"Median of {options.repeats} epochs each, alternating, after one to warm up.")
    print(
        f"Python {platform.python_version()}, torch {torch.__version__}, torchvision "
        f"{torchvision.__version__}, {platform.system()}, {os.cpu_count()} CPU cores, "
        f"{torch.get_num_threads()} torch threads."
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeats", type=int, default=5, help="measured epochs (default 5)")
    parser.add_argument("--batch-size", type=int, default=100, help="images a batch (default 100)")
    options = parser.parse_args()
    if options.repeats < 1 or options.batch_size < 1:
        parser.error("--repeats and --batch-size must be 1 at least")
    return options


def _loaders(root: str, batch_size: int) -> dict[str, DataLoader]:
    plain = datasets.MNIST(root, transform=ToTensor())
    loaders = {
        f"`DataLoader(MNIST(…, ToTensor()))`, num_workers={workers}": DataLoader(
            plain, batch_size, shuffle=True, num_workers=workers
        )
        for workers in WORKERS
    }
    in_memory = InMemoryDataset(plain.data, plain.targets)
    loaders[COURSE] = make_loader(in_memory, batch_size, shuffle=True)
    return loaders


def _one_epoch(loader: DataLoader) -> None:
    for _images, _labels in loader:
        pass


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _table(seconds: dict[str, list[float]]) -> str:
    course = statistics.median(seconds[COURSE])
    lines = ["| loader | seconds an epoch | lowest to highest | times the course's |"]
    lines.append("|---|---:|---:|---:|")
    for name, values in seconds.items():
        median = statistics.median(values)
        spread = f"{min(values):.3f} to {max(values):.3f}"
        lines.append(f"| {name} | {median:.3f} | {spread} | {median / course:.1f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
