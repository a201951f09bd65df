"""Lesson 6's last table: all models of the course, and how to train those that are missing."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import nn

from course_utils.data import Splits, make_loader
from course_utils.models import ConfigurableCNN, DeeperCNN, LeNet, TwoLayerCNN
from course_utils.recipes import RECIPES, Recipe, fit_by_recipe
from course_utils.results import ResultCard, read_cards, record_result, results_folder
from course_utils.training import evaluate


@dataclass(frozen=True)
class CourseModel:
    """A model that a lesson trains and keeps a card of."""

    lesson: str
    make: Callable[[], nn.Module]
    recipe: Recipe


MODELS = {
    "two-layer CNN 10/20": CourseModel(
        "03_two_layer_cnn",
        lambda: TwoLayerCNN((10, 20), kernel_size=5, padding=0),
        replace(RECIPES["two-layer CNN 10/20"], epochs=1),
    ),
    "two-layer CNN 32/64": CourseModel(
        "03_two_layer_cnn", TwoLayerCNN, replace(RECIPES["two-layer CNN 32/64"], epochs=1)
    ),
    "deeper CNN": CourseModel("04_deeper_cnn_dropout", DeeperCNN, RECIPES["deeper CNN"]),
    "LeNet": CourseModel("05_lenet", LeNet, replace(RECIPES["LeNet"], epochs=1)),
    "configurable CNN, without batch norm": CourseModel(
        "06_configurable_cnn_batchnorm", ConfigurableCNN, RECIPES["configurable CNN"]
    ),
    "configurable CNN, with batch norm": CourseModel(
        "06_configurable_cnn_batchnorm",
        lambda: ConfigurableCNN(batch_norm=True),
        RECIPES["configurable CNN"],
    ),
}


def side_by_side(data: str) -> list[ResultCard]:
    """The cards of the course's models on this data, the least accurate first."""
    cards = [card for card in read_cards(results_folder()) if card.data == data]
    ours = [card for card in cards if card.model in MODELS]
    return sorted(ours, key=lambda card: card.test_accuracy)


def missing_models(data: str) -> list[str]:
    """The course's models of which no card on this data is kept here."""
    present = {card.model for card in side_by_side(data)}
    return [name for name in MODELS if name not in present]


def train_and_record(name: str, splits: Splits) -> ResultCard:
    """Train one of the course's models from seed 0, test it, and keep its card."""
    model = MODELS[name]
    print(name)
    torch.manual_seed(0)
    net = model.make().to(splits.train.images.device)
    history = fit_by_recipe(net, splits.train, splits.validation, model.recipe)
    accuracy = evaluate(net, make_loader(splits.test, batch_size=500))[1]
    return record_result(model.lesson, name, net, history, splits.name, accuracy, len(splits.test))
