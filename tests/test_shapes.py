"""Sizes: the formula agrees with torch, and the ledger with the network."""

import itertools

import pytest
import torch
from torch import nn

from course_utils.models import TwoLayerCNN
from course_utils.shapes import conv_output_size, count_parameters, shape_ledger


@pytest.mark.parametrize("size", [5, 7, 28])
def test_the_formula_gives_the_size_that_torch_gives(size):
    for kernel, stride, padding, dilation in itertools.product(
        (1, 2, 3, 5), (1, 2, 3), (0, 1), (1, 2)
    ):
        layer = nn.Conv2d(1, 1, kernel, stride, padding, dilation)
        blank = torch.zeros(1, 1, size, size)
        if size + 2 * padding < dilation * (kernel - 1) + 1:
            with pytest.raises(ValueError, match="does not fit"):
                conv_output_size(size, kernel, stride, padding, dilation)
            continue
        expected = layer(blank).shape[-1]
        assert conv_output_size(size, kernel, stride, padding, dilation) == expected


@pytest.mark.parametrize("wrong", [dict(stride=0), dict(padding=-1), dict(dilation=0)])
def test_sizes_below_their_least_value_are_refused(wrong):
    with pytest.raises(ValueError, match="start at 1"):
        conv_output_size(28, 3, **wrong)


def test_count_parameters_leaves_out_frozen_ones():
    model = nn.Linear(3, 2)
    assert count_parameters(model) == 8
    model.bias.requires_grad_(False)
    assert count_parameters(model) == 6


def test_the_ledger_of_the_two_layer_net_holds_its_shape_chain():
    rows = shape_ledger(TwoLayerCNN(), (1, 1, 28, 28)).rows
    chain = [(1, 32, 28, 28)] + [(1, 32, 14, 14)] * 2 + [(1, 64, 14, 14)]
    chain += [(1, 64, 7, 7)] * 2 + [(1, 3136), (1, 10)]
    assert [row.output_shape for row in rows] == chain
    assert [row.parameters for row in rows if row.parameters] == [320, 18_496, 31_370]


def test_the_ledgers_receptive_field_is_what_one_output_really_sees():
    torch.manual_seed(0)
    blocks = nn.Sequential(TwoLayerCNN().block1, TwoLayerCNN().block2)
    image = torch.rand(1, 1, 28, 28, requires_grad=True)
    smooth = nn.Sequential(*[_smooth(layer) for block in blocks for layer in block])
    smooth(image)[0, :, 3, 3].sum().backward()
    rows_seen = image.grad[0, 0].abs().sum(dim=1).nonzero()
    side = int(rows_seen.max() - rows_seen.min()) + 1
    assert shape_ledger(blocks, (1, 1, 28, 28)).rows[-1].field == f"{side}×{side}"


def _smooth(layer: nn.Module) -> nn.Module:
    """The same window, with a gradient to every pixel in it."""
    if isinstance(layer, nn.MaxPool2d):
        return nn.AvgPool2d(layer.kernel_size)
    return nn.Identity() if isinstance(layer, nn.ReLU) else layer


@pytest.mark.parametrize("training", [True, False])
def test_the_ledger_leaves_the_model_as_it_was(training):
    model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2)).train(training)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    shape_ledger(model, (1, 1, 8, 8))
    assert model.training is training
    assert not model[0]._forward_hooks
    assert all(torch.equal(value, before[name]) for name, value in model.state_dict().items())


def test_the_ledger_removes_its_hooks_when_the_size_does_not_fit():
    model = TwoLayerCNN()
    with pytest.raises(RuntimeError, match="cannot be multiplied"):
        shape_ledger(model, (1, 1, 20, 20))
    assert not any(layer._forward_hooks for layer in model.modules())


def test_the_ledger_prints_as_text_and_as_a_table():
    ledger = shape_ledger(TwoLayerCNN(), (1, 1, 28, 28))
    assert "1×3136" in str(ledger)
    assert str(ledger).splitlines()[-1].split() == ["total", "50,186"]
    assert ledger._repr_html_().count("<tr>") == len(ledger.rows) + 2


def test_the_ledgers_numbers_of_parameters_end_alike():
    ledger = shape_ledger(TwoLayerCNN(), (1, 1, 28, 28))
    column = str(ledger).splitlines()[0].index("parameters") + len("parameters")
    ends = [line[:column].split()[-1] for line in str(ledger).splitlines()]
    assert ends == ["parameters", *(f"{row.parameters:,}" for row in ledger.rows), "50,186"]
    assert '<td style="text-align:right">50,186</td>' in ledger._repr_html_()


def test_the_ledger_takes_a_single_layer_and_padding_by_name():
    ledger = shape_ledger(nn.Conv2d(1, 4, 3, padding="same"), (1, 1, 9, 9))
    assert ledger.rows[0].output_shape == (1, 4, 9, 9)
    assert "padding same" in ledger.rows[0].does


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (nn.MaxPool2d(2, padding=1), "largest of each 2×2 window, stride 2, padding 1"),
        (nn.Dropout(0.5), "drops a share of 0.5 while training"),
        (nn.Dropout2d(0.5), "drops a share of 0.5 of the channels while training"),
        (nn.BatchNorm2d(3), "each channel to mean 0 and variance 1, then scaled and shifted"),
    ],
)
def test_the_ledger_says_in_words_what_a_layer_does(layer, words):
    assert shape_ledger(layer, (1, 3, 7, 7)).rows[0].does == words
