"""`course grade`: a class of submissions, each in a box of its own, into marks and feedback."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course grade`."""
    add = parser.add_argument
    add(
        "submissions",
        metavar="SUBMISSIONS",
        type=Path,
        help="a folder with one folder a student, or the export of a learning system (or its zip)",
    )
    add("--out", required=True, metavar="FOLDER", type=Path, help="for marks and feedback")
    add("--lesson", required=True, type=int, metavar="N", help="0 to 6")
    add(
        "--seed-file",
        type=Path,
        metavar="F",
        help="holds a line that nobody guesses: the secret (else one is made in FOLDER)",
    )
    _add_class(parser)
    _add_regrading(parser)
    add("--workers", type=_positive, metavar="N", help="boxes at a time")
    add("--timeout", type=_positive, default=600, metavar="S", help="seconds a submission (600)")
    memory = "besides torch itself (2048)"
    add("--memory", dest="memory_mb", type=_positive, default=2048, metavar="MB", help=memory)
    cluster = "a Dask cluster of your own computers does the work (tls://…)"
    add("--dask", metavar="ADDRESS", help=cluster)
    add("--unsafe", action="store_true", help="without the box: students' code runs as you")


def _add_class(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("the class, and the file that is to be filled")
    add = group.add_argument
    add("--layout", metavar="NAME", help="the system that made the export, where it is not seen")
    add("--roster", type=Path, metavar="CSV", help="who is in the class, as the system exports it")
    add(
        "--fill",
        type=Path,
        metavar="CSV",
        help="your own exported gradebook: a copy gets the points",
    )
    add("--column", metavar="TEXT", help="in which column of it, where that is not plain")


def _add_regrading(parser: ArgumentParser) -> None:
    group = parser.add_argument_group("grading once more")
    add = group.add_argument
    add("--only", action="append", default=[], metavar="STUDENT", help="grade this one once more")
    add("--leave-out", action="append", default=[], metavar="EXERCISE", help="it does not count")
    add(
        "--by-hand", type=Path, metavar="CSV", help="points by hand: student,exercise,points,reason"
    )


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    from course_utils.grading.gradebook import grade_class  # takes torch with it
    from course_utils.grading.request import GradingRequest

    named = {name: value for name, value in vars(arguments).items() if name in FIELDS}
    lists = {name: tuple(named[name]) for name in ("leave_out", "only")}
    return grade_class(GradingRequest(**{**named, **lists}))


FIELDS = (
    *("submissions", "out", "lesson", "seed_file", "workers", "timeout", "memory_mb", "unsafe"),
    *("layout", "roster", "fill", "column", "by_hand", "leave_out", "only", "dask"),
)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is no whole number above 0")
    return int(text)
