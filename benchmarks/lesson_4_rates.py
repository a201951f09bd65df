"""The learning rates of lesson 4's comparison of two blocks with three: each net at several rates.

python benchmarks/lesson_4_rates.py [--seeds 5]

Both nets see 12,000 images of MNIST once, under the short recipe, and end in the same head. The
seeds begin at 100, so that those of the lesson took no part in the choice; the figures are
validation accuracies, and the test set is left alone.
"""

import argparse
from statistics import mean

import torch
from torch import nn

from course_utils.data import Splits, load_splits
from course_utils.training.recipes import Recipe, fit_by_recipe

RATES = (0.01, 0.02, 0.03, 0.05)
N_IMAGES = 12_000
FIRST_SEED = 100


def blocks_net(n_blocks: int, side: int) -> nn.Sequential:
    """The lesson's net: two or three blocks, the largest values of a side × side grid, dense."""
    layers: list[nn.Module] = []
    for n_inputs, n_filters, padding in [(1, 16, 0), (16, 32, 0), (32, 32, 1)][:n_blocks]:
        conv = nn.Conv2d(n_inputs, n_filters, kernel_size=3, padding=1)
        layers += [conv, nn.MaxPool2d(2, padding=padding), nn.ReLU()]
    head = [nn.AdaptiveMaxPool2d(side), nn.Flatten(), nn.Linear(32 * side * side, 10)]
    return nn.Sequential(*layers, *head)


def accuracy_at(splits: Splits, n_blocks: int, side: int, rate: float, seed: int) -> float:
    """Validation accuracy in percent of a fresh net after the budget."""
    torch.manual_seed(seed)
    net = blocks_net(n_blocks, side)
    recipe = Recipe(rate, min(1.0, N_IMAGES / len(splits.train)))
    history = fit_by_recipe(net, splits.train, splits.validation, recipe, seed, progress=False)
    return 100 * history.validation_accuracy[-1]


def main() -> None:
    """A row for each head and net: the mean validation accuracy at each rate, the best one bold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    seeds = range(FIRST_SEED, FIRST_SEED + parser.parse_args().seeds)
    splits = load_splits()
    print("| head | blocks | " + " | ".join(map(str, RATES)) + " |")
    print("|---|---:|" + "---:|" * len(RATES))
    for side in (1, 4):
        for n_blocks in (2, 3):
            means = [
                mean(accuracy_at(splits, n_blocks, side, rate, seed) for seed in seeds)
                for rate in RATES
            ]
            cells = [f"**{m:.1f}**" if m == max(means) else f"{m:.1f}" for m in means]
            print(f"| {side} × {side} | {n_blocks} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
