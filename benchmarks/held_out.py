"""How well networks of the open task's size read the changed images that it is judged by.

python benchmarks/held_out.py [--data mnist|digits] [--seeds 5] [--draws 3]

Each network is trained on the training images, then reads the test images as they are, and
validation, training and test images as the checks change them: the lowest share of all seeds and
draws is printed. The rows above the line are a lesson's own, those below it take more thought; the
last one is no network: it looks for the nearest of 2,000 training images. This sets the share that
is wanted in `course_utils/checks/lesson_6/build_your_best.py`.
"""

import argparse
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import mean

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from course_utils.answers.draw import Draw
from course_utils.checks.held_out import held_out
from course_utils.checks.lesson_6.build_your_best import MOST_PARAMETERS
from course_utils.data import Splits, load_splits
from course_utils.models import ConfigurableCNN, TwoLayerCNN
from course_utils.shapes import count_parameters
from course_utils.training.recipes import Recipe, fit_by_recipe
from course_utils.zoo import ZOO

KNOWN_IMAGES = 2_000
KINDS = ("validation", "training", "test")
Reads = Callable[[Tensor], Tensor]

ten_twenty = partial(TwoLayerCNN, filters=(10, 20), kernel_size=5, padding=0)
small = partial(ConfigurableCNN, hidden=(), batch_norm=True, dropout=0.1)


def two_by_two() -> nn.Sequential:
    """Two convolutions of 3×3 a block, and the mean of each channel before the last layer."""
    layers: list[nn.Module] = []
    for n_inputs, n_filters in ((1, 12), (12, 12), (0, 0), (12, 24), (24, 24), (0, 0), (24, 40)):
        if n_inputs == 0:
            layers.append(nn.MaxPool2d(2))
            continue
        convolution = nn.Conv2d(n_inputs, n_filters, kernel_size=3, padding=1)
        layers += [convolution, nn.BatchNorm2d(n_filters), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(40, 10))


def long(learning_rate: float, epochs: int) -> Recipe:
    """One cycle in batches of 64; on small data sets as many steps as 600 batches an epoch."""
    return Recipe(learning_rate, epochs=epochs, batch_size=64, least_steps=1_000)


LESSONS_OWN = {
    "two-layer CNN 10/20, lesson 3's recipe": (
        ten_twenty,
        ZOO["two-layer CNN 10/20"].lesson_recipe,
    ),
    "two-layer CNN 10/20, 6 epochs": (ten_twenty, long(0.01, 6)),
    "8, 16, no hidden layer, 6 epochs": (
        partial(ConfigurableCNN, channels=(8, 16), hidden=(), dropout=0.0),
        long(0.01, 6),
    ),
}
THOUGHTFUL = {
    "16, 24, 32, batch norm, 6 epochs": (partial(small, channels=(16, 24, 32)), long(0.01, 6)),
    "10, 18, 24, 5×5, batch norm, 6 epochs": (
        partial(small, channels=(10, 18, 24), kernel_size=5),
        long(0.01, 6),
    ),
    "two 3×3 a block, batch norm, 6 epochs": (two_by_two, long(0.01, 6)),
}


def share(reads: Reads, images: Tensor, labels: Tensor) -> float:
    """The share of right answers, in percent."""
    with torch.no_grad():
        answers = torch.cat([reads(part) for part in images.split(500)])
    return 100 * (answers == labels).double().mean().item()


def row(name: str, parameters: int, readers: list[Reads], splits: Splits, n_draws: int) -> str:
    """The mean accuracy on plain test images, and the lowest on changed images of each kind."""
    test = splits.test[torch.arange(len(splits.test))]
    plain = mean(share(reads, *test) for reads in readers)
    lowest = []
    for kind in KINDS:
        tries = [held_out(Draw(seed), kind)[:2] for seed in range(n_draws)]
        lowest.append(min(share(reads, *images) for reads in readers for images in tries))
    numbers = " | ".join(f"{value:.2f} %" for value in (plain, *lowest))
    return f"| {name} | {parameters:,} | {numbers} |"


def trained(make: Callable[[], nn.Module], recipe: Recipe, splits: Splits, seed: int) -> Reads:
    """Train a network from this seed; what comes back reads images."""
    torch.manual_seed(seed)
    model = make()
    fit_by_recipe(model, splits.train, splits.validation, recipe, seed, progress=False)
    model.eval()
    return lambda images: model(images).argmax(dim=1)


def nearest(splits: Splits) -> Reads:
    """Reads an image by the label of the nearest of some training images."""
    known, labels = splits.train[torch.arange(min(KNOWN_IMAGES, len(splits.train)))]
    return lambda images: labels[torch.cdist(images.flatten(1), known.flatten(1)).argmin(dim=1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", choices=["mnist", "digits"], default="mnist")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--draws", type=int, default=3)
    arguments = parser.parse_args()
    os.environ["COURSE_DATA"] = arguments.data
    splits = load_splits()
    print("| network | parameters | test, plain | validation | training | test |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (make, recipe) in {**LESSONS_OWN, **THOUGHTFUL}.items():
        parameters = count_parameters(make())
        assert parameters <= MOST_PARAMETERS, f"{name} has {parameters} parameters"
        readers = [trained(make, recipe, splits, seed) for seed in range(arguments.seeds)]
        print(row(name, parameters, readers, splits, arguments.draws), flush=True)
    name = f"nearest of {KNOWN_IMAGES:,} training images"
    print(row(name, 0, [nearest(splits)], splits, arguments.draws))


if __name__ == "__main__":
    main()
