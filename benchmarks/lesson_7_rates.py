"""The learning rates that lesson 7 takes to compare a rate that is held with one cycle, on MNIST.

python benchmarks/lesson_7_rates.py [--seeds 5] [--first-seed 200]

The 10/20 net for 300 steps of 64 images, with soft labels and Adam's shorter memory, at several
rates: held to the end, and as the height of torch's OneCycleLR. Validation images only, and other
seeds than the lesson's.
"""

import argparse
from itertools import islice
from statistics import mean

import torch
from torch.nn import functional as F
from torch.optim.lr_scheduler import OneCycleLR

from course_utils.data import MNIST, Splits, load_splits, make_loader
from course_utils.training import evaluate
from course_utils.zoo import ZOO

N_STEPS, BATCH_SIZE = 300, 64
HELD = (0.002, 0.004, 0.008, 0.016)
HEIGHTS = (0.01, 0.02, 0.03)


def train(splits: Splits, seed: int, rate: float, one_cycle: bool) -> float:
    """Validation accuracy after the lesson's 300 steps."""
    torch.manual_seed(seed)
    net = ZOO["two-layer CNN 10/20"].make().to(memory_format=torch.channels_last)
    adam = torch.optim.Adam(net.parameters(), lr=rate, betas=(0.7, 0.9))
    cycle = OneCycleLR(adam, rate, N_STEPS, cycle_momentum=False) if one_cycle else None
    loader = make_loader(splits.train, BATCH_SIZE, shuffle=True, seed=seed)
    for images, labels in islice(loader, N_STEPS):
        adam.zero_grad()
        F.cross_entropy(net(images), labels, label_smoothing=0.1).backward()
        adam.step()
        if cycle is not None:
            cycle.step()
    return evaluate(net, make_loader(splits.validation, batch_size=500))[1]


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default 5)")
    parser.add_argument("--first-seed", type=int, default=200, help="the first (default 200)")
    arguments = parser.parse_args()
    seeds = range(arguments.first_seed, arguments.first_seed + arguments.seeds)
    splits = load_splits()
    if splits.name != MNIST:
        raise SystemExit("This benchmark needs real MNIST: set COURSE_DATA_DIR, see the README.")
    print("| schedule | rate | mean validation accuracy | each seed |\n|---|---:|---:|---|")
    for name, rates in (("held", HELD), ("one cycle", HEIGHTS)):
        for rate in rates:
            values = [train(splits, seed, rate, name == "one cycle") for seed in seeds]
            each = ", ".join(f"{value:.2%}" for value in values)
            print(f"| {name} | {rate:g} | {mean(values):.2%} | {each} |", flush=True)


if __name__ == "__main__":
    main()
