"""Filling an instructor's own file: points go in, every other byte stays."""

import re

import pytest
from marked_class import person, row

from course_utils.errors import UsageError
from course_utils.grading.export.fill import Filled, fill
from course_utils.grading.marks import MISSING, OK, Grade, Row

JANE, ADA = person("Jane Doe", "101"), person("Ada Byron", "102")
ROWS = (row(JANE, 7), row(ADA, 0))
OF_CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Homework 1 (71),"
    '"Homework 2, ""loops"" (72)",conv2d and more (73),Assignments Current Points,'
    "Final Score (2 2024),Final Score\n"
    ",,,,,,,Manual Posting,,,,\n"
    "    Points Possible,,,,,(read only),5.00,8.00,3.00,(read only),(read only),(read only)\n"
    '"Doe, Jane",101,S1,jdoe,"Tue, early",a;b,4.00,,,1,2,3\n'
    '"Byron, Ada",102,S2,abyron,"Tue\nand Wed",,"",,,,,\n'
    '"Kim, Min",103,,mkim,Tue,,,3.50,,,,\n'
    '"Student, Test",199,,x9,Tue,,,,,,,\n'
)
OF_MOODLE = (
    "Identifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    "Participant 101,Jane Doe,jane@uni.edu,Submitted for grading - Graded,3.00,8.00,Yes,"
    '"Monday, 5 October 2026, 10:00 AM","Tuesday, 6 October 2026, 9:00 AM","Well ""done"",\n'
    'Jane"\n'
    "Participant 102,Ada Byron,ada@uni.edu,Submitted for grading,,8.00,Yes,-,-,\n"
    "Participant 103,Min Kim,min@uni.edu,No submission,,8.00,Yes,-,-,\n"
)
IN_GERMAN = (
    "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
    "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung),"
    "Feedback als Kommentar\n"
    'Teilnehmer/in101,"Doe, J",12345678,K1@uni.at,Zur Bewertung abgegeben,"13,50","24,00",Ja,'
    '"Mittwoch, 13. März 2024, 10:15","Mittwoch, 13. März 2024, 19:59",\n'
    'Teilnehmer/in102,Ada,87654321,K2@uni.at,Zur Bewertung abgegeben,,"24,00",Ja,-,-,\n'
)
IN_KOREAN = (
    "식별자,성명,이메일 주소,상태,성적,최대 성적,Grade can be changed,마지막 수정됨(제출),"
    "마지막 수정됨(성적)\n"
    "참가자101,김민수,k@uni.kr,제출이 없습니다.,,8.00,예,-,-\n"
    "참가자102,이서연,l@uni.kr,제출이 없습니다.,,8.00,예,-,-\n"
)
OF_BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Lab 1 Points Grade <Numeric MaxPoints:5>,"
    "Lab 2 Points Grade <Numeric MaxPoints:8 Weight:20 Category:Labs CategoryWeight:50>,"
    "Lab 2 Essay Text Grade <Text>,Calculated Final Grade Numerator,End-of-Line Indicator\r\n"
    "#101,#jdoe,Doe,Jane,5,,,5,#\r\n"
    "#102,#abyron,Byron,Ada,,,,,#\r\n"
)


def filled(tmp_path, text: str | bytes, rows=ROWS, lesson=2, **how) -> tuple[bytes, Filled]:
    file = tmp_path / "theirs" / "export.csv"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    told = fill(file, rows, lesson, tmp_path / "out", **how)
    assert told.path == tmp_path / "out" / "export.csv"
    return told.path.read_bytes(), told


# Canvas


def test_canvas_students_get_their_points_and_nothing_else_changes(tmp_path):
    came, told = filled(tmp_path, OF_CANVAS)
    wanted = OF_CANVAS.replace('"Tue, early",a;b,4.00,,', '"Tue, early",a;b,4.00,7,')
    assert came.decode() == wanted.replace('and Wed",,"",,', 'and Wed",,"",0,')
    assert (told.system, told.column, told.filled) == ("Canvas", 'Homework 2, "loops" (72)', 2)
    assert told.not_ours == ("Min Kim",)
    assert told.warnings == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_canvas_files_keep_encoding_signature_separator_and_line_endings(encoding, ends, tmp_path):
    text = (
        "Student;ID;SIS Login ID;Section;Übung 2 (72)\n"
        "    Points Possible;;;;8,00\nDoe, Jane;101;jdoe;Di;\nByron, Ada;102;;Di;1,5\n"
    ).replace("\n", ends)
    came, told = filled(tmp_path, text.encode(encoding))
    wanted = text.replace("jdoe;Di;", "jdoe;Di;7").replace("Di;1,5", "Di;0")
    assert came == wanted.encode(encoding)
    assert told.warnings == ("Other points were in 1 of the cells before.",)


