"""What the doctor says of the computer and its user: disk, folders, home, a busy processor."""

import getpass
import os
import shutil
from pathlib import Path

import pytest

from course_utils.commands.surroundings import machine as looks


def test_little_disk_space_is_a_problem(tmp_path):
    free = shutil.disk_usage(tmp_path).free
    assert looks.check_disk(tmp_path, needed=2 * free).mark == "problem"
    assert looks.check_disk(tmp_path, needed=1).mark == "ok"


def test_a_place_that_cannot_be_written_to_is_named(tmp_path):
    in_the_way = tmp_path / "work"
    in_the_way.write_text("a file where a folder should be", encoding="utf-8")
    finding = looks.check_writable([in_the_way, tmp_path / "data"])
    assert finding.mark == "problem"
    assert finding.what == "Nothing can be written in work/."
    assert looks.check_writable([tmp_path / "data", tmp_path / "results"]).mark == "ok"


# Home


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that is fine, to be spoilt."""
    monkeypatch.setattr(looks.Path, "home", lambda: tmp_path / "home")
    monkeypatch.setattr(getpass, "getuser", lambda: "ada")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def test_a_home_that_can_be_written_to_is_fine(home):
    assert looks.check_home().mark == "ok"


def test_a_user_id_without_a_home_is_a_problem(home, monkeypatch):
    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(looks.Path, "home", homeless)
    finding = looks.check_home()
    assert finding.mark == "problem"
    assert "has no home folder" in finding.what
    assert "export HOME=" in finding.to_do


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="user ids are not Windows'")
def test_the_user_id_is_named(home, monkeypatch):
    home.rmdir()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert "(id 12345)" in looks.check_home().what


def test_a_home_that_is_not_there_is_a_problem(home):
    home.rmdir()
    finding = looks.check_home()
    assert finding.mark == "problem"
    assert "cannot be written to" in finding.what


def test_a_home_that_cannot_be_written_to_is_a_problem(home, monkeypatch):
    monkeypatch.setattr(looks, "_can_write", lambda folder: folder != home)
    assert looks.check_home().mark == "problem"


@pytest.mark.parametrize("error", [KeyError("uid not found: 12345"), OSError("No username set")])
def test_a_user_id_without_a_name_is_noted(error, home, monkeypatch):
    def nameless() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nameless)
    finding = looks.check_home()
    assert finding.mark == "note"
    assert "export USER=" in finding.to_do


# A busy processor


def test_a_free_processor_needs_one_look():
    shares = iter([0.97])
    assert looks.check_busy(lambda: next(shares)).mark == "ok"


def test_a_short_burst_is_not_worth_a_word():
    shares = iter([0.5, 0.6, 0.95])
    assert looks.check_busy(lambda: next(shares)).mark == "ok"


def test_what_stays_busy_is_a_note_with_what_is_left(monkeypatch):
    monkeypatch.setattr(looks, "usable_cores", lambda: 2)
    finding = looks.check_busy(lambda: 2 / 3)  # two cores and three that want them
    assert finding.mark == "note"
    assert finding.what.endswith("using the processor: 1.3 of 2 cores are left.")
    assert "another training" in finding.to_do


def test_what_is_measured_is_this_process_against_the_clock(monkeypatch):
    monkeypatch.setattr(looks, "usable_cores", lambda: 2)
    monkeypatch.setattr(looks, "_compute_until", lambda moment: None)
    clock, used = iter([10.0, 10.5]), iter([3.0, 3.7])
    monkeypatch.setattr(looks.time, "perf_counter", lambda: next(clock))
    monkeypatch.setattr(looks.time, "process_time", lambda: next(used))
    assert looks.share_of_processor(0.5) == pytest.approx(0.7)  # 0.7 s of twice 0.5 s


def test_a_real_look_gives_a_share_of_all_cores():
    assert 0 < looks.share_of_processor(0.05) < 1.5
