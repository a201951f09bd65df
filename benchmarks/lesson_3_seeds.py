"""Test accuracy of lesson 3's two final recipes from several seeds.

python benchmarks/lesson_3_seeds.py [--seeds 5]
"""

import argparse
from statistics import median

import torch

from course_utils.data import load_splits, make_loader
from course_utils.training import evaluate
from course_utils.training.intervals import mean_and_interval
from course_utils.training.recipes import fit_by_recipe
from course_utils.zoo import ZOO

NAMES = ("two-layer CNN 10/20", "two-layer CNN 32/64")


def main() -> None:
    """Train each net from each seed and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default 5)")
    n_seeds = parser.parse_args().seeds
    if n_seeds < 2:
        parser.error("an interval needs two seeds at least")
    splits = load_splits()
    test = make_loader(splits.test, batch_size=500)
    print("| net | mean and 95 % interval | lowest to highest | seconds |\n|---|---:|---:|---:|")
    for name in NAMES:
        accuracies, seconds = [], []
        for seed in range(n_seeds):
            torch.manual_seed(seed)
            net, recipe = ZOO[name].make(), ZOO[name].lesson_recipe
            history = fit_by_recipe(net, splits.train, splits.validation, recipe, progress=False)
            accuracies.append(100 * evaluate(net, test)[1])
            seconds.append(history.seconds)
        middle, half_width = mean_and_interval(accuracies)
        print(
            f"| {name} | {middle:.2f} ± {half_width:.2f} % | {min(accuracies):.2f} to "
            f"{max(accuracies):.2f} % | {median(seconds):.1f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
