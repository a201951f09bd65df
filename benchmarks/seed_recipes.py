"""The published recipes and the course's, for the same networks, side by side on real MNIST.

python benchmarks/seed_recipes.py [--seeds 3] [--only NAME ...] [--on test] [--table]

Each run is a process of its own, one after another: for each seed and network the course's recipe,
the published one, and the course's again. Results are kept in build/benchmarks, one file for the
three; where it is there for the recipes as they are now, they are not run again. Where only the
course's recipe has changed, two epochs of the published one are run and timed: if they come out as
in the kept run, its accuracies stand. `--table` prints what is there and runs nothing.

`--on validation` is what recipes are chosen by: both sides train on the 55,000 images of a lesson
and are measured on its 5,000 validation images. `--on test` is the comparison: the published side
trains on all 60,000, and both are measured on the test images. Measuring is off the clock.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import torch
from operations import operations_of_an_image, peak_of_this_machine
from seed_recipes_table import print_tables
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms
from tqdm import tqdm

from course_utils.data import (
    MNIST,
    InMemoryDataset,
    find_data,
    load_splits,
    make_loader,
    train_validation_split,
)
from course_utils.training import evaluate
from course_utils.training.recipes import fit_by_recipe
from course_utils.zoo import ZOO

RESULTS = Path(__file__).resolve().parents[1] / "build" / "benchmarks"
KINDS = ("course", "published", "course again")
TIMED_AGAIN = 2  # epochs of the published recipe, where its accuracies are known from a whole run


def relu_first(name: str) -> nn.Module:
    """Convolution, ReLU, pooling, as most tutorials have it; the course's nets pool first."""
    net = ZOO[name].make()
    for path, block in net.named_modules():
        if path.rpartition(".")[2] in ("block1", "block2", "block3"):
            block[1], block[2] = block[2], block[1]
    return net


def as_torch_starts_it(net: nn.Module) -> nn.Module:
    """Two of the three published two-layer nets keep torch's own initial weights."""
    net.classifier[1].reset_parameters()
    return net


@dataclass(frozen=True)
class Published:
    """A published recipe: the network, and how its tutorial trains it."""

    net: Callable[[], nn.Module]
    optimizer: Callable[..., torch.optim.Optimizer]
    batch_size: int
    epochs: int

    @classmethod
    def with_adam(cls, net: Callable[[], nn.Module], learning_rate: float, *sizes: int):
        return cls(net, partial(torch.optim.Adam, lr=learning_rate), *sizes)


PUBLISHED = {
    "two-layer CNN 10/20": Published(
        lambda: as_torch_starts_it(ZOO["two-layer CNN 10/20"].make()),  # it pools first itself
        partial(torch.optim.SGD, lr=0.01, momentum=0.5),
        batch_size=64,
        epochs=9,
    ),
    "two-layer CNN 16/32": Published.with_adam(
        lambda: as_torch_starts_it(relu_first("two-layer CNN 16/32")), 0.01, 100, 10
    ),
    "two-layer CNN 32/64": Published.with_adam(
        lambda: relu_first("two-layer CNN 32/64"), 0.001, 100, 15
    ),
    "deeper CNN": Published.with_adam(lambda: relu_first("deeper CNN"), 0.001, 100, 15),
    "LeNet": Published.with_adam(lambda: relu_first("LeNet"), 0.0001, 100, 12),
    "configurable CNN": Published.with_adam(lambda: relu_first("configurable CNN"), 0.001, 256, 10),
}


class TimedImages(InMemoryDataset):
    """The course's data set; `seconds` is what the batches of all of them took to make."""

    seconds = 0.0

    def __getitem__(self, index: int | list[int] | Tensor) -> tuple[Tensor, Tensor]:
        start = time.perf_counter()
        batch = super().__getitem__(index)
        TimedImages.seconds += time.perf_counter() - start
        return batch

    def subset(self, indices: list[int] | Tensor) -> "TimedImages":
        return TimedImages(self.images[indices], self.labels[indices], self.images.device)


def train_as_published(name: str, seed: int, on: str, epochs: int | None = None) -> dict:
    """Seconds of each epoch, and the accuracy after it; of all epochs, or of the first few."""
    recipe, images = (
        PUBLISHED[name],
        datasets.MNIST(find_data().root, train=True, transform=transforms.ToTensor()),
    )
    if on == "validation":
        part, _ = train_validation_split(len(images), validation_share=1 / 12, seed=0)
        images = Subset(images, part.tolist())
    loader = DataLoader(images, batch_size=recipe.batch_size, shuffle=True)
    torch.manual_seed(seed)
    net = recipe.net()
    optimizer = recipe.optimizer(net.parameters())
    seconds, accuracies, data_seconds, memory, measured_on = [], [], 0.0, None, None
    for _ in range(epochs or recipe.epochs):
        net.train()
        start = waiting = time.perf_counter()
        for batch, labels in loader:
            data_seconds += time.perf_counter() - waiting
            optimizer.zero_grad()
            F.cross_entropy(net(batch), labels).backward()
            optimizer.step()
            waiting = time.perf_counter()
        seconds.append(time.perf_counter() - start)
        memory = memory or peak_memory()
        measured_on = measured_on or images_to_measure_on(on)
        accuracies.append(evaluate(net, measured_on)[1])
    return {
        "images": len(seconds) * len(images),
        "seconds": seconds,
        "data_seconds": data_seconds,
        "accuracies": accuracies,
        "memory_mb": memory,
    }


