"""With an address, as a fork has one, the course keeps to its rules as it does without."""

import shutil
from pathlib import Path

import nbformat
import pytest
from hygiene import problems

from course_utils.authoring.building import build
from course_utils.authoring.places import NOTEBOOK_FOLDERS, notebooks_in
from course_utils.authoring.repository import Repository, set_repository, setup_cell

ROOT = Path(__file__).resolve().parents[2]
FORK = Repository("somebody-with-a-long-name", "a-course-with-a-name-of-its-own")


@pytest.fixture(scope="module")
def fork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what names the address, with another one set."""
    root = tmp_path_factory.mktemp("fork")
    for name in ("pyproject.toml", "README.md", "CITATION.cff"):
        shutil.copy2(ROOT / name, root / name)
    for folder in NOTEBOOK_FOLDERS:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns(".*"))
    set_repository(root, FORK)
    return root


def test_every_notebook_keeps_to_the_rules(fork):
    found = {}
    for path in notebooks_in(fork):
        notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
        breaches = problems(notebook, path, setup_cell(FORK))
        found |= {f"{path.parent.name}/{path.name}": breaches} if breaches else {}
    assert found == {}


def test_the_exercises_are_what_the_solutions_give(fork):
    assert build(fork, check=True) == 0


def test_the_readme_is_no_longer(fork):
    lines = (fork / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 64 + 4  # the badges
