"""fit: a whole training, with losses and accuracies of every epoch."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from torch import Tensor
from torch.nn import functional as F
from torch.optim import SGD, Optimizer

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.close import close
from course_utils.checks.compare import number
from course_utils.checks.diagnose import diagnose
from course_utils.checks.loops import last_batch_shows
from course_utils.checks.whole_training import (
    ACCURACY,
    KEYS,
    LOSS,
    Epoch,
    Inputs,
    Learner,
    Mean,
    Part,
    Record,
    Training,
    filled_model,
    no_step,
    step,
)


def _train_mode_at_first(learner: Learner, epoch: int) -> None:
    if epoch == 0:
        learner.model.train()


def _train_mode_and_clear(learner: Learner, epoch: int) -> None:
    learner.model.train()
    learner.optimizer.zero_grad()


def _step_uncleared(optimizer: Optimizer, loss: Tensor) -> None:
    loss.backward()
    optimizer.step()


def _loss_after_softmax(logits: Tensor, labels: Tensor) -> Tensor:
    return F.cross_entropy(logits.softmax(dim=1), labels)


def _measured_afterwards(during: Epoch, learner: Learner, part: Part) -> Epoch:
    learner.model.eval()
    return learner.go_through(part, no_step)


def _so_far(epochs: list[Epoch]) -> Epoch:
    return [batch for epoch in epochs for batch in epoch]


def _last_batch(epochs: list[Epoch]) -> Epoch:
    return epochs[-1][-1:]


def _lowest_loss(record: Record) -> int:
    return record["validation_loss"].index(min(record["validation_loss"]))


def _highest_accuracy(record: Record) -> int:
    return record["validation_accuracy"].index(max(record["validation_accuracy"]))


class _ValidatesFirst(Training):
    """A training in which each epoch begins with validation."""

    def run(self, inputs: Inputs) -> tuple[Record, list]:
        """The record has what was measured one epoch earlier; validation changes nothing."""
        record, weights = super().run(inputs)
        model = filled_model(inputs.seed).eval()
        learner = Learner(model, SGD(model.parameters()), self.loss)
        untrained = [learner.go_through((*inputs.validation, inputs.batch_sizes[1]), no_step)]
        figures = {"loss": self.loss_figure, "accuracy": self.accuracy_figure}
        for name, figure in figures.items():
            later = record[f"validation_{name}"][:-1]
            record[f"validation_{name}"] = [figure.of(untrained), *later]
        return record, weights


LOSS_OVER_BATCHES = Mean(lambda batch: batch.loss, count=lambda batch: 1)
ACCURACY_OVER_BATCHES = Mean(lambda batch: batch.right / batch.size, count=lambda batch: 1)
ACCURACY_OF_LAST = replace(ACCURACY, added=_last_batch, counted=_last_batch)
RIGHT_ANSWERS_BY_BATCHES = replace(ACCURACY, count=lambda batch: 1)

ONE_LIST = (
    "All four lists are the same, with four entries an epoch: one list under four names, as "
    "dict.fromkeys(names, []) makes it. Make a new [] for each name."
)
RIGHT = Training()
MISTAKES: Mapping[str, Training] = {
    "Validation ran in train mode. Call model.eval() before it.": replace(
        RIGHT, validates_in_train_mode=True
    ),
    "After the first validation the model stayed in eval mode. Call model.train() at the start of "
    "every epoch.": replace(RIGHT, begin=_train_mode_at_first),
    "Old gradients are added to the new ones: optimizer.zero_grad() for each batch.": replace(
        RIGHT, step=_step_uncleared
    ),
    "The training figures were measured after the epoch. Add up the loss and the right answers of "
    "the training pass itself.": replace(RIGHT, train_figures=_measured_afterwards),
    "Losses are averaged over the batches. The last batch is smaller: weight each by its number of "
    "samples.": replace(RIGHT, loss_figure=LOSS_OVER_BATCHES),
    "Losses and accuracies are averaged over the batches. The last batch is smaller: weight each "
    "by its number of samples.": replace(
        RIGHT, loss_figure=LOSS_OVER_BATCHES, accuracy_figure=ACCURACY_OVER_BATCHES
    ),
    "Right answers are divided by the number of batches. Divide by the number of samples.": replace(
        RIGHT, accuracy_figure=RIGHT_ANSWERS_BY_BATCHES
    ),
    "Losses and right answers are divided by the number of batches. Divide by the number of "
    "samples; each loss is a mean, so weight it by its batch's size.": replace(
        RIGHT, loss_figure=LOSS_OVER_BATCHES, accuracy_figure=RIGHT_ANSWERS_BY_BATCHES
    ),
    "Gradients are cleared once an epoch. optimizer.zero_grad() belongs to each batch.": replace(
        RIGHT, begin=_train_mode_and_clear, step=_step_uncleared
    ),
    "Nothing was learned: optimizer.step() is missing, or backward() before it.": replace(
        RIGHT, step=no_step
    ),
    "The logits go through softmax before cross-entropy, which takes logits.": replace(
        RIGHT, loss=_loss_after_softmax
    ),
    "Accuracies are percentages; shares from 0 to 1 are wanted.": replace(
        RIGHT, accuracy_figure=Mean(lambda batch: 100 * batch.right)
    ),
    "Training and validation are exchanged.": replace(RIGHT, parts=(1, 0)),
    "Validation was measured before the training of its epoch. In each epoch the training pass "
    "comes first.": _ValidatesFirst(),
    "The model was trained on the validation images too. Validation only measures.": replace(
        RIGHT, validation_step=step
    ),
    "The model was trained on the validation images too, in train mode; there it only measures.": (
        replace(RIGHT, validation_step=step, validates_in_train_mode=True)
    ),
    "The weights afterwards are those of the epoch with the lowest validation loss. fit leaves "
    "those of the last epoch; whoever calls it may choose another.": replace(
        RIGHT, keep=_lowest_loss
    ),
    "The weights afterwards are those of the epoch with the highest validation accuracy. fit "
    "leaves those of the last epoch; whoever calls it may choose another.": replace(
        RIGHT, keep=_highest_accuracy
    ),
    "Sums go on from epoch to epoch. Start them at 0 in each epoch.": replace(
        RIGHT,
        loss_figure=replace(LOSS, added=_so_far),
        accuracy_figure=replace(ACCURACY, added=_so_far),
    ),
    "Sums and counts go on from epoch to epoch. Start them at 0 in each epoch.": replace(
        RIGHT,
        loss_figure=replace(LOSS, added=_so_far, counted=_so_far),
        accuracy_figure=replace(ACCURACY, added=_so_far, counted=_so_far),
    ),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are the four lists of a training, and its weights afterwards; raises `Wrong`."""
    for inputs in (_best_before_the_last(draw), _inputs(draw, (10, 7), (4, 7), 1)):
        found = answer.do(operations.fit_probe, *inputs, asked=inputs.asked)
        _check_training(found, inputs)
    return "Two trainings with smaller last batches: all four lists, the weights, modes, gradients."


