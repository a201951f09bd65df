"""What is seen of a training while it runs, and that it changes and costs nothing."""

import re
import time

import pytest
import torch
from test_training import InterruptedAt, sgd, short_fit, small_loader, small_model_of_seed
from torch import nn

from course_utils.plots.growing import growing_curves
from course_utils.training import History, TrainingStopped, fit, watching
from course_utils.training.watching import Curves, Point, Watcher


class Page:
    """A place in a notebook: what was shown there, one after the other."""

    def __init__(self):
        self.shown = []

    def display(self, data, raw):
        self.shown.append(("new", data))

    def update(self, data, raw):
        self.shown.append(("exchanged", data))


@pytest.fixture
def page(monkeypatch):
    """A notebook whose figures are noted."""
    page = Page()
    monkeypatch.setattr(watching, "in_a_notebook", lambda: True)
    monkeypatch.setattr(watching, "_place_for_a_figure", lambda: page)
    return page


def grow(curves: Curves, share_left: float = 0.5) -> None:
    curves.grow(Point(0.5, 1.0, 0.5), share_left, lambda: None)


# The bar


class Slow(nn.Module):
    """A linear model of steps that are long enough for the bar to be drawn again after each."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(16, 3)

    def forward(self, images):
        time.sleep(0.12)
        return self.inner(images.flatten(1))


def test_the_bar_shows_the_running_loss(capsys, monkeypatch):
    monkeypatch.setattr(watching, "SECONDS_BETWEEN_LOOKS", 0)
    short_fit(Slow(), epochs=1)
    assert re.search(r"3 \[.*, loss \d\.\d{3}\]", capsys.readouterr().out)


def test_the_running_loss_is_that_of_the_batches_since_the_last_look(clock, capsys):
    watcher = Watcher(10, 10, shown=True, on_cpu=False)
    watcher.begin_epoch(1)
    watcher.look(loss_sum=20.0, n_right=0, n_seen=10)
    watcher.look(loss_sum=25.0, n_right=5, n_seen=20)
    watcher.close()
    assert [(p.loss, p.accuracy) for p in watcher._curves.training] == [(2, 0), (0.5, 0.5)]


@pytest.mark.parametrize(("seconds", "looks"), [(0.0001, 3), (0.5, 150)])
def test_a_loss_is_read_every_hundred_steps_or_once_a_second(clock, seconds, looks, capsys):
    watcher, seen = Watcher(300, 300, shown=True, on_cpu=False), 0
    for _ in range(300):
        clock.passes(seconds)
        if watcher.step():
            watcher.look(1.0, 1.0, 1)
            seen += 1
    watcher.close()
    assert seen == looks


# The curves


def test_a_short_training_draws_nothing(clock, page):
    curves = Curves(n_epochs=1)
    clock.passes(14)
    grow(curves)
    curves.take_away()
    assert page.shown == []


def test_a_long_training_draws_its_curves_and_takes_them_away(clock, page):
    curves = Curves(n_epochs=1)
    for _ in range(3):
        clock.passes(16)
        grow(curves)
    curves.take_away()
    kinds, pictures = zip(*page.shown, strict=True)
    assert kinds == ("new", "exchanged", "exchanged", "exchanged")
    for picture in pictures[:-1]:
        assert picture["text/plain"] in picture["text/html"]  # what those hear who do not see
        assert "After 0.50 of 1 epochs: training loss 1.000" in picture["text/plain"]
    assert pictures[-1] == {"text/html": "", "text/plain": ""}


def test_a_training_that_is_nearly_over_draws_nothing(clock, page):
    curves = Curves(n_epochs=1)
    clock.passes(20)
    grow(curves, share_left=0.1)
    assert page.shown == []


def test_drawing_takes_at_most_two_percent_of_the_time(clock, page, monkeypatch):
    def slowly(*_):
        clock.passes(2.0)
        return {}

    monkeypatch.setattr(Curves, "_picture", slowly)
    curves = Curves(n_epochs=1)
    for _ in range(1000):
        clock.passes(1)
        grow(curves)
    assert 2 <= len(page.shown) <= 0.02 * clock.wall / 2 + 1


def test_without_a_notebook_nothing_is_drawn(clock, page, monkeypatch):
    monkeypatch.setattr(watching, "in_a_notebook", lambda: False)
    curves = Curves(n_epochs=1)
    clock.passes(100)
    grow(curves)
    assert page.shown == []


@pytest.fixture
def draws_always(monkeypatch, page):
    """Curves that are drawn at every step, whatever it costs."""
    for name in ("SECONDS_BETWEEN_LOOKS", "FIRST_DRAWING", "WORTH_A_DRAWING"):
        monkeypatch.setattr(watching, name, 0)
    monkeypatch.setattr(watching, "LARGEST_SHARE", 1e9)


def test_a_stopped_training_leaves_its_curves(draws_always, page):
    with pytest.raises(TrainingStopped):
        short_fit(InterruptedAt(batch=3), epochs=2)
    assert [kind for kind, _ in page.shown] == ["new", "exchanged"]
    assert "<img" in page.shown[-1][1]["text/html"]


def test_both_panels_name_what_they_show():
    figure = growing_curves([Point(0.1, 2.3, 0.1), Point(0.2, 1.0, 0.7)], [], n_epochs=2)
    loss, accuracy = figure.axes
    assert (loss.get_ylabel(), accuracy.get_ylabel()) == ("loss", "accuracy (%)")
    assert accuracy.lines[0].get_ydata().tolist() == [10, 70]
    assert loss.get_xlim() == (0, 0.4)


def test_a_training_that_is_complete_takes_its_curves_away(draws_always, page):
    short_fit(epochs=1)
    assert page.shown[0][0] == "new"
    assert page.shown[-1] == ("exchanged", {"text/html": "", "text/plain": ""})


# Nothing changes


def trained(progress: bool) -> tuple[History, torch.Tensor, torch.Tensor]:
    model = small_model_of_seed()
    history = fit(model, small_loader(), small_loader(), sgd(model), 2, progress=progress)
    weights = torch.cat([parameter.flatten() for parameter in model.parameters()])
    return history, weights, torch.get_rng_state()


def test_being_watched_changes_no_number(draws_always, page, capsys):
    alone, weights, random = trained(progress=False)
    watched, same_weights, same_random = trained(progress=True)
    assert len(page.shown) > 2
    assert watched.train_loss == alone.train_loss
    assert watched.validation_loss == alone.validation_loss
    assert torch.equal(weights, same_weights)
    assert torch.equal(random, same_random)
