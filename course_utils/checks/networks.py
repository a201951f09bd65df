"""What the checks of all networks share: parameters, shape of the logits, their values, dropout."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.checks import operations
from course_utils.checks.answer import Answer, call_text
from course_utils.checks.compare import close, tensor_like
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Wrong
from course_utils.checks.plain import same, shape_text, shown

BATCHES = 5  # in train mode, from which mean and spread are taken
SPREAD = 0.25  # two spreads of that many passes differ by less than this share
MEAN_OFF = 0.35  # and their means by less than this share of the spread
LOOK_AT_DROPOUT = (
    "Look at p (the share that is dropped: 1 − keep), at its place, and at its kind (Dropout or "
    "Dropout2d)."
)
WRONG_LAYERS = {
    "AvgPool2d": "Pool with the maximum, not with the mean: nn.MaxPool2d.",
    "Sigmoid": "The activation is ReLU, not Sigmoid.",
    "Tanh": "The activation is ReLU, not Tanh.",
}
SOFTMAX = (
    "The outputs have been through a softmax. Return the logits as they are: cross-entropy "
    "does the rest."
)


def check_network(
    answer: Answer,
    draw: Draw,
    reference: Callable[..., nn.Module],
    named: Mapping[str, Any] | None = None,
    image_size: tuple[int, int, int] = (1, 28, 28),
    mistakes: Mapping[str, Callable[[nn.Module], Callable[[Tensor], Tensor]]] | None = None,
) -> dict:
    """Raises `Wrong` unless the class builds a network that computes what `reference` does.

    `mistakes` maps words to a function of the reference model that gives a faulty forward pass.
    Returns what the network is made of.
    """
    named, seed = dict(named or {}), draw.seed()
    asked = call_text(answer.name, (), named)
    made = answer.do(operations.build, named, seed, image_size, asked=asked)
    if not made["is a module"]:
        raise Wrong("A network is wanted: let the class inherit from nn.Module.", asked)
    check_parameters(made, reference(**named), asked)
    images = draw.normal(3, *image_size)
    got, again = (
        answer.do(operations.forward, named, seed, chance, image_size, images, asked=asked)
        for chance in (0, 1)
    )
    model = reference(**named)
    operations.fill(model, seed)
    model.eval()
    with torch.no_grad():
        wanted = model(images)
        _check_logits(
            got, again, wanted, model, images, made, mistakes or {}, f"model = {asked}, in eval"
        )
        alone = answer.do(operations.forward, named, seed, 0, image_size, images[:1], asked=asked)
    if not close(alone, wanted[:1]):
        raise Wrong(
            "A batch of one image gives other logits than the same image in company.", asked
        )
    return made


def check_parameters(made: dict, model: nn.Module, asked: str) -> None:
    """Raises `Wrong` where the parameters are not those of the model, layer by layer."""
    shapes = [tuple(p.shape) for p in model.parameters()]
    total = sum(p.numel() for p in model.parameters())
    if sorted(made["shapes"]) == sorted(shapes):
        return
    missing, extra = list(shapes), []
    for shape in made["shapes"]:
        if shape in missing:
            missing.remove(shape)
        else:
            extra.append(shape)
    parts = [f"{made['parameters']:,} parameters instead of {total:,}."]
    if missing:
        parts.append(f"No layer has weights or biases of {_listed(missing)}.")
    if missing and not extra:
        parts.append(
            "Is a layer not kept as self.… in __init__? PyTorch does not see layers in a plain "
            "list: nn.Sequential or nn.ModuleList."
        )
    if extra:
        parts.append(f"Not wanted are those of {_listed(extra)}.")
    raise Wrong(
        f"{' '.join(parts)} Compare with the list of layers in the task.",
        asked,
        f"{made['parameters']:,} parameters",
        f"{total:,}",
    )


def _listed(shapes: Sequence[tuple[int, ...]]) -> str:
    return ", ".join(map(shape_text, shapes))


def _check_logits(
    got: Any,
    again: Any,
    wanted: Tensor,
    model: nn.Module,
    images: Tensor,
    made: dict,
    mistakes: Mapping[str, Callable],
    asked: str,
) -> None:
    try:
        got = tensor_like(got, wanted)
    except Wrong as wrong:
        wrong.asked = asked
        raise
    if close(got, wanted):
        return
    if not same(got, again):
        raise Wrong(
            "In eval mode the same images give other logits each time: something is dropped. "
            "F.dropout needs training=self.training; nn.Dropout knows the mode by itself.",
            asked,
        )
    if close(got, wanted.softmax(dim=1)) or close(got, wanted.log_softmax(dim=1)):
        raise Wrong(SOFTMAX, asked)
    for layer in made["layers"]:
        if layer in WRONG_LAYERS:
            raise Wrong(WRONG_LAYERS[layer], asked)
    if close(got, _with(torch.tanh, model, images)):
        raise Wrong(WRONG_LAYERS["Tanh"], asked)
    if close(got, _with(torch.sigmoid, model, images)):
        raise Wrong(WRONG_LAYERS["Sigmoid"], asked)
    for words, faulty in mistakes.items():
        if close(got, faulty(model)(images)):
            raise Wrong(words, asked)
    raise Wrong(
        "The parameters have the right shapes, but the logits are others than these layers give. "
        "Compare forward with the list of layers: is each one called, once, and in order? Is there "
        "a ReLU where one is wanted, and none after the last layer?",
        asked,
        shown(got[0]),
        shown(wanted[0]),
    )


def _with(activation: Callable[[Tensor], Tensor], model: nn.Module, images: Tensor) -> Tensor:
    """What the model would give with another activation function in place of ReLU."""
    relus = [m for m in model.modules() if isinstance(m, nn.ReLU)]
    hooks = [m.register_forward_hook(lambda _, x, __: activation(x[0])) for m in relus]
    try:
        return model(images)
    finally:
        for hook in hooks:
            hook.remove()


def check_dropout(
    answer: Answer,
    draw: Draw,
    reference: Callable[..., nn.Module],
    named: Mapping[str, Any] | None = None,
    image_size: tuple[int, int, int] = (1, 28, 28),
) -> None:
    """Raises `Wrong` unless mean and spread of the logits in train mode are the reference's."""
    named, seed = dict(named or {}), draw.seed()
    asked = f"model = {call_text(answer.name, (), named)}, in train mode"
    image = draw.normal(*image_size)
    passes = (operations.pass_many_times, named, seed)
    came = answer.do(*passes, seed, image, BATCHES, asked=asked)
    wanted = torch.cat(operations.pass_many_times(reference, named, seed, seed + 1, image, BATCHES))
    got = _joined(came, wanted, asked)
    spread, right = got.std(dim=0), wanted.std(dim=0)
    if right.max() < 1e-4:
        if spread.max() > 1e-3:
            raise Wrong("Nothing should be dropped with these settings, but something is.", asked)
        return
    if spread.max() < 1e-4:
        raise Wrong("In train mode nothing is dropped. Does forward call the dropout layer?", asked)
    error = (got.mean(dim=0) - wanted.mean(dim=0)).abs() / right
    if error.max() > MEAN_OFF:
        raise Wrong(
            "Dropout acts in train mode, but the logits have another mean than they should. What "
            f"stays must be divided by 1 − p. {LOOK_AT_DROPOUT}",
            asked,
        )
    ratios = spread / right
    if (ratios - 1).abs().max() > SPREAD:
        effect = "larger" if ratios.mean() > 1 else "smaller"
        raise Wrong(
            f"Dropout acts in train mode, but its effect on the logits is {effect} than it should "
            f"be, or falls elsewhere. {LOOK_AT_DROPOUT}",
            asked,
        )


def _joined(came: Any, wanted: Tensor, asked: str) -> Tensor:
    """Logits of the wanted shape; a comparison with nan is always false and would pass them."""
    parts = came if isinstance(came, list) and len(came) == BATCHES else [came]
    try:
        got = torch.cat([tensor_like(part, wanted[: operations.BATCH]) for part in parts])
    except Wrong as wrong:
        wrong.asked = asked
        raise
    if not bool(got.isfinite().all()):
        raise Wrong("Some logits are infinite or nan (not a number).", asked)
    return got
