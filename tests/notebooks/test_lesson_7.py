"""What lesson 7 takes for given: its loaders, its rungs, its loop, its benchmark's rates."""

import ast
import importlib.util
from inspect import signature
from itertools import islice, pairwise
from pathlib import Path

import nbformat
import pytest
import torch

from course_utils.data import load_splits
from course_utils.training.recipes import Recipe

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "notebooks" / "07_faster_and_further.ipynb"
CELLS = {cell.id: cell.source for cell in nbformat.read(LESSON, 4).cells}


@pytest.fixture(scope="module")
def names():
    """What the lesson has defined before its climb, on the embedded digits and the CPU."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_DATA", "digits")
        patch.chdir(ROOT / "notebooks")
        found = {"device": torch.device("cpu"), "splits": load_splits()}
        for cell in (
            *("data", "loaders", "loader-times", "step-costs", "step-costs-run"),
            *("rates-of", "train-steps", "rungs", "climb"),
        ):
            exec(CELLS[cell], found)
    return found


def test_both_loaders_give_the_same_images_in_the_same_order(names):
    loaders = [names["loader_of"](in_memory, 100, seed=3) for in_memory in (False, True)]
    for (images, labels), (ours, our_labels) in zip(*loaders, strict=True):
        assert torch.equal(images, ours)
        assert torch.equal(labels, our_labels)


def test_the_last_rung_but_one_has_the_numbers_of_the_courses_recipes(names):
    rung, recipe = names["rungs"]["shorter memory"], Recipe(0.02, epochs=1)
    assert rung["betas"] == recipe.betas
    assert rung["smoothing"] == recipe.label_smoothing
    assert signature(names["climb"]).parameters["batch_size"].default == recipe.batch_size


def test_each_rung_changes_one_thing(names):
    parameters = signature(names["climb"]).parameters.values()
    defaults = {one.name: one.default for one in parameters if one.default is not one.empty}
    settings = [defaults | rung for rung in names["rungs"].values()]
    for before, after in pairwise(settings):
        assert sum(before[key] != after[key] for key in defaults) == 1


def test_the_loop_makes_as_many_steps_as_it_is_asked_for(names, monkeypatch):
    steps = []
    step = torch.optim.SGD.step
    monkeypatch.setattr(torch.optim.SGD, "step", lambda *all_: (steps.append(1), step(*all_)))
    net = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 10))
    sgd = torch.optim.SGD(net.parameters(), lr=0.01)
    loader = list(islice(names["loader_of"](True, 64, seed=0), 3))
    names["train_steps"](net, loader, sgd, n_steps=8)
    assert len(steps) == 8


def test_the_benchmark_found_the_rates_that_the_lesson_takes():
    path = ROOT / "benchmarks" / "lesson_7_rates.py"
    spec = importlib.util.spec_from_file_location("lesson_7_rates", path)
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    rates = {
        call.args[1].value
        for call in ast.walk(ast.parse(CELLS["held-run"]))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "schedule_run"
    }
    assert rates == {0.008, 0.02}
    assert 0.008 in benchmark.HELD
    assert 0.02 in benchmark.HEIGHTS
    assert f"steps_here({benchmark.N_STEPS})" in CELLS["held-run"]
