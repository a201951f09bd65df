"""A submission's notebook in boxes: its cells are run, and each answer is tried from outside.

Whatever ends a box costs the cell or the exercise that did it: the next question starts another
box, in which the cells run again without those that had to be stopped.
"""

import time
from collections.abc import Callable
from typing import Any

from torch import Tensor

from course_utils.answers.answer import SECONDS, Answer, refuse
from course_utils.answers.exercise import Exercise, NotAnswered, Wrong
from course_utils.answers.inside import protocol
from course_utils.answers.inside.protocol import Question, Reply
from course_utils.answers.plain import plain
from course_utils.grading.box import DIED, OUT_OF_MEMORY, SHORT, TIMEOUT, Box, BoxLost
from course_utils.grading.replies import (
    NO_MORE,
    as_bytes,
    fault_of,
    is_crowded,
    lacks_memory,
    lacks_threads,
)
from course_utils.grading.submissions import NotRead, names_defined

SLOWER = 3  # times as long as in a notebook: one thread, beside other boxes
GRACE = 5.0  # seconds from the interrupt, which an answer may ignore, to the end of the box
CELL_SECONDS = 20.0
LAST_SECONDS = 5.0  # for each cell once all together have taken CELLS_SECONDS
CELLS_SECONDS = 120.0
EXERCISE_SECONDS = 90.0
READ_SECONDS = 30.0
MOST_STARTS = 40
BEFORE_THE_CELLS = 0  # in place of a cell's number, which begins at 1
MOST_NOTES = 200  # of all cells
OVER = "The time for it was over."
NOT_USABLE = "What your code sent back is no reply that the grader can use."
MOST_TAKEN = 64 * 2**20  # bytes of the grader's memory, by what one answer gives in all
GAVE_TOO_MUCH = "What your answer gave is too large, or lists in lists without end."


