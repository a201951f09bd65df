"""Points by hand: read from a CSV, kept from one run to the next, each with its reason."""

from pathlib import Path

import pytest

from course_utils.checks.catalogue import exercises
from course_utils.errors import UsageError
from course_utils.grading.by_hand import FILE, points_by_hand, with_points_by_hand
from course_utils.grading.marks import Mark
from course_utils.grading.people import Person

ADA = Person("lovelaceada_12", "Lovelace, Ada", ("12", "ada@example.org"))
ANNA, ANNA_TOO = Person("kim_1", "Kim, Anna", ("1",)), Person("kim_2", "Kim, Anna", ("2",))
CLASS = [ADA, ANNA, ANNA_TOO]
MOST = {exercise.name: exercise.points for exercise in exercises(2)}["conv2d"]
HEAD = "student,exercise,points,reason\n"


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "points.csv"
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("name", ["lovelaceada_12", '"Lovelace, Ada"', "12", "ada@example.org"])
def test_a_student_may_be_named_by_the_file_the_name_or_an_id(tmp_path, name):
    file = write(tmp_path, f"{HEAD}{name},conv2d,1,shown at the board\n")
    given = points_by_hand(file, tmp_path / "out", 2, CLASS)
    assert given == {("lovelaceada_12", "conv2d"): (1, "shown at the board")}


def test_a_spreadsheet_may_write_a_signature_semicolons_and_other_columns(tmp_path):
    text = "reason;student;note;points;exercise\nat the board;12;;1;conv2d\n"
    _is_read(tmp_path, text)


def test_titles_may_have_capitals_and_spaces_and_tabs_may_part_the_columns(tmp_path):
    text = "Student , Exercise,POINTS,Reason\n12,conv2d,1,at the board\n"
    _is_read(tmp_path, text)
    _is_read(tmp_path, text.replace(",", "\t"))


def _is_read(tmp_path: Path, text: str) -> None:
    file = write(tmp_path, text, "utf-8-sig")
    assert points_by_hand(file, tmp_path / "out", 2, CLASS) == {
        ("lovelaceada_12", "conv2d"): (1, "at the board")
    }


