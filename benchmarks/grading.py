"""A class of 30 with five hostile submissions: wall time and memory of `course grade`.

python benchmarks/grading.py [--students 30] [--lesson 2] [--workers N]

Memory is that of the command and of everything it has started, shared pages counted once, looked at
twice a second.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from attack_files import attacks, good_submission, hand_in  # noqa: E402, from the tests' folder

HOSTILE = ("endless_loop", "takes_memory", "fork_bomb", "fills_the_disk", "huge_reply")


def hand_in_class(folder: Path, lesson: int, students: int) -> None:
    """Right answers from all but five, who stand among the others."""
    hostile = [attack for attack in attacks(lesson) if attack.name in HOSTILE]
    for number in range(students):
        attack = hostile[number // 6] if number % 6 == 3 and number // 6 < len(hostile) else None
        cells = attack.submission() if attack else good_submission(lesson)
        hand_in(folder / f"{number:02d}-{attack.name if attack else 'good'}", lesson, cells)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=30)
    parser.add_argument("--lesson", type=int, default=2)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder, "work")
        hand_in_class(work, arguments.lesson, arguments.students)
        command = [
            *(sys.executable, "-m", "course_utils.cli", "grade", str(work)),
            *("--out", str(Path(folder, "marks")), "--lesson", str(arguments.lesson)),
            *("--workers", str(arguments.workers)),
        ]
        most, began = 0, time.monotonic()
        with subprocess.Popen(command, cwd=ROOT) as grading:
            while grading.poll() is None:
                most = max(most, memory_of(grading.pid))
                time.sleep(0.5)
        seconds = time.monotonic() - began
    print(
        f"\n{arguments.students} students, {arguments.workers} workers: {seconds:.0f} s,", end=" "
    )
    print(f"{most / 2**20:.0f} MB at most; exit status {grading.returncode}")


if __name__ == "__main__":
    main()
