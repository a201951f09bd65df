"""The walls of the house: who may import whom, and how large a room may get; each rule bites."""

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import course_utils
from course_utils.checks.catalogue import all_exercises
from course_utils.cli import VERBS
from course_utils.grading.staging import BESIDE_AN_ANSWER, LEARNERS_ROOMS, staged_files

PACKAGE = Path(course_utils.__file__).parent
ROOT = PACKAGE.parent
TRUSTED = ("checks", "grading", "authoring", "commands")
# Each floor may import from its own rooms and from those above it in this list.
FLOORS = (LEARNERS_ROOMS, BESIDE_AN_ANSWER, ("checks",), ("grading", "authoring"), ("commands",))
NEIGHBOURS = {"grading", "authoring"}  # on one floor, and neither knows the other
# The verbs and the lessons by their numbers; views when they are asked for.
MAY_IMPORT_BY_NAME = {"cli.py", "checks/catalogue.py", "explorers/__init__.py"}
LONGEST_MODULE = 299  # lines
MOST_PARAMETERS = 8  # self apart


def modules_of(package: Path) -> dict[str, ast.Module]:
    """The modules of a package by dotted name, parsed."""
    names = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        names[name] = parsed(path.read_text(encoding="utf-8"))
    return names


@cache
def parsed(source: str) -> ast.Module:
    """The house and its copies hold mostly the same modules."""
    return ast.parse(source)


def imports_of(package: Path) -> dict[str, set[str]]:
    """Which modules of the package each of them imports, also inside functions."""
    modules = modules_of(package)
    return {
        name: {found for node in _imports(tree) for found in _imported(node, modules)} - {name}
        for name, tree in modules.items()
    }


@cache
def _imports(tree: ast.Module) -> list[ast.AST]:
    return [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]


def _imported(node: ast.AST, modules: dict[str, ast.Module]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in modules)
    if isinstance(node, ast.ImportFrom) and node.module in modules:
        below = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (name if name in modules else node.module for name in below)


def room_of(module: str) -> str:
    """The folder or file below the package that a module stands in."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def floor_of(module: str) -> int:
    """The floor of a module; the command line, which lists the verbs, is the roof."""
    room = room_of(module)
    for number, rooms in enumerate(FLOORS):
        if room in rooms or f"{room}.py" in rooms:
            return number
    return len(FLOORS)


def broken_walls(package: Path) -> list[str]:
    """Every import that goes to a floor further down the list."""
    return [
        f"{name} imports {other}"
        for name, others in imports_of(package).items()
        for other in sorted(others)
        if floor_of(other) > floor_of(name) or {room_of(name), room_of(other)} == NEIGHBOURS
    ]


def importing_by_name(package: Path) -> set[str]:
    """Modules that import others by a text, which no rule here can read."""
    return {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"\bimport_module\b|\b__import__\b", path.read_text(encoding="utf-8"))
    }


def is_without_circles(package: Path) -> bool:
    try:
        TopologicalSorter(imports_of(package)).prepare()
    except CycleError:
        return False
    return True


def too_long(package: Path) -> list[str]:
    files = package.rglob("*.py")
    return [p.name for p in files if len(p.read_text("utf-8").splitlines()) > LONGEST_MODULE]


def functions_of(package: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for name, tree in modules_of(package).items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                yield f"{name}.{node.name}", node


def parameters_of(function: ast.FunctionDef) -> list[str]:
    a = function.args
    every = [*a.posonlyargs, *a.args, *a.kwonlyargs]
    return [one.arg for one in every if one.arg not in ("self", "cls")]


def with_too_many_parameters(package: Path) -> list[str]:
    return [n for n, f in functions_of(package) if len(parameters_of(f)) > MOST_PARAMETERS]


def without_docstring(package: Path) -> list[str]:
    """Public modules, classes and functions, and public methods of public classes, without one."""
    found = []
    for name, tree in modules_of(package).items():
        for holder, node in [(None, tree), *_definitions(tree)]:
            if not ast.get_docstring(node):
                found.append(".".join(filter(None, [name, holder, getattr(node, "name", "")])))
    return found


def _definitions(tree: ast.Module) -> Iterator[tuple[str | None, ast.AST]]:
    for node in tree.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            yield None, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            methods = [m for m in node.body if isinstance(m, ast.FunctionDef)]
            own = [m for m in methods if not m.name.startswith("_") and not _overrides(m, node)]
            yield from ((node.name, m) for m in own)


def _overrides(method: ast.FunctionDef, of: ast.ClassDef) -> bool:
    """A method that its base class has described: nn.Module's forward, and such."""
    return bool(of.bases) and method.name == "forward"


