"""Rosters: whoever a system's file lists is found by ids, then by names that nobody else has."""

import re
import unicodedata

import pytest
from marked_class import attempt, person

from course_utils.errors import UsageError
from course_utils.grading.identities import (
    BLACKBOARD,
    BRIGHTSPACE,
    CANVAS,
    GRADESCOPE,
    MOODLE,
    PLAIN,
)
from course_utils.grading.roster import match, read_roster

DONE = (attempt("02.ipynb"),)

OF_CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Homework 2 (77),Final Score
,,,,,Manual Posting,
    Points Possible,,,,,8,(read only)
"Doe, Jane",101,S1,jdoe,"Tue, early",,50
"Doe, Mary Ann",102,S2,mdoe,Tue,,
"Student, Test",199,,b0a1,Tue,,
"""
OF_CANVAS_IN_EUROPE = """Student;ID;SIS User ID;SIS Login ID;Section;Homework 2 (77)
    Points Possible;;;;;8,00
Doe, Jane;101;S1;jdoe;Di;7,50
Doe, Mary Ann;102;S2;mdoe;Di;
"""
OF_GRADESCOPE = """First Name,Last Name,SID,Email,Role,Section
Jane,Doe,S1,jane@uni.edu,Student,1
Mary Ann,Doe,S2,mary@uni.edu,Student,1
Ada,Byron,,ada@uni.edu,Instructor,
"""
OF_BRIGHTSPACE = """OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator
#001,#jdoe,Doe,Jane,jane@uni.edu,#
#002,#mdoe,Doe,Mary Ann,mary@uni.edu,#
"""
OF_BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Availability"\t'
    '"Lab 2 [Total Pts: 8 Score] |1281892"\r\n'
    '"Doe"\t"Jane"\t"jdoe"\t"S1"\t"Yes"\t""\r\n'
    '"Doe"\t"Mary Ann"\t"mdoe"\t"S2"\t"Yes"\t"3"\r\n'
)
IN_GERMAN = (
    "ID,Vollständiger Name,ID-Nummer,E-Mail-Adresse,Status,Bewertung,Bestwertung,"
    "Bewertung kann geändert werden,Zuletzt geändert (Abgabe),Zuletzt geändert (Bewertung)\n"
    'Teilnehmer/in31,Jane Doe,S1,jane@uni.edu,Nicht abgegeben,,"8,00",Ja,-,-\n'
    'Teilnehmer/in32,Mary Ann Doe,S2,mary@uni.edu,Nicht abgegeben,"3,00","8,00",Ja,-,-\n'
)


def roster_of(tmp_path, text: str, encoding: str = "utf-8"):
    file = tmp_path / "roster.csv"
    file.write_bytes(text.encode(encoding))
    return read_roster(file)


# Each system


@pytest.mark.parametrize(
    ("text", "encoding", "system", "ids"),
    [
        (OF_CANVAS, "utf-8", CANVAS, ("101", "S1", "jdoe")),
        (OF_CANVAS_IN_EUROPE, "utf-8-sig", CANVAS, ("101", "S1", "jdoe")),
        (OF_GRADESCOPE, "utf-8", GRADESCOPE, ("S1", "jane@uni.edu")),
        (OF_BRIGHTSPACE, "utf-8-sig", BRIGHTSPACE, ("001", "jdoe", "jane@uni.edu")),
        (OF_BLACKBOARD, "utf-16", BLACKBOARD, ("jdoe", "S1")),
        (IN_GERMAN, "utf-8-sig", MOODLE, ("31", "Participant 31", "S1", "jane@uni.edu")),
        (IN_GERMAN, "cp1252", MOODLE, ("31", "Participant 31", "S1", "jane@uni.edu")),
    ],
)
def test_each_system_tells_its_ids_and_names_and_no_staff(text, encoding, system, ids, tmp_path):
    roster = roster_of(tmp_path, text, encoding)
    assert roster.system == system
    assert [listed.name for listed in roster.people] == ["Jane Doe", "Mary Ann Doe"]
    assert roster.people[0].ids == ids


def test_blackboard_is_known_in_other_languages_by_the_numbers_of_its_columns(tmp_path):
    text = OF_BLACKBOARD.replace("Last Name", "Nachname").replace("First Name", "Vorname")
    text = text.replace("Username", "Benutzername").replace("Student ID", "Matrikel")
    roster = roster_of(tmp_path, text, "utf-16")
    assert (roster.system, roster.people[0].ids) == (BLACKBOARD, ("jdoe", "S1"))


def test_canvas_may_part_the_names_and_writes_some_as_formulas(tmp_path):
    text = 'LastName,FirstName,ID,Section,Lab 2 (7)\nDoe,"=""=Jane""",101,1,\n'
    assert roster_of(tmp_path, text).people[0].name == "=Jane Doe"


