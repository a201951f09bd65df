"""`course set-repository`: the repository's address, written into every file that names it."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from course_utils.authoring import places
from course_utils.authoring.addresses import site_address
from course_utils.authoring.repository import parse_url, set_repository


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course set-repository`."""
    parser.add_argument("url", metavar="URL", help="https://github.com/OWNER/NAME")


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    root = places.find_checkout()
    changed = set_repository(root, parse_url(arguments.url))
    for path in changed:
        print(f"rewritten {path.relative_to(root).as_posix()}")
    if not changed:
        print("Nothing to do: the address stands everywhere already.")
    print(f"The pages are to be at {site_address(root)} (docs/forking.md says how).")
    return 0
