"""Exercises come from solutions: nothing between markers survives, and bad markers are named."""

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from small_course import make_notebook

from course_utils.authoring.building import MarkerError, build, exercise_of
from course_utils.authoring.places import find_checkout, notebooks_in
from course_utils.commands.handout import hand_out
from course_utils.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
SOLUTION = {"nbgrader": {"solution": True, "grade": False, "grade_id": "a", "schema_version": 3}}
ANSWER = """\
def double(x):
    \"\"\"Twice x.\"\"\"
    ### BEGIN SOLUTION
    secret = 2
    return secret * x
    ### END SOLUTION"""


def answer(source: str = ANSWER, cell_id: str = "answer-double") -> nbformat.NotebookNode:
    cell = new_code_cell(source, metadata={**SOLUTION, "secret": "x"}, id=cell_id)
    cell.execution_count = 1
    cell.outputs = [new_output("stream", text="the secret")]
    return cell


def exercise(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    notebook = make_notebook(*cells)
    notebook.metadata.update(
        kernelspec={"name": "python3", "display_name": "Python 3"}, language_info={"name": "python"}
    )
    return exercise_of(notebook, "solutions/01_made_up.ipynb")


def test_the_stub_stands_in_place_of_the_solution():
    assert exercise(answer()).cells[-1].source == (
        'def double(x):\n    """Twice x."""\n    # YOUR CODE HERE\n    raise NotImplementedError()'
    )


def test_nothing_between_the_markers_survives():
    why = new_markdown_cell(
        "<!-- ### BEGIN SOLUTION -->\nthe secret\n<!-- ### END SOLUTION -->",
        attachments={"secret.png": {"image/png": "AA=="}},
        metadata=SOLUTION,
    )
    made = exercise(answer(), why)
    assert "secret" not in nbformat.writes(made)
    assert all(not cell.get("outputs") for cell in made.cells)
    assert all(cell.get("execution_count") is None for cell in made.cells)


def test_two_solutions_in_a_class_leave_what_stands_between():
    source = """\
class Net:
    def __init__(self):
        self.name = "net"
        ### BEGIN SOLUTION
        self.secret = 1
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        return x
        ### END SOLUTION"""
    text = exercise(answer(source)).cells[-1].source
    assert text.count("raise NotImplementedError()") == 2
    assert 'self.name = "net"' in text
    compile(text, "cell", "exec")


BAD_MARKERS = {
    "never ended": ANSWER.replace("    ### END SOLUTION", ""),
    "inside another one": ANSWER.replace("    secret = 2", "    ### BEGIN SOLUTION\n    pass"),
    "without ### BEGIN": ANSWER.replace("    ### BEGIN SOLUTION\n", ""),
    "'# BEGIN SOLUTION' looks like": ANSWER.replace("### BEGIN", "# BEGIN"),
    "'### begin solution' looks like": ANSWER.replace("BEGIN SOLUTION", "begin solution"),
    "'### BEGIN SOLUTON' looks like": ANSWER.replace("BEGIN SOLUTION", "BEGIN SOLUTON"),
    "'###END SOLUTION' looks like": ANSWER.replace("### END", "###END"),
    "holds no ### BEGIN SOLUTION": "def double(x):\n    return 2 * x",
}


@pytest.mark.parametrize(("words", "source"), BAD_MARKERS.items(), ids=BAD_MARKERS)
def test_bad_markers_are_an_error_that_names_notebook_and_cell(words, source):
    with pytest.raises(MarkerError) as caught:
        exercise(answer(source))
    assert words in str(caught.value)
    assert "solutions/01_made_up.ipynb, cell 'answer-double'" in str(caught.value)


def test_markers_in_a_cell_that_is_not_for_an_answer_are_an_error():
    with pytest.raises(MarkerError, match=r"nbgrader\.solution = true"):
        exercise(new_code_cell(ANSWER, id="stray"))


def test_an_explanation_lies_between_its_markers_as_a_whole():
    text = "for students\n\n<!-- ### BEGIN SOLUTION -->\nno\n<!-- ### END SOLUTION -->"
    with pytest.raises(MarkerError, match="as a whole"):
        exercise(new_markdown_cell(text, metadata=SOLUTION, id="why"))


@pytest.fixture
def course(tmp_path: Path) -> Path:
    for folder in ("solutions", "exercises", "notebooks", "course_utils"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    notebook = make_notebook(answer())
    notebook.metadata.update(kernelspec={"name": "python3", "display_name": "Python 3"})
    notebook.metadata.update(language_info={"name": "python"})
    nbformat.write(notebook, tmp_path / "solutions" / "01_made_up.ipynb")
    return tmp_path


def test_build_writes_check_agrees_and_a_second_build_has_nothing_to_do(course, capsys):
    assert build(course, check=True) == 1
    assert build(course) == 0
    assert build(course, check=True) == 0
    capsys.readouterr()
    assert build(course) == 0
    assert "Nothing to do" in capsys.readouterr().out


@pytest.mark.parametrize("change", ["edited", "another file"])
def test_check_notices_what_solutions_did_not_give(course, change, capsys):
    build(course)
    exercise_file = course / "exercises" / "01_made_up.ipynb"
    if change == "edited":
        text = exercise_file.read_text(encoding="utf-8")
        exercise_file.write_text(text.replace("YOUR CODE HERE", "MY CODE"), encoding="utf-8")
    else:
        (course / "exercises" / "02_stray.ipynb").write_bytes(exercise_file.read_bytes())
    assert build(course, check=True) == 1
    assert "is not what solutions/ give" in capsys.readouterr().out
    build(course)
    assert build(course, check=True) == 0


def test_a_bad_marker_writes_nothing(course):
    build(course)
    before = (course / "exercises" / "01_made_up.ipynb").read_bytes()
    bad = make_notebook(answer(BAD_MARKERS["never ended"]))
    bad.metadata.update(kernelspec={"name": "python3", "display_name": "Python 3"})
    nbformat.write(bad, course / "solutions" / "01_made_up.ipynb")
    with pytest.raises(MarkerError):
        build(course)
    assert (course / "exercises" / "01_made_up.ipynb").read_bytes() == before


def test_a_hand_out_holds_no_answer(course, tmp_path, capsys):
    build(course)
    out = tmp_path / "out"
    assert hand_out(course, out) == 0
    names = [p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()]
    assert "cnn-course/exercises/01_exercises_made_up.ipynb" in names
    assert "cnn-course.zip" in names
    assert not any("solutions" in name for name in names)
    assert all("secret" not in p.read_text() for p in out.rglob("*.ipynb"))


def test_a_hand_out_overwrites_nothing_and_goes_with_the_solutions(course, tmp_path):
    with pytest.raises(CourseError, match="build the exercises first"):
        hand_out(course, tmp_path / "out")
    build(course)
    hand_out(course, tmp_path / "out")
    with pytest.raises(CourseError, match="is there already"):
        hand_out(course, tmp_path / "out")


# The course's own notebooks.


def test_the_exercises_are_what_the_solutions_give():
    assert build(find_checkout(), check=True) == 0


def solution_lines() -> set[str]:
    """Lines between markers, long enough to be telling, that stand nowhere outside them."""
    lines: dict[bool, set[str]] = {True: set(), False: set()}
    for path in notebooks_in(ROOT, ["solutions"]):
        for cell in nbformat.read(path, 4).cells:
            inside = False
            for line in cell.source.split("\n"):
                if "### BEGIN SOLUTION" in line or "### END SOLUTION" in line:
                    inside = "BEGIN" in line
                elif len(line.strip()) > 15:
                    lines[inside].add(line.strip())
    return lines[True] - lines[False]


def test_no_line_of_a_solution_is_handed_out_in_a_notebook(tmp_path):
    hand_out(ROOT, tmp_path)
    exercises = list((tmp_path / "cnn-course" / "exercises").glob("*.ipynb"))
    assert len(exercises) == len(notebooks_in(ROOT, ["solutions"])) > 0
    assert not (tmp_path / "cnn-course" / "solutions").exists()
    sources = [cell.source for path in exercises for cell in nbformat.read(path, 4).cells]
    lines = {line.strip() for source in sources for line in source.split("\n")}
    assert len(solution_lines()) > 200
    assert lines & solution_lines() == set()
