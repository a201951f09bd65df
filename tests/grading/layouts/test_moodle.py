"""Moodle: a folder or a prefix for each student and each kind of submission."""

import pytest
from exports import FIRST_DAY, HandedIn, HandedInPerson, attempts_of, put, write_moodle
from layouts_help import Read

WORK = {"06.ipynb": b"notebook", "deep/er/best_model.pt": b"weights"}
FLAT = {"06.ipynb": b"notebook", "best_model.pt": b"weights"}
ADA = HandedInPerson("Ada", "Lovelace", 123, attempts_of(WORK))


@pytest.mark.parametrize("as_zip", [True, False])
@pytest.mark.parametrize("older", [True, False])
@pytest.mark.parametrize("inside", ["", "Course-Lesson 6-99/"])
def test_folders_old_and_new_as_a_zip_and_not(tmp_path, as_zip, older, inside):
    target = tmp_path / ("export.zip" if as_zip else "export")
    read = Read(write_moodle(target, [ADA], as_zip, older=older, inside=inside))
    assert read.layout == "moodle"
    assert read.only.student == "Ada_Lovelace_123"
    assert read.only.name == "Ada Lovelace"
    assert read.only.ids == ("123", "Participant 123")
    assert read.newest("Ada_Lovelace_123") == WORK


def test_flat_files(tmp_path):
    read = Read(write_moodle(tmp_path / "export.zip", [ADA], flat=True))
    assert read.newest("Ada_Lovelace_123") == FLAT


@pytest.mark.parametrize("flat", [True, False])
def test_the_online_text_is_of_the_same_attempt(tmp_path, flat):
    attempt = HandedIn(FLAT, text="<p>Hello</p>", when=FIRST_DAY)
    one = HandedInPerson("Ada", "Lovelace", 123, [attempt])
    read = Read(write_moodle(tmp_path / "export.zip", [one], flat=flat))
    assert read.newest(read.only.student) == {**FLAT, "onlinetext.html": b"<p>Hello</p>"}
    assert len(read.only.attempts) == 1


@pytest.mark.parametrize("word", ["Participant", "Teilnehmerin", "参加者"])
def test_where_marking_is_blind_the_number_is_the_name(tmp_path, word):
    class_ = [HandedInPerson("A", "B", number, attempts_of(FLAT)) for number in (123, 45)]
    read = Read(write_moodle(tmp_path / "export.zip", class_, blind=word))
    assert [*read.people] == [f"{word}_123", f"{word}_45"]
    assert [person.name for person in read.people.values()] == [f"{word} 123", f"{word} 45"]


def test_a_group_is_a_row_and_those_without_one_are_another(tmp_path):
    names = {
        "Team A_45_assignsubmission_file/06.ipynb": b"1",
        "Default group_assignsubmission_file/06.ipynb": b"2",
    }
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    assert [*read.people] == ["Default_group", "Team_A_45"]
    assert read.people["Default_group"].ids == ()


@pytest.mark.parametrize(
    ("first", "last", "row"),
    [
        ("Anne-Marie", "O'Neil", "Anne-Marie_ONeil_7"),
        ("under_score", "Name", "under_score_Name_7"),
        ("Ada", "LATE", "Ada_LATE_7"),
        ("小龍", "李", "小龍_李_7"),
        ("C.", "von Neumann Jr.", "C._von_Neumann_Jr_7"),
        ("x" * 90, "y", "x" * 40 + "_7"),
    ],
)
def test_names_of_all_kinds(tmp_path, first, last, row):
    one = HandedInPerson(first, last, 7, attempts_of(FLAT))
    assert [*Read(write_moodle(tmp_path / "export.zip", [one])).people] == [row]


def test_two_of_one_name_are_two_rows(tmp_path):
    class_ = [HandedInPerson("Ada", "Lovelace", number, attempts_of(FLAT)) for number in (7, 8)]
    read = Read(write_moodle(tmp_path / "export.zip", class_))
    assert [*read.people] == ["Ada_Lovelace_7", "Ada_Lovelace_8"]


def test_the_rest_is_listed(tmp_path):
    export = write_moodle(tmp_path / "export", [ADA], as_zip=False)
    (export / "Grades-Lesson 6.csv").touch()
    assert Read(export).left_over == ("Grades-Lesson 6.csv: its name is nobody's.",)
