"""Canvas: everything side by side, and all that is known in the names."""

from pathlib import Path

import pytest
from exports import HandedInPerson, attempts_of, put, write_canvas
from layouts_help import Read

from course_utils.authoring.copied_names import copied_name
from course_utils.checks.catalogue import LESSONS
from course_utils.grading.handed_in import weight_files
from course_utils.grading.layouts.canvas import OF_THE_COURSE

ROOT = Path(__file__).resolve().parents[3]
WORK = {"06_batchnorm.ipynb": b"notebook", "best_model.pt": b"weights"}


def person(first, last, number, *works, **about):
    return HandedInPerson(first, last, number, attempts_of(*(works or [WORK])), **about)


@pytest.mark.parametrize("as_zip", [True, False])
@pytest.mark.parametrize("inside", ["", "submissions/"])
def test_a_zip_a_folder_flat_or_nested_are_read_alike(tmp_path, as_zip, inside):
    class_ = [person("Ada", "Lovelace", 77), person("Alan", "Turing", 78)]
    target = tmp_path / ("submissions.zip" if as_zip else "submissions")
    read = Read(write_canvas(target, class_, as_zip, inside=inside))
    assert read.layout == "canvas"
    assert [*read.people] == ["lovelaceada_77", "turingalan_78"]
    assert read.newest("lovelaceada_77") == WORK
    assert read.people["lovelaceada_77"].ids == ("77",)
    assert read.left_over == ()


