"""A wheel of the course holds all that the package needs, and works outside the checkout."""

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

import course_utils
from course_utils.explorers.views import VIEWS

ROOT = Path(course_utils.__file__).resolve().parents[1]
WHOLE = os.environ.get("COURSE_TEST_WHOLE") == "1"
PACKAGE = "course_utils"
USED = """\
import json, sys
import course_utils
from course_utils.authoring import pages_of_lessons
from course_utils.data import load_splits
from course_utils.explorers import pages
from course_utils.grading.export import pages as of_the_grader
scripts = [pages.source(name) for name in json.loads(sys.argv[1])]
templates = [*pages_of_lessons.TEMPLATES.iterdir(), *of_the_grader.TEMPLATES.iterdir()]
print(json.dumps({
    "file": course_utils.__file__, "images": len(load_splits().train),
    "scripts": sum("export default" in script for script in scripts),
    "templates": sorted(path.name for path in templates),
}))
"""


def tracked() -> list[str]:
    """The files of the package that git does not ignore, by their places in the checkout."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("This is no git checkout, so which files belong to the package is not known.")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", PACKAGE]
    asked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in asked.stdout.splitlines() if (ROOT / name).is_file()]


def unlisted(files: list[str], package_data: dict[str, list[str]]) -> list[str]:
    """The files that are not Python's and that no pattern of `package-data` takes into a wheel."""
    patterns = [
        f"{package.replace('.', '/')}/{pattern}"
        for package, own in package_data.items()
        for pattern in own
    ]
    data = [file for file in files if not file.endswith(".py")]
    return [f for f in data if not any(PurePosixPath(f).match(pattern) for pattern in patterns)]


def package_data() -> dict[str, list[str]]:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    return tools["setuptools"]["package-data"]


def test_every_file_of_the_package_that_is_not_python_is_listed():
    assert unlisted(tracked(), package_data()) == []


def test_a_file_of_another_kind_is_noticed():
    missing = [f"{PACKAGE}/explorers/new.css", f"{PACKAGE}/explorers/below/new.js"]
    planted = [*missing, f"{PACKAGE}/explorers/new.js", f"{PACKAGE}/new.py"]
    assert unlisted(planted, package_data()) == missing


def test_every_folder_with_python_in_it_is_a_package():
    folders = {Path(name).parent for name in tracked() if name.endswith(".py")}
    assert [f.as_posix() for f in folders if not (ROOT / f / "__init__.py").is_file()] == []


def test_the_version_stands_in_pyproject_and_in_the_package_alike():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == course_utils.__version__


if WHOLE:  # a wheel is built and installed: `make test-full`

    @pytest.fixture(scope="module")
    def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """An environment's folder of programs, with the wheel in it, outside the checkout."""
        folder = tmp_path_factory.mktemp("wheel")
        source, environment = folder / "source", folder / "env"
        for name in [*tracked(), "pyproject.toml", "README.md", "LICENSE"]:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, source / name)
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        run(folder, *pip, "wheel", "--quiet", "--no-deps", "--wheel-dir", "built", str(source))
        (wheel,) = (folder / "built").glob("*.whl")
        run(folder, sys.executable, "-m", "venv", "--without-pip", str(environment))
        programs = environment / ("Scripts" if os.name == "nt" else "bin")
        (site,) = [*environment.glob("lib/python*/site-packages"), *environment.glob("Lib/site*")]
        # Torch and the rest from here. Only the paths: what makes the checkout importable stays.
        packages = [entry for entry in sys.path if entry.endswith("site-packages")]
        (site / "from_here.pth").write_text("\n".join(packages), encoding="utf-8")
        python = str(programs / "python")
        run(folder, *pip, "--python", python, "install", "--quiet", "--no-deps", str(wheel))
        return programs

    def run(folder: Path, *command: str, fine: tuple[int, ...] = (0,)) -> str:
        """What a command prints that is run in a folder, on digits; it must end as it should."""
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        environment["COURSE_DATA"] = "digits"
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode in fine, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    def test_a_wheel_has_data_views_and_templates(installed, tmp_path):
        names = json.dumps([view.script for view in VIEWS])
        said = json.loads(
            run(tmp_path, str(installed / "python"), "-c", USED, names).splitlines()[-1]
        )
        assert Path(said["file"]).is_relative_to(installed.parent)
        assert said["images"] > 1000
        assert said["scripts"] == len(VIEWS)
        wanted = [Path(name).name for name in tracked() if "/templates/" in name]
        assert said["templates"] == sorted(wanted)

    def test_the_doctor_of_a_wheel_runs(installed, tmp_path):
        said = run(tmp_path, str(installed / "course"), "doctor", fine=(0, 1))
        assert "working together" in said
        assert said.splitlines()[-1].startswith(("Nothing stands", "1 problem", "2 problems"))
