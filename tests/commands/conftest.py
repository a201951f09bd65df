"""What the tests of several commands stand on."""

from pathlib import Path

import pytest
from small_course import make_course

from course_utils.authoring import places


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with two lessons, which the command takes for its own."""
    root = make_course(tmp_path / "course", {"01_first": [], "03_third": []})
    monkeypatch.setattr(places, "find_checkout", lambda: root)
    return root