def test_blind_marking_shows_numbers_only(tmp_path):
    text = (
        "식별자,상태,성적,최대 성적,Grade can be changed,마지막 수정됨(성적)\n"
        "참가자31,제출이 없습니다.,,8.00,예,-\n참가자32,제출이 없습니다.,,8.00,예,-\n"
    )
    roster = roster_of(tmp_path, text)
    assert [(one.ids, one.name) for one in roster.people] == [
        (("31", "Participant 31"), "참가자31"),
        (("32", "Participant 32"), "참가자32"),
    ]


def test_blind_marking_of_teams_takes_no_status_for_a_name(tmp_path):
    text = (
        "Identifier,Status,Group,Grade,Maximum Grade,Grade can be changed\n"
        "Participant 31,No submission,A,,8.00,Yes\nParticipant 32,No submission,B,,8.00,Yes\n"
    )
    roster = roster_of(tmp_path, text)
    assert [one.name for one in roster.people] == ["Participant 31", "Participant 32"]


def test_numbers_that_are_the_same_for_all_are_no_maximum_among_ids(tmp_path):
    text = (
        "Kennung,Name,ID-Nummer,Kurs,Semester,Status,Bewertung,Bestwertung,Änderbar\n"
        'Teilnehmer/in31,Jane Doe,123,7,A,Abgegeben,,"8,00",Ja\n'
        'Teilnehmer/in32,Ada Byron,456,7,A,Abgegeben,"3,00","8,00",Ja\n'
    )
    assert roster_of(tmp_path, text).people[0].ids == ("31", "Participant 31", "123")
    blank = text.replace("123,7,A", ",7,5").replace("456,7,A", ",7,6")
    assert roster_of(tmp_path, blank).system == MOODLE


@pytest.mark.parametrize(
    ("text", "name", "ids"),
    [
        ("Vorname,Nachname,E-Mail\nJane,Doe,j@u.de\nAda,Byron,a@u.de\n", "Jane Doe", ("j@u.de",)),
        ("name;login\nJane Doe;jdoe\nAda Byron;abyron\n", "Jane Doe", ("jdoe",)),
        ("login\nabyron\njdoe\n", "abyron", ("abyron",)),
        ('wer,nr\n"Doe, Jane",7\n"Byron, Ada",8\n', "Jane Doe", ("7",)),
        ("이름,학번\n김민수,20231\n이서연,20232\n", "김민수", ("20231",)),
        ("nr,who,group\n1,Jane Doe,A\n2,Ada Byron,A\n", "Jane Doe", ("1",)),
    ],
)
def test_a_plain_list_is_read_by_what_it_holds(text, name, ids, tmp_path):
    roster = roster_of(tmp_path, text)
    assert roster.system == PLAIN
    assert (roster.people[0].name, roster.people[0].ids) == (name, ids)


def test_a_file_without_people_is_refused(tmp_path):
    with pytest.raises(UsageError, match="names nobody"):
        roster_of(tmp_path, "Student,ID\n    Points Possible,\n")


# Who is who


def matched(tmp_path, text, *people):
    return match(roster_of(tmp_path, text), people)


def test_who_is_listed_and_handed_nothing_in_is_missing(tmp_path):
    jane = person("doejane", "101", attempts=DONE)
    met = matched(tmp_path, OF_CANVAS, jane)
    assert met.missing == ("Mary Ann Doe",)
    assert met.not_in_roster == ()
    one, other = met.with_missing
    assert (one.student, one.name, one.ids) == ("doejane", "Jane Doe", ("101", "S1", "jdoe"))
    assert one.attempts == DONE
    assert (other.student, other.ids, other.attempts) == (
        *("Mary_Ann_Doe_102", ("102", "S2", "mdoe"), ()),
    )


def test_who_handed_in_and_is_not_listed_is_told(tmp_path):
    met = matched(tmp_path, OF_CANVAS, person("Jane Doe", "101"), person("Eve", "666"))
    assert [stranger.name for stranger in met.not_in_roster] == ["Eve"]
    assert len(met.with_missing) == 2


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        (OF_GRADESCOPE, ("JANE@uni.edu",)),
        (OF_BRIGHTSPACE, ("#001",)),
        (OF_BLACKBOARD, ("jdoe",)),
        (IN_GERMAN, ("31",)),
    ],
)
def test_ids_tell_and_e_mails_in_any_case(text, ours, tmp_path):
    met = matched(tmp_path, text, person("somebody", *ours), person("Jane Doe", "other"))
    assert met.with_missing[0].student == "somebody"
    assert [stranger.name for stranger in met.not_in_roster] == ["Jane Doe"]


@pytest.mark.parametrize(
    "ours",
    [
        "Jane Doe",
        "jane  DOE",
        "Doe, Jane",
        "doejane",
        "Jane-Doe",
        "jdoe",
        "JDOE",
        "S1",
        "jdoe.ipynb",
        "Jane Doe.IPYNB",
        "jdoe.zip",
    ],
)
def test_without_ids_a_name_tells_that_nobody_else_has(ours, tmp_path):
    met = matched(tmp_path, OF_CANVAS, person(ours))
    assert met.missing == ("Mary Ann Doe",)


