"""The published recipes and the course's, for the same networks, side by side on real MNIST.

python benchmarks/seed_recipes.py [--seeds 3] [--only NAME ...] [--table]

Each run is a process of its own, one after another: for each seed and network the course's recipe,
the published one, and the course's again. Results are kept in build/benchmarks/seed_recipes, one
file a run; a run whose file is there is not run again. `--table` prints what is there and runs
nothing.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import torch
import torchvision
from seed_recipes_table import print_tables
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
from torch.utils.flop_counter import FlopCounterMode
from torchvision import datasets, transforms
from tqdm import tqdm

from course_utils.data import MNIST, find_data, load_splits, make_loader
from course_utils.models import ConfigurableCNN, DeeperCNN, LeNet, TwoLayerCNN
from course_utils.recipes import RECIPES, fit_by_recipe
from course_utils.training import evaluate

RESULTS = Path(__file__).resolve().parents[1] / "build" / "benchmarks" / "seed_recipes"
KINDS = ("course", "published", "course-again")


def relu_first(net: nn.Module) -> nn.Module:
    """Convolution, ReLU, pooling, as most tutorials have it; the course's nets pool first."""
    for block in (module for name, module in net.named_children() if name.startswith("block")):
        block[1], block[2] = block[2], block[1]
    return net


def as_torch_starts_it(net: TwoLayerCNN) -> TwoLayerCNN:
    """Two of the three published two-layer nets keep torch's own initial weights."""
    net.classifier[1].reset_parameters()
    return net


def ten_twenty() -> TwoLayerCNN:
    return TwoLayerCNN((10, 20), kernel_size=5, padding=0)


def sixteen_thirty_two() -> TwoLayerCNN:
    return TwoLayerCNN((16, 32), kernel_size=5, padding=2)


@dataclass(frozen=True)
class Published:
    """A published recipe: the network, and how its tutorial trains it."""

    net: Callable[[], nn.Module]
    optimizer: Callable[..., torch.optim.Optimizer]
    batch_size: int
    epochs: int


def adam(learning_rate: float) -> Callable[..., torch.optim.Optimizer]:
    return partial(torch.optim.Adam, lr=learning_rate)


RECIPES_AS_PUBLISHED = {
    "two-layer CNN 10/20": Published(
        lambda: as_torch_starts_it(ten_twenty()),  # pools first, as the course does
        partial(torch.optim.SGD, lr=0.01, momentum=0.5),
        batch_size=64,
        epochs=9,
    ),
    "two-layer CNN 16/32": Published(
        lambda: relu_first(as_torch_starts_it(sixteen_thirty_two())),
        adam(0.01),
        batch_size=100,
        epochs=10,
    ),
    "LeNet": Published(lambda: relu_first(LeNet()), adam(0.0001), batch_size=100, epochs=12),
    "configurable CNN": Published(ConfigurableCNN, adam(0.001), batch_size=256, epochs=10),
    "two-layer CNN 32/64": Published(
        lambda: relu_first(TwoLayerCNN()), adam(0.001), batch_size=100, epochs=15
    ),
    "deeper CNN": Published(
        lambda: relu_first(DeeperCNN()), adam(0.001), batch_size=100, epochs=15
    ),
}
# The course's own nets: the same layers, started and ordered as the lessons have them; ReLU and
# max pooling commute, so the order changes no number.
COURSE_NETS = {
    "two-layer CNN 10/20": ten_twenty,
    "two-layer CNN 16/32": sixteen_thirty_two,
    "two-layer CNN 32/64": TwoLayerCNN,
    "deeper CNN": DeeperCNN,
    "LeNet": LeNet,
    "configurable CNN": ConfigurableCNN,
}


def train_as_published(name: str, seed: int) -> dict:
    """Seconds and test accuracy after each epoch; the test is off the clock and chooses nothing."""
    recipe = RECIPES_AS_PUBLISHED[name]
    mnist = datasets.MNIST(find_data().root, train=True, transform=transforms.ToTensor())
    loader = DataLoader(mnist, batch_size=recipe.batch_size, shuffle=True)
    test = make_loader(load_splits().test, batch_size=500)
    torch.manual_seed(seed)
    net = recipe.net()
    optimizer = recipe.optimizer(net.parameters())
    seconds, accuracies, data_seconds = [], [], 0.0
    for _ in range(recipe.epochs):
        net.train()
        start = waiting = time.perf_counter()
        for images, labels in loader:
            data_seconds += time.perf_counter() - waiting
            optimizer.zero_grad()
            F.cross_entropy(net(images), labels).backward()
            optimizer.step()
            waiting = time.perf_counter()
        seconds.append(time.perf_counter() - start)
        accuracies.append(evaluate(net, test)[1])
    return {
        "epochs": recipe.epochs,
        "images": recipe.epochs * len(mnist),
        "seconds": seconds,
        "data_seconds": data_seconds / recipe.epochs,
        "accuracies": accuracies,
    }


