"""Gradescope: folders with numbers, and a file that says whose they are."""

import sys

import pytest
import yaml
from exports import HandedInPerson, attempts_of, put, write_gradescope
from layouts_help import Read

from course_utils.errors import CourseError

FIRST, SECOND = {"06.ipynb": b"first"}, {"06.ipynb": b"second", "a/best_model.pt": b"weights"}
ADA = HandedInPerson("Ada", "Lovelace", 3032, attempts_of(FIRST, SECOND), user="ada")


def metadata(tmp_path, text, *folders):
    files = {f"{folder}/06.ipynb": folder.encode() for folder in folders}
    return put(tmp_path / "export", {**files, "submission_metadata.yml": text.encode()}, False)


@pytest.mark.parametrize("as_zip", [True, False])
@pytest.mark.parametrize("inside", ["", "assignment_1_export/"])
def test_a_person_has_all_attempts_the_newest_first(tmp_path, as_zip, inside):
    target = tmp_path / ("export.zip" if as_zip else "export")
    read = Read(write_gradescope(target, [ADA], as_zip, inside))
    assert read.layout == "gradescope"
    assert read.only.ids == ("3032", "ada@example.org")
    assert [a.name for a in read.only.attempts] == ["submission_5002", "submission_5001"]
    assert read.newest("Ada_Lovelace_3032") == SECOND


def test_those_of_a_group_have_a_row_each_and_one_attempt(tmp_path):
    members = [
        HandedInPerson("Ada", "Lovelace", 1, attempts_of(FIRST), group="G"),
        HandedInPerson("Alan", "Turing", 2, attempts_of(FIRST), group="G"),
    ]
    read = Read(write_gradescope(tmp_path / "export.zip", members))
    ada, alan = read.people.values()
    assert (ada.name, alan.name) == ("Ada Lovelace", "Alan Turing")
    assert ada.attempts == alan.attempts
    assert read.newest("Alan_Turing_2") == FIRST


@pytest.mark.parametrize(
    "name",
    ["O'Neil: Anne-Marie", "李 小龍", "# no comment", "yes", "&a *b", 'Ada "A" L', "LATE", "12"],
)
def test_names_are_texts_however_they_are_written(tmp_path, name):
    about = {"submission_5": {":submitters": [{":name": name, ":sid": "0123", ":email": "a@b"}]}}
    for text in (yaml.safe_dump(about), yaml.safe_dump(about, allow_unicode=True, width=20)):
        read = Read(metadata(tmp_path, text, "submission_5"))
        assert (read.only.name, read.only.ids) == (name, ("0123", "a@b"))
        (tmp_path / "scratch" / "0000" / "0" / "06.ipynb").unlink()
        (tmp_path / "scratch" / "0000" / "0").rmdir()


def test_ruby_names_with_types_and_anchors_make_no_objects(tmp_path):
    text = (
        "submission_5: !ruby/hash:ActiveSupport::HashWithIndifferentAccess\n"
        "  :submitters:\n  - &1\n    :name: Ada\n    :sid: &2 '7'\n    :email: \n"
        "  :created_at: !ruby/object:Time 2026-10-05 10:00:00 Z\n"
        "submission_6:\n  :submitters:\n  - *1\n  :created_at: 2026-10-06 10:00:00.5 -08:00\n"
        f"submission_7: !!python/object/apply:os.system ['touch {tmp_path / 'never'}']\n"
    )
    read = Read(metadata(tmp_path, text, "submission_5", "submission_6"))
    assert [a.name for a in read.only.attempts] == ["submission_6", "submission_5"]
    assert read.only.ids == ("7",)
    assert not (tmp_path / "never").exists()


def test_times_are_compared_across_zones_and_else_the_numbers(tmp_path):
    times = {5: "2026-10-05 23:00:00 -08:00", 6: "2026-10-06 06:59:59 Z", 9: "x", 10: "2026-13-01"}
    text = "".join(
        f"submission_{n}:\n  :submitters:\n  - :name: A\n    :sid: '1'\n  :created_at: {time}\n"
        for n, time in times.items()
    )
    read = Read(metadata(tmp_path, text, *(f"submission_{n}" for n in times)))
    names = [attempt.name.removeprefix("submission_") for attempt in read.only.attempts]
    assert names == ["5", "6", "10", "9"]


def test_what_only_one_side_knows_is_listed(tmp_path):
    text = "submission_5:\n  :submitters:\n  - :name: Ada\n    :sid: '7'\n"
    read = Read(metadata(tmp_path, text, "submission_8"))
    assert read.people["Ada_7"].attempts == ()
    assert read.left_over == (
        "submission_8: its name is nobody's.",
        "submission_5 of Ada: not in the export.",
    )


def test_an_anonymous_submission_is_a_row_of_its_own(tmp_path):
    text = "submission_5:\n  :submitters: []\nsubmission_6:\n  :score: 1\n"
    read = Read(metadata(tmp_path, text, "submission_5", "submission_6"))
    assert [*read.people] == ["submission_5", "submission_6"]


@pytest.mark.parametrize("text", ["", "- a list", "a: [", "a: \x00", "\xff: {", "[" * 500])
def test_metadata_that_cannot_be_read_is_said(tmp_path, text):
    with pytest.raises(CourseError, match=r"submission_metadata.yml cannot be read"):
        Read(metadata(tmp_path, text, "submission_5"))


def test_without_pyyaml_the_reader_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(CourseError, match="pip install pyyaml"):
        Read(write_gradescope(tmp_path / "export.zip", [ADA]))
