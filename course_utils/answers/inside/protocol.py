"""The talk between grader and box: a class for each question; nothing else is said.

A question comes from the grader; it names the replies that it may get, and how large they may be.
"""

from dataclasses import dataclass
from typing import ClassVar

from torch import Tensor

from course_utils.answers.inside.messages import LARGEST, MANY_PARTS, SMALL, Bounds
from course_utils.answers.inside.replies import (
    AnswerFound,
    AnswerMissing,
    CellEnded,
    ErrorRaised,
    EscapesTried,
    Greeted,
    ModuleSaved,
    NotebookRead,
    NotReadable,
    NotWritten,
    OutOfThreads,
    Returned,
    TimeOver,
    TooLarge,
    WeightsRead,
    WeightsSaved,
)

TO_ANY_QUESTION = (ErrorRaised, OutOfThreads, TooLarge)


@dataclass(frozen=True)
class Question:
    """What the grader asks: which replies may come, and how large they may be."""

    replies: ClassVar[tuple[type, ...]] = ()
    bounds: ClassVar[Bounds] = SMALL


@dataclass(frozen=True)
class Greet(Question):
    """Is the box there?"""

    replies = (Greeted,)


@dataclass(frozen=True)
class TryEscapes(Question):
    """Try all that a box must not allow."""

    port: int
    unseen: list[str]
    memory_mb: int
    disk_mb: int
    threads: int
    pids: int
    replies = (EscapesTried,)


@dataclass(frozen=True)
class ReadNotebook(Question):
    """Which code cells has a notebook file? Its bytes come as a uint8 tensor."""

    data: Tensor
    name: str
    replies = (NotebookRead, NotReadable)
    # The largest honest reply: a notebook's sources are cut at 100 KB.
    bounds = MANY_PARTS


@dataclass(frozen=True)
class ReadWeights(Question):
    """Which tensors has a file with weights? Its bytes come as a uint8 tensor."""

    data: Tensor
    replies = (WeightsRead, NotReadable)
    bounds = LARGEST


@dataclass(frozen=True)
class SaveWeights(Question):
    """Write a file with weights, for cells that load it."""

    file: str
    weights: dict[str, Tensor]
    replies = (WeightsSaved,)


@dataclass(frozen=True)
class SaveModule(Question):
    """Write a module of the student's own, for cells that import it."""

    file: str
    text: str
    replies = (ModuleSaved,)


@dataclass(frozen=True)
class RunCell(Question):
    """Run a code cell, or a statement of it that begins on a line; it has so many seconds."""

    source: str
    number: int
    seconds: float
    line: int = 1
    replies = (CellEnded,)


@dataclass(frozen=True)
class FindAnswer(Question):
    """What has the name, and whose work is it? `not_to_call` names what it must not call, `answers`
    all names of the lesson's answers: where one has become a name for something else, or a stub
    below it has taken its place, the last function or class that was written stands for it."""

    name: str
    not_to_call: list[str]
    answers: list[str]
    seconds: float
    replies = (AnswerFound, AnswerMissing)


@dataclass(frozen=True)
class TryAnswer(Question):
    """Run one of the functions of `operations`, by its name, on an answer."""

    name: str
    operation: str
    inputs: list
    seconds: float
    replies = (Returned, NotWritten, TimeOver)
    bounds = Bounds(4 * 2**20, 2**20, 50_000, 10_000)  # honest: 0.7 MB and 154 parts


@dataclass(frozen=True)
class TryAnswers(Question):
    """Run one of the functions of `operations` on an answer, once with each list of inputs.

    `Returned` has the results in their order, up to the first call that gives none.
    """

    name: str
    operation: str
    inputs: list
    seconds: float
    replies = (Returned, TimeOver)
    bounds = TryAnswer.bounds


QUESTIONS = {kind.__name__: kind for kind in Question.__subclasses__()}
