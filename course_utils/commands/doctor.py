"""`course doctor`: what of the course's surroundings is fine and what is not, in plain words."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from course_utils.authoring import places
from course_utils.commands.surroundings import course_files, machine, python_and_packages
from course_utils.commands.surroundings.finding import Finding, on_colab
from course_utils.commands.surroundings.known_faults import known_faults
from course_utils.commands.surroundings.torch_and_friends import TrialOfTorch
from course_utils.errors import CourseError


def add_arguments(parser: ArgumentParser) -> None:
    """Nothing may stand after `course doctor`."""


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    try:
        folder = places.find_checkout()
    except CourseError:  # on Colab there is the package and no checkout
        folder = Path.cwd()
    return examine(folder)


def examine(folder: Path) -> int:
    """Print one line a finding about the course in `folder`; 0, or 1 where there is a problem."""
    count = 0
    for finding in findings(folder):
        count += finding.mark == "problem"
        print(finding, flush=True)
    print(_verdict(count))
    return int(count > 0)


def findings(folder: Path) -> Iterator[Finding]:
    """Every look at the course in `folder`, each when it is done.

    The processor is looked at while nothing of ours uses it; then torch is tried in a process
    apart, which takes longest, while the other looks are done.
    """
    yield python_and_packages.check_python()
    yield machine.check_busy()
    with TrialOfTorch() as trial:
        yield from quick_findings(folder)
        yield from trial.findings()


def quick_findings(folder: Path) -> Iterator[Finding]:
    """The looks that take no time."""
    colab = on_colab()
    yield machine.check_home()
    yield python_and_packages.check_package("jupyterlab", "JupyterLab", needed=not colab)
    yield python_and_packages.check_package("ipywidgets", "ipywidgets")
    yield python_and_packages.check_package("ipykernel", "Python kernel (ipykernel)")
    yield from known_faults()
    yield python_and_packages.check_kernel()
    yield python_and_packages.check_folder_name(folder)
    yield machine.check_disk(folder)
    yield machine.check_writable([folder / name for name in ("work", "data", "results")])
    yield course_files.check_hidden_modules(folder)
    yield course_files.check_course_data()
    yield course_files.check_course_data_dir()
    yield course_files.check_data()


def _verdict(count: int) -> str:
    if count == 0:
        return "\nNothing stands in the way."
    return f"\n{count} problem{'s' if count > 1 else ''}: do what stands beneath, and ask again."
