"""What the doctor says of versions that are known to break."""

import re

import pytest

from course_utils import cli
from course_utils.commands import doctor
from course_utils.commands.surroundings import known_faults as looks
from course_utils.commands.surroundings.finding import Finding

FINE = "ok       None of these versions is known to break"
TORCH, NUMPY = "pytorch/pytorch/issues/131662", "pytorch/pytorch/issues/131668"
LATE, EARLY = "jupyter-widgets/ipywidgets/issues/3577", "jupyter-widgets/ipywidgets/issues/3647"
PAGES, VSCODE = "jupyter/nbconvert/issues/2198", "microsoft/vscode-jupyter/issues/17228"
NAMED = {
    (): set(),
    (TORCH,): {"torch"},
    (TORCH, NUMPY): {"torch", "numpy"},
    (LATE,): {"ipywidgets", "jupyterlab_widgets"},
    (EARLY,): {"ipywidgets", "jupyterlab_widgets"},
    (PAGES,): {"nbconvert", "mistune"},
}
REPORT = re.compile(r"https://github\.com/[\w-]+/[\w-]+/(issues|pull)/\d+")


@pytest.fixture
def said(monkeypatch):
    """What is said where just these versions are installed, on this system."""

    def say(installed: dict[str, str], system: str = "linux", terminal: str = "") -> list[Finding]:
        monkeypatch.setattr(looks, "installed_version", installed.get)
        monkeypatch.setattr(looks.sys, "platform", system)
        monkeypatch.setenv("TERM_PROGRAM", terminal)
        return list(looks.known_faults())

    return say


@pytest.mark.parametrize(
    ("installed", "reports"),
    [
        ({"torch": "2.4.0", "numpy": "1.26.4"}, [TORCH]),
        ({"torch": "2.4.0+cu121", "numpy": "2.0.1"}, [TORCH, NUMPY]),
        ({"torch": "2.4.1", "numpy": "2.0.1"}, []),
        ({"torch": "2.10.0", "numpy": "2.0.1"}, []),
        ({"ipywidgets": "8.1.5", "jupyterlab_widgets": "1.1.1"}, [LATE]),
        ({"ipywidgets": "7.8.5", "jupyterlab_widgets": "3.0.13"}, [EARLY]),
        ({"ipywidgets": "8.1.5", "jupyterlab_widgets": "3.0.13"}, []),
        ({"ipywidgets": "7.7.1"}, []),
        ({"nbconvert": "7.16.4", "mistune": "3.1.0"}, [PAGES]),
        ({"nbconvert": "7.16.4", "mistune": "3.0.2"}, []),
        ({"nbconvert": "7.16.5", "mistune": "3.1.0"}, []),
    ],
)
def test_just_the_versions_that_break_are_named_with_the_report(said, installed, reports):
    findings = said(installed, system="win32")
    assert [f.to_do.rpartition("https://github.com/")[2] for f in findings if f.to_do] == reports
    named = {name for f in findings if f.to_do for name in f.what.partition(":")[0].split(" and ")}
    assert named == {f"{name} {installed[name]}" for name in NAMED[tuple(reports)]}


def test_where_nothing_is_known_to_break_that_is_said(said):
    (finding,) = said({"torch": "2.4.1"})
    assert str(finding) == FINE


def test_what_breaks_on_windows_alone_is_said_there_alone(said):
    installed = {"torch": "2.4.0", "numpy": "2.0.1"}
    assert [str(finding) for finding in said(installed, system="darwin")] == [FINE]
    assert [finding.mark for finding in said(installed, system="win32")] == ["problem", "problem"]


def test_the_kernel_that_hangs_in_vs_code_is_a_note_in_its_terminal_alone(said):
    installed = {"ipykernel": "7.1.0"}
    assert [str(finding) for finding in said(installed)] == [FINE]
    (finding,) = said(installed, terminal="vscode")
    assert finding.mark == "note"
    assert finding.to_do.endswith(VSCODE)


@pytest.mark.parametrize("fault", looks.KNOWN_FAULTS, ids=lambda fault: fault.source)
def test_each_row_says_what_to_do_and_names_a_report_that_anybody_can_read(fault):
    assert REPORT.fullmatch(fault.source)
    assert "pip install" in fault.to_do
    assert fault.versions


def test_a_fault_is_in_the_report_and_ends_it_with_1(monkeypatch, capsys):
    fault = looks.KnownFault({"ipython": ("", "")}, "it breaks", "Mend it.", "https://a.b")
    monkeypatch.setattr(doctor, "known_faults", lambda: looks.known_faults((fault,)))
    monkeypatch.setattr(doctor, "findings", lambda folder: doctor.quick_findings(folder))
    assert cli.main(["doctor"]) == 1
    assert ": it breaks.\n         Mend it.\n         https://a.b\n" in capsys.readouterr().out
