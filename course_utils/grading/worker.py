"""The box's side of the talk: runs the notebook's cells, then what is asked of the answers.

From the first cell on this process belongs to the learner's code: whatever stands here can be
changed by it, and nothing that comes from here is believed. It knows names of operations and
inputs; it knows no checks, no seed, no wanted values.
"""

import io
import os
import sys
import threading
from functools import partial
from types import ModuleType

import torch

from course_utils.checks import operations
from course_utils.checks.answer import LEARNERS_MODULE, Answer, Raised, Stopped, look_at
from course_utils.checks.exercise import NotAnswered
from course_utils.checks.plain import plain
from course_utils.checks.time_limit import NoThread, TookTooLong, call_within
from course_utils.grading.cells import Unreadable, cells_of
from course_utils.grading.messages import (
    REQUEST,
    Refused,
    decode,
    encode,
    framed,
    receive,
    reply_bounds,
)
from course_utils.grading.probing import probe
from course_utils.grading.shell import MOST_NOTES, Shell, end, no_words, show

LONGEST_WORDS = 1_000


def serve(incoming: int, outgoing: int) -> None:
    """Answer requests, one at a time, until the pipe ends."""
    worker = Worker()
    while True:
        try:
            request = decode(receive(partial(os.read, incoming), lambda: REQUEST.size), REQUEST)
        except EOFError:
            return
        reply, bounds = {"token": request.pop("token")}, reply_bounds(request["ask"])
        try:
            message = encode(reply | worker.answer(request), bounds)
        except (Refused, RecursionError, MemoryError):
            message = encode(reply | {"was": "unsendable"})
        _write(outgoing, framed(message))


def _write(outgoing: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(outgoing, left) :]


class Worker:
    """The names that the notebook has defined, and what can be done with them."""

    def __init__(self) -> None:
        # A module, because classes of the learner's say `__main__` when they are asked where from.
        notebook = ModuleType(LEARNERS_MODULE)
        sys.modules[LEARNERS_MODULE] = notebook
        self.names = vars(notebook)
        self.shell = Shell(self.names)
        self.names |= {"get_ipython": lambda: self.shell, "display": show, "input": no_words}
        self.names |= {"exit": end, "quit": end}
        # Each box has one thread, and threads that a cell leaves behind are counted.
        torch.set_num_threads = lambda n: None

    def answer(self, request: dict) -> dict:
        """What came of a request; whatever the learner's code raises ends here."""
        asked = {
            "ready": lambda: {"was": "ready"},
            "probe": probe,
            "read": read,
            "weights": weights,
            "save": save,
            "cell": self.run_cell,
            "facts": self.facts,
            "do": self.do,
        }[request.pop("ask")]
        try:
            return asked(**request)
        except NoThread:
            return {"was": "short"}
        except (Exception, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
            return {"was": "raised", **_in_words(error)}

    def run_cell(self, source: str, number: int, seconds: float) -> dict:
        """Run one cell; it costs only itself, whatever it does short of ending the process."""
        self.shell.notes = []
        try:
            call_within(seconds, self.shell.run, source, f"<cell {number}>")
            was = {"was": "ran"}
        except TookTooLong:
            was = {"was": "stopped"}
        except NoThread:
            raise
        except BaseException as error:
            was = {"was": "raised", **_in_words(error)}
        return {**was, "notes": self.shell.notes[:MOST_NOTES], "threads": _threads()}

    def facts(self, name: str, not_to_call: list[str], seconds: float) -> dict:
        """Whether the name is there, and what `look_at` finds in it."""
        if name not in self.names:
            return {"was": "missing", "threads": _threads()}
        found = call_within(seconds, look_at, self.names[name], not_to_call)
        stands_for, source = (text[:LONGEST_WORDS] for text in found)
        return {"was": "there", "stands for": stands_for, "source": source, "threads": _threads()}

    def do(self, name: str, operation: str, inputs: list, seconds: float) -> dict:
        """Run an operation on an answer."""
        answer = Answer(name, self.names[name])
        try:
            result = answer.do(getattr(operations, operation), *inputs, seconds=seconds)
            return {"was": "returned", "result": result}
        except NotAnswered:
            return {"was": "stub"}
        except Stopped:
            return {"was": "stopped"}
        except Raised as raised:
            return {
                "was": "raised",
                "kinds": raised.kinds[:20],
                "message": raised.message[:LONGEST_WORDS],
                "line": raised.line[:LONGEST_WORDS],
            }


def read(data: torch.Tensor, name: str) -> dict:
    """The code cells of a notebook file; asked of a box that has run nothing yet."""
    try:
        cells = cells_of(data.numpy().tobytes(), name)
    except Unreadable as error:
        return {"was": "unreadable", "why": str(error)}
    return {
        "was": "read",
        "sources": cells.sources,
        "notes": cells.notes,
        "in markdown": cells.in_markdown,
    }


def weights(data: torch.Tensor) -> dict:
    """The tensors of a file with weights, by name; asked of a box that has run nothing yet."""
    try:
        held = torch.load(io.BytesIO(data.numpy().tobytes()), weights_only=True, map_location="cpu")
    except Exception as error:  # whatever is wrong with the file, the learner hears it in words
        return {"was": "unreadable", "why": str(error).partition("\n")[0][:LONGEST_WORDS]}
    if not isinstance(held, dict) or not all(isinstance(v, torch.Tensor) for v in held.values()):
        return {"was": "unreadable", "why": "It holds no weights by name."}
    return {"was": "weights", "weights": plain(dict(held))}


def save(file: str, weights: dict[str, torch.Tensor]) -> dict:
    """Write what was read of a file with weights, for cells that load it."""
    torch.save(weights, file)
    return {"was": "saved"}


def _in_words(error: BaseException) -> dict:
    kinds = [kind.__name__ for kind in type(error).__mro__][:20]
    try:
        message = str(error)[:LONGEST_WORDS]
    except BaseException:  # the learner's own __str__
        message = ""
    return {"kinds": kinds, "message": message, "line": ""}


def _threads() -> int:
    """Threads of this process, those that Python does not know of included."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()
