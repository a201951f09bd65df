"""Short recipes: one cycle of Adam, in float32, for a fraction of an epoch or a few."""

from dataclasses import dataclass
from functools import partial

import torch
from torch import nn
from torch.nn import functional as F

from course_utils.data import InMemoryDataset, make_loader
from course_utils.shapes import device_of
from course_utils.training import History, fit, steps_of


@dataclass(frozen=True)
class Recipe:
    """How to train a network: `epochs` may be a fraction.

    `least_steps` makes a training on a small data set longer: it has so many steps at least.

    The learning rate starts at 1/25 of `learning_rate`, reaches it after 30 % of the steps and
    ends almost at zero (Smith and Topin, 2017). Label smoothing: Szegedy and others, 2016.
    """

    learning_rate: float
    epochs: float
    batch_size: int = 64
    betas: tuple[float, float] = (0.7, 0.9)
    label_smoothing: float = 0.1
    least_steps: int = 0


# Chosen on validation images: as accurate there, in the mean of several seeds, as the published
# recipe for the same network is at its end (benchmarks/seed_recipes.py --on validation).
RECIPES = {
    "two-layer CNN 10/20": Recipe(learning_rate=0.02, epochs=0.3, least_steps=100),
    "two-layer CNN 16/32": Recipe(learning_rate=0.02, epochs=0.25, least_steps=100),
    "two-layer CNN 32/64": Recipe(learning_rate=0.015, epochs=0.9, least_steps=100),
    "deeper CNN": Recipe(learning_rate=0.006, epochs=1.4, batch_size=128, least_steps=100),
    "LeNet": Recipe(learning_rate=0.008, epochs=0.6, batch_size=128, least_steps=100),
    "configurable CNN": Recipe(learning_rate=0.015, epochs=3, batch_size=256, least_steps=100),
    "configurable CNN with batch norm": Recipe(
        learning_rate=0.015, epochs=3, batch_size=256, least_steps=100
    ),
}


def fit_by_recipe(
    model: nn.Module,
    train: InMemoryDataset,
    validation: InMemoryDataset,
    recipe: Recipe,
    seed: int | None = None,
    progress: bool = True,
) -> History:
    """Train a model by a recipe; see `course_utils.training.fit` for what comes back and raises.

    With `seed` the images come in an order that depends on nothing else.
    """
    loader = make_loader(train, recipe.batch_size, shuffle=True, seed=seed)
    epochs = max(recipe.epochs, recipe.least_steps / len(loader))
    optimizer = torch.optim.Adam(
        model.parameters(), lr=recipe.learning_rate, betas=recipe.betas, fused=_can_fuse(model)
    )
    one_cycle = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=recipe.learning_rate,
        total_steps=steps_of(loader, epochs),
        cycle_momentum=False,
    )
    return fit(
        model,
        loader,
        make_loader(validation, batch_size=500),
        optimizer,
        epochs,
        scheduler=one_cycle,
        loss_function=partial(F.cross_entropy, label_smoothing=recipe.label_smoothing),
        progress=progress,
    )


def _can_fuse(model: nn.Module) -> bool | None:
    """Whether torch can do all of Adam's arithmetic in one pass over the weights on this device."""
    return True if device_of(model).type in ("cpu", "cuda") else None  # None: torch chooses
