"""No system: folders, bare notebooks, archives, as they were read before there were layouts."""

import tarfile
from zipfile import ZipFile

import pytest
from exports import HandedInPerson, attempts_of, put, write_folders
from layouts_help import Read, files_of

from course_utils.errors import UsageError
from course_utils.grading.submissions import students_in

WORK = {"06.ipynb": b"notebook", "deep/best_model.pt": b"weights"}
CLASS = [HandedInPerson("Ada", "L", 1, attempts_of(WORK), user="ada l")]


def zipped(path, files):
    with ZipFile(path, "w") as archive:
        for name, held in files.items():
            archive.writestr(name, held)
    return path


def test_folders_stay_where_they_are(tmp_path):
    export = write_folders(tmp_path / "class", CLASS)
    read = Read(export)
    assert read.layout == "folders"
    assert read.only.attempts[0].path == export / "ada l"
    assert list(read.scratch.iterdir()) == []


def test_the_same_people_as_before_in_the_same_order(tmp_path):
    class_ = tmp_path / "class"
    for name in ("zoe", "Ada", "李", "-x", "=1", "a b", "empty", ".hidden", "__MACOSX"):
        (class_ / name).mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (class_ / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("bare.ipynb", "bare2.ipynb.txt", "roster.csv", ".DS_Store", "Thumbs.db"):
        (class_ / name).touch()
    read = Read(class_)
    before = students_in(class_)
    assert [p.attempts[0].path for p in read.people.values()] == before
    assert [*read.people] == [path.name for path in before]
    assert read.left_over == ("roster.csv: neither a folder nor a notebook.",)


def test_names_that_are_no_files_or_alike_are_told_apart(tmp_path):
    class_ = tmp_path / "class"
    names = ("a:b", "con", "x\x1b[31m", "Ada", "ada", "end.", "b" * 150)
    for name in names:
        (class_ / name).mkdir(parents=True)
    read = Read(class_)
    assert len({row.casefold() for row in read.people}) == len(names)
    assert all(row.isprintable() and len(row) < 120 for row in read.people)
    assert "Ada" in read.people
    assert {person.ids[0] for person in read.people.values()} == set(names)
    assert [*Read(class_).people] == [*read.people]


@pytest.mark.parametrize("top", ["", "class/"])
def test_a_zip_of_folders(tmp_path, top):
    files = {f"{top}{name}/06.ipynb": name.encode() for name in ("ada", "alan")}
    read = Read(zipped(tmp_path / "class.zip", {**files, "__MACOSX/._x": b""}))
    assert [*read.people] == ["ada", "alan"]
    assert read.newest("ada") == {"06.ipynb": b"ada"}


def test_a_tar_of_folders(tmp_path):
    class_ = write_folders(tmp_path / "class", CLASS)
    with tarfile.open(tmp_path / "class.tar.gz", "w:gz") as archive:
        archive.add(class_ / "ada l", "ada l")
    read = Read(tmp_path / "class.tar.gz")
    assert read.newest("ada l") == WORK


def test_one_students_folder_in_a_zip_is_one_student(tmp_path):
    read = Read(zipped(tmp_path / "class.zip", {"ada/06.ipynb": b"", "ada/data/x.csv": b""}))
    assert [*read.people] == ["ada"]


def test_an_empty_folder_in_a_zip_is_a_student(tmp_path):
    read = Read(zipped(tmp_path / "class.zip", {"ada/": b"", "alan/06.ipynb": b""}))
    assert read.newest("ada") == {}
    assert [*read.people] == ["ada", "alan"]


# A student's own archive


def test_a_students_zip_is_unpacked_beside_the_other_files(tmp_path):
    class_ = put(tmp_path / "class", {"ada/notes.txt": b"x", "alan/06.ipynb": b"y"}, False)
    zipped(
        class_ / "ada" / "work.zip", {"src/06.ipynb": b"notebook", "__MACOSX/src/._06.ipynb": b""}
    )
    read = Read(class_)
    assert read.newest("ada") == {"notes.txt": b"x", "work.zip/src/06.ipynb": b"notebook"}
    assert read.people["alan"].attempts[0].path == class_ / "alan"
    assert read.notes("ada") == ""


def test_a_tar_too(tmp_path):
    class_ = put(tmp_path / "class", {"ada/06.ipynb": b"notebook"}, False)
    with tarfile.open(class_ / "ada" / "work.tgz", "w:gz") as archive:
        archive.add(class_ / "ada" / "06.ipynb", "src/06.ipynb")
    assert Read(class_).newest("ada")["work.tgz/src/06.ipynb"] == b"notebook"


def test_an_archive_each_is_a_student_each(tmp_path):
    class_ = tmp_path / "class"
    class_.mkdir()
    for name in ("ada", "alan"):
        zipped(class_ / f"{name}.zip", {"06.ipynb": name.encode()})
    read = Read(class_)
    assert read.newest("ada.zip") == {"ada.zip/06.ipynb": b"ada"}
    assert [*read.people] == ["ada.zip", "alan.zip"]


def test_beside_folders_an_archive_is_nobodys(tmp_path):
    class_ = put(tmp_path / "class", {"ada/06.ipynb": b""}, False)
    zipped(class_ / "handout.zip", {"06.ipynb": b""})
    read = Read(class_)
    assert [*read.people] == ["ada"]
    assert read.left_over == ("handout.zip: neither a folder nor a notebook.",)


def test_weights_that_a_browser_called_a_zip_stay_one_file(tmp_path):
    class_ = put(tmp_path / "class", {"ada/06.ipynb": b""}, False)
    saved = {"best_model/data.pkl": b"1", "best_model/version": b"3", "best_model/data/0": b"2"}
    zipped(class_ / "ada" / "best_model.pt.zip", saved)
    assert {*Read(class_).newest("ada")} == {"06.ipynb", "best_model.pt.zip"}


def test_times_are_kept_so_that_the_newest_notebook_is_known(tmp_path):
    class_ = put(tmp_path / "class", {"ada/a.txt": b""}, False)
    zipped(class_ / "ada" / "w.zip", {})
    with ZipFile(class_ / "ada" / "w.zip", "w") as archive:
        archive.writestr("a.ipynb", b"")
    read = Read(class_)
    path = read.people["ada"].attempts[0].path
    assert (path / "a.txt").stat().st_mtime == (class_ / "ada" / "a.txt").stat().st_mtime
    assert set(files_of(read.people["ada"].attempts[0])) == {"a.txt", "w.zip/a.ipynb"}


# What was asked for


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(UsageError, match=r"There is no folder .*nowhere"):
        Read(tmp_path / "nowhere")


def test_a_file_that_is_no_archive_is_said(tmp_path):
    (tmp_path / "class.rar").touch()
    with pytest.raises(UsageError, match=r"neither a folder nor a .zip"):
        Read(tmp_path / "class.rar")


def test_a_folder_without_students_is_said(tmp_path):
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "roster.csv").touch()
    with pytest.raises(UsageError, match="one folder a student is wanted"):
        Read(tmp_path / "class")


def test_an_unknown_layout_is_said_with_those_that_there_are(tmp_path):
    with pytest.raises(UsageError, match=r"no layout sakai. There are: gradescope, canvas, moodle"):
        Read(tmp_path, "sakai")


def test_a_layout_can_be_forced(tmp_path):
    names = {"lovelaceada_77_901_06.ipynb": b"", "syllabus.pdf": b"", "a.pdf": b"", "b.pdf": b""}
    export = put(tmp_path / "export", names, as_zip=False)
    assert Read(export).layout == "folders"
    assert Read(export, "canvas").newest("lovelaceada_77") == {"06.ipynb": b""}
    with pytest.raises(UsageError, match=r"No name in .* has the form that moodle gives"):
        Read(export, "moodle")
