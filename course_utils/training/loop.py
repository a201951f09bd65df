"""The training loop of lesson 3, made safe: seeds, device, history, progress, clear errors."""

import math
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader

from course_utils.errors import InputError, TrainingError
from course_utils.shapes import device_of, eval_mode
from course_utils.training.again import goes_on, remember
from course_utils.training.history import History
from course_utils.training.speed import prepare_for_speed
from course_utils.training.stopping import stop
from course_utils.training.watching import Watcher

LossFunction = Callable[[Tensor, Tensor], Tensor]
GOES_ON = (
    "This model was trained before, and goes on from the weights that it has. For a fresh start "
    "make a new model and a new optimiser."
)


def set_seed(seed: int = 0) -> None:
    """Start torch's random numbers at `seed` and say so: same seed, same result on a CPU."""
    torch.manual_seed(seed)
    print(f"Seed: {seed}. On a CPU, running the notebook again gives the same numbers.")


def pick_device() -> torch.device:
    """The fastest device this machine has (CUDA, Apple's MPS, else CPU), said aloud.

    With COURSE_DEVICE=cpu in the environment it is the CPU: for a GPU that is seen and fails.
    Another value of it raises InputError.
    """
    kind = device_kind()
    if kind == "cuda":
        print(f"Device: GPU ({torch.cuda.get_device_name()}).")
        return torch.device("cuda")
    if kind == "mps":
        print("Device: Apple GPU (MPS).")
        return torch.device("mps")
    threads = torch.get_num_threads()
    print(f"Device: CPU, {threads} thread{'s'[: threads > 1]}. Every lesson is sized for this.")
    if "google.colab" in sys.modules:
        print("For a GPU choose Runtime → Change runtime type → GPU, then run all cells again.")
    return torch.device("cpu")


def device_kind() -> str:
    """What `pick_device` picks: cuda, mps or cpu."""
    wanted = os.environ.get("COURSE_DEVICE", "").strip().lower()
    if wanted not in ("", "cpu"):
        raise InputError(f"COURSE_DEVICE is '{wanted}'. It may be cpu, or be left out.")
    if wanted == "cpu":
        return "cpu"
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


@dataclass
class _Sums:
    """Loss and hits, added up by sample on the model's device."""

    loss: Tensor
    hits: Tensor
    samples: int = 0

    @classmethod
    def zero(cls, device: torch.device) -> "_Sums":
        return cls(torch.zeros((), device=device), torch.zeros((), device=device))

    def add(self, mean_loss: Tensor, logits: Tensor, labels: Tensor) -> None:
        self.loss += mean_loss.detach() * len(labels)
        self.hits += (logits.detach().argmax(dim=1) == labels).sum()
        self.samples += len(labels)

    def totals(self) -> tuple[float, float]:
        loss, hits = torch.stack((self.loss, self.hits)).tolist()  # a GPU is waited for once
        return loss, hits

    def means(self) -> tuple[float, float]:
        loss, hits = self.totals()
        return loss / self.samples, hits / self.samples


def evaluate(
    model: nn.Module, loader: DataLoader, loss_function: LossFunction = F.cross_entropy
) -> tuple[float, float]:
    """Mean loss per sample and accuracy in [0, 1], in eval mode and without gradients.

    Batches are images N×C×H×W (float) and labels N (int64); `loss_function` takes logits N×C and
    labels and gives the batch's mean. The mode the model was in is put back. Raises TrainingError
    for an empty loader, logits of a wrong shape, labels that are out of range and a loss that is
    not a number.
    """
    _check_loader(loader, "The loader to evaluate on")
    device = device_of(model)
    sums, check_labels = _Sums.zero(device), _LabelCheck(loader)
    with eval_mode(model), torch.no_grad():
        for images, labels in loader:
            logits = _forward(model, images, labels, device)
            check_labels(labels, logits.shape[1])
            labels = labels.to(device)
            sums.add(loss_function(logits, labels), logits, labels)
    loss, accuracy = sums.means()
    if not math.isfinite(loss):
        raise TrainingError(
            "The loss of this evaluation is not a number (nan or inf). Look for nan in the images, "
            "and in the model's weights: a training that went wrong leaves them there."
        )
    return loss, accuracy


