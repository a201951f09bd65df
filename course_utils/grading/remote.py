"""An answer in a box: an operation goes in by its name, plain data come out."""

from collections.abc import Callable
from typing import Any, Protocol

from course_utils.answers.answer import SECONDS, Answer
from course_utils.answers.exercise import NotAnswered, Wrong
from course_utils.answers.inside import protocol, replies
from course_utils.answers.plain import plain
from course_utils.grading.box import DIED, TIMEOUT, BoxLost
from course_utils.grading.replies import fault_of

SLOWER = 3  # times as long as in a notebook: one thread, beside other boxes
NOT_USABLE = "What your code sent back is no reply that the grader can use."
MOST_TAKEN = 64 * 2**20  # bytes of the grader's memory, by what one answer gives in all
GAVE_TOO_MUCH = "What your answer gave is too large, or lists in lists without end."


class Asked(Protocol):
    """The session that an answer is in: what it may ask, and what the answer has taken by then."""

    taken: int

    def ask(self, question: protocol.Question, seconds: float) -> replies.Reply:
        """The reply to a question. Raises `BoxLost`."""


class RemoteAnswer(Answer):
    """`Answer`, with the box of a session in place of the notebook."""

    def __init__(self, name: str, session: Asked) -> None:
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
        if isinstance(reply, replies.TooLarge) or self._session.taken > MOST_TAKEN:
            raise Wrong(GAVE_TOO_MUCH, asked)
        if isinstance(reply, replies.Returned):
            return reply.result
        if isinstance(reply, replies.NotWritten):
            raise NotAnswered
        if isinstance(reply, replies.TimeOver):
            raise BoxLost(TIMEOUT, f"It was stopped after {seconds:g} seconds.")
        if isinstance(reply, replies.ErrorRaised):
            raise fault_of(reply, asked)
        raise BoxLost(DIED, NOT_USABLE)
