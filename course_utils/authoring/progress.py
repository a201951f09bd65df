"""The line that says where the work is: which lesson, which cell, how long so far."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from tqdm import tqdm

BAR = "{desc} |{bar:20}| code cell {n_fmt} of {total_fmt} · {elapsed}{postfix}"


class Progress:
    """A bar on a terminal; elsewhere one quiet line at a lesson's start. Both on stderr."""

    def __init__(self, lessons: int, stream: TextIO | None = None) -> None:
        self.lessons = lessons
        self.done = 0
        self.stream = stream if stream is not None else sys.stderr
        self.bar: tqdm | None = None

    @contextmanager
    def lesson(self, name: str, cells: int) -> Iterator[None]:
        """Announce a lesson with so many code cells, and keep its clock going."""
        self.done += 1
        title = f"Lesson {self.done} of {self.lessons}: {name}"
        if not self.stream.isatty():
            print(f"{title} ({cells} code cells)", file=self.stream, flush=True)
            yield
            return
        self.bar = tqdm(
            total=cells, desc=title, file=self.stream, bar_format=BAR, dynamic_ncols=True
        )
        ended = threading.Event()
        clock = threading.Thread(target=self._tick, args=(self.bar, ended), daemon=True)
        clock.start()
        try:
            yield
        finally:
            ended.set()
            clock.join()
            self.bar.set_postfix_str("", refresh=False)
            self.bar.close()
            self.bar = None

    def cell(self, number: int, heading: str) -> None:
        """Show that code cell `number`, counted from 1, has begun."""
        if self.bar is not None:
            self.bar.n = number
            self.bar.set_postfix_str(heading, refresh=True)

    @staticmethod
    def _tick(bar: tqdm, ended: threading.Event) -> None:
        while not ended.wait(1.0):
            bar.refresh()
