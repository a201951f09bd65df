"""What a box sees: a few folders, read-only but for a small one, and variables."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from course_utils.grading.staging import DIGITS

OWN = "/tmp"  # the one folder that can be written to, as programs expect it
HOME = f"{OWN}/notebook"
COURSE = "/course"
LIBRARIES = ("torch", "torchvision", "numpy", "IPython", "sklearn", "matplotlib")
SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
ALSO = ("/etc/ld.so.cache", "/etc/alternatives", "/nix/store", "/gnu/store")
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


def seen() -> list[Path]:
    """The folders of this computer that a box can read."""
    return [Path("/usr"), *python_folders()]


def mounts(stage: Path, hidden: Sequence[Path], disk_mb: int) -> list[str]:
    """What is to be seen, and where. All is read-only but one folder of a known size."""
    # Without a size it could take all memory, and so could the root folder while it can be
    # written to. First, because Python may lie below it and is then laid into it.
    words = ["--perms", "1777", "--size", str(disk_mb * 2**20), "--tmpfs", OWN]
    words += ["--ro-bind", "/usr", "/usr"]
    for folder in (Path("/", name) for name in SYSTEM):
        if folder.is_symlink():
            words += ["--symlink", os.readlink(folder), str(folder)]
        elif folder.is_dir():
            words += ["--ro-bind", str(folder), str(folder)]
    for path in [*ALSO, *map(str, python_folders())]:
        if os.path.exists(path):
            words += [*_open_folders_above(path), "--ro-bind", path, path]
    package = Path(__file__).resolve().parents[1]
    if any(package.is_relative_to(folder) for folder in seen()):
        # Installed among the libraries: the copy without checks lies over it.
        words += ["--ro-bind", str(stage / "course_utils"), str(package)]
    for path in hidden:
        words += ["--ro-bind", str(stage / DIGITS), str(path)]
    words += ["--ro-bind", str(stage), COURSE, "--proc", "/proc"]
    words += _open_folders_above(DEVICES[0])
    for device in DEVICES:
        words += ["--dev-bind", device, device]
    return [*words, "--remount-ro", "/", "--chdir", OWN]


def environment(home: str) -> dict[str, str]:
    """The variables that a box has: nothing of the instructor's."""
    return {
        "HOME": home,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "learner",
        "LOGNAME": "learner",
        "COURSE_DATA": "digits",
        "MPLBACKEND": "Agg",
        # Boxes stand side by side; threads of one would only take turns with those of another.
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
        **({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}),
    }


def _open_folders_above(path: str) -> list[str]:
    """Bubblewrap would make the folders above a mount for root alone."""
    above = [folder for folder in reversed(Path(path).parents) if folder != Path("/")]
    return [word for folder in above for word in ("--perms", "0755", "--dir", str(folder))]


def python_folders() -> list[Path]:
    """Python and its libraries, none of them below another or below /usr."""
    kept: list[Path] = []
    for folder in sorted({Path(os.path.realpath(sys.base_prefix)), *library_folders()}):
        if not any(folder.is_relative_to(other) for other in [Path("/usr"), *kept]):
            kept.append(folder)
    return kept


def library_folders() -> list[Path]:
    """The folders that the packages lie in: one, as a rule."""
    specs = [find_spec(name) for name in LIBRARIES]
    found = [Path(spec.origin).parents[1] for spec in specs if spec and spec.origin]
    return list(dict.fromkeys(found))
