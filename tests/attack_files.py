"""Reads tests/attacks/ and makes submissions of them, and of right answers.

A file begins with what it does, the lesson it is handed in for, the answers that honestly get
nothing (`none`, `all` or names) and the status; then come its cells. Right answers to whatever it
neither defines nor gives up follow as further cells, so that its honest mark is all the rest.
"""

import base64
import io
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import torch
from answer_files import answers
from torch import nn
from torch.nn import functional as F

from course_utils.checks.catalogue import exercises
from course_utils.data import load_splits
from course_utils.training.recipes import Recipe, fit_by_recipe

FOLDER = Path(__file__).parent / "attacks"
FILES = {
    0: "00_tensors_and_gradients",
    1: "01_viewing_data",
    2: "02_convolution_and_pooling",
    3: "03_two_layer_cnn",
    5: "05_lenet",
    6: "06_configurable_cnn_batchnorm",
}
SET_UP = """\
import math

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

from course_utils.checks import check, scorecard
"""


def in_names() -> dict[str, torch.Tensor]:
    """The test images and their labels, spelled out in a name; 8×8 numbers and a label each."""
    images, labels = (part.cpu() for part in load_splits().test[torch.arange(360)])
    small = (F.adaptive_avg_pool2d(images, 8).flatten(1) * 255).round().to(torch.uint8)
    table = torch.cat([small, labels[:, None].to(torch.uint8)], dim=1)
    text = base64.b64encode(bytes(table.flatten().tolist())).decode()
    return {"one": torch.ones(1), f"0000{text}": torch.empty(0)}


def trained(name: str) -> dict[str, torch.Tensor]:
    """Weights for the network that a file of the corpus builds."""
    source = (FOLDER / f"{name}.py").read_text(encoding="utf-8")
    names = {"torch": torch, "nn": nn}
    exec(source.replace("model.load_state_dict", "type"), names)
    names["torch"] = SimpleNamespace(load=lambda *_, **__: None)
    return fitted(names["build_your_best"])


def fitted(build: Callable[[], nn.Module]) -> dict[str, torch.Tensor]:
    """Weights of a network that was trained on the digits."""
    torch.manual_seed(0)
    model, splits = build(), load_splits()
    recipe = Recipe(learning_rate=0.005, epochs=15)
    fit_by_recipe(model, splits.train, splits.validation, recipe, progress=False)
    return model.state_dict()


def packed() -> dict[str, torch.Tensor]:
    """Weights for `two_numbers_in_one.py`: those of a dense network, two in each number."""
    held = fitted(
        lambda: nn.Sequential(nn.Flatten(), nn.Linear(784, 48), nn.ReLU(), nn.Linear(48, 10))
    )
    names = ("1.weight", "1.bias", "3.weight", "3.bias")
    halves = torch.cat([held[name].flatten() for name in names]).bfloat16().view(torch.int16)
    upper, lower = halves.to(torch.int32).chunk(2)
    return {"numbers": (upper << 16 | lower & 0xFFFF).view(torch.float32)}


WEIGHTS = {
    "scale": lambda: {"scale": torch.ones(1)},
    "million": lambda: {
        "running_mean": torch.zeros(1_000_000),
        "last.weight": torch.zeros(10, 784),
        "last.bias": torch.zeros(10),
    },
    "in names": in_names,
    "trained": lambda: trained("honest_loads_its_weights"),
    "of wraps_the_courses_network": lambda: trained("wraps_the_courses_network"),
    "packed": packed,
}


@cache
def weights_file(name: str) -> bytes:
    """One of `WEIGHTS` as torch saves it; each is trained once."""
    buffer = io.BytesIO()
    torch.save(WEIGHTS[name](), buffer)
    return buffer.getvalue()


@dataclass(frozen=True)
class Attack:
    """One file of the corpus."""

    name: str
    about: str
    lesson: int
    zero: frozenset[str]
    statuses: tuple[str, ...]
    cells: tuple[str, ...]
    weights: str

    def marks(self) -> dict[str, int]:
        """The honest mark of every exercise."""
        return {e.name: 0 if e.name in self.zero else e.points for e in exercises(self.lesson)}

    def submission(self) -> list[str]:
        """Its cells and right answers to the rest."""
        text = "\n".join(self.cells)
        here = {name for name in self.marks() if re.search(rf"^(def|class) {name}\b", text, re.M)}
        left = [name for name in self.marks() if name not in here | self.zero]
        return [SET_UP, *self.cells, *right_answers(left), f"scorecard({self.lesson})"]


def attacks(lesson: int | None = None) -> list[Attack]:
    """The corpus, or what of it belongs to a lesson."""
    read = [_read(path) for path in sorted(FOLDER.glob("*.py"))]
    return [attack for attack in read if lesson in (None, attack.lesson)]


def _read(path: Path) -> Attack:
    head, *cells = path.read_text(encoding="utf-8").split("# %%\n")
    said = dict(re.findall(r"^# (\w+): (.*)$", head, re.MULTILINE))
    lesson, names = int(said["lesson"]), said["zero"]
    every = {e.name for e in exercises(lesson)}
    zero = {"all": every, "none": set()}.get(names, set(names.split(", ")))
    assert zero <= every, f"{path.name}: {zero - every}"
    statuses = tuple(said["status"].split(" or "))
    weights = said.get("weights", "")
    return Attack(path.stem, said["what"], lesson, frozenset(zero), statuses, tuple(cells), weights)


def right_answers(names: Iterable[str]) -> list[str]:
    """The first right answer to each exercise."""
    held = {}
    for answer in answers():
        if answer.kind in ("right", "model"):
            held.setdefault(answer.exercise, answer.source)
    return [held[name] for name in names]


def good_submission(lesson: int) -> list[str]:
    return [SET_UP, *right_answers(e.name for e in exercises(lesson)), f"scorecard({lesson})"]


def notebook(cells: Iterable[str], **metadata: object) -> dict:
    """A notebook of format 4 with these code cells."""
    code = [
        {
            "cell_type": "code",
            "id": f"cell-{number}",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source.splitlines(keepends=True),
        }
        for number, source in enumerate(cells)
    ]
    return {"cells": code, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def hand_in(folder: Path, lesson: int, cells: Iterable[str], weights: str = "") -> Path:
    """Write a student's folder."""
    folder.mkdir(parents=True)
    path = folder / f"{FILES[lesson]}.ipynb"
    path.write_text(json.dumps(notebook(cells)), encoding="utf-8")
    if weights:
        (folder / "best_model.pt").write_bytes(weights_file(weights))
    return path
