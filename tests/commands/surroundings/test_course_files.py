"""What the doctor says of the data, and of files that hide a module."""

from pathlib import Path

import pytest
from tiny_mnist import TinyMnist, write

from course_utils.commands.surroundings import course_files as looks
from course_utils.mnist_copies import RAW_SHA256, Survey


@pytest.mark.parametrize(
    ("choice", "mark"), [("", "ok"), (" MNIST ", "ok"), ("digits", "ok"), ("cifar", "problem")]
)
def test_a_course_data_that_cannot_be_read_is_a_problem(choice, mark, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", choice)
    assert looks.check_course_data().mark == mark


def test_a_course_data_dir_that_names_no_folder_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_DATA_DIR", raising=False)
    assert looks.check_course_data_dir().mark == "ok"
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    assert looks.check_course_data_dir().mark == "ok"
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path / "none"))
    finding = looks.check_course_data_dir()
    assert finding.mark == "problem"
    assert finding.what.endswith("none: not a folder.")


# MNIST


def survey(tmp_path, *good: str, damaged: tuple[str, ...] = ()) -> Survey:
    return Survey(
        {name: tmp_path / "raw" / name for name in good}, [tmp_path / name for name in damaged]
    )


def test_mnist_on_this_machine_is_said_with_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(looks, "survey_folders", lambda: survey(tmp_path, *RAW_SHA256))
    finding = looks.check_data()
    assert finding.mark == "ok"
    assert finding.what.endswith("raw")


def test_missing_mnist_is_noted_with_both_ways_on(tmp_path, monkeypatch):
    monkeypatch.setattr(looks, "survey_folders", lambda: survey(tmp_path))
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    finding = looks.check_data()
    assert finding.mark == "note"
    assert finding.what.startswith("MNIST is not here yet; it was looked for in ., ")
    assert finding.what.count(" data, ") == 1
    assert "embedded digits" in finding.to_do
    assert "COURSE_DATA_DIR" in finding.to_do


def test_a_damaged_file_is_named(tmp_path, monkeypatch):
    damaged = survey(tmp_path, damaged=("t10k-labels-idx1-ubyte",))
    monkeypatch.setattr(looks, "survey_folders", lambda: damaged)
    finding = looks.check_data()
    assert finding.mark == "note"
    assert "t10k-labels-idx1-ubyte" in finding.what


@pytest.mark.parametrize(
    "below", ["{original}", "{original}.gz", "{name}/{name}", "{name}/{original}"]
)
def test_mnist_under_other_names_is_found(below, tiny: TinyMnist, cache: Path):
    held = tiny.packed if below.endswith(".gz") else tiny.raw
    for name in tiny.raw:
        path = cache / below.format(name=name, original=name.replace("-idx", ".idx"))
        write(path.parent, {path.name: held[f"{name}.gz" if held is tiny.packed else name]})
    finding = looks.check_data()
    assert finding.mark == "ok"
    assert finding.what.startswith("MNIST is in ../data")


# Files that hide a module


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course whose files are fine, to be spoilt."""
    for folder in ("work/notebooks", "work/exercises", "notebooks", "exercises"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("my_helpers.py", "two words.py", "random.ipynb", "torch.md", "torch.pt"):
        (tmp_path / "work" / "exercises" / name).touch()
    (tmp_path / "work" / "torch").mkdir()  # no package, so the real one comes first
    return tmp_path


def test_files_of_ones_own_are_fine(course, tmp_path_factory):
    assert looks.check_hidden_modules(course).mark == "ok"
    assert looks.check_hidden_modules(tmp_path_factory.mktemp("without_work")).mark == "ok"


@pytest.mark.parametrize("folder", ["work", "work/notebooks", "work/exercises", "notebooks"])
@pytest.mark.parametrize("name", ["random", "email", "torch", "numpy", "course_utils", "tqdm"])
def test_a_file_with_a_modules_name_is_a_problem(folder, name, course):
    (course / folder / f"{name}.py").touch()
    finding = looks.check_hidden_modules(course)
    assert finding.mark == "problem"
    assert f"{folder}/{name}.py: `import {name}` finds this file" in finding.what
    assert f"to my_{name}.py for example" in finding.to_do


def test_a_package_hides_a_module_too(course):
    (course / "work" / "torch" / "__init__.py").touch()
    finding = looks.check_hidden_modules(course)
    assert finding.mark == "problem"
    assert "work/torch" in finding.what


def test_several_are_all_named(course):
    for name in ("work/random.py", "work/notebooks/torch.py"):
        (course / name).touch()
    finding = looks.check_hidden_modules(course)
    assert "work/random.py" in finding.what and "work/notebooks/torch.py" in finding.what


def test_the_hidden_module_is_found_even_where_python_looks_in_the_folder_first(
    course, monkeypatch
):
    monkeypatch.syspath_prepend(str(course / "work"))
    (course / "work" / "numpy.py").touch()
    (course / "work" / "own.py").touch()
    finding = looks.check_hidden_modules(course)
    assert "numpy.py" in finding.what and "own.py" not in finding.what
