"""A page for the instructor: how a class did, and what to talk about next week."""

from collections import Counter
from collections.abc import Sequence
from statistics import mean, median
from typing import Any

from course_utils.grading.export.mistakes import counted_mistakes
from course_utils.grading.export.pages import page, people_text, told_apart
from course_utils.grading.export.statuses import (
    NOT_ANSWERED,
    NOT_YET,
    PASSED,
    STOPPED,
    meaning,
)
from course_utils.grading.marks import (
    LESSON,
    NOT_GRADED,
    OK,
    OTHER_LESSON,
    UNREADABLE,
    Mark,
    Row,
)

MOST_MISTAKES = 10  # of one exercise; the rest is counted
EXPLAINED = (NOT_GRADED, UNREADABLE, OTHER_LESSON, LESSON)  # the first note of these says why
WIDTH, HEIGHT, BASE, TALLEST = 360, 150, 130, 105  # of the histogram


def summary_page(
    rows: Sequence[Row],
    lesson: int,
    changes: Sequence[str] = (),
    left_over: Sequence[str] = (),
    title: str = "",
) -> str:
    """One HTML file on a class that needs no network; what students wrote is escaped in it.

    `changes` says what is another than in the last run, `left_over` what belongs to nobody. Raises
    `CourseError` where jinja2 is not installed.
    """
    names = _names(rows)
    with_points = [row for row in rows if row.grade.has_points]
    points = [row.grade.points for row in with_points]
    late = [_who(names, row) for row in rows if row.is_late]
    older = [_who(names, row, _counted_name(row)) for row in rows if row.counted]
    return page(
        "summary.html",
        title=title or f"Lesson {lesson}: summary of the class",
        figures=_figures(rows, points),
        graded=len(points),
        statuses=_statuses(rows, names),
        histogram=_histogram(points, max((row.grade.out_of for row in rows), default=0)),
        exercises=_exercises(with_points),
        late=late,
        older=older,
        changes=changes,
        left_over=left_over,
    )


def _names(rows: Sequence[Row]) -> dict[str, str]:
    """What each student is called; two of one name are told apart."""
    students = [row.person.student for row in rows]
    called = told_apart([row.person.name for row in rows], students)
    return dict(zip(students, called, strict=True))


def _who(names: dict[str, str], row: Row, note: str = "") -> dict[str, str]:
    return {"name": names[row.person.student], "note": note}


def _counted_name(row: Row) -> str:
    return f"{row.person.attempts[row.counted].name} counted"


def _figures(rows: Sequence[Row], points: Sequence[int]) -> list[tuple[str, str]]:
    out_of = max((row.grade.out_of for row in rows), default=0)
    figures = [("in the class", people_text(len(rows))), ("with points", f"{len(points):,}")]
    if points:
        figures += [
            (f"points of {out_of}, mean", f"{mean(points):.1f}"),
            (f"points of {out_of}, median", f"{median(points):g}"),
        ]
    return figures


def _statuses(rows: Sequence[Row], names: dict[str, str]) -> list[dict[str, Any]]:
    """Each status with its people, the most frequent first; where all is well they are folded."""
    often = Counter(row.grade.status for row in rows)
    return [
        {
            "status": status,
            "meaning": meaning(status).instructor,
            "folded": status == OK,
            "people": [_who(names, row, _why(row)) for row in rows if row.grade.status == status],
        }
        for status, _ in often.most_common()
    ]


def _why(row: Row) -> str:
    explained = row.grade.status in EXPLAINED and row.grade.notes
    return row.grade.notes[0] if explained else ""


def _histogram(points: Sequence[int], out_of: int) -> dict[str, Any]:
    """Bars for each number of points from 0 on, and the same in words."""
    if not points:
        return {"bars": []}
    often = Counter(points)
    values = range(min(0, *points), max(out_of, *points) + 1)
    step, most = WIDTH / len(values), max(often.values())
    bars = []
    for place, value in enumerate(values):
        height = round(TALLEST * often[value] / most, 1)
        bars.append(
            {
                "points": value,
                "people": often[value],
                "left": round((place + 0.12) * step, 1),
                "width": round(0.76 * step, 1),
                "middle": round((place + 0.5) * step, 1),
                "top": round(BASE - height, 1),
                "height": height,
            }
        )
    each = [f"{people_text(often[value])} with {value}" for value in values if often[value]]
    words = f"Histogram of the points: {', '.join(each)}."
    return {"bars": bars, "words": words, "width": WIDTH, "height": HEIGHT, "base": BASE}


def _exercises(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """What became of each exercise, that with the smallest share of its points first."""
    by_name: dict[str, list[Mark]] = {}
    for row in rows:
        for mark in row.grade.marks:
            by_name.setdefault(mark.name, []).append(mark)
    return sorted((_exercise(n, m) for n, m in by_name.items()), key=lambda one: one["percent"])


def _exercise(name: str, marks: Sequence[Mark]) -> dict[str, Any]:
    out_of = sum(mark.out_of for mark in marks)
    words = [m.words for m in marks if m.status in (NOT_YET, *STOPPED) and m.words]
    mistakes = counted_mistakes(words)
    rest = mistakes[MOST_MISTAKES:]
    return {
        "name": name,
        "people": len(marks),
        "percent": round(100 * sum(mark.points for mark in marks) / out_of) if out_of else 0,
        "passed": sum(mark.status == PASSED for mark in marks),
        "counts": _counts(marks),
        "mistakes": mistakes[:MOST_MISTAKES],
        "others": len(rest),
        "others_made_by": sum(count for _, count in rest),
    }


def _counts(marks: Sequence[Mark]) -> str:
    """How many passed, and so on, in a line."""
    kinds = {
        "passed": (PASSED,),
        "not yet": (NOT_YET,),
        "not answered": (NOT_ANSWERED,),
        "stopped": STOPPED,
    }
    counts = {kind: sum(m.status in of for m in marks) for kind, of in kinds.items()}
    counts["not tried"] = len(marks) - sum(counts.values())
    by_hand = sum(bool(mark.reason) for mark in marks)
    said = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    return f"{said}; points by hand: {by_hand}." if by_hand else f"{said}."
