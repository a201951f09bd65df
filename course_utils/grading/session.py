"""A submission's notebook in boxes: its cells are run, and each answer is tried from outside.

Whatever ends a box costs the statement or the exercise that did it: the next question starts
another box, in which the cells run again without what had to be stopped. All limits are shares of
the time that the submission has, so that none of its parts takes another's.
"""

import time
from collections.abc import Callable, Sequence

from torch import Tensor

from course_utils.answers.answer import SECONDS, refuse
from course_utils.answers.exercise import Exercise, NotAnswered
from course_utils.answers.faults import seconds_text
from course_utils.answers.inside import protocol, replies
from course_utils.answers.inside.protocol import Question
from course_utils.answers.inside.replies import Reply
from course_utils.grading.box import DIED, OUT_OF_MEMORY, SHORT, TIMEOUT, Box, BoxLost
from course_utils.grading.remote import NOT_USABLE, RemoteAnswer
from course_utils.grading.replies import (
    NO_MORE,
    as_bytes,
    is_crowded,
    lacks_memory,
    lacks_threads,
    raised,
)
from course_utils.grading.submissions import NotRead

GRACE = 5.0  # seconds from the interrupt, which an answer may ignore, to the end of the box
STATEMENT_SECONDS, STATEMENT_SHARE = 20.0, 0.1  # at most, of the submission's time
CELLS_SHARE = 0.4  # for all statements, in all boxes; then only definitions and imports are run
DEFINITION_SECONDS = 5.0
EXERCISE_SECONDS = 90.0
READ_SECONDS = 30.0
MOST_STARTS = 40
BEFORE_THE_CELLS = -1  # in place of a statement's place
MOST_NOTES = 200  # of all cells
OVER = "The time for it was over."


class LeftOut(BoxLost):
    """The cell that defines an answer had to be left out, in every box."""