@pytest.mark.parametrize(
    ("lesson", "column", "header"),
    [
        (1, None, "Homework 1 (71)"),
        (2, None, 'Homework 2, "loops" (72)'),
        (3, None, "conv2d and more (73)"),
        (1, "homework 2", 'Homework 2, "loops" (72)'),
        (1, "(73)", "conv2d and more (73)"),
        (1, "CONV2D AND MORE", "conv2d and more (73)"),
    ],
)
def test_canvas_column_is_that_of_the_lesson_or_the_one_that_is_named(
    lesson, column, header, tmp_path
):
    _, told = filled(tmp_path, OF_CANVAS, lesson=lesson, column=column)
    assert told.column == header


def test_canvas_totals_and_what_is_read_only_are_no_assignments(tmp_path):
    text = (
        "Student,ID,Section,Homework 2 (72),Homework 2 Final Score (2024),Homework 2 old (73)\n"
        "    Points Possible,,,8.00,,(läs endast)\n"
    )
    assert filled(tmp_path, text)[1].column == "Homework 2 (72)"


def test_canvas_columns_are_listed_where_none_is_meant_or_more_than_one(tmp_path):
    listed = '  Homework 1 (71)\n  Homework 2, "loops" (72)\n  conv2d and more (73)'
    more = OF_CANVAS.replace("conv2d and more", "Homework 02 again")
    with pytest.raises(UsageError, match=r"more than one, fits lesson 2. Name one with --column"):
        filled(tmp_path, more)
    without_names = [Row(JANE, Grade("Jane Doe", OK, ()))]
    with pytest.raises(UsageError, match=re.escape(listed)):
        filled(tmp_path, OF_CANVAS, without_names, lesson=6)
    with pytest.raises(UsageError, match="No column, or more than one, is called homework"):
        filled(tmp_path, OF_CANVAS, column="homework")
    assert not (tmp_path / "out").exists()


def test_canvas_cells_of_the_excused_and_of_those_without_the_assignment_stay(tmp_path):
    text = OF_CANVAS.replace('early",a;b,4.00,,', 'early",a;b,4.00,EX,')
    text = text.replace('and Wed",,"",,', 'and Wed",,"",N/A,')
    came, told = filled(tmp_path, text)
    assert came.decode() == text
    assert told.filled == 0
    assert told.warnings == (
        "Excused, or without the assignment, and left so: Jane Doe, Ada Byron.",
    )


def test_another_number_of_points_there_is_told(tmp_path):
    _, told = filled(tmp_path, OF_CANVAS.replace(",8.00,", ",6.00,"))
    assert told.warnings == (
        'Homework 2, "loops" (72) is out of 6 there and out of 8 here. Points were written as '
        "they are, 1 of them above 6.",
    )


def test_a_cell_that_says_the_same_already_stays_as_it_is(tmp_path):
    text = OF_CANVAS.replace('early",a;b,4.00,,', 'early",a;b,4.00,7.00,')
    came, told = filled(tmp_path, text, ROWS[:1])
    assert came.decode() == text
    assert (told.filled, told.warnings) == (1, ())


# Moodle


def test_moodle_grades_are_written_as_the_maximum_is(tmp_path):
    came, told = filled(tmp_path, b"\xef\xbb\xbf" + OF_MOODLE.encode())
    wanted = OF_MOODLE.replace("Graded,3.00,8.00", "Graded,7.00,8.00")
    wanted = wanted.replace("grading,,8.00", "grading,0.00,8.00")
    assert came == b"\xef\xbb\xbf" + wanted.encode()
    assert (told.system, told.column, told.filled) == ("Moodle", "Grade", 2)
    assert told.warnings == ("Other points were in 1 of the cells before.",)


def test_moodle_in_german_has_other_headers_and_a_decimal_comma(tmp_path):
    came, told = filled(tmp_path, IN_GERMAN)
    wanted = IN_GERMAN.replace('"13,50","24,00"', '"7,00","24,00"')
    assert came.decode() == wanted.replace(',,"24,00"', ',"0,00","24,00"')
    assert told.column == "Bewertung"
    assert "out of 24 there and out of 8 here" in told.warnings[0]


def test_moodle_in_korean_is_known_by_what_the_columns_hold(tmp_path):
    came, told = filled(tmp_path, IN_KOREAN)
    wanted = IN_KOREAN.replace("없습니다.,,8.00", "없습니다.,7.00,8.00", 1)
    assert came.decode() == wanted.replace("없습니다.,,8.00", "없습니다.,0.00,8.00")
    assert (told.column, told.filled, told.not_ours) == ("성적", 2, ())


def test_moodle_with_blind_marking_team_and_semicolons(tmp_path):
    text = (
        "Identifier;Status;Group;Grade;Maximum Grade;Marking workflow state;Grade can be changed\n"
        "Participant 101;No submission;A;;8;Not marked;Yes\n"
        "Participant 102;No submission;B;;8;Not marked;Yes\n"
    )
    came, _ = filled(tmp_path, text)
    wanted = text.replace("A;;8", "A;7;8").replace("B;;8", "B;0;8")
    assert came.decode() == wanted


