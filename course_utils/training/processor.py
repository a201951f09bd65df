"""What a training does where something else takes the processor: it goes on with one thread.

Threads that share a step wait for each other at the end of each part of it. Where another process
takes one of their cores, all wait for the one that lost it, and a step takes two to four times as
long; one thread waits for nobody (`benchmarks/busy_machine.py`).
"""

import time

import torch

WATCHED_SECONDS = 0.5  # of training, after which the processor is looked at
TIMES_IN_A_ROW = 2
SHARED = "Something else is using the processor"
FREE = 0.75  # a training that gets less of the processor's time shares it


class Processor:
    """Sees a thread that computes and does not get on; `close` gives the threads back.

    The time that the calling thread computed is held against the clock's.
    """

    def __init__(self) -> None:
        self._threads = torch.get_num_threads()
        self._since, self._in_a_row, self._is_shared = self._now(), 0, False

    def look(self) -> str:
        """At the first lasting disturbance, go on with one thread and say so; else an empty text.

        To be called between two steps.
        """
        now = self._now()
        wall, computed = (later - earlier for later, earlier in zip(now, self._since, strict=True))
        if self._is_shared or wall < WATCHED_SECONDS:
            return ""
        self._since = now
        self._in_a_row = self._in_a_row + 1 if computed < FREE * wall else 0
        if self._in_a_row < TIMES_IN_A_ROW:
            return ""
        self._is_shared = True
        return self._use_one_thread(computed / wall)

    def close(self) -> None:
        """Give the training's threads back to what comes after it."""
        if self._is_shared and self._threads > 1:
            torch.set_num_threads(self._threads)

    def _use_one_thread(self, share: float) -> str:
        line = f"{SHARED}: this training gets {share:.0%} of the time."
        if self._threads > 1:
            torch.set_num_threads(1)
            line += (
                " It goes on with one thread, which is faster now; its last digits may then differ "
                "from those of another run."
            )
        return f"{line} Close other notebooks and programs, or wait longer."

    @staticmethod
    def _now() -> tuple[float, float]:
        return time.monotonic(), time.thread_time()
