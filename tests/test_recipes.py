"""Recipes: one cycle of Adam for a share of an epoch, and a recipe for every network."""

import math

import pytest
import torch
from torch import nn

from course_utils.data import InMemoryDataset
from course_utils.errors import TrainingError
from course_utils.recipes import RECIPES, Recipe, fit_by_recipe


def small_model() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Flatten(), nn.Linear(16, 3))


def small_data(n=40) -> InMemoryDataset:
    generator = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (n, 1, 4, 4), generator=generator, dtype=torch.uint8)
    return InMemoryDataset(images, torch.arange(n) % 3)


def rates_of(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The learning rate of every step that a training by this recipe makes."""
    rates = []
    step = torch.optim.Adam.step

    def noting(optimizer, *arguments):
        rates.append(optimizer.param_groups[0]["lr"])
        return step(optimizer, *arguments)

    monkeypatch.setattr(torch.optim.Adam, "step", noting)
    fit_by_recipe(small_model(), small_data(), small_data(8), recipe, progress=False)
    return rates


def test_a_recipe_trains_for_its_share_of_an_epoch(monkeypatch):
    assert len(rates_of(Recipe(0.01, epochs=0.5, batch_size=4), monkeypatch)) == 5
    assert len(rates_of(Recipe(0.01, epochs=1.3, batch_size=4), monkeypatch)) == 13


def test_the_rate_rises_to_its_height_and_sinks_almost_to_zero(monkeypatch):
    rates = rates_of(Recipe(0.1, epochs=10, batch_size=4), monkeypatch)
    highest = rates.index(max(rates))
    assert rates[0] == pytest.approx(0.1 / 25)
    assert max(rates) == pytest.approx(0.1, rel=0.01)
    assert highest == pytest.approx(0.3 * len(rates), abs=1)
    assert rates == sorted(rates[: highest + 1]) + sorted(rates[highest + 1 :], reverse=True)
    assert rates[-1] < 0.1 / 1000


def test_it_minimises_the_smoothed_loss_and_reports_the_plain_one():
    """Fully smoothed labels say nothing: the net cannot learn, and its plain loss stays high."""
    told_nothing = Recipe(0.1, epochs=30, label_smoothing=1.0)
    told_all = Recipe(0.1, epochs=30, label_smoothing=0.0)
    losses = [
        fit_by_recipe(small_model(), small_data(), small_data(8), recipe, progress=False).train_loss
        for recipe in (told_nothing, told_all)
    ]
    assert losses[0][-1] > math.log(3) * 0.9
    assert losses[1][-1] < losses[0][-1] / 1.5


def test_the_same_seed_gives_the_same_weights():
    nets = [small_model() for _ in range(2)]
    for net in nets:
        torch.manual_seed(5)
        fit_by_recipe(net, small_data(), small_data(8), Recipe(0.01, 1, 8), progress=False)
    images = torch.rand(3, 1, 4, 4)
    assert torch.equal(nets[0](images), nets[1](images))


def test_with_a_seed_the_order_of_the_images_depends_on_nothing_else():
    orders = []
    for unrelated in (0, 1):
        torch.manual_seed(unrelated)
        net, seen = small_model(), []
        net.register_forward_hook(lambda _net, inputs, _out, seen=seen: seen.append(inputs[0]))
        torch.manual_seed(unrelated)
        fit_by_recipe(net, small_data(), small_data(8), Recipe(0.01, 1, 8), seed=3, progress=False)
        orders.append(torch.cat(seen[:5]))
    assert torch.equal(*orders)


def test_what_the_loop_refuses_is_refused_here_too():
    wrong = InMemoryDataset(small_data().images, torch.full((40,), 7))
    with pytest.raises(TrainingError, match="0 to 2"):
        fit_by_recipe(small_model(), wrong, small_data(8), Recipe(0.01, 1), progress=False)


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_is_short(name):
    assert RECIPES[name].epochs < 4
