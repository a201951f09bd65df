"""The `course` command: every task of the course, each under one word."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from course_utils.errors import CourseError, UsageError

# Each verb has a file of its name in commands/, with its arguments and what it does. Students get a
# few of these files: where one is not there, there is no such verb.
VERBS = {
    "run": "execute the lessons without a browser and print the result table",
    "lab": "copy new lessons into work/ and open JupyterLab there (learners start here)",
    "doctor": "say what is fine on this computer and what is not",
    "execute": "for authors: refresh stored outputs and measured times on MNIST, in place",
    "build": "for authors: write exercises/ from the worked solutions/",
    "new-exercise": "for authors: write the skeleton of an exercise, to be filled in",
    "site": "for authors: build the web edition, pages to read in a browser",
    "handout": "for instructors: what students get, without answers, as folder and zip",
    "grade": "for instructors: grade a folder of submissions, each in a box of its own",
    "set-repository": "for authors: write the repository's address wherever it belongs",
    "test": "for authors: run what CI checks on Linux, with this Python",
}
TAKES_MORE = "lab"  # hands on what stands after --
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
    if extra and arguments.verb != TAKES_MORE:
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
    try:
        return arguments.main(arguments)
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


def _verbs_here() -> dict[str, str]:
    """The verbs whose file is there, each with the name of its module."""
    folder = Path(__file__).with_name("commands")
    modules = {verb: verb.replace("-", "_") for verb in VERBS}
    return {verb: name for verb, name in modules.items() if (folder / f"{name}.py").is_file()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="course", description="Learn convolutional networks with PyTorch on MNIST."
    )
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for verb, module in _verbs_here().items():
        command = import_module(f"course_utils.commands.{module}")
        own = verbs.add_parser(verb, help=VERBS[verb])
        command.add_arguments(own)
        own.set_defaults(verb=verb, main=command.main)
    return parser


if __name__ == "__main__":
    sys.exit(main())
