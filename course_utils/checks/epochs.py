"""What the training loop, the measuring loop and the whole training must do."""

from typing import Any

import torch
from torch import Tensor

from course_utils.checks import operations
from course_utils.checks.answer import Answer
from course_utils.checks.compare import close, number
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong
from course_utils.checks.plain import same, shown
from course_utils.checks.probes import PROBES, fill, weights_of

LEARNING_RATE = 0.5


def check_train_one_epoch(answer: Answer, draw: Draw) -> str:
    for n_images, batch_size, loss in [(22, 8, "cross-entropy"), (9, 4, "smoothed")]:
        seed, images, labels = draw.seed(), *_images_and_labels(draw, n_images)
        asked = f"{n_images} images in batches of {batch_size}, {loss}"
        inputs = (seed, images, labels, batch_size, LEARNING_RATE, loss)
        found = answer.do(operations.train_epoch, *inputs, asked=asked)
        _check_epoch(found, inputs, asked)
    return (
        "Two data sets with a smaller last batch, two losses, old gradients, a model in eval mode."
    )


def _images_and_labels(draw: Draw, n_images: int) -> tuple[Tensor, Tensor]:
    return draw.normal(n_images, 1, 6, 6), draw.integers(0, 3, n_images)


def _check_epoch(found: dict, inputs: tuple, asked: str) -> None:
    right_weights, losses, sizes = _epoch(*inputs)
    if not close(found["weights"], right_weights):
        faults = {
            "Nothing was learned: the weights are the old ones. For every batch call "
            "zero_grad(), then loss.backward(), then optimizer.step(), in this order.": {
                "learn": False
            },
            "The model was in eval mode. Call model.train() before the loop.": {"train": False},
            "Old gradients are added to the new ones. Call optimizer.zero_grad() for each batch, "
            "before backward.": {"clear": "never"},
            "Gradients are cleared once and not for each batch: optimizer.zero_grad() belongs into "
            "the loop.": {"clear": "once"},
            "Only the first batch was used. Is a return inside the loop?": {"batches": 1},
            "optimizer.step() was called before backward(): it used the gradients of the batch "
            "before.": {"late": True},
            "The loss function that was handed in is not used.": {"used": "cross-entropy"},
            "The logits go through softmax before the loss. Hand them over as they are.": {
                "softmax": True
            },
        }
        for words, fault in faults.items():
            if close(found["weights"], _epoch(*inputs, **fault)[0]):
                raise Wrong(words, asked)
        raise Wrong(
            "The weights after the epoch are not those of the loop: for each batch zero_grad, "
            "forward, loss, backward, step, once each and in this order.",
            asked,
        )
    _check_mean_loss(found["returned"], losses, sizes, asked)
    if not found["training"]:
        raise Wrong("The model is in eval mode afterwards; leave it in train mode.", asked)


def _check_mean_loss(got: Any, losses: list[float], sizes: list[int], asked: str) -> None:
    right = sum(a * b for a, b in zip(losses, sizes, strict=True)) / sum(sizes)
    if got is None:
        raise Wrong("Your answer returned None. Return the mean loss per sample.", asked)
    got = number(got)
    if close(got, right):
        return
    words = {
        "That is the mean of the batches' means. The last batch is smaller: multiply each loss by "
        "its number of samples, and divide by the number of all samples.": sum(losses)
        / len(losses),
        "That is the sum of the batches' losses. Return the mean per sample.": sum(losses),
        "That is the sum over all samples. Divide by their number.": right * sum(sizes),
        "That is the loss of the last batch alone.": losses[-1],
        "Each loss was counted as if its batch were full. The last batch is smaller: multiply by "
        "len(labels).": sum(losses) * sizes[0] / sum(sizes),
        "The losses of the batches are added and divided by the number of samples. Each is a mean: "
        "multiply it by its batch's size first.": sum(losses) / sum(sizes),
    }
    for text, value in words.items():
        if close(got, value):
            raise Wrong(text, asked, shown(got), shown(right))
    raise Wrong("The mean loss per sample is another.", asked, shown(got), shown(right))


def _epoch(
    seed: int,
    images: Tensor,
    labels: Tensor,
    batch_size: int,
    learning_rate: float,
    loss: str,
    *,
    learn: bool = True,
    train: bool = True,
    clear: str = "always",
    batches: int | None = None,
    late: bool = False,
    used: str | None = None,
    softmax: bool = False,
) -> tuple[list, list[float], list[int]]:
    """Weights, losses and sizes of the batches after one epoch, done right or with one fault."""
    model = PROBES["modes"]()
    fill(model, seed)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    operations.LOSSES[loss](model(images[:4]), labels[:4]).backward()
    loss_function = operations.LOSSES[used or loss]
    model.train(train)
    if clear == "once":
        optimizer.zero_grad()
    losses, sizes = [], []
    parts = list(zip(images.split(batch_size), labels.split(batch_size), strict=True))
    for batch, targets in parts[:batches]:
        if late:
            optimizer.step()
        if clear == "always":
            optimizer.zero_grad()
        logits = model(batch)
        value = loss_function(logits.softmax(dim=1) if softmax else logits, targets)
        if late:
            value.backward()
        elif learn:
            value.backward()
            optimizer.step()
        losses.append(value.item())
        sizes.append(len(batch))
    return weights_of(model), losses, sizes


