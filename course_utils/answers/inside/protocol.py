"""The talk between grader and box: a class for each question and each reply; nothing else is said.

A reply is checked as it is made: it has the types and sizes that its class names, and what it says
may still be a lie. A question comes from the grader; it names the replies that it may get, and how
large they may be.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from torch import Tensor

from course_utils.answers.inside.messages import (
    LARGEST,
    LONGEST_NAME,
    LONGEST_WORDS,
    MANY_PARTS,
    SMALL,
    Bounds,
    Refused,
)
from course_utils.answers.inside.required import require_count, require_text, require_texts

MOST_KINDS = 20  # of an error: its type and their base classes
MOST_NOTES = 20  # of one cell
MOST_CELLS = 500
LONGEST_SOURCE = 100_000
LONGEST_WEIGHT_NAME = 10_000
CAME_TO_ITS_END, WAS_STOPPED, RAISED_AN_ERROR = "came to its end", "was stopped", "raised an error"
ENDS = (CAME_TO_ITS_END, WAS_STOPPED, RAISED_AN_ERROR)


# Replies


@dataclass(frozen=True)
class Greeted:
    """The box is there."""


@dataclass(frozen=True)
class EscapesTried:
    """What each attempt to leave the box came to."""

    came_to: dict[str, str]

    def __post_init__(self) -> None:
        if type(self.came_to) is not dict:
            raise Refused("there is no table of attempts")
        for name, words in self.came_to.items():
            require_text(name, LONGEST_NAME)
            require_text(words)


@dataclass(frozen=True)
class NotebookRead:
    """Sources of the code cells, in order; notes for the student; names defined in Markdown."""

    sources: list[str]
    notes: list[str]
    in_markdown: list[str]

    def __post_init__(self) -> None:
        require_texts(self.sources, MOST_CELLS, LONGEST_SOURCE)
        require_texts(self.notes, MOST_CELLS, LONGEST_WORDS)
        require_texts(self.in_markdown, MOST_CELLS, LONGEST_WORDS)


@dataclass(frozen=True)
class NotReadable:
    """A file that holds no notebook, or no weights; `why` is for the student."""

    why: str

    def __post_init__(self) -> None:
        require_text(self.why)


@dataclass(frozen=True)
class WeightsRead:
    """The tensors of a file with weights, by name."""

    weights: dict[str, Tensor]

    def __post_init__(self) -> None:
        if type(self.weights) is not dict:
            raise Refused("there are no weights by name")
        for name, tensor in self.weights.items():
            require_text(name, LONGEST_WEIGHT_NAME)
            if type(tensor) is not Tensor:
                raise Refused("a weight is no tensor")


@dataclass(frozen=True)
class WeightsSaved:
    """The file with weights lies where cells may load it."""


@dataclass(frozen=True)
class ErrorRaised:
    """An error: its type and base classes by name, its message, and the learner's line."""

    kinds: list[str]
    message: str
    line: str = ""

    def __post_init__(self) -> None:
        require_texts(self.kinds, MOST_KINDS, LONGEST_NAME)
        require_text(self.message)
        require_text(self.line)
        if not self.kinds:
            raise Refused("an error in it has no type")


@dataclass(frozen=True)
class CellEnded:
    """How a cell ended (one of `ENDS`), what was passed over, and the threads that run now."""

    how: str
    notes: list[str]
    threads: int
    error: ErrorRaised | None = None

    def __post_init__(self) -> None:
        require_texts(self.notes, MOST_NOTES, LONGEST_WORDS)
        require_count(self.threads)
        require_text(self.how)
        expected = ErrorRaised if self.how == RAISED_AN_ERROR else type(None)
        if self.how not in ENDS or type(self.error) is not expected:
            raise Refused("a cell ended in no way that there is")


@dataclass(frozen=True)
class AnswerMissing:
    """No cell has defined the name; and the threads that run now."""

    threads: int

    def __post_init__(self) -> None:
        require_count(self.threads)


@dataclass(frozen=True)
class AnswerFound:
    """What stands in the place of an answer, whose work it is, and the threads that run now."""

    stands_for: str
    source: str
    threads: int

    def __post_init__(self) -> None:
        require_text(self.stands_for)
        require_text(self.source)
        require_count(self.threads)


@dataclass(frozen=True)
class Returned:
    """What an operation on an answer gave: any plain data."""

    result: Any


@dataclass(frozen=True)
class NotWritten:
    """The answer still raises NotImplementedError."""


@dataclass(frozen=True)
class TimeOver:
    """The answer did not end in time."""


@dataclass(frozen=True)
class OutOfThreads:
    """No thread was to be had to watch the time: no fault of the answer at hand."""


@dataclass(frozen=True)
class TooLarge:
    """The reply does not fit into the bounds of its question."""


Reply = (
    Greeted | EscapesTried | NotebookRead | NotReadable | WeightsRead | WeightsSaved | CellEnded
    | AnswerMissing | AnswerFound | Returned | NotWritten | TimeOver | ErrorRaised | OutOfThreads
    | TooLarge
)  # fmt: skip
TO_ANY_QUESTION = (ErrorRaised, OutOfThreads, TooLarge)


# Questions


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
class RunCell(Question):
    """Run a cell, which has so many seconds."""

    source: str
    number: int
    seconds: float
    replies = (CellEnded,)


@dataclass(frozen=True)
class FindAnswer(Question):
    """What has the name, and whose work is it? `not_to_call` names what it must not call."""

    name: str
    not_to_call: list[str]
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


QUESTIONS = {kind.__name__: kind for kind in Question.__subclasses__()}
