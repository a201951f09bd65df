"""BatchNorm2d: a layer that normalises each channel over a batch, and by averages in eval mode."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import torch
from torch import Tensor

from course_utils.answers import operations
from course_utils.answers.answer import Answer, Raised, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.plain import as_text
from course_utils.checks.close import close
from course_utils.checks.compare import tensor_like
from course_utils.checks.diagnose import diagnose
from course_utils.checks.lesson_6.batch_norm_gradients import check_gradients
from course_utils.checks.loops import unchanged

STARTS = {"weight": 1.0, "bias": 0.0, "running_mean": 0.0, "running_var": 1.0}
State = dict[str, Tensor]  # the four tensors of a layer by name, each of shape (C,)
ALL_DIMS = (0, 1, 2, 3)
OVER = "Take them over images, rows and columns: dim=(0, 2, 3)."
DIVIDED_BY_0 = (
    "Something is divided by 0. Is n the number of images there? With one image n − 1 is 0. n is "
    "N · H · W, the numbers of a channel."
)
BATCH_OF_ONE = (
    "Batches of several images come out right, a batch of one does not. Treat it as any other: "
    "dim=(0, 2, 3) takes its rows and columns."
)


class Trial(NamedTuple):
    """A layer's settings, the state that it is given, and (in train mode?, batch) pairs."""

    named: dict[str, Any]
    state: State
    batches: list[tuple[bool, Tensor]]

    @property
    def asked(self) -> str:
        """How the layer is made."""
        return call_text("BatchNorm2d", (), self.named)

    @property
    def asked_steps(self) -> list[str]:
        """Each batch in words."""
        return [
            f"{self.asked} in {_mode(training)} mode, a batch of {len(batch)}"
            for training, batch in self.batches
        ]


def _mode(training: bool) -> str:
    return "train" if training else "eval"


def _by_channel(values: Tensor) -> Tensor:
    return values.reshape(1, -1, 1, 1)


def _scale_and_shift(x: Tensor, state: State) -> Tensor:
    return x * _by_channel(state["weight"]) + _by_channel(state["bias"])


def _scale_and_shift_columns(x: Tensor, state: State) -> Tensor:
    return x * state["weight"] + state["bias"]


@dataclass(frozen=True)
class BatchNorm:
    """A batch normalisation of N×C×H×W images, and the pieces that make it.

    own_shape, running_shape: how the batch's own, and the averages, meet the images;
    dims, correction: over which dims the batch's own statistics are taken, and n minus the divisor
    of its variance; running_dims, running_correction: the same for the running averages;
    averaged: what running_var averages, from the variance; share: of the new batch in an average,
    from the momentum; updates_in, own_statistics_in: modes in which averages change, and in which
    the batch's own statistics are used; divisor: from variance and eps; finish: from x̂ and state.
    """

    own_shape: Callable[[Tensor], Tensor] = unchanged
    running_shape: Callable[[Tensor], Tensor] = _by_channel
    dims: tuple[int, ...] = (0, 2, 3)
    correction: int = 0
    running_dims: tuple[int, ...] = (0, 2, 3)
    running_correction: int = 1
    averaged: Callable[[Tensor], Tensor] = lambda variance: variance
    share: Callable[[float], float] = lambda momentum: momentum
    updates_in: tuple[str, ...] = ("train",)
    own_statistics_in: tuple[str, ...] = ("train",)
    divisor: Callable[[Tensor, float], Tensor] = lambda variance, eps: (variance + eps).sqrt()
    finish: Callable[[Tensor, State], Tensor] = _scale_and_shift

    def run(self, trial: Trial) -> list[tuple[Tensor, State]]:
        """The output for each batch, and the state after it."""
        momentum, eps = trial.named.get("momentum", 0.1), trial.named.get("eps", 1e-5)
        state, steps = trial.state, []
        for training, batch in trial.batches:
            if _mode(training) in self.updates_in:
                state = self._updated(state, batch, self.share(momentum))
            if _mode(training) in self.own_statistics_in:
                mean = self.own_shape(batch.mean(dim=self.dims, keepdim=True))
                variance = batch.var(dim=self.dims, correction=self.correction, keepdim=True)
                variance = self.own_shape(variance)
            else:
                mean = self.running_shape(state["running_mean"])
                variance = self.running_shape(state["running_var"])
            normalised = (batch - mean) / self.divisor(variance, eps)
            steps.append((self.finish(normalised, state), state))
        return steps

    def _updated(self, state: State, batch: Tensor, share: float) -> State:
        mean = batch.mean(dim=self.running_dims).flatten()
        variance = batch.var(dim=self.running_dims, correction=self.running_correction).flatten()
        return {
            **state,
            "running_mean": (1 - share) * state["running_mean"] + share * mean,
            "running_var": (1 - share) * state["running_var"] + share * self.averaged(variance),
        }


