import os
from pathlib import Path

import pytest
from tiny_mnist import contents

from course_utils import files
from course_utils.files import display_path, writable_folder, write_atomically


def test_the_checkout_is_the_folder_with_pyproject_above_the_package(checkout):
    assert files.checkout() == checkout
    (checkout / "pyproject.toml").unlink()
    assert files.checkout() is None


def test_the_first_folder_that_can_be_written_is_made_and_left_empty(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    wanted = tmp_path / "deep" / "folder"
    assert writable_folder(iter([in_the_way, wanted, tmp_path / "other"])) == wanted
    assert list(wanted.iterdir()) == []
    assert not (tmp_path / "other").exists()


def test_where_none_can_be_written_all_are_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path(name).touch()
    with pytest.raises(OSError, match="none of these folders can be written to: a, b"):
        writable_folder([tmp_path / "a", tmp_path / "b"])


def test_a_path_is_shown_as_seen_from_here_with_forward_slashes(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert display_path(tmp_path / "data" / "raw") == "../data/raw"


class TestWriteAtomically:
    def test_a_target_in_use_that_already_holds_the_content_is_fine(self, tmp_path, monkeypatch):
        target = tmp_path / "file"
        target.write_bytes(b"whole")
        monkeypatch.setattr(os, "replace", in_use)
        write_atomically(target, b"whole")
        assert contents(tmp_path) == {"file": b"whole"}

    def test_a_target_in_use_with_other_content_is_an_error_and_stays(self, tmp_path, monkeypatch):
        target = tmp_path / "file"
        target.write_bytes(b"old")
        monkeypatch.setattr(os, "replace", in_use)
        monkeypatch.setattr(files, "REPLACE_PAUSE", 0)
        with pytest.raises(PermissionError):
            write_atomically(target, b"new")
        assert contents(tmp_path) == {"file": b"old"}

    def test_a_failed_write_leaves_nothing(self, tmp_path, monkeypatch):
        def full(path: Path, content: bytes) -> None:
            path.touch()
            raise OSError("No space left on device")

        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space left"):
            write_atomically(tmp_path / "file", b"new")
        assert contents(tmp_path) == {}


def in_use(source: Path, target: Path) -> None:
    raise PermissionError("The process cannot access the file because it is being used")
