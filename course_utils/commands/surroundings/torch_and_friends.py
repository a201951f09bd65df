"""Whether torch and torchvision work, on which device, and with how many OpenMP runtimes.

Only versions are read here. The rest is tried in a process apart (torch_apart.py), once.
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from threading import Timer
from typing import Any

from course_utils.commands.surroundings.finding import (
    Finding,
    first_line,
    how_to_install,
    installed_version,
    on_colab,
)

OLDEST_TORCH = (2, 4)  # as in pyproject.toml
REINSTALL_TORCH = "pip install --force-reinstall torch torchvision"
APART = Path(__file__).with_name("torch_apart.py")
LONGEST = 300  # seconds
WITHOUT_RUNTIME = re.compile(r"WinError (126|1114)\b|DLL load failed|Redistributable")
INSTALL_RUNTIME = (
    "Windows' runtime for such programs is missing or old. Install the Microsoft Visual C++\n"
    "Redistributable:  https://aka.ms/vc14/vc_redist.x64.exe\n"
    "Then start the computer again, and ask again."
)
# Intel's runtime and LLVM's are one family, and two of it in a process end it. GNU's may be there
# twice: with the wheels of torch and of scikit-learn for Linux it always is.
OF_ONE_FAMILY = ("libomp", "libiomp")
TWO_RUNTIMES = "OMP: Error #15"


class TrialOfTorch:
    """Tries torch in a process apart, from `with` on, while other looks go on.

    No process is started where the versions alone tell that it would fail.
    """

    def __init__(self, command: Sequence[str] = (sys.executable, "-P", str(APART))) -> None:
        self.command = command
        self.running: subprocess.Popen[str] | None = None
        self.at_the_end = ExitStack()

    def __enter__(self) -> TrialOfTorch:
        self.fault = check_processor() or check_versions()
        if self.fault is None:
            try:
                self._start()
            except OSError as error:
                what = f"torch could not be tried, {sys.executable} not started: {error.strerror}."
                self.fault = Finding("problem", what, "Start the computer again.")
        return self

    def _start(self) -> None:
        with ExitStack() as stack:
            errors = stack.enter_context(TemporaryFile("w+", encoding="utf-8", errors="replace"))
            self.errors = errors
            options = dict(stdout=subprocess.PIPE, stderr=errors, encoding="utf-8")
            self.running = stack.enter_context(subprocess.Popen(self.command, **options))
            stack.callback(self.running.kill)
            given_up = Timer(LONGEST, self.running.kill)
            given_up.daemon = True
            given_up.start()
            stack.callback(given_up.cancel)
            self.at_the_end = stack.pop_all()

    def __exit__(self, *_: object) -> None:
        self.at_the_end.close()

    def findings(self) -> Iterator[Finding]:
        """What is to be said of torch and what goes with it, each as soon as it is known."""
        if self.fault:
            yield self.fault
            yield what_gpu(None)
            return
        answers: dict[str, Any] = {}
        for line in self._lines():
            answers |= line
            if "gpu" in line:
                yield what_pair(answers)
                yield what_gpu(line["gpu"])
        if "gpu" in answers:
            yield what_openmp(answers)
            return
        yield what_openmp(answers) if TWO_RUNTIMES in answers["said"] else what_pair(answers)
        yield what_gpu(None)

    def _lines(self) -> Iterator[dict[str, Any]]:
        """What the process says, as it comes; at the end how it ended, and its standard error."""
        assert self.running is not None and self.running.stdout is not None
        for line in self.running.stdout:
            try:
                found = json.loads(line)
            except ValueError:  # a library's own words
                continue
            if isinstance(found, dict):
                yield found
        status = self.running.wait()
        self.errors.seek(0)
        yield {"ended": status, "said": self.errors.read()}


def check_processor() -> Finding | None:
    """What to say on a Mac whose processor is Intel's, where no newer torch is; None elsewhere."""
    if (sys.platform, platform.machine()) != ("darwin", "x86_64"):
        return None
    version = installed_version("torch")
    if version and release(version) >= OLDEST_TORCH:  # conda-forge has such
        return None
    what = "This is Python for Intel Macs, for which pip has no torch after 2.2; 2.4 is needed."
    to_do = (
        "On an Apple chip (M1 or later) install Python for it, from python.org.\n"
        "On an Intel Mac take conda:  conda env create -f environment.yml\nor Google Colab."
    )
    return Finding("problem", what, to_do)