def train_as_in_the_course(name: str, seed: int, on: str) -> dict:
    """The same of the course's recipe, on the 55,000 images that a lesson trains on."""
    splits = load_splits()
    train = TimedImages(splits.train.images, splits.train.labels)
    torch.manual_seed(seed)
    net = ZOO[name].make()
    recipe = ZOO[name].recipe
    history = fit_by_recipe(net, train, splits.validation, recipe, progress=False)
    memory = peak_memory()
    # An image that is only looked at is not carried backward: one of the three passes.
    looked_at = recipe.search_share / 3 if recipe.hard_passes else 0
    return {
        "images": round((history.epochs + looked_at) * len(train)),
        "seconds": [history.seconds],
        "data_seconds": TimedImages.seconds,
        "accuracies": [evaluate(net, images_to_measure_on(on))[1]],
        "memory_mb": memory,
    }


def images_to_measure_on(on: str) -> DataLoader:
    return make_loader(getattr(load_splits(), on), batch_size=500)


def peak_memory() -> float | None:
    """The most memory that this process has held so far, in MB; None where Linux is not there."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def run_one(name: str, kind: str, seed: int, on: str, epochs: int | None) -> dict:
    """One training in this process, and what it ran on."""
    if find_data().name != MNIST:
        sys.exit("This benchmark needs real MNIST: set COURSE_DATA_DIR, see the README.")
    if kind == "published":
        trained = train_as_published(name, seed, on, epochs)
    else:
        trained = train_as_in_the_course(name, seed, on)
    result = {"name": name, "kind": kind, "seed": seed, **trained}
    machine = (
        f"Python {platform.python_version()}, torch {torch.__version__}, {platform.system()}, "
        f"{os.cpu_count()} CPU cores, {torch.get_num_threads()} torch threads"
    )
    operations, peak = operations_of_an_image(name), peak_of_this_machine()
    return result | {"operations": operations, "peak": peak, "machine": machine}


def run_three(name: str, seed: int, on: str, file: Path) -> None:
    """The course's recipe, the published one, the course's again; written when all have run."""
    runs = []
    for kind in KINDS:
        if kind == "published":
            runs.append(published_run(name, seed, on, file))
        else:
            runs.append(run_apart(name, kind, seed, on))
    content = {"recipe": settings_of(name), "runs": runs}
    unfinished = file.with_suffix(".part")
    unfinished.write_text(json.dumps(content, indent=1))
    unfinished.replace(file)


def run_apart(name: str, kind: str, seed: int, on: str, *options: str) -> dict:
    """One training in a process of its own."""
    command = [sys.executable, __file__, "--run", name, kind, str(seed), "--on", on, *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.splitlines()[-1])


def published_run(name: str, seed: int, on: str, file: Path) -> dict:
    """A whole run, or a kept one timed again, if its first epochs come out as they did then."""
    whole = whole_published_run(file)
    if whole:
        few_epochs = run_apart(name, "published", seed, on, "--epochs", str(TIMED_AGAIN))
        if is_beginning_of(whole, few_epochs):
            return whole | timed_again(few_epochs, whole)
    return run_apart(name, "published", seed, on)


def whole_published_run(file: Path) -> dict | None:
    """The published recipe's run in a file, whatever the course's recipe was then."""
    runs = json.loads(file.read_text())["runs"] if file.exists() else []
    return next((run for run in runs if run["kind"] == "published"), None)


def is_beginning_of(whole: dict, few_epochs: dict) -> bool:
    """Whether a short run is the same training: the same accuracies, to the last image."""
    accuracies = few_epochs["accuracies"]
    as_long = len(whole["accuracies"]) == PUBLISHED[few_epochs["name"]].epochs
    return as_long and whole["accuracies"][: len(accuracies)] == accuracies


def timed_again(few_epochs: dict, whole: dict) -> dict:
    """What a whole run takes by the clock of a few epochs of it; the rest of it stays."""
    data_seconds = few_epochs["data_seconds"] * whole["images"] / few_epochs["images"]
    now = {key: few_epochs[key] for key in ("seconds", "memory_mb", "peak", "machine")}
    return now | {"data_seconds": data_seconds}


def settings_of(name: str) -> dict:
    """The course's recipe as JSON keeps it, without `least_steps`, which is for fewer images."""
    settings = json.loads(json.dumps(asdict(ZOO[name].recipe)))
    del settings["least_steps"]
    return settings


def kept(file: Path, name: str) -> list[dict]:
    """The runs in a file, if they are those of the course's recipe as it is now."""
    content = json.loads(file.read_text()) if file.exists() else {}
    return content["runs"] if content.get("recipe") == settings_of(name) else []


def main() -> None:
    """Run what is missing, one process after another, and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    parser.add_argument("--only", nargs="+", choices=[*PUBLISHED], default=[*PUBLISHED])
    parser.add_argument("--on", choices=["test", "validation"], default="test")
    parser.add_argument("--table", action="store_true", help="print what is there, run nothing")
    parser.add_argument("--run", nargs=3, metavar=("NAME", "KIND", "SEED"), help="one run only")
    parser.add_argument("--epochs", type=int, help="with --run: of the published recipe (all)")
    arguments = parser.parse_args()
    if arguments.run:
        name, kind, seed = arguments.run
        print(json.dumps(run_one(name, kind, int(seed), arguments.on, arguments.epochs)))
        return
    folder = RESULTS / f"seed_recipes_on_{arguments.on}"
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        (name, seed): folder / f"{name.replace(' ', '-').replace('/', '-')}--{seed}.json"
        for seed in range(arguments.seeds)
        for name in arguments.only
    }
    missing = [key for key in files if not kept(files[key], key[0])]
    for name, seed in [] if arguments.table else tqdm(missing, unit="three runs"):
        run_three(name, seed, arguments.on, files[name, seed])
    print_tables([run for (name, _), file in files.items() for run in kept(file, name)])


if __name__ == "__main__":
    main()
