"""What no box may see, and where it lies on this computer."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from course_utils.data import EMBEDDED_DIGITS, MNIST, find_data
from course_utils.files import checkout
from course_utils.grading.handed_in import weight_files


def held_out_data(lesson: int) -> list[Path]:
    """Look for the data once, before the workers do; what of it a box must not see."""
    if not weight_files(lesson) or find_data().name != EMBEDDED_DIGITS:
        return []
    spec = find_spec("sklearn")  # its folder holds all the digits, with their labels
    folder = Path(spec.origin).parent / "datasets" / "data" if spec and spec.origin else None
    return sorted(folder.glob("digits*")) if folder else []


def not_to_be_seen(named: Iterable[Path], lesson: int) -> list[Path]:
    """These files and folders (other work, the gradebook, the seed), the images by which weights
    are judged, and the course's own solutions and tests."""
    root = checkout()
    course = [root / name for name in ("solutions", "tests", "pyproject.toml")] if root else []
    data = find_data() if weight_files(lesson) else None
    mnist = [Path(data.root).expanduser()] if data and data.name == MNIST else []
    return [path.resolve() for path in [*named, *mnist, *course] if path.exists()]
