"""docs/claims.md: what the lessons have shown, a row for each claim; and whether it holds again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from course_utils.authoring.places import LESSONS_FOLDER
from course_utils.data import MNIST
from course_utils.errors import CourseError
from course_utils.files import write_atomically
from course_utils.results import Claim, read_claims
from course_utils.training.intervals import Difference

TABLE = "docs/claims.md"
HEAD = (
    "| Lesson | Claim | First minus second | Mean difference | Margin | Seeds | Values by seed |",
    "|---|---|---|---|---|---|---|",
)
ABOVE = """\
# Claims

What the lessons say of two settings, and the runs behind it. Each setting is run once for \
each seed, on MNIST, and runs of the same seed make a pair. The mean difference is that of the \
pairs, first setting minus second, with the half-width of its 95 % interval (Student's t). A claim \
counts where the whole interval lies on the side that the claim names, beyond the margin. \
`make test-full` runs both settings again from other seeds and judges each claim anew.

This page is generated: change the lesson, not the page.
"""
BELOW = """\
`course execute 4` repeats the rows of lesson 4. All rows, with the lessons' stored outputs:

    course execute
"""
_BAR = re.compile(r"(?<!\\)\|")


def refresh_claims(root: Path, lesson: str, results: Path) -> list[str]:
    """Put the claims that a lesson has just kept in `results` in place of its rows.

    Returns what does not hold, in words; then the table stays as it was. Rows of other lessons
    stay, those of lessons that are no longer there go.
    """
    kept = [as_written(claim) for claim in read_claims(results) if claim.lesson == lesson]
    kept = [claim for claim in kept if claim.data == MNIST]
    complaints = [_does_not_hold(claim) for claim in kept if not claim.holds]
    if complaints:
        return complaints
    old = read_table(root)
    lessons = {path.stem for path in (root / LESSONS_FOLDER).glob("*.ipynb")} - {lesson}
    new = [*kept, *(claim for claim in old if claim.lesson in lessons)]
    if claims_page(new) != claims_page(old):
        write_atomically(root / TABLE, claims_page(new).encode("utf-8"))
    return []


def claims_page(claims: Iterable[Claim]) -> str:
    """The page with one table of the claims, by lesson and then by sentence."""
    in_order = sorted(claims, key=lambda claim: (claim.lesson, claim.sentence))
    table = "\n".join([*HEAD, *(_line(_cells(claim)) for claim in in_order)])
    return f"{ABOVE}\n{table}\n\n{BELOW}"


def read_table(root: Path) -> list[Claim]:
    """The claims of the checkout's table; none where there is none.

    Raises CourseError, naming the line, for a row that was not written by `claims_page`.
    """
    path = root / TABLE
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    claims = []
    for number, line in enumerate(lines, start=1):
        if not line.startswith("|") or line in HEAD:
            continue
        try:
            claims.append(_claim(line))
        except (ValueError, TypeError):
            raise CourseError(
                f"{TABLE}, line {number} is no row of the table. The page is generated: remove "
                "the line and run `course execute` for its lesson."
            ) from None
    return claims


def as_written(claim: Claim) -> Claim:
    """The claim with its values as the table holds them, in six figures."""
    first, second = ([float(_number(value)) for value in side] for side in _sides(claim))
    return replace(claim, first=tuple(first), second=tuple(second))


def exchanged(claim: Claim) -> Claim:
    """The claim with what the two settings gave exchanged."""
    return replace(claim, first=claim.second, second=claim.first)


def repetition_problems(stored: Sequence[Claim], fresh: Sequence[Claim]) -> list[str]:
    """What is wrong, in words, where the lessons were repeated from fresh seeds.

    Each stored claim must be made and shown again; it must not be shown with its sides exchanged,
    nor of its first setting against itself (fresh against stored). No other claim may be made.
    """
    repeated = {(claim.lesson, claim.sentence): claim for claim in fresh}
    found = []
    for claim in stored:
        again = repeated.pop((claim.lesson, claim.sentence), None)
        what = "was not made in the repetition" if again is None else _judged(claim, again)
        if what:
            found.append(f"{claim.lesson}, '{claim.sentence}': {what}")
    for lesson, sentence in repeated:
        found.append(f"{lesson}, '{sentence}': it was made, and {TABLE} does not hold it")
    return found


def _judged(stored: Claim, fresh: Claim) -> str:
    """What is wrong with a claim that was made again; empty where nothing is."""
    if _terms(stored) != _terms(fresh):
        return f"its settings, direction, margin or number of seeds are not those of {TABLE}"
    if set(_seeds(stored)) & set(_seeds(fresh)):
        return "it was repeated from the same seeds"
    if not fresh.holds:
        return f"it is not shown again, {fresh.direction}:\n{fresh.difference}"
    if exchanged(fresh).holds:
        return "it is shown with its sides exchanged too"
    name = fresh.names[0]
    names = (f"{name}, fresh seeds", f"{name}, stored seeds")
    itself = Difference(fresh.what, names, fresh.first, stored.first, fresh.margin)
    return f"a setting differs from itself:\n{itself}" if itself.shown else ""


def _terms(claim: Claim) -> tuple[object, ...]:
    counts = len(claim.first), len(claim.second)
    return claim.what, claim.names, claim.direction, f"{claim.margin:g}", counts


def _sides(claim: Claim) -> tuple[Sequence[float], Sequence[float]]:
    return claim.first, claim.second


def _seeds(claim: Claim) -> range:
    return range(claim.first_seed, claim.first_seed + len(claim.first))


def _does_not_hold(claim: Claim) -> str:
    return (
        f"{claim.lesson} claims what its runs do not show ({claim.direction}):\n"
        f"  {claim.sentence}\n{claim.difference}\n"
        f"{TABLE} was left as it was."
    )


def _line(cells: Sequence[str]) -> str:
    one_line = (" ".join(cell.split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(one_line)} |"


def _cells(claim: Claim) -> list[str]:
    seeds = _seeds(claim)
    values = [
        f"{name}: {', '.join(map(_number, side))}"
        for name, side in zip(claim.names, _sides(claim), strict=True)
    ]
    return [
        f"[{int(claim.lesson[:2])}](../{LESSONS_FOLDER}/{claim.lesson}.ipynb)",
        claim.sentence,
        claim.what + _settings(claim.names),
        claim.difference.summary,
        f"{claim.direction} by more than {claim.margin:g}",
        f"{seeds[0]} to {seeds[-1]}",
        "<br>".join(values),
    ]


def _claim(row: str) -> Claim:
    """The claim of a row; ValueError or TypeError where it is none."""
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(row)[1:-1]]
    link, sentence, compared, _, margin, seeds, values = cells
    (name, first), (other, second) = (side.rsplit(": ", 1) for side in values.split("<br>"))
    direction, _, beyond = margin.partition(" by more than ")
    return Claim(
        lesson=re.search(r"/([^/]+)\.ipynb\)$", link)[1],
        sentence=sentence,
        data=MNIST,
        direction=direction,
        what=compared.removesuffix(_settings((name, other))),
        names=(name, other),
        first=tuple(map(float, first.split(", "))),
        second=tuple(map(float, second.split(", "))),
        margin=float(beyond),
        first_seed=int(seeds.split()[0]),
    )


def _settings(names: tuple[str, str]) -> str:
    return f": {names[0]} minus {names[1]}"


def _number(value: float) -> str:
    return f"{value:.6g}"
