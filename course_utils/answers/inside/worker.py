"""The box's side of the talk: runs the notebook's cells, then what is asked of the answers.

From the first cell on this process belongs to the learner's code: whatever stands here can be
changed by it, and nothing that comes from here is believed. It knows names of operations and
inputs; it knows no checks, no seed, no wanted values.
"""

import io
import os
import sys
import threading
import time
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import IPython
import torch
from torch import Tensor, nn

from course_utils.answers import operations
from course_utils.answers.answer import (
    LEARNERS_MODULE,
    Answer,
    CallsUnwritten,
    LeftChanged,
    Raised,
    Stopped,
    inspect_answer,
)
from course_utils.answers.exercise import NotAnswered, Wrong
from course_utils.answers.inside import protocol, replies
from course_utils.answers.inside.cells import cells_of
from course_utils.answers.inside.envelope import as_plain, read_question
from course_utils.answers.inside.escapes import try_escapes
from course_utils.answers.inside.messages import (
    LONGEST_NAME,
    LONGEST_WORDS,
    REQUEST,
    Refused,
    decode,
    encode,
    receive,
    with_length,
)
from course_utils.answers.inside.protocol import Question
from course_utils.answers.inside.replies import MOST_NOTES, Reply
from course_utils.answers.inside.shell import Shell, end, no_words, show
from course_utils.answers.inside.statements import statements_of
from course_utils.answers.inside.texts import Unreadable
from course_utils.answers.kept import modes, put_back
from course_utils.answers.plain import plain
from course_utils.answers.time_limit import NoThread, TookTooLong, call_within


