"""`course set-repository`: one address, from which badges and set-up cells come."""

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_course import HEADER, make_course

from course_utils import cli
from course_utils.authoring import places
from course_utils.authoring.building import build
from course_utils.authoring.copied_names import with_links
from course_utils.authoring.executing import execute
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.progress import Progress
from course_utils.authoring.repository import (
    SETUP_WITHOUT_ADDRESS,
    Repository,
    badge,
    parse_url,
    set_repository,
    setup_cell,
    stored_address,
)
from course_utils.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
HERE = Repository("someone", "cnn-course")
ELSEWHERE = Repository("other", "fork")


@pytest.fixture
def course(tmp_path) -> Path:
    return make_course(tmp_path / "course", {"01_first": ["print('é →')"], "02_second": []})


def cells_of(course: Path, stem: str = "01_first") -> list[str]:
    content = (course / "notebooks" / f"{stem}.ipynb").read_text(encoding="utf-8")
    return ["".join(cell["source"]) for cell in json.loads(content)["cells"]]


def texts_of(notebook: Path | bytes) -> str:
    """All Markdown of a notebook."""
    content = notebook if isinstance(notebook, bytes) else notebook.read_bytes()
    cells = json.loads(content)["cells"]
    return "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def without_badge(text: str) -> str:
    return re.sub(r"\n\[!\[Open in Colab\].*\n", "", text)


def everything(course: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in course.rglob("*.*") if path.is_file()}


@pytest.mark.parametrize("end", ["", "/", ".git"])
def test_an_address_is_accepted_with_and_without_git_or_slash(end):
    assert parse_url(f"https://github.com/someone/cnn-course{end}") == HERE
    assert HERE.url == "https://github.com/someone/cnn-course"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "someone/cnn-course",
        "git@github.com:someone/cnn-course.git",
        "https://github.com/someone",
        "https://github.com/someone/cnn-course/tree/main",
        "https://example.org/someone/cnn-course",
        'https://github.com/some"one/x',
    ],
)
def test_any_other_address_is_an_error_in_words_and_changes_nothing(
    course, monkeypatch, capsys, url
):
    monkeypatch.setattr(places, "find_checkout", lambda: course)
    before = everything(course)
    assert cli.main(["set-repository", url]) == 2
    assert "https://github.com/OWNER/NAME" in capsys.readouterr().err
    assert everything(course) == before


def test_without_an_address_there_are_no_badges_and_nothing_is_installed(course):
    assert stored_address(course) is None
    header, setup, *_ = cells_of(course)
    assert "colab" not in header
    assert setup == SETUP_WITHOUT_ADDRESS == setup_cell(None)
    assert "github.com" not in setup


def test_the_address_is_written_into_pyproject_and_the_rest_of_it_stays(course):
    before = (course / "pyproject.toml").read_text(encoding="utf-8")
    set_repository(course, HERE)
    after = (course / "pyproject.toml").read_text(encoding="utf-8")
    assert stored_address(course) == HERE
    added = (
        '[project.urls]\nDocumentation = "https://someone.github.io/cnn-course/"\n'
        'Repository = "https://github.com/someone/cnn-course"\n\n'
    )
    assert after.replace(added, "") == before


def test_other_addresses_in_pyproject_stay(course):
    file = course / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text + '\n[project.urls]\nHomepage = "https://example.org"\n', encoding="utf-8")
    set_repository(course, HERE)
    set_repository(course, ELSEWHERE)
    after = file.read_text(encoding="utf-8")
    assert 'Homepage = "https://example.org"' in after
    assert after.count("Repository =") == 1
    assert stored_address(course).url == ELSEWHERE.url


def test_the_badge_stands_directly_under_the_title_and_opens_this_notebook(course):
    set_repository(course, ELSEWHERE)
    lines = cells_of(course)[0].splitlines()
    assert lines[:2] == ["# A lesson", ""]
    assert lines[2] == (
        "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]"
        "(https://colab.research.google.com/github/other/fork/blob/main/notebooks/01_first.ipynb)"
    )
    assert lines[3:] == HEADER.splitlines()[1:]


def test_the_set_up_cell_installs_from_the_address_only_where_the_package_is_missing(course):
    set_repository(course, HERE)
    assert cells_of(course)[1].splitlines()[:5] == [
        "# Set-up",
        "try:",
        "    import course_utils",
        "except ModuleNotFoundError:",
        '    %pip install -qqq "course-utils @ git+https://github.com/someone/cnn-course"',
    ]


