"""Execute one notebook without a browser, in a kernel of this very interpreter."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

from course_utils.authoring.progress import Progress
from course_utils.authoring.promised_errors import unexpected_outcome
from course_utils.errors import CourseError

if TYPE_CHECKING:
    from nbclient import NotebookClient
    from nbformat import NotebookNode

NEEDS_INSTRUCTOR = (
    "Running notebooks needs packages that are not installed: {missing}.\n"
    'In the course\'s folder run:  pip install -e ".[lab,instructor]"'
)


DEAD_KERNEL = (
    "the kernel (the Python that runs the notebook) died. Most often the memory ran out:\n"
    "close other notebooks and programs, and run the lesson again."
)


@dataclass
class Place:
    """Where in a notebook the work is: the code cell, counted from 1, and the heading above it."""

    total: int
    number: int = 0
    heading: str = ""

    def __str__(self) -> str:
        if self.number == 0:
            return "before its first cell"
        under = f' (under "{self.heading}")' if self.heading else ""
        return f"at code cell {self.number} of {self.total}{under}"


@dataclass(frozen=True)
class Execution:
    """What became of one notebook: as far as it ran, its wall seconds, and what stopped it."""

    path: Path
    notebook: NotebookNode
    seconds: float
    problem: str | None = None


def require_packages() -> None:
    """Raise `CourseError` in words where what executes notebooks is not installed."""
    from importlib.util import find_spec

    names = ("nbformat", "nbclient", "nbconvert", "ipykernel")
    missing = [name for name in names if find_spec(name) is None]
    if missing:
        raise CourseError(NEEDS_INSTRUCTOR.format(missing=", ".join(missing)))


def execute(path: Path, environment: Mapping[str, str], progress: Progress) -> Execution:
    """Execute a notebook in its own folder, with `environment` added to this process's.

    Stops at the first cell that fails; a cell tagged `raises-exception` may raise, and one tagged
    `raises-NameOfError` must raise that error.
    """
    import nbformat

    notebook = nbformat.read(path, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        cell.outputs, cell.execution_count = [], None
    started = time.perf_counter()
    with progress.lesson(path.stem, cells=len(code)):
        problem = _run_cells(notebook, path, environment, progress)
    return Execution(path, notebook, time.perf_counter() - started, problem)


def _run_cells(
    notebook: NotebookNode, path: Path, environment: Mapping[str, str], progress: Progress
) -> str | None:
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    place = Place(sum(cell.cell_type == "code" for cell in notebook.cells))
    # Frozen modules make the kernel's debugger print three lines of no use to anybody here.
    kernel_environment = {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1", **environment}
    with tempfile.TemporaryFile() as said:
        try:
            client = _client(notebook, path)
            with client.setup_kernel(env=kernel_environment, stderr=said):
                what = _run_in_order(client, notebook, place, progress)
        except CellExecutionError as error:
            what = f"{error.ename}: {_last_lines(error.evalue)}"
        except DeadKernelError:
            what = DEAD_KERNEL + _last_words(said)
        except RuntimeError as error:
            what = f"the kernel did not start. {_last_lines(str(error))}{_last_words(said)}"
    return f"{path.stem} stopped {place}:\n{what}" if what else None


def _run_in_order(
    client: NotebookClient, notebook: NotebookNode, place: Place, progress: Progress
) -> str | None:
    for index, cell in enumerate(notebook.cells):
        place.heading = last_heading(cell) or place.heading
        if cell.cell_type != "code":
            continue
        place.number += 1
        progress.cell(place.number, place.heading)
        client.execute_cell(cell, index)
        complaint = unexpected_outcome(cell.metadata.get("tags", []), cell.outputs)
        if complaint:
            return complaint
    return None


def _client(notebook: NotebookNode, path: Path) -> NotebookClient:
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class ThisInterpreter(AsyncKernelManager):
        """A kernel of the Python that runs `course`, whatever kernels the user has installed."""

        @property
        def kernel_spec(self) -> KernelSpec:
            launch = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=launch, display_name="Python 3", language="python")

    client = NotebookClient(
        notebook,
        kernel_manager_class=ThisInterpreter,
        kernel_name="python3",
        timeout=None,
        coalesce_streams=True,
        record_timing=False,
        store_widget_state=False,
        # All outputs are here by then; a kernel that is asked to leave takes a second or two.
        shutdown_kernel="immediate",
        # A kernel's warnings (about its own transport, say) are nothing that a reader can act on.
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.log.disabled = True  # what goes wrong is said by us, once and in words
    return client


def last_heading(cell: NotebookNode) -> str | None:
    """The last heading in a Markdown cell, without its marks; None where there is none."""
    if cell.cell_type != "markdown":
        return None
    lines = [line for line in cell.source.splitlines() if line.startswith("#")]
    return lines[-1].lstrip("#").strip() if lines else None


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    text = _last_lines(said.read().decode(errors="replace"))
    return f"\nThe last it said: {text}" if text else ""


def _last_lines(text: str, count: int = 6) -> str:
    return "\n".join(text.strip().splitlines()[-count:])
