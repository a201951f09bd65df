"""`course new-exercise` writes a skeleton that is Python throughout and says what to fill in."""

import ast
import shutil
from pathlib import Path

import nbformat
import pytest

from course_utils.authoring.new_exercise import FILL_IN, new_exercise
from course_utils.checks.catalogue import exercises
from course_utils.errors import UsageError

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = "solutions/02_convolution_and_pooling.ipynb"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for folder in ("solutions", "course_utils/checks/lesson_2", "tests/answers"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / SOLUTION, tmp_path / SOLUTION)
    return tmp_path


@pytest.mark.parametrize(("name", "short"), [("same_pads", "same-pads"), ("TinyNet", "tiny-net")])
def test_a_skeleton_stands_last_and_is_marked_wherever_it_is_to_be_filled_in(course, name, short):
    solution, check, listing, answers = new_exercise(course, 2, name)
    for path in (check, listing, answers):
        ast.parse(path.read_text(encoding="utf-8"))
    for path in (solution, check, answers):
        assert FILL_IN.search(path.read_text(encoding="utf-8")), path
    assert f"{name}.EXERCISE,\n)" in listing.read_text(encoding="utf-8")
    ids = [cell.id for cell in nbformat.read(solution, as_version=4).cells]
    kinds = ("task", "answer", "check", "why")
    assert ids[-6:] == [*(f"{kind}-{short}" for kind in kinds), "end", "scorecard"]


@pytest.mark.parametrize(
    ("lesson", "name", "words"),
    [
        (7, "new", "0 to 6"),
        (2, "a name", "no name"),
        (2, "lambda", "no name"),
        (2, "test_size", "no name"),
        (2, exercises(2)[0].name, "already"),
    ],
)
def test_what_cannot_be_an_exercise_is_refused_and_nothing_written(course, lesson, name, words):
    with pytest.raises(UsageError, match=words):
        new_exercise(course, lesson, name)
    assert list((course / "tests" / "answers").iterdir()) == []
    assert (course / SOLUTION).read_bytes() == (ROOT / SOLUTION).read_bytes()
