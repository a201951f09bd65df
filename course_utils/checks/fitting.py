"""What a whole training with its record must do."""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils.checks import operations
from course_utils.checks.answer import Answer
from course_utils.checks.compare import close, number
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong
from course_utils.checks.plain import shown
from course_utils.checks.probes import PROBES, fill, weights_of

KEYS = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
FAULTS: dict[str, dict[str, Any]] = {
    "Validation ran in train mode. Call model.eval() before it.": {"validate_in": "train"},
    "After the first validation the model stayed in eval mode. Call model.train() at the start of "
    "every epoch.": {"back_to_train": False},
    "Old gradients are added to the new ones: optimizer.zero_grad() for each batch.": {
        "clear": False
    },
    "The training figures were measured after the epoch. Add up the loss and the right answers of "
    "the training pass itself.": {"record": "after"},
    "Losses are averaged over the batches. The last batch is smaller: weight each by its number of "
    "samples.": {"weight": "batches, loss"},
    "Losses and accuracies are averaged over the batches. The last batch is smaller: weight each "
    "by its number of samples.": {"weight": "batches"},
    "Right answers are divided by the number of batches. Divide by the number of samples.": {
        "weight": "right by batches"
    },
    "Losses and right answers are divided by the number of batches. Divide by the number of "
    "samples; each loss is a mean, so weight it by its batch's size.": {"weight": "all by batches"},
    "Gradients are cleared once an epoch. optimizer.zero_grad() belongs to each batch.": {
        "clear": "once an epoch"
    },
    "Nothing was learned: optimizer.step() is missing, or backward() before it.": {"learn": False},
    "The logits go through softmax before cross-entropy, which takes logits.": {"softmax": True},
    "Accuracies are percentages; shares from 0 to 1 are wanted.": {"weight": "percent"},
    "Training and validation are exchanged.": {"exchange": True},
    "The model was trained on the validation images too. Validation only measures.": {
        "learn_from_validation": True
    },
    "The model was trained on the validation images too, in train mode; there it only measures.": {
        "learn_from_validation": True,
        "validate_in": "train",
    },
    "Sums go on from epoch to epoch. Start them at 0 in each epoch.": {"weight": "never reset"},
    "Sums and counts go on from epoch to epoch. Start them at 0 in each epoch.": {
        "weight": "nothing reset"
    },
}


def check_fit(answer: Answer, draw: Draw) -> str:
    for n_train, n_validation, sizes, epochs in [(22, 9, (8, 4), 3), (10, 7, (4, 7), 1)]:
        train, validation = (
            (draw.normal(n, 1, 6, 6), draw.integers(0, 3, n)) for n in (n_train, n_validation)
        )
        inputs = (draw.seed(), train, validation, sizes, 0.3, epochs)
        asked = f"{n_train} and {n_validation} images, batches of {sizes[0]} and {sizes[1]}, "
        asked += f"{epochs} epoch{'s' if epochs > 1 else ''}"
        found = answer.do(operations.fit_probe, *inputs, asked=asked)
        _check_record(found, inputs, asked)
    return "Two trainings with smaller last batches: all four lists, the weights, modes, gradients."


def _check_record(found: dict, inputs: tuple, asked: str) -> None:
    record = _as_record(found["returned"], inputs[-1], asked)
    wanted, weights = _fit(*inputs)
    if close(record, wanted) and close(found["weights"], weights):
        if found["validated with gradients"]:
            raise Wrong("Validation recorded gradients. Put it under torch.no_grad().", asked)
        return
    for words, fault in FAULTS.items():
        faulty, faulty_weights = _fit(*inputs, **fault)
        if close(record, faulty) and close(found["weights"], faulty_weights):
            raise Wrong(words, asked)
    if not _moved_as_the_optimizer_would(found["weights"], weights, inputs[0]):
        raise Wrong(
            "The weights moved by other steps than those of the optimizer that was handed in. Use "
            "that one: optimizer.step(), and make none of your own.",
            asked,
        )
    for key in KEYS:
        if not close(record[key], wanted[key]):
            raise Wrong(
                f"{key} differs. Means are over samples; training figures are those of the "
                "training pass, validation is in eval mode.",
                asked,
                f"{key} {shown(record[key])}",
                f"{key} {shown(wanted[key])}",
            )
    raise Wrong(
        "The record is right, but the weights afterwards are not those of the last epoch. Validate "
        "in eval mode, and leave the weights as they are.",
        asked,
    )


def _as_record(got: Any, epochs: int, asked: str) -> dict[str, list]:
    if not isinstance(got, dict) or set(got) != set(KEYS):
        came = f"a dict with {', '.join(map(str, got))}" if isinstance(got, dict) else shown(got)
        raise Wrong(f"Return a dict with four lists: {', '.join(KEYS)}.", asked, came)
    for key, values in got.items():
        is_row = isinstance(values, Tensor) and values.dim() == 1
        if not is_row and not isinstance(values, (list, tuple)):
            raise Wrong(f"{key} is a list with one entry an epoch.", asked, shown(values))
        if len(values) != epochs:
            raise Wrong(f"{key} should have one entry an epoch.", asked, f"{len(values)} entries")
        values = values.tolist() if is_row else values
        got[key] = [number(value) for value in values]
    return got


