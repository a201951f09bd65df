"""What the doctor says of torch: missing, ill-matched, broken, ended by a library."""

import json
import sys
from importlib import metadata
from pathlib import Path

import pytest

from course_utils.commands.environments import lower_bounds, read_project
from course_utils.commands.surroundings import torch_and_friends as looks
from course_utils.commands.surroundings import torch_apart
from course_utils.commands.surroundings.finding import Finding

ROOT = Path(__file__).parents[3]
MENDED = "--force-reinstall torch torchvision"
WELL = [
    {"torch": None},
    {"operator": None},
    {"gpu": ""},
    {"openmp": [["libgomp", "/torch/libgomp.so.1"], ["libgomp", "/sklearn/libgomp.so.1"]]},
]
OMP_15 = (
    "OMP: Error #15: Initializing libomp.dylib, but found libiomp5.dylib already initialized.\n"
    "OMP: Hint This means that multiple copies of the OpenMP runtime have been linked."
)


def findings(lines: list[dict], errors: str = "", status: int = 0) -> list[Finding]:
    """What is said where the process apart says these lines and ends so."""
    source = (
        f"import sys; print({chr(10).join(map(json.dumps, lines))!r}); "
        f"sys.stderr.write({errors!r}); sys.exit({status})"
    )
    with looks.TrialOfTorch([sys.executable, "-S", "-c", source]) as trial:
        return list(trial.findings())


def test_where_all_is_well_nothing_is_to_be_done():
    found = findings(WELL)
    assert [finding.mark for finding in found] == ["ok"] * 3
    assert found[0].what.endswith("working together")
    assert {finding.to_do for finding in found} == {""}


def test_what_is_installed_here_works():
    with looks.TrialOfTorch() as trial:
        marks = [finding.mark for finding in trial.findings()]
    assert marks == ["ok"] * 3


# Versions


