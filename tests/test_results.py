"""Result cards: written by a lesson, read again by another."""

import pytest
import torch
from torch import nn

from course_utils.data import InMemoryDataset, Splits
from course_utils.results import (
    ResultCard,
    mistakes_half_width,
    read_cards,
    record_result,
    results_folder,
)
from course_utils.training import History

TEST = InMemoryDataset(torch.zeros(10_000, 1, 1, 1, dtype=torch.uint8), torch.zeros(10_000).long())
SPLITS = Splits(TEST, TEST, TEST, "MNIST")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path / "cards"))
    return tmp_path / "cards"


def record(name="A net", accuracy=0.9834) -> ResultCard:
    history = History([0.5], [0.9], [0.4], [0.95], epoch_ends=[0.5], seconds=12.345)
    return record_result("03_two_layer_cnn", name, nn.Linear(3, 2), history, SPLITS, accuracy)


def test_a_card_comes_back_as_it_was_written(folder):
    card = record()
    assert read_cards(folder) == [card]
    assert (card.parameters, card.epochs, card.mistakes) == (8, 0.5, 166)


def test_training_again_replaces_the_card(folder):
    record(accuracy=0.5)
    better = record(accuracy=0.9)
    assert read_cards(folder) == [better]


def test_cards_of_several_models_stand_side_by_side(folder):
    record("10/20")
    record("32/64")
    assert [card.model for card in read_cards(folder)] == ["10/20", "32/64"]


def test_a_file_that_is_not_a_card_is_passed_over(folder):
    card = record()
    (folder / "broken.json").write_text("{")
    (folder / "other.json").write_text('{"lesson": 3}')
    (folder / "list.json").write_text("[1]")
    assert read_cards(folder) == [card]


def test_a_folder_that_is_not_there_holds_no_cards(tmp_path):
    assert read_cards(tmp_path / "nowhere") == []


def test_a_card_shows_share_and_mistakes(folder):
    text = str(record())
    assert "98.34%" in text
    assert "166" in text
    assert "<th" in record()._repr_html_()


def test_without_a_named_folder_cards_lie_in_the_courses_own(monkeypatch, checkout):
    monkeypatch.delenv("COURSE_RESULTS_DIR", raising=False)
    assert results_folder() == checkout / "results"


def test_outside_a_checkout_cards_lie_in_the_working_folder(monkeypatch, checkout):
    monkeypatch.delenv("COURSE_RESULTS_DIR", raising=False)
    (checkout / "pyproject.toml").unlink()
    assert results_folder() == checkout / "notebooks" / "results"


def test_a_card_that_cannot_be_kept_is_a_note_and_not_an_error(folder, capsys):
    folder.write_text("a file where the folder should be")
    assert record().mistakes == 166
    assert "cannot be kept" in capsys.readouterr().out


def test_the_interval_of_a_count_of_mistakes_is_binomial():
    assert mistakes_half_width(59, 10_000) == pytest.approx(15.0, abs=0.05)
    assert mistakes_half_width(0, 10_000) == 0
    with pytest.raises(ValueError, match="cannot be"):
        mistakes_half_width(11, 10)


def test_a_card_gives_the_interval_of_its_mistakes(folder):
    assert "166 ± 25" in str(record())
    assert "0 ± 0" in record(accuracy=1.0)._repr_html_()
