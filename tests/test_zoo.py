"""Lesson 6's last table: whose card is kept, whose is missing, and how a missing one is made."""

from dataclasses import replace
from functools import partial

import pytest
import torch
from torch import nn

from course_utils import zoo
from course_utils.data import InMemoryDataset, Splits
from course_utils.shapes import count_parameters
from course_utils.training import History, TrainingStopped
from course_utils.zoo import IN_LESSONS, ZOO, missing_models, train_and_record

PARAMETERS = {
    "two-layer CNN 10/20": 8_490,
    "two-layer CNN 32/64": 50_186,
    "deeper CNN": 1_379_557,
    "LeNet": 431_080,
    "configurable CNN": 119_530,
    "configurable CNN with batch norm": 119_722,
}


@pytest.fixture(autouse=True)
def results(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path))


def record(name: str, accuracy: float, data: str = "MNIST") -> None:
    net, history = nn.Linear(2, 2), History(seconds=1.0)
    splits = small_splits()._replace(name=data)
    zoo.record_result("03_two_layer_cnn", name, net, history, splits, accuracy)


def test_the_six_models_have_the_sizes_that_are_taught():
    sizes = {name: count_parameters(ZOO[name].make()) for name in IN_LESSONS}
    assert sizes == PARAMETERS


def test_a_fresh_machine_misses_all_of_them():
    assert missing_models("MNIST") == IN_LESSONS


def test_cards_come_least_accurate_first_and_of_this_data_only():
    record("LeNet", 0.99)
    record("deeper CNN", 0.98)
    record("two-layer CNN 10/20", 0.97, data="embedded digits")
    record("a net of my own", 0.5)
    assert [card.model for card in zoo.side_by_side("MNIST")] == ["deeper CNN", "LeNet"]
    assert "two-layer CNN 10/20" in missing_models("MNIST")
    assert "LeNet" not in missing_models("MNIST")


def test_a_missing_model_is_trained_tested_and_kept(monkeypatch, capsys):
    make_lenet_tiny(monkeypatch)
    card = train_and_record("LeNet", small_splits())
    assert card.lesson == "05_lenet"
    assert card.mistakes == 30 - round(card.test_accuracy * 30)
    assert "LeNet" not in missing_models("MNIST")
    assert "validation loss" in capsys.readouterr().out


def test_an_interrupted_training_leaves_no_card(monkeypatch):
    make_lenet_tiny(monkeypatch)

    def interrupted(*_arguments):
        raise TrainingStopped(History())

    monkeypatch.setattr(zoo, "fit_by_recipe", interrupted)
    with pytest.raises(KeyboardInterrupt):
        train_and_record("LeNet", small_splits())
    assert "LeNet" in missing_models("MNIST")


def make_lenet_tiny(monkeypatch) -> None:
    tiny = partial(nn.Sequential, nn.Flatten(), nn.Linear(16, 3))
    monkeypatch.setitem(ZOO, "LeNet", replace(ZOO["LeNet"], make=tiny))


def small_splits() -> Splits:
    images = torch.randint(0, 256, (30, 1, 4, 4), dtype=torch.uint8)
    part = InMemoryDataset(images, torch.arange(30) % 3)
    return Splits(part, part, part, "MNIST")
