"""The learning rates that lesson 3 takes: its short trainings at several rates, on MNIST.

python benchmarks/lesson_3_rates.py [--seeds 5]

Two tables: trainings of 300 batches from scratch (validation loss), and one dense layer trained on
frozen features or on pixels (validation accuracy). Validation images only; the test set is left
alone.
"""

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from statistics import mean

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course_utils.data import Splits, load_splits, make_loader
from course_utils.training import evaluate, fit
from course_utils.zoo import ZOO

FIRST_SEED = 100  # the lesson's own are 0 to 4
N_BATCHES = 300
N_IMAGES, N_STEPS = 2_000, 200  # of the dense layer on frozen features

Optimizer = Callable[..., torch.optim.Optimizer]


def small_net() -> nn.Module:
    return ZOO["two-layer CNN 10/20"].make()


def dense_net() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10))


FROM_SCRATCH: dict[str, tuple[Callable[[], nn.Module], Optimizer, Sequence[float]]] = {
    "dense layer alone, Adam": (dense_net, torch.optim.Adam, (0.001, 0.003, 0.01, 0.03)),
    "10/20 net, Adam": (small_net, torch.optim.Adam, (0.001, 0.003, 0.005, 0.01, 0.03)),
    "10/20 net, SGD, momentum 0.9": (
        small_net,
        partial(torch.optim.SGD, momentum=0.9),
        (0.01, 0.03, 0.05, 0.1, 0.2),
    ),
}
HEAD_RATES = (0.003, 0.01, 0.03, 0.1, 0.2)


def trained(
    splits: Splits, seed: int, make_net: Callable[[], nn.Module], optimizer: Optimizer, rate: float
) -> nn.Module:
    """A net after 300 batches, as the lesson's `short_run` trains it."""
    torch.manual_seed(seed)
    net, loader = make_net(), make_loader(splits.train, batch_size=64, shuffle=True)
    validation = make_loader(splits.validation, batch_size=500)
    epochs = N_BATCHES / len(loader)
    fit(net, loader, validation, optimizer(net.parameters(), lr=rate), epochs, progress=False)
    return net


def read_by_dense_layer(
    splits: Splits, seed: int, describe: Callable[[Tensor], Tensor], rate: float
) -> float:
    """Validation accuracy of a dense layer on what images become, as in the lesson."""
    torch.manual_seed(seed)
    images, labels = splits.train[torch.randperm(len(splits.train))[:N_IMAGES]]
    with torch.no_grad():
        known = describe(images).flatten(1)
        asked = describe(splits.validation[torch.arange(len(splits.validation))][0]).flatten(1)
    head = nn.Linear(known.shape[1], 10)
    optimizer = torch.optim.Adam(head.parameters(), lr=rate)
    for _ in range(N_STEPS):
        picked = torch.randint(len(known), (100,))
        optimizer.zero_grad()
        F.cross_entropy(head(known[picked]), labels[picked]).backward()
        optimizer.step()
    return (head(asked).argmax(dim=1) == splits.validation.labels).float().mean().item()


def features_of(net: nn.Module) -> nn.Module:
    return nn.Sequential(net.block1, net.block2)


def untrained(seed: int) -> nn.Module:
    torch.manual_seed(seed)
    return small_net()


def row(name: str, rate: float, values: Sequence[float], form: str) -> str:
    each = ", ".join(format(value, form) for value in values)
    return f"| {name} | {rate:g} | {mean(values):{form}} | {each} |"


def main() -> None:
    """Run both searches and print their tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default 5)")
    seeds = range(FIRST_SEED, FIRST_SEED + parser.parse_args().seeds)
    splits = load_splits()
    validation = make_loader(splits.validation, batch_size=500)
    kept = {}
    print("| what | rate | mean validation loss | each seed |\n|---|---:|---:|---|")
    for name, (make_net, optimizer, rates) in FROM_SCRATCH.items():
        for rate in rates:
            nets = [trained(splits, seed, make_net, optimizer, rate) for seed in seeds]
            losses = [evaluate(net, validation)[0] for net in nets]
            kept[name, rate] = nets
            print(row(name, rate, losses, ".3f"), flush=True)
    print("\n| a dense layer on | rate | mean accuracy | each seed |\n|---|---:|---:|---|")
    sources = {
        "trained features": [features_of(net) for net in kept["10/20 net, Adam", 0.01]],
        "untrained features": [features_of(untrained(seed)) for seed in seeds],
        "pixels": [nn.Identity() for _ in seeds],
    }
    for name, sides in sources.items():
        for rate in HEAD_RATES:
            pairs = zip(seeds, sides, strict=True)
            shares = [read_by_dense_layer(splits, seed, side, rate) for seed, side in pairs]
            print(row(name, rate, shares, ".1%"), flush=True)


if __name__ == "__main__":
    main()
