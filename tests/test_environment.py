"""`environment.yml` and `pyproject.toml` name the same packages with the same lower bounds."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
CONDA_NAMES = {"torch": "pytorch", "matplotlib": "matplotlib-base"}
EXTRAS = ("lab", "instructor")


def bounds_of_project(project: dict[str, Any]) -> dict[str, str]:
    """Conda-forge's name → lower bound, of Python, the dependencies and the extras."""
    requirements = list(project["dependencies"])
    for extra in EXTRAS:
        requirements += project["optional-dependencies"][extra]
    bounds = dict(requirement.split(">=") for requirement in requirements)
    renamed = {CONDA_NAMES.get(name, name): bound for name, bound in bounds.items()}
    return {"python": project["requires-python"].removeprefix(">="), **renamed}


def bounds_of_environment(environment: dict[str, Any]) -> dict[str, str]:
    """Name → lower bound, of all that conda installs but pip itself."""
    specs = [spec for spec in environment["dependencies"] if isinstance(spec, str)]
    pairs = [re.fullmatch(r"([\w.-]+)(?: >=([\d.]+)(?:,<[\d.]+)?)?", spec) for spec in specs]
    return {pair[1]: pair[2] for pair in pairs if pair[1] != "pip"}


def differences(project: dict[str, Any], environment: dict[str, Any]) -> set[str]:
    """The packages that only one side names, or that the two sides bound differently."""
    ours, theirs = bounds_of_project(project), bounds_of_environment(environment)
    return {name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)}


@pytest.fixture
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture
def environment() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def test_both_files_name_the_same_packages_with_the_same_bounds(project, environment):
    assert differences(project, environment) == set()


def test_a_package_that_conda_lacks_is_noticed(project, environment):
    environment["dependencies"].remove("tqdm >=4.66")
    assert differences(project, environment) == {"tqdm"}


def test_a_package_that_only_conda_has_is_noticed(project, environment):
    environment["dependencies"].append("pandas >=2.0")
    assert differences(project, environment) == {"pandas"}


def test_another_bound_is_noticed_on_either_side(project, environment):
    environment["dependencies"].remove("pytorch >=2.4")
    environment["dependencies"].append("pytorch >=2.5")
    project["optional-dependencies"]["lab"][0] = "jupyterlab>=4.3"
    assert differences(project, environment) == {"pytorch", "jupyterlab"}


def test_a_bound_that_is_left_out_is_noticed(project, environment):
    environment["dependencies"].remove("numpy >=1.26")
    environment["dependencies"].append("numpy")
    assert differences(project, environment) == {"numpy"}


def test_conda_takes_everything_from_conda_forge_and_the_course_from_its_folder(environment):
    assert environment["channels"] == ["conda-forge"]
    assert {"pip": ["-e ."]} in environment["dependencies"]
    assert "python >=3.11,<3.14" in environment["dependencies"]
