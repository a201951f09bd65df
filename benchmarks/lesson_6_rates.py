"""The learning rates of lesson 6's experiments: each setting at several rates, from other seeds.

python benchmarks/lesson_6_rates.py [--seeds 3] [--only stack|shallow|pixels]
"""

import argparse
from collections.abc import Callable
from functools import partial
from statistics import mean

import torch
from torch import nn

from course_utils.data import InMemoryDataset, Splits, load_splits
from course_utils.models import ConfigurableCNN, dense_layers, initialise
from course_utils.training.recipes import Recipe, fit_by_recipe

N_IMAGES, N_LOOKED_AT = 120 * 64, 2_000  # as in the lesson: 120 steps, 2,000 validation images
FIRST_SEED = 100  # the lesson's own seeds are 0 to 4: no rate is chosen on them
RATES = (0.001, 0.003, 0.01, 0.03, 0.1)


def deep_stack(batch_norm=False):
    """28×28 → 7×7, twelve convolutions of 16 channels, the largest of each map, ten logits."""
    layers = [nn.Conv2d(1, 16, 5, stride=4, padding=2), nn.ReLU()]
    for _ in range(12):
        layers.append(nn.Conv2d(16, 16, 3, padding=1))
        if batch_norm:
            layers.append(nn.BatchNorm2d(16))
        layers.append(nn.ReLU())
    layers += [nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(16, 10)]
    return nn.Sequential(*layers)


def kaiming_stack() -> nn.Module:
    """The stack without batch norm, from Kaiming's start."""
    net = deep_stack()
    initialise(net)
    return net


def mlp():
    """784 → 36 → 10, with a ReLU between, from Kaiming's start."""
    net = dense_layers(784, hidden=(36,), n_classes=10)
    initialise(net)
    return net


shallow = partial(ConfigurableCNN, channels=(8, 16, 32), hidden=())
cnn = partial(ConfigurableCNN, kernel_size=5, channels=(16, 32), hidden=(), dropout=0)
SEARCHES: dict[str, dict[str, Callable[[], nn.Module]]] = {
    "stack": {
        "twelve convolutions, PyTorch's start": deep_stack,
        "twelve convolutions, Kaiming's start": kaiming_stack,
        "twelve convolutions, PyTorch's start, batch norm": partial(deep_stack, batch_norm=True),
    },
    "shallow": {
        f"three blocks, {'batch norm' if batch_norm else 'no batch norm'}, dropout {dropout:g}": (
            partial(shallow, batch_norm=batch_norm, dropout=dropout)
        )
        for batch_norm in (False, True)
        for dropout in (0, 0.5)
    },
    "pixels": {"CNN": cnn, "CNN, pixels rearranged": cnn, "MLP": mlp},
}


def in_order(dataset: InMemoryDataset, order: torch.Tensor) -> InMemoryDataset:
    """The same images with their pixels in another order."""
    images = dataset.images.flatten(start_dim=1)[:, order].reshape(dataset.images.shape)
    return InMemoryDataset(images, dataset.labels)


def accuracy(make_net, rate: float, seed: int, splits: Splits, rearranged: bool) -> float:
    """Validation accuracy in percent of a fresh net after 120 steps of 64 images."""
    torch.manual_seed(seed)
    net = make_net()
    train = splits.train.subset(torch.randperm(len(splits.train))[:N_IMAGES])
    validation = splits.validation.subset(torch.arange(min(N_LOOKED_AT, len(splits.validation))))
    if rearranged:
        order = torch.randperm(784)
        train, validation = in_order(train, order), in_order(validation, order)
    recipe = Recipe(rate, epochs=1, least_steps=60)
    history = fit_by_recipe(net, train, validation, recipe, seed, progress=False)
    return 100 * history.validation_accuracy[-1]


def main() -> None:
    """Try every setting at every rate and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    parser.add_argument("--only", choices=SEARCHES, help="one of the searches")
    options = parser.parse_args()
    if options.seeds < 1:
        parser.error("--seeds is 1 or more")
    splits = load_splits()
    print("| setting | " + " | ".join(f"{rate:g}" for rate in RATES) + " | chosen |")
    print("|---|" + "---:|" * (len(RATES) + 1))
    seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
    for search in [options.only] if options.only else SEARCHES:
        for name, make_net in SEARCHES[search].items():
            means = {
                rate: mean(
                    accuracy(make_net, rate, seed, splits, "rearranged" in name) for seed in seeds
                )
                for rate in RATES
            }
            best = max(means, key=lambda rate: means[rate])
            cells = " | ".join(f"{value:.1f}" for value in means.values())
            print(f"| {name} | {cells} | {best:g} |", flush=True)


if __name__ == "__main__":
    main()