# The rules


def test_no_room_imports_from_a_floor_that_it_must_not_know():
    assert broken_walls(PACKAGE) == []


def test_nothing_else_is_imported_by_a_text():
    assert importing_by_name(PACKAGE) == MAY_IMPORT_BY_NAME


def test_imports_run_in_no_circle():
    assert is_without_circles(PACKAGE)


def test_every_module_has_under_300_lines():
    assert too_long(PACKAGE) == []


def test_no_function_has_more_than_eight_parameters():
    assert with_too_many_parameters(PACKAGE) == []


def test_whatever_is_public_has_a_docstring():
    assert without_docstring(PACKAGE) == []


def test_a_box_gets_no_room_that_is_trusted():
    staged = {path.parts[0] for path in staged_files(PACKAGE)}
    assert staged == {*LEARNERS_ROOMS, *BESIDE_AN_ANSWER}
    assert not staged & {*TRUSTED, "cli.py"}


def test_every_verb_has_a_file_of_its_name():
    files = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - {"__init__"}
    assert files == {*(verb.replace("-", "_") for verb in VERBS), "environments"}


def test_every_exercise_has_a_file_of_its_name_here_and_among_the_answers():
    for name in all_exercises():
        assert list((PACKAGE / "checks").glob(f"lesson_*/{name}.py")), name
        assert (ROOT / "tests" / "answers" / f"{name}.py").is_file(), name


def test_the_tests_stand_in_folders_of_the_same_names():
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    for room in rooms:
        assert list((ROOT / "tests" / room).glob("test_*.py")), room


# Each rule bites


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package, to be spoilt."""
    ignore = shutil.ignore_patterns("__pycache__")
    return Path(shutil.copytree(PACKAGE, tmp_path / "course_utils", ignore=ignore))


def plant(house: Path, place: str, source: str) -> None:
    path = house / place
    held = path.read_text(encoding="utf-8") if path.is_file() else ""
    path.write_text(f"{held}\n{source}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("models.py", "from course_utils.checks import compare"),
        ("plots/charts.py", "import course_utils.grading.box"),
        ("answers/probes.py", "def late():\n    from course_utils.checks.close import close"),
        ("answers/inside/worker.py", "from course_utils.grading import session"),
        ("checks/report.py", "from course_utils.grading.marks import Mark"),
        ("grading/box.py", "from course_utils.commands import grade"),
        ("grading/box.py", "from course_utils.authoring import places"),
    ],
)
def test_a_planted_import_is_found(house, place, source):
    plant(house, place, source)
    (broken,) = broken_walls(house)
    assert broken.startswith(f"course_utils.{place.removesuffix('.py').replace('/', '.')} imports")


def test_a_planted_import_by_a_text_is_found(house):
    plant(house, "models.py", "import importlib\nimportlib.import_module('course_utils.checks')")
    assert importing_by_name(house) == {*MAY_IMPORT_BY_NAME, "models.py"}


def test_a_planted_circle_is_found(house):
    plant(house, "errors.py", "from course_utils import files")
    plant(house, "files.py", "from course_utils import errors")
    assert not is_without_circles(house)


@pytest.mark.parametrize("place", ["planted.py", "checks/planted.py", "grading/planted.py"])
def test_a_planted_module_does_not_enter_a_box(house, place):
    before = set(staged_files(house))
    plant(house, place, "SECRET = 1")
    assert set(staged_files(house)) == before
    plant(house, "answers/planted.py", "x = 1")
    assert set(staged_files(house)) == {*before, Path("answers/planted.py")}


def test_a_module_that_is_too_long_is_found(house):
    plant(house, "files.py", "x = 1\n" * (LONGEST_MODULE + 1))
    assert too_long(house) == ["files.py"]


def test_a_function_of_nine_parameters_is_found(house):
    plant(house, "files.py", "def f(a, b, c, d, /, e, f, *, g, h, i):\n    '''Nine.'''")
    assert with_too_many_parameters(house) == ["course_utils.files.f"]


def test_a_docstring_that_is_missing_is_found(house):
    plant(house, "files.py", "def f():\n    pass\n\nclass A:\n    '''A.'''\n    def g(self): pass")
    assert without_docstring(house) == ["course_utils.files.f", "course_utils.files.A.g"]
