"""An exercise notebook runs from top to bottom, whatever of it is answered, and counts right."""

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from course_utils.authoring.executing import execute
from course_utils.authoring.new_exercise import FILL_IN, cell_name
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.progress import Progress
from course_utils.checks.catalogue import LESSONS, exercises

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = notebooks_in(ROOT, ["exercises"])
SOLUTIONS = {path.name: path for path in notebooks_in(ROOT, ["solutions"])}


def lesson_of(path: Path) -> int:
    return int(path.name[:2])


def answered(path: Path, choose: Callable[[int], bool]) -> nbformat.NotebookNode:
    """The exercise with the worked solution in each answer cell whose number is chosen."""
    notebook = nbformat.read(path, as_version=4)
    worked = {cell.id: cell.source for cell in nbformat.read(SOLUTIONS[path.name], 4).cells}
    ids = [cell.id for cell in notebook.cells if cell.id.startswith("answer-")]
    for cell in notebook.cells:
        if cell.id in ids and choose(ids.index(cell.id)):
            cell.source = worked[cell.id]
    return notebook


def run(path: Path, folder: Path, *parts: nbformat.NotebookNode) -> list[dict[str, str]]:
    """What each cell of each part printed or showed, by cell id; fails where a cell raised.

    The parts run one after the other in one kernel, as when a learner goes on and runs all again.
    """
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [
        nbformat.from_dict({**cell, "id": f"{number}-{cell.id}"})
        for number, part in enumerate(parts)
        for cell in part.cells
    ]
    file = folder / "exercise.ipynb"
    nbformat.write(notebook, file)
    environment = {"COURSE_DATA": "digits", "COURSE_RESULTS_DIR": str(folder)}
    execution = execute(file, environment, Progress(1))
    assert execution.problem is None, execution.problem
    shown: list[dict[str, str]] = [{} for _ in parts]
    for cell in execution.notebook.cells:
        number, _, own = cell.id.partition("-")
        if "outputs" in cell:
            shown[int(number)][own] = text_of(cell)
    return shown


def text_of(cell: nbformat.NotebookNode) -> str:
    return "\n".join(
        output.get("text", "") or output.get("data", {}).get("text/plain", "")
        for output in cell.outputs
    )


def test_there_is_an_exercise_and_a_solution_for_every_lesson_that_has_some():
    lessons = [path for path in notebooks_in(ROOT, ["notebooks"]) if lesson_of(path) in LESSONS]
    names = [path.name for path in lessons]
    assert [path.name for path in EXERCISES] == names == list(SOLUTIONS)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_unanswered_it_runs_and_says_how_to_start_and_half_answered_it_counts(path, tmp_path):
    nothing = answered(path, lambda _: False)
    some = answered(path, lambda number: number % 2 == 0 and number < 5)
    unanswered, half_answered = run(path, tmp_path, nothing, some)
    for exercise in exercises(lesson_of(path)):
        assert any(f"{exercise.name}: not answered yet" in text for text in unanswered.values())
    assert re.match(r"Scorecard: 0 of \d tasks, 0 of \d+ points", unanswered["scorecard"])
    lines = half_answered["scorecard"].splitlines()
    assert sum(line.endswith("passed") for line in lines) == int(lines[0].split()[1]) > 0
    assert any(line.endswith("not answered yet") for line in lines)


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_its_title_names_the_points_of_its_tasks(path):
    header = nbformat.read(path, as_version=4).cells[0].source
    points = sum(exercise.points for exercise in exercises(lesson_of(path)))
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    named = words[points] if points < len(words) else {11: "eleven", 12: "twelve"}[points]
    assert f"{named} points" in header.lower(), f"the first cell does not say: {named} points"


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.stem)
def test_every_task_has_signature_example_criterion_check_and_two_hints(path):
    notebook = nbformat.read(path, as_version=4)
    cells = {cell.id: cell.source for cell in notebook.cells}
    for exercise in exercises(lesson_of(path)):
        name = cell_name(exercise.name)
        assert f"task-{name}" in cells, f"solutions/{path.name} has no task for {exercise.name}"
        task = cells[f"task-{name}"]
        assert f"`{exercise.signature}`" in task.replace("`class ", "`")
        assert "**Example:**" in task
        assert "**Done when**" in task
        assert task.count("<details><summary>Hint") == 2
        assert cells[f"check-{name}"] == f'check("{exercise.name}")'
        assert "NotImplementedError" in cells[f"answer-{name}"]


def test_nothing_is_left_to_fill_in():
    """What `course new-exercise` has written, file by file and line by line."""
    folders = (
        ("solutions", "*.ipynb"),
        ("course_utils/checks", "*/*.py"),
        ("tests/answers", "*.py"),
    )
    left = [
        f"{path.relative_to(ROOT).as_posix()}, line {number}: {line.strip()}"
        for folder, pattern in folders
        for path in sorted((ROOT / folder).glob(pattern))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if FILL_IN.search(line)
    ]
    assert left == [], "\n".join(left)
