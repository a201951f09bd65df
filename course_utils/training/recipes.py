"""Short recipes: one cycle of Adam, in float32, for a fraction of an epoch or a few."""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import torch
from torch import nn
from torch.nn import functional as F

from course_utils.data import InMemoryDataset, make_loader
from course_utils.errors import InputError
from course_utils.shapes import device_of, eval_mode
from course_utils.training import History, TrainingStopped, again, fit, steps_of
from course_utils.training.stopping import stop

HARD_SHARE = 0.25  # of the images looked at, those with the highest loss
DROPOUT = (nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d, nn.AlphaDropout)
SMALLEST_BATCH = 64  # batches of a small data set are not made smaller than this


@dataclass(frozen=True)
class Recipe:
    """How to train a network: `epochs` may be a fraction.

    A training has `least_steps` steps at least, however small the data set (see `on_so_many`).
    With `hard_passes` the network then looks at a share of the images, `search_share`, without
    learning, and goes so often through the quarter of them with the highest loss (after Loshchilov
    and Hutter, 2016). Raises InputError for a negative number of hard passes, for hard passes with
    a `search_share` that is not above 0, up to 1, and for a `dropout` that is no share.

    The learning rate starts at 1/25 of `learning_rate`, reaches it after a share `pct_start` of all
    steps and ends almost at zero (Smith and Topin, 2017), along cosines or straight lines ("cos",
    "linear": `anneal_strategy`, as in torch's OneCycleLR). Label smoothing: Szegedy and others,
    2016. With `dropout` every dropout layer switches off this share while the recipe trains, in
    place of its own: what keeps a long training from overfitting only slows a short one.
    """

    learning_rate: float
    epochs: float
    batch_size: int = 64
    betas: tuple[float, float] = (0.7, 0.9)
    label_smoothing: float = 0.1
    least_steps: int = 0
    search_share: float = 0.0
    hard_passes: int = 0
    pct_start: float = 0.3
    anneal_strategy: Literal["cos", "linear"] = "cos"
    dropout: float | None = None

    def __post_init__(self) -> None:
        if self.hard_passes < 0:
            raise InputError(f"hard_passes is {self.hard_passes}; it must be 0 or more.")
        if self.dropout is not None and not 0 <= self.dropout <= 1:
            raise InputError(f"dropout is {self.dropout}; it must be a share, from 0 to 1.")
        if self.hard_passes and not 0 < self.search_share <= 1:
            raise InputError(
                f"search_share is {self.search_share}; for {self.hard_passes} hard passes it must "
                "be above 0 and at most 1: the share of the images to look at."
            )

    def on_so_many(self, n_images: int) -> "Recipe":
        """The recipe for so many images: where its steps are fewer than `least_steps`, in smaller
        batches, down to 64, and if that is not enough longer."""
        if self.least_steps <= 0 or not math.isfinite(self.epochs):
            return self
        enough = max(SMALLEST_BATCH, int(self.epochs * n_images / self.least_steps))
        batch_size = min(self.batch_size, enough)
        epochs = max(self.epochs, self.least_steps / math.ceil(n_images / batch_size))
        return replace(self, batch_size=batch_size, epochs=epochs)

    def hard_images_of(self, n_images: int) -> tuple[int, int]:
        """How many of so many images are looked at, and how many of these are kept."""
        if self.hard_passes == 0:
            return 0, 0
        n_searched = max(1, round(self.search_share * n_images))
        return n_searched, max(1, round(HARD_SHARE * n_searched))


def fit_by_recipe(
    model: nn.Module,
    train: InMemoryDataset,
    validation: InMemoryDataset,
    recipe: Recipe,
    seed: int | None = None,
    progress: bool = True,
) -> History:
    """Train a model by a recipe; see `course_utils.training.fit` for what comes back and raises.

    With `seed` the images come in an order that depends on nothing else. A pass over hard images
    is an entry of the history like an epoch: its training figures are those of the hard images.
    """
    recipe = recipe.on_so_many(len(train))
    loader = make_loader(train, recipe.batch_size, shuffle=True, seed=seed)
    _, n_hard = recipe.hard_images_of(len(train))
    n_hard_steps = recipe.hard_passes * math.ceil(n_hard / recipe.batch_size)
    n_steps = steps_of(loader, recipe.epochs) + n_hard_steps
    optimizer = torch.optim.Adam(
        model.parameters(), lr=recipe.learning_rate, betas=recipe.betas, fused=_can_fuse(model)
    )
    fit_on = partial(
        fit,
        model,
        validation_loader=make_loader(validation, batch_size=500),
        optimizer=optimizer,
        scheduler=_one_cycle(optimizer, recipe, n_steps),
        loss_function=partial(F.cross_entropy, label_smoothing=recipe.label_smoothing),
        progress=progress,
    )
    with _dropout_of(model, recipe.dropout):
        history = fit_on(train_loader=loader, epochs=recipe.epochs)
        if recipe.hard_passes:
            _go_on_with_hard_images(history, fit_on, model, train, recipe, seed, progress)
    return history


