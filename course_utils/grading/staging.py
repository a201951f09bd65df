"""The copy of the package that a box sees: the learners' rooms, what works beside an answer, and
checks that do nothing. A module that stands in none of these rooms stays outside.
"""

import gzip
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
START = "course_utils/answers/inside/start.py"
DIGITS = "digits.csv.gz"  # as scikit-learn's: 64 numbers from 0 to 16 and a label, in each row
ROWS = 1_797
LEARNERS_ROOMS = (
    *("__init__.py", "errors.py", "files.py", "folders.py", "mnist_copies.py", "models.py"),
    *("predictions.py", "number_field.js", "results.py", "shapes.py", "zoo.py"),
    *("data", "explorers", "plots", "training"),
)
BESIDE_AN_ANSWER = ("answers",)
NO_CHECKS = '''"""Checks that say nothing: the grader tries the answers later, from outside."""


def check(*_, **__):
    """Nothing."""


scorecard = scoreboard = progress = attempt = check
'''


def stage(folder: Path) -> Path:
    """Lay out the copy in a new folder, readable by everybody; the folder. Raises OSError."""
    for file in staged_files(PACKAGE):
        copy = folder / "course_utils" / file
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(PACKAGE / file, copy)
    checks = folder / "course_utils" / "checks"
    checks.mkdir()
    (checks / "__init__.py").write_text(NO_CHECKS, encoding="utf-8")
    (folder / DIGITS).write_bytes(made_up_digits())
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def made_up_digits() -> bytes:
    """What lies in a box over the digits that it must not see: noise of the same form, so that
    cells which load the images go on."""
    chance = random.Random(0)
    rows = [[*(chance.randint(0, 16) for _ in range(64)), row % 10] for row in range(ROWS)]
    text = "".join(",".join(f"{number:.0f}" for number in row) + "\n" for row in rows)
    return gzip.compress(text.encode("ascii"), mtime=0)


def staged_files(package: Path) -> Iterator[Path]:
    """The files that a box gets of the package in this folder, each by its place in it."""
    for room in (*LEARNERS_ROOMS, *BESIDE_AN_ANSWER):
        files = (package / room).rglob("*") if (package / room).is_dir() else [package / room]
        yield from (f.relative_to(package) for f in files if f.suffix in (".py", ".js"))
