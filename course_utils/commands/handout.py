"""`course handout`: what students get, as a folder and a zip; no worked answer is in it."""

from __future__ import annotations

import shutil
import zipfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from course_utils.authoring import places
from course_utils.authoring.building import BEGIN, build
from course_utils.errors import CourseError

FILES = ("README.md", "LICENSE", "environment.yml", "pyproject.toml", "Makefile")
FOLDERS = ("notebooks", "exercises", "course_utils", "docs")
LEFT_OUT = ("__pycache__", "*.pyc", ".ipynb_checkpoints", "*.egg-info", "grading-box.md")
NAME = "cnn-course"


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course handout`."""
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help="where to put it")


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return hand_out(places.find_checkout(), arguments.out)


def hand_out(root: Path, out: Path) -> int:
    """Write the folder cnn-course and cnn-course.zip into `out`; 0.

    Raises `CourseError` where the exercises are not what the solutions give, or where the folder is
    there already: what lies in it is never touched.
    """
    if build(root, check=True):
        raise CourseError("Nothing was handed out: build the exercises first.")
    folder, archive = out / NAME, out / f"{NAME}.zip"
    for target in (folder, archive):
        if target.exists():
            raise CourseError(f"{target} is there already. Name another folder, or move it away.")
    for name in FILES:
        if (root / name).is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
    for name in FOLDERS:
        if (root / name).is_dir():
            ignore = shutil.ignore_patterns(*LEFT_OUT)
            shutil.copytree(root / name, folder / name, ignore=ignore)
    _refuse_answers(folder)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            packed.write(path, path.relative_to(out))
    print(f"{folder}\n{archive}")
    return 0


def _refuse_answers(folder: Path) -> None:
    """The last guard: no notebook that goes out holds a marker."""
    for path in folder.rglob("*.ipynb"):
        if BEGIN in path.read_text(encoding="utf-8"):
            raise CourseError(f"{path} holds worked answers ({BEGIN}). Nothing should go out.")
