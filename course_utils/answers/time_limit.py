"""Stop an answer that never ends, on every system: the main thread is interrupted."""

import _thread
import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

from course_utils.errors import CourseError

AGAIN = 0.05  # seconds; an answer that swallows the interrupt gets another


class TookTooLong(Exception):
    """What was called did not end in time."""


class NoThread(CourseError):
    """Nothing can watch the time, because this process may start no more threads."""


class _Stop(BaseException):
    """Raised in the middle of an answer; `except Exception` does not catch it."""


class _Watch:
    """Interrupts the main thread once the time is over; leaves the learner's own Ctrl-C alone."""

    def __init__(self, seconds: float) -> None:
        self.inside, self.sent = False, False
        self._seconds = seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._wait, daemon=True)

    def start(self) -> None:
        self._before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            self._thread.start()
        except RuntimeError:
            signal.signal(signal.SIGINT, self._before)
            raise NoThread(
                "No answer can be tried, because this notebook has started so many threads that "
                "there are no more to be had. Restart the kernel, and run the cells again."
            ) from None

    def finish(self) -> None:
        self._over.set()
        self._thread.join()  # from here on no interrupt is sent
        signal.signal(signal.SIGINT, self._before)

    def _wait(self) -> None:
        wait = self._seconds
        while not self._over.wait(wait):
            self.sent = True
            _interrupt_main_thread()
            wait = AGAIN

    def _interrupted(self, number: int, frame: FrameType | None) -> None:
        if not self.sent:
            if callable(self._before):
                _hand_on(self._before, number, frame)
        elif self.inside:
            raise _Stop


def _hand_on(handler: Callable, number: int, frame: FrameType | None) -> None:
    try:
        handler(number, frame)
    except KeyboardInterrupt as error:
        error.pressed = True
        raise


def was_pressed(error: KeyboardInterrupt) -> bool:
    """Whether the keys raised it, and no line of the answer's."""
    return getattr(error, "pressed", False)


def call_within(seconds: float, function: Callable[..., Any], *arguments: Any) -> Any:
    """The result of a call; raises `TookTooLong` where it does not end in time, `NoThread` where
    the time cannot be watched.

    Python code is stopped at its next step; a single call into C only when it returns. Outside the
    main thread, where Python takes no interrupts, nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread():
        return function(*arguments)
    watch = _Watch(seconds)
    watch.start()
    try:
        try:
            watch.inside = True
            result = function(*arguments)
        finally:
            watch.inside = False
    except _Stop:
        raise TookTooLong from None
    finally:
        watch.finish()
    if watch.sent:  # the answer caught the interrupt and came to an end nevertheless
        raise TookTooLong
    return result


def _interrupt_main_thread() -> None:
    """As by Ctrl-C; a real signal, where the system has them, also ends a sleep."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
    else:
        _thread.interrupt_main()
