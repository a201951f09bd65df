"""Whether any verdict hangs on luck: every known answer, tried with one seed after the other.

python benchmarks/verdicts.py [--seeds 200] [--lesson N] [--only NAME ...] [--kind right]
                              [--new-since COMMIT] [--workers 2]

Each answer of tests/answers/, right or wrong, is judged as `check` judges it, with the random cases
of each seed; the tasks in which something is trained have tests of their own. An answer whose first
verdict takes longer than SLOW seconds, such as a loop that only the time limit ends, is tried with
ten seeds, and counted apart. One line an exercise: how many answers, how many verdicts, the right
ones refused and the wrong ones passed. Where there is such a one, it is named, and the exit status
is 1. Run it on a quiet machine: time limits are by the clock. What a check works out on its own
side is the same for every answer, and where that takes long it is kept. `--kind` tries the right
answers or the wrong ones alone: a case that was added to a check can only refuse more.
"""

import argparse
import gc
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import Tensor

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from answer_files import FOLDER, AnswerText, answers  # noqa: E402

from course_utils import models  # noqa: E402
from course_utils.answers import operations  # noqa: E402
from course_utils.checks.catalogue import LESSONS, all_exercises, exercises  # noqa: E402
from course_utils.checks.lesson_6 import find_the_fault  # noqa: E402
from course_utils.checks.report import PASSED, judge  # noqa: E402

TRAINED = ("train_yours", "build_your_best")
SLOW, SEEDS_WHERE_SLOW = 2.0, 10


@dataclass(frozen=True)
class Tried:
    """One answer after all its seeds: verdicts, and what was judged wrongly, in words."""

    is_right: bool
    verdicts: int
    is_slow: bool
    faults: tuple[str, ...]
    seconds: float


def known(new_since: str | None = None) -> list[AnswerText]:
    """All answers, those by another hand among them; or those that a commit does not hold yet."""
    every = [*answers(), *answers(FOLDER / "unseen")]
    before = held_by(new_since) if new_since else set()
    return [answer for answer in every if answer.kind != "model" and answer.source not in before]


def held_by(commit: str) -> set[str]:
    """The sources of all answers that a commit of this repository holds."""
    with TemporaryDirectory() as folder:
        packed = ["git", "archive", commit, "tests/answers"]
        archive = subprocess.run(packed, cwd=ROOT, check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", folder], input=archive, check=True)
        there = Path(folder, "tests", "answers")
        return {answer.source for answer in [*answers(there), *answers(there / "unseen")]}


def keep_what_is_right() -> None:
    """Let this process work out once a seed what the reference gives, and what is seen of models.

    An answer's own passes are made each time: only the reference's class is looked up.
    """
    many, symptoms = operations.pass_many_times, find_the_fault._symptoms
    operations.pass_many_times = _kept(many, lambda make, *_: make.__module__ == models.__name__)
    find_the_fault._symptoms = _kept(symptoms, lambda trial: True)


def _kept(function: Callable, applies: Callable[..., bool]) -> Callable:
    known: dict[str, object] = {}

    def once(*arguments: object) -> object:
        if not applies(*arguments):
            return function(*arguments)
        key = repr([_as_key(item) for item in arguments])
        if key not in known:
            known[key] = function(*arguments)
        return known[key]

    return once


def _as_key(item: object) -> object:
    if isinstance(item, Tensor):
        return hash(item.numpy().tobytes())
    return [_as_key(part) for part in item] if isinstance(item, tuple) else item


def tried(answer: AnswerText, n_seeds: int) -> Tried:
    """Judge one answer with the seeds from 0 on."""
    torch.set_num_threads(1)
    names, exercise = answer.run(), all_exercises()[answer.exercise]
    gc.freeze()  # what is loaded by now stays, and need not be looked through at each seed
    began, seeds, faults, is_slow = time.perf_counter(), n_seeds, [], False
    seed = 0
    while seed < seeds:
        outcome = judge(exercise, names, seed)
        if (outcome.status == PASSED) != (answer.kind == "right"):
            faults.append(f"{answer.kind} | {answer} | seed {seed}: {outcome.status}")
        if seed == 0 and time.perf_counter() - began > SLOW:
            seeds, is_slow = min(n_seeds, SEEDS_WHERE_SLOW), True
        seed += 1
        gc.collect()  # models are held in cycles, and together fill the memory
    seconds = time.perf_counter() - began
    return Tried(answer.kind == "right", seed, is_slow, tuple(faults), seconds)


def line(name: str, all_: Sequence[Tried]) -> str:
    """The row of an exercise."""
    right = sum(one.is_right for one in all_)
    refused = sum(len(one.faults) for one in all_ if one.is_right)
    passed = sum(len(one.faults) for one in all_ if not one.is_right)
    cells = [
        *(name, right, len(all_) - right, f"{sum(one.verdicts for one in all_):,}"),
        *(sum(one.is_slow for one in all_), refused, passed),
        f"{sum(one.seconds for one in all_):.0f}",
    ]
    return f"| {' | '.join(map(str, cells))} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--lesson", type=int, choices=LESSONS)
    parser.add_argument("--only", nargs="+", choices=sorted(all_exercises()))
    parser.add_argument("--kind", choices=["right", "wrong"])
    parser.add_argument("--new-since", metavar="COMMIT")
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    lessons = LESSONS if arguments.lesson is None else [arguments.lesson]
    names = [e.name for n in lessons for e in exercises(n) if e.name not in TRAINED]
    names = arguments.only or names
    print("| exercise | right | wrong | verdicts | slow | right refused | wrong passed | seconds |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    faults: list[str] = []
    all_known = known(arguments.new_since)
    with ProcessPoolExecutor(arguments.workers, initializer=keep_what_is_right) as pool:
        # All are handed in before the first is waited for, so that no worker waits either.
        running = {
            name: [
                pool.submit(tried, answer, arguments.seeds)
                for answer in all_known
                if answer.exercise == name and arguments.kind in (None, answer.kind)
            ]
            for name in names
        }
        for name, futures in running.items():
            done = [future.result() for future in futures]
            print(line(name, done), flush=True)
            faults += [fault for one in done for fault in one.faults]
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
