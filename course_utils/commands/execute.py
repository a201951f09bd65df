"""`course execute`: refresh the stored outputs in place, on MNIST; `--times`: the times too."""

from __future__ import annotations

import re
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.authoring import places
from course_utils.authoring.cleaning import clean
from course_utils.authoring.executing import execute, require_packages
from course_utils.authoring.places import LESSONS_FOLDER, choose, notebooks_in
from course_utils.authoring.progress import Progress
from course_utils.files import write_atomically

if TYPE_CHECKING:
    from nbformat import NotebookNode

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
TIME_LINE = re.compile(r"^\*\*Time to run:\*\*(.*)$", flags=re.MULTILINE)
TABLE_START, TABLE_END = "<!-- lesson times -->", "<!-- end of lesson times -->"


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course execute`."""
    parser.add_argument(
        "notebooks",
        nargs="*",
        metavar="NOTEBOOK",
        help="a lesson, as for run, or the path of a notebook in solutions/",
    )
    parser.add_argument(
        "--times", action="store_true", help="also write the measured times (lesson and README)"
    )


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return refresh(places.find_checkout(), arguments.notebooks, arguments.times)


@dataclass(frozen=True)
class Device:
    """What the lessons ran on; `name` is the GPU's, and empty for the processor."""

    name: str = ""
    cores: int = 1

    @property
    def words(self) -> str:
        """The device as the line of times says it."""
        if self.name:
            return f"on a GPU ({self.name})"
        few = self.cores < len(NUMBER_WORDS)
        count = NUMBER_WORDS[self.cores] if few else str(self.cores)
        return f"on {count} CPU core{'s' if self.cores != 1 else ''}"


def refresh(root: Path, names: Sequence[str], times: bool = False) -> int:
    """Execute the named notebooks (all for none) and store their outputs; 0, or 1 if one failed.

    With `times` the measured times go into each first cell and the README; they hold only for a
    quiet machine, so that nobody gets them who did not ask. A notebook that did not run through is
    left as it was. The claims of a lesson replace its rows
    in docs/claims.md; where one of them does not hold, that is said, and counts as a failure.
    """
    from course_utils.authoring.claims_table import refresh_claims

    paths = choose(names, notebooks_in(root, [LESSONS_FOLDER, "solutions"]))
    require_packages()
    device = this_device()
    progress = Progress(len(paths))
    failed = 0
    with tempfile.TemporaryDirectory() as cards:
        environment = {
            "COURSE_DATA": "mnist",
            "COURSE_RESULTS_DIR": cards,
            "COURSE_FIRST_SEED": "0",
        }
        for path in paths:
            execution = execute(path, environment, progress)
            if execution.problem:
                failed += 1
                print(f"\n{execution.problem}\n{path.name} was left as it was.\n", flush=True)
                continue
            notebook = clean(execution.notebook, root)
            if times:
                _store_time(notebook, path, execution.seconds, device)
            _write(path, notebook)
            if path.parent.name == LESSONS_FOLDER:
                complaints = refresh_claims(root, path.stem, Path(cards))
                failed += bool(complaints)
                print("".join(f"\n{complaint}\n" for complaint in complaints), end="")
            print(f"{path.parent.name}/{path.name}: {duration(execution.seconds)}", flush=True)
    return int(failed > 0)


def this_device() -> Device:
    """The device that a lesson started here and now picks."""
    import torch

    from course_utils.training.loop import device_kind

    kind = device_kind()
    name = torch.cuda.get_device_name() if kind == "cuda" else {"mps": "Apple MPS", "cpu": ""}[kind]
    return Device(name, torch.get_num_threads())  # the number of threads that the lesson prints


def duration(seconds: float) -> str:
    """Seconds as a reader wants them: 7 s, 40 s, 3 min."""
    if seconds < 10:
        return f"{max(1, round(seconds))} s"
    if seconds < 90:
        return f"{round(seconds / 5) * 5} s"
    return f"{round(seconds / 60)} min"


def with_time(header: str, seconds: float, device: Device) -> str:
    """A lesson's first cell with the measured time; the other kind of device keeps its part."""
    line = TIME_LINE.search(header)
    if line is None:
        return header
    cpu = re.search(r"about [^,]*? on [^,]*CPU cores?", line[1])
    gpu = re.search(r"[^,]*? on a GPU \(.*?\)", line[1])
    parts = {"cpu": cpu[0].strip() if cpu else "", "gpu": gpu[0].strip() if gpu else ""}
    measured = f"{duration(seconds)} {device.words}"
    parts["gpu" if device.name else "cpu"] = measured if device.name else f"about {measured}"
    words = ", ".join(part for part in (parts["cpu"], parts["gpu"]) if part)
    # A replacement string would have its backslashes read.
    return TIME_LINE.sub(lambda _: f"**Time to run:** {words}", header, count=1)


def with_lesson_time(readme: str, file_name: str, seconds: float, device: Device) -> str:
    """The README with the time in the last column of a lesson's row, between the two markers."""
    before, start, rest = readme.partition(TABLE_START)
    table, end, after = rest.partition(TABLE_END)
    row = re.compile(rf"^(\|.*\(notebooks/{re.escape(file_name)}\).*\|)[^|\n]*\|[ \t]*$", re.M)
    words = f"about {duration(seconds)} {device.words}"
    table = row.sub(lambda found: f"{found[1]} {words} |", table)
    return before + start + table + end + after


def _store_time(notebook: NotebookNode, path: Path, seconds: float, device: Device) -> None:
    """Put the time into the notebook, and a lesson's on a CPU into the README too."""
    header = notebook.cells[0]
    header.source = with_time(header.source, seconds, device)
    if path.parent.name == LESSONS_FOLDER and not device.name:
        _refresh_readme(path.parents[1] / "README.md", path.name, seconds, device)


def _refresh_readme(readme: Path, file_name: str, seconds: float, device: Device) -> None:
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    refreshed = with_lesson_time(text, file_name, seconds, device)
    if refreshed != text:
        write_atomically(readme, refreshed.encode("utf-8"))


def _write(path: Path, notebook: object) -> None:
    import nbformat

    nbformat.validate(notebook)
    write_atomically(path, (nbformat.writes(notebook) + "\n").encode("utf-8"))
