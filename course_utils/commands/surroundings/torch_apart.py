"""Run by itself in a process apart: import torch and what goes with it, and say what happened.

A line of JSON for each look, as it is done: {"torch": error or null}, {"operator": error or null},
{"gpu": name}, {"openmp": [[prefix, path], …]}. A library that ends the process ends only this one.
"""

from __future__ import annotations

import ctypes
import json
import os
from contextlib import suppress
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import find_spec
from pathlib import Path


def main() -> None:
    """Print the lines; nothing after the first where torch cannot be imported."""
    try:
        import torch
    except Exception as error:  # ImportError, OSError, and whatever a hidden module brings about
        say("torch", _in_words(error))
        return
    say("torch", None)
    try:
        use_compiled_operator()
        say("operator", None)
    except Exception as error:  # a broken pair fails in many ways
        say("operator", _in_words(error))
    say("gpu", name_of_gpu())
    torch.ones(1 << 17).exp()  # wakes torch's threads: a second OpenMP runtime then speaks up
    say("openmp", openmp_runtimes())


def say(what: str, found: object) -> None:
    """Print one look's line at once."""
    print(json.dumps({what: found}), flush=True)


def use_compiled_operator() -> None:
    """Run an operator of torchvision's that is compiled against torch; raises if they differ.

    The compiled library is loaded by itself: all of torchvision takes as long as torch. Where that
    fails, the way through torchvision decides.
    """
    import torch

    try:
        for library in _compiled_libraries("torchvision", "_C"):
            torch.ops.load_library(library)
        operator = torch.ops.torchvision.nms
    except Exception:
        from torchvision.ops import nms as operator
    operator(torch.tensor([[0.0, 0.0, 1.0, 1.0]]), torch.tensor([1.0]), 0.5)


def name_of_gpu() -> str:
    """What the GPU is called, "Apple (MPS)", or nothing where none is seen."""
    import torch

    if torch.cuda.is_available():
        return torch.cuda.get_device_name()
    return "Apple (MPS)" if torch.backends.mps.is_available() else ""


def openmp_runtimes() -> list[tuple[str, str]]:
    """The OpenMP runtimes that torch, NumPy and scikit-learn load: what each is, and its file."""
    try:
        import numpy  # noqa: F401  (MKL comes with some builds of it)
        from threadpoolctl import threadpool_info

    except ImportError:  # both come with the course; without them nothing can be told
        return []
    for library in _compiled_libraries("sklearn", "utils/_openmp_helpers"):
        with suppress(OSError):  # it brings its runtime; to import scikit-learn takes a second more
            ctypes.CDLL(library)
    found = [pool for pool in threadpool_info() if pool["user_api"] == "openmp"]
    return [(pool["prefix"], pool["filepath"]) for pool in found]


def _compiled_libraries(package: str, beginning: str) -> list[str]:
    """The files of a package's extension modules whose place in it begins so, without importing."""
    spec = find_spec(package)
    places = list(spec.submodule_search_locations or []) if spec else []
    if os.name == "nt":
        for place in places:
            os.add_dll_directory(place)
    found = [path for place in places for path in sorted(Path(place).glob(f"{beginning}*"))]
    return [str(path) for path in found if path.name.endswith(tuple(EXTENSION_SUFFIXES))]


def _in_words(error: Exception) -> str:
    return str(error).strip() or type(error).__name__


if __name__ == "__main__":
    main()