@pytest.fixture
def versions(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The versions that seem to be installed."""
    seeming = {"torch": "2.4.0", "torchvision": "0.19.0"}
    monkeypatch.setattr(looks, "installed_version", seeming.get)
    monkeypatch.setattr(metadata, "requires", lambda name: ["numpy", "torch==2.4.0"])
    return seeming


def test_a_missing_torchvision_is_named_with_what_to_do_and_nothing_is_tried(versions):
    del versions["torchvision"]
    with looks.TrialOfTorch() as trial:
        assert trial.running is None
        finding, gpu = trial.findings()
    assert (finding.mark, finding.what) == ("problem", "Not installed: torchvision.")
    assert "pip install" in finding.to_do
    assert gpu.what == "Whether there is a GPU cannot be told without a working torch."


def test_a_torchvision_made_for_another_torch_is_a_problem(versions):
    versions["torch"] = "2.3.1"
    finding = looks.check_versions()
    assert finding.mark == "problem"
    assert "needs torch 2.4.0" in finding.what


def test_a_pair_that_is_too_old_is_a_problem(versions, monkeypatch):
    versions |= {"torch": "2.2.2", "torchvision": "0.17.2"}
    monkeypatch.setattr(metadata, "requires", lambda name: ["torch==2.2.2"])
    assert "are too old; 2.4 and 0.19 are needed" in looks.check_versions().what
    oldest = lower_bounds(read_project(ROOT), ())
    assert (oldest["torch"], oldest["torchvision"]) == ("2.4", "0.19")
    assert looks.release(oldest["torch"]) == looks.OLDEST_TORCH


@pytest.mark.parametrize("version", ["2.4.0", "2.4.0+cpu", "2.4.0.post303"])
def test_only_the_leading_numbers_of_the_versions_have_to_agree(version, versions):
    versions["torch"] = version
    assert looks.check_versions() is None


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
    assert looks.wanted_torch(requirements) == wanted


@pytest.mark.parametrize(
    ("system", "machine", "torch", "said"),
    [
        ("darwin", "x86_64", None, True),
        ("darwin", "x86_64", "2.2.2", True),
        ("darwin", "x86_64", "2.6.0", False),  # as conda-forge has it
        ("darwin", "arm64", None, False),
        ("linux", "x86_64", None, False),
    ],
)
def test_an_intel_mac_is_sent_to_conda_or_to_colab(
    system, machine, torch, said, versions, monkeypatch
):
    monkeypatch.setattr(looks.sys, "platform", system)
    monkeypatch.setattr(looks.platform, "machine", lambda: machine)
    versions["torch"] = torch
    finding = looks.check_processor()
    assert (finding is not None) == said
    if said:
        assert finding.mark == "problem"
        assert "conda env create" in finding.to_do and "Colab" in finding.to_do


# What the process apart met


def test_a_torch_that_cannot_be_imported_is_a_problem(versions):
    finding, gpu = findings([{"torch": "cannot import name 'x' from 'torch'\nmore lines"}])
    assert finding.mark == "problem"
    assert finding.what.endswith("torch does not work: cannot import name 'x' from 'torch'")
    assert MENDED in finding.to_do
    assert gpu.mark == "note"


@pytest.mark.parametrize(
    "error",
    [
        "[WinError 126] The specified module could not be found. Error loading "
        '"C:\\torch\\lib\\c10.dll" or one of its dependencies.',
        "[WinError 1114] 동적 연결 라이브러리(DLL) 초기화 루틴을 실행할 수 없습니다. Error loading",
        "DLL load failed while importing _C: 지정된 모듈을 찾을 수 없습니다.",
    ],
)
def test_windows_missing_runtime_is_named_with_where_it_is_to_be_had(error):
    finding, _ = findings([{"torch": error}])
    assert finding.mark == "problem"
    assert "Microsoft Visual C++" in finding.to_do
    assert "https://aka.ms/vc14/vc_redist.x64.exe" in finding.to_do


def test_a_pair_that_cannot_work_together_is_a_problem():
    broken = {"operator": "operator torchvision::nms does not exist\nmore lines"}
    finding, gpu, _ = findings([{"torch": None}, broken, *WELL[2:]])
    assert finding.mark == "problem"
    assert finding.what.endswith("do not work: operator torchvision::nms does not exist")
    assert MENDED in finding.to_do
    assert gpu.mark == "ok"


@pytest.mark.parametrize("lines", [[], WELL[:1], WELL[:2]])
def test_a_library_that_ends_the_process_does_not_end_the_doctor(lines):
    finding, gpu = findings(lines, "terminate called\nIllegal instruction (core dumped)\n", 132)
    assert finding.mark == "problem"
    assert finding.what.endswith("do not work: Illegal instruction (core dumped)") or (
        finding.what.endswith("torch does not work: Illegal instruction (core dumped)")
    )
    assert gpu.mark == "note"


def test_a_process_that_ends_without_a_word_is_told_by_its_status():
    finding, _ = findings([], status=3)
    assert finding.what.endswith("Python ended with status 3")


def test_a_process_that_never_ends_is_ended(monkeypatch):
    monkeypatch.setattr(looks, "LONGEST", 0.2)
    with looks.TrialOfTorch([sys.executable, "-c", "import time; time.sleep(600)"]) as trial:
        finding, _ = trial.findings()
    assert finding.mark == "problem"


def test_a_python_that_cannot_be_started_again_does_not_end_the_doctor():
    with looks.TrialOfTorch(["/not/there/python"]) as trial:
        finding, gpu = trial.findings()
    assert finding.mark == "problem"
    assert "No such file" in finding.what
    assert gpu.mark == "note"


def test_words_of_a_library_between_the_lines_do_no_harm():
    with looks.TrialOfTorch(
        [sys.executable, "-c", "print('a warning'); print(1); print('{\"torch\": null}')"]
    ) as trial:
        finding, _ = trial.findings()
    assert "Python ended with status 0" in finding.what


def test_on_colab_the_advice_is_a_cell_to_run(monkeypatch, versions):
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    versions["torch"] = "2.3.1"
    advice = looks.check_versions().to_do
    assert f"%pip install {MENDED}" in advice
    assert "folder" not in advice


# GPU


def test_a_gpu_is_named():
    assert looks.what_gpu("Made-up GPU") == Finding("ok", "GPU: Made-up GPU")


def test_only_on_colab_a_missing_gpu_comes_with_colabs_menu(monkeypatch):
    monkeypatch.delenv("COLAB_RELEASE_TAG", raising=False)
    assert looks.what_gpu("").mark == "ok"
    monkeypatch.setenv("COLAB_RELEASE_TAG", "release")
    finding = looks.what_gpu("")
    assert finding.mark == "note"
    assert "Runtime → Change runtime type → GPU" in finding.to_do


# OpenMP


@pytest.mark.parametrize("lines", [[], WELL[:3]])
def test_two_openmp_runtimes_that_end_python_are_a_problem(lines):
    found = findings(lines, OMP_15, 134)
    (finding,) = [finding for finding in found if finding.mark == "problem"]
    assert finding.what.startswith("Two OpenMP runtimes end Python: OMP: Error #15: Initializing")
    assert "fresh\nenvironment" in finding.to_do


TWO_OF_A_FAMILY = [["libiomp", "/conda/libiomp5.so"], ["libomp", "/torch/libomp.so"]]


def test_two_of_one_family_that_go_on_are_a_note(monkeypatch):
    monkeypatch.delenv("KMP_DUPLICATE_LIB_OK", raising=False)
    *_, finding = findings([*WELL[:3], {"openmp": TWO_OF_A_FAMILY}])
    assert finding.mark == "note"
    assert "/conda/libiomp5.so, /torch/libomp.so" in finding.what


def test_two_that_go_on_because_the_error_was_silenced_are_a_problem(monkeypatch):
    monkeypatch.setenv("KMP_DUPLICATE_LIB_OK", "TRUE")
    *_, finding = findings([*WELL[:3], {"openmp": TWO_OF_A_FAMILY}])
    assert finding.mark == "problem"
    assert "numbers may be wrong" in finding.what


@pytest.mark.parametrize(
    "held", [[], TWO_OF_A_FAMILY[:1], [TWO_OF_A_FAMILY[0], ["libgomp", "/sklearn/libgomp.so"]]]
)
def test_one_of_each_family_is_fine(held):
    *_, finding = findings([*WELL[:3], {"openmp": held}])
    assert finding.mark == "ok"


# The process apart


def test_it_says_each_look_in_a_line(capsys):
    torch_apart.main()
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [list(line) for line in lines] == [["torch"], ["operator"], ["gpu"], ["openmp"]]
    assert lines[:2] == WELL[:2]
    assert all(Path(path).is_file() for _, path in lines[3]["openmp"])


def test_a_torch_that_fails_is_its_only_line(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "torch", None)
    torch_apart.main()
    (line,) = capsys.readouterr().out.splitlines()
    assert "torch" in json.loads(line)["torch"]


def test_a_compiled_library_for_another_torch_is_told(capsys, monkeypatch, tmp_path):
    wrong = tmp_path / "_C.so"
    wrong.write_bytes(b"no library")
    monkeypatch.setattr(torch_apart, "_compiled_libraries", lambda *_: [str(wrong)])
    monkeypatch.setitem(sys.modules, "torchvision.ops", None)
    torch_apart.main()
    lines = capsys.readouterr().out.splitlines()
    assert "torchvision.ops" in json.loads(lines[1])["operator"]


def test_where_the_compiled_library_is_not_found_torchvision_decides(capsys, monkeypatch):
    monkeypatch.setattr(torch_apart, "_compiled_libraries", lambda *_: ["/not/there.so"])
    torch_apart.use_compiled_operator()


def test_the_operators_library_is_found_without_importing_torchvision():
    (library,) = torch_apart._compiled_libraries("torchvision", "_C")
    assert Path(library).is_file()
    assert torch_apart._compiled_libraries("no_such_package", "_C") == []


def test_a_gpu_is_seen_by_its_name(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: True)
    monkeypatch.setattr("torch.cuda.get_device_name", lambda: "Made-up GPU")
    assert torch_apart.name_of_gpu() == "Made-up GPU"
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.backends.mps.is_available", lambda: True)
    assert torch_apart.name_of_gpu() == "Apple (MPS)"
