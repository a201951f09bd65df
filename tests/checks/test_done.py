"""What is done: cells that were run, as saved; tasks and points, as the checks have kept them."""

import nbformat
import pytest
from page_help import PageParts
from small_course import make_course

from course_utils.authoring.copies import learners_copy
from course_utils.checks import passed
from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.checks.done import done


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Copies of two lessons, 2 with exercises and 7 without, of which nothing is run or passed."""
    root = make_course(tmp_path / "course", {"02_second": ["1", "", "2"], "07_last": []})
    for path in root.glob("notebooks/*.ipynb"):
        path.write_bytes(learners_copy(path.read_bytes()))
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path / "results"))
    return root


def row(work, lesson):
    return done(work).rows[lesson]


def test_a_fresh_copy_has_nothing_done(work):
    points = sum(exercise.points for exercise in exercises(2))
    assert row(work, 0) == ("A lesson", "0 of 4", "0 of 7", f"0 of {points}")
    assert row(work, 1) == ("A lesson", "0 of 2", "–", "–")


def test_cells_that_were_run_and_saved_count_empty_ones_do_not(work):
    path = work / "notebooks" / "02_second.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for at in (1, 3, 4):  # the fourth is empty
        notebook.cells[at].execution_count = at
    nbformat.write(notebook, path)
    assert row(work, 0)[1] == "2 of 4"


def test_what_a_check_has_kept_counts_with_its_points(work):
    first = exercises(2)[0]
    passed.keep({first.name: True})
    assert row(work, 0)[2:] == ("1 of 7", f"{first.points} of 7")
    assert row(work, -1) == ("all", "", "1 of 7", f"{first.points} of 7")


def test_a_notebook_that_cannot_be_read_is_named_and_not_counted(work):
    (work / "notebooks" / "02_second.ipynb").write_text("half of", encoding="utf-8")
    assert row(work, 0)[:2] == ("02_second", "–")


def test_in_another_folder_there_is_nothing_to_list(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert done().rows == (("all", "", "0 of 0", "0 of 0"),)


def test_a_front_end_without_html_shows_the_same(work):
    shown = done(work)
    page, lines = PageParts(shown._repr_html_()), str(shown).splitlines()
    assert page.tags.count("tr") == len(lines) - 1 == len(shown.rows) + 1
    for cell in (text for cells in shown.rows for text in cells):
        assert cell in page.text and cell in str(shown)
    assert lines[-1] in page.text and lines[-1].startswith("As of ")


def test_names_in_a_title_do_no_harm(work):
    path = work / "notebooks" / "02_second.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = "# <script>alert(1)</script>"
    nbformat.write(notebook, path)
    assert "script" not in PageParts(done(work)._repr_html_()).tags


def test_it_agrees_with_progress(work, capsys):
    passed.keep({exercises(lesson)[0].name: True for lesson in LESSONS})
    passed.progress()
    of_lesson_2 = capsys.readouterr().out.splitlines()[3].split(maxsplit=1)[1]
    assert of_lesson_2.split() == " ".join(row(work, 0)[2:]).split()