def _inputs(
    draw: Draw, n_images: tuple[int, int], batch_sizes: tuple[int, int], epochs: int
) -> Inputs:
    train, validation = ((draw.normal(n, 1, 6, 6), draw.integers(0, 3, n)) for n in n_images)
    return Inputs(draw.seed(), train, validation, batch_sizes, 0.3, epochs)


def _best_before_the_last(draw: Draw) -> Inputs:
    """Inputs of a training whose last epoch has neither the best loss nor the best accuracy.

    In some epoch the smaller last batch has a share of right answers of its own.
    """
    while True:
        inputs = _inputs(draw, (22, 9), (8, 4), 3)
        record, _ = RIGHT.run(inputs)
        losses, accuracies = record["validation_loss"], record["validation_accuracy"]
        if losses[-1] > 1.01 * min(losses) and accuracies[-1] < max(accuracies):
            last, _ = replace(RIGHT, accuracy_figure=ACCURACY_OF_LAST).run(inputs)
            if all(
                any(map(last_batch_shows, last[key], record[key]))
                for key in ("train_accuracy", "validation_accuracy")
            ):
                return inputs


def _check_training(found: dict, inputs: Inputs) -> None:
    record = _as_record(found["returned"], inputs)
    came, wanted = (record, found["weights"]), RIGHT.run(inputs)
    if close(came, wanted):
        if found["validated with gradients"]:
            raise Wrong(
                "Validation recorded gradients. Put it under torch.no_grad().", inputs.asked
            )
        return
    words = diagnose(came, MISTAKES, lambda mistake: mistake.run(inputs))
    if words:
        raise Wrong(words, inputs.asked)
    if not _moved_as_the_optimizer_would(found["weights"], wanted[1], inputs.seed):
        raise Wrong(
            "The weights moved by other steps than those of the optimizer that was handed in. Use "
            "that one: optimizer.step(), and make none of your own.",
            inputs.asked,
        )
    _compare_lists(record, wanted[0], inputs.asked)
    raise Wrong(
        "The record is right, but the weights afterwards are not those of the last epoch. Validate "
        "in eval mode, and leave the weights as they are.",
        inputs.asked,
    )


def _compare_lists(record: Record, wanted: Record, asked: str) -> None:
    for key in KEYS:
        if not close(record[key], wanted[key]):
            raise Wrong(
                f"{key} differs. Means are over samples; training figures are those of the "
                "training pass, validation is in eval mode.",
                asked,
                f"{key} {as_text(record[key])}",
                f"{key} {as_text(wanted[key])}",
            )


def _as_record(got: Any, inputs: Inputs) -> Record:
    """Four lists of numbers, one for each epoch; a tensor with one axis may stand for a list."""
    asked = inputs.asked
    if not isinstance(got, dict) or set(got) != set(KEYS):
        came = f"a dict with {', '.join(map(str, got))}" if isinstance(got, dict) else as_text(got)
        raise Wrong(f"Return a dict with four lists: {', '.join(KEYS)}.", asked, came)
    for key, values in got.items():
        is_row = isinstance(values, Tensor) and values.dim() == 1
        if not is_row and not isinstance(values, (list, tuple)):
            raise Wrong(f"{key} is a list with one entry an epoch.", asked, as_text(values))
        if len(values) != inputs.epochs:
            came = f"{len(values)} entr{'y' if len(values) == 1 else 'ies'}"
            words = ONE_LIST if _is_one_list(got, inputs.epochs) else ""
            raise Wrong(words or f"{key} should have one entry an epoch.", asked, came)
        values = values.tolist() if is_row else values
        got[key] = [number(value) for value in values]
    return got


def _is_one_list(got: dict, epochs: int) -> bool:
    """Whether all keys have the same list, to which each figure of each epoch was appended."""
    first, *others = got.values()
    return len(first) == len(KEYS) * epochs and all(close(other, first) for other in others)


def _moved_as_the_optimizer_would(found: list, wanted: list, seed: int) -> bool:
    """Whether the weights went about as far as they should, whatever else may be wrong."""
    start = filled_model(seed)
    far, right = (
        sum(
            float((dict(weights)[name] - p.detach()).abs().sum())
            for name, p in start.named_parameters()
        )
        for weights in (found, wanted)
    )
    return 0.2 * right < far < 5 * right


EXERCISE = Exercise(
    "fit(model, train_loader, validation_loader, optimizer, epochs)",
    check,
    points=2,
    to_write=("fit_by_recipe",),
)
