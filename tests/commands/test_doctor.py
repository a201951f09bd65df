"""`course doctor`: each check says in plain words when what it looks at is broken."""

import shutil
from importlib import metadata

import pytest

from course_utils import cli
from course_utils.commands import doctor
from course_utils.commands.doctor import Finding
from course_utils.data import mnist_files


@pytest.mark.parametrize(
    ("version", "mark"),
    [((3, 10, 9), "problem"), ((3, 11, 0), "ok"), ((3, 13, 2), "ok"), ((3, 14, 0), "note")],
)
def test_python_3_11_to_3_13_is_fine_older_is_a_problem_and_newer_is_noted(version, mark):
    assert doctor.check_python(version).mark == mark


def test_a_missing_torchvision_is_named_with_what_to_do(monkeypatch):
    monkeypatch.setattr(doctor, "installed_version", {"torch": "2.4.0"}.get)
    finding = doctor.check_torch_and_torchvision()
    assert finding.what == "Not installed: torchvision."
    assert "pip install" in finding.to_do


def test_a_torchvision_made_for_another_torch_is_a_problem(monkeypatch):
    monkeypatch.setattr(metadata, "requires", lambda name: ["numpy", "torch==2.3.1"])
    finding = doctor.check_torch_and_torchvision()
    assert finding.mark == "problem"
    assert "needs torch 2.3.1" in finding.what


def test_a_pair_that_cannot_work_together_is_a_problem(monkeypatch):
    def broken() -> None:
        raise RuntimeError("operator torchvision::nms does not exist\nmore lines")

    monkeypatch.setattr(doctor, "use_compiled_operator", broken)
    finding = doctor.check_torch_and_torchvision()
    assert finding.mark == "problem"
    assert finding.what.endswith("do not work: operator torchvision::nms does not exist")
    assert "--force-reinstall torch torchvision" in finding.to_do


def test_the_pair_installed_here_works():
    assert doctor.check_torch_and_torchvision().mark == "ok"


@pytest.mark.parametrize("version", ["2.4.1", "2.4.1+cpu", "2.4.1.post303"])
def test_only_the_leading_numbers_of_the_versions_have_to_agree(version, monkeypatch):
    monkeypatch.setattr(metadata, "requires", lambda name: ["torch==2.4.1"])
    monkeypatch.setattr(doctor, "installed_version", lambda name: version)
    assert doctor.check_torch_and_torchvision().mark == "ok"


def test_on_colab_the_advice_is_a_cell_to_run(monkeypatch):
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    monkeypatch.setattr(doctor, "find_spec", lambda name: None)
    advice = doctor.check_package("ipywidgets", "ipywidgets").to_do
    assert advice == "In a cell run:  %pip install ipywidgets"
    monkeypatch.setattr(metadata, "requires", lambda name: ["torch==2.3.1"])
    advice = doctor.check_torch_and_torchvision().to_do
    assert "%pip install --force-reinstall torch torchvision" in advice
    assert "folder" not in advice


@pytest.mark.parametrize(
    ("choice", "mark"), [("", "ok"), (" MNIST ", "ok"), ("digits", "ok"), ("cifar", "problem")]
)
def test_a_course_data_that_cannot_be_read_is_a_problem(choice, mark, monkeypatch):
    monkeypatch.setenv("COURSE_DATA", choice)
    assert doctor.check_course_data().mark == mark


def test_a_course_data_dir_that_names_no_folder_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.delenv("COURSE_DATA_DIR", raising=False)
    assert doctor.check_course_data_dir().mark == "ok"
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    assert doctor.check_course_data_dir().mark == "ok"
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path / "none"))
    finding = doctor.check_course_data_dir()
    assert finding.mark == "problem"
    assert finding.what.endswith("none: not a folder.")


@pytest.mark.parametrize(
    ("requirements", "wanted"),
    [
        (["numpy", "torch==2.4.0", "pillow"], "2.4.0"),
        (["torch (==2.4.0)"], "2.4.0"),
        (["torch"], None),
        (["torchaudio==2.4.0"], None),
    ],
)
def test_the_torch_that_torchvision_needs_is_read_from_its_requirements(requirements, wanted):
    assert doctor.wanted_torch(requirements) == wanted


