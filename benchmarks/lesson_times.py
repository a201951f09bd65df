"""How long the lessons run, by lesson and by what their cells do.

python benchmarks/lesson_times.py [--data mnist] [--longest 5] [LESSON ...]

Each lesson is executed in a kernel of its own, one after the other, as `course execute` does; the
stored outputs stay as they are. A cell's kind is that of the first row of KINDS that fits. The time
of a cell is until the next one begins; starting the kernel is counted with the whole. Run it on a
quiet machine.
"""

import argparse
import io
import platform
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import torch
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from course_utils.authoring.executing import execute  # noqa: E402
from course_utils.authoring.places import notebooks_in  # noqa: E402
from course_utils.authoring.progress import Progress  # noqa: E402

# What a cell's text holds, as a regular expression, or one of its outputs' types.
KINDS = {
    "over seeds": (r"over_seeds\(", ()),
    "one training": (r"\b(fit|fit_by_recipe|\w*train\w*|\w+_run)\(", ()),
    "pictures, views": (
        r"\b(plots\.|explorers\.)",
        ("image/png", "application/vnd.jupyter.widget-view+json"),
    ),
    "set-up, imports": (r"\A(import |from |# Set-up)", ()),
    "the rest": ("", ()),
}


class Clock(Progress):
    """Notes when each code cell begins."""

    def __init__(self) -> None:
        super().__init__(1, io.StringIO())
        self.begins: list[float] = []

    def cell(self, number: int, heading: str) -> None:
        """The time at which code cell `number` begins."""
        self.begins.append(time.perf_counter())


def kind_of(cell: NotebookNode) -> str:
    """Which row of KINDS a code cell belongs to."""
    shown = {kind for output in cell.outputs for kind in output.get("data", {})}
    for name, (pattern, types) in KINDS.items():
        if shown & set(types) or (pattern and re.search(pattern, cell.source, re.MULTILINE)):
            return name
    return "the rest"


def times_of_cells(lesson: Path, data: str) -> tuple[float, list[tuple[float, NotebookNode]]]:
    """The whole time of a lesson in seconds, and that of each code cell. Raises where it fails."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / lesson.name
        shutil.copy2(lesson, copy)
        clock = Clock()
        environment = {"COURSE_DATA": data, "COURSE_RESULTS_DIR": f"{folder}/results"}
        ran = execute(copy, environment, clock)
        ended = time.perf_counter()
    if ran.problem:
        raise SystemExit(ran.problem)
    cells = [cell for cell in ran.notebook.cells if cell.cell_type == "code"]
    ends = [*clock.begins[1:], ended]
    seconds = [end - begin for begin, end in zip(clock.begins, ends, strict=True)]
    return ran.seconds, list(zip(seconds, cells, strict=True))


def print_longest(times: list[tuple[float, NotebookNode]], number: int) -> None:
    """The cells that take longest, each with its first line."""
    for seconds, cell in sorted(times, key=lambda time: -time[0])[:number]:
        print(f"    {seconds:5.1f}  {kind_of(cell)}: {cell.source.splitlines()[0]}", flush=True)


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lessons", nargs="*", type=int, help="numbers of lessons (default: all)")
    parser.add_argument("--data", default="mnist", choices=["mnist", "digits"])
    parser.add_argument("--longest", type=int, default=0, help="so many cells of each lesson")
    arguments = parser.parse_args()
    lessons = [
        path
        for path in notebooks_in(ROOT, ["notebooks"])
        if not arguments.lessons or int(path.name[:2]) in arguments.lessons
    ]
    print(f"| lesson | seconds | {' | '.join(KINDS)} |")
    print("|---|---:|" + "---:|" * len(KINDS))
    whole = 0.0
    for lesson in lessons:
        total, times = times_of_cells(lesson, arguments.data)
        whole += total
        seconds: Counter = Counter()
        for spent, cell in times:
            seconds[kind_of(cell)] += spent
        cells = [f"{seconds[kind]:.1f}" for kind in KINDS]
        print(f"| {lesson.stem} | {total:.1f} | {' | '.join(cells)} |", flush=True)
        print_longest(times, arguments.longest)
    print(f"\n{whole:.0f} s in all. Python {platform.python_version()}, torch {torch.__version__}.")


if __name__ == "__main__":
    main()
