"""The learner's answer: found by name, called under a time limit, its failures put into words."""

import linecache
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from types import FrameType
from typing import Any

from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.authorship import devices_in, source_of
from course_utils.answers.exercise import Exercise, NotAnswered, Wrong
from course_utils.answers.faults import CallsUnwritten, LeftChanged, Raised, Stopped
from course_utils.answers.kept import modes, put_back
from course_utils.answers.plain import as_text, plain, same
from course_utils.answers.time_limit import NoThread, TookTooLong, call_within, was_pressed
from course_utils.answers.warm import as_written, warm_up

SECONDS = 5.0  # for one call; each takes milliseconds where the answer is right
LEARNERS_MODULE = "__main__"


class _Ended(Exception):
    """The answer raised what ends a program or an interrupt, and no Ctrl-C was pressed."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error


class Answer:
    """One answer. `answer(…)` calls it; `do` runs an operation on it; both give plain data."""

    def __init__(self, name: str, target: Any) -> None:
        self.name = name
        self._target = target

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """Call a function with these inputs; raises `Wrong` where it changes them in place."""
        asked = call_text(self.name, arguments, named)
        result, after = self.do(operations.call, list(arguments), dict(named), asked=asked)
        before = plain([list(arguments), dict(named)])
        if not same(plain(after), before):
            tensors = any(isinstance(item, Tensor) for item in (*arguments, *named.values()))
            raise Wrong(
                "Your answer changed one of its inputs in place. Work on a copy "
                f"({'clone()' if tensors else 'list(…) makes one of a list'}), or build the result "
                "without assigning into the input.",
                asked,
            )
        return result

    def expect(self, calls: Iterable[tuple[tuple, Mapping[str, Any]]]) -> None:
        """Which calls come next, each with its inputs by position and by name. Nothing here; where
        an answer is called by messages, many go in one."""

    def do(
        self,
        operation: Callable,
        *inputs: Any,
        asked: str = "",
        seconds: float | None = None,
    ) -> Any:
        """Run one of the functions of `operations` on the answer, with copies of the inputs.

        Raises `NotAnswered`, `Raised`, `Stopped` where the time is over, `LeftChanged` where a mode
        of torch is another afterwards (it is put back), `CallsUnwritten`, `NoThread`.
        """
        warm_up(self._target, operation)
        before = modes()
        try:
            with as_written():
                result = self._within(seconds or SECONDS, operation, inputs, asked)
        finally:
            left = put_back(before)
        if left:
            raise LeftChanged(left, asked)
        return result

    def _within(self, seconds: float, operation: Callable, inputs: tuple, asked: str) -> Any:
        copies = [plain(item) for item in inputs]
        try:
            return call_within(seconds, _to_its_end, operation, self._target, copies)
        except TookTooLong:
            raise Stopped(seconds, asked) from None
        except NoThread:
            raise  # no fault of this answer
        except RecursionError as error:
            raise _raised(error, "", asked) from None
        except _Ended as ended:
            raise _raised(ended.error, learners_line(ended.error), asked) from None
        except Exception as error:
            if not is_a_stub(error):
                raise _raised(error, learners_line(error), asked) from None
            called = self._called(error)
            raise (CallsUnwritten(called, asked) if called else NotAnswered) from None

    def _called(self, error: BaseException) -> str:
        """The learner's other function or class that raised it; empty where it was this answer."""
        names = [frame.f_code.co_qualname.partition(".")[0] for frame, _ in learners_frames(error)]
        own = {self.name, getattr(self._target, "__name__", self.name), *names[:1]}
        return "" if not names or names[-1] in own else names[-1]

    def refuses(self, *arguments: Any, **named: Any) -> bool:
        """Whether the answer raises ValueError for these inputs; another error is `Raised`."""
        try:
            self(*arguments, **named)
        except Raised as raised:
            if "ValueError" in raised.kinds:
                return True
            raise
        return False


def _to_its_end(operation: Callable, target: Any, inputs: list) -> Any:
    """What the operation gives, as plain data; raises `_Ended` for the answer's own exit()."""
    try:
        return plain(operation(target, *inputs))
    except (SystemExit, GeneratorExit) as error:
        raise _Ended(error) from None
    except KeyboardInterrupt as error:
        if was_pressed(error):
            raise
        raise _Ended(error) from None


def _raised(error: BaseException, line: str, asked: str) -> Raised:
    return Raised([kind.__name__ for kind in type(error).__mro__], str(error), line, asked)


def call_text(name: str, arguments: tuple, named: Mapping[str, Any]) -> str:
    """The call as one would write it."""
    inside = [as_text(argument) for argument in arguments]
    inside += [f"{key}={as_text(value)}" for key, value in named.items()]
    return f"{name}({', '.join(inside)})"


def learners_line(error: BaseException) -> str:
    """The last line of the notebook that the error went through, as "3: `return a / b`"."""
    frames = learners_frames(error)
    if not frames:
        return ""
    frame, number = frames[-1]
    text = linecache.getline(frame.f_code.co_filename, number).strip()
    return f"{number}: `{text}`" if text else f"{number} of its cell"


def learners_frames(error: BaseException) -> list[tuple[FrameType, int]]:
    """The notebook's frames that the error went through, each with its line, outermost first."""
    steps = traceback.walk_tb(error.__traceback__)
    return [step for step in steps if step[0].f_globals.get("__name__") == LEARNERS_MODULE]


def is_a_stub(error: BaseException) -> bool:
    """Whether the learner's own line raised NotImplementedError; torch raises it too."""
    return isinstance(error, NotImplementedError) and (
        not str(error) or "NotImplementedError" in learners_line(error)
    )


def find(exercise: Exercise, namespace: Mapping[str, Any]) -> Answer:
    """The answer to an exercise among the names of a notebook.

    Raises `NotAnswered` where the name is not there, `Wrong` where it stands for something that
    cannot be an answer, or for somebody else's work.
    """
    if exercise.name not in namespace:
        raise NotAnswered
    target = namespace[exercise.name]
    refuse(exercise, *inspect_answer(target, exercise.not_to_call)[:2])
    return Answer(exercise.name, target)


def inspect_answer(target: Any, not_to_call: Collection[str]) -> tuple[str, str, list[str]]:
    """What stands in the place of an answer, whose work it is, and what in it could hide that; each
    empty where all is well."""
    if not callable(target) or isinstance(target, nn.Module):
        return as_text(plain(target)), "", []
    has_kin = len(not_to_call) > 1  # else no library holds what the learner is to write
    devices = devices_in(target) if has_kin else []
    return "", source_of(target, frozenset(not_to_call)), devices


def refuse(exercise: Exercise, stands_for: str, source: str) -> None:
    """Raises `Wrong` where `inspect_answer` found something."""
    if stands_for:
        raise Wrong(
            f"`{exercise.name}` now stands for {stands_for}. Some cell gave the name to "
            "another thing: run the cell that defines your answer again, then this one."
        )
    if source:
        raise Wrong(
            f"Well found: {source} does this. Handing it on gets no points, though. Write "
            f"{exercise.signature} yourself, and use that one to compare with."
        )
