"""A submission's notebook in boxes: its cells are run, and each answer is tried from outside.

Whatever ends a box costs the cell or the exercise that did it: the next question starts another
box, in which the cells run again without those that had to be stopped.
"""

import time
from collections.abc import Callable
from typing import Any

from torch import Tensor

from course_utils.checks.answer import SECONDS, Answer, refuse
from course_utils.checks.exercise import Exercise, NotAnswered, Wrong
from course_utils.checks.plain import plain
from course_utils.grading.box import DIED, OUT_OF_MEMORY, SHORT, TIMEOUT, Box, Lost
from course_utils.grading.cells import Cells
from course_utils.grading.reading import names_defined
from course_utils.grading.replies import (
    NO_MORE,
    as_bytes,
    crowded,
    kinds_of,
    raised,
    short,
    text_of,
    without_memory,
)

SLOWER = 3  # times as long as in a notebook: one thread, beside other boxes
GRACE = 5.0  # seconds from the interrupt, which an answer may ignore, to the end of the box
CELL_SECONDS = 20.0
LAST_SECONDS = 5.0  # for each cell once all together have taken CELLS_SECONDS
CELLS_SECONDS = 120.0
EXERCISE_SECONDS = 90.0
READ_SECONDS = 30.0
MOST_STARTS = 40
MOST_NOTES = 200  # of all cells
OVER = "The time for it was over."
FORGED = "What your code sent back is no reply that the grader can read."
MOST_TAKEN = 64 * 2**20  # bytes of the grader's memory, by what one answer gives in all
TOO_LARGE = "What your answer gave is too large, or lists in lists without end."


class LeftOut(Lost):
    """The cell that defines an answer had to be left out, in every box."""


