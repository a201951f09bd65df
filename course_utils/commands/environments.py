"""What stands in the environments of `noxfile.py`: the oldest allowed versions, and Colab's."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError

TESTERS = ("pytest", "pytest-xdist", "nbval")
NBGRADER = ["nbgrader==0.9.6", "pytest>=8.2"]
NEWEST_PYTHON_OF_OLDEST = (3, 12)  # there is no torch 2.4 or numpy 1.26 made for a later one


def read_project(root: Path) -> dict[str, Any]:
    """The `[project]` table of the checkout's `pyproject.toml`."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def lower_bounds(project: dict[str, Any], extras: Iterable[str]) -> dict[str, str]:
    """Name → lowest allowed version, of the dependencies and of the named extras.

    Raises `CourseError` for a requirement that is not of the form `name>=version`.
    """
    requirements = list(project["dependencies"])
    for extra in extras:
        requirements += project["optional-dependencies"][extra]
    bounds: dict[str, str] = {}
    for requirement in requirements:
        match = re.fullmatch(r"([A-Za-z0-9_.-]+)>=([0-9.]+)", requirement)
        if match is None:
            raise CourseError(f"pyproject.toml: '{requirement}' is not of the form name>=version.")
        bounds[match[1]] = match[2]
    return bounds


def oldest_pins(project: dict[str, Any]) -> list[str]:
    """Every lower bound as an exact version, sorted; what the oldest environment installs."""
    bounds = lower_bounds(project, ("lab", "instructor", "cluster", "docs", "dev"))
    return sorted(f"{name}=={bound}" for name, bound in bounds.items())


def why_no_oldest(version: Sequence[int] | None = None) -> str:
    """Why this Python cannot have the oldest allowed versions; empty where it can."""
    found = tuple(version or sys.version_info)[:2]
    if found <= NEWEST_PYTHON_OF_OLDEST:
        return ""
    return (
        f"The oldest versions that the course allows do not exist for Python {found[0]}."
        f"{found[1]}. Run this with Python 3.11 or 3.12."
    )


def colab_pins(project: dict[str, Any], constraints: str) -> list[str]:
    """What the package and its tests need, and Colab's versions of it; no JupyterLab."""
    pins = [line for line in constraints.splitlines() if line and not line.startswith("#")]
    return sorted([*project["dependencies"], *TESTERS, *pins])
