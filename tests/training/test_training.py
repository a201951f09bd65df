"""Training: what `fit` and `evaluate` measure, and what they say when training cannot go on."""

import math
from functools import partial

import pytest
import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from course_utils.data import InMemoryDataset, make_loader
from course_utils.errors import InputError, TrainingError
from course_utils.training import (
    STEPS_BETWEEN_LOOKS,
    TrainingStopped,
    evaluate,
    fit,
    loop,
    pick_device,
    set_seed,
    stopped_history,
    watching,
)
from course_utils.training.speed import prepare_for_speed


def small_model() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(16, 8), nn.Dropout(0.5), nn.Linear(8, 3))


def small_model_of_seed() -> nn.Module:
    torch.manual_seed(3)
    return small_model()


def small_loader(n=10, batch_size=4, n_classes=3) -> DataLoader:
    generator = torch.Generator().manual_seed(1)
    images = torch.rand(n, 1, 4, 4, generator=generator)
    labels = torch.randint(0, n_classes, (n,), generator=generator)
    return DataLoader(TensorDataset(images, labels), batch_size=batch_size)


def sgd(model: nn.Module, learning_rate=0.1) -> torch.optim.Optimizer:
    return torch.optim.SGD(model.parameters(), lr=learning_rate)


def short_fit(model=None, train=None, validation=None, epochs=2, learning_rate=0.1, **options):
    model = model or small_model()
    train = small_loader() if train is None else train
    validation = small_loader() if validation is None else validation
    return fit(model, train, validation, sgd(model, learning_rate), epochs, **options)


def test_evaluate_means_over_samples_although_the_last_batch_is_smaller():
    model, loader = small_model().eval(), small_loader(n=10, batch_size=4)
    images, labels = loader.dataset.tensors
    logits = model(images)
    loss, accuracy = evaluate(model, loader)
    assert loss == pytest.approx(F.cross_entropy(logits, labels).item(), rel=1e-5)
    assert accuracy == pytest.approx((logits.argmax(1) == labels).float().mean().item())


@pytest.mark.parametrize("training", [True, False])
def test_evaluate_measures_in_eval_mode_and_puts_the_mode_back(training):
    model = small_model().train(training)
    assert evaluate(model, small_loader()) == evaluate(model, small_loader())
    assert model.training is training


def test_evaluate_leaves_a_frozen_layer_in_eval_mode():
    model = small_model().train()
    model[2].eval()
    evaluate(model, small_loader())
    assert [layer.training for layer in model] == [True, True, False, True]


def test_evaluate_leaves_no_gradients():
    model = small_model()
    evaluate(model, small_loader())
    assert all(parameter.grad is None for parameter in model.parameters())


def test_fit_reports_the_training_pass_itself():
    model = nn.Sequential(nn.Flatten(), nn.Linear(16, 3))
    loader = small_loader(n=8, batch_size=8)
    images, labels = loader.dataset.tensors
    before = F.cross_entropy(model(images), labels).item()
    history = short_fit(model, loader, epochs=1)
    assert history.train_loss == [pytest.approx(before, rel=1e-5)]
    assert history.validation_loss[0] == pytest.approx(evaluate(model, small_loader())[0])


def test_fit_learns():
    images = torch.eye(3).reshape(3, 1, 1, 3).repeat(20, 1, 1, 1)
    loader = DataLoader(TensorDataset(images, torch.arange(3).repeat(20)), batch_size=10)
    model = nn.Sequential(nn.Flatten(), nn.Linear(3, 3))
    history = short_fit(model, loader, loader, epochs=20, learning_rate=1.0)
    assert history.validation_accuracy[-1] == 1.0
    assert history.train_loss[-1] < history.train_loss[0] / 2


def test_the_history_has_one_entry_an_epoch_and_the_seconds():
    history = short_fit(epochs=3)
    lists = (history.train_loss, history.train_accuracy)
    lists += (history.validation_loss, history.validation_accuracy)
    assert [len(entries) for entries in lists] == [3, 3, 3, 3]
    assert history.epochs == 3
    assert history.seconds > 0
    assert not history.interrupted


