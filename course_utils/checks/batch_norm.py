"""What a batch normalisation layer must do."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor

from course_utils.checks import operations
from course_utils.checks.answer import Answer, call_text
from course_utils.checks.compare import close, tensor_like
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong
from course_utils.checks.plain import shown

STATE = ("weight", "bias", "running_mean", "running_var")


def check_batch_norm(answer: Answer, draw: Draw) -> str:
    for n_channels, named in [(3, {}), (4, {"momentum": 0.3}), (2, {"momentum": 0.5, "eps": 0.1})]:
        named = {"n_channels": n_channels, **named}
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
        asked = call_text("BatchNorm2d", (), named)
        found = answer.do(operations.normalise, named, state, batches, asked=asked)
        _check_state(found, n_channels, asked)
        if found["input changed"]:
            raise Wrong("The batch that was handed in has changed in place. Work on a copy.", asked)
        _check_steps(found["steps"], _run(_rule, named, state, batches), named, state, batches)
        if found["keeps the graph"]:
            raise Wrong(
                "The running averages keep the graph of every batch, and memory grows with each "
                "step. Update them with detached numbers: detach(), or torch.no_grad().",
                asked,
            )
    return (
        "Three layers with other momentum and eps: train, eval, batches of one, running averages."
    )


def _check_state(found: dict, n_channels: int, asked: str) -> None:
    if found["missing"]:
        names = ", ".join(found["missing"])
        raise Wrong(
            f"The layer needs tensors of these names: {', '.join(STATE)}. Missing: {names}.", asked
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
    starts = {"weight": 1.0, "bias": 0.0, "running_mean": 0.0, "running_var": 1.0}
    for name, value in starts.items():
        wanted = torch.full((n_channels,), value)
        if not close(found["start"][name], wanted):
            raise Wrong(f"{name} starts at {value:g}, one for each channel.", asked)


Rule = Callable[[Tensor, dict, bool, float, float], tuple[Tensor, dict]]


def _rule(
    x: Tensor,
    state: dict,
    training: bool,
    momentum: float,
    eps: float,
    dims: tuple[int, ...] = (0, 2, 3),
    biased: bool = True,
    running_biased: bool = False,
    exchange: bool = False,
    update: bool = True,
    update_in_eval: bool = False,
    always_batch: bool = False,
    never_batch: bool = False,
    affine: bool = True,
    spread: str = "√(v + eps)",
    fixed_momentum: bool = False,
    of_deviation: bool = False,
) -> tuple[Tensor, dict]:
    """One forward pass, done right or with one fault."""
    state = dict(state)
    shape = (1, -1, 1, 1)
    mean = x.mean(dim=dims, keepdim=True)
    var = x.var(dim=dims, correction=0 if biased else 1, keepdim=True)
    if (training and update) or (not training and update_in_eval):
        per = dims if dims == (0, 1, 2, 3) else (0, 2, 3)
        new_mean = x.mean(dim=per, keepdim=True).flatten()
        new_var = x.var(dim=per, correction=0 if running_biased else 1, keepdim=True).flatten()
        share = 1 - momentum if exchange else momentum
        share = 0.1 if fixed_momentum else share
        if of_deviation:
            new_var = new_var.sqrt()
        state["running_mean"] = (1 - share) * state["running_mean"] + share * new_mean
        state["running_var"] = (1 - share) * state["running_var"] + share * new_var
    use_batch = (training or always_batch) and not never_batch
    if not use_batch:
        mean = state["running_mean"].reshape(shape)
        var = state["running_var"].reshape(shape)
    divisor = {
        "√(v + eps)": (var + eps).sqrt(),
        "√v + eps": var.sqrt() + eps,
        "v + eps": var + eps,
        "√v": var.sqrt(),
    }[spread]
    output = (x - mean) / divisor
    if affine:
        output = output * state["weight"].reshape(shape) + state["bias"].reshape(shape)
    return output, state


def _fault(**fault: Any) -> Rule:
    return lambda *inputs: _rule(*inputs, **fault)


MISTAKES: Mapping[str, Rule] = {
    "The batch is normalised with the unbiased variance (n − 1). That one is for running_var; the "
    "batch itself takes unbiased=False.": _fault(biased=False),
    "running_var takes the biased variance (n). It takes the unbiased one: n − 1.": _fault(
        running_biased=True
    ),
    "Both variances are exchanged: biased (n) for the batch, unbiased (n − 1) for running_var.": (
        _fault(biased=False, running_biased=True)
    ),
    "momentum is the share of the new batch: running = (1 − momentum) · running + momentum · "
    "batch.": _fault(exchange=True),
    "The argument momentum has no effect: yours is always 0.1.": _fault(fixed_momentum=True),
    "running_var averages the standard deviation. It averages the variance.": _fault(
        of_deviation=True
    ),
    "Mean and variance are taken for each row or column. Take them over images, rows and columns: "
    "dim=(0, 2, 3).": _fault(dims=(0, 1, 2)),
    "The running averages never change. Update them in train mode.": _fault(update=False),
    "The running averages change in eval mode too. Update them in train mode only.": _fault(
        update_in_eval=True
    ),
    "In eval mode the batch's own statistics are used. Use running_mean and running_var.": _fault(
        always_batch=True
    ),
    "In train mode the running averages are used. Use the batch's own statistics.": _fault(
        never_batch=True
    ),
    "Mean and variance are taken for each image alone. Take them over images, rows and columns: "
    "dim=(0, 2, 3).": _fault(dims=(2, 3)),
    "Mean and variance are taken for each pixel. Take them over images, rows and columns: "
    "dim=(0, 2, 3).": _fault(dims=(0,)),
    "Mean and variance are taken over the channels too. Each channel has its own: dim=(0, 2, 3).": (
        _fault(dims=(0, 1, 2, 3))
    ),
    "weight and bias have no effect: the last step is weight · x̂ + bias.": _fault(affine=False),
    "eps belongs under the root: √(variance + eps).": _fault(spread="√v + eps"),
    "Divide by the root of the variance, not by the variance.": _fault(spread="v + eps"),
    "eps is missing: √(variance + eps).": _fault(spread="√v"),
}


def _run(
    rule: Rule, named: dict, state: dict, batches: list[tuple[bool, Tensor]]
) -> list[tuple[Tensor, dict]]:
    steps = []
    for training, batch in batches:
        output, state = rule(
            batch, state, training, named.get("momentum", 0.1), named.get("eps", 1e-5)
        )
        steps.append((output, state))
    return steps


def _check_steps(
    found: list[dict], wanted: list, named: dict, state: dict, batches: list[tuple[bool, Tensor]]
) -> None:
    asked = call_text("BatchNorm2d", (), named)
    for (training, batch), step, (output, _) in zip(batches, found, wanted, strict=True):
        mode = "train" if training else "eval"
        try:
            tensor_like(step["output"], output)
        except Wrong as wrong:
            wrong.asked = f"{asked} in {mode} mode, a batch of {len(batch)}"
            raise
    if _agrees(found, wanted):
        return
    for words, rule in MISTAKES.items():
        if _agrees(found, _run(rule, named, state, batches)):
            raise Wrong(words, asked)
    for (training, batch), step, (output, after) in zip(batches, found, wanted, strict=True):
        asked_step = f"{asked} in {'train' if training else 'eval'} mode, a batch of {len(batch)}"
        if not close(step["output"], output):
            raise Wrong(
                "Follow the formula: x̂ = (x − mean) / √(variance + eps), then weight · x̂ + bias; "
                "in eval mode with the running averages.",
                asked_step,
            )
        for name in STATE:
            if not close(step["state"][name], after[name]):
                raise Wrong(
                    f"{name} is another afterwards.",
                    asked_step,
                    shown(step["state"][name]),
                    shown(after[name]),
                )


def _agrees(found: list[dict], steps: list[tuple[Tensor, dict]]) -> bool:
    return all(
        close(step["output"], output) and close(step["state"], state)
        for step, (output, state) in zip(found, steps, strict=True)
    )
