"""`course run`: the lessons in order, without a browser, into `build/`, and a table at the end."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.authoring import places
from course_utils.authoring.executing import Execution, execute, require_packages
from course_utils.authoring.pages_of_lessons import Pages
from course_utils.authoring.places import choose, notebooks_in
from course_utils.authoring.progress import Progress
from course_utils.folders import CHOICES

if TYPE_CHECKING:
    from course_utils.results import ResultCard

COLUMNS = ("lesson", "model", "data", "parameters", "epochs", "seconds", "test accuracy")
NUMBERS_FROM = 3  # the columns from here on are numbers, set to the right


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course run`."""
    parser.add_argument(
        "lessons", nargs="*", metavar="LESSON", help="3, 03_two_layer_cnn or a path"
    )
    parser.add_argument(
        "--data",
        choices=CHOICES,
        help="MNIST, the embedded digits, or whichever is to be had (default: COURSE_DATA's, "
        "or else auto)",
    )


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return run_lessons(places.find_checkout(), arguments.lessons, arguments.data)


def run_lessons(root: Path, names: Sequence[str], data: str | None = None) -> int:
    """Execute the named lessons (all for none); 0, or 1 where one did not run through.

    `data` is what COURSE_DATA is to say; for None it stays as the user has it.
    Raises `UsageError` for an unknown lesson, `CourseError` where packages are missing.
    """
    lessons = choose(names, notebooks_in(root, ["notebooks"]))
    require_packages()
    results = root / "build" / "results"
    progress = Progress(len(lessons))
    pages = Pages(root, root / "build" / "lessons", [path.stem for path in lessons])
    executions = []
    for path in lessons:
        remove_cards(results, path.stem)
        environment = {"COURSE_RESULTS_DIR": str(results)}
        if data is not None:
            environment["COURSE_DATA"] = data
        execution = execute(path, environment, progress)
        pages.write(path.stem, execution.notebook, execution.seconds, execution.problem or "")
        write_index(pages, results)
        executions.append(execution)
        if execution.problem:
            print(f"\n{execution.problem}\n", flush=True)
    report(executions, results)
    return int(any(execution.problem for execution in executions))


def write_index(pages: Pages, results: Path) -> None:
    """Write the index of the pages, with the result cards that lie in `results`."""
    from course_utils.results import read_cards  # with it comes torch, which takes its time

    cards = read_cards(results)
    pages.write_index(COLUMNS, lambda stem: _rows(stem, cards))


def remove_cards(results: Path, lesson: str) -> None:
    """Make the results folder hold no card of a lesson, so that none is from an earlier run."""
    results.mkdir(parents=True, exist_ok=True)
    for card in results.glob(f"{lesson}--*.json"):
        card.unlink()


def report(executions: Sequence[Execution], results: Path) -> None:
    """Print the result table, what stopped and where the pages lie."""
    from course_utils.results import read_cards

    cards = read_cards(results)
    rows = [row for execution in executions for row in _rows(execution.path.stem, cards)]
    print("\n" + table(COLUMNS, rows))
    print("\nSeconds are those of the training. By the clock, with the start of the kernel:")
    clock = [f"{execution.path.stem[:2]} {execution.seconds:.0f}" for execution in executions]
    print(f"  {', '.join(clock)}; {sum(one.seconds for one in executions):.0f} s in all")
    stopped = [execution.path.stem for execution in executions if execution.problem]
    if stopped:
        print(f"\nDid not run through (see above): {', '.join(stopped)}.")
    print("\nThe executed notebooks, to read in a browser (no network is needed):")
    for name in ("index", *(execution.path.stem for execution in executions)):
        print(f"  build/lessons/{name}.html")


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns set under their names, the last ones (numbers) to the right."""
    lines = [columns, *rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i >= NUMBERS_FROM else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _rows(stem: str, cards: Sequence[ResultCard]) -> list[tuple[str, ...]]:
    own = [card for card in cards if card.lesson == stem]
    if not own:
        return [(stem, "–", "–", "–", "–", "–", "–")]
    return [
        (
            stem,
            card.model,
            card.data,
            f"{card.parameters:,}",
            f"{card.epochs:g}",
            f"{card.seconds:.0f}",
            f"{card.test_accuracy:.2%}",
        )
        for card in own
    ]
