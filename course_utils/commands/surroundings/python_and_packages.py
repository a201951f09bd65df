"""Whether this Python fits the course, has its packages, and is the one that notebooks run in."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from course_utils.commands.surroundings.finding import (
    Finding,
    first_line,
    how_to_install,
    installed_version,
    on_colab,
)

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 13)
READS_PATHS_AS_UTF8 = (3, 13)  # from here on site reads .pth files so, whatever the system says
PATIENCE = 20.0  # seconds for another Python to start and import the package
HAS_THE_COURSE = "import course_utils"


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


def check_package(name: str, words: str, needed: bool = True) -> Finding:
    """Whether a package is installed, and its version."""
    version = installed_version(name)
    if version is None or find_spec(name) is None:
        if needed:
            return Finding("problem", f"{words} is not installed.", how_to_install([name]))
        return Finding("ok", f"{words} is not installed, and Colab does not need it")
    return Finding("ok", f"{words} {version}")


def check_folder_name(
    folder: Path, encoding: str | None = None, version: Sequence[int] | None = None
) -> Finding:
    """Whether the system's own encoding can hold the folder's name, where Python needs it to.

    An installed course is a line in a .pth file, and up to 3.12 Python reads these in the system's
    encoding: pip fails to write the line, or Python fails to start ("init_import_site").
    """
    encoding = encoding or locale.getencoding()
    found = tuple(version or sys.version_info)[:2]
    shown = os.fsencode(folder).decode("utf-8", "replace")
    try:
        str(folder).encode(encoding)
    except UnicodeError:
        what = f"The folder {shown} has letters that this system's encoding, {encoding}, lacks"
        if found >= READS_PATHS_AS_UTF8:
            return Finding("ok", f"{what}; this Python can do without it")
        name = f"Python {found[0]}.{found[1]}"
        to_do = (
            "Move the course into a folder with plain letters (a to z), and install it there.\n"
            "On Linux it may be enough to choose UTF-8:  export LC_ALL=C.UTF-8"
        )
        return Finding("problem", f"{what}: {name} cannot find a course in it.", to_do)
    return Finding("ok", "The name of the course's folder can be written")


def check_kernel() -> Finding:
    """Whether the kernel that notebooks ask for, python3, is a Python with the course."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager
    except ImportError:
        return Finding("ok", "No Jupyter here whose kernel could be another Python's")
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except RuntimeError:  # the home folder is looked into first; another look says more of it
        return Finding("note", "The kernel cannot be looked for without a home folder.")
    except Exception as error:  # none of that name, or a file that cannot be read
        return Finding("problem", f"No Python kernel: {first_line(error)}", _make_kernel())
    return look_at_kernel(spec.argv[0] if spec.argv else "", spec.display_name)


def look_at_kernel(python: str, name: str) -> Finding:
    """What is to be said of the kernel of this name, which starts this Python."""
    # For these names Jupyter puts in the Python that it runs in itself.
    plain = {"python", f"python{sys.version_info[0]}", "python{}.{}".format(*sys.version_info)}
    if python in plain or _lie_side_by_side(python, sys.executable):
        return Finding("ok", "Notebooks run in this Python")
    what = f"Notebooks run in another Python: the kernel {name} starts {python}"
    try:
        asked = subprocess.run(
            [python, "-c", HAS_THE_COURSE],
            cwd=tempfile.gettempdir(),  # not the course's folder, where every Python finds it
            capture_output=True,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.SubprocessError):
        return Finding("problem", f"{what}, which does not start.", _make_kernel())
    if asked.returncode:
        return Finding("problem", f"{what}, which lacks the course.", _make_kernel())
    to_do = f"It has the course too. To use this one:\n{_make_kernel()}"
    return Finding("note", f"{what}.", to_do)


def _make_kernel() -> str:
    if on_colab():
        return "Menu Runtime → Disconnect and delete runtime, and begin again."
    return f"Run:  {sys.executable} -m ipykernel install --sys-prefix --name python3"


def _lie_side_by_side(one: str, other: str) -> bool:
    # Their folders are compared: an environment's python is a link that leads out of it, and
    # python, python3 and python3.12 lie side by side.
    folders = {os.path.normcase(os.path.realpath(os.path.dirname(path))) for path in (one, other)}
    return os.path.isfile(one) and len(folders) == 1
