"""New weights for a model: what they are, and whether an optimiser would still find them."""

from collections.abc import Callable

import torch

from course_utils.answers.probes import filled_probe, weights_of


def start_probe(function: Callable, probe: str, seed: int) -> dict:
    """The named weights of a probe before and after, and which parameters are other objects."""
    model = filled_probe(probe, seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(3).add_(0.1)  # far from any usual start
    before, held = weights_of(model), dict(model.named_parameters())
    function(model)
    now = dict(model.named_parameters())
    exchanged = [name for name, parameter in held.items() if now.get(name) is not parameter]
    return {"before": before, "after": weights_of(model), "exchanged": exchanged}
