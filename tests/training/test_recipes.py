"""Recipes: one cycle of Adam for a share of an epoch, and a recipe for every network."""

import ast
import math
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
import torch
from torch import Tensor, nn

from course_utils.data import InMemoryDataset
from course_utils.errors import InputError, TrainingError
from course_utils.training import TrainingStopped, recipes, stopped_history
from course_utils.training.recipes import Recipe, fit_by_recipe, hardest_images
from course_utils.zoo import ZOO

LESSONS = Path(__file__).parents[2] / "notebooks"


def small_model() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Flatten(), nn.Linear(16, 3))


def small_data(n=40) -> InMemoryDataset:
    generator = torch.Generator().manual_seed(1)
    images = torch.randint(0, 256, (n, 1, 4, 4), generator=generator, dtype=torch.uint8)
    return InMemoryDataset(images, torch.arange(n) % 3)


def steps_of(recipe: Recipe, monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    """Adam's settings at every step that a training by this recipe makes."""
    settings = []
    step = torch.optim.Adam.step

    def noting(optimizer, *arguments):
        settings.append({key: optimizer.param_groups[0][key] for key in ("lr", "betas")})
        return step(optimizer, *arguments)

    monkeypatch.setattr(torch.optim.Adam, "step", noting)
    fit_by_recipe(small_model(), small_data(), small_data(8), recipe, progress=False)
    return settings


def test_a_recipe_trains_for_its_share_of_an_epoch(monkeypatch):
    assert len(steps_of(Recipe(0.01, epochs=0.5, batch_size=4), monkeypatch)) == 5
    assert len(steps_of(Recipe(0.01, epochs=1.3, batch_size=4), monkeypatch)) == 13


def test_a_small_data_set_is_seen_until_there_are_enough_steps(monkeypatch):
    recipe = Recipe(0.01, epochs=0.5, batch_size=4, least_steps=25)
    assert len(steps_of(recipe, monkeypatch)) == 25


@pytest.mark.parametrize(
    ("n_images", "batch_size", "epochs"),
    [
        (55_000, 256, 1),  # 215 steps are enough
        (20_000, 200, 1),  # 100 steps of the same images, in smaller batches
        (1_280, 64, 5),  # not smaller than 64, but longer
        (1_300, 64, 100 / 21),
        (50, 64, 100),
    ],
)
def test_where_steps_are_too_few_batches_are_smaller_and_then_the_training_longer(
    n_images, batch_size, epochs
):
    recipe = Recipe(0.01, epochs=1, batch_size=256, least_steps=100).on_so_many(n_images)
    assert (recipe.batch_size, recipe.epochs) == (batch_size, epochs)


@pytest.mark.parametrize("epochs", [float("inf"), float("nan")])
def test_no_number_of_epochs_is_an_error_with_least_steps_too(epochs):
    recipe = Recipe(0.01, epochs=epochs, least_steps=10)
    with pytest.raises(InputError, match="epochs is"):
        fit_by_recipe(small_model(), small_data(), small_data(8), recipe, progress=False)


def test_on_few_images_hard_ones_come_in_the_smaller_batches_too(monkeypatch):
    recipe = Recipe(0.01, 1, batch_size=256, least_steps=20, search_share=1, hard_passes=2)
    monkeypatch.setattr(recipes, "SMALLEST_BATCH", 16)
    rates = [step["lr"] for step in steps_of(recipe, monkeypatch)]
    # 40 images, 10 of them hard: three batches of 16 an epoch, and one of the hard ones.
    assert len(rates) == 20 + 2
    assert rates[-1] < 0.01 / 1000


def test_the_recipes_are_not_changed_on_mnist():
    for name, recipe in [(name, model.recipe) for name, model in ZOO.items()]:
        assert recipe.on_so_many(55_000) == recipe, name


def test_the_betas_are_those_of_the_recipe_at_every_step(monkeypatch):
    steps = steps_of(Recipe(0.01, epochs=1, betas=(0.6, 0.8)), monkeypatch)
    assert {step["betas"] for step in steps} == {(0.6, 0.8)}


def test_the_rate_rises_to_its_height_and_sinks_almost_to_zero(monkeypatch):
    rates = [step["lr"] for step in steps_of(Recipe(0.1, 10, batch_size=4), monkeypatch)]
    highest = rates.index(max(rates))
    assert rates[0] == pytest.approx(0.1 / 25)
    assert max(rates) == pytest.approx(0.1, rel=0.01)
    assert highest == pytest.approx(0.3 * len(rates), abs=1)
    assert rates == sorted(rates[: highest + 1]) + sorted(rates[highest + 1 :], reverse=True)
    assert rates[-1] < 0.1 / 1000


def test_the_rate_may_rise_sooner_and_move_in_straight_lines(monkeypatch):
    recipe = Recipe(0.1, 10, batch_size=4, pct_start=0.15, anneal_strategy="linear")
    rates = [step["lr"] for step in steps_of(recipe, monkeypatch)]
    highest = rates.index(max(rates))
    assert highest == pytest.approx(0.15 * len(rates), abs=1)
    down = torch.tensor(rates[highest + 1 :]).diff()
    assert down.tolist() == pytest.approx([down.mean().item()] * len(down), rel=1e-3)


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


def order_of(seed: int, unrelated: int) -> torch.Tensor:
    """The images of one epoch as the net sees them, whatever torch's own seed is."""
    net, seen = small_model(), []
    net.register_forward_hook(lambda _net, inputs, _out: seen.append(inputs[0]))
    torch.manual_seed(unrelated)
    recipe = Recipe(0.01, epochs=1, batch_size=8)
    fit_by_recipe(net, small_data(), small_data(8), recipe, seed=seed, progress=False)
    return torch.cat(seen[:5])


def test_with_a_seed_the_order_of_the_images_depends_on_nothing_else():
    assert torch.equal(order_of(seed=3, unrelated=0), order_of(seed=3, unrelated=1))
    assert not torch.equal(order_of(seed=3, unrelated=0), order_of(seed=4, unrelated=0))
    assert not torch.equal(order_of(seed=3, unrelated=0), small_data()[torch.arange(40)][0])


def test_what_the_loop_refuses_is_refused_here_too():
    wrong = InMemoryDataset(small_data().images, torch.full((40,), 7))
    with pytest.raises(TrainingError, match="0 to 2"):
        fit_by_recipe(small_model(), wrong, small_data(8), Recipe(0.01, 1), progress=False)


HARD = Recipe(0.01, epochs=1, batch_size=4, search_share=0.6, hard_passes=3)  # 24 of 40, 6 of these


def test_hard_images_are_those_with_the_highest_loss_of_all_that_are_looked_at():
    net, data = small_model(), small_data()
    hard = hardest_images(net, data, n_searched=40, n_hard=5)
    losses = nn.functional.cross_entropy(
        net(data[torch.arange(40)][0]), data.labels, reduction="none"
    )
    assert torch.equal(hard.images, data.images[losses.argsort(descending=True)[:5]])
    assert len(hardest_images(net, data, n_searched=7, n_hard=7)) == 7


@pytest.mark.parametrize(("n_searched", "n_hard"), [(41, 5), (5, 6), (5, 0)])
def test_more_hard_images_than_there_are_is_an_error_that_says_so(n_searched, n_hard):
    with pytest.raises(InputError, match="n_hard is at least 1"):
        hardest_images(small_model(), small_data(), n_searched, n_hard)


@pytest.mark.parametrize("search_share", [0.0, -0.1, 1.5])
def test_hard_passes_need_a_share_to_look_at(search_share):
    with pytest.raises(InputError, match="search_share is"):
        Recipe(0.01, epochs=1, search_share=search_share, hard_passes=2)


def test_fewer_than_no_hard_passes_are_an_error():
    with pytest.raises(InputError, match="hard_passes is -1"):
        Recipe(0.01, epochs=1, search_share=0.5, hard_passes=-1)


def test_which_images_are_hard_is_asked_in_eval_mode_and_the_mode_is_put_back():
    net = nn.Sequential(nn.Flatten(), nn.Linear(16, 3), nn.Dropout(0.9))
    firsts = [hardest_images(net.train(), small_data(), 40, 5, seed=0).images for _ in range(2)]
    assert torch.equal(*firsts)
    assert net.training


def test_a_recipe_ends_with_passes_over_the_hard_images(monkeypatch):
    assert len(steps_of(HARD, monkeypatch)) == 10 + 3 * 2
    history = fit_by_recipe(small_model(), small_data(), small_data(8), HARD, progress=False)
    assert history.epoch_ends == pytest.approx([1, 1.15, 1.3, 1.45])
    assert len(history.validation_loss) == 4


def test_one_cycle_spans_the_hard_images_too(monkeypatch):
    rates = [step["lr"] for step in steps_of(HARD, monkeypatch)]
    assert rates[-1] < 0.01 / 1000
    assert rates[9] > 0.01 / 4


def test_the_passes_over_hard_images_are_announced(capsys):
    fit_by_recipe(small_model(), small_data(), small_data(8), HARD)
    said = capsys.readouterr().out
    assert "Looked at 24 images" in said
    assert "3 passes over the 6 hardest:" in said


def interrupted(*_arguments):
    raise KeyboardInterrupt


def test_interrupted_in_its_first_pass_it_does_not_go_on_to_hard_images(monkeypatch):
    monkeypatch.setattr(torch.optim.Adam, "step", interrupted)
    with pytest.raises(TrainingStopped):
        fit_by_recipe(small_model(), small_data(), small_data(8), HARD)
    assert stopped_history().interrupted
    assert stopped_history().epochs == 0


def test_interrupted_among_the_hard_images_the_record_holds_the_epochs_before(monkeypatch):
    steps, step = iter(range(100)), torch.optim.Adam.step
    first_pass = 10  # then two steps go once through the hard images

    def interrupted_late(optimizer):
        return interrupted() if next(steps) == first_pass + 3 else step(optimizer)

    monkeypatch.setattr(torch.optim.Adam, "step", interrupted_late)
    with pytest.raises(TrainingStopped):
        fit_by_recipe(small_model(), small_data(), small_data(8), HARD)
    assert stopped_history().interrupted
    assert stopped_history().epoch_ends == [1, pytest.approx(1 + 6 / 40)]


def test_going_on_with_hard_images_is_not_told_as_a_mistake(capsys):
    fit_by_recipe(small_model(), small_data(), small_data(8), HARD)
    assert "trained before" not in capsys.readouterr().out


def test_interrupted_while_it_looks_it_keeps_the_history_so_far(monkeypatch, capsys):
    monkeypatch.setattr(recipes, "hardest_images", interrupted)
    with pytest.raises(TrainingStopped):
        fit_by_recipe(small_model(), small_data(), small_data(8), HARD)
    assert stopped_history().interrupted
    assert stopped_history().epochs == 1
    assert "before the hard images" in capsys.readouterr().out
    with pytest.raises(KeyboardInterrupt):
        fit_by_recipe(small_model(), small_data(), small_data(8), HARD, progress=False)


class WithDropout(nn.Module):
    """Notes the share that its dropout switches off, at each batch that it is trained on."""

    def __init__(self) -> None:
        super().__init__()
        self.dense, self.dropout, self.seen = small_model(), nn.Dropout(0.5), set()

    def forward(self, images: Tensor) -> Tensor:
        if self.training:
            self.seen.add(self.dropout.p)
        return self.dropout(self.dense(images))


@pytest.mark.parametrize(("share", "seen"), [(None, 0.5), (0.0, 0.0), (0.2, 0.2)])
def test_a_recipe_may_have_a_dropout_of_its_own_and_gives_back_the_models(share, seen):
    model, recipe = WithDropout(), replace(HARD, dropout=share)
    fit_by_recipe(model, small_data(), small_data(8), recipe, progress=False)
    assert model.seen == {seen}
    assert model.dropout.p == 0.5


def test_an_interrupted_training_gives_back_the_models_dropout(monkeypatch):
    model = WithDropout()
    monkeypatch.setattr(torch.optim.Adam, "step", interrupted)
    with pytest.raises(KeyboardInterrupt):
        recipe = replace(HARD, dropout=0.0)
        fit_by_recipe(model, small_data(), small_data(8), recipe, progress=False)
    assert model.dropout.p == 0.5


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_dropout_that_is_no_share_is_refused(share):
    with pytest.raises(InputError, match="must be a share"):
        Recipe(0.01, epochs=1, dropout=share)


@pytest.mark.parametrize(
    ("name", "lesson", "cell"),
    [
        ("two-layer CNN 10/20", "03_two_layer_cnn", "train-small"),
        ("two-layer CNN 32/64", "03_two_layer_cnn", "train-large"),
        ("deeper CNN", "04_deeper_cnn_dropout", "train"),
    ],
)
def test_lesson_6_repeats_the_recipe_that_a_lesson_writes_out(name, lesson, cell):
    cells = nbformat.read(LESSONS / f"{lesson}.ipynb", 4).cells
    source = next(one.source for one in cells if one.id == cell)
    written = next(
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Recipe"
    )
    settings = {keyword.arg: ast.literal_eval(keyword.value) for keyword in written.keywords}
    assert ZOO[name].lesson_recipe == Recipe(**settings)


@pytest.mark.parametrize("name", ["configurable CNN", "configurable CNN with batch norm"])
def test_both_configurable_networks_are_trained_as_in_lesson_6(name):
    cells = nbformat.read(LESSONS / "06_configurable_cnn_batchnorm.ipynb", 4).cells
    chosen = 'recipe = ZOO["configurable CNN with batch norm"].recipe'
    assert any(chosen in one.source for one in cells if one.id == "train-plain")
    assert ZOO[name].lesson_recipe == ZOO["configurable CNN with batch norm"].recipe
