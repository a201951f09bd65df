"""A new exercise as a skeleton: its cells, its check and its answers, with what is to be filled in.

The tests of a skeleton fail, and say what to fill in; `FILL IN` or `FILL_IN` marks each place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from keyword import iskeyword
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.authoring.places import notebooks_in
from course_utils.checks.catalogue import LESSONS, all_exercises, exercises
from course_utils.errors import UsageError
from course_utils.files import write_atomically

if TYPE_CHECKING:
    from nbformat import NotebookNode

FILL_IN = re.compile("FILL[ _]IN")
RIGHT_ANSWERS, WRONG_ANSWERS = 3, 6  # at least
END_CELLS = ("end", "scorecard")  # a new exercise stands before these

TASK = """\
## FILL IN: a title that says what comes out

FILL IN: in a sentence or two, what to write and what it is good for.

`{head}(FILL_IN)`, 1 point

**Example:** `{name}(FILL IN)` is FILL IN.

**Done when** FILL IN: what it agrees with, and what it refuses.

<details><summary>Hint 1</summary>FILL IN: where to begin.</details>
<details><summary>Hint 2</summary>FILL IN: all but the code.</details>"""
FUNCTION = '''\
def {name}(FILL_IN):
    """FILL IN: what it returns."""
    ### BEGIN SOLUTION
    return FILL_IN
    ### END SOLUTION'''
CLASS = '''\
class {name}(nn.Module):
    """FILL IN: what it is."""

    def __init__(self):
        super().__init__()
        ### BEGIN SOLUTION
        self.layers = FILL_IN
        ### END SOLUTION

    def forward(self, images):
        ### BEGIN SOLUTION
        return self.layers(images)
        ### END SOLUTION'''
WHY = """\
<!-- ### BEGIN SOLUTION -->
**Why.** FILL IN: why it is right, the usual mistakes, and another way to write it.
<!-- ### END SOLUTION -->"""
CHECK = '''\
"""FILL IN: the exercise in one line."""

from collections.abc import Callable

from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Exercise
from course_utils.checks.compare import case, compare


def _right(number: int) -> int:
    raise NotImplementedError("FILL IN: what is right, for the inputs of a case")


# The likeliest first: the first that gives what came is the one whose words the learner reads.
MISTAKES: dict[str, Callable] = {{
    "FILL IN: words on a typical mistake, and what to look at.": lambda number: _right(number) + 1,
}}


def check(answer: Answer, draw: Draw) -> str:
    """Right: FILL IN; else raises `Wrong`."""
    cases = [case(3), *(case(draw.integer(1, 99)) for _ in range(20))]
    compare(answer, cases, _right, MISTAKES, advice="FILL IN: what to look at, whatever is wrong.")
    return f"{{len(cases)}} FILL IN: what was tried."


EXERCISE = Exercise("{name}(FILL_IN)", check)
'''
RIGHT = "#%% right: FILL IN, in which way it is written\n{stub}\n\n\n"
WRONG = "#%% wrong: FILL IN, what is wrong | FILL IN: words that the message holds\n{stub}\n\n\n"


def new_exercise(root: Path, lesson: int, name: str) -> list[Path]:
    """Write the skeleton of an exercise at the end of a lesson; the files that were written.

    Raises `UsageError`, and then writes nothing, where there is no such lesson, the name is no
    Python name, or an exercise has it already.
    """
    _refuse(root, lesson, name)
    (solution,) = [
        p for p in notebooks_in(root, ["solutions"]) if p.name.startswith(f"{lesson:02d}_")
    ]
    names = [*(exercise.name for exercise in exercises(lesson)), name]
    checks = root / "course_utils" / "checks" / f"lesson_{lesson}"
    contents = {
        solution: _with_cells(solution, name),
        checks / f"{name}.py": CHECK.format(name=name),
        checks / "__init__.py": _listing(lesson, names),
        root / "tests" / "answers" / f"{name}.py": _answers(name),
    }
    for path, content in contents.items():
        write_atomically(path, content.encode("utf-8"))
    return list(contents)


def _refuse(root: Path, lesson: int, name: str) -> None:
    if lesson not in LESSONS:
        raise UsageError(f"There are exercises in the lessons {LESSONS[0]} to {LESSONS[-1]} only.")
    is_name = re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name) and not iskeyword(name)
    if not is_name or name.startswith("test_"):  # pytest would take that file for tests
        raise UsageError(f"'{name}' is no name for a function or a class, such as same_padding.")
    if name in all_exercises() or (root / "tests" / "answers" / f"{name}.py").exists():
        raise UsageError(f"There is an exercise {name} already.")


def cell_name(name: str) -> str:
    """The exercise's name as it stands in the ids of its cells: same-padding, le-net."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).replace("_", "-").lower()


def is_class(name: str) -> bool:
    """Whether the exercise asks for a class, which its name says."""
    return name[0].isupper()


def _stub(name: str) -> str:
    return (CLASS if is_class(name) else FUNCTION).format(name=name)


def _with_cells(solution: Path, name: str) -> str:
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell

    notebook = nbformat.read(solution, as_version=4)
    short, head = cell_name(name), f"class {name}" if is_class(name) else name
    answer, check, why = (f"{kind}-{short}" for kind in ("answer", "check", "why"))
    cells = [
        new_markdown_cell(TASK.format(name=name, head=head), id=f"task-{short}"),
        new_code_cell(_stub(name), id=answer, metadata=_nbgrader(answer, solution=True)),
        new_code_cell(f'check("{name}")', id=check, metadata=_nbgrader(check, points=1)),
        new_markdown_cell(WHY, id=why, metadata=_nbgrader(why, points=0, solution=True)),
    ]
    at = _end_of(notebook)
    notebook.cells[at:at] = cells
    return nbformat.writes(notebook) + "\n"


def _end_of(notebook: NotebookNode) -> int:
    ids = [cell.id for cell in notebook.cells]
    return min(ids.index(end) for end in END_CELLS if end in ids)


def _nbgrader(grade_id: str, points: int | None = None, solution: bool = False) -> dict[str, Any]:
    """The metadata that nbgrader gives such a cell; `points` where it is graded."""
    graded = {"points": points} if points is not None else {}
    own = {"grade": bool(graded), "grade_id": grade_id, "locked": not solution, **graded}
    return {"nbgrader": {**own, "schema_version": 3, "solution": solution, "task": False}}


def _listing(lesson: int, names: Sequence[str]) -> str:
    """The lesson's list, its import in the order in which ruff sorts it: classes first."""
    imported = sorted(names, key=lambda name: (not is_class(name), name))
    lines = [f'"""The exercises of lesson {lesson}, in the order of its notebook."""', ""]
    lines += [f"from course_utils.checks.lesson_{lesson} import ("]
    lines += [*(f"    {name}," for name in imported), ")", "", "EXERCISES = ("]
    return "\n".join([*lines, *(f"    {name}.EXERCISE," for name in names), ")", ""])


def _answers(name: str) -> str:
    stub = re.sub(r" *### (?:BEGIN|END) SOLUTION\n?", "", _stub(name)).rstrip()
    right, wrong = RIGHT.format(stub=stub), WRONG.format(stub=stub)
    return (right * RIGHT_ANSWERS + wrong * WRONG_ANSWERS).rstrip() + "\n"
