"""How long a verdict takes: every exercise's check, on right answers and on wrong ones.

python benchmarks/checks.py [--rounds 5] [--only NAME …]

Each known answer of tests/answers/ is judged as `check` judges it. The first verdict of an exercise
stands apart: it loads what the check needs. The two tasks in which something is trained are not
among them. Run it on a quiet machine.
"""

import argparse
import os
import platform
import sys
import time
from pathlib import Path
from statistics import median

import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests")]

from verdicts import TRAINED, known  # noqa: E402

from course_utils.checks.catalogue import LESSONS, all_exercises, exercises  # noqa: E402
from course_utils.checks.report import judge  # noqa: E402

AIM = 0.3  # seconds, for a function's task


def seconds_of(name: str, names: dict) -> float:
    """How long one verdict takes."""
    start = time.perf_counter()
    judge(all_exercises()[name], names)
    return time.perf_counter() - start


def row(lesson: int, name: str, n_rounds: int) -> tuple[str, float]:
    """The table's row of an exercise, and the median of its right answers."""
    its_own = [answer for answer in known() if answer.exercise == name]
    kinds = {
        kind: [answer.run() for answer in its_own if answer.kind == kind]
        for kind in ("right", "wrong")
    }
    first = seconds_of(name, kinds["right"][0])
    each = {
        kind: [median(seconds_of(name, n) for _ in range(n_rounds)) for n in names]
        for kind, names in kinds.items()
    }
    cells = [f"{median(each[kind]):.3f} | {max(each[kind]):.2f}" for kind in each]
    return f"| {lesson} | {name} | {first:.2f} | {' | '.join(cells)} |", median(each["right"])


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    parser.add_argument("--only", nargs="+", choices=all_exercises(), help="these exercises")
    arguments = parser.parse_args()
    n_rounds, wanted = arguments.rounds, set(arguments.only or all_exercises())
    print("| lesson | exercise | first | right, median | slowest | wrong, median | slowest |")
    print("|---:|---|---:|---:|---:|---:|---:|")
    over = []
    for lesson in LESSONS:
        for exercise in exercises(lesson):
            if exercise.name in TRAINED or exercise.name not in wanted:
                continue
            line, seconds = row(lesson, exercise.name, n_rounds)
            print(line, flush=True)
            over += [exercise.name] if seconds > AIM else []
    print(
        f"\nRight answers that take more than {AIM} s in the median: {', '.join(over) or 'none'}."
    )
    print(
        f"Seconds; medians of {n_rounds} rounds an answer. Python {platform.python_version()}, "
        f"torch {torch.__version__}, {platform.system()}, {os.cpu_count()} CPU cores, "
        f"{torch.get_num_threads()} torch threads."
    )


if __name__ == "__main__":
    main()
