"""One line of the doctor's report, and what several of its looks share."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata
from typing import Literal

INSTALL = 'In the course\'s folder run:  pip install -e ".[lab,instructor]"'


@dataclass(frozen=True)
class Finding:
    """One line of the report: a mark in words, what was seen, and what to do about it."""

    mark: Literal["ok", "note", "problem"]
    what: str
    to_do: str = ""

    def __str__(self) -> str:
        beneath = [f"         {line}" for line in self.to_do.splitlines()]
        return "\n".join([f"{self.mark:<8} {self.what}", *beneath])


def on_colab() -> bool:
    """Whether this is Google Colab."""
    return "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules


def how_to_install(names: Sequence[str]) -> str:
    """What to type where these packages are missing."""
    if on_colab():
        return f"In a cell run:  %pip install {' '.join(names)}"
    return INSTALL


def installed_version(name: str) -> str | None:
    """The version of an installed package, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def first_line(text: object) -> str:
    """The first line of what an error says; its kind where it says nothing."""
    lines = str(text).strip().splitlines()
    return lines[0] if lines else type(text).__name__