def _meet_columns(names: str) -> str:
    return f"{names} of shape (C,) meet the last axis, the columns: reshape(1, -1, 1, 1) first."


RIGHT = BatchNorm()
MISTAKES: Mapping[str, BatchNorm] = {
    "The batch is normalised with the unbiased variance (n − 1). That one is for running_var; the "
    "batch itself takes unbiased=False.": replace(RIGHT, correction=1),
    "running_var takes the biased variance (n). It takes the unbiased one: n − 1.": replace(
        RIGHT, running_correction=0
    ),
    "Both variances are exchanged: biased (n) for the batch, unbiased (n − 1) for running_var.": (
        replace(RIGHT, correction=1, running_correction=0)
    ),
    "momentum is the share of the new batch: running = (1 − momentum) · running + momentum · "
    "batch.": replace(RIGHT, share=lambda momentum: 1 - momentum),
    "The argument momentum has no effect: yours is always 0.1.": replace(
        RIGHT, share=lambda momentum: 0.1
    ),
    "running_var averages the standard deviation. It averages the variance.": replace(
        RIGHT, averaged=torch.sqrt
    ),
    f"Mean and variance are taken for each row or column. {OVER}": replace(RIGHT, dims=(0, 1, 2)),
    "The running averages never change. Update them in train mode.": replace(RIGHT, updates_in=()),
    "The running averages change in eval mode too. Update them in train mode only.": replace(
        RIGHT, updates_in=("train", "eval")
    ),
    "In eval mode the batch's own statistics are used. Use running_mean and running_var.": replace(
        RIGHT, own_statistics_in=("train", "eval")
    ),
    "In train mode the running averages are used. Use the batch's own statistics.": replace(
        RIGHT, own_statistics_in=()
    ),
    f"Mean and variance are taken for each image alone. {OVER}": replace(RIGHT, dims=(2, 3)),
    f"Mean and variance are taken for each pixel. {OVER}": replace(RIGHT, dims=(0,)),
    "Mean and variance are taken over the channels too. Each channel has its own: dim=(0, 2, 3).": (
        replace(RIGHT, dims=ALL_DIMS, running_dims=ALL_DIMS)
    ),
    "weight and bias have no effect: the last step is weight · x̂ + bias.": replace(
        RIGHT, finish=lambda normalised, state: normalised
    ),
    "eps belongs under the root: √(variance + eps).": replace(
        RIGHT, divisor=lambda variance, eps: variance.sqrt() + eps
    ),
    "Divide by the root of the variance, not by the variance.": replace(
        RIGHT, divisor=lambda variance, eps: variance + eps
    ),
    # The same for an eps of 1e-5, whatever is handed in: that is too little to be seen.
    "The argument eps has no effect. Divide by √(variance + eps), with the eps that is handed "
    "in.": replace(RIGHT, divisor=lambda variance, eps: variance.sqrt()),
    _meet_columns("Mean and variance"): replace(
        RIGHT, own_shape=torch.flatten, running_shape=unchanged
    ),
    _meet_columns("weight and bias"): replace(RIGHT, finish=_scale_and_shift_columns),
    _meet_columns("Mean, variance, weight and bias"): replace(
        RIGHT, own_shape=torch.flatten, running_shape=unchanged, finish=_scale_and_shift_columns
    ),
    _meet_columns("running_mean and running_var"): replace(RIGHT, running_shape=unchanged),
}


