"""What an error or a number of threads in a reply means for the grader; either may be a lie."""

import re
import sys

import torch
from torch import Tensor

from course_utils.answers import answer
from course_utils.answers.exercise import Wrong
from course_utils.answers.inside.replies import ErrorRaised
from course_utils.answers.kept import LEFT
from course_utils.grading.box import OUT_OF_MEMORY, SHORT, BoxLost

MOST_THREADS = 24  # that run on after a cell; torch keeps a few of its own
NO_MORE = "There were no more threads or open files to be had."
# What Python and torch say where threads, open files or processes are used up.
SHORTAGES = ("can't start new thread", "can't start a new thread", "Too many open files")
SHORTAGES += ("Resource temporarily unavailable",)
NO_MEMORY = ("allocate memory", "std::bad_alloc")


def fault_of(error: ErrorRaised, asked: str) -> Wrong | BoxLost:
    """What to raise for an error: the answer's own, or one of a box that lacks something."""
    if lacks_memory(error):
        return BoxLost(OUT_OF_MEMORY, "It took more memory than there is for one answer.")
    if lacks_threads(error):
        return BoxLost(SHORT, NO_MORE)
    if error.kinds[0] == answer.CallsUnwritten.__name__ and error.message.isidentifier():
        return answer.CallsUnwritten(error.message, asked)
    if error.kinds[0] == answer.LeftChanged.__name__ and error.message in LEFT:
        return answer.LeftChanged(error.message, asked)
    return answer.Raised(error.kinds, error.message, error.line, asked)


def is_crowded(threads: int) -> bool:
    """Whether threads run on after what was asked for."""
    return threads > MOST_THREADS


def lacks_threads(error: ErrorRaised | None) -> bool:
    """Whether an error says that threads, files or processes are used up; by whom it cannot say."""
    return error is not None and any(words in error.message for words in SHORTAGES)


def lacks_memory(error: ErrorRaised | None) -> bool:
    """Whether an error says that there was no memory; by whom it was taken it cannot say."""
    if error is None:
        return False
    return "MemoryError" in error.kinds or any(words in error.message for words in NO_MEMORY)


def raised(error: ErrorRaised) -> str:
    """What a statement did that ended in an error, for a note; an error's message may be long."""
    lacking = re.fullmatch(r"No module named '([\w.]{1,80})'", error.message)
    if lacking:
        return f"needs the package {lacking[1]}, which the grader does not have."
    if "SyntaxError" in error.kinds:
        ours = f"{sys.version_info.major}.{sys.version_info.minor}"
        return f"is no Python {ours}, which grades here: {error.message[:80]}."
    return f"raised {error.kinds[0][:80]}."


def as_bytes(data: bytes) -> Tensor:
    """The bytes of a file as a tensor, which is how they go into a box."""
    if not data:
        return torch.empty(0, dtype=torch.uint8)
    return torch.frombuffer(bytearray(data), dtype=torch.uint8)
