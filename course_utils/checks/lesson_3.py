"""What the exercises of lesson 3 must do."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from course_utils import models
from course_utils.checks import operations
from course_utils.checks.answer import Answer
from course_utils.checks.compare import case, close, compare, number
from course_utils.checks.draw import Draw
from course_utils.checks.epochs import check_evaluate, check_train_one_epoch
from course_utils.checks.exercise import Exercise, Wrong
from course_utils.checks.momentum import check_sgd_momentum_step
from course_utils.checks.networks import WRONG_LAYERS, check_network
from course_utils.checks.plain import shown
from course_utils.checks.probes import kinds_of, make_probe


def check_two_layer_cnn(answer: Answer, draw: Draw) -> str:
    without = "No ReLU after the {} convolution: one is missing in forward."
    check_network(
        answer,
        draw,
        models.TwoLayerCNN,
        mistakes={
            without.format("first"): lambda m: _blocks(m, relu1=False),
            without.format("second"): lambda m: _blocks(m, relu2=False),
            without.format("first or second"): lambda m: _blocks(m, relu1=False, relu2=False),
            "There is a ReLU after the last layer. Logits may be negative: leave it out.": (
                lambda m: lambda images: m(images).relu()
            ),
            WRONG_LAYERS["AvgPool2d"]: lambda m: _blocks(m, pool=F.avg_pool2d),
            "Pool with the maximum, not with the mean: F.max_pool2d.": (
                lambda m: _blocks(m, pool=F.avg_pool2d, relu_before=True)
            ),
        },
    )
    return "Its 50,186 parameters by layer, and its logits with known weights, one image and three."


def _blocks(
    m: models.TwoLayerCNN,
    relu1: bool = True,
    relu2: bool = True,
    pool: Callable = F.max_pool2d,
    relu_before: bool = False,
) -> Callable:
    def forward(images: Tensor) -> Tensor:
        x = images
        for block, relu in ((m.block1, relu1), (m.block2, relu2)):
            x = block[0](x)
            x = pool(x.relu() if relu_before else x, 2)
            x = x.relu() if relu else x
        return m.classifier(x)

    return forward


def check_count_parameters(answer: Answer, draw: Draw) -> str:
    seed = draw.seed()
    for probe in ("modes", "nested", "without bias", "wide", "partly frozen", "drawn"):
        model = make_probe(probe, seed)
        asked = f"count_parameters of a model with the layers {', '.join(kinds_of(model))}"
        parameters = list(model.parameters())
        wanted = sum(p.numel() for p in parameters if p.requires_grad)
        got = number(answer.do(operations.on_probe, probe, seed, asked=asked), whole=True)
        if got == wanted:
            continue
        words = (
            "Add up numel() of every parameter: weights and biases of all layers, nested ones too."
        )
        if got == sum(p.numel() for p in parameters):
            words = "Frozen parameters are counted too. Only those with requires_grad are trained."
        elif got == len(parameters):
            words = "That is the number of tensors. Each has numel() numbers."
        elif got == sum(p.numel() for p in parameters if p.dim() > 1 and p.requires_grad):
            words = "The biases are missing: every parameter counts."
        elif got in (
            sum(v.numel() for v in model.state_dict().values()),
            wanted + sum(b.numel() for b in model.buffers()),
        ):
            words = "Buffers, such as running averages, are counted too. Use parameters()."
        raise Wrong(words, asked, f"{got:,}", f"{wanted:,}")
    return "Six models: nested layers, layers without bias, batch norm, a frozen layer."


def check_cross_entropy(answer: Answer, draw: Draw) -> str:
    cases = [
        case(scale * draw.normal(n, classes), draw.integers(0, classes - 1, n))
        for n, classes, scale in [(5, 10, 1), (1, 10, 3), (8, 3, 2), (64, 10, 1), (7, 20, 0.1)]
    ]
    compare(
        answer,
        cases,
        right=F.cross_entropy,
        mistakes={
            "The logits go through softmax twice. cross_entropy takes logits.": (
                lambda logits, targets: F.cross_entropy(logits.softmax(dim=1), targets)
            ),
            "The sign is missing: the loss is minus the log of the right class's share.": (
                lambda logits, targets: -F.cross_entropy(logits, targets)
            ),
            "That is the sum over the samples; the mean is wanted.": (
                lambda logits, targets: F.cross_entropy(logits, targets, reduction="sum")
            ),
            "One loss for each sample came; their mean is wanted.": (
                lambda logits, targets: F.cross_entropy(logits, targets, reduction="none")
            ),
            "The logarithm is missing, or softmax is: that is minus the logit itself.": (
                lambda logits, targets: F.nll_loss(logits, targets)
            ),
            "The logarithm is missing: the loss is −log of the share, not −share.": (
                lambda logits, targets: F.nll_loss(logits.softmax(dim=1), targets)
            ),
            "The softmax runs over the samples (dim=0). It runs over the classes: dim=1.": (
                lambda logits, targets: F.nll_loss(logits.log_softmax(dim=0), targets)
            ),
            "The mean is taken over samples and classes. Pick each sample's right class first.": (
                lambda logits, targets: F.cross_entropy(logits, targets) / logits.shape[1]
            ),
            "All logarithms are averaged. Pick the one of the right class for each sample.": (
                lambda logits, targets: -logits.log_softmax(dim=1).mean()
            ),
            "log2 was used; take the natural logarithm.": (
                lambda logits, targets: F.cross_entropy(logits, targets) / math.log(2)
            ),
            "log10 was used; take the natural logarithm.": (
                lambda logits, targets: F.cross_entropy(logits, targets) / math.log(10)
            ),
            "logits[:, targets] takes every sample's class for every sample. Pick one for each: "
            "logits[torch.arange(n), targets].": (
                lambda logits, targets: -logits.log_softmax(dim=1)[:, targets].mean()
            ),
        },
        look_at="For each sample: −log softmax of the right class; then the mean.",
        read=_loss,
    )
    _check_stable(answer, draw)
    return "Five batches with 3 to 20 classes, and logits of ±1000, which must not give inf or nan."


def _loss(got: Any, wanted: Tensor) -> Tensor:
    if isinstance(got, Tensor) and got.dim() > 0:
        if got.dim() == 1 and got.numel() > 1:
            return got  # one loss a sample: among the mistakes
        raise Wrong(f"A single number is wanted; {shown(got)} came.", came=shown(got))
    return torch.tensor(number(got), dtype=wanted.dtype)


def _check_stable(answer: Answer, draw: Draw) -> None:
    logits = 1000.0 * (draw.integers(0, 1, 6, 10) * 2 - 1)
    logits[:, 0], logits[:, 1] = 1000.0, -1000.0
    logits[5] = -1000.0  # the largest logit of this row is not that of the batch
    targets = torch.tensor([0, 0, 1, 0, 1, 0])
    asked = "cross_entropy of logits of 1000 and −1000"
    got = number(answer(logits, targets))
    wanted = F.cross_entropy(logits, targets).item()
    if not close(got, wanted):
        raise Wrong(
            "exp(1000) is infinite in float32, and the log of a share of 0 is −inf. Subtract each "
            "row's largest logit before exp, or use torch.logsumexp or log_softmax.",
            asked,
            shown(got),
            shown(wanted),
        )


EXERCISES = (
    Exercise("TwoLayerCNN()", check_two_layer_cnn, points=2),
    Exercise("count_parameters(model)", check_count_parameters),
    Exercise("cross_entropy(logits, targets)", check_cross_entropy, to_write=("CrossEntropyLoss",)),
    Exercise(
        "sgd_momentum_step(parameters, velocities, learning_rate, momentum)",
        check_sgd_momentum_step,
        to_write=("SGD",),
    ),
    Exercise(
        "train_one_epoch(model, loader, loss_function, optimizer)", check_train_one_epoch, points=2
    ),
    Exercise("evaluate(model, loader, loss_function)", check_evaluate, points=2),
)
