"""A notebook with every interactive view, and ways to read and move what a view shows."""

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat
import torch
from nbformat.v4 import new_code_cell, new_notebook
from torch.nn import functional as F

from course_utils.explorers import VIEWS
from course_utils.models import ConfigurableCNN, TwoLayerCNN

ROUNDING = 0.0051  # the views show two decimals
SETUP = """
import torch
from course_utils import explorers
from course_utils.models import ConfigurableCNN, TwoLayerCNN

image = torch.tensor([[((3 * r + 5 * c) % 11) / 10 for c in range(7)] for r in range(7)])
digit = torch.arange(784).remainder(256).to(torch.uint8).reshape(28, 28)
"""
_names: dict = {}
exec(SETUP, _names)
IMAGE, DIGIT = _names["image"], _names["digit"]
MODELS = """
torch.manual_seed(0)
model = TwoLayerCNN()
normed = ConfigurableCNN(batch_norm=True)
torch.manual_seed(1)
batch = torch.rand(50, 1, 28, 28)
"""
CELLS = [SETUP, MODELS, *(view.example for view in VIEWS)]


def names_of_the_notebook() -> dict:
    """What the notebook has defined before its first view."""
    names: dict = {}
    exec(SETUP, names)
    exec(MODELS, names)
    return names


def models() -> dict:
    names = {"torch": torch, "TwoLayerCNN": TwoLayerCNN, "ConfigurableCNN": ConfigurableCNN}
    exec(MODELS, names)
    return names


def shown(view, name: str) -> torch.Tensor:
    """The numbers of one of a view's tables."""
    script = """table => [...table.rows].map(row => [...row.cells].map(cell =>
        cell.querySelector("input")?.value ?? cell.textContent))"""
    rows = view.locator(f'table[aria-label="{name}"]').evaluate(script)
    return torch.tensor([[number(text) for text in row] for row in rows])


def number(text: str) -> float:
    return float(text.replace("−∞", "-inf").replace("−", "-"))


def as_shown(value: float) -> str:
    """A number as the views write it."""
    return f"{round(float(value), 2):g}".replace("-", "−")


def numbers_in(text: str) -> list[float]:
    return [number(found) for found in re.findall(r"−?\d+(?:\.\d+)?", text)]


def words(view) -> str:
    return view.locator("p[aria-live]").inner_text()


def set_slider(view, name: str, value: float) -> None:
    view.get_by_role("slider", name=name, exact=True).fill(str(value))


def choose(view, name: str, option: str) -> None:
    view.get_by_role("combobox", name=name, exact=True).select_option(option)


def agree(got: torch.Tensor, wanted: torch.Tensor) -> bool:
    return got.shape == wanted.shape and bool(((got - wanted).abs() <= ROUNDING).all())


def centred(ink: torch.Tensor) -> torch.Tensor:
    """MNIST's way, by torch: shrunk to 20×20, then the centre of mass moved to (14, 14)."""
    rows, columns = (ink >= 32).nonzero(as_tuple=True)
    box = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    scale = 20 / max(box.shape)
    size = [max(1, int(side * scale + 0.5)) for side in box.shape]
    small = F.adaptive_avg_pool2d(box[None, None], size)[0, 0]
    image = torch.zeros(28, 28)
    place = []
    for axis, side in enumerate(size):
        mass = small.sum(dim=1 - axis)
        centre = (mass * torch.arange(side)).sum() / mass.sum()
        place.append(min(max(int((14 - centre + 0.5).floor()), 0), 28 - side))
    image[place[0] : place[0] + size[0], place[1] : place[1] + size[1]] = small
    return image


def write_notebook(file: Path, sources: Sequence[str] = CELLS) -> None:
    cells = [new_code_cell(source) for source in sources]
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": kernelspec}), file)
