"""What a box may reply: a class for each reply, checked as it is made.

A reply has the types and sizes that its class names, and what it says may still be a lie.
"""

from dataclasses import dataclass
from typing import Any

from torch import Tensor

from course_utils.answers.inside.messages import LONGEST_NAME, LONGEST_WORDS, Refused
from course_utils.answers.inside.required import (
    require_count,
    require_counts,
    require_flags,
    require_text,
    require_texts,
)

MOST_KINDS = 20  # of an error: its type and their base classes
MOST_NOTES = 20  # of one cell
MOST_CELLS = 500
MOST_STATEMENTS = 3_000
LONGEST_SOURCE = 100_000
LONGEST_WEIGHT_NAME = 10_000
CAME_TO_ITS_END, WAS_STOPPED, RAISED_AN_ERROR = "came to its end", "was stopped", "raised an error"
ENDS = (CAME_TO_ITS_END, WAS_STOPPED, RAISED_AN_ERROR)


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
    """The statements of the code cells, in order; notes for the student; names in Markdown.

    Of each statement: its source, the number of its code cell and the line on which it begins
    there, both from 1; the names that it gives, with spaces between, and those of them that are
    written and no stubs; whether it only defines or imports; about how many bytes of data it could
    hold.
    """

    sources: list[str]
    cells: list[int]
    lines: list[int]
    names: list[str]
    written: list[str]
    definitions: list[bool]
    data: list[int]
    notes: list[str]
    in_markdown: list[str]

    def __post_init__(self) -> None:
        for texts in (self.sources, self.names, self.written):
            require_texts(texts, MOST_STATEMENTS, LONGEST_SOURCE)
        for numbers in (self.cells, self.lines, self.data):
            require_counts(numbers, MOST_STATEMENTS)
        require_flags(self.definitions, MOST_STATEMENTS)
        parts = (self.cells, self.lines, self.names, self.written, self.definitions, self.data)
        if any(len(part) != len(self.sources) for part in parts):
            raise Refused("a statement in it lacks something")
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
class ModuleSaved:
    """The module lies where cells may import it."""


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
    """What stands in the place of an answer, whose work it is, what in it could hide that, and the
    threads that run now."""

    stands_for: str
    source: str
    devices: list[str]
    threads: int

    def __post_init__(self) -> None:
        require_text(self.stands_for)
        require_text(self.source)
        require_texts(self.devices, MOST_NOTES, LONGEST_NAME)
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
    Greeted | EscapesTried | NotebookRead | NotReadable | WeightsRead | WeightsSaved | ModuleSaved
    | CellEnded | AnswerMissing | AnswerFound | Returned | NotWritten | TimeOver | ErrorRaised
    | OutOfThreads | TooLarge
)  # fmt: skip
