"""What hard images are worth: the course's recipes with them, and all images alike for as long.

python benchmarks/hard_images.py [--seeds 5] [--only NAME ...]

"As long" is counted in passes: an image that is only looked at is one of three. The accuracy is
that on the validation images, and the seconds are those of the training passes and of the look.
"""

import argparse
import os
import platform
from dataclasses import replace
from statistics import mean, median

import torch

from course_utils.data import MNIST, Splits, load_splits
from course_utils.intervals import mean_and_interval
from course_utils.models import NETWORKS
from course_utils.recipes import HARD_SHARE, RECIPES, Recipe, fit_by_recipe

WITH_HARD_IMAGES = [name for name, recipe in RECIPES.items() if recipe.hard_passes]


def all_alike(recipe: Recipe) -> Recipe:
    """The same recipe without hard images, made longer until it is as much work."""
    in_their_place = recipe.look_at * (1 / 3 + HARD_SHARE * recipe.hard_passes)
    return replace(recipe, epochs=recipe.epochs + in_their_place, hard_passes=0)


def train(name: str, recipe: Recipe, splits: Splits, seed: int) -> tuple[float, float]:
    """Seconds, and the accuracy on the validation images in percent."""
    torch.manual_seed(seed)
    net = NETWORKS[name]()
    history = fit_by_recipe(net, splits.train, splits.validation, recipe, progress=False)
    return history.seconds, 100 * history.validation_accuracy[-1]


def rows(name: str, splits: Splits, n_seeds: int) -> list[str]:
    """Both trainings of a network, seed by seed in turn."""
    variants = {"with hard images": RECIPES[name], "all alike": all_alike(RECIPES[name])}
    runs = {variant: [] for variant in variants}
    for seed in range(n_seeds):
        for variant, recipe in variants.items():
            runs[variant].append(train(name, recipe, splits, seed))
    lines, accuracies = [], {}
    for variant, results in runs.items():
        seconds, accuracies[variant] = zip(*results, strict=True)
        lines.append(
            f"| {name} | {variant} | {mean(accuracies[variant]):.2f} % "
            f"| {min(accuracies[variant]):.2f} % | {median(seconds):.1f} | |"
        )
    gain, half = mean_and_interval([a - b for a, b in zip(*accuracies.values(), strict=True)])
    lines[0] = lines[0].removesuffix("| |") + f"| {gain:+.2f} ± {half:.2f} |"
    return lines


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default 5)")
    parser.add_argument("--only", nargs="+", choices=WITH_HARD_IMAGES, default=WITH_HARD_IMAGES)
    arguments = parser.parse_args()
    if arguments.seeds < 2:
        parser.error("an interval needs two seeds at least")
    splits = load_splits()
    if splits.name != MNIST:
        raise SystemExit("This benchmark needs real MNIST: set COURSE_DATA_DIR, see the README.")
    print("| network | training | validation accuracy | lowest | seconds | gain in points |")
    print("|---|---|---:|---:|---:|---:|")
    for name in arguments.only:
        print("\n".join(rows(name, splits, arguments.seeds)), flush=True)
    print(
        f"\n{arguments.seeds} seeds; gain: mean and 95 % interval of the differences within a "
        f"seed. Python {platform.python_version()}, torch {torch.__version__}, "
        f"{platform.system()}, {os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