def test_preparing_for_speed_changes_the_layout_and_not_the_answers():
    torch.manual_seed(0)
    model, images = nn.Conv2d(3, 4, 3), torch.rand(2, 3, 8, 8)
    before = model(images)
    prepare_for_speed(model)
    assert model.weight.is_contiguous(memory_format=torch.channels_last)
    torch.testing.assert_close(model(images), before)


def test_the_same_seed_gives_the_same_weights(capsys):
    weights = []
    for _ in range(2):
        set_seed(7)
        dataset = InMemoryDataset(torch.arange(160).byte().reshape(10, 4, 4), torch.arange(10) % 3)
        model = small_model()
        short_fit(model, make_loader(dataset, 4, shuffle=True), small_loader())
        weights.append(torch.cat([p.flatten() for p in model.parameters()]))
    assert torch.equal(*weights)
    assert "Seed: 7" in capsys.readouterr().out


def test_a_scheduler_is_stepped_after_every_batch():
    model = small_model()
    optimizer = sgd(model, 1.0)
    halving = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    fit(model, small_loader(n=8, batch_size=4), small_loader(), optimizer, 2, scheduler=halving)
    assert optimizer.param_groups[0]["lr"] == pytest.approx(0.5**4)


def test_each_epoch_prints_a_line_with_its_figures(capsys):
    short_fit(epochs=2)
    lines = [line.split("\r")[-1] for line in capsys.readouterr().out.splitlines()]
    printed = [line for line in lines if "validation loss" in line]
    assert [line.split(":")[0] for line in printed] == ["epoch 1/2", "epoch 2/2"]


def test_progress_names_the_epoch_and_the_time_left_and_leaves_stderr_empty(capsys):
    short_fit(epochs=2)
    captured = capsys.readouterr()
    assert "epoch 1/2" in captured.out
    assert "/6 [00:00<" in captured.out
    assert captured.err == ""


def test_without_progress_nothing_is_printed(capsys):
    short_fit(progress=False)
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


class InterruptedAt(nn.Module):
    """A linear model during whose nth training batch the learner interrupts the kernel."""

    def __init__(self, batch: int):
        super().__init__()
        self.inner, self.left = nn.Linear(16, 3), batch

    def forward(self, images):
        self.left -= self.training
        if self.training and self.left == 0:
            raise KeyboardInterrupt
        return self.inner(images.flatten(1))


def test_interrupting_keeps_the_whole_epochs_and_the_weights_so_far(capsys):
    model = InterruptedAt(batch=5)  # three batches an epoch: in the second batch of epoch 2
    start = model.inner.weight.clone()
    with pytest.raises(TrainingStopped) as stopped:
        short_fit(model, epochs=4)
    history = stopped_history()
    assert history is stopped.value.history
    assert history.interrupted
    assert history.epochs == len(history.validation_accuracy) == 1
    assert not torch.equal(model.inner.weight, start)
    assert "Stopped by you in epoch 2 of 4" in capsys.readouterr().out


def test_stop_ends_the_queue_of_cells_by_an_error_of_one_line():
    with pytest.raises(TrainingStopped) as stopped:
        short_fit(InterruptedAt(batch=1))
    assert isinstance(stopped.value, KeyboardInterrupt)
    assert stopped.value.__suppress_context__
    shown = stopped.value._render_traceback_()
    assert shown == ["Stopped. The cells that were waiting did not run."]


def test_without_a_stopped_training_there_is_no_record_of_one(monkeypatch):
    monkeypatch.setattr(TrainingStopped, "latest", None)
    with pytest.raises(InputError, match="No training was stopped"):
        stopped_history()


GOES_ON = "This model was trained before"


def test_training_a_model_a_second_time_is_told(capsys):
    model = small_model()
    short_fit(model)
    assert GOES_ON not in capsys.readouterr().out
    short_fit(model)
    assert GOES_ON in capsys.readouterr().out