class LeftOut(BoxLost):
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

    def read(self, data: bytes, name: str) -> protocol.NotebookRead:
        """The code cells of a notebook file; in a box that ran nothing.

        Raises `NotRead`, with the reason for the student, and `BoxLost`.
        """
        reply = self._ask_fresh(protocol.ReadNotebook(as_bytes(data), name))
        if isinstance(reply, protocol.NotebookRead):
            return reply
        if isinstance(reply, protocol.NotReadable):
            raise NotRead(reply.why)
        raise NotRead("The file could not be read: it takes too much memory.")

    def read_weights(self, data: bytes) -> dict[str, Tensor]:
        """The tensors of a file with weights, by name; in a box that ran nothing.

        Raises `NotRead`, with the reason for the student, and `BoxLost`.
        """
        reply = self._ask_fresh(protocol.ReadWeights(as_bytes(data)))
        if isinstance(reply, protocol.WeightsRead):
            return reply.weights
        why = reply.why if isinstance(reply, protocol.NotReadable) else ""
        why = reply.message if isinstance(reply, protocol.ErrorRaised) else why
        raise NotRead(why or "It is too large.")

    def _ask_fresh(self, question: Question) -> Reply:
        """Ask a box that ran nothing; once more where it died or failed, which a box may do by no
        fault of the file's. Raises `BoxLost`."""
        try:
            reply = self._ask(self._fresh(), question)
            if isinstance(reply, question.replies):
                return reply
        except BoxLost as lost:
            if lost.status == TIMEOUT:
                raise
        return self._ask(self._fresh(), question)

    def run(self, sources: list[str], beside: dict[str, dict[str, Tensor]]) -> None:
        """Run the cells, with files of weights beside them; a file holds tensors by name.

        Raises `BoxLost` where the time of the submission is over.
        """
        self._sources, self._beside = sources, beside
        self._ready()

    def find(self, exercise: Exercise, seconds: float = EXERCISE_SECONDS) -> "RemoteAnswer":
        """The answer to an exercise, for which there are so many seconds from now on.

        Raises what `find` of the notebook raises, and `BoxLost`.
        """
        self._exercise_ends, self.taken = min(self._ends, time.monotonic() + seconds), 0
        question = protocol.FindAnswer(exercise.name, sorted(exercise.not_to_call), SECONDS)
        reply = self.ask(question, SECONDS)
        if not isinstance(reply, question.replies) or is_crowded(reply.threads):
            self.close()  # those were left by the answer before
            reply = self.ask(question, SECONDS)
        if isinstance(reply, protocol.AnswerMissing):
            raise self._missing(exercise.name)
        if isinstance(reply, protocol.ErrorRaised) and "TookTooLong" in reply.kinds:
            raise BoxLost(TIMEOUT, "It could not be looked at in time.")
        if not isinstance(reply, protocol.AnswerFound):
            raise BoxLost(DIED, NOT_USABLE)
        refuse(exercise, reply.stands_for, reply.source)
        self.used = True
        return RemoteAnswer(exercise.name, self)

    def _missing(self, name: str) -> Exception:
        """No answer; or the status of a cell that defines it and did not come to its end."""
        for number, status in self._failed.items():
            if name in names_defined([self._sources[number - 1]], stubs=False):
                return LeftOut(status, f"Code cell {number}, which defines it, did not run.")
        return NotAnswered()

    def ask(self, question: Question, seconds: float) -> Reply:
        """Ask the box in which the cells have run. Raises `BoxLost`; then that box is gone."""
        return self._ask(self._ready(), question, seconds)

    def _ask(self, box: Box, question: Question, seconds: float = READ_SECONDS) -> Reply:
        left = min(self._ends, self._exercise_ends) - time.monotonic()
        try:
            if left <= 0:
                raise BoxLost(TIMEOUT, OVER)
            reply = box.ask(question, min(seconds + GRACE, left))
            if isinstance(reply, protocol.OutOfThreads):
                raise BoxLost(SHORT, NO_MORE)
            self.taken += box.cost
            return reply
        except BoxLost:
            self.close()
            raise

    def _fresh(self) -> Box:
        """A box in which no cell has run."""
        self.close()
        self._starts += 1
        if time.monotonic() >= min(self._ends, self._exercise_ends):
            raise BoxLost(TIMEOUT, OVER)
        if self._starts > MOST_STARTS:
            raise BoxLost(DIED, "Your code ended its process again and again.")
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
            try:
                self._ask(box, protocol.SaveWeights(file, held))
            except BoxLost:  # by no fault of a cell's: none has run
                if time.monotonic() >= self._ends or not self._try_again(BEFORE_THE_CELLS):
                    raise
                return False
        for number, source in enumerate(self._sources, start=1):
            if number in self._left_out:
                continue
            late = self._spent_on_cells > CELLS_SECONDS
            seconds = LAST_SECONDS if late else CELL_SECONDS
            began = time.monotonic()
            try:
                reply = self._ask(box, protocol.RunCell(source, number, seconds), seconds)
            except BoxLost as lost:
                if time.monotonic() >= min(self._ends, self._exercise_ends):
                    raise
                if lost.status == TIMEOUT or not self._try_again(number):
                    self._leave_out(number, lost.status, lost.words)
                return False
            finally:
                self._spent_on_cells += time.monotonic() - began
            if not self._came_through(number, reply, seconds):
                self.close()
                return False
        return True

    def _came_through(self, number: int, reply: Reply, seconds: float) -> bool:
        """Whether a cell left its box as the next cell may find it; else it is to be tried again,
        or was left out."""
        if not isinstance(reply, protocol.CellEnded) or is_crowded(reply.threads):
            self._leave_out(number, DIED, "It leaves threads running.")
            return False
        if lacks_threads(reply.error) or lacks_memory(reply.error):
            if self._try_again(number):
                return False
            self._failed[number] = OUT_OF_MEMORY if lacks_memory(reply.error) else SHORT
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

    def _note(self, number: int, reply: protocol.CellEnded, seconds: float) -> None:
        if reply.how == protocol.WAS_STOPPED:
            self._left_out.add(number)  # in another box it would only take as long again
            self._failed[number] = TIMEOUT
            self._say(f"Code cell {number} was stopped after {seconds:g} seconds.")
        elif reply.error is not None:
            self._say(f"Code cell {number} raised {reply.error.kinds[0][:80]}.")
        for note in reply.notes:
            self._say(f"Code cell {number}: {note[:80]}")

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
        """As `Answer.do`; raises `BoxLost` too, which is no `Wrong`: nothing more can be asked."""
        seconds = (seconds or SECONDS) * SLOWER
        given = [plain(item) for item in inputs]
        question = protocol.TryAnswer(self.name, operation.__name__, given, seconds)
        reply = self._session.ask(question, seconds)
        if isinstance(reply, protocol.TooLarge) or self._session.taken > MOST_TAKEN:
            raise Wrong(GAVE_TOO_MUCH, asked)
        if isinstance(reply, protocol.Returned):
            return reply.result
        if isinstance(reply, protocol.NotWritten):
            raise NotAnswered
        if isinstance(reply, protocol.TimeOver):
            raise BoxLost(TIMEOUT, f"It was stopped after {seconds:g} seconds.")
        if isinstance(reply, protocol.ErrorRaised):
            raise fault_of(reply, asked)
        raise BoxLost(DIED, NOT_USABLE)
