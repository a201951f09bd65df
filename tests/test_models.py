"""The course's networks: sizes as taught, and the same definition in lesson and package."""

import ast
import inspect
from pathlib import Path

import nbformat
import pytest
import torch

from course_utils import models
from course_utils.models import TwoLayerCNN
from course_utils.shapes import count_parameters

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
def test_a_network_in_a_lesson_is_the_one_in_the_package(path):
    ours = definitions(inspect.getsource(models))
    shown = definitions(lesson_source(path))
    for name in ours.keys() & shown.keys():
        assert ast.dump(shown[name]) == ast.dump(ours[name]), f"{name} differs in {path.name}"


def test_every_network_of_the_package_is_written_out_in_a_lesson():
    shown = set().union(*(definitions(lesson_source(path)) for path in LESSONS))
    assert definitions(inspect.getsource(models)).keys() <= shown