def _moved_as_the_optimizer_would(found: list, wanted: list, seed: int) -> bool:
    """Whether the weights went about as far as they should, whatever else may be wrong."""
    model = PROBES["modes"]()
    fill(model, seed)
    far, right = (
        sum(
            float((dict(weights)[name] - p.detach()).abs().sum())
            for name, p in model.named_parameters()
        )
        for weights in (found, wanted)
    )
    return 0.2 * right < far < 5 * right


def _fit(
    seed: int,
    train: tuple[Tensor, Tensor],
    validation: tuple[Tensor, Tensor],
    sizes: tuple[int, int],
    learning_rate: float,
    epochs: int,
    *,
    validate_in: str = "eval",
    back_to_train: bool = True,
    clear: bool | str = True,
    learn: bool = True,
    softmax: bool = False,
    record: str = "during",
    weight: str = "samples",
    exchange: bool = False,
    learn_from_validation: bool = False,
) -> tuple[dict[str, list], list]:
    """Record and weights of a training, done right or with one fault."""
    model = PROBES["modes"]()
    fill(model, seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    parts = (validation, train) if exchange else (train, validation)
    sums: dict[str, list] = {key: [] for key in KEYS}
    batches_so_far: dict[str, list] = {"train": [], "validation": []}
    for epoch in range(epochs):
        if epoch == 0 or back_to_train:
            model.train()
        how = {"clear": clear, "learn": learn, "softmax": softmax}
        passes = _train_pass(model, optimizer, *parts[0], sizes[int(exchange)], **how)
        if record == "after":
            passes = _measure(model.eval(), *parts[0], sizes[int(exchange)], softmax)
        model.train(validate_in == "train")
        if learn_from_validation:
            measured = _train_pass(model, optimizer, *parts[1], sizes[1 - int(exchange)], **how)
        else:
            measured = _measure(model, *parts[1], sizes[1 - int(exchange)], softmax)
        for name, batches in (("train", passes), ("validation", measured)):
            if weight in ("never reset", "nothing reset"):
                batches_so_far[name] += batches
                counted = batches if weight == "never reset" else batches_so_far[name]
                n_samples = sum(size for _, _, size in counted)
                loss = sum(loss * size for loss, _, size in batches_so_far[name]) / n_samples
                right = sum(right for _, right, _ in batches_so_far[name]) / n_samples
            else:
                loss, right = _means(batches, weight)
            sums[f"{name}_loss"].append(loss)
            sums[f"{name}_accuracy"].append(right)
    return sums, weights_of(model)


def _means(batches: list[tuple[float, int, int]], weight: str) -> tuple[float, float]:
    n_samples = sum(size for _, _, size in batches)
    loss = sum(loss * size for loss, _, size in batches) / n_samples
    right = sum(right for _, right, _ in batches)
    mean_loss = sum(loss for loss, _, _ in batches) / len(batches)
    return {
        "batches, loss": (mean_loss, right / n_samples),
        "batches": (mean_loss, sum(r / size for _, r, size in batches) / len(batches)),
        "right by batches": (loss, right / len(batches)),
        "all by batches": (mean_loss, right / len(batches)),
        "percent": (loss, 100 * right / n_samples),
    }.get(weight, (loss, right / n_samples))


def _train_pass(
    model: torch.nn.Module,
    optimizer: torch.optim.Optimizer,
    images: Tensor,
    labels: Tensor,
    batch_size: int,
    clear: bool | str,
    learn: bool,
    softmax: bool,
) -> list[tuple[float, int, int]]:
    """Loss, right answers and size of each batch of one epoch of training."""
    figures = []
    if clear == "once an epoch":
        optimizer.zero_grad()
    for batch, targets in zip(images.split(batch_size), labels.split(batch_size), strict=True):
        if clear is True:
            optimizer.zero_grad()
        logits = model(batch)
        loss = F.cross_entropy(logits.softmax(dim=1) if softmax else logits, targets)
        if learn:
            loss.backward()
            optimizer.step()
        figures.append((loss.item(), int((logits.argmax(1) == targets).sum()), len(batch)))
    return figures


@torch.no_grad()
def _measure(
    model: torch.nn.Module, images: Tensor, labels: Tensor, batch_size: int, softmax: bool
) -> list[tuple[float, int, int]]:
    figures = []
    for batch, targets in zip(images.split(batch_size), labels.split(batch_size), strict=True):
        logits = model(batch)
        right = int((logits.argmax(1) == targets).sum())
        loss = F.cross_entropy(logits.softmax(dim=1) if softmax else logits, targets)
        figures.append((loss.item(), right, len(batch)))
    return figures
