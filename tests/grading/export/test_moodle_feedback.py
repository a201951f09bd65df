"""The zip of feedback: as Moodle's importer takes names apart, and the same for the same pages."""

import zipfile

import pytest
from marked_class import person, row

from course_utils.grading.export.moodle_feedback import feedback_zip
from course_utils.grading.identities import participant

PLUGINS = {("assignfeedback", "file"), ("assignsubmission", "file")}


def taken_apart(name: str) -> tuple[int, str] | None:
    """The participant and the file's name, as importziplib.php reads a name in the zip."""
    if name.rpartition("/")[2].startswith((".", "~")):
        return None
    parts = name.split("/")
    while parts:
        info = parts.pop(0).split("_", 4)
        if len(info) < 4 or not info[1].isdecimal() or (info[2], info[3]) not in PLUGINS:
            continue
        return int(info[1]), "/".join([info[4] if len(info) == 5 else "", *parts])
    return None


def packed(tmp_path, *people):
    pages = {}
    for who in people:
        pages[who.student] = tmp_path / f"{who.student}.html"
        pages[who.student].write_text(f"<p>{who.student}</p>")
    left = feedback_zip(pages, [row(who, 8) for who in people], tmp_path / "feedback.zip")
    return left, (tmp_path / "feedback.zip").read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe",
        "Doe_Jane_7_x",
        ".hidden",
        "~jane",
        "김민수",
        "a/../b",
        "<script>",
        "\x1b[2J",
        "_",
    ],
)
def test_moodle_finds_whose_each_page_is_whatever_the_name(name, tmp_path):
    left, _ = packed(tmp_path, person(name, "S1", "77", *participant("31"), student="doe_jane_1"))
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        (entry,) = archive.namelist()
        assert taken_apart(entry) == (31, "doe_jane_1.html")
        assert archive.read(entry) == b"<p>doe_jane_1</p>"
    assert left == ()


def test_the_same_pages_in_any_order_are_the_same_bytes(tmp_path):
    people = [
        person("Jane Doe", *participant("31"), student="a"),
        person("Ada Byron", *participant("32"), student="b"),
    ]
    _, one = packed(tmp_path, *people)
    _, again = packed(tmp_path, *reversed(people))
    assert one == again


def test_who_has_no_number_is_told_and_who_has_no_page_is_left_out(tmp_path):
    ada = person("Ada", *participant("32"))
    # Mei's number is the university's: among Moodle's it may be another's, who would get the page.
    left, _ = packed(tmp_path, person("Jane", "jane@uni.edu"), ada, person("Mei", "32"))
    assert left == ("Jane", "Mei")
    assert feedback_zip({}, [row(ada, 8)], tmp_path / "none.zip") == ()
    with zipfile.ZipFile(tmp_path / "none.zip") as archive:
        assert archive.namelist() == []
