"""A class that hands in: answers of the tests' corpora, right and wrong, in any system's layout."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import exports  # noqa: E402, from the tests' folder
from answer_files import AnswerText, answers  # noqa: E402
from attack_files import FILES, SET_UP, attacks, notebook  # noqa: E402
from exports import HandedInPerson, attempts_of  # noqa: E402

from course_utils.checks.catalogue import exercises  # noqa: E402

HOSTILE = ("endless_loop", "takes_memory", "fork_bomb", "fills_the_disk", "huge_reply")
FIRST = ("Ada", "Mei", "Jürgen", "Björk", "Chinwe", "Sofía", "지수", "Omar", "Noa", "Liam")
LAST = ("Lovelace", "O'Neill", "van der Berg", "Müller", "Kim", "García Márquez", "Lee", "Ng")
LAYOUTS: dict[str, Callable[..., Path]] = {
    "folders": exports.write_folders,
    "canvas": exports.write_canvas,
    "canvas anonymous": partial(exports.write_canvas, anonymous=True),
    "moodle": exports.write_moodle,
    "moodle flat": partial(exports.write_moodle, flat=True),
    "gradescope": exports.write_gradescope,
    "blackboard": exports.write_blackboard,
    "brightspace": exports.write_brightspace,
}


def made_up_class(students: int, lesson: int, hostile: int) -> list[HandedInPerson]:
    """So many people; every twentieth hands in late, every fifth for the second time."""
    chance = random.Random(0)
    places = set(chance.sample(range(students), min(hostile, students)))
    harmful = [attack.submission() for attack in attacks(lesson) if attack.name in HOSTILE]
    held = answers()
    class_ = []
    for number in range(students):
        own = _answers(chance, held, lesson, number)
        cells = harmful[number % len(harmful)] if number in places and harmful else own
        works = [_file(lesson, cells)]
        if number % 5 == 4:
            works.insert(0, _file(lesson, own[:2]))
        last = f"{LAST[number % len(LAST)]} {chr(65 + number // 80)}"
        attempts = attempts_of(*works, late=number % 20 == 19)
        class_.append(HandedInPerson(FIRST[number % len(FIRST)], last, 1_000 + number, attempts))
    return class_


def _answers(chance: random.Random, held: list[AnswerText], lesson: int, number: int) -> list[str]:
    """A notebook of its own: most answers right, in one of several ways, some wrong or missing."""
    cells = [SET_UP, f"# the work of student {number}"]
    for exercise in exercises(lesson):
        kind = chance.choices(["right", "wrong", "none"], [80, 15, 5])[0]
        fit = [one.source for one in held if (one.exercise, one.kind) == (exercise.name, kind)]
        if fit:
            cells.append(chance.choice(fit))
    return cells


def _file(lesson: int, cells: list[str]) -> dict[str, bytes]:
    return {f"{FILES[lesson]}.ipynb": json.dumps(notebook(cells)).encode()}


def canvas_gradebook(path: Path, class_: list[HandedInPerson], lesson: int, points: int) -> Path:
    """The gradebook that Canvas exports, with an empty column for the lesson."""
    rows = [
        f"Student,ID,SIS User ID,SIS Login ID,Section,Lesson {lesson} (4711)",
        f"    Points Possible,,,,,{points}",
    ]
    rows += [f'"{p.last}, {p.first}",{p.number},s{p.number},{p.login},A,' for p in class_]
    path.write_text("\n".join([*rows, ""]), encoding="utf-8-sig")
    return path


def moodle_worksheet(path: Path, class_: list[HandedInPerson], lesson: int, points: int) -> Path:
    """Moodle's grading worksheet, empty."""
    head = ["Identifier", "Full name", "Email address", "Status", "Grade", "Maximum Grade"]
    head += ["Grade can be changed", "Last modified (submission)", "Last modified (grade)"]
    rows = [",".join([*head, "Feedback comments"])]
    rows += [
        f'"Participant {p.number}","{p.name}",{p.email},"Submitted for grading - ",,'
        f"{points}.00,Yes,-,-,"
        for p in class_
    ]
    path.write_text("\n".join([*rows, ""]), encoding="utf-8-sig")
    return path
