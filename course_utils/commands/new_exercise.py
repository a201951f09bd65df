"""`course new-exercise`: the skeleton of an exercise, whose tests say what is to be filled in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from course_utils.authoring import places

NEXT = """\
Fill in each place that says FILL IN, and count the new point in the notebook's first cell; then
  course execute {solution}
  course build
  python -m pytest tests/checks -k "{name} or nothing_is_left or {stem}"
CONTRIBUTING.md goes through an example ("An exercise from nothing to graded")."""


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course new-exercise`."""
    parser.add_argument("lesson", type=int, metavar="LESSON", help="0 to 6")
    parser.add_argument(
        "name", metavar="NAME", help="of the function, or of the class: same_padding, SmallNet"
    )


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    from course_utils.authoring.new_exercise import new_exercise  # takes torch with it

    root = places.find_checkout()
    files = new_exercise(root, arguments.lesson, arguments.name)
    for path in files:
        print(f"written {path.relative_to(root).as_posix()}")
    solution = files[0].relative_to(root).as_posix()
    print(NEXT.format(solution=solution, name=arguments.name, stem=files[0].stem))
    return 0
