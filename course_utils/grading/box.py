"""One box as the grader sees it: a question goes in, a reply comes out in time, or it is lost."""

import contextlib
import queue
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from course_utils.answers.inside.envelope import as_plain, read_reply
from course_utils.answers.inside.messages import (
    REQUEST,
    SMALL,
    Bounds,
    Refused,
    decode,
    encode,
    receive,
    with_length,
)
from course_utils.answers.inside.protocol import Greet, Question
from course_utils.answers.inside.replies import Reply
from course_utils.errors import CourseError
from course_utils.grading.refusals import why_not
from course_utils.grading.sandbox import OWN, Sandbox

TIMEOUT, DIED, OUT_OF_MEMORY = "timeout", "died", "out of memory"
SHORT = "out of resources"  # threads or open files: of the box, or of the computer it is on
START_SECONDS = 120.0  # torch from a cold disk, beside other boxes
PATIENCE = 0.2  # seconds after which the reader looks whether anybody still wants a reply
LOOK_SECONDS = 0.25
MOST_FILES = 5_000
TOO_MANY_FILES = f"Your code wrote more than {MOST_FILES:,} files."
FORGED = "Your code wrote into the grader's own pipe."
NOTHING = object()


class BoxLost(Exception):
    """No reply that can be used: the status that this gives, and words for the student."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Box:
    """A started box. After `BoxLost` it is in no known state: end it."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Raises `CourseError` where the box cannot be started: that is no fault of a student."""
        self._sandbox = sandbox
        self._running = sandbox.start()
        self._bounds: Bounds = SMALL
        self.cost = 0  # of the last reply, in bytes of the grader's memory
        self._replies: queue.Queue = queue.Queue(maxsize=1)
        self._ended = threading.Event()
        self._threads: list[threading.Thread] = []  # that use the pipes
        try:
            self._start(self._read)
            self.ask(Greet(), START_SECONDS)
        except BoxLost as lost:
            said = self._running.first_words()
            self.end()
            raise CourseError(why_not(said or lost.words)) from None
        except CourseError:
            self.end()
            raise

    def ask(self, question: Question, seconds: float) -> Reply:
        """One of the replies that the question may get, its types and sizes checked.

        Raises `BoxLost`, and `CourseError` where the grader itself could not go on.
        """
        ends = time.monotonic() + seconds
        # Whoever wrote a reply before the question was asked cannot know its token.
        token = secrets.token_hex(16)
        message = with_length(encode(as_plain(question, token), REQUEST))
        self._bounds = question.bounds
        self._start(self._write, message)
        came = self._reply_until(ends)
        if came is NOTHING:
            raise BoxLost(TIMEOUT, f"No answer within {seconds:g} seconds.")
        if came is None:
            raise BoxLost(DIED, "The process that ran your code came to an end.")
        if (self.files() or 0) > MOST_FILES:  # also where all of them were made in no time
            raise BoxLost(DIED, TOO_MANY_FILES)
        return self._read_reply(came, question, token)

    def _read_reply(self, came: bytes | Refused, question: Question, token: str) -> Reply:
        if isinstance(came, Refused):
            raise BoxLost(DIED, FORGED)
        try:
            reply, of = read_reply(decode(came, question.bounds), question)
        except Refused:
            raise BoxLost(DIED, FORGED) from None
        if of != token:
            raise BoxLost(DIED, FORGED)
        self.cost = question.bounds.cost(came)
        return reply

    def files(self) -> int | None:
        """How many files the box holds; None where that cannot be seen."""
        return self._running.files(OWN)

    def groups(self) -> str:
        """The control groups that the box is in, a line each."""
        return self._running.groups()

    def _reply_until(self, ends: float) -> Any:
        """What came, or `NOTHING`; looks now and then whether the box takes too many files."""
        while True:
            left = ends - time.monotonic()
            try:
                return self._replies.get(timeout=max(0.0, min(left, LOOK_SECONDS)))
            except queue.Empty:
                if left <= LOOK_SECONDS:
                    return NOTHING
                if (self.files() or 0) > MOST_FILES:
                    raise BoxLost(DIED, TOO_MANY_FILES) from None

    def end(self) -> None:
        """End the box and everything in it. Raises `CourseError` where something stays."""
        self._ended.set()
        try:
            self._sandbox.end(self._running)
        finally:
            self._close_pipes()

    def _close_pipes(self) -> None:
        """Close them once no thread uses them: the number of a closed pipe is soon another box's,
        which must not get what was meant for this one."""
        for thread in self._threads:
            thread.join(timeout=10)  # a pipe ends with the last process that holds it
        if not any(thread.is_alive() for thread in self._threads):
            for stream in (self._running.process.stdin, self._running.process.stdout):
                with contextlib.suppress(OSError):
                    stream.close()

    def _start(self, target: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        try:
            thread.start()
        except RuntimeError as error:
            raise CourseError(f"The grader can start no more threads here: {error}.") from None
        self._threads = [one for one in (*self._threads, thread) if one.is_alive()]

    def _write(self, message: bytes) -> None:
        left = memoryview(message)
        try:
            while left:
                left = left[self._running.process.stdin.write(left) :]
        except (OSError, ValueError):
            return  # it has ended, which the reader notices

    def _read(self) -> None:
        """Hand over replies as bytes; `Refused` for one that is too long, None at the end."""
        while not self._ended.is_set():
            try:
                came: Any = receive(self._running.process.stdout.read, lambda: self._bounds.size)
            except Refused as refused:
                came = refused
            except (EOFError, OSError, ValueError):
                came = None
            self._hand_over(came)
            if not isinstance(came, bytes):
                return

    def _hand_over(self, came: Any) -> None:
        while not self._ended.is_set():
            try:
                self._replies.put(came, timeout=PATIENCE)
                return
            except queue.Full:
                continue
