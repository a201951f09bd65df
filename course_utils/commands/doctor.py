"""`course doctor`: what of the course's surroundings is fine and what is not, in plain words."""

from __future__ import annotations

import importlib
import os
import re
import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from course_utils.authoring import places
from course_utils.errors import CourseError
from course_utils.files import display_path
from course_utils.folders import CHOICES, cache_candidates, chosen_data, user_folder

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
NEEDED_DISK_BYTES = 1_000_000_000
INSTALL = 'In the course\'s folder run:  pip install -e ".[lab,instructor]"'
REINSTALL_TORCH = "pip install --force-reinstall torch torchvision"


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing may stand after `course doctor`."""


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    try:
        folder = places.find_checkout()
    except CourseError:  # on Colab there is the package and no checkout
        folder = Path.cwd()
    return examine(folder)


@dataclass(frozen=True)
class Finding:
    """One line of the report: a mark in words, what was seen, and what to do about it."""

    mark: Literal["ok", "note", "problem"]
    what: str
    to_do: str = ""

    def __str__(self) -> str:
        beneath = [f"         {line}" for line in self.to_do.splitlines()]
        return "\n".join([f"{self.mark:<8} {self.what}", *beneath])


def examine(folder: Path) -> int:
    """Print one line a finding about the course in `folder`; 0, or 1 where there is a problem."""
    folders = [folder / name for name in ("work", "data", "results")]
    checks: list[Callable[[], Finding]] = [
        check_python,
        check_torch_and_torchvision,
        check_gpu,
        check_course_data,
        check_course_data_dir,
        check_data,
        lambda: check_package("jupyterlab", "JupyterLab", needed=not on_colab()),
        lambda: check_package("ipywidgets", "ipywidgets"),
        lambda: check_package("ipykernel", "Python kernel (ipykernel)"),
        lambda: check_disk(folder),
        lambda: check_writable(folders),
    ]
    count = 0
    for check in checks:
        finding = check()
        count += finding.mark == "problem"
        print(finding, flush=True)
    print(_verdict(count))
    return int(count > 0)


def _verdict(count: int) -> str:
    if count == 0:
        return "\nNothing stands in the way."
    return f"\n{count} problem{'s' if count > 1 else ''}: do what stands beneath, and ask again."


def check_python(version: Sequence[int] | None = None) -> Finding:
    """Whether this Python is one the course is tested with."""
    found = tuple(version or sys.version_info)[:2]
    name = f"Python {found[0]}.{found[1]}"
    if found < OLDEST_PYTHON:
        return Finding("problem", f"{name} is too old.", "Install Python 3.11, 3.12 or 3.13.")
    if found > NEWEST_PYTHON:
        to_do = "Should something fail, use Python 3.11, 3.12 or 3.13."
        return Finding("note", f"{name} is newer than what the course is tested with.", to_do)
    return Finding("ok", name)


def check_torch_and_torchvision() -> Finding:
    """Whether both are there, belong together and can work together."""
    versions = {name: installed_version(name) for name in ("torch", "torchvision")}
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        return Finding("problem", f"Not installed: {' and '.join(missing)}.", _install(missing))
    pair = f"torch {versions['torch']} and torchvision {versions['torchvision']}"
    wanted = wanted_torch(metadata.requires("torchvision") or [])
    if wanted and release(wanted) != release(str(versions["torch"])):
        what = f"{pair} do not belong together: this torchvision needs torch {wanted}."
        return Finding("problem", what, _reinstall_torch())
    try:
        use_compiled_operator()
    except Exception as error:  # a broken pair fails in many ways: ImportError, OSError, Runtime…
        return Finding("problem", f"{pair} do not work: {_first_line(error)}", _reinstall_torch())
    return Finding("ok", f"{pair}, working together")


def installed_version(name: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def wanted_torch(requirements: Sequence[str]) -> str | None:
    """The exact torch that torchvision's requirements name, or None where they name none."""
    for requirement in requirements:
        match = re.match(r"torch\s*\(?==\s*([\w.]+)", requirement)
        if match:
            return match[1]
    return None


def release(version: str) -> tuple[int, ...]:
    """A version's leading numbers: (2, 4, 1) of 2.4.1, 2.4.1+cpu and conda's 2.4.1.post303."""
    match = re.match(r"\d+(?:\.\d+)*", version)
    return tuple(int(number) for number in match[0].split(".")) if match else ()


def _install(names: Sequence[str]) -> str:
    if on_colab():
        return f"In a cell run:  %pip install {' '.join(names)}"
    return INSTALL


def _reinstall_torch() -> str:
    if on_colab():
        return f"In a cell run:  %{REINSTALL_TORCH}\nThen: menu Runtime → Restart session."
    return f"Install both together:  {REINSTALL_TORCH}"


