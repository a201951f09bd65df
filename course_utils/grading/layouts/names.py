"""Names that come from students and systems, as names of files and rows that do no harm."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Sequence

LONGEST, LONGEST_BYTES = 100, 200  # of one name; file systems allow 255 bytes, and " (1)" is added
LONGEST_ENDING = 20  # characters; what is longer is no ending
LONGEST_READ = 200  # characters of a name that people read
LISTED = 3  # names that a note tells before it only counts
NOT_IN_NAMES = '<>:"/\\|?*'  # Windows refuses them
DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"} | {
    f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³"
}


def safe_name(name: str) -> str:
    """A name that Linux, Windows and macOS take for a file, with the ending that it had."""
    text = unicodedata.normalize("NFC", name)
    text = "".join("_" if sign in NOT_IN_NAMES or not sign.isprintable() else sign for sign in text)
    text = _shortened(text.strip(" ")).rstrip(". ")
    if text.partition(".")[0].rstrip(" ").casefold() in DEVICES:
        text = f"_{text}"
    return text or "_"


def _shortened(text: str) -> str:
    stem, dot, ending = text.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        stem, ending = text, ""
    stem = stem[: LONGEST - len(dot + ending)]
    while len((stem + dot + ending).encode()) > LONGEST_BYTES:
        stem = stem[:-1]
    return f"{stem}.{ending}" if ending else stem


def readable(name: str) -> str:
    """A name for people to read: in one line, without signs that move a cursor or turn a text."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(text.split())[:LONGEST_READ] or "?"


def listed(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    told = ", ".join(readable(name)[:LONGEST] for name in names[:LISTED])
    more = len(names) - LISTED
    return f"{told} and {more} more" if more > 0 else told


def unlike(wanted: Sequence[str], others: Collection[str] = ()) -> list[str]:
    """A safe name for each; no two alike, nor like one of the others, not even where small and
    capital letters are the same.

    Whoever's name is safe keeps it. Any other, and the later one of two that are alike, gets four
    signs that depend on nothing but the name: they are the same in every run.
    """
    given, taken = [""] * len(wanted), {name.casefold() for name in others}
    safe = [safe_name(name) for name in wanted]
    for at in sorted(range(len(wanted)), key=lambda at: (safe[at] != wanted[at], wanted[at])):
        free, length = safe[at], 3
        digest = hashlib.sha256(wanted[at].encode("utf-8", "surrogateescape")).hexdigest()
        while free.casefold() in taken or (length == 3 and free != wanted[at]):
            length += 1
            free = f"{safe[at]}-{digest[:length]}"
        given[at] = free
        taken.add(free.casefold())
    return given


class Places:
    """Names in a folder of ours: each path of an export gets one that no other has."""

    def __init__(self) -> None:
        self._folders: dict[tuple[str, ...], tuple[str, ...]] = {(): ()}
        self._used: set[tuple[str, ...]] = set()

    def path_of(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Where the file may lie; asked for twice, it lies at two places."""
        return self._free((*self._folder(tuple(parts[:-1])), safe_name(parts[-1])))

    def _folder(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        if parts not in self._folders:
            above = self._folder(parts[:-1])
            self._folders[parts] = self._free((*above, safe_name(parts[-1])))
        return self._folders[parts]

    def _free(self, path: tuple[str, ...]) -> tuple[str, ...]:
        *above, name = path
        stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
        number, free = 0, name
        while (*above, free.casefold()) in self._used:
            number += 1
            free = f"{stem} ({number}){dot}{ending}"
        self._used.add((*above, free.casefold()))
        return (*above, free)
