"""find_the_fault: why a model does not learn as it should, found from outside."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise, Wrong
from course_utils.answers.faulty_models import (
    BUILDS,
    CLASSES,
    FAULTS,
    SIDE,
    WITH_BATCH_NORM,
    coded,
    make_model,
)
from course_utils.answers.kept import seeded
from course_utils.answers.plain import as_text, same
from course_utils.checks.compare import NOTHING
from course_utils.checks.diagnose import diagnose

N_IMAGES = 16
ALIVE = 1e-4  # what the largest gradient of each parameter of a healthy model is above


class Trial(NamedTuple):
    """A model by build, fault and seed, a batch, and whether old gradients are in the model."""

    made_as: tuple[str, str, int]
    images: Tensor
    labels: Tensor
    old: bool

    @property
    def inputs(self) -> tuple[tuple[str, int, int], Tensor, Tensor, bool]:
        """What goes to where the answer runs; the fault is no word there."""
        build, fault, seed = self.made_as
        return (build, coded(fault, seed), seed), self.images, self.labels, self.old

    @property
    def asked(self) -> str:
        """The trial in words, without the fault."""
        old = ", with gradients of an earlier step" if self.old else ""
        return f"find_the_fault of a new model ({self.made_as[0]}{old})"


class Symptoms(NamedTuple):
    """What can be seen of a model; parameters and modules in its own order.

    largest: of each parameter's gradient after one backward pass, None where it has none;
    added: the same on top of the gradients that were there; silent: nn.ReLU that give 0 only;
    norms: how many layers of batch norm there are.
    """

    frozen: list[bool]
    largest: list[float | None]
    added: list[float | None]
    in_eval: list[type]
    silent: int
    norms: int


Sign = Callable[[Symptoms], bool]
Signs = Mapping[str, Sign]  # looked for in this order; the first that is there is the fault


def _has_none(seen: Symptoms) -> bool:
    return any(g is None and not f for g, f in zip(seen.largest, seen.frozen, strict=True))


SIGNS: Signs = {
    "frozen layer": lambda seen: any(seen.frozen),
    "batch norm in eval": lambda seen: bool(seen.in_eval),
    "detached features": _has_none,
    "dead ReLUs": lambda seen: 0 in seen.largest,
}


def _instead(**signs: Sign) -> Signs:
    names = {name.replace(" ", "_"): name for name in SIGNS}
    return {**SIGNS, **{names[name]: sign for name, sign in signs.items()}}


def _none_first(sign: Sign) -> Signs:
    return {"detached features": sign} | {n: s for n, s in SIGNS.items() if s is not _has_none}


def _never(seen: Symptoms) -> bool:
    return False


MISTAKES: Mapping[str, Signs] = {
    "Frozen layers are called detached: they have no gradient either. Ask requires_grad before you "
    "ask whether a gradient is None, and whether it is False for any parameter, not for all.": (
        _none_first(lambda seen: None in seen.largest)
    ),
    "Detached features leave gradients of None too. Frozen is what has requires_grad False.": (
        _instead(frozen_layer=lambda seen: None in seen.largest)
    ),
    "Not every ReLU is a layer: forward may call F.relu. Look at the gradients: nothing gets back "
    "through dead ReLUs, so some parameters have gradients of 0 throughout.": _instead(
        dead_ReLUs=lambda seen: seen.silent > 0
    ),
    "There is batch norm other than nn.BatchNorm2d. Ask every module for its mode: training.": (
        _instead(batch_norm_in_eval=lambda seen: nn.BatchNorm2d in seen.in_eval)
    ),
    "Batch norm in eval is missed. model.training tells the mode of the whole; each module has its "
    "own. Ask whether any of them is in eval mode, not whether all are.": (
        _instead(batch_norm_in_eval=_never)
    ),
    "One batch norm in eval mode is a fault, also where others are in train mode: any and not "
    "all.": _instead(batch_norm_in_eval=lambda seen: 0 < len(seen.in_eval) == seen.norms),
    "Gradients of an earlier step are still in some models, and hide what is missing. Start from "
    "None, on a copy.": _instead(
        detached_features=lambda seen: None in seen.added, dead_ReLUs=lambda seen: 0 in seen.added
    ),
    "The first parameter does not speak for all: look at each.": {
        "frozen layer": lambda seen: seen.frozen[0],
        "batch norm in eval": lambda seen: bool(seen.in_eval),
        "detached features": lambda seen: seen.largest[0] is None and not seen.frozen[0],
        "dead ReLUs": lambda seen: seen.largest[0] == 0,
    },
    "One layer is frozen, not all of them: any and not all.": _instead(
        frozen_layer=lambda seen: all(seen.frozen),
        detached_features=_has_none,
    ),
    "Frozen layers are missed: a frozen parameter has requires_grad False.": _instead(
        frozen_layer=_never
    ),
    "Detached features are missed: after backward() what lies before the cut has a gradient of "
    "None. Those are some of the parameters, not all.": _instead(detached_features=_never),
    "Dead ReLUs are missed: after backward() some parameters, not all, have gradients that are 0 "
    "throughout, which is not None.": _instead(dead_ReLUs=_never),
    "Every model is called healthy. On a copy: has any parameter, not all, requires_grad False, is "
    "any module in eval mode, and after backward(), is any gradient None, or 0 throughout?": {},
    "Gradients of None and gradients of 0 are two things: None where no way leads back, 0 where "
    "one does and nothing gets through.": _instead(
        detached_features=_never, dead_ReLUs=lambda seen: _has_none(seen) or 0 in seen.largest
    ),
}
LEFT: Mapping[str, str] = {
    "weights": "The model's weights have changed. A diagnosis takes no step.",
    "averages": "The running averages of batch norm have moved: each forward pass in train mode "
    "does that. Try a copy of the model: copy.deepcopy(model).",
    "gradients": "The model's gradients are others than before. Run backward() on a copy: "
    "copy.deepcopy(model).",
    "modes": "The model, or a layer of it, is in another mode than before.",
    "frozen": "requires_grad has changed. Leave it as it is, or work on a copy.",
    "hooks": "Hooks are left on the model. Remove them, or work on a copy.",
    "inputs": "The images or the labels have changed in place.",
}


def check(answer: Answer, draw: Draw) -> str:
    """Right is the fault of each model, which is left as it was; raises `Wrong`."""
    trials = _trials(draw)
    found = [answer.do(operations.look_into, *t.inputs, asked=t.asked) for t in trials]
    came = [_named(one["returned"], t) for one, t in zip(found, trials, strict=True)]
    bad = [i for i, trial in enumerate(trials) if came[i] != trial.made_as[1]]
    if bad:
        seen = [_symptoms(trial) for trial in trials]
        words = diagnose(came, MISTAKES, lambda signs: [_first(signs, one) for one in seen])
        trial = trials[bad[0]]
        raise Wrong(
            words
            or "On a copy: is requires_grad False anywhere, is a module in eval mode, and "
            "after one backward pass, is a gradient None, or 0 throughout?",
            trial.asked,
            as_text(came[bad[0]]),
            as_text(trial.made_as[1]),
        )
    for one, trial in zip(found, trials, strict=True):
        for what, words in LEFT.items():
            if not same(one["before"][what], one["after"][what]):
                raise Wrong(words, trial.asked)
    return (
        f"{len(trials)} new models of {len(BUILDS)} builds, and what they were left like: weights, "
        "running averages, gradients, modes."
    )


def _first(signs: Signs, seen: Symptoms) -> str:
    return next((name for name, sign in signs.items() if sign(seen)), "healthy")


def _named(got: Any, trial: Trial) -> str:
    if got is None:
        raise Wrong(NOTHING, trial.asked)
    if not isinstance(got, str) or got not in FAULTS:
        names = ", ".join(map(as_text, FAULTS))
        raise Wrong(f"One of five strings is wanted: {names}.", trial.asked, as_text(got))
    return got


def _trials(draw: Draw) -> list[Trial]:
    """Each fault in each build that can have it, with old gradients and without."""
    trials = []
    for build in BUILDS:
        for fault in FAULTS:
            if fault == "batch norm in eval" and build not in WITH_BATCH_NORM:
                continue
            for old in (False, True):
                trials.append(_trial(draw, build, fault, old))
    return trials


def _trial(draw: Draw, build: str, fault: str, old: bool) -> Trial:
    """One whose model, without the fault, has a gradient in every parameter, as nearly all have.

    Of two residual models with dead ReLUs, one is dead where the shortcut leads around: there the
    first parameter still has a gradient, and most of the others too.
    """
    images = draw.uniform(N_IMAGES, 1, SIDE, SIDE)
    labels = draw.integers(0, CLASSES - 1, N_IMAGES)
    leads_around = (build, fault, old) == ("residual", "dead ReLUs", False)
    while True:
        seed = draw.seed()
        healthy = _symptoms(Trial((build, "healthy", seed), images, labels, False))
        trial = Trial((build, fault, seed), images, labels, old)
        is_alive = all(largest and largest > ALIVE for largest in healthy.largest)
        if is_alive and not (leads_around and _symptoms(trial).largest[0] == 0):
            return trial


def _symptoms(trial: Trial) -> Symptoms:
    model = make_model(*trial.inputs[0])
    outputs: list[Tensor] = []
    fresh = deepcopy(model)
    for module in fresh.modules():
        if isinstance(module, nn.ReLU):
            module.register_forward_hook(lambda _, __, output: outputs.append(output.detach()))
    if trial.old:
        operations.leave_gradients(model)
    with seeded(0), torch.enable_grad():
        for one in (fresh, model):
            F.cross_entropy(one(trial.images), trial.labels).backward()
    return Symptoms(
        frozen=[not p.requires_grad for p in fresh.parameters()],
        largest=_largest_gradients(fresh),
        added=_largest_gradients(model),
        in_eval=[type(m) for m in fresh.modules() if not m.training],
        silent=sum(not bool(output.any()) for output in outputs),
        norms=sum(isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)) for m in fresh.modules()),
    )


def _largest_gradients(model: nn.Module) -> list[float | None]:
    return [None if p.grad is None else p.grad.abs().max().item() for p in model.parameters()]


EXERCISE = Exercise("find_the_fault(model, images, labels)", check, points=2)
