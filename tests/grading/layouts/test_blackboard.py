"""Blackboard: everything side by side, each attempt with a text."""

import pytest
from exports import FIRST_DAY, HandedIn, HandedInPerson, attempts_of, put, write_blackboard
from layouts_help import Read

FIRST, SECOND = {"06.ipynb": b"first"}, {"06.ipynb": b"second", "my_best_model.pt": b"weights"}
DUTCH = ("Naam", "Oorspronkelijke bestandsnaam", "Bestandsnaam")
GERMAN = ("Name", "Originaldateiname", "Dateiname")


def person(user, number=1, name="Ada Lovelace"):
    first, _, last = name.partition(" ")
    return HandedInPerson(first, last, number, attempts_of(FIRST, SECOND), user=user)


@pytest.mark.parametrize("as_zip", [True, False])
@pytest.mark.parametrize("words", [None, DUTCH, GERMAN])
def test_attempts_the_newest_first_and_the_name_from_the_text(tmp_path, as_zip, words):
    target = tmp_path / ("gradebook.zip" if as_zip else "gradebook")
    about = {"words": words} if words else {}
    read = Read(write_blackboard(target, [person("ada")], as_zip, **about))
    assert read.layout == "blackboard"
    assert (read.only.name, read.only.ids) == ("Ada Lovelace", ("ada",))
    assert [a.name[-19:] for a in read.only.attempts] == [
        "2026-10-06-09-30-00",
        "2026-10-05-09-30-00",
    ]
    assert read.newest("Ada_Lovelace_ada") == SECOND


@pytest.mark.parametrize("assignment", ["Lesson 6", "Lab_1_b", "CA3.1 - Dropbox_x"])
@pytest.mark.parametrize("texts", [True, False])
def test_underscores_in_user_names_and_assignments(tmp_path, assignment, texts):
    class_ = [person("ada_l", 1), person("b_turing", 2), person("x1", 3)]
    export = write_blackboard(tmp_path / "e.zip", class_, assignment=assignment, texts=texts)
    read = Read(export)
    assert sorted(p.ids[0] for p in read.people.values()) == ["ada_l", "b_turing", "x1"]


def test_the_texts_tell_where_all_user_names_begin_alike(tmp_path):
    class_ = [person("s_1", 1), person("s_2", 2)]
    read = Read(write_blackboard(tmp_path / "export.zip", class_))
    assert sorted(p.ids[0] for p in read.people.values()) == ["s_1", "s_2"]


def test_names_that_blackboard_changed_are_as_the_student_gave_them(tmp_path):
    work = {"06_größe.ipynb": b"1", "model #2.pt": b"2"}
    one = HandedInPerson("Ada", "Lovelace", 1, attempts_of(work), user="ada")
    read = Read(write_blackboard(tmp_path / "export.zip", [one]))
    assert read.newest("Ada_Lovelace_ada") == work


def test_a_comment_renames_nothing_of_anothers_and_leads_nowhere(tmp_path):
    ada = "HW_ada_attempt_2026-10-05-09-30-00"
    names = {
        f"{ada}_a.ipynb": b"ada's",
        f"{ada}.txt": f"Name: Ada (ada)\n\tx: ../../evil.py\n\ty: {ada}_a.ipynb\n".encode(),
        "HW_eve_attempt_2026-10-05-09-30-00_e.ipynb": b"eve's",
        "HW_eve_attempt_2026-10-05-09-30-00.txt": (
            f"Name: Eve (ada) (eve)\n\tx: stolen.ipynb\n\ty: {ada}_a.ipynb\n"
        ).encode(),
    }
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    assert read.newest("Ada_ada") == {"evil.py": b"ada's"}
    assert read.newest("Eve_(ada)_eve") == {"e.ipynb": b"eve's"}


def test_an_attempt_without_files_is_one(tmp_path):
    one = HandedInPerson("Ada", "Lovelace", 1, [HandedIn({}, text="Sorry")], user="ada")
    read = Read(write_blackboard(tmp_path / "export.zip", [one]))
    assert read.newest("Ada_Lovelace_ada") == {}
    assert read.notes("Ada_Lovelace_ada") == "No files were attached."


def test_a_text_of_the_students_own_is_a_file(tmp_path):
    one = HandedInPerson("Ada", "Lovelace", 1, [HandedIn({"notes.txt": b"mine"}, when=FIRST_DAY)])
    read = Read(write_blackboard(tmp_path / "export.zip", [one]))
    assert read.newest(read.only.student) == {"notes.txt": b"mine"}