def test_it_is_told_too_after_a_stop(capsys):
    model = InterruptedAt(batch=2)
    with pytest.raises(TrainingStopped):
        short_fit(model)
    short_fit(model)
    assert GOES_ON in capsys.readouterr().out


def test_a_model_with_new_weights_does_not_go_on(capsys):
    model, fresh = small_model(), small_model().state_dict()
    short_fit(model)
    model.load_state_dict(fresh)
    short_fit(model)
    short_fit(small_model())
    assert GOES_ON not in capsys.readouterr().out


def test_one_of_several_runs_passes_an_interruption_on():
    with pytest.raises(KeyboardInterrupt) as passed_on:
        short_fit(InterruptedAt(batch=2), progress=False)
    assert not isinstance(passed_on.value, TrainingStopped)


@pytest.mark.parametrize("learning_rate", [1e30, math.nan])
def test_a_loss_that_is_not_a_number_is_an_error_that_names_the_learning_rate(learning_rate):
    with pytest.raises(TrainingError, match=r"no longer a number.*learning rate"):
        short_fit(epochs=3, learning_rate=learning_rate)


def test_nan_images_are_an_error_too():
    images = torch.full((8, 1, 4, 4), math.nan)
    loader = DataLoader(TensorDataset(images, torch.zeros(8, dtype=torch.int64)), batch_size=4)
    with pytest.raises(TrainingError, match="look for nan in the images"):
        short_fit(train=loader)


def test_an_empty_loader_is_an_error_that_says_which():
    dataset = small_loader(n=3).dataset
    empty = DataLoader(dataset, batch_size=4, drop_last=True)
    with pytest.raises(TrainingError, match=r"training loader is empty[\s\S]*drop_last"):
        short_fit(train=empty)
    with pytest.raises(TrainingError, match="validation loader is empty"):
        short_fit(validation=empty)
    with pytest.raises(TrainingError, match="loader to evaluate on is empty"):
        evaluate(small_model(), empty)


@pytest.mark.parametrize(
    "model",
    [nn.Identity(), nn.Sequential(nn.Flatten(0), nn.Unflatten(0, (1, -1)))],
    ids=["N×1×4×4", "1×16N"],
)
def test_logits_of_a_wrong_shape_are_an_error_that_shows_the_shape(model):
    with pytest.raises(TrainingError, match=r"returned shape \(.*must return one row of logits"):
        evaluate(model, small_loader())


@pytest.mark.parametrize("label", [-1, 3])
def test_labels_out_of_range_are_an_error_that_shows_the_range(label):
    images = torch.rand(4, 1, 4, 4)
    loader = DataLoader(TensorDataset(images, torch.tensor([0, 1, 2, label])), batch_size=4)
    with pytest.raises(TrainingError, match=rf"labels go from .*{label}.*has 3 outputs"):
        short_fit(train=loader)
    with pytest.raises(TrainingError, match="has 3 outputs"):
        evaluate(small_model(), loader)


@pytest.mark.parametrize("labels", [torch.eye(3), torch.zeros(3), torch.zeros(3, 1).long()])
def test_labels_of_a_wrong_kind_are_an_error_that_says_what_they_must_be(labels):
    with pytest.raises(TrainingError, match="one whole number an image"):
        evaluate(small_model(), [(torch.rand(3, 1, 4, 4), labels)])


def test_batches_may_come_in_a_plain_list():
    loader = small_loader()
    assert evaluate(small_model_of_seed(), list(loader)) == evaluate(small_model_of_seed(), loader)


def test_all_labels_of_an_in_memory_set_are_looked_at_before_the_batch_that_holds_a_bad_one():
    labels = torch.tensor([0, 1, 2, 0, 1, 7])
    dataset = InMemoryDataset(torch.zeros(6, 4, 4, dtype=torch.uint8), labels)
    model, seen = small_model(), []
    model.register_forward_hook(lambda *_: seen.append(1))
    with pytest.raises(TrainingError, match="labels go from 0 to 7"):
        evaluate(model, make_loader(dataset, batch_size=2))
    assert len(seen) == 1


