"""What is other than when the class was graded last: students, statuses, points."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from course_utils.files import write_atomically
from course_utils.grading.export.printable import printable
from course_utils.grading.marks import Row

LAST, FILE = "last.json", "changes.txt"
FIRST = "There was no grading before this one.\n"
NONE = "Nothing is other than in the last grading.\n"
State = dict[str, dict[str, object]]


def list_changes(rows: Sequence[Row], out: Path) -> list[str]:
    """A line for each change since the last grading that came to its end, also in changes.txt."""
    before, now = _last(out), {row.person.student: _state(row) for row in rows}
    changes = [] if before is None else _changes(before, now)
    text = FIRST if before is None else "".join(f"{line}\n" for line in changes) or NONE
    write_atomically(out / FILE, text.encode("utf-8", "replace"))
    return changes


def keep_state(rows: Sequence[Row], out: Path) -> None:
    """Keep what is the state now, once all files are written: who is stopped before sees the same
    changes the next time."""
    now = {row.person.student: _state(row) for row in rows}
    write_atomically(out / LAST, (json.dumps(now, indent=1) + "\n").encode())


def gone(rows: Sequence[Row], out: Path) -> set[str]:
    """The students of the last grading who are not there any more."""
    return {*(_last(out) or {})} - {row.person.student for row in rows}


def _last(out: Path) -> State | None:
    try:
        held = json.loads((out / LAST).read_text(encoding="utf-8"))
        return {student: {**state, "marks": {**state["marks"]}} for student, state in held.items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None


def _state(row: Row) -> dict[str, object]:
    marks = {mark.name: mark.points for mark in row.grade.marks}
    points = row.grade.points if row.grade.has_points else None
    return {"status": row.grade.status, "points": points, "marks": marks}


def _changes(before: State, now: State) -> list[str]:
    lines = [f"{printable(student)}: is new." for student in now if student not in before]
    lines += [f"{printable(who)}: is not there any more." for who in before if who not in now]
    for student in now:
        if student in before and before[student] != now[student]:
            lines.append(f"{printable(student)}: {_difference(before[student], now[student])}.")
    return sorted(lines)


def _difference(before: dict, now: dict) -> str:
    """What is other in one student's state, in words."""
    parts = [
        f"{word} {_shown(before.get(word))} → {_shown(now[word])}"
        for word in ("status", "points")
        if before.get(word) != now[word]
    ]
    old, new = before["marks"], now["marks"]
    for name in [*new, *(name for name in old if name not in new)]:
        if old.get(name) != new.get(name):
            parts.append(f"{name} {_shown(old.get(name))} → {_shown(new.get(name))}")
    return ", ".join(parts)


def _shown(value: object) -> str:
    return "none" if value is None else str(value)