def test_the_zip_may_lie_in_a_folder(tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    write_canvas(folder / "submissions.zip", [person("Ada", "Lovelace", 77)])
    read = Read(folder)
    assert read.layout == "canvas"
    assert read.newest("lovelaceada_77") == WORK


@pytest.mark.parametrize(
    ("first", "last", "row"),
    [
        ("Anne-Marie", "O'Neil", "oneilannemarie_77"),
        ("Late", "Late", "latelate_77"),
        ("Ada", "LATE", "lateada_77"),
        ("", "user_42x", "user_42x_77"),
        ("Gabriel", "García Márquez", "garcíamárquezgabriel_77"),
        ("小龍", "李", "李小龍_77"),
        ("अनिता", "देसाई", "देसाईअनिता_77"),
        ("", "---", "77"),
    ],
)
@pytest.mark.parametrize("late", [True, False])
def test_names_of_all_kinds_and_the_flag_beside_them(tmp_path, first, last, row, late):
    one = HandedInPerson(first, last, 77, attempts_of(WORK, late=late))
    read = Read(write_canvas(tmp_path / "export.zip", [one]))
    assert [*read.people] == [row]
    assert read.only.attempts[0].late == late
    assert read.newest(row) == WORK


@pytest.mark.parametrize("late", [True, False])
def test_anonymous_students_have_their_number_for_a_name(tmp_path, late):
    one = HandedInPerson("Ada", "Lovelace", 77, attempts_of(WORK, late=late))
    read = Read(write_canvas(tmp_path / "export.zip", [one], anonymous=True))
    assert read.only.name == f"anon_{read.only.ids[0]}" == read.only.student
    assert read.only.attempts[0].late == late
    assert read.newest(read.only.student) == WORK


def test_file_names_with_underscores_and_numbers_are_the_students(tmp_path):
    work = {"lab_10_12_final_LATE_77_88_x.ipynb": b"1", "2024_01_my.model.py": b"2"}
    read = Read(write_canvas(tmp_path / "export.zip", [person("Ada", "Lovelace", 77, work)]))
    assert read.newest("lovelaceada_77") == work


def test_two_files_of_one_name_are_both_kept_and_the_later_has_the_name(tmp_path):
    names = {"lovelaceada_77_901_x.ipynb": b"first", "lovelaceada_77_902_x.ipynb": b"second"}
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    assert read.newest("lovelaceada_77") == {"x.ipynb": b"second", "x (1).ipynb": b"first"}
    assert "Another file has the same name: x (1).ipynb" in read.notes("lovelaceada_77")


def test_a_text_or_an_address_is_an_attempt_too(tmp_path):
    names = {"lovelaceada_77_text.html": b"<p>", "turingalan_LATE_78_link.html": b"<a>"}
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    assert read.newest("lovelaceada_77") == {"text.html": b"<p>"}
    assert read.people["turingalan_78"].attempts[0].late


def test_a_group_is_a_row(tmp_path):
    members = [person(*who, group="Team 3") for who in (("A", "B", 77), ("C", "D", 78))]
    read = Read(write_canvas(tmp_path / "export.zip", members))
    assert [*read.people] == ["team3_77"]


def test_what_is_nobodys_is_listed(tmp_path):
    export = write_canvas(tmp_path / "export", [person("Ada", "Lovelace", 77)], as_zip=False)
    (export / "grades.csv").touch()
    (export / ".DS_Store").touch()
    (export / "Thumbs.db").touch()
    assert Read(export).left_over == ("grades.csv: its name is nobody's.",)


def test_notebooks_that_all_have_the_same_numbers_are_no_export_of_canvas(tmp_path):
    class_ = {f"{name}_10_12_final.ipynb": b"" for name in ("ada", "alan", "grace")}
    read = Read(put(tmp_path / "class", class_, as_zip=False))
    assert read.layout == "folders"
    assert [*read.people] == sorted(class_)


# Resubmissions


def test_the_courses_own_names_are_all_known():
    tracked = [path.relative_to(ROOT).as_posix() for path in ROOT.glob("exercises/*.ipynb")]
    assert len(tracked) == len(LESSONS)
    weights = [file for lesson in LESSONS for file in weight_files(lesson)]
    names = [Path(place).name for name in tracked for place in (name, copied_name(name))]
    assert all(map(OF_THE_COURSE.fullmatch, [*names, *weights]))


def names_of(tmp_path, *files):
    """What becomes of one file each, of as many people."""
    names = {f"p_{77 + at}_{900 + at}_{file}": b"" for at, file in enumerate(files)}
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    return [name for student in read.people for name in read.newest(student)]


def test_the_number_of_a_resubmission_is_taken_from_the_courses_own_names(tmp_path):
    works = [WORK] * 3
    read = Read(write_canvas(tmp_path / "export.zip", [person("Ada", "Lovelace", 77, *works)]))
    assert read.newest("lovelaceada_77") == WORK


def test_a_number_of_the_authors_own_stays(tmp_path):
    assert names_of(tmp_path, "lesson-1.ipynb") == ["lesson-1.ipynb"]


def test_a_number_that_all_have_stays(tmp_path):
    files = ["hw-1.ipynb"] * 5 + ["hw.ipynb"]
    assert names_of(tmp_path, *files) == files


@pytest.mark.parametrize(
    "files",
    [
        ["hw.ipynb", "hw-1.ipynb"],
        ["hw-1.ipynb", "hw-1.ipynb", "hw-2.ipynb", "hw.ipynb"],
        ["hw-0f8fad5b-d9cb-469f-a165-70867728950e.ipynb"],
    ],
)
def test_a_number_goes_where_the_class_tells_that_it_is_canvass(tmp_path, files):
    assert names_of(tmp_path, *files) == ["hw.ipynb"] * len(files)


def test_parts_by_one_author_keep_their_numbers(tmp_path):
    names = {"a_77_901_part-1.py": b"", "a_77_902_part-2.py": b"", "b_78_903_part.py": b""}
    read = Read(put(tmp_path / "export.zip", names, as_zip=True))
    assert {*read.newest("a_77")} == {"part-1.py", "part-2.py"}


def test_a_second_ending_stays_behind_the_number(tmp_path):
    assert names_of(tmp_path, "w.tar.bz-1", "best_model-3.pt") == ["w.tar.bz-1", "best_model.pt"]