class Session:
    """One submission, which has so many seconds from now on."""

    def __init__(self, start: Callable[[], Box], seconds: float) -> None:
        self._start, self._seconds = start, seconds
        self._ends = self._exercise_ends = time.monotonic() + seconds
        self._box: Box | None = None
        self._began = self._ran = False  # the cells, in this box
        self.used = False  # by an exercise, whose leavings may fall on the next
        self._starts, self._spent_on_cells = 0, 0.0
        self._read: replies.NotebookRead | None = None
        self._answers: list[str] = []
        self._beside: list[Question] = []
        self._left_out: set[int] = set()  # statements by their place
        self._failed: dict[int, str] = {}  # these and more, and the status that each gives
        self.taken = 0  # bytes of the grader's memory, by what the answer at hand gave
        self._again: set[int] = set()  # statements that may have met a fault that was not theirs
        self.notes: list[str] = []

    def close(self) -> None:
        """End the box, if there is one; the next question starts another."""
        box, self._box = self._box, None
        self._began = self._ran = self.used = False
        if box is not None:
            box.end()

    def seconds_left(self) -> float:
        """Of the time that the submission has."""
        return max(0.0, self._ends - time.monotonic())

    def read(self, data: bytes, name: str) -> replies.NotebookRead:
        """The code cells of a notebook file; in a box that ran nothing.

        Raises `NotRead`, with the reason for the student, and `BoxLost`.
        """
        reply = self._ask_fresh(protocol.ReadNotebook(as_bytes(data), name))
        if isinstance(reply, replies.NotebookRead):
            return reply
        if isinstance(reply, replies.NotReadable):
            raise NotRead(reply.why)
        raise NotRead("The file could not be read: it takes too much memory.")

    def read_weights(self, data: bytes) -> dict[str, Tensor]:
        """The tensors of a file with weights, by name; in a box that ran nothing.

        Raises `NotRead`, with the reason for the student, and `BoxLost`.
        """
        reply = self._ask_fresh(protocol.ReadWeights(as_bytes(data)))
        if isinstance(reply, replies.WeightsRead):
            return reply.weights
        why = reply.why if isinstance(reply, replies.NotReadable) else ""
        why = reply.message if isinstance(reply, replies.ErrorRaised) else why
        raise NotRead(why or "It is too large.")

    def _ask_fresh(self, question: Question) -> Reply:
        """Ask a box in which no cell ran; once more where it died or failed, which a box may do by
        no fault of the file's. Raises `BoxLost`."""
        try:
            has_only_read = self._box is not None and not self._began
            reply = self._ask(self._box if has_only_read else self._fresh(), question)
            if isinstance(reply, question.replies):
                return reply
        except BoxLost as lost:
            if lost.status == TIMEOUT:
                raise
        return self._ask(self._fresh(), question)

    def run(
        self, read: replies.NotebookRead, answers: list[str], beside: Sequence[Question]
    ) -> None:
        """Run the cells, which give these answers, with files beside them: questions that lay each.

        Raises `BoxLost` where the time of the submission is over.
        """
        self._read, self._answers, self._beside = read, answers, list(beside)
        self._ready()

    def find(self, exercise: Exercise, seconds: float = EXERCISE_SECONDS) -> "RemoteAnswer":
        """The answer to an exercise, for which there are so many seconds from now on.

        Raises what `find` of the notebook raises, and `BoxLost`.
        """
        self._exercise_ends, self.taken = min(self._ends, time.monotonic() + seconds), 0
        names = sorted(exercise.not_to_call)
        question = protocol.FindAnswer(exercise.name, names, self._answers, SECONDS)
        reply = self.ask(question, SECONDS)
        if not isinstance(reply, question.replies) or is_crowded(reply.threads):
            self.close()  # those were left by the answer before
            reply = self.ask(question, SECONDS)
        if isinstance(reply, replies.AnswerMissing):
            raise self._missing(exercise.name)
        if isinstance(reply, replies.ErrorRaised) and "TookTooLong" in reply.kinds:
            raise BoxLost(TIMEOUT, "It could not be looked at in time.")
        if not isinstance(reply, replies.AnswerFound):
            raise BoxLost(DIED, NOT_USABLE)
        refuse(exercise, reply.stands_for, reply.source)
        if reply.devices:
            self._say(f"{exercise.name} uses {', '.join(reply.devices)}: is it the student's own?")
        self.used = True
        return RemoteAnswer(exercise.name, self)

    def _missing(self, name: str) -> Exception:
        """No answer; or the status of a statement that defines it and did not come to its end."""
        for place, status in self._failed.items():
            if name in self._read.written[place].split():
                where = self._where(place)
                return LeftOut(status, f"{where}, which defines it, did not run to its end.")
        return NotAnswered()

    def _where(self, place: int) -> str:
        return f"Code cell {self._read.cells[place]}, line {self._read.lines[place]}"

    def ask(self, question: Question, seconds: float) -> Reply:
        """Ask the box in which the cells have run. Raises `BoxLost`; then that box is gone.

        The time to run the cells once more is no time of the exercise's.
        """
        began = time.monotonic()
        box = self._ready()
        self._exercise_ends = min(self._ends, self._exercise_ends + time.monotonic() - began)
        return self._ask(box, question, seconds, self._exercise_ends)

    def _ask(
        self,
        box: Box,
        question: Question,
        seconds: float = READ_SECONDS,
        ends: float | None = None,
    ) -> Reply:
        left = (self._ends if ends is None else ends) - time.monotonic()
        try:
            if left <= 0:
                raise BoxLost(TIMEOUT, OVER)
            reply = box.ask(question, min(seconds + GRACE, left))
            if isinstance(reply, replies.OutOfThreads):
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
        if time.monotonic() >= self._ends:
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
        """Whether all statements ran to some end; else the box is gone, and one of them is to be
        tried again or left out."""
        for question in self._beside:
            try:
                self._ask(box, question)
            except BoxLost:  # by no fault of a cell's: none has run
                if time.monotonic() >= self._ends or not self._try_again(BEFORE_THE_CELLS):
                    raise
                return False
        for place in range(len(self._read.sources)):
            if place not in self._left_out and not self._run_statement(box, place):
                return False
        return True

    def _run_statement(self, box: Box, place: int) -> bool:
        """Whether the next statement may run in this box; else the box is gone."""
        seconds = self._seconds_for(place)
        if seconds == 0:
            self._say(f"{self._where(place)}: left out, the time for all cells was over.")
            return True
        read, began = self._read, time.monotonic()
        question = protocol.RunCell(
            read.sources[place], read.cells[place], seconds, read.lines[place]
        )
        try:
            reply = self._ask(box, question, seconds)
        except BoxLost as lost:
            if time.monotonic() >= self._ends:
                raise
            if lost.status == TIMEOUT or not self._try_again(place):
                self._leave_out(place, lost.status, lost.words)
            return False
        finally:
            self._spent_on_cells += time.monotonic() - began
        if self._came_through(place, reply, seconds):
            return True
        self.close()
        return False

    def _seconds_for(self, place: int) -> float:
        """For how long a statement may run; once the cells' share is used up, only what defines."""
        if self._spent_on_cells < CELLS_SHARE * self._seconds:
            return min(STATEMENT_SECONDS, STATEMENT_SHARE * self._seconds)
        return DEFINITION_SECONDS if self._read.definitions[place] else 0

    def _came_through(self, place: int, reply: Reply, seconds: float) -> bool:
        """Whether a statement left its box as the next may find it; else it is to be tried again,
        or was left out."""
        if not isinstance(reply, replies.CellEnded) or is_crowded(reply.threads):
            self._leave_out(place, DIED, "It leaves threads running.")
            return False
        if lacks_threads(reply.error) or lacks_memory(reply.error):
            if self._try_again(place):
                return False
            self._failed[place] = OUT_OF_MEMORY if lacks_memory(reply.error) else SHORT
        self._note(place, reply, seconds)
        return True

    def _try_again(self, place: int) -> bool:
        """Whether a statement is still to be tried once more, in a fresh box: what ended the box,
        or was used up, may have been another's."""
        first = place not in self._again
        self._again.add(place)
        return first

    def _leave_out(self, place: int, status: str, why: str) -> None:
        self._left_out.add(place)
        self._failed[place] = status
        self._say(f"{self._where(place)}, was left out. {why}")

    def _note(self, place: int, reply: replies.CellEnded, seconds: float) -> None:
        where = self._where(place)
        if reply.how == replies.WAS_STOPPED:
            self._left_out.add(place)  # in another box it would only take as long again
            self._failed[place] = TIMEOUT
            self._say(f"{where}, was stopped after {seconds_text(seconds)}.")
        elif reply.error is not None:
            self._say(f"{where}, {raised(reply.error)}")
        for note in reply.notes:
            self._say(f"{where}: {note[:80]}")

    def _say(self, note: str) -> None:
        if len(self.notes) < MOST_NOTES and note not in self.notes:  # cells may run more than once
            self.notes.append(note)