def test_names_may_be_composed_or_not(tmp_path):
    text = "Name,Nr\nZoë Öz,1\nAda Byron,2\n"
    met = matched(tmp_path, text, person(unicodedata.normalize("NFD", "zoë öz")))
    assert met.missing == ("Ada Byron",)


def test_a_name_without_case_tells_by_itself_whatever_stands_beside_it(tmp_path):
    text = "이름,학과\n김민수,전산학\n이서연,물리학\n"
    assert matched(tmp_path, text, person("김민수")).missing == ("이서연 물리학",)
    text = "성,이름\n김,민수\n이,서연\n"
    assert matched(tmp_path, text, person("김민수"), person("서연 이")).missing == ()


def test_what_stands_before_the_sign_of_an_e_mail_may_be_the_name_of_a_folder(tmp_path):
    assert matched(tmp_path, OF_GRADESCOPE, person("mary")).missing == ("Jane Doe",)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Name,Nr\nJane Doe,1\nJane Doe,2\n", [person("Jane Doe")]),
        ("Name,Nr\nJane Doe,1\nAda Byron,2\n", [person("Jane Doe"), person("jane doe")]),
    ],
)
def test_a_name_that_two_have_tells_nobody(text, people, tmp_path):
    met = matched(tmp_path, text, *people)
    assert len(met.missing) == 2
    assert len(met.not_in_roster) == len(people)


def test_the_name_of_a_folder_is_no_id_that_tells_it_from_others(tmp_path):
    met = matched(
        tmp_path, OF_CANVAS, person("jdoe", "jdoe"), person("mary ann doe", "mary ann doe")
    )
    assert met.missing == ()


def test_a_namesake_with_another_id_is_somebody_else(tmp_path):
    met = matched(tmp_path, OF_CANVAS, person("doejane", "999"), person("doemaryann", "102"))
    assert met.missing == ("Jane Doe",)
    assert [stranger.ids for stranger in met.not_in_roster] == [("999",)]


def test_a_number_of_another_kind_makes_nobody_another_person(tmp_path):
    """Bo is participant 102 in Moodle; 102 is Fe's number at the university."""
    text = "First name,Last name,ID number\nAda,Lo,5001\nBo,Ba,5002\nFe,Fo,102\n"
    ada, bo = (
        person(name, number, f"Participant {number}", attempts=DONE)
        for name, number in (("Ada Lo", "101"), ("Bo Ba", "102"))
    )
    met = matched(tmp_path, text, ada, bo)
    assert met.missing == ("Fe Fo",)
    assert met.with_missing[1].ids == ("102", "Participant 102", "5002")


def test_who_is_in_a_list_twice_is_one_person_and_spoils_no_id(tmp_path):
    text = "name,login,section\nJane Doe,jdoe,A\nJane Doe,jdoe,B\nAda Byron,ab,A\nMin Kim,mk,A\n"
    met = matched(tmp_path, text, person("jdoe"), person("ab"))
    assert [one.name for one in met.with_missing] == ["Jane Doe", "Ada Byron", "Min Kim"]
    assert (met.missing, met.not_in_roster) == (("Min Kim",), ())


def test_ids_that_lead_to_two_people_lead_to_none(tmp_path):
    met = matched(tmp_path, OF_CANVAS, person("x", "101", "mdoe"))
    assert len(met.missing) == 2


def test_rows_of_the_missing_are_names_of_files_and_unlike_all_others(tmp_path):
    names = ["A. ../Doe", "a doe", "Con", "\x1b[2J<script>", "..", "\N{RIGHT-TO-LEFT OVERRIDE}x"]
    lines = [f"{name},{number},1" for number, name in enumerate(names, start=1)]
    text = "\n".join(["Student,ID,Section", *lines])
    met = matched(tmp_path, text, person("A_Doe_2"))
    rows = [one.student for one in met.with_missing]
    assert rows[0] == "A._.._Doe_1"
    assert re.fullmatch("a_doe_2-[0-9a-f]{4}", rows[1])
    assert rows[2:] == ["_Con_3", "_[2J_script__4", "__5", "_x_6"]


def test_the_row_of_who_is_missing_is_the_same_whoever_else_is(tmp_path):
    one, two = "Kim Min,kim1", "Kim Min,kim2"
    both = matched(tmp_path, f"name,login\n{one}\n{two}\n").with_missing
    alone = matched(tmp_path, f"name,login\n{two}\n").with_missing
    assert [someone.student for someone in both] == ["Kim_Min_kim1", "Kim_Min_kim2"]
    assert alone[0].student == "Kim_Min_kim2"