def use_compiled_operator() -> None:
    """Run an operator of torchvision's that is compiled against torch; raises if they differ."""
    torch = importlib.import_module("torch")
    operators = importlib.import_module("torchvision.ops")
    operators.nms(torch.tensor([[0.0, 0.0, 1.0, 1.0]]), torch.tensor([1.0]), 0.5)


def check_gpu() -> Finding:
    """Which device lessons will use; on Colab without a GPU, how to get one."""
    try:
        torch = importlib.import_module("torch")
    except Exception:  # said in words by the check of torch itself
        return Finding("note", "Whether there is a GPU cannot be told without a working torch.")
    if torch.cuda.is_available():
        return Finding("ok", f"GPU: {torch.cuda.get_device_name()}")
    if torch.backends.mps.is_available():
        return Finding("ok", "GPU: Apple (MPS)")
    if on_colab():
        to_do = "For one: menu Runtime → Change runtime type → GPU, then run the notebook again."
        return Finding("note", "No GPU on this Colab machine; lessons run, only slower.", to_do)
    return Finding("ok", "No GPU is seen; lessons run on the processor and are sized for it")


def on_colab() -> bool:
    """Whether this is Google Colab."""
    return "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules


def check_course_data() -> Finding:
    """Whether COURSE_DATA says what it can say."""
    choice = chosen_data()
    if choice not in CHOICES:
        to_do = f"Set it to one of {', '.join(CHOICES)}, or not at all."
        return Finding(
            "problem", f"COURSE_DATA is {choice!r}, which the course cannot read.", to_do
        )
    return Finding("ok", f"COURSE_DATA is {choice}")


def check_course_data_dir() -> Finding:
    """Whether COURSE_DATA_DIR, where it is set, names a folder."""
    named = user_folder()
    if named is None:
        return Finding("ok", "COURSE_DATA_DIR is not set")
    if not named.is_dir():
        to_do = "Set it to the folder with the four MNIST files, or not at all."
        return Finding(
            "problem", f"COURSE_DATA_DIR names {display_path(named)}: not a folder.", to_do
        )
    return Finding("ok", f"COURSE_DATA_DIR names {display_path(named)}")


def check_data() -> Finding:
    """Whether MNIST lies on this machine, whole; nothing is downloaded."""
    try:
        from course_utils.data.mnist_files import survey_folders

        found = survey_folders()
    except Exception as error:  # torchvision names the files; without it they cannot be looked for
        return Finding("note", f"MNIST could not be looked for: {_first_line(error)}")
    folders = sorted({display_path(path.parent) for path in found.good.values()})
    damaged = ", ".join(display_path(path) for path in found.damaged)
    if not found.missing:
        if damaged:
            return Finding("note", f"MNIST is in {', '.join(folders)}; damaged besides: {damaged}")
        return Finding("ok", f"MNIST is in {', '.join(folders)}")
    named = user_folder()
    looked = ", ".join(
        display_path(folder) for folder in [*([named] if named else []), *cache_candidates()]
    )
    what = f"MNIST is not here yet; it was looked for in {looked}."
    if damaged:
        what = f"MNIST files are damaged: {damaged}."
    to_do = (
        "The first lesson fetches it (11 MB). Without a network lessons use the embedded digits;\n"
        "or put the four files into a folder and name it in COURSE_DATA_DIR."
    )
    return Finding("note", what, to_do)


def check_package(name: str, words: str, needed: bool = True) -> Finding:
    """Whether a package is installed, and its version."""
    version = installed_version(name)
    if version is None or find_spec(name) is None:
        if needed:
            return Finding("problem", f"{words} is not installed.", _install([name]))
        return Finding("ok", f"{words} is not installed, and Colab does not need it")
    return Finding("ok", f"{words} {version}")


def check_disk(folder: Path, needed: int = NEEDED_DISK_BYTES) -> Finding:
    """Whether the disk that holds the course has room left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        what = f"Only {free / 1e9:.1f} GB of disk space is free; {needed / 1e9:.0f} GB is wanted."
        return Finding("problem", what, "Delete or move away what you do not need.")
    return Finding("ok", f"{free / 1e9:.0f} GB of disk space is free")


def check_writable(folders: Sequence[Path]) -> Finding:
    """Whether files can be written where answers, data and results go."""
    blocked = [folder.name for folder in folders if not _can_write(folder)]
    if blocked:
        what = f"Nothing can be written in {', '.join(f'{name}/' for name in blocked)}."
        to_do = "Move the course to a folder of your own, such as your home folder's Documents."
        return Finding("problem", what, to_do)
    return Finding("ok", "Answers, data and results can be written")


def _can_write(folder: Path) -> bool:
    # A folder that is not there yet can be made where its nearest parent can be written to.
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
