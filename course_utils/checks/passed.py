"""What is passed in which lesson, kept beside the results over all notebooks."""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.files import write_atomically
from course_utils.results import results_folder

FILE = "progress.json"


def passed() -> set[str]:
    """The names of the exercises that are passed; none where nothing is kept, or legible."""
    try:
        return _read(results_folder() / FILE)
    except OSError:
        return set()


def keep(verdicts: Mapping[str, bool]) -> None:
    """Keep which of these exercises are passed; any other stays as it was.

    Where the folder cannot be written to, nothing is kept: a verdict must not fail by it.
    """
    try:
        file = results_folder() / FILE
        before = _read(file)
        lost = {name for name, is_passed in verdicts.items() if not is_passed}
        now = (before - lost) | (set(verdicts) - lost)
        if now != before:
            text = json.dumps({"passed": sorted(now)}, indent=1) + "\n"
            write_atomically(file, text.encode())
    except OSError:
        return


def _read(file: Path) -> set[str]:
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        return {name for name in held["passed"] if isinstance(name, str)}
    except (FileNotFoundError, ValueError, TypeError, LookupError):
        return set()  # not there, or written by another hand


def progress() -> None:
    """Print what is passed, lesson by lesson: tasks and points of all that there are."""
    names, total, of = passed(), [0, 0], [0, 0]
    print(f"{'lesson':<8}{'tasks':>10}{'points':>12}")
    for lesson in LESSONS:
        got, most = zip(*counts(lesson, names), strict=True)
        print(_line(str(lesson), got, most))
        total = [a + b for a, b in zip(total, got, strict=True)]
        of = [a + b for a, b in zip(of, most, strict=True)]
    print(_line("all", total, of))


def counts(lesson: int, names: Collection[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """The tasks of a lesson that are among `names`, of how many; and their points, of how many."""
    every = exercises(lesson)
    there = [exercise for exercise in every if exercise.name in names]
    points = sum(e.points for e in there), sum(e.points for e in every)
    return (len(there), len(every)), points


def _line(lesson: str, got: Sequence[int], of: Sequence[int]) -> str:
    tasks, points = (f"{a} of {b}" for a, b in zip(got, of, strict=True))
    return f"{lesson:<8}{tasks:>10}{points:>12}"