def check_evaluate(answer: Answer, draw: Draw) -> str:
    cases = [(23, 8, "cross-entropy", True), (10, 4, "smoothed", False), (6, 6, "smoothed", True)]
    for n_images, batch_size, loss, training in cases:
        seed, images, labels = draw.seed(), *_images_and_labels(draw, n_images)
        mode = "train" if training else "eval"
        asked = f"{n_images} images in batches of {batch_size}, {loss}, a model in {mode} mode"
        inputs = (seed, images, labels, batch_size, loss)
        found = answer.do(operations.evaluate_probe, *inputs, training, asked=asked)
        _check_pair(found["returned"], inputs, asked)
        if found["with gradients"]:
            raise Wrong("Gradients were recorded. Measure under torch.no_grad().", asked)
        if found["gradients left"] or not same(found["weights before"], found["weights after"]):
            raise Wrong("Measuring changed the model. No backward, no step, no train mode.", asked)
        if found["training"] != training:
            raise Wrong(
                f"The model was in {mode} mode and is not any more. Remember model.training "
                "before you call eval(), and put it back: model.train(before).",
                asked,
            )
    return "Three data sets, two losses, models found in train and in eval mode."


def _check_pair(got: Any, inputs: tuple, asked: str) -> None:
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise Wrong("Return a pair: mean loss per sample, accuracy.", asked, shown(got))
    loss, accuracy = (number(value) for value in got)
    right_loss, right_accuracy, wrong = _measured(*inputs, training=False)
    if close(loss, right_loss) and close(accuracy, right_accuracy):
        return
    in_training, accuracy_in_training, _ = _measured(*inputs, training=True)
    came, wanted = f"{loss:.4f} and {accuracy:.4f}", f"{right_loss:.4f} and {right_accuracy:.4f}"
    n_images, batch_size = len(inputs[1]), inputs[3]
    n_batches = -(-n_images // batch_size)
    if close(loss, wrong["first"]) and close(accuracy, wrong["first accuracy"]):
        words = "These are the figures of the first batch. Is the return inside the loop?"
    elif close(loss, wrong["softmax"]):
        words = "The logits go through softmax before the loss. Hand them over as they are."
    elif close(loss, right_accuracy) and close(accuracy, right_loss):
        words = "The two numbers are exchanged: the loss comes first."
    elif close(loss, in_training) and close(accuracy, accuracy_in_training):
        words = "The model was in train mode. Call model.eval() before the loop."
    elif not close(accuracy, right_accuracy):
        words = {
            100 * right_accuracy: "Accuracy is a share from 0 to 1; that is a percentage.",
            right_accuracy * n_images: "That is the number of right answers. Divide by the number "
            "of samples.",
            right_accuracy * n_images / n_batches: "Right answers are divided by the number of "
            "batches. Divide by the number of samples.",
            1 - right_accuracy: "That is the share of mistakes.",
            wrong["accuracy"]: "That is the mean of the batches' accuracies. The last batch is "
            "smaller: count right answers, and divide once at the end.",
        }
        words = next((text for value, text in words.items() if close(accuracy, value)), "")
        words = words or "The accuracy is another: right answers divided by the number of samples."
    else:
        words = {
            wrong["mean"]: "The loss is the mean of the batches' means. The last batch is smaller: "
            "multiply each loss by its number of samples first.",
            wrong["sum"]: "The loss is the sum over the batches. Return the mean per sample.",
            wrong["last"]: "The loss is that of the last batch alone.",
            right_loss * n_images: "The loss is the sum over the samples. Divide by their number.",
            wrong["sum"] / n_images: "Each batch's loss is a mean already: multiply it by the "
            "batch's size before you divide by the number of samples.",
            wrong["other"]: "The loss function that was handed in is not used.",
        }
        words = next((text for value, text in words.items() if close(loss, value)), "")
        words = words or "The mean loss per sample is another."
    raise Wrong(words, asked, came, wanted)


def _measured(
    seed: int, images: Tensor, labels: Tensor, batch_size: int, loss: str, training: bool
) -> tuple[float, float, dict[str, float]]:
    """Mean loss per sample, accuracy, and what typical mistakes give for the two."""
    model = PROBES["modes"]()
    fill(model, seed)
    model.train(training)
    losses, shares, sizes = [], [], []
    with torch.no_grad():
        for batch, targets in zip(images.split(batch_size), labels.split(batch_size), strict=True):
            logits = model(batch)
            losses.append(operations.LOSSES[loss](logits, targets).item())
            shares.append((logits.argmax(dim=1) == targets).float().mean().item())
            sizes.append(len(batch))
        model.eval()
        logits = model(images)
        other = operations.LOSSES["cross-entropy"](logits, labels).item()
        softmax = operations.LOSSES[loss](logits.softmax(dim=1), labels).item()
    by_size = [sum(a * b for a, b in zip(v, sizes, strict=True)) for v in (losses, shares)]
    mistakes = {
        "mean": sum(losses) / len(losses),
        "sum": sum(losses),
        "last": losses[-1],
        "other": other,
        "softmax": softmax,
        "first": losses[0],
        "first accuracy": shares[0],
        "accuracy": sum(shares) / len(shares),
    }
    return by_size[0] / len(images), by_size[1] / len(images), mistakes
