"""The benchmark of a busy machine: what reaches a setting's process, and how its tables judge."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
import busy_machine
from busy_machine import DEFAULT, NETS, ONE_THREAD, STATES, print_losses, print_what_meets

SHORT = "GOMP_SPINCOUNT=1000"


def one_round(quiet: dict[str, float], busy: dict[str, float]) -> dict[tuple[str, str, str], float]:
    """A round's times, alike for both nets."""
    times = dict(zip(STATES, (quiet, busy), strict=True))
    return {(s, net, name): ms for s in STATES for net in NETS for name, ms in times[s].items()}


def rounds_with(quiet: float, busy: float) -> list[dict[tuple[str, str, str], float]]:
    """The default and one thread as they are, and a third setting of these times."""
    return [
        one_round(
            {DEFAULT: 3.0 * slow, ONE_THREAD: 5.0 * slow, SHORT: quiet * slow},
            {DEFAULT: 15.0 * slow, ONE_THREAD: 5.0 * slow, SHORT: busy * slow},
        )
        for slow in (1.0, 4.0, 1.1)  # a round in which all was slow does not count more
    ]


@pytest.mark.parametrize(
    ("quiet", "busy", "meets"),
    [(3.1, 6.4, True), (3.2, 6.4, False), (3.1, 6.6, False), (2.5, 4.0, True)],
)
def test_a_setting_meets_both_bounds_or_is_not_named(quiet, busy, meets, capsys):
    print_what_meets(rounds_with(quiet, busy), [DEFAULT, ONE_THREAD, SHORT])
    said = capsys.readouterr().out.strip().rpartition(": ")[2]
    assert said == (f"{SHORT}." if meets else "none.")


def test_ratios_are_those_within_a_round(capsys):
    busy_machine.print_times(rounds_with(3.0, 6.0), [DEFAULT, ONE_THREAD, SHORT])
    (row, _) = [line for line in capsys.readouterr().out.splitlines() if SHORT in line]
    assert row == (
        f"| {NETS[0]} | {SHORT} | 3.30 (3.00 to 12.00) | 1.00 | 6.60 (6.00 to 24.00) | 1.20 |"
    )


def test_other_numbers_are_told(capsys):
    found = {
        (net, name): {"quiet": "0x1.8p+0", "busy": "0x1.8p+0"}
        for net in NETS
        for name in (DEFAULT, ONE_THREAD, SHORT)
    }
    found[NETS[0], ONE_THREAD] = {"quiet": "0x1.9p+0", "busy": "0x1.9p+0"}
    found[NETS[1], SHORT] = {"quiet": "0x1.8p+0", "busy": "0x1.7p+0"}
    print_losses(found)
    rows = [line.split(" | ")[2:] for line in capsys.readouterr().out.splitlines()[3:]]
    same, other = ["0x1.8p+0", "the same", "yes |"], ["0x1.9p+0", "the same", "no |"]
    assert rows == [same, other, same, same, same, ["0x1.8p+0", "0x1.7p+0", "yes |"]]


def test_what_the_shell_says_of_threads_does_not_reach_a_setting(monkeypatch):
    given = []
    monkeypatch.setattr(
        busy_machine.subprocess, "Popen", lambda command, env, **_: given.append(env)
    )
    monkeypatch.setenv("OMP_NUM_THREADS", "7")
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")
    busy_machine.Asked(SHORT)
    ours = {name: value for name, value in given[0].items() if "OMP_" in name}
    assert ours == {"GOMP_SPINCOUNT": "1000"}
    assert given[0]["PATH"]


def test_the_other_process_is_there_only_while_it_is_asked_for(monkeypatch):
    started = []
    real = busy_machine.subprocess.Popen
    monkeypatch.setattr(
        busy_machine.subprocess,
        "Popen",
        lambda *args, **more: started.append(real(*args, **more)) or started[0],
    )
    with busy_machine.other_process("quiet"):
        assert started == []
    with busy_machine.other_process("busy"):
        assert started[0].poll() is None
    assert started[0].poll() is not None
