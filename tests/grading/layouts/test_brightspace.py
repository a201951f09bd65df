"""Brightspace: number, name and time in the name of a folder or a file."""

import pytest
from exports import HandedInPerson, attempts_of, put, write_brightspace
from layouts_help import Read

FIRST, SECOND = {"06.ipynb": b"first"}, {"a - b 2024.ipynb": b"second", "best_model.pt": b"weights"}
ADA = HandedInPerson("Ada", "Lovelace-King", 101, attempts_of(FIRST, SECOND), user="ada")


@pytest.mark.parametrize("as_zip", [True, False])
@pytest.mark.parametrize("flat", [True, False])
@pytest.mark.parametrize("inside", ["", "Lesson 6/"])
def test_folders_and_files_the_newest_first(tmp_path, as_zip, flat, inside):
    target = tmp_path / ("Lesson 6 Download.zip" if as_zip else "export")
    read = Read(write_brightspace(target, [ADA], as_zip, flat, inside=inside))
    assert read.layout == "brightspace"
    assert (read.only.name, read.only.ids) == ("Ada Lovelace-King", ("101",))
    assert read.newest("Ada_Lovelace-King_101") == SECOND
    assert len(read.only.attempts) == 2
    assert read.left_over == ()


@pytest.mark.parametrize("users", [" - ", " "])
def test_a_user_name_before_the_name_is_an_id(tmp_path, users):
    class_ = [ADA, HandedInPerson("Alan", "Turing", 102, attempts_of(FIRST), user="n0123456")]
    read = Read(write_brightspace(tmp_path / "export.zip", class_, users=users))
    assert [person.name for person in read.people.values()] == ["Ada Lovelace-King", "Alan Turing"]
    assert [person.ids for person in read.people.values()] == [("101", "ada"), ("102", "n0123456")]


def test_a_name_of_three_words_is_no_user_name(tmp_path):
    class_ = [HandedInPerson("Ada", "King Lovelace", 1, attempts_of(FIRST))]
    read = Read(write_brightspace(tmp_path / "export.zip", class_))
    assert read.only.ids == ("1",)


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("Oct 6, 2026 112 AM", "Oct 5, 2026 1102 PM"),
        ("Oct 5, 2026 1201 PM", "Oct 5, 2026 1159 AM"),
        ("Oct 5, 2026 1201 AM", "Sep 30, 2026 1159 PM"),
        ("5 October, 2026 123 PM", "29 September, 2026 123 PM"),
        ("Oct 5, 2026 2126", "Oct 5, 2026 926"),
        ("Jan 1, 2027 101 AM", "Dec 31, 2026 101 AM"),
    ],
)
def test_times_as_brightspace_writes_them(tmp_path, newer, older):
    names = {f"1-2 - Ada - {time}/x.ipynb": time.encode() for time in (older, newer)}
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    assert read.newest("Ada_1") == {"x.ipynb": newer.encode()}


def test_one_number_with_two_names_is_two_people(tmp_path):
    names = {f"1-2 - {name} - Oct 5, 2026 926 PM/x.ipynb": b"" for name in ("Ada", "Alan")}
    assert [*Read(put(tmp_path / "e.zip", names, as_zip=True)).people] == ["Ada_1", "Alan_1"]
