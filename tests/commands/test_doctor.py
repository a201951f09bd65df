"""`course doctor`: each look is printed when it is done; the exit status says if all is well."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from course_utils import cli
from course_utils.commands import doctor
from course_utils.commands.surroundings import (
    course_files,
    machine,
    python_and_packages,
    torch_and_friends,
)
from course_utils.commands.surroundings.finding import Finding

FINE, BROKEN = Finding("ok", "fine"), Finding("problem", "Broken.", "Mend it.")
LOOKED_AT = (course_files, machine, python_and_packages)


class AllIsWell:
    """Stands for the trial of torch."""

    def __enter__(self) -> "AllIsWell":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def findings(self) -> list[Finding]:
        return [FINE]


@pytest.fixture
def all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "TrialOfTorch", AllIsWell)
    for module in LOOKED_AT:
        for name in [name for name in vars(module) if name.startswith("check_")]:
            monkeypatch.setattr(module, name, lambda *_, **__: FINE)


def checks() -> list[tuple[object, str]]:
    return [(m, name) for m in LOOKED_AT for name in vars(m) if name.startswith("check_")]


def test_the_command_ends_with_0_without_problems(all_is_well, capsys):
    assert cli.main(["doctor"]) == 0
    assert capsys.readouterr().out.endswith("\n\nNothing stands in the way.\n")


@pytest.mark.parametrize(
    ("module", "name"), checks(), ids=lambda value: getattr(value, "name", value)
)
def test_each_look_is_in_the_report_and_a_problem_ends_it_with_1(
    module, name, all_is_well, monkeypatch, capsys
):
    monkeypatch.setattr(module, name, lambda *_, **__: BROKEN)
    assert cli.main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "problem  Broken.\n         Mend it.\n" in said
    assert ": do what stands beneath, and ask again." in said


def test_the_trial_of_torch_is_in_the_report(all_is_well, monkeypatch, capsys):
    monkeypatch.setattr(AllIsWell, "findings", lambda self: [FINE, BROKEN])
    assert cli.main(["doctor"]) == 1
    assert "1 problem: do what stands beneath" in capsys.readouterr().out


def test_lines_come_as_they_are_found(all_is_well, monkeypatch, capsys):
    said: list[str] = []

    def so_far(then: Finding) -> Callable[..., Finding]:
        def look(*_: object) -> Finding:
            said.append(capsys.readouterr().out)
            return then

        return look

    monkeypatch.setattr(machine, "check_busy", so_far(FINE))
    monkeypatch.setattr(course_files, "check_data", so_far(FINE))
    doctor.main(None)
    assert said[0] == "ok       fine\n"  # the version of Python, before the next look
    assert said[1].count("\n") > 5


def test_the_doctor_itself_takes_no_heavy_package_with_it():
    source = (
        "import sys, course_utils.commands.doctor; from course_utils.commands.surroundings import "
        "course_files; course_files.check_data(); "
        "print({'torch', 'torchvision', 'sklearn', 'numpy'} & set(sys.modules))"
    )
    asked = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True)
    assert asked.stdout == "set()\n", asked.stderr


def test_what_to_do_stands_beneath():
    assert str(Finding("problem", "Broken.", "Do this.\nThen that.")).splitlines() == [
        "problem  Broken.",
        "         Do this.",
        "         Then that.",
    ]


def test_a_trial_that_is_left_early_ends_its_process():
    waits = [sys.executable, "-c", "import time; time.sleep(600)"]
    with torch_and_friends.TrialOfTorch(waits) as trial:
        assert trial.running.poll() is None
    assert trial.running.returncode not in (None, 0)  # 0: it ended by itself, ten minutes later