def test_nan_images_in_an_evaluation_are_an_error():
    with pytest.raises(TrainingError, match="not a number"):
        evaluate(small_model(), [(torch.full((2, 1, 4, 4), math.nan), torch.tensor([0, 1]))])


@pytest.mark.parametrize(("epochs", "batches"), [(0.5, 2), (1, 5), (2.2, 11)])
def test_epochs_may_be_a_fraction(epochs, batches):
    model, loader = small_model(), small_loader(n=20, batch_size=4)
    seen = []
    model.register_forward_hook(lambda module, *_: seen.append(1) if module.training else None)
    history = short_fit(model, loader, epochs=epochs)
    assert len(seen) == batches
    assert history.epochs == pytest.approx(batches / 5)
    assert len(history.train_loss) == len(history.validation_loss) == math.ceil(epochs)


def test_no_step_waits_for_the_device(monkeypatch):
    """On a GPU every number that is read makes the processor wait; so that is done now and then."""
    reads = []
    for name in ("item", "tolist"):
        read = getattr(torch.Tensor, name)
        noting = lambda value, read=read: reads.append(value) or read(value)  # noqa: E731
        monkeypatch.setattr(torch.Tensor, name, noting)
    monkeypatch.setattr(watching, "SECONDS_BETWEEN_LOOKS", math.inf)

    def reads_in(n_steps: int) -> int:
        images, labels = torch.zeros(n_steps, 4, 4, dtype=torch.uint8), torch.zeros(n_steps).long()
        loader = make_loader(InMemoryDataset(images, labels), batch_size=1)
        reads.clear()
        short_fit(train=loader, validation=small_loader(), epochs=1)
        return len(reads)

    assert reads_in(3 * STEPS_BETWEEN_LOOKS) == reads_in(STEPS_BETWEEN_LOOKS) + 2


def test_the_seconds_are_those_of_the_training_and_not_of_the_validation(monkeypatch):
    clock = iter(range(100))
    monkeypatch.setattr(loop.time, "perf_counter", lambda: next(clock))

    class SlowLoader(DataLoader):
        def __iter__(self):
            next(clock), next(clock), next(clock)
            return super().__iter__()

    validation = SlowLoader(small_loader().dataset, batch_size=4)
    assert short_fit(validation=validation, epochs=2).seconds == 2  # one tick a training pass


def test_the_history_holds_the_cross_entropy_whatever_is_minimised():
    loader = small_loader(n=8, batch_size=8)
    smoothed = partial(F.cross_entropy, label_smoothing=0.5)
    plain = short_fit(small_model_of_seed(), loader, epochs=1)
    other = short_fit(small_model_of_seed(), loader, epochs=1, loss_function=smoothed)
    assert other.train_loss == plain.train_loss


@pytest.mark.parametrize("epochs", [0, -1, 0.05, math.nan, math.inf])
def test_fewer_than_one_epoch_is_an_error(epochs):
    with pytest.raises(InputError, match="at least one batch"):
        short_fit(epochs=epochs)


def test_the_device_is_said_aloud(capsys, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert pick_device() == torch.device("cpu")
    assert "Device: CPU" in capsys.readouterr().out


def test_a_gpu_is_preferred_and_named(capsys, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda: "a GPU")
    assert pick_device() == torch.device("cuda")
    assert "GPU (a GPU)" in capsys.readouterr().out


def test_a_gpu_that_does_not_work_is_left_alone_where_the_cpu_is_asked_for(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    assert pick_device() == torch.device("cpu")
    monkeypatch.setenv("COURSE_DEVICE", "cuda:1")
    with pytest.raises(InputError, match=r"COURSE_DEVICE is 'cuda:1'\. It may be cpu"):
        pick_device()


def test_colab_without_a_gpu_is_told_how_to_get_one(capsys, monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setitem(__import__("sys").modules, "google.colab", object())
    pick_device()
    assert "Change runtime type" in capsys.readouterr().out
