"""The same notebooks, graded by `nbgrader autograde` and by `course grade`, in turn.

python benchmarks/nbgrader_beside.py --nbgrader .nox/nbgrader/bin/nbgrader [--students 10]

Worked solutions of lesson 2, each with a line of its own. nbgrader runs them in a kernel of this
environment, as the user, one after the other; `course grade` in boxes, two at a time, and once more
with one at a time. Each is a command of its own, from its start to its end. `nox -s nbgrader` makes
the environment with nbgrader.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOLUTION = ROOT / "solutions" / "02_convolution_and_pooling.ipynb"
CONFIGURATION = """\
c = get_config()
c.CourseDirectory.course_id = "course"
c.ExecutePreprocessor.timeout = 300
"""


def hand_in(folder: Path, students: int) -> None:
    """One folder a student and assignment, as nbgrader wants them."""
    for number in range(students):
        notebook = json.loads(SOLUTION.read_text(encoding="utf-8"))
        own = next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader"))
        own["source"] = [*own["source"], f"\n# the work of student {number}"]
        target = folder / f"student{number:03d}" / "lesson2" / SOLUTION.name
        target.parent.mkdir(parents=True)
        target.write_text(json.dumps(notebook), encoding="utf-8")


def set_up_nbgrader(nbgrader: str, folder: Path, variables: dict[str, str]) -> None:
    (folder / "nbgrader_config.py").write_text(CONFIGURATION)
    (folder / "source" / "lesson2").mkdir(parents=True)
    shutil.copy(SOLUTION, folder / "source" / "lesson2")
    run([nbgrader, "generate_assignment", "lesson2", "--create"], folder, variables)


def run(command: list[str], folder: Path, variables: dict[str, str]) -> float:
    """How many seconds a command takes; raises where it fails."""
    began = time.monotonic()
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.monotonic() - began


def course_grade(folder: Path, out: Path, workers: int) -> list[str]:
    command = [sys.executable, "-m", "course_utils.cli", "grade", str(folder), "--out", str(out)]
    return [*command, "--lesson", "2", "--workers", str(workers)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nbgrader", required=True, metavar="PATH")
    parser.add_argument("--students", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    nbgrader = str(Path(arguments.nbgrader).absolute())
    kernels = str(Path(sys.prefix, "share", "jupyter"))
    variables = {**os.environ, "JUPYTER_PATH": kernels, "COURSE_DATA": "digits"}
    # The kernel's own file names "python" only; nbgrader calls another command of its environment.
    folders = [str(Path(sys.executable).parent), str(Path(nbgrader).parent), os.environ["PATH"]]
    variables["PATH"] = os.pathsep.join(folders)
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        hand_in(folder / "submitted", arguments.students)
        set_up_nbgrader(nbgrader, folder, variables)
        for number in range(arguments.rounds):
            autograde = [nbgrader, "autograde", "lesson2", "--force"]
            taken = {"nbgrader autograde": run(autograde, folder, variables)}
            for workers in (1, 2):
                command = course_grade(
                    folder / "submitted", folder / f"{number}-{workers}", workers
                )
                name = f"course grade, {workers} at a time"
                taken[name] = run(command, ROOT, variables)
            for name, value in taken.items():
                seconds.setdefault(name, []).append(value)
    print("| command | seconds | a student | of nbgrader's |\n|---|---:|---:|---:|")
    reference = seconds["nbgrader autograde"]
    for name, values in seconds.items():
        ratio = statistics.median(a / b for a, b in zip(values, reference, strict=True))
        median = statistics.median(values)
        print(f"| {name} | {median:.1f} | {median / arguments.students:.2f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
