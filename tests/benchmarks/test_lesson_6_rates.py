"""The benchmark that chose lesson 6's rates trains the lesson's own networks."""

import ast
import importlib.util
from pathlib import Path

import nbformat
import pytest

from course_utils.shapes import count_parameters

ROOT = Path(__file__).parents[2]
BENCHMARK = ROOT / "benchmarks" / "lesson_6_rates.py"
LESSON = ROOT / "notebooks" / "06_configurable_cnn_batchnorm.ipynb"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("lesson_6_rates", BENCHMARK)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def functions(source: str) -> dict[str, str]:
    return {
        node.name: ast.dump(ast.Module(node.body, []))
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("name", ["deep_stack", "mlp"])
def test_the_networks_are_those_of_the_lesson(name):
    cells = [c.source for c in nbformat.read(LESSON, 4).cells if c.cell_type == "code"]
    ours, shown = functions(BENCHMARK.read_text("utf-8")), functions("\n".join(cells))
    assert ours[name] == shown[name]


def test_cnn_and_mlp_are_about_as_large(benchmark):
    assert count_parameters(benchmark.cnn()) == 28_938
    assert count_parameters(benchmark.mlp()) == 28_630
