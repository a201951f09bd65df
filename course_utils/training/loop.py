"""The training loop of lesson 3, made safe: seeds, device, history, progress, clear errors."""

import math
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torch.utils.data import DataLoader
from tqdm import tqdm

from course_utils.errors import InputError, TrainingError
from course_utils.shapes import device_of, eval_mode
from course_utils.training.speed import prepare_for_speed

LossFunction = Callable[[Tensor, Tensor], Tensor]
STEPS_BETWEEN_LOOKS = 100  # reading a loss makes a GPU wait, so it is not done at every step


def set_seed(seed: int = 0) -> None:
    """Start torch's random numbers at `seed` and say so: same seed, same result on a CPU."""
    torch.manual_seed(seed)
    print(f"Seed: {seed}. On a CPU, running the notebook again gives the same numbers.")


def pick_device() -> torch.device:
    """The fastest device this machine has (CUDA, Apple's MPS, else CPU), said aloud."""
    if torch.cuda.is_available():
        print(f"Device: GPU ({torch.cuda.get_device_name()}).")
        return torch.device("cuda")
    if torch.backends.mps.is_available():
        print("Device: Apple GPU (MPS).")
        return torch.device("mps")
    threads = torch.get_num_threads()
    print(f"Device: CPU, {threads} thread{'s'[: threads > 1]}. Every lesson is sized for this.")
    if "google.colab" in sys.modules:
        print("For a GPU choose Runtime → Change runtime type → GPU, then run all cells again.")
    return torch.device("cpu")


@dataclass
class History:
    """What `fit` saw: one entry an epoch; losses are means over samples, accuracies in [0, 1].

    `epoch_ends` says how much had been trained at each entry, since a last epoch may be cut short;
    `seconds` are those of the training passes up to there, without the validation.
    """

    train_loss: list[float] = field(default_factory=list)
    train_accuracy: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_accuracy: list[float] = field(default_factory=list)
    epoch_ends: list[float] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def epochs(self) -> float:
        """How many epochs were trained."""
        return self.epoch_ends[-1] if self.epoch_ends else 0.0

    def add(
        self,
        epochs: float,
        seconds: float,
        train: tuple[float, float],
        validation: tuple[float, float],
    ) -> None:
        """Note (loss, accuracy) of an epoch, or of the share of one that was trained."""
        self.epoch_ends.append(self.epochs + epochs)
        self.seconds += seconds
        self.train_loss.append(train[0])
        self.train_accuracy.append(train[1])
        self.validation_loss.append(validation[0])
        self.validation_accuracy.append(validation[1])

    def continue_with(self, later: "History", epoch_size: float) -> None:
        """Append another training's entries; each epoch of it counts as `epoch_size` of one."""
        before = self.epochs
        for kind in ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy"):
            getattr(self, kind).extend(getattr(later, kind))
        self.epoch_ends.extend(before + epoch_size * end for end in later.epoch_ends)
        self.seconds += later.seconds
        self.interrupted = later.interrupted


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

    def means(self) -> tuple[float, float]:
        return self.loss.item() / self.samples, self.hits.item() / self.samples


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
    every batch; the model is left in train mode. Interrupting the kernel ends the training and
    keeps the weights and the history so far; with `progress=False`, as one of several runs, the
    interruption is passed on. Raises InputError for less than one batch, TrainingError for what
    `evaluate` refuses.
    """
    _check_loader(train_loader, "The training loader")
    _check_loader(validation_loader, "The validation loader")
    steps_left = steps_of(train_loader, epochs)
    n_passes = math.ceil(steps_left / len(train_loader))
    prepare_for_speed(model)
    history = History()
    # On stdout: JupyterLab paints what goes to stderr red, as if something had failed.
    bar = tqdm(total=steps_left, file=sys.stdout, leave=False, disable=not progress)
    try:
        while steps_left > 0:
            steps = min(len(train_loader), steps_left)
            bar.set_description(f"epoch {len(history.train_loss) + 1}/{n_passes}")
            start = time.perf_counter()
            train = _train(model, train_loader, steps, loss_function, optimizer, scheduler, bar)
            seconds = time.perf_counter() - start
            validation = evaluate(model, validation_loader)
            history.add(steps / len(train_loader), seconds, train, validation)
            steps_left -= steps
            if progress:
                bar.clear()
                print(_epoch_line(history, epochs), flush=True)
    except KeyboardInterrupt:
        if not progress:
            raise
        history.interrupted = True
        bar.close()
        print(
            f"Stopped by you in epoch {len(history.train_loss) + 1} of {n_passes}. The model "
            f"keeps its weights; the history holds the epochs before ({history.epochs:.3g})."
        )
    finally:
        bar.close()
    return history


def steps_of(loader: DataLoader, epochs: float) -> int:
    """How many batches that many epochs are. Raises InputError for less than one."""
    steps = round(epochs * len(loader)) if math.isfinite(epochs) else 0
    if steps < 1:
        raise InputError(f"epochs is {epochs}; train for at least one batch of the loader.")
    return steps


def _train(model, loader, steps, loss_function, optimizer, scheduler, bar) -> tuple[float, float]:
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
        if step % STEPS_BETWEEN_LOOKS == 0 or step == steps:
            _check_loss(sums.loss.item(), step, optimizer)
        bar.update()
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


def _epoch_line(history: History, epochs: float) -> str:
    return (
        f"epoch {history.epochs:.3g}/{epochs:.3g}: "
        f"training loss {history.train_loss[-1]:.3f}, accuracy {history.train_accuracy[-1]:.2%}; "
        f"validation loss {history.validation_loss[-1]:.3f}, "
        f"accuracy {history.validation_accuracy[-1]:.2%} ({history.seconds:.0f} s)"
    )
