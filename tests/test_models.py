"""The course's networks: sizes as taught, and the same definition in lesson and package."""

import ast
import inspect
from pathlib import Path

import nbformat
import pytest
import torch
from torch import nn

from course_utils import models
from course_utils.models import ConfigurableCNN, DeeperCNN, LeNet, TwoLayerCNN, initialise
from course_utils.shapes import count_parameters, shape_ledger
from course_utils.training import intervals

LESSONS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize(
    ("filters", "kernel_size", "padding", "dense_inputs"),
    [((32, 64), 3, 1, 3136), ((16, 32), 5, 2, 1568), ((10, 20), 5, 0, 320)],
)
def test_the_two_layer_family_has_the_published_sizes(filters, kernel_size, padding, dense_inputs):
    model = TwoLayerCNN(filters, kernel_size, padding)
    assert model.classifier[1].in_features == dense_inputs
    assert model(torch.rand(3, 1, 28, 28)).shape == (3, 10)


def test_the_two_layer_net_has_50186_parameters():
    assert count_parameters(TwoLayerCNN()) == 50_186


def test_the_dense_layer_starts_with_xavier_weights():
    torch.manual_seed(0)
    weight = TwoLayerCNN().classifier[1].weight
    bound = (6 / (3136 + 10)) ** 0.5
    assert weight.abs().max() <= bound
    assert weight.std().item() == pytest.approx(bound / 3**0.5, rel=0.02)


def test_the_deeper_net_has_three_blocks_and_dropout_between_its_dense_layers():
    ledger = shape_ledger(DeeperCNN(), (1, 1, 28, 28))
    sides = [row.output_shape[-1] for row in ledger.rows if row.layer.endswith(".2")]
    assert sides == [14, 7, 4, 625]
    assert [row.layer for row in ledger.rows][-3:] == ["dense.2", "dropout", "last"]
    assert ledger.total == 1_379_557


@pytest.mark.parametrize(("keep_probability", "p"), [(0.5, 0.5), (0.75, 0.25), (1.0, 0.0)])
def test_the_deeper_net_drops_what_it_does_not_keep(keep_probability, p):
    assert DeeperCNN(keep_probability).dropout.p == p


def test_both_dense_layers_of_the_deeper_net_start_with_xavier_weights():
    torch.manual_seed(0)
    net = DeeperCNN()
    for layer in (net.dense[1], net.last):
        bound = (6 / (layer.in_features + layer.out_features)) ** 0.5
        assert layer.weight.abs().max() <= bound
        assert layer.weight.std().item() == pytest.approx(bound / 3**0.5, rel=0.03)


def test_lenet_has_the_size_table_and_the_parameters_as_taught():
    ledger = shape_ledger(LeNet(), (1, 1, 28, 28))
    sides = [row.output_shape[-1] for row in ledger.rows if row.layer[-1] in "02"][:4]
    assert sides == [24, 12, 8, 4]
    assert ledger.total == 431_080


def test_the_configurable_net_has_119530_parameters_by_default():
    assert count_parameters(ConfigurableCNN()) == 119_530
    assert count_parameters(ConfigurableCNN(batch_norm=True)) == 119_530 + 2 * (32 + 64)


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("input_size", [(1, 28, 28), (3, 32, 20)])
@pytest.mark.parametrize(
    ("channels", "hidden"), [((4,), ()), ((4, 8), (16,)), ((4, 6, 8), (16, 8))]
)
def test_the_configurable_net_takes_any_size_and_depth(batch_norm, input_size, channels, hidden):
    net = ConfigurableCNN(
        input_size, channels=channels, hidden=hidden, n_classes=7, batch_norm=batch_norm
    )
    assert net(torch.rand(2, *input_size)).shape == (2, 7)


def test_a_parameter_of_the_configurable_net_is_found_by_name():
    names = dict(ConfigurableCNN(batch_norm=True).named_parameters())
    assert names["layers.block1.conv.weight"].shape == (32, 1, 3, 3)
    assert names["layers.block2.norm.bias"].shape == (64,)
    assert names["layers.output.weight"].shape == (10, 32)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (dict(kernel_size=4), "odd"),
        (dict(channels=(4, 4, 4, 4, 4)), "does not fit"),
        (dict(input_size=(1, 28, 1)), "does not fit"),
        (dict(input_size=(28, 28)), "channels, height and width"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_a_value_error(wrong, words):
    with pytest.raises(ValueError, match=words):
        ConfigurableCNN(**wrong)


def test_initialise_gives_kaiming_weights_zero_biases_and_neutral_batch_norm():
    torch.manual_seed(0)
    net = ConfigurableCNN(batch_norm=True)
    nn.init.constant_(net.layers.block1.norm.weight, 3.0)
    initialise(net)
    conv, norm, dense = net.layers.block2.conv, net.layers.block1.norm, net.layers.dense1
    assert conv.weight.std().item() == pytest.approx((2 / (32 * 9)) ** 0.5, rel=0.03)
    assert dense.weight.std().item() == pytest.approx((2 / 3136) ** 0.5, rel=0.03)
    assert not any(layer.bias.any() for layer in (conv, norm, dense))
    assert torch.equal(norm.weight, torch.ones(32))


def definitions(source: str) -> dict[str, ast.stmt]:
    """Classes and functions of a module or notebook by name, without annotations."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for argument in [*node.args.args, *node.args.kwonlyargs]:
                argument.annotation = None
    return {
        node.name: node for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))
    }


def lesson_source(path: Path) -> str:
    cells = [cell.source for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    return "\n".join(source for source in cells if "%pip" not in source)


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_definition_in_a_lesson_is_the_one_in_the_package(path):
    ours = definitions(inspect.getsource(models)) | definitions(inspect.getsource(intervals))
    shown = definitions(lesson_source(path))
    for name in ours.keys() & shown.keys():
        assert ast.dump(shown[name]) == ast.dump(ours[name]), f"{name} differs in {path.name}"


# The lesson in which each definition of the package is first written out.
TAUGHT_IN = {
    "TwoLayerCNN": "03",
    "DeeperCNN": "04",
    "LeNet": "05",
    "conv_block": "06",
    "conv_blocks": "06",
    "dense_layers": "06",
    "initialise": "06",
    "ConfigurableCNN": "06",
}


def test_every_network_of_the_package_is_written_out_in_its_lesson():
    assert definitions(inspect.getsource(models)).keys() == TAUGHT_IN.keys()
    for path in LESSONS:
        taught = {name for name, lesson in TAUGHT_IN.items() if path.stem.startswith(lesson)}
        assert taught <= definitions(lesson_source(path)).keys()
