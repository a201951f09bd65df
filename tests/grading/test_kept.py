"""What is kept of a grading: it is used again only where nothing changed that could matter."""

import json
import os

import pytest

from course_utils.grading import kept
from course_utils.grading.kept import Result, Results, fingerprint
from course_utils.grading.marks import NOT_GRADED, Grade, Mark
from course_utils.grading.people import Attempt

MARKS = (
    Mark("conv2d", 0, 1, "not yet", "Padding…", (("Asked", "conv2d(…)"), ("Came", "24"))),
    Mark("max_pool2d", 1, 1, "passed"),
)
RESULT = Result("f" * 64, Grade("ada", "ok", MARKS, ("Graded: 02.ipynb.",)), 0, (600.0, 2048))


def print_of(folder, **other):
    terms = {"lesson": 2, "secret": b"s", "how": "in a box", **other}
    return fingerprint([Attempt(folder, "ada")], **terms)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "ada"
    folder.mkdir()
    (folder / "02.ipynb").write_text("{}")
    (folder / "photo.png").write_bytes(b"png")
    return folder


def test_a_result_is_read_as_it_was_kept(tmp_path):
    Results(tmp_path).keep(RESULT)
    assert Results(tmp_path).of("ada") == RESULT
    assert Results(tmp_path).of("ada", "f" * 64) == RESULT


def test_no_result_is_used_for_another_fingerprint_or_student(tmp_path):
    Results(tmp_path).keep(RESULT)
    assert Results(tmp_path).of("ada", "0" * 64) is None
    assert Results(tmp_path).of("bob") is None


def test_what_the_grader_could_not_bring_to_an_end_is_not_kept(tmp_path):
    Results(tmp_path).keep(Result("f" * 64, Grade("ada", NOT_GRADED, ()), None))
    assert Results(tmp_path).of("ada") is None


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fingerprint": 1, "marks": [{}]}', "\x00"])
def test_a_file_by_another_hand_is_no_result(tmp_path, text):
    Results(tmp_path).keep(RESULT)
    (tmp_path / kept.FOLDER / "ada.json").write_text(text)
    assert Results(tmp_path).of("ada") is None


def test_the_same_files_have_the_same_fingerprint_wherever_they_lie(folder, tmp_path):
    before = print_of(folder)
    elsewhere = folder.rename(tmp_path / "bob")
    os.utime(elsewhere / "02.ipynb", (1, 1))
    assert print_of(elsewhere) == before


def test_files_that_do_not_count_leave_the_fingerprint_as_it_is(folder):
    before = print_of(folder)
    (folder / "photo.png").write_bytes(b"another")
    (folder / "notes.txt").write_text("more")
    assert print_of(folder) == before


@pytest.mark.parametrize("change", ["text", "name", "weights", "module"])
def test_each_change_of_what_counts_gives_another_fingerprint(folder, change):
    before = print_of(folder)
    if change == "text":
        (folder / "02.ipynb").write_text("{ }")
    elif change == "name":
        (folder / "02.ipynb").rename(folder / "03.ipynb")
    elif change == "weights":
        (folder / "best_model.pt").write_bytes(b"w")
    else:
        (folder / "mine.py").write_text("x = 1")
    assert print_of(folder) != before


@pytest.mark.parametrize("other", [{"lesson": 3}, {"secret": b"t"}, {"how": "without a box"}])
def test_so_does_another_lesson_or_secret_or_no_box(folder, other):
    assert print_of(folder, **other) != print_of(folder)


def test_so_does_a_check_that_was_mended_but_no_page_or_figure(folder, tmp_path, monkeypatch):
    package = tmp_path / "course_utils"
    for room in ("checks", "plots"):
        (package / room).mkdir(parents=True)
        (package / room / "one.py").write_text("x = 1\n")
    monkeypatch.setattr(kept.course_utils, "__file__", str(package / "__init__.py"))
    prints = []
    for room in ("plots", "checks", ""):
        kept.graders.cache_clear()
        prints.append(print_of(folder))
        if room:
            (package / room / "one.py").write_text("x = 2\n")
    kept.graders.cache_clear()
    assert prints[0] == prints[1]
    assert prints[1] != prints[2]


def test_a_link_and_a_folder_that_is_gone_have_fingerprints_too(folder, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert len({print_of(link), print_of(tmp_path / "gone"), print_of(folder)}) == 3


def test_the_file_is_text_that_holds_no_secret(tmp_path):
    Results(tmp_path).keep(RESULT)
    text = (tmp_path / kept.FOLDER / "ada.json").read_text()
    assert json.loads(text)["status"] == "ok"
    assert text.isascii()
