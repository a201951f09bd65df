"""Seconds that each network of the course needs to a test accuracy, on the fastest device here.

python benchmarks/time_to_accuracy.py [--accuracy 0.99] [--seeds 3] [--only NAME ...]

A network is trained by the course's recipe, all images alike, from the start each time, for half an
epoch, one, two, four and eight epochs, until the mean of the seeds reaches the accuracy on the test
images: this searches on them, so it says how fast, not how well. The data lies on the device before
the clock starts; the first training of each network is not counted.
"""

import argparse
import platform
from dataclasses import replace
from statistics import mean, median

import torch

from course_utils.data import MNIST, Splits, load_splits, make_loader
from course_utils.training import evaluate, pick_device
from course_utils.training.recipes import Recipe, fit_by_recipe
from course_utils.zoo import ZOO

EPOCHS = (0.5, 1, 2, 4, 8)


def train(name: str, recipe: Recipe, splits: Splits, seed: int) -> tuple[float, float]:
    """Seconds of the training passes, and the accuracy on the test images."""
    torch.manual_seed(seed)
    net = ZOO[name].make().to(splits.train.images.device)
    history = fit_by_recipe(net, splits.train, splits.validation, recipe, progress=False)
    return history.seconds, evaluate(net, make_loader(splits.test, batch_size=500))[1]


def first_to_reach(name: str, accuracy: float, splits: Splits, n_seeds: int) -> str:
    """A row of the table: the first number of epochs that reaches the accuracy, or the last."""
    recipe = replace(
        ZOO[name].recipe, hard_passes=0, least_steps=0
    )  # the same batches at any length
    train(name, replace(recipe, epochs=0.1), splits, seed=0)
    for epochs in EPOCHS:
        runs = [train(name, replace(recipe, epochs=epochs), splits, s) for s in range(n_seeds)]
        seconds, accuracies = zip(*runs, strict=True)
        if mean(accuracies) >= accuracy:
            break
    reached = f"{median(seconds):.2f}" if mean(accuracies) >= accuracy else "not reached"
    return f"| {name} | {reached} | {epochs:g} | {mean(accuracies):.2%} | {min(accuracies):.2%} |"


def main() -> None:
    """Print a Markdown table, and the machine it was measured on."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--accuracy", type=float, default=0.99, help="a share (default 0.99)")
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    parser.add_argument("--only", nargs="+", choices=[*ZOO], default=[*ZOO])
    arguments = parser.parse_args()
    splits = load_splits(pick_device())
    if splits.name != MNIST:
        raise SystemExit("This benchmark needs real MNIST: set COURSE_DATA_DIR, see the README.")
    percent = f"{100 * arguments.accuracy:g} %"
    print(f"| network | seconds to {percent} | epochs | mean accuracy | lowest |")
    print("|---|---:|---:|---:|---:|")
    for name in arguments.only:
        row = first_to_reach(name, arguments.accuracy, splits, arguments.seeds)
        print(row, flush=True)
    print(
        f"\nMedian seconds of {arguments.seeds} seeds. Python {platform.python_version()}, "
        f"torch {torch.__version__}, {platform.system()}."
    )


if __name__ == "__main__":
    main()
