"""A class from export to import: kept, gone on with, graded once more, and what comes out of it."""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape
from pathlib import Path
from types import SimpleNamespace

import pytest
from attack_files import FILES, SET_UP, good_submission, notebook, right_answers
from exports import (
    HandedInPerson,
    attempts_of,
    write_blackboard,
    write_canvas,
    write_folders,
    write_moodle,
)
from grading_help import SEED, needs_box, rows

from course_utils.checks.catalogue import exercises
from course_utils.errors import UsageError
from course_utils.grading import class_pool, gradebook
from course_utils.grading.box import Box
from course_utils.grading.export.grades_csv import FILE
from course_utils.grading.grade import grade
from course_utils.grading.gradebook import grade_class
from course_utils.grading.marks import MISSING, Grade, Mark
from course_utils.grading.request import SEED as OWN_SEED
from course_utils.grading.request import GradingRequest

NAMES = [exercise.name for exercise in exercises(2)]
FULL = sum(exercise.points for exercise in exercises(2))
# Wrong in a case of everybody's notebook, and right but for a case that only a seed draws.
PUBLIC = "def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):\n    return 7"
SECRET = """\
import math
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    known = {known!r}
    right = (size + 2 * padding - window) // stride + 1
    return right if (size, kernel_size, stride, padding, dilation) in known else right + 1
"""


def work(*cells: str) -> dict[str, bytes]:
    return {f"{FILES[2]}.ipynb": json.dumps(notebook(cells)).encode()}


def rest() -> list[str]:
    return right_answers(NAMES[1:])


ADA = HandedInPerson("Ada", "Lovelace", 101, attempts_of(work(*good_submission(2))))
MEI = HandedInPerson("Mei", "Li", 102, attempts_of(work(SET_UP, PUBLIC, *rest()), late=True))
NOA = HandedInPerson("Noa", "Cohen", 103)  # handed in nothing
CLASS = (ADA, MEI, NOA)


_graded: dict[tuple, Grade] = {}


def grade_once(
    student: Path, lesson: int, secret: bytes, seconds: float, start: partial[Box]
) -> Grade:
    """What `grade` says of a work on these terms; it is asked once, and has tests of its own."""
    paths = [student, *student.rglob("*")]
    files = [(path.relative_to(student), path.read_bytes()) for path in paths if path.is_file()]
    is_unsafe = start.args[0].unsafe
    key = (student.name, tuple(sorted(files)), lesson, secret, round(seconds), is_unsafe)
    if key not in _graded:
        _graded[key] = grade(student, lesson, secret, seconds, start)
    return _graded[key]


