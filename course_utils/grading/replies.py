"""What a box replied, read with care: any of it may be missing, or a lie."""

import torch
from torch import Tensor

from course_utils.checks.answer import Raised
from course_utils.grading.box import OUT_OF_MEMORY, SHORT, Lost

MOST_THREADS = 24  # that run on after a cell; torch keeps a few of its own
MOST_KINDS, LONGEST_KIND, LONGEST_WORDS = 20, 100, 1_000  # of an error; a box may forge longer ones
NO_MORE = "There were no more threads or open files to be had."
# What Python and torch say where threads, open files or processes are used up.
SHORTAGES = ("can't start new thread", "can't start a new thread", "Too many open files")
SHORTAGES += ("Resource temporarily unavailable",)
NO_MEMORY = ("allocate memory", "std::bad_alloc")


def raised(reply: dict, asked: str) -> Raised | Lost:
    """What a reply says of an error: the answer's own, or one of a box that lacks something."""
    if without_memory(reply):
        return Lost(OUT_OF_MEMORY, "It took more memory than there is for one answer.")
    if short(reply):
        return Lost(SHORT, NO_MORE)
    return Raised(kinds_of(reply), text_of(reply, "message"), text_of(reply, "line"), asked)


def crowded(reply: dict) -> bool:
    """Whether threads run on after what was asked for, or the box does not say."""
    threads = reply.get("threads")
    return type(threads) is not int or threads > MOST_THREADS


def short(reply: dict) -> bool:
    """Whether an error says that threads, files or processes are used up; by whom it cannot say."""
    message = text_of(reply, "message")
    return reply["was"] == "raised" and any(words in message for words in SHORTAGES)


def without_memory(reply: dict) -> bool:
    """Whether an error says that there was no memory; by whom it was taken it cannot say."""
    message = text_of(reply, "message")
    is_named = "MemoryError" in kinds_of(reply) or any(words in message for words in NO_MEMORY)
    return reply["was"] == "raised" and is_named


def kinds_of(reply: dict) -> list[str]:
    """The type of an error and its base classes, by name."""
    kinds = reply.get("kinds")
    kinds = kinds[:MOST_KINDS] if type(kinds) is list else []
    return [kind[:LONGEST_KIND] for kind in kinds if type(kind) is str]


def text_of(reply: dict, key: str) -> str:
    """A text of a reply; empty where there is none."""
    return reply[key][:LONGEST_WORDS] if type(reply.get(key)) is str else ""


def as_bytes(data: bytes) -> Tensor:
    """The bytes of a file as a tensor, which is how they go into a box."""
    if not data:
        return torch.empty(0, dtype=torch.uint8)
    return torch.frombuffer(bytearray(data), dtype=torch.uint8)