def test_a_gpu_is_named(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda: "Made-up GPU")
    assert doctor.check_gpu() == Finding("ok", "GPU: Made-up GPU")


@pytest.fixture
def no_gpu(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.backends.mps.is_available", lambda: False)


def test_only_on_colab_a_missing_gpu_comes_with_colabs_menu(no_gpu, monkeypatch):
    monkeypatch.delenv("COLAB_RELEASE_TAG", raising=False)
    assert doctor.check_gpu().mark == "ok"
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    finding = doctor.check_gpu()
    assert finding.mark == "note"
    assert "Runtime → Change runtime type → GPU" in finding.to_do


def survey(tmp_path, *good: str, damaged: tuple[str, ...] = ()) -> mnist_files.Survey:
    return mnist_files.Survey(
        {name: tmp_path / "raw" / name for name in good}, [tmp_path / name for name in damaged]
    )


def test_mnist_on_this_machine_is_said_with_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(
        mnist_files, "survey_folders", lambda: survey(tmp_path, *mnist_files.RAW_SHA256)
    )
    finding = doctor.check_data()
    assert finding.mark == "ok"
    assert finding.what.endswith("raw")


def test_missing_mnist_is_noted_with_both_ways_on(tmp_path, monkeypatch):
    monkeypatch.setattr(mnist_files, "survey_folders", lambda: survey(tmp_path))
    monkeypatch.setenv("COURSE_DATA_DIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    finding = doctor.check_data()
    assert finding.mark == "note"
    assert finding.what.startswith("MNIST is not here yet; it was looked for in ., ")
    assert ", data, " in finding.what
    assert "embedded digits" in finding.to_do
    assert "COURSE_DATA_DIR" in finding.to_do


def test_a_damaged_file_is_named(tmp_path, monkeypatch):
    damaged = survey(tmp_path, damaged=("t10k-labels-idx1-ubyte",))
    monkeypatch.setattr(mnist_files, "survey_folders", lambda: damaged)
    finding = doctor.check_data()
    assert finding.mark == "note"
    assert "t10k-labels-idx1-ubyte" in finding.what


def test_a_missing_package_is_a_problem_unless_it_is_not_needed():
    assert doctor.check_package("no-such-package", "It").mark == "problem"
    assert doctor.check_package("no-such-package", "It", needed=False).mark == "ok"
    assert doctor.check_package("ipywidgets", "ipywidgets").what.startswith("ipywidgets ")


def test_little_disk_space_is_a_problem(tmp_path):
    free = shutil.disk_usage(tmp_path).free
    assert doctor.check_disk(tmp_path, needed=2 * free).mark == "problem"
    assert doctor.check_disk(tmp_path, needed=1).mark == "ok"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    in_the_way = tmp_path / "work"
    in_the_way.write_text("a file where a folder should be", encoding="utf-8")
    finding = doctor.check_writable([in_the_way, tmp_path / "data"])
    assert finding.mark == "problem"
    assert finding.what == "Nothing can be written in work/."
    assert doctor.check_writable([tmp_path / "data", tmp_path / "results"]).mark == "ok"


def test_what_to_do_stands_beneath():
    assert str(Finding("problem", "Broken.", "Do this.\nThen that.")).splitlines() == [
        "problem  Broken.",
        "         Do this.",
        "         Then that.",
    ]


def test_the_command_ends_with_0_without_problems_and_with_1_otherwise(monkeypatch, capsys):
    fine = Finding("ok", "fine")
    for name in [name for name in vars(doctor) if name.startswith("check_")]:
        monkeypatch.setattr(doctor, name, lambda *_, **__: fine)
    assert cli.main(["doctor"]) == 0
    assert "Nothing stands in the way." in capsys.readouterr().out
    monkeypatch.setattr(doctor, "check_gpu", lambda: Finding("problem", "Broken.", "Mend it."))
    assert cli.main(["doctor"]) == 1
    assert "1 problem: do what stands beneath" in capsys.readouterr().out
