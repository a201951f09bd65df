"""What the parts of the course's recipes are worth: hard images, the rate's cycle, no dropout.

python benchmarks/recipe_parts.py [--seeds 3] [--only NAME ...]

Each short recipe as it is, without its hard images but longer, until it is as much work (an image
that is only looked at is one of three passes), with torch's own one cycle (30 % rise, cosines), and
with the dropout that the network has, where the recipe switches it off.
The accuracy is that on the validation images; the seconds are those of the training and the look.
"""

import argparse
import os
import platform
from dataclasses import replace
from statistics import mean, median

import torch

from course_utils.data import MNIST, Splits, load_splits
from course_utils.training.intervals import mean_and_interval
from course_utils.training.recipes import HARD_SHARE, Recipe, fit_by_recipe
from course_utils.zoo import ZOO

SHORT = [name for name, model in ZOO.items() if model.recipe.anneal_strategy == "linear"]


def variants_of(recipe: Recipe) -> dict[str, Recipe]:
    """The recipe, and what it is without one of its parts."""
    variants = {"as it is": recipe}
    if recipe.hard_passes:
        in_their_place = recipe.search_share * (1 / 3 + HARD_SHARE * recipe.hard_passes)
        epochs = recipe.epochs + in_their_place
        variants["all images alike"] = replace(recipe, epochs=epochs, hard_passes=0)
    variants["torch's cycle"] = replace(recipe, pct_start=0.3, anneal_strategy="cos")
    if recipe.dropout is not None:
        variants["the net's own dropout"] = replace(recipe, dropout=None)
    return variants


def train(name: str, recipe: Recipe, splits: Splits, seed: int) -> tuple[float, float]:
    """Seconds, and the accuracy on the validation images in percent."""
    torch.manual_seed(seed)
    net = ZOO[name].make()
    history = fit_by_recipe(net, splits.train, splits.validation, recipe, progress=False)
    return history.seconds, 100 * history.validation_accuracy[-1]


def print_rows(name: str, splits: Splits, n_seeds: int) -> None:
    """All variants of a network's recipe, seed by seed in turn."""
    variants = variants_of(ZOO[name].recipe)
    runs = [[train(name, r, splits, seed) for r in variants.values()] for seed in range(n_seeds)]
    as_it_is = [accuracy for (_, accuracy), *_ in runs]
    for variant, results in zip(variants, zip(*runs, strict=True), strict=True):
        seconds, accuracies = zip(*results, strict=True)
        middle, half = mean_and_interval(
            [whole - part for whole, part in zip(as_it_is, accuracies, strict=True)]
        )
        worth = "" if variant == "as it is" else f"{middle:+.2f} ± {half:.2f}"
        print(
            f"| {name} | {variant} | {mean(accuracies):.2f} % | {min(accuracies):.2f} % "
            f"| {median(seconds):.1f} | {worth} |",
            flush=True,
        )


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    parser.add_argument("--only", nargs="+", choices=SHORT, default=SHORT)
    arguments = parser.parse_args()
    if arguments.seeds < 2:
        parser.error("an interval needs two seeds at least")
    splits = load_splits()
    if splits.name != MNIST:
        raise SystemExit("This benchmark needs real MNIST: set COURSE_DATA_DIR, see the README.")
    print("| network | recipe | validation accuracy | lowest | seconds | worth in points |")
    print("|---|---|---:|---:|---:|---:|")
    for name in arguments.only:
        print_rows(name, splits, arguments.seeds)
    print(
        f"\n{arguments.seeds} seeds; worth: mean and 95 % interval of the differences within a "
        f"seed. Python {platform.python_version()}, torch {torch.__version__}, "
        f"{platform.system()}, {os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
