"""How well small networks of the course read the changed images that the open task is graded on.

python benchmarks/held_out.py [--data mnist|digits] [--seeds 3] [--draws 5]

Each network is trained on the lesson's training images, then reads the test images as they are and
as `course grade` changes them, by several secret seeds. The last row is no network: it looks for
the nearest of 2,000 training images. What the networks lose sets the threshold in
`course_utils/checks/held_out.py`.
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
from course_utils.checks.saved_weights import MOST_PARAMETERS
from course_utils.data import Splits, load_splits
from course_utils.models import ConfigurableCNN
from course_utils.shapes import count_parameters
from course_utils.training.recipes import Recipe, fit_by_recipe
from course_utils.zoo import ZOO

SMALL = {"channels": (16, 32, 48), "hidden": (), "batch_norm": True, "dropout": 0.1}
KNOWN_IMAGES = 2_000


def networks() -> dict[str, tuple[Callable[[], nn.Module], Recipe]]:
    """Networks of the allowed size, and how each is trained."""
    small = {
        name: (model.make, model.recipe)
        for name, model in ZOO.items()
        if count_parameters(model.make()) <= MOST_PARAMETERS
    }
    for kernel_size, epochs in ((3, 3), (5, 3), (5, 6)):
        name = f"16, 32, 48, {kernel_size}×{kernel_size}, batch norm, {epochs} epochs"
        make = partial(ConfigurableCNN, **SMALL, kernel_size=kernel_size)
        small[name] = make, Recipe(learning_rate=0.01, epochs=epochs, batch_size=64)
    return small


def shares(read: Callable[[Tensor], Tensor], tests: list[tuple[Tensor, Tensor]]) -> list[float]:
    """The share of right answers on each set of images, in percent."""
    with torch.no_grad():
        answers = [torch.cat([read(part) for part in images.split(500)]) for images, _ in tests]
    pairs = zip(answers, tests, strict=True)
    return [100 * (found == labels).double().mean().item() for found, (_, labels) in pairs]


def row(name: str, parameters: int, runs: list[list[float]]) -> str:
    """Mean over the seeds of the accuracy on plain and on changed images, and what was lost."""
    lost = [plain - changed for plain, *others in runs for changed in others]
    changed = mean(share for _, *others in runs for share in others)
    plain = mean(run[0] for run in runs)
    return (
        f"| {name} | {parameters:,} | {plain:.2f} % | {changed:.2f} % | {mean(lost):.2f} | "
        f"{max(lost):.2f} |"
    )


def nearest(splits: Splits) -> Callable[[Tensor], Tensor]:
    """Reads an image by the label of the nearest of some training images."""
    known, labels = splits.train[torch.arange(min(KNOWN_IMAGES, len(splits.train)))]
    return lambda images: labels[torch.cdist(images.flatten(1), known.flatten(1)).argmin(dim=1)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", choices=["mnist", "digits"], default="mnist")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--draws", type=int, default=5)
    arguments = parser.parse_args()
    os.environ["COURSE_DATA"] = arguments.data
    splits = load_splits()
    tests = [splits.test[torch.arange(len(splits.test))]]
    tests += [held_out(Draw(seed))[:2] for seed in range(arguments.draws)]
    print("| network | parameters | plain | changed | points lost | at most |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, (make, recipe) in networks().items():
        runs = []
        for seed in range(arguments.seeds):
            torch.manual_seed(seed)
            model = make()
            fit_by_recipe(model, splits.train, splits.validation, recipe, seed, progress=False)
            model.eval()
            runs.append(shares(lambda images, net=model: net(images).argmax(dim=1), tests))
        print(row(name, count_parameters(make()), runs), flush=True)
    print(row(f"nearest of {KNOWN_IMAGES:,} training images", 0, [shares(nearest(splits), tests)]))


if __name__ == "__main__":
    main()