def with_links_between(course: Path) -> Path:
    """The course with files that its first lesson links, and with exercises and solutions."""
    (course / "notebooks" / "glossary.md").write_text("[all](../README.md)", encoding="utf-8")
    file = course / "notebooks" / "01_first.ipynb"
    links = "[glossary](glossary.md) · [next (2)](02_second.ipynb#part) · [all](../README.md)"
    text = file.read_text(encoding="utf-8").replace("[glossary](glossary.md)", links)
    file.write_text(text.replace("01_made_up", "01_first"), encoding="utf-8")
    for folder in ("exercises", "solutions"):
        (course / folder).mkdir()
        shutil.copy2(file, course / folder)
    return course


def test_links_to_notebooks_become_colabs_addresses_and_all_others_githubs(course):
    set_repository(with_links_between(course), HERE)
    header = cells_of(course)[0]
    colab = "https://colab.research.google.com/github/someone/cnn-course/blob/main"
    github = "https://github.com/someone/cnn-course/blob/main"
    assert f"[the exercises]({colab}/exercises/01_first.ipynb)" in header
    assert f"[glossary]({github}/notebooks/glossary.md)" in header
    assert f"[next (2)]({colab}/notebooks/02_second.ipynb#part)" in header
    assert f"[all]({github}/README.md)" in header
    assert (course / "notebooks" / "glossary.md").read_text("utf-8") == "[all](../README.md)"


def test_what_leads_to_no_file_of_the_course_stays(course):
    assert "](../exercises/01_made_up.ipynb)" in cells_of(course)[0]
    set_repository(course, HERE)
    assert "](../exercises/01_made_up.ipynb)" in cells_of(course)[0]


def test_a_copy_leads_to_its_neighbours_again_and_the_badge_to_colab(course):
    before = cells_of(with_links_between(course))[0]
    set_repository(course, HERE)
    content = (course / "notebooks" / "01_first.ipynb").read_bytes()
    copy = json.loads(with_links(content, "notebooks/01_first.ipynb", {}))
    assert without_badge("".join(copy["cells"][0]["source"])) == before
    assert badge(HERE, Path("notebooks/01_first.ipynb")) in "".join(copy["cells"][0]["source"])


def test_on_the_real_notebooks_too_copies_are_as_they_were_without_an_address(tmp_path):
    for path in [ROOT / "pyproject.toml", ROOT / "README.md", *ROOT.glob("*/0*.ipynb")]:
        place = tmp_path / path.relative_to(ROOT)
        place.parent.mkdir(exist_ok=True)
        shutil.copy2(path, place)
    shutil.copy2(ROOT / "notebooks" / "glossary.md", tmp_path / "notebooks")
    places = [path.relative_to(tmp_path).as_posix() for path in notebooks_in(tmp_path)]
    set_repository(tmp_path, HERE)
    published = [texts_of(tmp_path / place) for place in places]
    assert not any(re.search(r"\]\((?:\.\./)?[\w/]+\.(?:ipynb|md)", text) for text in published)
    for place in places:
        copied = with_links((tmp_path / place).read_bytes(), place, {})
        original = with_links((ROOT / place).read_bytes(), place, {})
        assert without_badge(texts_of(copied)) == without_badge(texts_of(original))


def test_exercises_are_still_what_the_solutions_give(course):
    set_repository(with_links_between(course), HERE)
    assert build(course, check=False) == 0
    set_repository(course, HERE)
    assert build(course, check=True) == 0
    header = (course / "exercises" / "01_first.ipynb").read_text(encoding="utf-8")
    assert "blob/main/exercises/01_first.ipynb)\\n" in header


def test_exercises_and_solutions_are_rewritten_too(course):
    for folder in ("exercises", "solutions"):
        (course / folder).mkdir()
        content = (course / "notebooks" / "01_first.ipynb").read_bytes()
        (course / folder / "01_first.ipynb").write_bytes(content)
    changed = set_repository(course, HERE)
    assert len(changed) == 5
    text = (course / "solutions" / "01_first.ipynb").read_text(encoding="utf-8")
    assert "blob/main/solutions/01_first.ipynb" in text


