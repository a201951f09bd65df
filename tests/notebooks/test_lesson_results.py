"""What the lessons' models reach: on MNIST what the text says, on the embedded digits less.

The result cards are those that the lessons wrote when nbval executed them (`course test` runs it
first and names the folder); the stored outputs of the lessons are those of MNIST.
"""

import os
import re
from pathlib import Path

import nbformat
import pytest

from course_utils.results import ResultCard, read_cards

LESSONS = Path(__file__).parents[2] / "notebooks"
MNIST_BANDS = {
    "two-layer CNN 10/20": (0.983, 0.992),
    "two-layer CNN 32/64": (0.988, 0.994),
    "deeper CNN": (0.992, 0.996),
    "LeNet": (0.990, 0.995),
    "configurable CNN": (0.987, 0.992),
    "configurable CNN with batch norm": (0.990, 0.995),
}
DIGITS_BANDS = {
    "two-layer CNN 10/20": (0.80, 1.0),
    "two-layer CNN 32/64": (0.80, 1.0),
    "deeper CNN": (0.90, 1.0),
    "LeNet": (0.85, 1.0),
    "configurable CNN": (0.80, 1.0),
    "configurable CNN with batch norm": (0.90, 1.0),
}
BANDS = {"MNIST": MNIST_BANDS, "embedded digits": DIGITS_BANDS}
PARAMETERS = {
    "two-layer CNN 10/20": 8_490,
    "two-layer CNN 32/64": 50_186,
    "deeper CNN": 1_379_557,
    "LeNet": 431_080,
    "configurable CNN": 119_530,
    "configurable CNN with batch norm": 119_722,
}
# Where each model's test is printed: the lesson, and what stands before its counts.
PRINTED = {
    "two-layer CNN 10/20": ("03_two_layer_cnn", r"10/20: loss [\d.]+, "),
    "two-layer CNN 32/64": ("03_two_layer_cnn", r"32/64: loss [\d.]+, "),
    "deeper CNN": ("04_deeper_cnn_dropout", r"loss [\d.]+, "),
    "LeNet": ("05_lenet", r"loss [\d.]+, "),
    "configurable CNN": ("06_configurable_cnn_batchnorm", r"configurable CNN: loss [\d.]+, "),
    "configurable CNN with batch norm": (
        "06_configurable_cnn_batchnorm",
        r"configurable CNN with batch norm: loss [\d.]+, ",
    ),
}


def cards_of(folder: Path) -> dict[str, ResultCard]:
    return {card.model: card for card in read_cards(folder)}


def executed() -> list[Path]:
    """The folders of cards that `course test` left, one for each execution of the lessons."""
    named = os.environ.get("COURSE_TEST_RESULTS")
    return sorted(path for path in Path(named).iterdir() if path.is_dir()) if named else []


@pytest.fixture(params=executed(), ids=lambda folder: folder.name)
def cards(request) -> dict[str, ResultCard]:
    return cards_of(request.param)


def test_every_model_of_the_lessons_has_a_card(cards):
    assert cards.keys() == PARAMETERS.keys()
    assert {name: card.parameters for name, card in cards.items()} == PARAMETERS


def test_the_accuracy_lies_in_the_band_of_its_data(cards):
    for name, card in cards.items():
        low, high = BANDS[card.data][name]
        assert low <= card.test_accuracy <= high, f"{name} on {card.data}: {card.test_accuracy:.2%}"


def stored_text(lesson: str) -> str:
    outputs = [
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for cell in nbformat.read(LESSONS / f"{lesson}.ipynb", 4).cells
        for output in cell.get("outputs", [])
    ]
    return "\n".join(outputs)


@pytest.mark.parametrize("name", MNIST_BANDS)
def test_the_stored_output_is_of_mnist_and_in_the_band(name):
    lesson, before = PRINTED[name]
    text = stored_text(lesson)
    assert "Data: MNIST, 60,000 training and 10,000 test images" in text
    right = re.search(rf"{before}(\d+)/10000", text)
    assert right is not None
    low, high = MNIST_BANDS[name]
    assert low <= int(right[1]) / 10_000 <= high


def test_the_last_table_sets_all_six_models_side_by_side():
    text = stored_text("06_configurable_cnn_batchnorm")
    assert "missing: none" in text
    for name, parameters in PARAMETERS.items():
        assert re.search(rf"^{re.escape(name)} +{parameters:,} parameters", text, re.MULTILINE)


def test_the_stored_output_of_lesson_1_has_mnists_sizes_balance_mean_and_deviation():
    text = stored_text("01_viewing_data")
    assert "torch.Size([60000, 28, 28]), torch.uint8" in text
    assert "torch.Size([10000, 28, 28]), torch.uint8" in text
    assert "rarest class:  5 with 9.0%" in text
    assert "most frequent: 1 with 11.2%" in text
    assert "mean 0.1307, standard deviation 0.3081" in text
    assert "batches of 100: 600 iterations" in text
