"""`course build`: write the exercises from the worked solutions."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from course_utils.authoring import places
from course_utils.authoring.building import build


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course build`."""
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return build(places.find_checkout(), arguments.check)