def train_as_in_the_course(name: str, seed: int) -> dict:
    """The same of the course's recipe, on the 55,000 images that a lesson trains on."""
    splits = load_splits()
    torch.manual_seed(seed)
    net = COURSE_NETS[name]()
    history = fit_by_recipe(net, splits.train, splits.validation, RECIPES[name], progress=False)
    accuracy = evaluate(net, make_loader(splits.test, batch_size=500))[1]
    start = time.perf_counter()
    for _batch in make_loader(splits.train, RECIPES[name].batch_size, shuffle=True):
        pass
    return {
        "epochs": history.epochs,
        "images": round(history.epochs * len(splits.train)),
        "seconds": [history.seconds],
        "data_seconds": time.perf_counter() - start,
        "accuracies": [accuracy],
        "validation": history.validation_accuracy[-1],
    }


def operations_of_an_image(name: str) -> float:
    """Additions and multiplications, forward and backward, for one training image."""
    counter, batch_size = FlopCounterMode(display=False), 100
    images, labels = torch.rand(batch_size, 1, 28, 28), torch.zeros(batch_size, dtype=torch.int64)
    with counter:
        F.cross_entropy(COURSE_NETS[name]()(images), labels).backward()
    return counter.get_total_flops() / batch_size


def peak_of_this_machine() -> float:
    """Operations a second in the best of twenty products of two 2048×2048 float32 matrices."""
    side = 2048
    a, b = torch.rand(side, side), torch.rand(side, side)
    best = float("inf")
    for _ in range(20):
        start = time.perf_counter()
        a @ b
        best = min(best, time.perf_counter() - start)
    return 2 * side**3 / best


def run_one(name: str, kind: str, seed: int, file: Path) -> None:
    """One run, in this process; the result goes to a file."""
    train = train_as_published if kind == "published" else train_as_in_the_course
    result = {"name": name, "kind": kind, "seed": seed, **train(name, seed)}
    result["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    result["operations"] = operations_of_an_image(name)
    result["peak"] = peak_of_this_machine()
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(result, indent=1))
    unfinished.replace(file)


def file_of(name: str, kind: str, seed: int) -> Path:
    return RESULTS / f"{name.replace(' ', '-').replace('/', '-')}--{kind}--{seed}.json"


def main() -> None:
    """Run what is missing, one process after another, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    parser.add_argument("--only", nargs="+", choices=[*COURSE_NETS], default=[*COURSE_NETS])
    parser.add_argument("--table", action="store_true", help="print what is there, run nothing")
    parser.add_argument("--run", nargs=3, metavar=("NAME", "KIND", "SEED"), help="one run only")
    arguments = parser.parse_args()
    RESULTS.mkdir(parents=True, exist_ok=True)
    if arguments.run:
        name, kind, seed = arguments.run
        run_one(name, kind, int(seed), file_of(name, kind, int(seed)))
        return
    if find_data().name != MNIST:
        sys.exit("This benchmark needs real MNIST: set COURSE_DATA_DIR, see the README.")
    runs = [
        (name, kind, str(seed))
        for seed in range(arguments.seeds)
        for name in arguments.only
        for kind in KINDS
        if not file_of(name, kind, seed).exists()
    ]
    for run in [] if arguments.table else tqdm(runs, unit="run"):
        command = [sys.executable, __file__, "--run", *run]
        subprocess.run(command, check=True, env={**os.environ, "COURSE_DATA": "mnist"})
    print_tables([json.loads(file.read_text()) for file in sorted(RESULTS.glob("*.json"))])
    print(
        f"\nPython {platform.python_version()}, torch {torch.__version__}, "
        f"torchvision {torchvision.__version__}, {platform.system()}, "
        f"{os.cpu_count()} CPU cores, {torch.get_num_threads()} torch threads."
    )


if __name__ == "__main__":
    main()
