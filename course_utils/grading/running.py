"""The processes of one box: started, counted, and ended so that nothing of them is left."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import select
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from course_utils.errors import CourseError

END_SECONDS = 30.0  # until the kernel has taken back the memory of a process that was killed


@dataclass(frozen=True)
class FirstProcess:
    """Process 1 of a box as this computer sees it; all others in the box end with it.

    `handle` stands for this very process: no other that gets its number is ever meant.
    """

    number: int
    handle: int

    def kill(self) -> None:
        """Kill it and wait until it and all that ran beside it are gone. Raises `CourseError`."""
        with contextlib.suppress(ProcessLookupError):  # it has ended by itself
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)
        gone = select.poll()
        gone.register(self.handle, select.POLLIN)
        ended = gone.poll(END_SECONDS * 1000)
        os.close(self.handle)
        if not ended:
            raise CourseError(
                f"A box does not end: its process {self.number} was killed {END_SECONDS:g} seconds "
                "ago and is still there. End it by hand before you grade again."
            )


@dataclass(frozen=True)
class Pipes:
    """The grader's ends of a box's pipes, where no process of the grader's own stands beside it."""

    stdin: IO[bytes]
    stdout: IO[bytes]


class Running:
    """What was started, and what bubblewrap or Python said before any cell ran.

    `first` is None without a box, and where it could not be set up.
    """

    def __init__(
        self,
        process: subprocess.Popen | Pipes,
        said: IO[bytes],
        first: FirstProcess | None = None,
        clean_up: Callable[[], None] | None = None,
    ) -> None:
        self.process, self.said, self.first, self._clean_up = process, said, first, clean_up
        self._ending, self._ended = threading.Lock(), False

    def first_words(self) -> str:
        """What the box said before it could serve, where it could not be started."""
        self.said.seek(0)
        return self.said.read(4000).decode(errors="replace").strip()

    def files(self, folder: str) -> int | None:
        """How many files lie in a box's folder: their inodes take memory that no limit counts."""
        if self.first is None:
            return None
        try:
            room = os.statvfs(f"/proc/{self.first.number}/root{folder}")
        except OSError:
            return None
        return room.f_files - room.f_ffree

    def groups(self) -> str:
        """The control groups that the box's process is in, a line each."""
        if self.first is None:
            return ""
        try:
            return Path(f"/proc/{self.first.number}/cgroup").read_text()
        except OSError:
            return ""

    def end(self) -> None:
        """Kill all that is in the box and wait until it is gone. Raises `CourseError` if it stays.

        May be called more than once, by several threads.
        """
        with self._ending:
            if self._ended:
                return  # its number may be another process's by now
            self._ended = True
            try:
                if self.first is not None:
                    self.first.kill()
            finally:
                self._end_outside()
                if self._clean_up is not None:
                    self._clean_up()

    def _end_outside(self) -> None:
        """End what was started here: bubblewrap, or without a box the worker and its group."""
        if isinstance(self.process, Pipes):
            return
        try:
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, signal.SIGKILL)
            else:
                self.process.kill()
        except (ProcessLookupError, PermissionError):
            self.process.kill()
        self.process.wait()


def start_boxed(
    command: Callable[[int, int], list[str]],
    variables: dict[str, str],
    calls: bytes = b"",
    clean_up: Callable[[], None] | None = None,
    also: tuple[int, ...] = (),
) -> Running:
    """Start bubblewrap. `command` gets the numbers of two open files: from the first bubblewrap
    reads the filter of calls, to the second it writes which process is the box's first. `also`
    names open files that what runs in the box is to have.

    Raises OSError, `CourseError` where this Linux has no handles of processes.
    """
    with _Pipe() as filter_pipe, _Pipe() as told:
        os.write(filter_pipe.writing, calls)
        filter_pipe.close_writing()
        passed = (filter_pipe.reading, told.writing)
        # The first process in a box keeps the environment that bubblewrap was started with, and
        # shows it in /proc to whoever has the same user.
        process, said = _popen(command(*passed), variables, "/", (*passed, *also))
        told.close_writing()
        try:
            return Running(process, said, _first_process(told.reading), clean_up)
        except BaseException:  # nobody could end it any more
            Running(process, said, None, clean_up).end()
            raise


def start_unboxed(command: list[str], variables: dict[str, str], folder: str) -> Running:
    """Start a worker without a box, in a folder."""
    return Running(*_popen(command, variables, folder, ()))


def _popen(
    command: list[str], variables: dict[str, str], folder: str, passed: tuple[int, ...]
) -> tuple[subprocess.Popen, IO[bytes]]:
    said = tempfile.TemporaryFile()  # noqa: SIM115, open as long as the box lives
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        bufsize=0,
        env=variables,
        cwd=folder,
        pass_fds=passed,
        start_new_session=True,
    )
    return process, said


def _first_process(reading: int) -> FirstProcess | None:
    """What bubblewrap tells once it has made the box's first process; None where it never does."""
    told = b""
    while not told.rstrip().endswith(b"}"):
        part = os.read(reading, 1000)
        if not part:
            return None
        told += part
    number = json.loads(told)["child-pid"]
    try:
        return FirstProcess(number, os.pidfd_open(number))
    except ProcessLookupError:
        return None
    except OSError as error:
        if error.errno == errno.ENOSYS:
            raise CourseError("Grading needs Linux 5.3 or newer.") from None
        raise


class _Pipe:
    """A pipe whose ends are closed when the `with` is left."""

    def __init__(self) -> None:
        self.reading, self.writing = os.pipe()
        self._open = {self.reading, self.writing}

    def __enter__(self) -> _Pipe:
        return self

    def __exit__(self, *_: object) -> None:
        for number in self._open:
            os.close(number)

    def close_writing(self) -> None:
        self._open.discard(self.writing)
        os.close(self.writing)