def test_they_are_kept_and_a_later_line_takes_an_earlier_ones_place(tmp_path):
    out = tmp_path / "out"
    both = f"{HEAD}12,conv2d,1,first\n12,conv_output_size,0,copied from the board\n"
    points_by_hand(write(tmp_path, both), out, 2, CLASS)
    assert points_by_hand(None, out, 2, CLASS)["lovelaceada_12", "conv2d"] == (1, "first")
    points_by_hand(write(tmp_path, f"{HEAD}12,conv2d,0,second\n"), out, 2, CLASS)
    assert points_by_hand(None, out, 2, CLASS) == {
        ("lovelaceada_12", "conv2d"): (0, "second"),
        ("lovelaceada_12", "conv_output_size"): (0, "copied from the board"),
    }
    assert (out / FILE).read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{HEAD}bob,conv2d,1,r\n", "line 2: There is no student bob."),
        (f'{HEAD}"Kim, Anna",conv2d,1,r\n', "may be kim_1 or kim_2"),
        (f"{HEAD}12,conv3d,1,r\n", "Lesson 2 has no exercise conv3d"),
        (f"{HEAD}12,conv2d,{MOST + 1},r\n", f"from 0 to {MOST}"),
        (f"{HEAD}12,conv2d,0.5,r\n", "whole number"),
        (f"{HEAD}12,conv2d,{'9' * 5000},r\n", f"from 0 to {MOST}"),
        (f"{HEAD}12,conv2d,1,\n", "reason is missing"),
        (f"{HEAD}12,conv2d\n", "whole number"),
        ("student,points\n", "no column exercise, reason"),
        ("", "no column student"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(tmp_path, text, words):
    with pytest.raises(UsageError) as refused:
        points_by_hand(write(tmp_path, text), tmp_path / "out", 2, CLASS)
    assert words in str(refused.value)
    assert not (tmp_path / "out" / FILE).exists()


def test_another_encoding_and_a_missing_file_are_said_in_words(tmp_path):
    file = write(tmp_path, f"{HEAD}12,conv2d,1,für später\n", "latin-1")
    with pytest.raises(UsageError, match="CSV UTF-8"):
        points_by_hand(file, tmp_path, 2, CLASS)
    with pytest.raises(UsageError, match="cannot be read"):
        points_by_hand(tmp_path / "nowhere.csv", tmp_path, 2, CLASS)


def test_a_mark_by_hand_keeps_its_status_and_says_why():
    marks = (Mark("conv2d", 0, 1, "not yet", "words"), Mark("max_pool2d", 1, 1, "passed"))
    conv2d, max_pool2d = with_points_by_hand("ada", marks, {("ada", "conv2d"): (1, "why")})
    assert (conv2d.points, conv2d.status, conv2d.reason) == (1, "not yet", "why")
    assert max_pool2d == marks[1]
    assert with_points_by_hand("bob", marks, {("ada", "conv2d"): (1, "why")}) == marks


def test_who_has_left_stops_no_grading_and_the_line_stays(tmp_path, capsys):
    points_by_hand(write(tmp_path, f"{HEAD}1,conv2d,1,a\n12,conv2d,1,b\n"), tmp_path, 2, CLASS)
    assert points_by_hand(None, tmp_path, 2, [ADA]) == {("lovelaceada_12", "conv2d"): (1, "b")}
    assert "kim_1 is not in the class; the line stays." in capsys.readouterr().out
    points_by_hand(write(tmp_path, f"{HEAD}12,conv2d,0,c\n"), tmp_path, 2, [ADA])
    assert len(points_by_hand(None, tmp_path, 2, CLASS)) == 2
    with pytest.raises(UsageError, match="no student kim_1"):  # in a file that is new, a slip
        points_by_hand(write(tmp_path, f"{HEAD}kim_1,conv2d,1,a\n"), tmp_path, 2, [ADA])


def test_the_name_of_a_row_is_its_own_whoever_else_is_called_so(tmp_path):
    people = [Person("101", "Ada", ("7",)), Person("102", "Bo", ("101",))]
    file = write(tmp_path, f"{HEAD}101,conv2d,1,a\n")
    assert points_by_hand(file, tmp_path, 2, people) == {("101", "conv2d"): (1, "a")}


def test_a_name_that_is_a_formula_is_written_and_found_as_in_the_gradebook(tmp_path):
    people = [Person("=1+1", "=1+1")]
    file = write(tmp_path, f"{HEAD}'=1+1,conv2d,1,a\n")
    given = {("=1+1", "conv2d"): (1, "a")}
    assert points_by_hand(file, tmp_path, 2, people) == given
    assert "\n'=1+1," in (tmp_path / FILE).read_text("utf-8-sig")
    assert points_by_hand(None, tmp_path, 2, people) == given


def test_lines_may_end_as_on_an_old_macintosh_and_rows_may_be_empty(tmp_path):
    file = write(tmp_path, f"{HEAD}12,conv2d,1,a\n,,,\n\n".replace("\n", "\r"))
    assert len(points_by_hand(file, tmp_path, 2, CLASS)) == 1


def test_a_quote_that_is_never_closed_is_said_in_words(tmp_path):
    file = write(tmp_path, f'{HEAD}12,conv2d,1,"{"x" * 200_000}')
    with pytest.raises(UsageError, match="line 2"):
        points_by_hand(file, tmp_path, 2, CLASS)


def test_points_of_who_was_missing_stay_when_something_is_handed_in(tmp_path):
    missing = Person("Ada_Lovelace_12", "Ada Lovelace", ("12",))
    points_by_hand(write(tmp_path, f"{HEAD}12,conv2d,1,on paper\n"), tmp_path, 2, [missing])
    handed_in = Person("ada", "Ada Lovelace", ("ada", "12"))
    assert points_by_hand(None, tmp_path, 2, [handed_in]) == {("ada", "conv2d"): (1, "on paper")}
