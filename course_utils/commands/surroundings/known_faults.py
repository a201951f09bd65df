"""Versions of packages that are known to break, each with where that was reported."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from course_utils.commands.surroundings.finding import Finding, installed_version
from course_utils.commands.surroundings.torch_and_friends import release


def anywhere() -> bool:
    """Whether this is any computer at all."""
    return True


def on_windows() -> bool:
    """Whether this is Windows."""
    return sys.platform == "win32"


def in_vscode() -> bool:
    """Whether this was typed in a terminal of VS Code."""
    return os.environ.get("TERM_PROGRAM") == "vscode"


@dataclass(frozen=True)
class KnownFault:
    """What breaks where all these packages are installed in these versions.

    `versions` gives for each package the first version with the fault and the first one without it;
    an empty text leaves that side open.
    """

    versions: Mapping[str, tuple[str, str]]
    breaks: str
    to_do: str
    source: str
    where: Callable[[], bool] = anywhere
    mark: Literal["note", "problem"] = "problem"


NEWER_TORCH = 'Install both anew:  pip install --upgrade "torch>=2.4.1" torchvision'
NEWER_WIDGETS = "Install them anew together:  pip install --upgrade ipywidgets jupyterlab_widgets"
# A row needs a report that anybody can read; one whose versions pyproject.toml rules out still
# serves, for an environment may have been made by other hands.
KNOWN_FAULTS = (
    KnownFault(
        {"torch": ("2.4", "2.4.1")},
        "on Windows torch needs a library that does not come with it (WinError 126, fbgemm.dll)",
        NEWER_TORCH,
        "https://github.com/pytorch/pytorch/issues/131662",
        on_windows,
    ),
    KnownFault(
        {"torch": ("2.4", "2.4.1"), "numpy": ("2", "")},
        'on Windows they cannot exchange arrays ("Numpy is not available")',
        NEWER_TORCH,
        "https://github.com/pytorch/pytorch/issues/131668",
        on_windows,
    ),
    KnownFault(
        {"ipywidgets": ("8", ""), "jupyterlab_widgets": ("", "3")},
        'JupyterLab shows no widget ("Error displaying widget: model not found")',
        NEWER_WIDGETS,
        "https://github.com/jupyter-widgets/ipywidgets/issues/3577",
    ),
    KnownFault(
        {"ipywidgets": ("", "8"), "jupyterlab_widgets": ("3", "")},
        'JupyterLab shows no widget ("Failed to load model class")',
        NEWER_WIDGETS,
        "https://github.com/jupyter-widgets/ipywidgets/issues/3647",
    ),
    KnownFault(
        {"nbconvert": ("7", "7.16.5"), "mistune": ("3.1", "4")},
        "notebooks do not become pages (AttributeError: 'MathBlockParser')",
        "Install a newer one:  pip install --upgrade nbconvert",
        "https://github.com/jupyter/nbconvert/issues/2198",
    ),
    KnownFault(
        {"ipykernel": ("7", "")},
        "in VS Code a cell may never begin, or never end",
        'Restart the kernel. If it comes again:  pip install "ipykernel<7"',
        "https://github.com/microsoft/vscode-jupyter/issues/17228",
        in_vscode,
        "note",
    ),
)


def known_faults(faults: tuple[KnownFault, ...] = KNOWN_FAULTS) -> Iterator[Finding]:
    """A finding for each fault whose versions are installed here, or one that there is none."""
    found = [fault for fault in faults if fault.where() and _is_here(fault)]
    for fault in found:
        names = " and ".join(f"{name} {installed_version(name)}" for name in fault.versions)
        yield Finding(fault.mark, f"{names}: {fault.breaks}.", f"{fault.to_do}\n{fault.source}")
    if not found:
        yield Finding("ok", "None of these versions is known to break")


def _is_here(fault: KnownFault) -> bool:
    return all(_is_within(installed_version(name), *span) for name, span in fault.versions.items())


def _is_within(version: str | None, first: str, mended: str) -> bool:
    if version is None:
        return False
    number = release(version)
    return release(first) <= number and not (mended and number >= release(mended))