def serve(incoming: int, outgoing: int) -> None:
    """Answer questions, one at a time, until the pipe ends."""
    worker = Worker()
    while True:
        try:
            came = decode(receive(partial(os.read, incoming), lambda: REQUEST.size), REQUEST)
        except EOFError:
            return
        question, token = read_question(came)
        try:
            message = encode(as_plain(worker.answer(question), token), question.bounds)
        except (Refused, RecursionError, MemoryError):
            message = encode(as_plain(replies.TooLarge(), token))
        _write(outgoing, with_length(message))


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
        self.modes = modes()
        self.written: dict[str, Any] = {}  # the last function or class under each name
        self.stubs: dict[str, Any] = {}
        IPython.get_ipython = IPython.core.getipython.get_ipython = lambda: self.shell
        self.names |= {"get_ipython": lambda: self.shell, "display": show, "input": no_words}
        self.names |= {"exit": end, "quit": end}
        # Each box has one thread, and threads that a cell leaves behind are counted.
        torch.set_num_threads = lambda n: None
        # No compiler is in a box, and to look for one takes seconds.
        torch.compile = lambda model=None, **_: model or (lambda function: function)

    def answer(self, question: Question) -> Reply:
        """What came of a question; whatever the learner's code raises ends here."""
        try:
            return self._answer(question)
        except NoThread:
            return replies.OutOfThreads()
        except (Exception, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
            return _in_words(error)

    def _answer(self, question: Question) -> Reply:
        match question:
            case protocol.Greet():
                return replies.Greeted()
            case protocol.TryEscapes():
                return replies.EscapesTried(try_escapes(question))
            case protocol.ReadNotebook():
                return read_notebook(question.data, question.name)
            case protocol.ReadWeights():
                return read_weights(question.data)
            case protocol.SaveWeights():
                torch.save(question.weights, question.file)
                return replies.WeightsSaved()
            case protocol.SaveModule():
                Path(question.file).write_text(question.text, encoding="utf-8")
                return replies.ModuleSaved()
            case protocol.RunCell():
                return self._run_cell(question)
            case protocol.FindAnswer():
                return self._find(question)
            case protocol.TryAnswer():
                return self._try(question)
            case protocol.TryAnswers():
                return self._try_each(question)
        raise Refused("nobody here answers such a question")

    def _run_cell(self, question: protocol.RunCell) -> replies.CellEnded:
        """Run one cell; it costs only itself, whatever it does short of ending the process."""
        self.shell.notes = []
        how, error = replies.CAME_TO_ITS_END, None
        try:
            file, run = f"<cell {question.number}>", self.shell.run_statement
            call_within(question.seconds, run, question.source, file, question.line)
        except TookTooLong:
            how = replies.WAS_STOPPED
        except NoThread:
            raise
        except BaseException as raised:
            how, error = replies.RAISED_AN_ERROR, _in_words(raised)
        self._keep_what_it_gave(question.source)
        return replies.CellEnded(how, self.shell.notes[:MOST_NOTES], _threads(), error)

    def _keep_what_it_gave(self, source: str) -> None:
        for statement in statements_of(source):
            for name in statement.names:
                value = self.names.get(name)
                if may_be_an_answer(value):
                    kept = self.written if name in statement.written else self.stubs
                    kept[name] = value

    def _put_back(self, answers: list[str]) -> None:
        """The modes of torch as they were, and each answer under its name again."""
        put_back(self.modes)
        for name in answers:
            now = self.names.get(name)
            is_a_stub = now is not None and now is self.stubs.get(name)
            if name in self.written and (is_a_stub or not may_be_an_answer(now)):
                self.names[name] = self.written[name]

    def _find(self, question: protocol.FindAnswer) -> Reply:
        self._put_back(question.answers)
        if question.name not in self.names:
            return replies.AnswerMissing(_threads())
        target = self.names[question.name]
        found = call_within(question.seconds, inspect_answer, target, question.not_to_call)
        stands_for, source, devices = found
        return replies.AnswerFound(
            stands_for[:LONGEST_WORDS], source[:LONGEST_WORDS], devices, _threads()
        )

    def _try(self, question: protocol.TryAnswer) -> Reply:
        answer = Answer(question.name, self.names[question.name])
        operation = getattr(operations, question.operation)
        try:
            result = answer.do(operation, *question.inputs, seconds=question.seconds)
            return replies.Returned(result)
        except NotAnswered:
            return replies.NotWritten()
        except Stopped:
            return replies.TimeOver()
        except Raised as raised:
            return _raised(raised.kinds, raised.message, raised.line)
        except (CallsUnwritten, LeftChanged) as fault:
            about = fault.called if isinstance(fault, CallsUnwritten) else fault.mode
            return _raised([type(fault).__name__], about, "")

    def _try_each(self, question: protocol.TryAnswers) -> Reply:
        answer = Answer(question.name, self.names[question.name])
        operation, results = getattr(operations, question.operation), []
        half = time.monotonic() + question.seconds / 2  # so that one more call may take its time
        for inputs in question.inputs:
            try:
                results.append(answer.do(operation, *inputs, seconds=question.seconds))
            except Stopped:
                return replies.TimeOver()
            except (Wrong, NotAnswered):
                break  # it is asked for alone, and what it raised is said there
            if time.monotonic() > half:
                break
        return replies.Returned(results)


def may_be_an_answer(value: Any) -> bool:
    """Whether a value can be an answer: a function or a class, and no network that one has made."""
    return callable(value) and not isinstance(value, nn.Module)


def read_notebook(data: Tensor, name: str) -> Reply:
    """The code cells of a notebook file; asked of a box that has run nothing yet."""
    try:
        return cells_of(data.numpy().tobytes(), name)
    except Unreadable as error:
        return replies.NotReadable(str(error)[:LONGEST_WORDS])


def read_weights(data: Tensor) -> Reply:
    """The tensors of a file with weights, by name; asked of a box that has run nothing yet."""
    try:
        held = torch.load(io.BytesIO(data.numpy().tobytes()), weights_only=True, map_location="cpu")
    except Exception as error:  # whatever is wrong with the file, the learner hears it in words
        return replies.NotReadable(str(error).partition("\n")[0][:LONGEST_WORDS])
    held = plain(dict(held)) if isinstance(held, dict) else None
    try:
        return replies.WeightsRead(held)
    except Refused:
        return replies.NotReadable("It holds no weights by name.")


def _in_words(error: BaseException) -> replies.ErrorRaised:
    kinds = [kind.__name__ for kind in type(error).__mro__]
    try:
        message = str(error)
    except BaseException:  # the learner's own __str__
        message = ""
    return _raised(kinds, message, "")


def _raised(kinds: list[str], message: str, line: str) -> replies.ErrorRaised:
    names = [kind[:LONGEST_NAME] for kind in kinds[: replies.MOST_KINDS]]
    return replies.ErrorRaised(names, message[:LONGEST_WORDS], line[:LONGEST_WORDS])


def _threads() -> int:
    """Threads of this process, those that Python does not know of included."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return threading.active_count()
