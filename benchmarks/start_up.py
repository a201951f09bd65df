"""What importing the course's modules costs beyond torch and matplotlib.

python benchmarks/start_up.py [--rounds 7]

Each import is a process of its own; the two kinds take turns. The clock is read between the imports
within a process, so that how long a process takes to start and to end has no part in it.
"""

import argparse
import os
import platform
import subprocess
import sys
from statistics import median

import torch

BASE = "import torch, matplotlib.pyplot"
KINDS = {
    "`import course_utils`": "import course_utils",
    "all modules that lessons use": "import course_utils.data, course_utils.shapes, "
    "course_utils.models, course_utils.training.recipes, course_utils.plots, "
    "course_utils.predictions, course_utils.results, course_utils.zoo",
}
CLOCK = """
from time import perf_counter
start = perf_counter()
{base}
between = perf_counter()
{further}
print(between - start, perf_counter() - between)
"""


def seconds_of(further: str) -> tuple[float, float]:
    """Seconds for torch and matplotlib, and for what is imported after them."""
    command = [sys.executable, "-c", CLOCK.format(base=BASE, further=further)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    base, beyond = map(float, said.split())
    return base, beyond


def row(name: str, seconds: list[float]) -> str:
    return f"| {name} | {median(seconds):.3f} | {min(seconds):.3f} to {max(seconds):.3f} |"


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (default 7)")
    n_rounds = parser.parse_args().rounds
    for further in KINDS.values():
        seconds_of(further)  # now the files are in the page cache
    rounds = [{name: seconds_of(KINDS[name]) for name in KINDS} for _ in range(n_rounds)]
    print("| imported | seconds | lowest to highest |")
    print("|---|---:|---:|")
    print(row(f"`{BASE}`", [base for measured in rounds for base, _ in measured.values()]))
    for name in KINDS:
        print(row(f"after that, {name}", [measured[name][1] for measured in rounds]))
    print(
        f"\nMedian of {n_rounds} rounds. Python {platform.python_version()}, "
        f"torch {torch.__version__}, {platform.system()}, {os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
