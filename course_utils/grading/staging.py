"""The copy of the package that a box sees: what lessons import, and no checks, no grader."""

import shutil
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
INSIDE = "course_utils/grading/inside.py"
EMPTY = "empty"
LEFT_OUT = ("checks", "grading", "instructor", "cli.py", "__pycache__")
CHECKS = (
    *("answer.py", "authorship.py", "draw.py", "exercise.py", "operations.py", "plain.py"),
    *("probes.py", "slopes.py", "time_limit.py"),
)
GRADING = (
    *("__init__.py", "cells.py", "inside.py", "messages.py", "probing.py", "shell.py"),
    "worker.py",
)
NO_CHECKS = '''"""Here checks say nothing: the grader tries the answers later, from outside."""


def check(*_, **__):
    """Nothing."""


scorecard = scoreboard = attempt = check
'''


def stage(folder: Path) -> Path:
    """Lay out the copy in a new folder, readable by everybody; the folder. Raises OSError."""
    copy = folder / "course_utils"
    shutil.copytree(PACKAGE, copy, ignore=_left_out)
    for name, files in (("checks", CHECKS), ("grading", GRADING)):
        (copy / name).mkdir()
        for file in files:
            shutil.copyfile(PACKAGE / name / file, copy / name / file)
    (copy / "checks" / "__init__.py").write_text(NO_CHECKS, encoding="utf-8")
    (folder / EMPTY).touch()
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def _left_out(folder: str, names: list[str]) -> list[str]:
    top = Path(folder) == PACKAGE
    return [name for name in names if name == "__pycache__" or (top and name in LEFT_OUT)]
