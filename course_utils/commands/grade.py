"""`course grade`: a class of submissions, each in a box of its own, into a gradebook."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course grade`."""
    parser.add_argument(
        "submissions", metavar="SUBMISSIONS", type=Path, help="a folder with one folder a student"
    )
    parser.add_argument("--out", required=True, metavar="FOLDER", type=Path, help="for grades.csv")
    parser.add_argument("--lesson", required=True, type=int, metavar="N", help="0 to 6")
    parser.add_argument(
        "--seed-file", type=Path, metavar="F", help="holds a line that nobody guesses: the secret"
    )
    parser.add_argument("--workers", type=_positive, metavar="N", help="boxes at a time")
    parser.add_argument(
        "--timeout", type=_positive, default=600, metavar="S", help="seconds a submission (600)"
    )
    parser.add_argument(
        "--memory", type=_positive, default=2048, metavar="MB", help="besides torch itself (2048)"
    )
    parser.add_argument(
        "--unsafe", action="store_true", help="without the box: students' code runs as you"
    )


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    from course_utils.grading.gradebook import GradingRequest, grade_class  # takes torch with it

    request = GradingRequest(
        arguments.submissions,
        arguments.out,
        arguments.lesson,
        arguments.seed_file,
        arguments.workers,
        arguments.timeout,
        arguments.memory,
        arguments.unsafe,
    )
    return grade_class(request)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text} is no whole number above 0")
    return int(text)
