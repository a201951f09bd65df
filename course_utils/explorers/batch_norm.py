"""The batch-norm view: its page carries the histograms, to which γ and β only do arithmetic."""

import math

import numpy as np
from matplotlib.figure import Figure
from torch import Tensor, nn

from course_utils.errors import InputError
from course_utils.explorers import stills
from course_utils.explorers.pages import show_page
from course_utils.explorers.widgets import input_of

BINS = 60


def batch_norm_view(model: nn.Module, images: Tensor) -> None:
    """Look into the batch norms of a model, with a batch of images N×1×28×28.

    What is shown is counted now; the view needs no kernel afterwards. Raises InputError for a
    model that has no batch norm with γ, β and running averages.
    """
    layers = layers_of(model, images)
    alt = (
        f"Three histograms of {layers[0][0]}, channel 0: before, normalised, after γ and β. Their "
        "bars are as tall, since they count the same numbers; only the places differ."
    )
    show_page("batch_norm", {"layers": layers}, _still(layers[0]), alt)


def layers_of(model: nn.Module, images: Tensor) -> list[list]:
    """What the view is given: [name, eps, [images, height, width], channels] of each batch norm.

    A channel is [lowest, highest, counts, [mean, variance] of the batch, [mean, variance] of the
    running averages, γ, β]. Raises InputError as `batch_norm_view` does.
    """
    norms = [(n, m) for n, m in model.named_modules() if isinstance(m, nn.BatchNorm2d)]
    if not norms or any(m.weight is None or m.running_mean is None for _, m in norms):
        raise InputError(
            "The model needs batch norm with γ, β and running averages. Configure one with "
            "batch_norm=True."
        )
    return [_layer(name, norm, input_of(model, norm, images)) for name, norm in norms]


def _layer(name: str, norm: nn.BatchNorm2d, seen: Tensor) -> list:
    seen = seen.float().cpu()
    if not seen.isfinite().all():
        raise InputError("The network's numbers are not finite: its training has diverged.")
    n_images, n_channels, height, width = seen.shape
    channels = [_channel(norm, index, seen[:, index]) for index in range(n_channels)]
    return [name, norm.eps, [n_images, height, width], channels]


def _channel(norm: nn.BatchNorm2d, index: int, values: Tensor) -> list:
    counts, edges = np.histogram(values.numpy(), bins=BINS)
    return [
        *(float(edges[0]), float(edges[-1]), counts.tolist()),
        [values.mean().item(), values.var(correction=0).item()],
        [norm.running_mean[index].item(), norm.running_var[index].item()],
        *(norm.weight[index].item(), norm.bias[index].item()),
    ]


def _still(layer: list) -> Figure:
    _, eps, _, channels = layer
    first, last, counts, (mean, variance), _, weight, bias = channels[0]
    edges = np.linspace(first, last, BINS + 1)
    normalised = (edges - mean) / math.sqrt(variance + eps)
    after = weight * normalised + bias
    if weight < 0:  # a histogram's edges go upwards
        after, flipped = after[::-1], counts[::-1]
    else:
        flipped = counts
    panels = {
        ("before", "x, a number of the channel"): (counts, edges),
        ("normalised", "x̂, in standard deviations"): (counts, normalised),
        ("after γ and β", "y = γ · x̂ + β"): (flipped, after),
    }
    return stills.histograms(panels)
