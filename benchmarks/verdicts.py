"""Whether any verdict hangs on luck: every known answer, tried with one seed after the other.

python benchmarks/verdicts.py [--seeds 200] [--lesson N] [--only NAME] [--workers 2]

Each answer of tests/answers/, right or wrong, is judged as `check` judges it, with the random cases
of each seed; the tasks in which something is trained have tests of their own. One line an exercise:
how many answers, how many verdicts, the right ones refused and the wrong ones passed. Where there
is such a one, it is named, and the exit status is 1.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from answer_files import FOLDER, AnswerText, answers  # noqa: E402

from course_utils.checks.catalogue import LESSONS, all_exercises, exercises  # noqa: E402
from course_utils.checks.report import PASSED, judge  # noqa: E402

TRAINED = ("train_yours", "build_your_best")


def known(name: str) -> list[AnswerText]:
    """All answers to an exercise, those by another hand among them."""
    every = [*answers(), *answers(FOLDER / "unseen")]
    return [answer for answer in every if answer.exercise == name and answer.kind != "model"]


def tried(name: str, n_seeds: int) -> tuple[str, list[str]]:
    """The line of an exercise, and what was judged wrongly."""
    torch.set_num_threads(1)
    began, faults = time.perf_counter(), []
    texts = known(name)
    for answer in texts:
        names = answer.run()
        for seed in range(n_seeds):
            outcome = judge(all_exercises()[name], names, seed)
            if (outcome.status == PASSED) != (answer.kind == "right"):
                faults.append(f"{answer.kind} | {answer} | seed {seed}: {outcome.status}")
    n_right = sum(answer.kind == "right" for answer in texts)
    refused = sum(fault.startswith("right") for fault in faults)
    line = (
        f"| {name} | {n_right} | {len(texts) - n_right} | {len(texts) * n_seeds:,} | {refused} | "
        f"{len(faults) - refused} | {time.perf_counter() - began:.0f} |"
    )
    return line, faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--lesson", type=int, choices=LESSONS)
    parser.add_argument("--only", choices=sorted(all_exercises()))
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    lessons = LESSONS if arguments.lesson is None else [arguments.lesson]
    names = [e.name for n in lessons for e in exercises(n) if e.name not in TRAINED]
    names = [arguments.only] if arguments.only else names
    print("| exercise | right | wrong | verdicts | right refused | wrong passed | seconds |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    faults = []
    with ProcessPoolExecutor(arguments.workers) as pool:
        for line, found in pool.map(tried, names, [arguments.seeds] * len(names)):
            print(line, flush=True)
            faults += found
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