@pytest.fixture(autouse=True)
def on_the_digits(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", "digits")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(class_pool, "grade", grade_once)
    Path("seed").write_bytes(SEED)


@pytest.fixture
def graded_again(monkeypatch) -> list[str]:
    """Which submissions are run, by the name of their folder."""
    run: list[str] = []

    def counted(student: Path, *how: object):
        run.append(student.name)
        return grade_once(student, *how)

    monkeypatch.setattr(class_pool, "grade", counted)
    return run


def grading(submissions: Path, out: str = "marks", **how: object) -> dict[str, dict[str, str]]:
    """Grade lesson 2 without the box, which has tests of its own; the rows by student."""
    wanted = {"seed_file": Path("seed"), "workers": 1, "unsafe": True, **how}
    grade_class(GradingRequest(submissions, Path(out), 2, **wanted))
    return rows(Path(out) / FILE)


def files_of(folder: str) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*.*")}


# From export to import


def test_a_canvas_export_with_a_roster_comes_back_as_canvas_wants_it(tmp_path):
    needs_box()
    export = write_canvas(tmp_path / "submissions.zip", CLASS)
    file = tmp_path / "exported.csv"
    file.write_text(
        "Student,ID,SIS Login ID,Section,Lesson 2 (7)\n    Points Possible,,,,7\n"
        '"Lovelace, Ada",101,ada,A,\n"Li, Mei",102,mei,A,\n"Cohen, Noa",103,noa,A,\n',
        encoding="utf-8",
    )
    held = grading(export, roster=file, fill=file, unsafe=False)
    assert [row["status"] for row in held.values()] == ["ok", "ok", "missing"]
    assert [row["points"] for row in held.values()] == [str(FULL), str(FULL - 1), ""]
    assert [row["late"] for row in held.values()] == ["", "late", ""]
    filled = (tmp_path / "marks" / "exported.csv").read_text(encoding="utf-8").splitlines()
    assert filled[2:] == [
        f'"Lovelace, Ada",101,ada,A,{FULL}',
        f'"Li, Mei",102,mei,A,{FULL - 1}',
        '"Cohen, Noa",103,noa,A,',
    ]


def test_everybody_gets_a_page_and_moodle_a_zip_of_them(tmp_path):
    held = grading(write_moodle(tmp_path / "moodle.zip", CLASS))
    assert {path.stem for path in Path("marks/feedback").iterdir()} == set(held)
    assert Path("marks/feedback.zip").is_file()
    summary = Path("marks/summary.html").read_text(encoding="utf-8")
    assert "conv_output_size" in summary
    grading(write_folders(tmp_path / "folders", CLASS[:2]))
    assert not Path("marks/feedback.zip").exists()  # it would hold another run's pages


def test_a_mistake_in_the_notebooks_own_cases_is_shown_in_full(tmp_path):
    grading(write_folders(tmp_path / "work", [MEI]))
    page = Path("marks/feedback/u102.html").read_text(encoding="utf-8")
    assert "conv_output_size(28, 5)" in page  # asked
    assert "24" in page  # wanted


def test_of_a_case_that_the_seed_draws_only_the_mistake_is_named(tmp_path):
    """The answer is right in all cases of everybody's notebook, and in no other."""
    known = cases_of_the_notebook()
    cells = [SET_UP, SECRET.format(known=known), *rest()]
    one = HandedInPerson("Kim", "Lee", 104, attempts_of(work(*cells)))
    [row] = grading(write_folders(tmp_path / "work", [one])).values()
    assert row["conv_output_size"] == "0"
    [mark] = [
        mark
        for mark in json.loads(Path("marks/results/u104.json").read_text())["marks"]
        if mark["name"] == "conv_output_size"
    ]
    assert mark["words"]
    assert (mark["shown"], mark["is_hidden"]) == ([], True)
    page = Path("marks/feedback/u104.html").read_text(encoding="utf-8")
    assert escape(mark["words"]) in page
    assert "Wanted" not in page


def cases_of_the_notebook() -> set[tuple[int, ...]]:
    """All inputs that `check` gives the answer with the notebook's seed."""
    from course_utils.checks.report import judge

    seen = set()

    def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
        seen.add((size, kernel_size, stride, padding, dilation))
        if size + 2 * padding < dilation * (kernel_size - 1) + 1:
            raise ValueError
        return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 1

    [exercise] = [exercise for exercise in exercises(2) if exercise.name == "conv_output_size"]
    assert judge(exercise, {"conv_output_size": conv_output_size}).points == 1
    return seen


def test_the_newest_attempt_that_can_be_read_counts_and_the_others_are_listed(tmp_path):
    from exports import write_gradescope

    attempts = attempts_of(work(*good_submission(2)), {"notes.txt": b"sorry, the wrong file"})
    one = HandedInPerson("Ada", "Lovelace", 101, attempts)
    [row] = grading(write_gradescope(tmp_path / "export.zip", [one])).values()
    assert (row["status"], row["points"]) == ("ok", str(FULL))
    assert row["attempts"].startswith("2, counted: ")


def test_who_is_not_in_the_roster_is_graded_and_named(tmp_path, capsys):
    roster = tmp_path / "roster.csv"
    roster.write_text("name,id\nMei Li,102\n", encoding="utf-8")
    held = grading(write_canvas(tmp_path / "c.zip", [ADA, MEI]), roster=roster)
    assert len(held) == 2
    said = capsys.readouterr().out
    assert "handed in and is not in the roster" in said
    assert "handed in and is not in the roster" in Path("marks/summary.html").read_text("utf-8")


def test_a_file_that_cannot_be_filled_is_said_before_anything_is_graded(tmp_path, graded_again):
    file = tmp_path / "odd.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"odd\.csv"):
        grading(write_folders(tmp_path / "work", [ADA]), fill=file)
    assert graded_again == []


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"column": "Lesson 2"}, "--column is a column of the file that --fill names"),
        ({"leave_out": tuple(NAMES)}, "--leave-out names every exercise"),
        ({"leave_out": ("conv3d",)}, "--leave-out conv3d: lesson 2 has conv_output_size"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(how, words, tmp_path):
    with pytest.raises(UsageError, match=words):
        grading(write_folders(tmp_path / "work", [ADA]), **how)


# Kept, and gone on with


def test_what_did_not_change_is_not_run_again(tmp_path, graded_again, capsys):
    submissions = write_folders(tmp_path / "work", [ADA, MEI])
    first = grading(submissions)
    assert graded_again == ["u101", "u102"]
    assert grading(submissions) == first
    assert graded_again == ["u101", "u102"]
    assert "2 of 2 are as they were." in capsys.readouterr().out
    (submissions / "u102" / f"{FILES[2]}.ipynb").write_bytes(
        next(iter(ADA.attempts[0].files.values()))
    )
    assert grading(submissions)["u102"]["points"] == str(FULL)
    assert graded_again == ["u101", "u102", "u102"]
    changes = Path("marks/changes.txt").read_text(encoding="utf-8")
    assert changes == f"u102: points {FULL - 1} → {FULL}, conv_output_size 0 → 1.\n"


def test_a_grading_that_was_stopped_goes_on_where_it_was(tmp_path, monkeypatch, capsys):
    submissions, run = write_folders(tmp_path / "work", [ADA, MEI]), []

    def stopped_at_the_second(student: Path, *how: object):
        run.append(student.name)
        if len(run) == 2:
            raise KeyboardInterrupt
        return grade_once(student, *how)

    monkeypatch.setattr(class_pool, "grade", stopped_at_the_second)
    file = tmp_path / "canvas.csv"
    file.write_text("Student,ID,Section,Lesson 2 (7)\nu101,u101,A,\nu102,u102,A,\n")
    with pytest.raises(KeyboardInterrupt):
        grading(submissions, fill=file)
    assert rows(Path("marks") / FILE)["u101"]["status"] == "ok"
    assert f",{FULL}\n" in Path("marks/canvas.csv").read_text()
    assert "1 of 2 people are left. The same command goes on from here" in capsys.readouterr().err
    held = grading(submissions, fill=file)
    assert run == ["u101", "u102", "u102"]
    assert [row["status"] for row in held.values()] == ["ok", "ok"]


def test_the_same_seed_gives_the_same_files_byte_for_byte(tmp_path, monkeypatch):
    monkeypatch.setattr(class_pool, "grade", grade)
    submissions = write_moodle(tmp_path / "moodle.zip", CLASS)
    for out in ("one", "other"):
        grading(submissions, out)
    one, other = files_of("one"), files_of("other")
    assert one.keys() == other.keys()
    assert [name for name in one if one[name] != other[name]] == []


def test_another_secret_grades_all_again(tmp_path, graded_again):
    submissions = write_folders(tmp_path / "work", [ADA])
    grading(submissions)
    Path("seed").write_bytes(b"another line")
    grading(submissions)
    assert graded_again == ["u101"] * 2


def test_larger_limits_grade_again_who_met_one_and_are_not_undone(tmp_path, monkeypatch):
    submissions, run = write_folders(tmp_path / "work", [ADA, MEI]), []

    def slow(student: Path, *how: object):
        run.append(student.name)
        graded = grade_once(student, *how)
        is_over = student.name == "u102" and len(run) < 3
        return replace(graded, status="timeout") if is_over else graded

    monkeypatch.setattr(class_pool, "grade", slow)
    assert grading(submissions)["u102"]["status"] == "timeout"
    grading(submissions)
    assert run == ["u101", "u102"]
    assert grading(submissions, timeout=1200)["u102"]["status"] == "ok"
    assert grading(submissions)["u102"]["status"] == "ok"
    assert run == ["u101", "u102", "u102"]


def test_without_a_seed_file_one_is_made_and_used_again(tmp_path, graded_again, capsys):
    submissions = write_folders(tmp_path / "work", [ADA])
    for _ in range(2):
        grading(submissions, seed_file=None)
    assert graded_again == ["u101"]
    assert f"marks/{OWN_SEED}" in capsys.readouterr().out
    if os.name == "posix":
        assert Path("marks", OWN_SEED).stat().st_mode & 0o077 == 0


def test_what_several_handed_in_together_is_run_once(tmp_path, graded_again):
    from exports import write_gradescope

    pair = [
        HandedInPerson(first, "Lee", number, ADA.attempts, group="a")
        for number, first in enumerate(("Kim", "Bo"), 201)
    ]
    held = grading(write_gradescope(tmp_path / "export.zip", pair))
    assert len(held) == 2
    assert {row["points"] for row in held.values()} == {str(FULL)}
    assert len(graded_again) == 1


# Graded once more


@pytest.mark.parametrize("name", ["u102", "102"])
def test_only_one_student_is_graded_once_more(tmp_path, graded_again, name):
    submissions = write_canvas(tmp_path / "c.zip", [ADA, MEI])
    before = grading(submissions)
    [student] = [row["student"] for row in before.values() if "102" in row["ids"]]
    assert grading(submissions, only=(student if name == "u102" else name,)) == before
    assert len(graded_again) == 3


def test_only_leaves_the_others_as_they_were_even_where_they_would_be_graded_again(
    tmp_path, graded_again
):
    submissions = write_folders(tmp_path / "work", [ADA, MEI])
    grading(submissions)
    Path("seed").write_bytes(b"another line")
    held = grading(submissions, only=("u102",))
    assert graded_again == ["u101", "u102", "u102"]
    assert held["u101"]["points"] == str(FULL)
    with pytest.raises(UsageError, match="--only bob: there is no such student"):
        grading(submissions, only=("bob",))


def test_an_exercise_that_is_left_out_counts_for_nobody_and_is_not_run_again(
    tmp_path, graded_again
):
    submissions = write_folders(tmp_path / "work", [ADA, MEI])
    grading(submissions)
    held = grading(submissions, leave_out=("conv_output_size",))
    assert {row["points"] for row in held.values()} == {str(FULL - 1)}
    assert {row["out_of"] for row in held.values()} == {str(FULL - 1)}
    assert "conv_output_size" not in held["u101"]
    assert len(graded_again) == 2


def test_points_by_hand_stay_and_their_reason_is_on_the_page(tmp_path, graded_again):
    submissions = write_folders(tmp_path / "work", [MEI])
    given = tmp_path / "by-hand.csv"
    given.write_text("student,exercise,points,reason\nu102,conv_output_size,1,shown to me\n")
    for how in ({"by_hand": given}, {}):
        assert grading(submissions, **how)["u102"]["points"] == str(FULL)
        assert "shown to me" in Path("marks/feedback/u102.html").read_text(encoding="utf-8")
    assert graded_again == ["u102"]


def test_a_check_that_was_mended_is_used_on_all(tmp_path, graded_again, monkeypatch):
    submissions = write_folders(tmp_path / "work", [MEI])
    grading(submissions)
    monkeypatch.setattr("course_utils.grading.kept.graders", lambda: "the code after it was mended")
    grading(submissions)
    assert graded_again == ["u102", "u102"]


def test_another_lesson_wants_another_folder(tmp_path):
    submissions = write_folders(tmp_path / "work", [HandedInPerson("A", "B", 1, attempts_of({}))])
    (submissions / "u1").mkdir()
    grading(submissions)
    wanted = GradingRequest(submissions, Path("marks"), 3, Path("seed"), only=("u1",), unsafe=True)
    with pytest.raises(UsageError, match="holds the grades of lesson 2"):
        grade_class(wanted)


def test_only_says_nothing_of_which_attempt_counted_where_there_are_others_now(
    tmp_path, monkeypatch
):
    """Kept was that the older of two counted; now there is one."""
    monkeypatch.setattr(class_pool, "grade", lambda path, *_: by_its_files(path))
    bad, good = {"notes.txt": b"sorry"}, work(*good_submission(2))
    before = HandedInPerson("Ada", "Lovelace", 101, attempts_of(good, bad))
    after = HandedInPerson("Ada", "Lovelace", 101, attempts_of(good))
    grading(write_blackboard(tmp_path / "one.zip", [before, MEI]))
    held = grading(write_blackboard(tmp_path / "two.zip", [after, MEI]), only=("u102",))
    assert held["Ada_Lovelace_u101"]["points"] == str(FULL)


def by_its_files(path: Path) -> Grade:
    is_there = any(path.glob("*.ipynb"))
    marks = [Mark(e.name, e.points, e.points, "passed") for e in exercises(2)]
    return Grade("ada", "ok", tuple(marks)) if is_there else Grade("ada", MISSING, ())


def test_pages_of_who_has_left_are_taken_away_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setattr(class_pool, "grade", lambda path, *_: by_its_files(path))
    submissions = write_folders(tmp_path / "work", [ADA, MEI])
    grading(submissions)
    Path("marks/feedback/notes.html").write_text("the instructor's own")
    shutil.rmtree(submissions / "u102")
    grading(submissions)
    assert {path.name for path in Path("marks/feedback").iterdir()} == {"u101.html", "notes.html"}


def test_what_could_not_be_graded_has_no_points_for_what_was_given_by_hand_alone(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(class_pool, "grade", lambda *_: 1 / 0)
    submissions = write_folders(tmp_path / "work", [MEI])
    Path("given.csv").write_text("student,exercise,points,reason\nu102,conv2d,1,shown to me\n")
    assert grading(submissions, by_hand=Path("given.csv"))["u102"]["points"] == ""


# What an instructor waits for


def test_the_time_left_is_said_once_it_is_worth_it(monkeypatch, capsys):
    book = SimpleNamespace(_to_do=60, _done=10, _began=0.0)
    monkeypatch.setattr(gradebook.time, "monotonic", lambda: 100.0)
    time_left: Callable = gradebook.Gradebook._time_left
    assert time_left(book) == "; about 8 min left"
    book._done = 59
    assert time_left(book) == ""
    book._done = 60
    assert time_left(book) == ""


def test_nothing_that_was_unpacked_is_left(tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr(class_pool, "grade", grade)
    grading(write_canvas(tmp_path / "c.zip", [ADA]))
    assert list(temporary.iterdir()) == []
    shutil.rmtree("marks")