@contextmanager
def _dropout_of(model: nn.Module, share: float | None) -> Iterator[None]:
    """Let every dropout layer switch off this share; afterwards each its own again."""
    layers = [layer for layer in model.modules() if isinstance(layer, DROPOUT)]
    own = [layer.p for layer in layers]
    try:
        for layer in layers:
            layer.p = layer.p if share is None else share
        yield
    finally:
        for layer, before in zip(layers, own, strict=True):
            layer.p = before


def _go_on_with_hard_images(
    history: History,
    fit_on: Callable[..., History],
    model: nn.Module,
    train: InMemoryDataset,
    recipe: Recipe,
    seed: int | None,
    progress: bool,
) -> None:
    """Look, train on what is hard, and add both to the history."""
    n_searched, n_hard = recipe.hard_images_of(len(train))
    start = time.perf_counter()
    try:
        hard = hardest_images(model, train, n_searched, n_hard, seed)
    except KeyboardInterrupt:
        if not progress:
            raise
        stop("before the hard images", history)
    seconds = time.perf_counter() - start
    history.seconds += seconds
    if progress:
        print(
            f"Looked at {n_searched:,} images ({seconds:.0f} s). "
            f"Now {recipe.hard_passes} passes over the {n_hard:,} hardest:"
        )
    loader = make_loader(hard, recipe.batch_size, shuffle=True, seed=seed)
    again.forget(model)
    try:
        later = fit_on(train_loader=loader, epochs=recipe.hard_passes)
    except TrainingStopped as stopped:
        history.continue_with(stopped.history, epoch_size=n_hard / len(train))
        stopped.keep(history)
        raise
    history.continue_with(later, epoch_size=n_hard / len(train))


def _one_cycle(
    optimizer: torch.optim.Optimizer, recipe: Recipe, n_steps: int
) -> torch.optim.lr_scheduler.OneCycleLR:
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=recipe.learning_rate,
        total_steps=n_steps,
        pct_start=recipe.pct_start,
        anneal_strategy=recipe.anneal_strategy,
        cycle_momentum=False,
    )


def hardest_images(
    model: nn.Module,
    dataset: InMemoryDataset,
    n_searched: int,
    n_hard: int,
    seed: int | None = None,
) -> InMemoryDataset:
    """The `n_hard` images with the highest loss, of `n_searched` drawn from a data set.

    The loss is the cross-entropy in eval mode. Images whose label is wrong are among the hardest:
    this is for data with clean labels. Raises InputError for numbers that the data set has not.
    """
    if not 1 <= n_hard <= n_searched <= len(dataset):
        raise InputError(
            f"The {n_hard} hardest of {n_searched} images are asked for, out of {len(dataset)}; "
            "n_hard is at least 1 and at most n_searched, and that at most the number of images."
        )
    # Another seed than that of the loader: the draw has nothing to do with the order of training.
    generator = None if seed is None else torch.Generator().manual_seed(seed + 1)
    drawn = torch.randperm(len(dataset), generator=generator)[:n_searched]
    device, losses = device_of(model), []
    with eval_mode(model), torch.no_grad():
        for images, labels in make_loader(dataset.subset(drawn), batch_size=500):
            logits = model(images.to(device))
            losses.append(F.cross_entropy(logits, labels.to(device), reduction="none"))
    hardest = torch.cat(losses).topk(n_hard).indices.cpu()
    return dataset.subset(drawn[hardest])


def _can_fuse(model: nn.Module) -> bool | None:
    """Whether torch can do all of Adam's arithmetic in one pass over the weights on this device."""
    return True if device_of(model).type in ("cpu", "cuda") else None  # None: torch chooses