def check_versions() -> Finding | None:
    """What to say where torch or torchvision is missing, too old, or made for another; else None"""
    versions = {name: installed_version(name) for name in ("torch", "torchvision")}
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        what = f"Not installed: {' and '.join(missing)}."
        return Finding("problem", what, how_to_install(missing))
    wanted = wanted_torch(metadata.requires("torchvision") or [])
    if wanted and release(wanted) != release(str(versions["torch"])):
        what = f"{_pair()} do not belong together: this torchvision needs torch {wanted}."
        return Finding("problem", what, _reinstall())
    if release(str(versions["torch"])) < OLDEST_TORCH:
        return Finding("problem", f"{_pair()} are too old; 2.4 and 0.19 are needed.", _reinstall())
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


def what_pair(answers: dict[str, Any]) -> Finding:
    """Whether torch and torchvision work together, from what the process apart said."""
    if answers.get("torch") or "torch" not in answers:
        error = answers.get("torch") or str(answers.get("said", ""))
        words = first_line(answers["torch"]) if answers.get("torch") else _last_words(answers)
        advice = INSTALL_RUNTIME if WITHOUT_RUNTIME.search(error) else _reinstall()
        return Finding("problem", f"{_pair()}: torch does not work: {words}", advice)
    if answers.get("operator") or "gpu" not in answers:
        error = answers.get("operator")
        words = first_line(error) if error else _last_words(answers)
        return Finding("problem", f"{_pair()} do not work: {words}", _reinstall())
    return Finding("ok", f"{_pair()}, working together")


def what_gpu(name: str | None) -> Finding:
    """Which device lessons will use, None for unknown; on Colab without a GPU, how to get one."""
    if name is None:
        return Finding("note", "Whether there is a GPU cannot be told without a working torch.")
    if name:
        return Finding("ok", f"GPU: {name}")
    if on_colab():
        to_do = "For one: menu Runtime → Change runtime type → GPU, then run the notebook again."
        return Finding("note", "No GPU on this Colab machine; lessons run, only slower.", to_do)
    return Finding("ok", "No GPU is seen; lessons run on the processor and are sized for it")


def what_openmp(answers: dict[str, Any]) -> Finding:
    """Whether two OpenMP runtimes are in each other's way, from what the process apart said."""
    to_do = (
        "Packages of two sources bring one each, conda's and pip's mostly. Make a fresh\n"
        "environment, and install everything in it the same way (README.md, Start)."
    )
    said = answers.get("said", "")
    if TWO_RUNTIMES in said:
        words = first_line(said[said.index(TWO_RUNTIMES) :])
        return Finding("problem", f"Two OpenMP runtimes end Python: {words}", to_do)
    if "openmp" not in answers:
        what = f"torch and scikit-learn do not work in one process: {_last_words(answers)}"
        return Finding("problem", what, to_do)
    family = [path for prefix, path in answers["openmp"] if prefix.startswith(OF_ONE_FAMILY)]
    if len(family) < 2:
        return Finding("ok", "No two OpenMP runtimes are in each other's way")
    what = f"Two OpenMP runtimes are loaded: {', '.join(family)}."
    if os.environ.get("KMP_DUPLICATE_LIB_OK"):
        what += " KMP_DUPLICATE_LIB_OK hides it; numbers may be wrong."
        return Finding("problem", what, to_do)
    return Finding("note", what, f"Should Python end or hang while it computes: {to_do}")


def _pair() -> str:
    versions = {name: installed_version(name) for name in ("torch", "torchvision")}
    return f"torch {versions['torch']} and torchvision {versions['torchvision']}"


def _reinstall() -> str:
    if on_colab():
        return f"In a cell run:  %{REINSTALL_TORCH}\nThen: menu Runtime → Restart session."
    return f"Install both together:  {REINSTALL_TORCH}"


def _last_words(answers: dict[str, Any]) -> str:
    """How a process ended that did not say all it had to."""
    said = str(answers.get("said", "")).strip().splitlines()
    return said[-1] if said else f"Python ended with status {answers.get('ended')}"
