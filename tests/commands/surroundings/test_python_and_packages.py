"""What the doctor says of Python, packages, the kernel, and the name of the course's folder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course_utils.commands.surroundings import python_and_packages as looks

OWN_KERNEL = f"Run:  {sys.executable} -m ipykernel install --sys-prefix --name python3"


@pytest.mark.parametrize(
    ("version", "mark"),
    [((3, 10, 9), "problem"), ((3, 11, 0), "ok"), ((3, 13, 2), "ok"), ((3, 14, 0), "note")],
)
def test_python_3_11_to_3_13_is_fine_older_is_a_problem_and_newer_is_noted(version, mark):
    assert looks.check_python(version).mark == mark


def test_a_missing_package_is_a_problem_unless_it_is_not_needed():
    assert looks.check_package("no-such-package", "It").mark == "problem"
    assert looks.check_package("no-such-package", "It", needed=False).mark == "ok"
    assert looks.check_package("ipywidgets", "ipywidgets").what.startswith("ipywidgets ")


def test_on_colab_the_advice_is_a_cell_to_run(monkeypatch):
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    monkeypatch.setattr(looks, "find_spec", lambda name: None)
    advice = looks.check_package("ipywidgets", "ipywidgets").to_do
    assert advice == "In a cell run:  %pip install ipywidgets"


# The folder's name


@pytest.mark.parametrize(
    ("folder", "encoding", "version", "mark"),
    [
        ("강의", "cp1252", (3, 12), "problem"),
        ("강의", "ascii", (3, 11), "problem"),
        ("강의", "cp1252", (3, 13), "ok"),
        ("강의", "cp949", (3, 11), "ok"),
        ("강의", "utf-8", (3, 11), "ok"),
        ("course", "ascii", (3, 11), "ok"),
    ],
)
def test_a_folder_that_the_systems_encoding_cannot_hold_is_a_problem_up_to_3_12(
    folder, encoding, version, mark
):
    finding = looks.check_folder_name(Path("/home", folder), encoding, version)
    assert finding.mark == mark
    if mark == "problem":
        assert f"/home/{folder}" in finding.what.replace(os.sep, "/")
        assert encoding in finding.what
        assert "plain letters" in finding.to_do


@pytest.mark.skipif(os.name == "nt", reason="LC_ALL chooses the encoding on Linux and macOS")
def test_python_up_to_3_12_does_not_start_where_such_a_folder_is_installed_from(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", tmp_path / "env"], capture_output=True
    )
    assert done.returncode == 0
    (site,) = (tmp_path / "env").glob("lib/python*/site-packages")
    (site / "course.pth").write_text(f"{tmp_path}/강의\n", encoding="utf-8")
    started = subprocess.run(
        [tmp_path / "env" / "bin" / "python", "-c", "1"],
        env={"LC_ALL": "C"},
        capture_output=True,
        text=True,
        errors="replace",
    )
    if sys.version_info >= (3, 13):  # which reads these files as UTF-8
        assert started.returncode == 0
    else:
        assert started.returncode != 0
        assert "UnicodeDecodeError" in started.stderr


# The kernel


@pytest.fixture
def kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Have python3 start this command, before all other kernels of that name."""

    def install(python: str) -> None:
        folder = tmp_path / "jupyter" / "kernels" / "python3"
        folder.mkdir(parents=True)
        text = '{"argv": ["%s", "-m", "ipykernel_launcher"], "display_name": "Py", "language": "x"}'
        (folder / "kernel.json").write_text(text % python, encoding="utf-8")
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))

    return install


def other_python(folder: Path, source: str) -> str:
    """A program that stands for another Python; it ends as the source says."""
    path = folder / "other-python"
    path.write_text(f"#!{sys.executable}\n{source}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


not_on_windows = pytest.mark.skipif(os.name == "nt", reason="a script is no program on Windows")


def test_the_kernel_of_this_environment_is_fine():
    assert looks.check_kernel().mark == "ok"


@pytest.mark.parametrize("python", ["python", "python3", sys.executable])
def test_jupyters_own_python_is_fine_however_it_is_named(python, kernel):
    kernel(Path(python).as_posix())
    assert looks.check_kernel().mark == "ok"


def test_a_kernel_whose_python_is_gone_is_a_problem(kernel):
    kernel("/opt/removed/bin/python")
    finding = looks.check_kernel()
    assert finding.mark == "problem"
    assert finding.what.endswith("starts /opt/removed/bin/python, which does not start.")
    assert finding.to_do == OWN_KERNEL


@not_on_windows
def test_a_kernel_of_a_python_without_the_course_is_a_problem(kernel, tmp_path):
    kernel(other_python(tmp_path, "raise SystemExit(1)"))
    finding = looks.check_kernel()
    assert finding.mark == "problem"
    assert finding.what.endswith("other-python, which lacks the course.")
    assert finding.to_do == OWN_KERNEL


@not_on_windows
def test_a_kernel_of_another_python_with_the_course_is_a_note(kernel, tmp_path):
    kernel(other_python(tmp_path, "raise SystemExit(0)"))
    finding = looks.check_kernel()
    assert finding.mark == "note"
    assert "has the course too" in finding.to_do


@not_on_windows
def test_the_other_python_is_not_asked_in_the_courses_folder(tmp_path):
    here = other_python(
        tmp_path, f"import os; raise SystemExit(os.getcwd() == {os.path.realpath('.')!r})"
    )
    assert looks.look_at_kernel(here, "Py").mark == "note"


def test_a_kernel_that_cannot_be_read_is_a_problem(kernel, tmp_path):
    kernel("python")
    (tmp_path / "jupyter" / "kernels" / "python3" / "kernel.json").write_text("{", encoding="utf-8")
    finding = looks.check_kernel()
    assert finding.mark == "problem"
    assert finding.what.startswith("No Python kernel: ")


def test_without_a_home_the_kernel_is_not_what_is_at_fault(monkeypatch):
    def homeless(*_: object) -> None:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("jupyter_client.kernelspec.KernelSpecManager", homeless)
    finding = looks.check_kernel()
    assert finding.mark == "note"
    assert "without a home folder" in finding.what


def test_without_jupyter_there_is_nothing_to_say(monkeypatch):
    monkeypatch.setitem(sys.modules, "jupyter_client.kernelspec", None)
    assert looks.check_kernel().mark == "ok"
