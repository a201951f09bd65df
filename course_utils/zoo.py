"""The course's models in one table: how each is made and trained, and the lesson that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import torch
from torch import nn

from course_utils.data import Splits, make_loader
from course_utils.models import ConfigurableCNN, DeeperCNN, LeNet, TwoLayerCNN
from course_utils.results import ResultCard, kept_cards, record_result
from course_utils.training import evaluate
from course_utils.training.recipes import Recipe, fit_by_recipe


@dataclass(frozen=True)
class CourseModel:
    """One of the course's models: how it is made, and its short recipe.

    The lesson that keeps a card of it trains it longer than need be, all images alike, by
    `lesson_recipe`; no lesson where there is none.
    """

    make: Callable[[], nn.Module]
    recipe: Recipe
    lesson: str = ""
    lesson_recipe: Recipe | None = None


# Recipes were chosen on validation images: at least as accurate there, in the mean of several
# seeds, as the published recipe for the same network, where there is one, is at its end
# (benchmarks/README.md). On MNIST no `least_steps` is at work: they are what the embedded digits
# need, where the deeper net learns in few steps, and the running averages of batch norm need many.
_short = partial(Recipe, least_steps=100, pct_start=0.15, anneal_strategy="linear")
_without_dropout = partial(_short, dropout=0.0)
_LESSON_3, _LESSON_6 = "03_two_layer_cnn", "06_configurable_cnn_batchnorm"
_RECIPE_6 = Recipe(0.015, epochs=3, batch_size=256, least_steps=200)
ZOO = {
    "two-layer CNN 10/20": CourseModel(
        partial(TwoLayerCNN, filters=(10, 20), kernel_size=5, padding=0),
        _short(0.02, epochs=0.27),
        *(_LESSON_3, Recipe(0.02, epochs=1)),
    ),
    "two-layer CNN 16/32": CourseModel(
        partial(TwoLayerCNN, filters=(16, 32), kernel_size=5, padding=2),
        _short(0.02, epochs=0.23),
    ),
    "two-layer CNN 32/64": CourseModel(
        TwoLayerCNN,
        _short(0.015, epochs=0.25, search_share=0.3, hard_passes=3),
        *(_LESSON_3, Recipe(0.015, epochs=1)),
    ),
    "deeper CNN": CourseModel(
        DeeperCNN,
        _without_dropout(*(0.006, 0.4, 128), least_steps=60, search_share=0.36, hard_passes=3),
        *("04_deeper_cnn_dropout", Recipe(0.006, 1.4, batch_size=128, least_steps=100)),
    ),
    "LeNet": CourseModel(
        LeNet,
        _without_dropout(*(0.008, 0.22, 128), least_steps=80, search_share=0.28, hard_passes=2),
        *("05_lenet", Recipe(0.008, epochs=4, batch_size=128)),
    ),
    "configurable CNN": CourseModel(
        ConfigurableCNN,
        _without_dropout(0.01, epochs=0.25, search_share=0.3, hard_passes=3),
        *(_LESSON_6, _RECIPE_6),
    ),
    "configurable CNN with batch norm": CourseModel(
        partial(ConfigurableCNN, batch_norm=True, dropout=0.2),
        _RECIPE_6,
        *(_LESSON_6, _RECIPE_6),
    ),
}
IN_LESSONS = [name for name, model in ZOO.items() if model.lesson]


def side_by_side(data: str) -> list[ResultCard]:
    """The cards of the course's models on this data, the least accurate first."""
    cards = [card for card in kept_cards() if card.model in IN_LESSONS and card.data == data]
    return sorted(cards, key=lambda card: card.test_accuracy)


def missing_models(data: str) -> list[str]:
    """The course's models of which no card on this data is kept here."""
    present = {card.model for card in side_by_side(data)}
    return [name for name in IN_LESSONS if name not in present]


def train_and_record(name: str, splits: Splits) -> ResultCard:
    """Train one of the course's models from seed 0, test it, and keep its card.

    A training that is interrupted leaves no card: its KeyboardInterrupt is passed on.
    """
    torch.manual_seed(0)
    model = ZOO[name]
    net = model.make().to(splits.train.images.device)
    history = fit_by_recipe(net, splits.train, splits.validation, model.lesson_recipe)
    accuracy = evaluate(net, make_loader(splits.test, batch_size=500))[1]
    return record_result(model.lesson, name, net, history, splits, accuracy)
