"""What the checks of all networks share: parameters, shape of the logits, their values, dropout."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import Answer, call_text
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.answers.plain import as_text, same, shape_text
from course_utils.checks.close import close
from course_utils.checks.compare import tensor_like
from course_utils.checks.diagnose import diagnose
from course_utils.checks.difference import came_and_wanted
from course_utils.checks.exchanged_layers import OTHER_LAYERS, WRONG_LAYERS, Mistake
from course_utils.checks.gradients import check_gradients

MANY_PASSES_SECONDS = 30.0  # on a laptop that has other things to do
BATCHES = 5  # in train mode, from which mean and spread are taken
SPREAD = 0.25  # two spreads of that many passes differ by less than this share
MEAN_OFF = 0.35  # and their means by less than this share of the spread
STILL = 1e-4  # a smaller spread is that of rounding
ZEROS = 0.02  # logits of a network are never 0 but by dropout; more than this share of them
OTHER_IN_TRAIN_MODE = (
    "In train mode the logits are others than in eval mode. There is nothing in this network that "
    "changes with the mode: does forward look at self.training?"
)
DROPPED_LOGITS = (
    "In train mode some of the logits are 0: they are dropped themselves. Dropout has its place "
    "before the last layer, not after it."
)
NOTHING_DROPPED = (
    "In train mode nothing is dropped. Does forward call the dropout layer, and go on with what it "
    "gives?"
)
ALL_DROPPED = (
    "In train mode the logits are always the same, and others than in eval mode: as if all were "
    "dropped. p is the share that is dropped. The second argument of F.dropout is p, and not the "
    "mode: F.dropout(x, p, training=self.training)."
)
ONE_MASK = (
    "In train mode the same numbers are dropped for all images of a batch. Each image has throws "
    "of its own: where you make the mask yourself, give it the shape of the whole batch."
)
TOO_EARLY = (
    "Dropout acts on what goes into the dense layer of {}. Its place is after that layer, before "
    "the last one."
)
NO_BIAS = "The layers are there, without these biases: leave bias=False out."
NOT_KEPT = (
    "Is a layer not kept as self.… in __init__? PyTorch does not see layers in a plain list: "
    "nn.Sequential or nn.ModuleList."
)
ABOUT_DROPOUT = (
    "Look at its place (after which layer?), at p (the share that is dropped: 1 − keep), and at "
    "its kind (Dropout or Dropout2d)."
)
SOFTMAX = (
    "The outputs have been through a softmax. Return the logits as they are: cross-entropy "
    "does the rest."
)
SQUEEZED = (
    "The logits are right, but a batch of one image loses its first dimension, as by squeeze(), "
    "which takes away every dimension of size 1. Do without it."
)
OTHER_LOGITS = (
    "The parameters have the right shapes, but the logits are others than these layers give. "
    "Compare forward with the list of layers: is each one called, once, and in order? Is there "
    "a ReLU where one is wanted, and none after the last layer?"
)


def check_network(
    answer: Answer,
    draw: Draw,
    reference: Callable[..., nn.Module],
    named: Mapping[str, Any] | None = None,
    image_size: tuple[int, int, int] = (1, 28, 28),
    mistakes: Mapping[str, Mistake] | None = None,
) -> dict:
    """Raises `Wrong` unless the class builds a network that computes what `reference` does.

    Logits and gradients are compared, both in eval mode. `mistakes` maps words to a function of the
    reference model that gives a faulty forward pass.
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
    in_eval = f"model = {asked}, in eval"
    with torch.no_grad():
        wanted = model(images)
        got = _logits_like(got, wanted, in_eval)
        if not close(got, wanted):
            words = _at_first_sight(got, again, wanted, made["layers"]) or diagnose(
                got,
                {**OTHER_LAYERS, **(mistakes or {})},
                lambda faulty: faulty(model)(images),
            )
            if words:
                raise Wrong(words, in_eval)
            raise Wrong(OTHER_LOGITS, in_eval, as_text(got[0]), as_text(wanted[0]))
    alone = answer.do(operations.forward, named, seed, 0, image_size, images[:1], asked=asked)
    _check_alone(alone, wanted[:1], f"{in_eval}, for a batch of one image")
    inputs = named, seed, image_size, images, draw.normal(*wanted.shape)
    check_gradients(answer, reference, inputs, in_eval)
    return made


def _check_alone(alone: Any, wanted: Tensor, asked: str) -> None:
    """Raises `Wrong` unless the logits 1×K of a batch of one image are those it has in company."""
    if close(alone, wanted.squeeze(0)):
        raise Wrong(SQUEEZED, asked, f"shape {shape_text(alone.shape)}", shape_text(wanted.shape))
    alone = _logits_like(alone, wanted, asked)
    if not close(alone, wanted):
        raise Wrong(
            "A batch of one image gives other logits than the same image in company.",
            asked,
            *came_and_wanted(alone, wanted),
        )


def _logits_like(got: Any, wanted: Tensor, asked: str) -> Tensor:
    """A tensor of the shape, dtype and device of `wanted`. Raises `Wrong` for anything else."""
    try:
        return tensor_like(got, wanted)
    except Wrong as wrong:
        wrong.asked = asked
        raise


