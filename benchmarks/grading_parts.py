"""Where the time of `course grade` goes, by part.

python benchmarks/grading_parts.py [--students 60] [--lesson 2 ...]

A made-up class without hostile submissions is graded in this process, one submission at a time, so
that the parts come one after the other. What is inside another part is not counted with that one:
the checks' own time is that of the marks without what the box was asked meanwhile. Run it on a
quiet machine.
"""

import argparse
import contextlib
import io
import platform
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import torch
from made_up_class import LAYOUTS, made_up_class

from course_utils.answers.inside import protocol
from course_utils.cli import main as course
from course_utils.grading import grade, gradebook
from course_utils.grading.box import Box
from course_utils.grading.sandbox import Sandbox

START, PREFLIGHT, BOX, READ, CELLS, FIND, CALLS, CHECKS, END, PAGES, REST = PARTS = (
    "template: torch is imported, once a class",
    "preflight, once a class",
    "starting boxes",
    "reading the files",
    "running the cells",
    "finding the answers",
    "calling the answers",
    "the checks themselves",
    "ending boxes",
    "gradebook, feedback, summary",
    "all else",
)
OF_QUESTION = {
    protocol.Greet: BOX,
    protocol.TryEscapes: PREFLIGHT,
    protocol.ReadNotebook: READ,
    protocol.ReadWeights: READ,
    protocol.SaveWeights: READ,
    protocol.SaveModule: READ,
    protocol.RunCell: CELLS,
    protocol.FindAnswer: FIND,
    protocol.TryAnswer: CALLS,
    protocol.TryAnswers: CALLS,
}


class Clock:
    """Seconds by part; a part that begins within another stops that one's clock."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._own = threading.local()  # the gradebook is written beside the grading

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what runs here as this part."""
        # Of each part that runs, outermost first: the seconds of parts within it.
        running = self._own.__dict__.setdefault("running", [])
        began = time.perf_counter()
        running.append(0.0)
        try:
            yield
        finally:
            spent = time.perf_counter() - began
            self.seconds[name] += spent - running.pop()
            if running:
                running[-1] += spent

    def around(self, owner: object, name: str, part: str | Callable[..., str]) -> mock._patch:
        """A patch that counts each call of `owner.name` as `part`, or as what it makes of them."""
        function = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            with self.part(part if isinstance(part, str) else part(*args)):
                return function(*args, **kwargs)

        return mock.patch.object(owner, name, counted)


def seconds_by_part(students: int, lesson: int) -> Counter[str]:
    """Grade a class; the seconds of each part."""
    clock = Clock()
    patches = [
        clock.around(Sandbox, "start_template", START),
        clock.around(gradebook, "preflight", PREFLIGHT),
        clock.around(Box, "__init__", BOX),
        clock.around(Box, "ask", lambda box, question, *_: OF_QUESTION[type(question)]),
        clock.around(Box, "end", END),
        clock.around(grade, "_tried", CHECKS),
        clock.around(gradebook.Gradebook, "write", PAGES),
        clock.around(gradebook.Gradebook, "finish", PAGES),
    ]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        class_ = made_up_class(students, lesson, 0)
        work = LAYOUTS["folders"](Path(folder) / "work", class_, as_zip=False)
        for patch in patches:
            stack.enter_context(patch)
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        where = [str(work), "--out", f"{folder}/marks"]
        began = time.perf_counter()
        status = course(["grade", *where, "--lesson", str(lesson), "--workers", "1"])
        whole = time.perf_counter() - began
    if status:
        raise SystemExit(f"The class was not graded: exit status {status}.")
    clock.seconds[REST] = whole - sum(clock.seconds.values())
    return clock.seconds


def main() -> None:
    """Print a Markdown table, a column for each lesson."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=60, help="how many (default 60)")
    parser.add_argument("--lesson", type=int, nargs="+", default=[2], help="default 2")
    arguments = parser.parse_args()
    columns = [seconds_by_part(arguments.students, lesson) for lesson in arguments.lesson]
    print(f"| part | {' | '.join(f'lesson {lesson}' for lesson in arguments.lesson)} |")
    print(f"|---|{'---:|' * len(columns)}")
    for part in PARTS:
        print(f"| {part} | {' | '.join(f'{seconds[part]:.1f}' for seconds in columns)} |")
    print(f"| whole | {' | '.join(f'{sum(seconds.values()):.1f}' for seconds in columns)} |")
    print(
        f"\nSeconds for {arguments.students} students. Python {platform.python_version()}, torch "
        f"{torch.__version__}, {platform.system()}."
    )


if __name__ == "__main__":
    main()
