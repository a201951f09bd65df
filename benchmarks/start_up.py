"""What importing the course's modules costs beyond torch and matplotlib.

python benchmarks/start_up.py [--rounds 7]

Each import is a process of its own; the two kinds take turns.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from statistics import median

import torch

BASE = "import torch, matplotlib.pyplot"
KINDS = {
    BASE: BASE,
    "the same and course_utils": f"{BASE}, course_utils",
    "the same and all modules that lessons use": f"{BASE}, course_utils.data, course_utils.shapes, "
    "course_utils.models, course_utils.recipes, course_utils.plots, course_utils.predictions, "
    "course_utils.results, course_utils.side_by_side",
}


def seconds_of(statement: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7, help="how many rounds (default 7)")
    n_rounds = parser.parse_args().rounds
    for statement in KINDS.values():
        seconds_of(statement)  # now the files are in the page cache
    rounds = [{name: seconds_of(KINDS[name]) for name in KINDS} for _ in range(n_rounds)]
    print("| imported | seconds | lowest to highest | beyond the first |")
    print("|---|---:|---:|---:|")
    for name in KINDS:
        times = [measured[name] for measured in rounds]
        beyond = median(measured[name] - measured[BASE] for measured in rounds)
        print(
            f"| `{name}` | {median(times):.2f} | {min(times):.2f} to {max(times):.2f} "
            f"| {beyond:.2f} |"
        )
    print(
        f"\nMedian of {n_rounds} rounds. Python {platform.python_version()}, "
        f"torch {torch.__version__}, {platform.system()}, {os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
