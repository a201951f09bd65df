"""An answer in a box: an operation goes in by its name, plain data come out."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from typing import Any, Protocol

from torch import Tensor

from course_utils.answers.answer import SECONDS, Answer
from course_utils.answers.exercise import NotAnswered, Wrong
from course_utils.answers.faults import seconds_text
from course_utils.answers.inside import protocol, replies
from course_utils.answers.operations import call
from course_utils.answers.plain import plain
from course_utils.grading.box import DIED, TIMEOUT, BoxLost
from course_utils.grading.replies import fault_of

MOST_CALLS = 64  # in one message
MOST_TOGETHER = 100_000  # bytes of all their inputs
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
        self._expected: deque[tuple[tuple, Mapping[str, Any]]] = deque()
        self._ready: deque[Any] = deque()  # results of the calls that are expected next
        self._together, self._most = 1, MOST_CALLS  # calls that go in one message

    def expect(self, calls: Iterable[tuple[tuple, Mapping[str, Any]]]) -> None:
        """As `Answer.expect`: they go together, more and more as long as all give results."""
        self._expected, self._ready = deque(calls), deque()
        self._together, self._most = 1, MOST_CALLS

    def do(
        self,
        operation: Callable,
        *inputs: Any,
        asked: str = "",
        seconds: float | None = None,
    ) -> Any:
        """As `Answer.do`; raises `BoxLost` too, which is no `Wrong`: nothing more can be asked."""
        seconds = (seconds or SECONDS) * SLOWER
        if not self._is_expected(operation, inputs):
            self.expect([])
            return self._do_alone(operation, inputs, asked, seconds)
        if not self._ready:
            self._do_together(seconds)
        self._expected.popleft()
        if self._ready:
            return self._ready.popleft()
        self._together = 1
        result = self._do_alone(operation, inputs, asked, seconds)
        self._together = min(2, self._most)
        return result

    def _is_expected(self, operation: Callable, inputs: tuple) -> bool:
        if operation is not call or not self._expected:
            return False
        (arguments, named), (expected, by_name) = inputs, self._expected[0]
        same = [a is b for a, b in zip(arguments, expected, strict=False)]
        same += [named.get(name) is value for name, value in by_name.items()]
        return all(same) and len(arguments) == len(expected) and len(named) == len(by_name)

    def _do_together(self, seconds: float) -> None:
        """Ask for the results of the next calls, unless they are large; there may come fewer."""
        given = [
            [plain(list(inputs)), plain(dict(named))]
            for inputs, named in islice(self._expected, self._together)
        ]
        if len(given) < 2 or sum(map(_size, given)) > MOST_TOGETHER:
            return
        question = protocol.TryAnswers(self.name, call.__name__, given, seconds)
        reply = self._session.ask(question, 1.5 * seconds)
        if isinstance(reply, replies.TimeOver):
            raise _over(seconds)
        if not isinstance(reply, replies.Returned) or self._session.taken > MOST_TAKEN:
            self._most = len(given) // 2  # so that no result is computed twice again and again
            return  # what is wrong with the first of them is said where it is asked for alone
        if type(reply.result) is not list or len(reply.result) > len(given):
            raise BoxLost(DIED, NOT_USABLE)
        self._ready.extend(reply.result)
        is_whole = len(self._ready) == len(given)
        self._together = min(2 * self._together, self._most) if is_whole else 1

    def _do_alone(self, operation: Callable, inputs: tuple, asked: str, seconds: float) -> Any:
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
            raise _over(seconds)
        if isinstance(reply, replies.ErrorRaised):
            raise fault_of(reply, asked)
        raise BoxLost(DIED, NOT_USABLE)


def _over(seconds: float) -> BoxLost:
    return BoxLost(TIMEOUT, f"It was stopped after {seconds_text(seconds)}.")


def _size(value: Any) -> int:
    """About how many bytes a plain value takes on its way."""
    if isinstance(value, Tensor):
        return value.numel() * value.element_size()
    if isinstance(value, dict):
        return sum(map(_size, value.values()))
    if isinstance(value, (list, tuple)):
        return 8 + sum(map(_size, value))
    return len(value) if isinstance(value, str) else 8
