"""A clock that goes only where a test lets it, in place of a module's `time`."""

import pytest

from course_utils.training import processor, watching


class Clock:
    """Seconds on the clock, and those that the thread has computed."""

    def __init__(self):
        self.wall, self.computed = 0.0, 0.0

    def passes(self, seconds: float, share: float = 1.0) -> None:
        self.wall += seconds
        self.computed += share * seconds

    def monotonic(self) -> float:
        return self.wall

    def thread_time(self) -> float:
        return self.computed


@pytest.fixture
def clock(monkeypatch) -> Clock:
    """The clock of what is watched during a training."""
    clock = Clock()
    for module in (watching, processor):
        monkeypatch.setattr(module, "time", clock)
    return clock
