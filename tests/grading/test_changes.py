"""What is listed as changed since the last grading."""

from pathlib import Path

from course_utils.grading.changes import FILE, FIRST, NONE, keep_state
from course_utils.grading.changes import list_changes as listed_changes
from course_utils.grading.marks import NOT_GRADED, Grade, Mark, Row
from course_utils.grading.people import Person


def row(student: str, status: str = "ok", **points: int) -> Row:
    marks = tuple(Mark(name, got, 1, "passed") for name, got in points.items())
    return Row(Person(student, student), Grade(student, status, marks))


def list_changes(rows: list[Row], out: Path) -> list[str]:
    """The changes of a grading that comes to its end."""
    changes = listed_changes(rows, out)
    keep_state(rows, out)
    return changes


def test_the_first_grading_has_nothing_to_differ_from(tmp_path):
    assert list_changes([row("ada", conv2d=1)], tmp_path) == []
    assert (tmp_path / FILE).read_text() == FIRST


def test_the_same_rows_are_no_change(tmp_path):
    for _ in range(2):
        assert list_changes([row("ada", conv2d=1)], tmp_path) == []
    assert (tmp_path / FILE).read_text() == NONE


def test_each_kind_of_change_is_a_line(tmp_path):
    list_changes([row("ada", conv2d=0, fit=1), row("bob", fit=1), row("kim", "timeout")], tmp_path)
    now = [row("ada", conv2d=1, fit=1), row("eve", fit=1), row("kim", NOT_GRADED)]
    assert list_changes(now, tmp_path) == [
        "ada: points 1 → 2, conv2d 0 → 1.",
        "bob: is not there any more.",
        "eve: is new.",
        "kim: status timeout → not graded, points 0 → none.",
    ]
    assert (tmp_path / FILE).read_text().count("\n") == 4


def test_an_exercise_that_is_left_out_has_no_points_any_more(tmp_path):
    list_changes([row("ada", conv2d=1, fit=1)], tmp_path)
    assert list_changes([row("ada", conv2d=1)], tmp_path) == ["ada: points 2 → 1, fit 1 → none."]


def test_a_state_by_another_hand_is_as_if_there_were_none(tmp_path):
    (tmp_path / "last.json").write_text('["ada"]')
    assert list_changes([row("ada", fit=1)], tmp_path) == []


def test_names_move_no_cursor(tmp_path):
    list_changes([], tmp_path)
    assert list_changes([row("a\x1b[2J\nb", fit=1)], tmp_path) == ["a [2J b: is new."]


def test_a_grading_that_was_stopped_before_its_end_loses_no_change(tmp_path):
    list_changes([row("ada", fit=0)], tmp_path)
    for _ in range(2):  # the first one never comes to keep_state
        assert listed_changes([row("ada", fit=1)], tmp_path) == ["ada: points 0 → 1, fit 0 → 1."]