def test_the_same_address_again_changes_nothing(course, monkeypatch, capsys):
    monkeypatch.setattr(places, "find_checkout", lambda: course)
    assert cli.main(["set-repository", HERE.url]) == 0
    before = everything(course)
    assert cli.main(["set-repository", HERE.url + ".git"]) == 0
    assert everything(course) == before
    assert "Nothing to do" in capsys.readouterr().out


def test_one_address_after_another_equals_the_other_alone(course, tmp_path):
    twin = tmp_path / "twin"
    for path in [path for path in course.rglob("*") if path.is_file()]:
        copy = twin / path.relative_to(course)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    set_repository(course, HERE)
    set_repository(course, ELSEWHERE)
    set_repository(twin, ELSEWHERE)
    assert everything(course) == everything(twin)


@pytest.mark.parametrize("indent", [1, 2])
def test_all_but_the_two_cells_stays_byte_for_byte(course, indent):
    path = course / "notebooks" / "01_first.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    text = json.dumps(content, indent=indent, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    set_repository(course, HERE)
    after = path.read_text(encoding="utf-8")
    rewritten = json.loads(after)["cells"][:2]
    for old, new in zip(content["cells"][:2], rewritten, strict=True):
        old["source"] = new["source"]
    assert after == json.dumps(content, indent=indent, ensure_ascii=False) + "\n"


def test_a_notebook_without_a_set_up_cell_is_named_and_nothing_is_changed(course):
    path = course / "notebooks" / "02_second.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("import course_utils", "pass"))
    before = everything(course)
    with pytest.raises(CourseError, match=r"notebooks/02_second\.ipynb"):
        set_repository(course, HERE)
    assert everything(course) == before


@pytest.mark.parametrize("name", ["notebooks/02_second.ipynb", "pyproject.toml"])
def test_a_file_that_a_merge_left_in_two_versions_is_named_and_nothing_is_changed(course, name):
    path = course / name
    path.write_text(f"<<<<<<< HEAD\n{path.read_text()}\n=======\n>>>>>>> theirs\n")
    before = everything(course)
    with pytest.raises(CourseError, match=rf"{name} holds the marks of a merge"):
        set_repository(course, HERE)
    assert everything(course) == before


def test_where_the_package_is_missing_the_set_up_cell_says_what_to_do():
    hidden = f"import sys\nsys.modules['course_utils'] = None\n{SETUP_WITHOUT_ADDRESS}"
    ran = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True)
    assert ran.returncode == 1
    assert "ModuleNotFoundError: This kernel does not have the course's package" in ran.stderr
    assert "`make lab` or `course lab`" in ran.stderr
    assert "During handling" not in ran.stderr


def test_in_a_notebook_the_set_up_cell_says_that_alone_and_what_is_below_does_not_run(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "course_utils.py").write_text("raise ModuleNotFoundError('it is not here')")
    root = make_course(tmp_path / "course", {"01_first": ["print('still running')"]})
    ran = execute(root / "notebooks" / "01_first.ipynb", {}, Progress(1, io.StringIO()))
    (error,) = ran.notebook.cells[1].outputs
    assert error.ename == "ModuleNotFoundError"
    assert error.traceback == error.evalue.splitlines()
    assert error.traceback[0] == "This kernel does not have the course's package."
    assert len(error.traceback) == 5
    assert [cell.get("outputs") for cell in ran.notebook.cells[2:]] == [[], []]


def test_where_the_package_cannot_be_fetched_the_set_up_cell_says_why_and_what_to_do(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    (tmp_path / "course_utils.py").write_text("raise ModuleNotFoundError('it is not here')")
    root = make_course(tmp_path / "course", {"01_first": []})
    set_repository(root, HERE)
    notebook = root / "notebooks" / "01_first.ipynb"
    nowhere = "https://127.0.0.1:9/someone/private"
    text = notebook.read_text(encoding="utf-8").replace(f"git+{HERE.url}", f"git+{nowhere}")
    notebook.write_text(text, encoding="utf-8")
    setup = execute(notebook, {}, Progress(1, io.StringIO())).notebook.cells[1]
    *before, error = setup.outputs
    assert error.traceback == error.evalue.splitlines()
    assert error.traceback[0] == f"The course's package could not be fetched from {HERE.url}"
    assert "the repository is private" in error.evalue
    said = "".join(output.text for output in before)
    assert "error" not in said.lower() and "git" not in said
