"""grades.csv: what a spreadsheet opens, with names that students choose."""

import csv
import io

import pytest
from marked_class import EXERCISES, attempt, person, row

from course_utils.grading.export.grades_csv import grades_csv
from course_utils.grading.marks import MISSING, NOT_GRADED, OK, UNREADABLE, Grade, Mark, Row

COLUMNS = ["student", "name", "ids", "lesson", "status", "late", "attempts", "points", "out_of"]


def opened(*rows: Row, **how: object) -> list[dict[str, str]]:
    text = grades_csv(rows, 2, **how).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_it_begins_with_the_signature_of_utf_8_and_has_a_column_an_exercise():
    raw = grades_csv([row(person("김민수"), 8)], 2)
    assert raw.startswith(b"\xef\xbb\xbfstudent,")
    assert raw.decode("utf-8-sig").splitlines()[0].split(",") == [*COLUMNS, *EXERCISES, "notes"]
    assert opened(row(person("김민수"), 8))[0]["name"] == "김민수"


@pytest.mark.parametrize("status", [MISSING, NOT_GRADED, UNREADABLE])
def test_who_has_no_points_has_none_not_zero(status):
    (told,) = opened(row(person("Jane"), 0, status))
    assert [told[name] for name in ("points", *EXERCISES)] == ["", "", "", ""]
    assert (told["status"], told["out_of"], told["lesson"]) == (status, "8", "2")


def test_zero_is_a_verdict():
    (told,) = opened(row(person("Jane"), 0))
    assert [told[name] for name in ("points", *EXERCISES)] == ["0", "0", "0", "0"]


def test_points_by_hand_count_where_nothing_was_handed_in_and_say_why():
    marks = (Mark("a", 2, 2, MISSING, reason="shown in class"), Mark("b", 0, 1, MISSING))
    (told,) = opened(Row(person("Jane"), Grade("Jane", MISSING, marks)))
    assert (told["points"], told["a"], told["b"]) == ("2", "2", "0")
    assert told["notes"] == "a: 2 points by hand, shown in class"


def test_which_attempt_counted_is_told_and_what_the_others_are_called():
    tries = (attempt("c.zip"), attempt("b.zip", True, "One file was left out."), attempt("a.zip"))
    (told,) = opened(row(person("Jane", "7", "S7", attempts=tries), 8, OK, counted=1))
    assert told["attempts"] == "3, counted: b.zip, others: c.zip, a.zip"
    assert (told["late"], told["ids"]) == ("late", "7, S7")
    assert told["notes"] == "One file was left out."


def test_attempts_without_a_choice_are_a_number():
    told = opened(
        row(person("Jane"), 0, MISSING), row(person("Ada", attempts=(attempt("a"),)), 8, OK, 0)
    )
    assert [(one["attempts"], one["late"]) for one in told] == [("0", ""), ("1", "")]


def test_who_handed_in_late_what_cannot_be_read_is_late_all_the_same():
    late = person("Jane", attempts=(attempt("new", True), attempt("old")))
    none = person("Ada")
    told = opened(row(late, 0, UNREADABLE), row(late, 8, OK, 1), row(none, 0, MISSING))
    assert [one["late"] for one in told] == ["late", "", ""]


def test_marks_that_were_lost_are_noted():
    marks = (Mark("a", 0, 1, "timeout"), Mark("b", 1, 1, "solved"))
    (told,) = opened(
        Row(person("J"), Grade("J", "timeout", marks, ("Graded: x.",))), to_note=["timeout"]
    )
    assert told["notes"] == "Graded: x. a: timeout."


HOSTILE = [
    '=cmd|" /C calc"!A0',
    "＝SUM(A1:A9)",
    "\t=1+1",
    " @SUM(1)",
    "a;=1+1",
    'a","=1+1',
    "a\n=1+1",
    "\x1b[2Jgone",
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "<script>alert(1)</script>",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_text_of_a_student_is_a_formula_whatever_the_spreadsheet_parts_cells_by(text, separator):
    who = person(text, text, student=text, attempts=(attempt(text, True, text), attempt(text)))
    graded = Grade(text, OK, (Mark("a", 1, 1, OK, reason=text),), (text,))
    raw = grades_csv([Row(who, graded, 0)], 2).decode("utf-8-sig")
    assert len(raw.splitlines()) == 2
    assert not [sign for sign in raw if not sign.isprintable() and sign != "\n"]
    # A spreadsheet that does not part cells by commas keeps their quotes as they are.
    quotes = csv.QUOTE_MINIMAL if separator == "," else csv.QUOTE_NONE
    cells = next(csv.reader([raw.splitlines()[1]], delimiter=separator, quoting=quotes))
    assert not [cell for cell in cells if cell.strip(' "')[:1] in tuple("=+-@＝＋－＠")]


def test_a_long_note_is_cut_and_an_odd_sign_does_not_stop_the_file():
    graded = Grade("J", OK, (), ("x" * 9_000, "\ud800"))
    (told,) = opened(Row(person("J\ud800"), graded))
    assert len(told["notes"]) == 2_000
    assert told["name"] == "J "
