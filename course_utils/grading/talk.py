"""Questions and replies through the pipes of a box: in time, bounded, whatever the box does.

Where the system lets one wait for several pipes at once, one thread does it all. Windows does not,
where boxes are none (`--unsafe`); there a thread reads and another writes.
"""

from __future__ import annotations

import os
import queue
import select
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import IO, Any

from course_utils.answers.inside.messages import Refused, receive
from course_utils.errors import CourseError

LOOK_SECONDS = 0.25
PIECE = 2**20  # bytes that are read at a time
HEAD = 8  # bytes that say how long a message is
NOTHING = object()  # in place of a reply that did not come in time
Came = Any  # bytes; `Refused` for a reply that is too long; None at the end of the pipe; NOTHING


class PolledTalk:
    """A talk in the thread of whoever asks."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self._stdin, self._stdout = stdin, stdout
        for stream in (stdin, stdout):
            os.set_blocking(stream.fileno(), False)
        self._held = bytearray()  # of a reply, or of what comes behind one

    def exchange(self, message: bytes, most: int, ends: float, look: Callable[[], None]) -> Came:
        """Send a message and wait for one; `look` is called four times a second, and may raise."""
        left, looked = memoryview(message), time.monotonic()
        while True:
            now = time.monotonic()
            if now - looked >= LOOK_SECONDS:
                look()
                looked = now
            reply = self._whole(most)
            if reply is not None:
                # Whoever answers a question that he has not read whole has forged the answer.
                return Refused("it came too soon") if left else reply
            if now >= ends:
                return NOTHING
            can_read, can_write = self._wait(min(LOOK_SECONDS, ends - now), bool(left))
            if can_write:
                left = self._write(left)
            if can_read and not self._read():
                return None

    def _wait(self, seconds: float, is_to_write: bool) -> tuple[bool, bool]:
        """Whether something can be read, and written, within so many seconds."""
        waiting = select.poll()  # of which a process may have any number, unlike of select's
        waiting.register(self._stdout, select.POLLIN)
        if is_to_write:
            waiting.register(self._stdin, select.POLLOUT)
        ready = dict(waiting.poll(seconds * 1000))
        return self._stdout.fileno() in ready, self._stdin.fileno() in ready

    def _write(self, left: memoryview) -> memoryview:
        try:
            return left[os.write(self._stdin.fileno(), left) :]
        except BlockingIOError:
            return left
        except OSError:
            return left[:0]  # it has ended, which reading tells

    def _read(self) -> bool:
        """Whether the pipe goes on."""
        try:
            piece = os.read(self._stdout.fileno(), PIECE)
        except BlockingIOError:
            return True
        except OSError:
            return False
        self._held += piece
        return bool(piece)

    def _whole(self, most: int) -> bytes | Refused | None:
        if len(self._held) < HEAD:
            return None
        length = int.from_bytes(self._held[:HEAD], "big")
        if length > most:
            return Refused("it is too long")
        if len(self._held) < HEAD + length:
            return None
        reply = bytes(self._held[HEAD : HEAD + length])
        del self._held[: HEAD + length]
        return reply

    def close(self) -> None:
        """Close both pipes."""
        self._stdin.close()
        self._stdout.close()


class ThreadedTalk:
    """A talk with a thread that writes and one that reads, for each question."""

    def __init__(self, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self._stdin, self._stdout = stdin, stdout

    def exchange(self, message: bytes, most: int, ends: float, look: Callable[[], None]) -> Came:
        """As `PolledTalk.exchange`. What did not end in time leaves its threads until the process
        that holds the pipes is ended, so that nothing may be asked after it."""
        replies: queue.SimpleQueue = queue.SimpleQueue()
        _start(partial(self._write, message))
        _start(partial(self._read, most, replies))
        while True:
            left = ends - time.monotonic()
            try:
                return replies.get(timeout=max(0.0, min(left, LOOK_SECONDS)))
            except queue.Empty:
                if left <= LOOK_SECONDS:
                    return NOTHING
                look()

    def _write(self, message: bytes) -> None:
        left = memoryview(message)
        try:
            while left:
                left = left[self._stdin.write(left) :]
        except (OSError, ValueError):
            return  # it has ended, which the reader notices

    def _read(self, most: int, replies: queue.SimpleQueue) -> None:
        try:
            replies.put(receive(self._stdout.read, lambda: most))
        except Refused as refused:
            replies.put(refused)
        except (EOFError, OSError, ValueError):
            replies.put(None)

    def close(self) -> None:
        """Close both pipes; a thread that still reads or writes has then nothing any more."""
        self._stdin.close()
        self._stdout.close()


def _start(target: Callable[[], None]) -> None:
    try:
        threading.Thread(target=target, daemon=True).start()
    except RuntimeError as error:
        raise CourseError(f"The grader can start no more threads here: {error}.") from None


def talk_with(stdin: IO[bytes], stdout: IO[bytes]) -> PolledTalk | ThreadedTalk:
    """A talk through these pipes, as this system allows it."""
    return (PolledTalk if hasattr(select, "poll") else ThreadedTalk)(stdin, stdout)
