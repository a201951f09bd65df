"""Whole trainings beside another process that computes: what going on with one thread brings.

python benchmarks/busy_training.py [--rounds 5]

The two-layer nets are trained by the course's recipes, with nothing else on the machine (quiet) and
with one process more that computes without end (busy), in three ways in turn: as the course does
it, where a training that something else disturbs goes on with one thread; with all threads
throughout; with one thread throughout. It also counts how often the course went over to one thread.
"""

import argparse
import os
import platform
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from statistics import median
from unittest import mock

sys.path[:0] = [str(Path(__file__).parent)]

import torch  # noqa: E402
from busy_machine import STATES, other_process  # noqa: E402

from course_utils.data import load_splits  # noqa: E402
from course_utils.training.processor import Processor  # noqa: E402
from course_utils.training.recipes import fit_by_recipe  # noqa: E402
from course_utils.zoo import ZOO  # noqa: E402

NETS = ("two-layer CNN 10/20", "two-layer CNN 32/64")
COURSE, ALL_THREADS, ONE_THREAD = "as the course does it", "all threads", "one thread"
WAYS = (COURSE, ALL_THREADS, ONE_THREAD)
Seconds = dict[tuple[str, str, str], list[float]]


@contextmanager
def threads_of(way: str) -> Iterator[list[str]]:
    """Train in that way; what the course said when it went over to one thread is collected."""
    said: list[str] = []
    look = Processor.look

    def noted(processor: Processor) -> str:
        line = look(processor) if way == COURSE else ""
        said.extend([line] if line else [])
        return line

    before = torch.get_num_threads()
    torch.set_num_threads(1 if way == ONE_THREAD else before)
    try:
        with mock.patch.object(Processor, "look", noted):
            yield said
    finally:
        torch.set_num_threads(before)


def train(name: str, splits) -> float:
    """Train a net by its recipe from seed 0; the seconds by the clock."""
    torch.manual_seed(0)
    model = ZOO[name].make()
    start = time.perf_counter()
    fit_by_recipe(model, splits.train, splits.validation, ZOO[name].recipe, seed=0, progress=False)
    return time.perf_counter() - start


def print_table(seconds: Seconds, changes: dict[tuple[str, str], int], n_rounds: int) -> None:
    """Medians, lowest to highest, and medians of the ratios within a round."""
    print("| net | way | quiet, s | of all threads | busy, s | of one thread |")
    print("|---|---|---:|---:|---:|---:|")
    for net in NETS:
        for way in WAYS:
            cells = []
            for state, other in zip(STATES, (ALL_THREADS, ONE_THREAD), strict=True):
                own, others = seconds[state, net, way], seconds[state, net, other]
                ratio = median(a / b for a, b in zip(own, others, strict=True))
                spread = f"{median(own):.2f} ({min(own):.2f} to {max(own):.2f})"
                cells += [spread, f"{ratio:.2f}"]
            print(f"| {net} | {way} | {' | '.join(cells)} |")
    for state in STATES:
        counts = ", ".join(f"{net} {changes[state, net]}" for net in NETS)
        print(f"\nWent over to one thread, {state}, of {n_rounds} trainings each: {counts}.")


def main() -> None:
    """Train in all ways in turn, several rounds, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    n_rounds = parser.parse_args().rounds
    splits = load_splits()
    seconds: Seconds = defaultdict(list)
    changes: dict[tuple[str, str], int] = defaultdict(int)
    for number in range(n_rounds):
        print(f"Round {number + 1} of {n_rounds}", file=sys.stderr, flush=True)
        ways = WAYS[number % len(WAYS) :] + WAYS[: number % len(WAYS)]
        for state in STATES:
            with other_process(state):
                for net in NETS:
                    for way in ways:
                        with threads_of(way) as said:
                            seconds[state, net, way].append(train(net, splits))
                        changes[state, net] += len(said) > 0
    print_table(seconds, changes, n_rounds)
    print(
        f"\nPython {platform.python_version()}, torch {version('torch')}, {platform.system()}, "
        f"{os.cpu_count()} CPU cores, {torch.get_num_threads()} torch threads."
    )


if __name__ == "__main__":
    main()