def fit(
    model: nn.Module,
    train_loader: DataLoader,
    validation_loader: DataLoader,
    optimizer: torch.optim.Optimizer,
    epochs: float,
    *,
    scheduler: torch.optim.lr_scheduler.LRScheduler | None = None,
    loss_function: LossFunction = F.cross_entropy,
    progress: bool = True,
) -> History:
    """Train, and validate after each epoch; the training figures are those of the training pass.

    `epochs` may be a fraction: 0.5 goes through half of the batches. `loss_function` is what is
    minimised; the history holds the cross-entropy, whatever it is. A `scheduler` is stepped after
    every batch; the model is left in train mode. Interrupting the kernel ends the training, keeps
    the weights and the history so far (`stopped_history`) and raises TrainingStopped; with
    `progress=False`, as one of several runs, the interruption is passed on as it is. Raises
    InputError for less than one batch, TrainingError for what `evaluate` refuses.
    """
    _check_loader(train_loader, "The training loader")
    _check_loader(validation_loader, "The validation loader")
    steps_left = steps_of(train_loader, epochs)
    if progress and goes_on(model):
        print(GOES_ON)
    prepare_for_speed(model)
    history = History()
    computes_here = device_of(model).type == "cpu" and not getattr(train_loader, "num_workers", 0)
    watcher = Watcher(steps_left, len(train_loader), progress, computes_here)
    try:
        while steps_left > 0:
            steps = min(len(train_loader), steps_left)
            watcher.begin_epoch(len(history.train_loss) + 1)
            start = time.perf_counter()
            train = _train(model, train_loader, steps, loss_function, optimizer, scheduler, watcher)
            seconds = time.perf_counter() - start
            validation = evaluate(model, validation_loader)
            history.add(steps / len(train_loader), seconds, train, validation)
            steps_left -= steps
            watcher.end_epoch(history, epochs)
        watcher.complete()
    except KeyboardInterrupt:
        watcher.close()
        if not progress:
            raise
        n_passes = math.ceil(steps_of(train_loader, epochs) / len(train_loader))
        stop(f"in epoch {len(history.train_loss) + 1} of {n_passes}", history)
    finally:
        watcher.close()
        remember(model)
    return history


def steps_of(loader: DataLoader, epochs: float) -> int:
    """How many batches that many epochs are. Raises InputError for less than one."""
    steps = round(epochs * len(loader)) if math.isfinite(epochs) else 0
    if steps < 1:
        raise InputError(f"epochs is {epochs}; train for at least one batch of the loader.")
    return steps


def _train(
    model, loader, steps, loss_function, optimizer, scheduler, watcher
) -> tuple[float, float]:
    device = device_of(model)
    sums, check_labels = _Sums.zero(device), _LabelCheck(loader)
    model.train()
    for step, (images, labels) in enumerate(islice(loader, steps), start=1):
        optimizer.zero_grad()
        logits = _forward(model, images, labels, device)
        check_labels(labels, logits.shape[1])
        labels = labels.to(device)
        loss = loss_function(logits, labels)
        loss.backward()
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        plain = loss_function is F.cross_entropy
        sums.add(loss if plain else F.cross_entropy(logits.detach(), labels), logits, labels)
        if watcher.step() or step == steps:
            loss_sum, n_right = sums.totals()
            _check_loss(loss_sum, step, optimizer)
            watcher.look(loss_sum, n_right, sums.samples)
    return sums.means()


def _forward(model: nn.Module, images: Tensor, labels: Tensor, device: torch.device) -> Tensor:
    logits = model(images.to(device))
    if logits.ndim != 2 or len(logits) != len(labels):
        raise TrainingError(
            f"The model returned shape {tuple(logits.shape)} for {len(labels)} images. It must "
            f"return one row of logits an image: ({len(labels)}, number of classes)."
        )
    return logits


class _LabelCheck:
    """Looks at all labels of an in-memory data set once, else at those of each batch."""

    def __init__(self, loader: Iterable) -> None:
        labels = getattr(getattr(loader, "dataset", None), "labels", None)
        self.whole = labels if isinstance(labels, Tensor) else None
        self.done = False

    def __call__(self, labels: Tensor, n_classes: int) -> None:
        if self.done:
            return
        _check_labels(labels if self.whole is None else self.whole, n_classes)
        self.done = self.whole is not None


def _check_labels(labels: Tensor, n_classes: int) -> None:
    if labels.ndim != 1 or labels.dtype != torch.int64:
        raise TrainingError(
            f"The labels have shape {tuple(labels.shape)} and type {labels.dtype}. They must "
            "be one whole number an image: shape (N,), type torch.int64."
        )
    low, high = int(labels.min()), int(labels.max())
    if low < 0 or high >= n_classes:
        raise TrainingError(
            f"The labels go from {low} to {high}, but the model has {n_classes} outputs, for the "
            f"classes 0 to {n_classes - 1}. Check the labels and the last layer's size."
        )


def _check_loader(loader: DataLoader, name: str) -> None:
    if len(loader) == 0:
        raise TrainingError(
            f"{name} is empty: it gives no batch. Check the size of its data set, and whether "
            f"drop_last=True throws away the only, smaller batch."
        )


def _check_loss(loss_so_far: float, step: int, optimizer: torch.optim.Optimizer) -> None:
    if not math.isfinite(loss_so_far):
        rate = optimizer.param_groups[0]["lr"]
        raise TrainingError(
            f"The loss is no longer a number (nan or inf), at batch {step} of this epoch or a "
            f"little before. The learning rate of {rate:g} is probably too large: build the model "
            f"again and try a tenth of it. If that does not help, look for nan in the images."
        )
