"""A class with hostile submissions among it: wall time, memory and what comes out.

python benchmarks/grading.py [--students 30] [--lesson 2] [--hostile 5] [--layout canvas]

Memory is that of the command and of everything it has started, shared pages counted once, looked at
twice a second. With --layout "canvas" or "moodle" the instructor's file is filled as well; --layout
all takes each in turn. --workers N, --keep FOLDER (leaves the class and its marks there).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_up_class import LAYOUTS, ROOT, canvas_gradebook, made_up_class, moodle_worksheet

from course_utils.checks.catalogue import exercises

TO_FILL = {"canvas": canvas_gradebook, "moodle": moodle_worksheet}


def memory_of(process: int) -> int:
    """Bytes that a process and all below it take; pages that they share are shared out."""
    total, below = 0, [process]
    while below:
        number = below.pop()
        try:
            rollup = Path(f"/proc/{number}/smaps_rollup").read_text()
            children = Path(f"/proc/{number}/task/{number}/children").read_text()
            threads = [path.name for path in Path(f"/proc/{number}/task").iterdir()]
            for thread in threads:  # boxes are started by threads
                children += " " + Path(f"/proc/{number}/task/{thread}/children").read_text()
        except OSError:  # it has just ended
            continue
        total += 1024 * int(rollup.split("Pss:")[1].split()[0])
        below += {int(child) for child in children.split()} - {number}
    return total


def grade(folder: Path, layout: str, arguments: argparse.Namespace) -> None:
    class_ = made_up_class(arguments.students, arguments.lesson, arguments.hostile)
    target = folder / ("work" if layout == "folders" else "work.zip")
    work = LAYOUTS[layout](target, class_, as_zip=layout != "folders")
    command = [
        *(sys.executable, "-m", "course_utils.cli", "grade", str(work)),
        *("--out", str(folder / "marks"), "--lesson", str(arguments.lesson)),
        *("--workers", str(arguments.workers)),
    ]
    if layout in TO_FILL:
        points = sum(exercise.points for exercise in exercises(arguments.lesson))
        file = TO_FILL[layout](folder / "exported.csv", class_, arguments.lesson, points)
        command += ["--roster", str(file), "--fill", str(file)]
    most, began = 0, time.monotonic()
    with (
        (folder / "said.txt").open("wb") as said,
        subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said) as grading,
    ):
        while grading.poll() is None:
            most = max(most, memory_of(grading.pid))
            time.sleep(0.5)
    seconds = time.monotonic() - began
    again = time.monotonic()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    again = time.monotonic() - again
    print(
        f"{layout:<17}{arguments.students:>5} students {seconds:>6.0f} s "
        f"{seconds / arguments.students:>6.2f} s a student {most / 2**20:>6.0f} MB  exit status "
        f"{grading.returncode}; once more, nothing changed: {again:.0f} s",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--lesson", type=int, default=2)
    parser.add_argument("--hostile", type=int, default=5)
    parser.add_argument("--layout", choices=[*LAYOUTS, "all"], default="folders")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    layouts = list(LAYOUTS) if arguments.layout == "all" else [arguments.layout]
    for layout in layouts:
        with tempfile.TemporaryDirectory() as folder:
            grade(Path(folder), layout, arguments)
            if arguments.keep:
                shutil.copytree(folder, arguments.keep / layout.replace(" ", "-"))


if __name__ == "__main__":
    main()