def check(answer: Answer, draw: Draw) -> str:
    """Right are the outputs, in train and eval mode, and the running averages; raises `Wrong`."""
    for n_channels, named in [(3, {}), (4, {"momentum": 0.3}), (2, {"momentum": 0.5, "eps": 0.1})]:
        trial = _trial(draw, {"n_channels": n_channels, **named})
        found = _normalise(answer, trial)
        _check_state(found, n_channels, trial.asked)
        if found["input changed"]:
            raise Wrong(
                "The batch that was handed in has changed in place. Work on a copy.", trial.asked
            )
        _check_steps(found["steps"], trial)
        if found["keeps the graph"]:
            raise Wrong(
                "The running averages keep the graph of every batch, and memory grows with each "
                "step. Update them with detached numbers: detach(), or torch.no_grad().",
                trial.asked,
            )
        check_gradients(answer, draw, trial.named, trial.state)
    return (
        "Three layers with other momentum and eps: train, eval, batches of one, running averages, "
        "gradients."
    )


def _trial(draw: Draw, named: dict[str, Any]) -> Trial:
    n_channels = named["n_channels"]
    state = {
        "weight": draw.uniform(n_channels) + 0.5,
        "bias": draw.normal(n_channels),
        "running_mean": draw.normal(n_channels),
        "running_var": draw.uniform(n_channels) + 0.5,
    }
    batches = [
        (training, 3 * draw.normal(n, n_channels, 4, 3) + 2)
        for training, n in [(True, 5), (True, 2), (False, 4), (True, 1), (False, 1)]
    ]
    return Trial(named, state, batches)


def _normalise(answer: Answer, trial: Trial) -> dict:
    try:
        return answer.do(operations.normalise, *trial, asked=trial.asked)
    except Raised as raised:
        if "ZeroDivisionError" not in raised.kinds:
            raise
        raise Wrong(f"{raised.advice} {DIVIDED_BY_0}", raised.asked, raised.came) from None


def _check_state(found: dict, n_channels: int, asked: str) -> None:
    if found["missing"]:
        names = ", ".join(found["missing"])
        raise Wrong(
            f"The layer needs tensors of these names: {', '.join(STARTS)}. Missing: {names}.", asked
        )
    for name in ("weight", "bias"):
        if name not in found["parameters"]:
            raise Wrong(f"{name} is learned: make it an nn.Parameter.", asked)
    for name in ("running_mean", "running_var"):
        if name in found["parameters"]:
            raise Wrong(f"{name} is not learned: register_buffer, not nn.Parameter.", asked)
        if name not in found["buffers"]:
            raise Wrong(
                f"{name} is a plain attribute. With register_buffer it moves to the GPU and is "
                "saved with the model.",
                asked,
            )
    for name, value in STARTS.items():
        if not close(found["start"][name], torch.full((n_channels,), value)):
            raise Wrong(f"{name} starts at {value:g}, one for each channel.", asked)


def _check_steps(found: list[dict], trial: Trial) -> None:
    wanted = RIGHT.run(trial)
    for asked, step, (output, _) in zip(trial.asked_steps, found, wanted, strict=True):
        try:
            tensor_like(step["output"], output)
        except Wrong as wrong:
            wrong.asked = asked
            raise
    came = [(step["output"], step["state"]) for step in found]
    if close(came, wanted):
        return
    words = diagnose(came, MISTAKES, lambda mistake: mistake.run(trial))
    if words:
        raise Wrong(words, trial.asked)
    bad = [i for i, pair in enumerate(came) if not close(pair, wanted[i])]
    if all(len(trial.batches[i][1]) == 1 for i in bad):
        raise Wrong(BATCH_OF_ONE, trial.asked_steps[bad[0]])
    _compare_step(trial.asked_steps[bad[0]], came[bad[0]], wanted[bad[0]])


def _compare_step(asked: str, got: tuple[Tensor, State], right: tuple[Tensor, State]) -> None:
    if not close(got[0], right[0]):
        raise Wrong(
            "Follow the formula: x̂ = (x − mean) / √(variance + eps), over the N · H · W numbers of "
            "each channel, in eval mode with the running averages; then weight · x̂ + bias.",
            asked,
        )
    for name in STARTS:
        came, wanted = got[1][name], right[1][name]
        if not close(came, wanted):
            raise Wrong(f"{name} is another afterwards.", asked, as_text(came), as_text(wanted))


EXERCISE = Exercise(
    "BatchNorm2d(n_channels, momentum=0.1, eps=1e-5)",
    check,
    points=2,
    to_write=(
        *("batch_norm", "native_batch_norm", "_BatchNorm", "BatchNorm1d", "BatchNorm3d"),
        *("LazyBatchNorm1d", "LazyBatchNorm2d", "SyncBatchNorm", "instance_norm", "InstanceNorm2d"),
    ),
)
