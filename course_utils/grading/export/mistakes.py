"""Who made the same mistake: words that differ only in their numbers are one."""

import re
from collections.abc import Iterable, Sequence

# Not the digits in names such as conv2d and float64.
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?(?!\w)")
# What `Raised` in course_utils/answers/faults.py says; everybody's line is another.
OWN_LINE = re.compile(r"^Your line .*? raised it\.", re.DOTALL)
ANYBODYS_LINE = "Your line … raised it."
LONGEST = 500  # characters; no check says more


def counted_mistakes(words: Iterable[str]) -> list[tuple[str, int]]:
    """Each mistake and how many made it, the most frequent first; "…" for numbers that vary."""
    groups: dict[tuple[str, ...], list[list[str]]] = {}
    for text in words:
        text = OWN_LINE.sub(ANYBODYS_LINE, text)
        text = text if len(text) <= LONGEST else f"{text[:LONGEST]} …"
        groups.setdefault(tuple(NUMBER.split(text)), []).append(NUMBER.findall(text))
    counted = [(_joined(pieces, found), len(found)) for pieces, found in groups.items()]
    return sorted(counted, key=lambda one: (-one[1], one[0]))


def _joined(pieces: Sequence[str], found: Sequence[Sequence[str]]) -> str:
    """The words with each number at its place, or "…" where it is not the same in all."""
    columns = [set(column) for column in zip(*found, strict=True)]
    numbers = [column.pop() if len(column) == 1 else "…" for column in columns]
    return "".join(piece + number for piece, number in zip(pieces, [*numbers, ""], strict=True))
