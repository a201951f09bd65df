"""The corpus of odd but honest submissions: each gets the mark that it deserves."""

import os

import pytest
from grading_help import WHOLE, graded, hurry, marks, needs_box, without_preflight
from submission_files import Submission, submissions

from course_utils.checks.catalogue import exercises
from course_utils.grading.submissions import candidates

# One of each kind, for `make test`; the others are of the same kinds.
KINDS = (
    *("colab_script", "a_cell_with_a_fault", "defines_and_trains", "starts_threads"),
    *("goes_on_after_an_error", "stub_below", "modes_left_changed", "seven_copies"),
    *("script_beside_a_stub", "helper_module", "bare_notebook", "plain_text_cells", "in_cp949"),
    *(
        "conflict",
        "copied_name",
        "asks_ipython",
        "the_lesson",
        "the_lesson_beside",
        "helper_with_most_answers",
        "loads_the_splits",
        "weights_with_an_index",
    ),
)
CORPUS = [one for one in submissions() if WHOLE or one.name in KINDS]


@pytest.mark.parametrize("lesson", sorted({one.lesson for one in CORPUS}))
def test_every_odd_submission_gets_its_mark(lesson, tmp_path, monkeypatch):
    needs_box()
    hurry(monkeypatch, statement_seconds=12.0)  # one of them loads the images
    without_preflight(monkeypatch)
    monkeypatch.chdir(tmp_path)
    handed_in = {one.hand_in(tmp_path / "work"): one for one in CORPUS if one.lesson == lesson}
    book = graded(tmp_path / "work", lesson)
    wrong = {name: why for name, one in handed_in.items() if (why := _is_wrong(one, book[name]))}
    assert not wrong


def test_the_newest_notebook_of_the_lesson_is_the_likeliest_whatever_its_copy_is_called(tmp_path):
    names = ["02_exercises_convolution_and_pooling", "02_convolution_and_pooling", "03_exercises_x"]
    for newest in names[:2]:
        for at, name in enumerate(sorted(names, key=lambda name: name == newest)):
            path = tmp_path / f"{name}.ipynb"
            path.touch()
            os.utime(path, (1_700_000_000 + at, 1_700_000_000 + at))
        found = [path.stem for path in candidates(tmp_path, 2)]
        assert found[0] == newest
        assert found[-1] == "03_exercises_x"


def _is_wrong(one: Submission, row: dict[str, str]) -> str:
    """What differs from the mark that it deserves; empty where nothing does."""
    names = [exercise.name for exercise in exercises(one.lesson)]
    came = marks(row, names)
    if came == one.marks() and row["status"] == one.status and one.says in row["notes"]:
        return ""
    lost = {name: came[name] for name in names if came[name] != one.marks()[name]}
    return f"{lost} {row['status']}: {row['notes']}"
