"""One process behind bubblewrap's walls that has imported torch, and boxes that are its copies.

To import torch takes most of the time that a box needs. The template does it once and runs nothing
of anybody's; each box is a copy with namespaces, a user and an empty folder of its own
(`answers/inside/template.py`). Whether such a box holds is tried by the preflight like any other's;
where none can be had, each box is started from nothing.
"""

from __future__ import annotations

import os
import socket
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.grading.running import FirstProcess, Pipes, Running

READY_SECONDS, COPY_SECONDS = 180.0, 30.0  # torch from a cold disk, beside other boxes
LONGEST_WORDS = 1_000


class Template:
    """A started template, which is asked for copies through a socket."""

    def __init__(self, start: Callable[[int], Running]) -> None:
        """`start` gets the number of the open socket that the template is to have.

        Raises `CourseError` where it does not come to the point of making copies.
        """
        self._lock, self._over = threading.Lock(), threading.Event()
        self._control, its = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        started: Future[Running] = Future()
        # Bubblewrap ends with the thread that started it: this one stays as long as the template.
        self._keeper = threading.Thread(target=self._keep, args=(start, its, started), daemon=True)
        try:
            self._keeper.start()
            self._running = started.result()
        except (OSError, RuntimeError, CourseError) as error:
            its.close()
            self._control.close()
            raise CourseError(f"No template of a box can be started: {error}") from None
        if not self._is_ready():
            said = self._running.first_words()
            self.end()
            raise CourseError(f"No template of a box can be started: {said}")

    def _keep(
        self, start: Callable[[int], Running], its: socket.socket, started: Future[Running]
    ) -> None:
        try:
            with its:
                started.set_result(start(its.fileno()))
        except BaseException as error:
            started.set_exception(error)
        else:
            self._over.wait()

    def _is_ready(self) -> bool:
        self._control.settimeout(READY_SECONDS)
        try:
            return bool(self._control.recv(LONGEST_WORDS))
        except OSError:
            return False

    def copy(self, setting: str, clean_up: Callable[[], None] | None) -> Running:
        """A box that is a copy. Raises `CourseError`."""
        said = tempfile.TemporaryFile()  # noqa: SIM115, open as long as the box lives
        for_box, ours = _two_pipes()
        handles: list[int] = []
        try:
            with self._lock:
                self._control.settimeout(COPY_SECONDS)
                pipes = [*for_box, said.fileno()]
                socket.send_fds(self._control, [setting.encode()], pipes)
                words, handles, *_ = socket.recv_fds(self._control, LONGEST_WORDS, 1)
            if not handles:
                raise CourseError(f"No box can be copied: {words.decode(errors='replace')}")
            first = FirstProcess(_number_of(handles[0]), handles[0])
        except (OSError, CourseError) as error:
            for number in (*ours, *handles):
                os.close(number)
            said.close()
            raise CourseError(str(error)) from None
        finally:
            for number in for_box:
                os.close(number)
        process = Pipes(os.fdopen(ours[0], "wb", 0), os.fdopen(ours[1], "rb", 0))
        return Running(process, said, first, clean_up)

    def end(self) -> None:
        """End the template, and with it all copies that are left. Raises `CourseError`."""
        self._control.close()
        try:
            self._running.end()
        finally:
            self._running.said.close()
            self._over.set()


def _two_pipes() -> tuple[list[int], list[int]]:
    """The ends of two pipes: what the box reads and writes, and what we write and read."""
    to_box, from_us = os.pipe()
    from_box, to_us = os.pipe()
    return [to_box, to_us], [from_us, from_box]


def _number_of(handle: int) -> int:
    """The number of a process as this computer sees it. Raises OSError, also where it has ended."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        name, _, value = line.partition(":")
        if name == "Pid" and int(value) > 0:
            return int(value)
    raise OSError("the handle of a process names none")