@pytest.mark.parametrize(
    ("old", "new"),
    [("8.00", "Pass"), ("8.00,Yes", "")],
)
def test_moodle_without_one_maximum_asks_for_the_column(old, new, tmp_path):
    with pytest.raises(UsageError, match="name the column of the grades with --column"):
        filled(tmp_path, OF_MOODLE.replace(old, new))


def test_moodle_column_can_be_named(tmp_path):
    text = OF_MOODLE.replace("103,Min Kim,min@uni.edu,No submission,,8.00", "103,Min,,No,,9.00")
    came, told = filled(tmp_path, text, column="grade")
    assert "Submitted for grading - Graded,7.00,8.00" in came.decode()
    assert told.filled == 2


# Brightspace


def test_brightspace_keeps_the_sign_before_ids_and_ends_of_lines(tmp_path):
    came, told = filled(tmp_path, OF_BRIGHTSPACE)
    wanted = OF_BRIGHTSPACE.replace("Jane,5,,,5", "Jane,5,7,,5").replace("Ada,,,", "Ada,,0,")
    assert came.decode() == wanted
    assert (told.system, told.filled, told.warnings) == ("Brightspace", 2, ())


def test_brightspace_may_know_people_by_their_login_only(tmp_path):
    text = "Username,Lab 2 Points Grade,End-of-Line Indicator\n#jdoe,,#\nabyron,,#\n"
    rows = [row(person("x", "jdoe"), 7), row(person("y", "abyron"), 8)]
    came, _ = filled(tmp_path, text, rows)
    assert came.decode() == text.replace("jdoe,,", "jdoe,7,").replace("abyron,,", "abyron,8,")


# Any of them


@pytest.mark.parametrize("text", [OF_CANVAS, OF_MOODLE, IN_GERMAN, IN_KOREAN, OF_BRIGHTSPACE])
def test_who_has_no_points_keeps_the_cell_and_who_is_not_there_is_told(text, tmp_path):
    eve = person("Eve \x1b[2J=1", "999")
    came, told = filled(tmp_path, text, [row(JANE, 0, MISSING), row(eve, 5)])
    assert came.decode() == text
    assert (told.filled, told.left_blank) == (0, ("Jane Doe",))
    assert told.not_in_file == (eve.name,)
    assert "Graded, and not in the file: Eve  [2J=1." in told.told()
    assert "Left as they were, without points: Jane Doe." in told.told()


def test_a_file_of_another_system_is_not_filled(tmp_path):
    with pytest.raises(UsageError, match="is no file that can be filled: Canvas' gradebook"):
        filled(tmp_path, "First Name,Last Name,SID,Email\nJane,Doe,101,j@u.de\n")


def test_the_instructors_own_file_is_never_written_over(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text(OF_CANVAS)
    (tmp_path / "linked").symlink_to(tmp_path)
    for out in (tmp_path, tmp_path / "sub" / "..", tmp_path / "linked"):
        with pytest.raises(UsageError, match="would be written over"):
            fill(file, ROWS, 2, out)
    assert file.read_text() == OF_CANVAS


@pytest.mark.parametrize("name", ["Grades.csv", "by_hand.csv", "seed.txt", "results"])
def test_a_file_with_the_name_of_one_of_ours_is_refused(tmp_path, name):
    file = tmp_path / name
    file.write_text(OF_CANVAS)
    with pytest.raises(UsageError, match="has the name of a file that this command writes"):
        fill(file, ROWS, 2, tmp_path / "out")


def test_a_file_that_is_not_there_is_said_even_where_an_earlier_copy_lies(tmp_path):
    (tmp_path / "canvas.csv").write_text(OF_CANVAS)
    with pytest.raises(UsageError, match="There is no file"):
        fill(tmp_path / "nowhere" / "canvas.csv", ROWS, 2, tmp_path)


def test_who_is_in_the_file_twice_gets_the_points_in_both_rows(tmp_path):
    line = '"Doe, Jane",101,S1,jdoe,"Tue, early",a;b,4.00,,,1,2,3\n'
    other = line.replace("Tue, early", "Wed, late")
    came, told = filled(tmp_path, OF_CANVAS.replace(line, line + other))
    assert came.decode().count(",a;b,4.00,7,") == 2
    assert (told.filled, told.not_in_file) == (3, ())


def test_two_of_one_name_are_told_apart(tmp_path):
    kims = [row(person("Min Kim", number, student=f"kim_{number}"), 5) for number in ("8", "9")]
    text = OF_CANVAS + '"Kim, Min",104,,mk,Tue,,,3.50,,,,\n'
    _, told = filled(tmp_path, text, [*ROWS, *kims])
    assert told.not_in_file == ("Min Kim (kim_8)", "Min Kim (kim_9)")
    assert told.not_ours == ("Min Kim (103)", "Min Kim (104)")


def test_many_names_are_cut_in_a_sentence(tmp_path):
    rows = [row(person(f"Eve {n}", f"9{n}"), 5) for n in range(25)]
    _, told = filled(tmp_path, OF_CANVAS, rows)
    assert len(told.not_in_file) == 25
    assert "Eve 19 and 5 more." in told.told()
