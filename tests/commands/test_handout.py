"""What students get: all that they need, nothing for instructors, and it works by itself."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_rooms import imports_of

import course_utils
from course_utils.answers.inside.statements import as_python
from course_utils.authoring.copied_names import copied_name, read_notebook
from course_utils.authoring.copies import learners_copy
from course_utils.authoring.repository import stored_address
from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.cli import VERBS
from course_utils.commands import handout
from course_utils.commands.handout import hand_out, handed_out, readme_of_students

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(course_utils.__file__).parent
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FOR_STUDENTS = {"lab", "doctor"}
BEHIND_THE_LAB = {
    "copied_names",
    "copies",
    "lab_settings",
    "prompt_messages",
    "start",
    "stored_views",
}
# Python run on the folder alone. The checkout may be installed, and would step in for a module
# that is missing: so each module of the package has to be one of the folder's.
ALL_FROM_HERE = """
import pathlib, sys
here = pathlib.Path.cwd() / "course_utils"
own = [m for n, m in sorted(sys.modules.items()) if n.partition(".")[0] == "course_utils"]
strangers = [m.__name__ for m in own if not pathlib.Path(m.__file__).is_relative_to(here)]
assert own and not strangers, strangers
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course as it is handed out."""
    out = tmp_path_factory.mktemp("handout")
    hand_out(ROOT, out)
    return out / handout.NAME


def names_in(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files if "__pycache__" not in str(path)}


def run(folder: Path, source: str) -> str:
    """What Python prints that runs in the folder and has nothing else of the course's."""
    known = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "COURSE_DATA": "digits"}
    done = subprocess.run(
        [sys.executable, "-c", source + ALL_FROM_HERE],
        cwd=folder,
        env={**os.environ, **known},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# What is in it


def test_it_holds_the_lessons_the_exercises_and_the_package(folder):
    names = names_in(folder)
    for pattern in ("notebooks/*.ipynb", "exercises/*.ipynb", "course_utils/checks/lesson_*/*.py"):
        wanted = {copied_name(path.relative_to(ROOT).as_posix()) for path in ROOT.glob(pattern)}
        assert wanted and wanted <= names
    for name in ("LICENSE", "environment.yml", "pyproject.toml", "README.md", "Makefile"):
        assert name in names
    assert "notebooks/glossary.md" in names


def test_nothing_in_it_is_for_instructors_or_authors(folder):
    rooms = {name.split("/")[1] for name in names_in(folder) if name.startswith("course_utils/")}
    assert "grading" not in rooms
    assert {name.split("/")[0] for name in names_in(folder)} == {
        *("README.md", "LICENSE", "Makefile", "environment.yml", "pyproject.toml"),
        *("course_utils", "docs", "exercises", "notebooks"),
    }
    assert {path.name for path in (folder / "docs").iterdir()} == {"claims.md"}
    modules = {path.stem for path in (folder / "course_utils" / "commands").glob("*.py")}
    assert modules == {*FOR_STUDENTS, "__init__"}
    authoring = {path.stem for path in (folder / "course_utils" / "authoring").glob("*.py")}
    assert authoring == {"__init__", "places", *BEHIND_THE_LAB}
    assert not (folder / "course_utils" / "answers" / "inside").exists()


def outputs_of(notebook: dict) -> list:
    return [cell.get("outputs") for cell in notebook["cells"]]


def test_its_lessons_spoil_no_prediction(folder):
    for original in ROOT.glob("notebooks/*.ipynb"):
        copy = read_notebook((folder / "notebooks" / original.name).read_bytes())
        content = original.read_bytes()
        unspoiled = outputs_of(read_notebook(learners_copy(content)))
        assert outputs_of(copy) == unspoiled != outputs_of(read_notebook(content))


def test_the_zip_holds_the_same_files(folder):
    with zipfile.ZipFile(folder.with_suffix(".zip")) as packed:
        names = {name.removeprefix(f"{handout.NAME}/") for name in packed.namelist()}
    assert names == names_in(folder)


def test_a_file_that_lies_in_a_folder_by_chance_stays(tmp_path):
    for name in ("exercises/best_model.pt", "exercises/mine.ipynb", "course_utils/models.py~"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "course_utils" / "grading").mkdir()
    (tmp_path / "course_utils" / "grading" / "box.py").touch()
    assert [path.as_posix() for path in handed_out(tmp_path)] == ["exercises/mine.ipynb"]


# It works by itself


def test_no_module_in_it_imports_one_that_is_not(folder):
    files = [path.with_suffix("") for path in handed_out(ROOT) if path.suffix == ".py"]
    there = {".".join(path.parts).removesuffix(".__init__") for path in files}
    missing = {
        f"{name} imports {other}"
        for name, others in imports_of(PACKAGE).items()
        if name in there
        for other in others - there
    }
    assert missing == set()


COMMANDS = """
import course_utils.cli
for words in (["--help"], ["lab", "--help"], ["doctor", "--help"], ["doctor"]):
    try:
        course_utils.cli.main(words)
    except SystemExit as ended:
        assert not ended.code, ended.code
"""


def test_its_command_line_has_the_verbs_of_students_only(folder):
    said = run(folder, COMMANDS)
    listed = {verb for verb in VERBS if re.search(rf"^    {verb}\b", said, re.MULTILINE)}
    assert listed == FOR_STUDENTS
    for verb in FOR_STUDENTS:
        assert f"usage: course {verb}" in said
    assert "ok       COURSE_DATA is digits" in said  # the doctor looked


def test_the_lab_copies_lessons_and_exercises_and_finds_what_it_hands_to_jupyterlab(
    folder, tmp_path
):
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    source = """
from importlib import import_module
from course_utils.authoring.places import find_checkout
from course_utils.commands import lab
print(*lab.copy_notebooks(find_checkout()), sep="\\n")
for option in lab.SERVER:
    module, name = option.partition("=")[2].rsplit(".", 1)
    print(getattr(import_module(module), name).__name__)
"""
    said = run(copy, source)
    assert "new        work/exercises/06_exercises_configurable_cnn_batchnorm.ipynb" in said
    assert "new        work/notebooks/glossary.md" in said
    assert "PromptConnection\nStoredViews" in said
    assert "new        work/START.ipynb" in said
    assert dead_links(copy / "work") == []
    start = (copy / "work" / "START.ipynb").read_text(encoding="utf-8")
    for part in ("the shape chain", "## Hand in", "exercises/03_exercises_two_layer_cnn.ipynb"):
        assert part in start


@pytest.mark.skipif(os.name == "nt", reason="Windows has no make")
def test_its_make_knows_what_students_do_and_the_checkouts_the_rest(folder):
    said = {}
    for place in (folder, ROOT):
        asked = subprocess.run(["make", "help"], cwd=place, capture_output=True, text=True)
        said[place] = set(re.findall(r"^make (\S+)", asked.stdout, re.MULTILINE))
    assert said[folder] == {"lab", "clean"}
    assert said[ROOT] == {"lab", "clean", "course", "site", "test", "test-full"}


def code_cells(path: Path) -> list[str]:
    """The code of a notebook as Python; a set-up cell that installs holds IPython's own signs."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [as_python("".join(cell["source"])) for cell in cells if cell["cell_type"] == "code"]


def test_whatever_lessons_and_exercises_import_is_there(folder):
    notebooks = [*folder.glob("notebooks/*.ipynb"), *folder.glob("exercises/*.ipynb")]
    imports = {
        ast.unparse(node)
        for path in notebooks
        for source in code_cells(path)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert {"import course_utils", "from course_utils.checks import check, scorecard"} <= imports
    run(folder, "\n".join(sorted(imports)))


def test_an_exercise_is_checked_with_this_folder_alone(folder):
    exercise = code_cells(folder / "exercises" / "02_exercises_convolution_and_pooling.ipynb")
    answer = """
def receptive_field(layers):
    field, step = 1, 1
    for kernel_size, stride in layers:
        field, step = field + (kernel_size - 1) * step, step * stride
    return field
"""
    said = run(folder, "\n".join([*exercise[:2], answer, 'check("receptive_field")']))
    assert "is ready." in said
    assert "receptive_field: passed (1 of 1 point)" in said


# Its pages


def links_of(path: Path) -> Iterator[str]:
    """The links of a page, or of the text of a notebook, that lead to a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    targets = (match[1].partition("#")[0] for match in LINK.finditer(text))
    yield from (target for target in targets if target and "://" not in target)


def dead_links(folder: Path) -> list[str]:
    """Links in a folder to what is not there, or not in it."""
    pages = [path for ending in ("md", "ipynb") for path in folder.rglob(f"*.{ending}")]
    links = {
        (page, (page.parent / target).resolve()) for page in pages for target in links_of(page)
    }
    inside = folder.resolve()
    return [
        f"{page.name}: {found}"
        for page, found in links
        if not (found.exists() and found.is_relative_to(inside))
    ]


def test_every_link_in_it_leads_somewhere(folder):
    pages = [path for ending in ("md", "ipynb") for path in folder.rglob(f"*.{ending}")]
    assert len([target for page in pages for target in links_of(page)]) > 50
    assert dead_links(folder) == []


def test_its_readme_is_the_students_own(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    assert "<!--" not in text and "course grade" not in text
    for part in ("Start", "Work", "Hand in", "Ask"):
        assert f"\n## {part}\n" in text
    assert "[3 A two-layer CNN](notebooks/03_two_layer_cnn.ipynb) | the shape chain" in text
    if stored_address(ROOT) is None:  # then set-up cells send there whoever has no package
        assert '(README.md, "Start")' in code_cells(folder / "notebooks/01_viewing_data.ipynb")[0]


def test_its_readme_names_what_is_handed_in_with_each_lesson(folder):
    text = (folder / "README.md").read_text(encoding="utf-8")
    for lesson in LESSONS:
        for file in (e.graded.file for e in exercises(lesson) if e.graded is not None):
            assert re.search(rf"^\| {lesson} \|.*`{re.escape(file)}`", text, re.MULTILINE)
    named = re.findall(r"`(\d\d_\w+\.ipynb)`", text.partition("## Hand in")[2])
    assert len(named) == 3
    assert all((folder / "exercises" / name).is_file() for name in named)


def test_its_notebooks_hold_no_number_of_a_run(folder):
    cells = [
        cell
        for path in folder.rglob("*.ipynb")
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    assert {cell["execution_count"] for cell in cells} == {None}
    assert any(cell["outputs"] for cell in cells)


@pytest.mark.parametrize(("has_address", "colab"), [(True, 1), (False, 0)])
def test_colab_stands_in_the_readme_only_where_lessons_can_be_fetched(has_address, colab):
    template = (ROOT / handout.README).read_text(encoding="utf-8")
    text = readme_of_students(template, has_address)
    assert text.count("**On Google Colab**") == colab
    assert "<!--" not in text
    assert text.count("**Without a network**") == 1
