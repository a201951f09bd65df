"""The open task: trained networks pass; what is missing, too weak or made for another is named."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
import torch
from answer_files import AnswerText, answers
from torch import nn

from course_utils.checks import report as reports
from course_utils.checks import scoreboard
from course_utils.checks.catalogue import all_exercises
from course_utils.checks.report import NOT_YET, PASSED, Outcome, judge
from course_utils.data import load_splits
from course_utils.training.recipes import Recipe, fit_by_recipe

OPEN_TASK = all_exercises()["build_your_best"]
OWN = [answer for answer in answers(kind="model") if answer.exercise == OPEN_TASK.name]
RECIPE = Recipe(learning_rate=0.005, epochs=15)


def dense() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 24), nn.ReLU(), nn.Linear(24, 10))


@pytest.fixture(autouse=True)
def on_the_digits(tmp_path, monkeypatch):
    """The embedded digits; weights and results are kept in a folder of the test's own."""
    monkeypatch.setenv("COURSE_DATA", "digits")
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path / "results"))
    monkeypatch.chdir(tmp_path)


def train(build: Callable[[], nn.Module], recipe: Recipe = RECIPE) -> nn.Module:
    splits = load_splits()
    torch.manual_seed(0)
    model = build()
    fit_by_recipe(model, splits.train, splits.validation, recipe, seed=0, progress=False)
    torch.save(model.state_dict(), "best_model.pt")
    return model


def outcome_of(build: Callable[[], nn.Module]) -> Outcome:
    return judge(OPEN_TASK, {"build_your_best": build})


@cache
def trained_by(answer: AnswerText) -> bytes:
    """The file of an answer's trained network; it is trained once for all tests that need it."""
    train(answer.run()["build_your_best"])
    return Path("best_model.pt").read_bytes()


@pytest.mark.parametrize("answer", OWN, ids=str)
def test_a_trained_network_passes_with_its_accuracy_and_size(answer):
    build = answer.run()["build_your_best"]
    parameters = sum(p.numel() for p in build().parameters())
    Path("best_model.pt").write_bytes(trained_by(answer))
    outcome = outcome_of(build)
    assert outcome.status == PASSED, outcome
    assert outcome.points == 4
    assert f"with {parameters:,} parameters." in str(outcome)


def test_without_saved_weights_it_says_how_to_save_them():
    outcome = outcome_of(dense)
    assert outcome.status == NOT_YET
    assert "There is no file best_model.pt" in str(outcome)
    assert 'torch.save(model.state_dict(), "best_model.pt")' in str(outcome)


def test_weights_of_another_network_are_named_as_such_with_the_layers_that_differ():
    torch.save(nn.Linear(784, 10).state_dict(), "best_model.pt")
    outcome = outcome_of(dense)
    assert outcome.status == NOT_YET
    assert "best_model.pt does not fit the network of build_your_best()" in str(outcome)
    assert '"1.weight"' in str(outcome)


@pytest.mark.parametrize("saved", [dense(), dense().state_dict, {"epoch": 3}], ids=type)
def test_a_file_that_holds_no_weights_is_named_as_such(saved):
    torch.save(saved, "best_model.pt")
    assert "best_model.pt holds no weights by name" in str(outcome_of(dense))


def test_a_file_of_words_is_named_as_such(tmp_path):
    (tmp_path / "best_model.pt").write_text("my weights", encoding="utf-8")
    assert "best_model.pt holds no weights by name" in str(outcome_of(dense))


def test_the_weights_of_a_compiled_model_are_those_of_the_model():
    build = OWN[0].run()["build_your_best"]
    weights = torch.load(BytesIO(trained_by(OWN[0])), weights_only=True)
    torch.save({f"_orig_mod.{name}": tensor for name, tensor in weights.items()}, "best_model.pt")
    assert "of the validation images" in str(outcome_of(build))


def test_a_network_that_was_never_trained_is_told_its_accuracy_and_the_aim():
    torch.save(dense().state_dict(), "best_model.pt")
    outcome = outcome_of(dense)
    assert outcome.status == NOT_YET
    assert "as one that was never trained" in str(outcome)
    assert "Wanted: 92.0% or more" in str(outcome)


def test_the_scoreboard_places_it_and_names_the_models_not_trained_here(monkeypatch, capsys):
    train(dense)
    monkeypatch.setattr(reports, "names_of_the_notebook", lambda: {"build_your_best": dense})
    scoreboard()
    shown = capsys.readouterr().out
    assert "yours" in shown
    assert f"{784 * 24 + 24 + 24 * 10 + 10:,}" in shown
    assert "Not trained here yet: two-layer CNN 10/20" in shown
