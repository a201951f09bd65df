"""An exercise notebook in the middle of the work runs to its end, and says where it stands."""

from pathlib import Path

import nbformat
import pytest
from attack_files import right_answers
from nbformat.v4 import new_code_cell

from course_utils.answers import answer
from course_utils.authoring.executing import execute
from course_utils.authoring.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = ROOT / "exercises"
CASES = {
    "02_convolution_and_pooling": {
        "conv_output_size": "def conv_ouput_size(size, kernel_size, stride=1):\n    return size\n",
        "conv2d_loops": "import sys\n\n\ndef conv2d_loops(image, kernel):\n    sys.exit()\n",
        "edge_kernel": "def edge_kernel(direction):\n    while True:\n        pass\n",
    },
    "03_two_layer_cnn": {
        "TwoLayerCNN": "class TwolayerCNN(nn.Module):\n    pass\n",
        "count_parameters": "def count_parameters(model):\n    exit()\n",
        "cross_entropy": "def cross_entropy(logits, targets):\n    while True:\n        pass\n",
    },
}
SECONDS = {"02_convolution_and_pooling": 5, "03_two_layer_cnn": 2}  # 5 is what learners have
RIGHT = {"02_convolution_and_pooling": "receptive_field", "03_two_layer_cnn": "sgd_momentum_step"}
FAULTS = (
    ("Should it be",),  # the misspelt one
    ("exit", "Look at"),
    ("stopped after {seconds} seconds",),
)


@pytest.mark.parametrize("lesson", CASES)
def test_it_runs_to_its_end_and_each_fault_costs_only_itself(lesson, tmp_path):
    notebook = nbformat.read(EXERCISES / f"{lesson}.ipynb", as_version=4)
    written = {**CASES[lesson], RIGHT[lesson]: right_answers([RIGHT[lesson]])[0]}
    for name, source in written.items():
        [cell] = [c for c in notebook.cells if f" {name}(" in c.source and "YOUR CODE" in c.source]
        cell.source = source
    limit = f"from course_utils.answers import answer\nanswer.SECONDS = {SECONDS[lesson]}.0"
    if SECONDS[lesson] != answer.SECONDS:
        notebook.cells.insert(0, new_code_cell(limit))
    path = tmp_path / f"{lesson}.ipynb"
    nbformat.write(notebook, path)
    done = execute(path, {"COURSE_DATA": "digits"}, Progress(lessons=1))
    assert done.problem is None
    said = {name: check_output(done.notebook, name) for name in written}
    for (name, words), expected in zip(said.items(), [*FAULTS, ("passed",)], strict=True):
        wanted = [word.format(seconds=SECONDS[lesson]) for word in expected]
        assert all(word in words for word in wanted), (name, words)
    card = str(done.notebook.cells[-1].outputs[0].data["text/plain"])
    assert card.startswith("Scorecard: 1 of ")
    assert card.count("not answered yet") == card.count("\n") - 1 - 3  # the others, but for faults


def check_output(notebook: nbformat.NotebookNode, name: str) -> str:
    """What the check of an exercise said."""
    [cell] = [cell for cell in notebook.cells if cell.source == f'check("{name}")']
    return cell.outputs[0].data["text/plain"]
