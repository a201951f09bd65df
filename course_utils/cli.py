"""The `course` command: every task of the course, each under one word."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from course_utils.data_folders import CHOICES
from course_utils.errors import CourseError

EXIT_OK, EXIT_FAILED, EXIT_USAGE, EXIT_INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand; 0 fine, 1 something failed, 2 asked for what is not there."""
    # Windows' consoles may use an encoding without the signs in our lines.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    own, extra = _split_extra(sys.argv[1:] if argv is None else argv)
    parser = _parser()
    arguments = parser.parse_args(own)
    if extra and arguments.command is not _lab:
        parser.error("only `course lab` hands on what stands after --")
    arguments.extra = extra
    _make_folders_absolute()
    return _guarded(arguments)


def _make_folders_absolute() -> None:
    # A kernel runs in the lesson's folder, and a relative name would mean another place there.
    for variable in ("COURSE_DATA_DIR", "COURSE_RESULTS_DIR"):
        named = os.environ.get(variable, "").strip()
        if named:
            os.environ[variable] = os.path.abspath(Path(named).expanduser())


def _guarded(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.places import UsageError

    try:
        return arguments.command(arguments)
    except UsageError as error:
        print(f"course: {error}", file=sys.stderr)
        return EXIT_USAGE
    except CourseError as error:
        print(f"course: {error}", file=sys.stderr)
        return EXIT_FAILED
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        print(
            f"course: {error.strerror or error}{where}. "
            "`course doctor` says what may stand in the way.",
            file=sys.stderr,
        )
        return EXIT_FAILED
    except KeyboardInterrupt:
        # At exit asyncio would print the traceback of the task that was interrupted.
        logging.getLogger("asyncio").setLevel(logging.CRITICAL)
        print("\ncourse: stopped by Ctrl-C.", file=sys.stderr)
        return EXIT_INTERRUPTED


def _split_extra(argv: Sequence[str]) -> tuple[list[str], list[str]]:
    if "--" not in argv:
        return list(argv), []
    at = list(argv).index("--")
    return list(argv[:at]), list(argv[at + 1 :])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="course", description="Learn convolutional networks with PyTorch on MNIST."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    run = commands.add_parser(
        "run", help="execute the lessons without a browser and print the result table"
    )
    run.add_argument("lessons", nargs="*", metavar="LESSON", help="3, 03_two_layer_cnn or a path")
    run.add_argument(
        "--data",
        choices=CHOICES,
        help="MNIST, the embedded digits, or whichever is to be had (default: COURSE_DATA's, "
        "or else auto)",
    )
    run.set_defaults(command=_run)

    lab = commands.add_parser(
        "lab", help="copy new lessons into work/ and open JupyterLab there (learners start here)"
    )
    lab.add_argument("--no-browser", action="store_true", help="print the address instead")
    lab.epilog = "What stands after -- is handed to JupyterLab: course lab -- --port 9999"
    lab.set_defaults(command=_lab)

    doctor = commands.add_parser("doctor", help="say what is fine on this computer and what is not")
    doctor.set_defaults(command=_doctor)

    refresh = commands.add_parser(
        "execute", help="for authors: refresh stored outputs and measured times on MNIST, in place"
    )
    refresh.add_argument("notebooks", nargs="*", metavar="NOTEBOOK", help="as for run")
    refresh.set_defaults(command=_execute)

    build = commands.add_parser(
        "build", help="for authors: write exercises/ from the worked solutions/"
    )
    build.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    build.set_defaults(command=_build)

    handout = commands.add_parser(
        "handout", help="for instructors: what students get, without answers, as folder and zip"
    )
    handout.add_argument("--out", required=True, metavar="DIR", type=Path, help="where to put it")
    handout.set_defaults(command=_handout)

    grade = commands.add_parser(
        "grade", help="for instructors: grade a folder of submissions, each in a box of its own"
    )
    grade.add_argument(
        "submissions", metavar="SUBMISSIONS", type=Path, help="a folder with one folder a student"
    )
    grade.add_argument("--out", required=True, metavar="FOLDER", type=Path, help="for grades.csv")
    grade.add_argument("--lesson", required=True, type=int, metavar="N", help="0 to 6")
    grade.add_argument(
        "--seed-file", type=Path, metavar="F", help="holds a line that nobody guesses: the secret"
    )
    grade.add_argument("--workers", type=_positive, metavar="N", help="boxes at a time")
    grade.add_argument(
        "--timeout", type=_positive, default=600, metavar="S", help="seconds a submission (600)"
    )
    grade.add_argument(
        "--memory", type=_positive, default=2048, metavar="MB", help="besides torch itself (2048)"
    )
    grade.add_argument(
        "--unsafe", action="store_true", help="without the box: students' code runs as you"
    )
    grade.set_defaults(command=_grade)

    address = commands.add_parser(
        "set-repository", help="for authors: write the repository's address into every notebook"
    )
    address.add_argument("url", metavar="URL", help="https://github.com/OWNER/NAME")
    address.set_defaults(command=_set_repository)

    test = commands.add_parser("test", help="for authors: run everything that CI checks")
    test.add_argument(
        "--full", action="store_true", help="also MNIST, the oldest versions and Colab's"
    )
    test.set_defaults(command=_test)
    return parser


def _run(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.places import find_checkout
    from course_utils.instructor.running import run_lessons

    return run_lessons(find_checkout(), arguments.lessons, arguments.data)


def _lab(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.lab import open_lab
    from course_utils.instructor.places import find_checkout

    return open_lab(find_checkout(), arguments.extra, browser=not arguments.no_browser)


def _doctor(arguments: argparse.Namespace) -> int:
    from course_utils.doctor import examine
    from course_utils.instructor.places import find_checkout

    try:
        folder = find_checkout()
    except CourseError:  # on Colab there is the package and no checkout
        folder = Path.cwd()
    return examine(folder)


def _execute(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.places import find_checkout
    from course_utils.instructor.refreshing import refresh

    return refresh(find_checkout(), arguments.notebooks)


def _build(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.authoring import build
    from course_utils.instructor.places import find_checkout

    return build(find_checkout(), arguments.check)


def _handout(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.handout import hand_out
    from course_utils.instructor.places import find_checkout

    return hand_out(find_checkout(), arguments.out)


def _grade(arguments: argparse.Namespace) -> int:
    from course_utils.grading.gradebook import Wanted, grade_class

    return grade_class(
        Wanted(
            arguments.submissions,
            arguments.out,
            arguments.lesson,
            arguments.seed_file,
            arguments.workers,
            arguments.timeout,
            arguments.memory,
            arguments.unsafe,
        )
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no whole number above 0")
    return int(text)


def _set_repository(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.places import find_checkout
    from course_utils.instructor.repository import parse_url, set_repository

    root = find_checkout()
    changed = set_repository(root, parse_url(arguments.url))
    for path in changed:
        print(f"rewritten {path.relative_to(root).as_posix()}")
    if not changed:
        print("Nothing to do: the address stands everywhere already.")
    return EXIT_OK


def _test(arguments: argparse.Namespace) -> int:
    from course_utils.instructor.places import find_checkout
    from course_utils.instructor.testing import run_tests

    return run_tests(find_checkout(), arguments.full)


if __name__ == "__main__":
    sys.exit(main())
