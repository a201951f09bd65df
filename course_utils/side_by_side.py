"""Lesson 6's last table: all models of the course, and how to train those that are missing."""

import torch

from course_utils.data import Splits, make_loader
from course_utils.models import NETWORKS
from course_utils.recipes import RECIPES, Recipe, fit_by_recipe
from course_utils.results import ResultCard, kept_cards, record_result
from course_utils.training import evaluate

# Each model that a lesson keeps a card of: the lesson, its epochs and its least steps there.
MODELS = {
    "two-layer CNN 10/20": ("03_two_layer_cnn", 1, 0),
    "two-layer CNN 32/64": ("03_two_layer_cnn", 1, 0),
    "deeper CNN": ("04_deeper_cnn_dropout", 1.4, 100),
    "LeNet": ("05_lenet", 4, 0),
    "configurable CNN": ("06_configurable_cnn_batchnorm", 3, 200),
    "configurable CNN with batch norm": ("06_configurable_cnn_batchnorm", 3, 200),
}


def lesson_recipe(name: str) -> Recipe:
    """How a lesson trains one of the course's models: longer than need be, all images alike."""
    short, (_, epochs, least_steps) = RECIPES[name], MODELS[name]
    return Recipe(short.learning_rate, epochs, short.batch_size, least_steps=least_steps)


def side_by_side(data: str) -> list[ResultCard]:
    """The cards of the course's models on this data, the least accurate first."""
    cards = [card for card in kept_cards() if card.model in MODELS and card.data == data]
    return sorted(cards, key=lambda card: card.test_accuracy)


def missing_models(data: str) -> list[str]:
    """The course's models of which no card on this data is kept here."""
    present = {card.model for card in side_by_side(data)}
    return [name for name in MODELS if name not in present]


def train_and_record(name: str, splits: Splits) -> ResultCard:
    """Train one of the course's models from seed 0, test it, and keep its card.

    A training that is interrupted leaves no card: the KeyboardInterrupt is passed on.
    """
    torch.manual_seed(0)
    net = NETWORKS[name]().to(splits.train.images.device)
    history = fit_by_recipe(net, splits.train, splits.validation, lesson_recipe(name))
    if history.interrupted:
        raise KeyboardInterrupt
    accuracy = evaluate(net, make_loader(splits.test, batch_size=500))[1]
    n_test, (lesson, *_) = len(splits.test), MODELS[name]
    return record_result(lesson, name, net, history, splits.name, accuracy, n_test)