class Session:
    """One submission. `ends` is the time (monotonic) at which all of it has to be over."""

    def __init__(self, start: Callable[[], Box], ends: float) -> None:
        self._start, self._ends, self._exercise_ends = start, ends, ends
        self._box: Box | None = None
        self._began = self._ran = False  # the cells, in this box
        self.used = False  # by an exercise, whose leavings may fall on the next
        self._starts, self._spent_on_cells = 0, 0.0
        self._sources: list[str] = []
        self._beside: dict[str, dict[str, Tensor]] = {}
        self._left_out: set[int] = set()  # cells by number
        self._failed: dict[int, str] = {}  # these and more, and the status that each gives
        self.taken = 0  # bytes of the grader's memory, by what the answer at hand gave
        self._again: set[int] = set()  # cells that may have met a fault that was not theirs
        self.notes: list[str] = []

    def close(self) -> None:
        """End the box, if there is one; the next question starts another."""
        box, self._box = self._box, None
        self._began = self._ran = self.used = False
        if box is not None:
            box.end()

    def read(self, data: bytes, name: str) -> Cells | str:
        """The code cells of a notebook file, or why there are none; in a box that ran nothing.

        Raises `Lost`.
        """
        reply = self._ask_fresh({"ask": "read", "data": as_bytes(data), "name": name}, "read")
        if reply["was"] == "unreadable":
            return str(reply.get("why"))
        if reply["was"] != "read":
            return "The file could not be read: it takes too much memory."
        return Cells(reply["sources"], reply["notes"], reply["in markdown"])

    def read_weights(self, data: bytes) -> dict[str, Tensor] | str:
        """The tensors of a file with weights, or why there are none; in a box that ran nothing.

        Raises `Lost`.
        """
        reply = self._ask_fresh({"ask": "weights", "data": as_bytes(data)}, "weights")
        held = reply.get("weights")
        if reply["was"] != "weights" or type(held) is not dict:
            return str(reply.get("why") or text_of(reply, "message") or "It is too large.")
        if any(type(key) is not str or type(value) is not Tensor for key, value in held.items()):
            return "It holds no weights by name."
        return held

    def _ask_fresh(self, question: dict, wanted: str) -> dict:
        """Ask a box that ran nothing; once more where it died or failed, which a box may do by no
        fault of the file's. Raises `Lost`."""
        try:
            reply = self._ask(self._fresh(), question)
            if reply["was"] in (wanted, "unreadable"):
                return reply
        except Lost as lost:
            if lost.status == TIMEOUT:
                raise
        return self._ask(self._fresh(), question)

    def run(self, sources: list[str], beside: dict[str, dict[str, Tensor]]) -> None:
        """Run the cells, with files of weights beside them; a file holds tensors by name.

        Raises `Lost` where the time of the submission is over.
        """
        self._sources, self._beside = sources, beside
        self._ready()

    def find(self, exercise: Exercise, seconds: float = EXERCISE_SECONDS) -> "RemoteAnswer":
        """The answer to an exercise, for which there are so many seconds from now on.

        Raises what `find` of the notebook raises, and `Lost`.
        """
        self._exercise_ends, self.taken = min(self._ends, time.monotonic() + seconds), 0
        question = {"ask": "facts", "name": exercise.name, "seconds": SECONDS}
        question["not_to_call"] = sorted(exercise.not_to_call)
        reply = self.ask(question, SECONDS)
        if crowded(reply):
            self.close()  # those were left by the answer before
            reply = self.ask(question, SECONDS)
        if reply["was"] == "missing":
            raise self._missing(exercise.name)
        if "TookTooLong" in kinds_of(reply):
            raise Lost(TIMEOUT, "It could not be looked at in time.")
        if reply["was"] != "there":
            raise Lost(DIED, FORGED)
        refuse(exercise, text_of(reply, "stands for"), text_of(reply, "source"))
        self.used = True
        return RemoteAnswer(exercise.name, self)

    def _missing(self, name: str) -> Exception:
        """No answer; or the status of a cell that defines it and did not come to its end."""
        for number, status in self._failed.items():
            if name in names_defined([self._sources[number - 1]], stubs=False):
                return LeftOut(status, f"Code cell {number}, which defines it, did not run.")
        return NotAnswered()

    def ask(self, question: dict, seconds: float) -> dict:
        """Ask the box in which the cells have run. Raises `Lost`; then that box is gone."""
        return self._ask(self._ready(), question, seconds)

    def _ask(self, box: Box, question: dict, seconds: float = READ_SECONDS) -> dict:
        left = min(self._ends, self._exercise_ends) - time.monotonic()
        try:
            if left <= 0:
                raise Lost(TIMEOUT, OVER)
            reply = box.ask(question, min(seconds + GRACE, left))
            if reply["was"] == "short":
                raise Lost(SHORT, NO_MORE)
            self.taken += box.cost
            return reply
        except Lost:
            self.close()
            raise

    def _fresh(self) -> Box:
        """A box in which no cell has run."""
        self.close()
        self._starts += 1
        if time.monotonic() >= min(self._ends, self._exercise_ends):
            raise Lost(TIMEOUT, OVER)
        if self._starts > MOST_STARTS:
            raise Lost(DIED, "Your code ended its process again and again.")
        self._box = self._start()
        return self._box

    def _ready(self) -> Box:
        """The box in which all cells have run but those that end it; another where it is gone."""
        while self._box is None or not self._ran:
            box = self._fresh() if self._box is None or self._began else self._box
            self._began = True
            self._ran = self._run_cells(box)
        return self._box

    def _run_cells(self, box: Box) -> bool:
        """Whether all cells ran to some end; else the box is gone, and one of them is to be tried
        again or left out."""
        for file, held in self._beside.items():
            self._ask(box, {"ask": "save", "file": file, "weights": held})
        for number, source in enumerate(self._sources, start=1):
            if number in self._left_out:
                continue
            late = self._spent_on_cells > CELLS_SECONDS
            seconds = LAST_SECONDS if late else CELL_SECONDS
            question = {"ask": "cell", "source": source, "number": number, "seconds": seconds}
            began = time.monotonic()
            try:
                reply = self._ask(box, question, seconds)
            except Lost as lost:
                if time.monotonic() >= min(self._ends, self._exercise_ends):
                    raise
                if lost.status == TIMEOUT or not self._try_again(number):
                    self._leave_out(number, lost.status, lost.words)
                return False
            finally:
                self._spent_on_cells += time.monotonic() - began
            if crowded(reply):
                self._leave_out(number, DIED, "It leaves threads running.")
                self.close()
                return False
            if short(reply) or without_memory(reply):
                if self._try_again(number):
                    self.close()
                    return False
                self._failed[number] = OUT_OF_MEMORY if without_memory(reply) else SHORT
            self._note(number, reply, seconds)
        return True

    def _try_again(self, number: int) -> bool:
        """Whether a cell is still to be tried once more, in a fresh box: what ended the box, or was
        used up, may have been another's."""
        first = number not in self._again
        self._again.add(number)
        return first

    def _leave_out(self, number: int, status: str, why: str) -> None:
        self._left_out.add(number)
        self._failed[number] = status
        self._say(f"Code cell {number} was left out. {why}")

    def _note(self, number: int, reply: dict, seconds: float) -> None:
        if reply["was"] == "stopped":
            self._left_out.add(number)  # in another box it would only take as long again
            self._failed[number] = TIMEOUT
            self._say(f"Code cell {number} was stopped after {seconds:g} seconds.")
        elif reply["was"] != "ran" and kinds_of(reply):
            self._say(f"Code cell {number} raised {kinds_of(reply)[0][:80]}.")
        notes = reply.get("notes")
        for note in notes[:MOST_NOTES] if type(notes) is list else []:
            self._say(f"Code cell {number}: {str(note)[:80]}")

    def _say(self, note: str) -> None:
        if len(self.notes) < MOST_NOTES and note not in self.notes:  # cells may run more than once
            self.notes.append(note)


class RemoteAnswer(Answer):
    """An answer in a box: an operation goes in by its name, plain data come out."""

    def __init__(self, name: str, session: Session) -> None:
        super().__init__(name, None)
        self._session = session

    def do(
        self,
        operation: Callable,
        *inputs: Any,
        asked: str = "",
        seconds: float | None = None,
    ) -> Any:
        """As `Answer.do`; raises `Lost` too, which is no `Wrong`: nothing more can be asked."""
        seconds = (seconds or SECONDS) * SLOWER
        question = {"ask": "do", "name": self.name, "operation": operation.__name__}
        question |= {"inputs": [plain(item) for item in inputs], "seconds": seconds}
        reply = self._session.ask(question, seconds)
        was = reply["was"]
        if was == "unsendable" or self._session.taken > MOST_TAKEN:
            raise Wrong(TOO_LARGE, asked)
        if was == "returned" and "result" in reply:
            return reply["result"]
        if was == "stub":
            raise NotAnswered
        if was == "stopped":
            raise Lost(TIMEOUT, f"It was stopped after {seconds:g} seconds.")
        if was == "raised" and kinds_of(reply):
            raise raised(reply, asked)
        raise Lost(DIED, FORGED)