def _at_first_sight(got: Tensor, again: Any, wanted: Tensor, layers: Sequence[str]) -> str:
    """Words on wrong logits that need no other forward pass; empty where there are none.

    `again` is what came for the same images once more, `layers` are the kinds of the answer's.
    """
    if not same(got, again):
        return (
            "In eval mode the same images give other logits each time: something is dropped. "
            "F.dropout needs training=self.training; nn.Dropout knows the mode by itself."
        )
    if close(got, wanted.softmax(dim=1)) or close(got, wanted.log_softmax(dim=1)):
        return SOFTMAX
    return next((WRONG_LAYERS[layer] for layer in layers if layer in WRONG_LAYERS), "")


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
        only_biases = all(len(shape) == 1 for shape in missing)
        parts.append(NO_BIAS if only_biases else NOT_KEPT)
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


def check_dropout(
    answer: Answer,
    draw: Draw,
    reference: Callable[..., nn.Module],
    named: Mapping[str, Any] | None = None,
    image_size: tuple[int, int, int] = (1, 28, 28),
    mistaken: Mapping[str, dict[str, Any]] | None = None,
    after: tuple[int, int] | None = None,
) -> None:
    """Raises `Wrong` unless mean and spread of the logits in train mode are the reference's.

    Where the reference drops nothing, so must the answer: its logits are the same each time.
    `mistaken`: words on settings that the answer may use in place of those that are `named`.
    `after`: the shape, outputs × inputs, of the dense layer whose numbers are to be dropped.
    """
    named, seed = dict(named or {}), draw.seed()
    asked = f"model = {call_text(answer.name, (), named)}, in train mode"
    image = draw.normal(*image_size)

    def passed(settings: dict[str, Any]) -> Tensor:
        passes = operations.pass_many_times(reference, settings, seed, seed + 1, image, BATCHES)
        return torch.cat(passes)

    def answered(batches: int, *silent: tuple[int, int]) -> Tensor:
        came = answer.do(
            *(operations.pass_many_times, named, seed, seed, image, batches, *silent),
            asked=asked,
            seconds=MANY_PASSES_SECONDS,
        )
        return _joined(came, wanted[: batches * operations.BATCH], asked)

    wanted = passed(named)
    got = answered(BATCHES)
    if wanted.std(dim=0).max() < STILL:
        _check_that_nothing_is_dropped(got, wanted, asked)
        return
    if got.std(dim=0).max() < STILL:
        (in_eval,) = operations.forward(reference, named, seed, 0, image_size, image[None])
        raise Wrong(NOTHING_DROPPED if close(got[0], in_eval) else ALL_DROPPED, asked)
    if got.unflatten(0, (BATCHES, operations.BATCH)).std(dim=1).max() < STILL:
        raise Wrong(ONE_MASK, asked)
    if ((got == 0).float().mean(dim=0) > ZEROS).all():
        raise Wrong(DROPPED_LOGITS, asked)
    # With that layer's weights at 0, nothing that is dropped before it can change a logit.
    if after is not None and answered(1, after).std(dim=0).max() < STILL:
        raise Wrong(TOO_EARLY.format(after[0]), asked)
    if not _alike(got, wanted):
        words = diagnose(got, mistaken or {}, passed, agrees=_alike)
        raise Wrong(words or _what_differs(got, wanted), asked)


def _check_that_nothing_is_dropped(got: Tensor, wanted: Tensor, asked: str) -> None:
    if got.std(dim=0).max() > 10 * STILL:
        raise Wrong("Nothing should be dropped with these settings, but something is.", asked)
    if not close(got, wanted):
        raise Wrong(OTHER_IN_TRAIN_MODE, asked, as_text(got[0]), as_text(wanted[0]))


def _what_differs(got: Tensor, wanted: Tensor) -> str:
    """Words on logits in train mode that have another mean or spread than is wanted."""
    if _mean_is_off(got, wanted):
        return (
            "Dropout acts in train mode, but the logits have another mean than they should. "
            f"{ABOUT_DROPOUT} Where you wrote it yourself: what stays is divided by 1 − p."
        )
    effect = "larger" if (got.std(dim=0) / wanted.std(dim=0)).mean() > 1 else "smaller"
    return (
        f"Dropout acts in train mode, but its effect on the logits is {effect} than it should "
        f"be, or falls elsewhere. {ABOUT_DROPOUT}"
    )


def _mean_is_off(got: Tensor, wanted: Tensor) -> bool:
    error = (got.mean(dim=0) - wanted.mean(dim=0)).abs() / wanted.std(dim=0)
    return bool(error.max() > MEAN_OFF)


def _alike(got: Tensor, wanted: Tensor) -> bool:
    """Whether logits in train mode have the same mean and spread."""
    ratios = got.std(dim=0) / wanted.std(dim=0)
    return not _mean_is_off(got, wanted) and bool((ratios - 1).abs().max() <= SPREAD)


def _joined(came: Any, wanted: Tensor, asked: str) -> Tensor:
    """Logits of the wanted shape; a comparison with nan is always false and would pass them."""
    batches = len(wanted) // operations.BATCH
    parts = came if isinstance(came, list) and len(came) == batches else [came]
    got = torch.cat([_logits_like(part, wanted[: operations.BATCH], asked) for part in parts])
    if not bool(got.isfinite().all()):
        raise Wrong("Some logits are infinite or nan (not a number).", asked)
    return got
