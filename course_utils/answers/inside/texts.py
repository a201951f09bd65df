"""The text of a file in whatever encoding, and the notebook in it, also where Git has left two."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

# Tried in this order where a file is no UTF-8. In the first four a character's second byte may be
# a backslash, so that only the right one gives JSON; the last two have a sign for every byte.
ENCODINGS = ("cp949", "gb18030", "shift_jis", "big5", "cp1251", "cp1252")
COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
CONFLICT = re.compile(
    r"^<<<<<<<[^\n]*\n(.*?)(?:^\|\|\|\|\|\|\|[^\n]*\n.*?)?^=======[^\n]*\n(.*?)^>>>>>>>[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
HAS_CONFLICT = re.compile(r"^(?:<<<<<<<|>>>>>>>)", re.MULTILINE)
CONFLICT_READ = (
    "Git left both versions in the file (<<<<<<<, =======, >>>>>>>). The one with more answers "
    "was read."
)


class Unreadable(Exception):
    """A file that is no notebook; the message says why, to the student."""


def notebook_in(data: bytes) -> tuple[list[Any], list[str]]:
    """What the JSON of a file holds, in two versions where Git has left two; notes on it.

    Raises `Unreadable`.
    """
    first: str | None = None
    for text in _texts(data):
        first = text if first is None else first
        try:
            return [json.loads(text)], []
        except RecursionError:
            raise Unreadable("The file is no notebook: brackets in brackets without end.") from None
        except ValueError:
            continue
    text = first or ""
    if HAS_CONFLICT.search(text):
        versions = [_loaded(CONFLICT.sub(side, text)) for side in (r"\1", r"\2")]
        readable = [version for version in versions if version is not None]
        if readable:
            return readable, [CONFLICT_READ]
        raise Unreadable(
            "Git left the marks of a conflict in the file (<<<<<<<, =======, >>>>>>>), and neither "
            "version is whole. Take one of them, open it once, and hand it in again."
        )
    where = "ends in the middle" if _is_cut_off(text) else "is no notebook (no JSON)"
    try:
        json.loads(text)
    except ValueError as error:
        said = str(error)[:100]
    raise Unreadable(f"The file {where}: {said}. Download it once more.")


def script_in(data: bytes) -> str:
    """The text of a script: in the encoding that it names, in UTF-8, or in another."""
    for line in data.splitlines()[:2]:
        named = COOKIE.match(line)
        if named and _is_known(named[1].decode("ascii", "replace")):
            return data.decode(named[1].decode("ascii"), "replace")
    return next(_texts(data))


def _is_known(encoding: str) -> bool:
    try:
        return isinstance(codecs.lookup(encoding).decode(b"")[0], str)
    except (LookupError, UnicodeError, TypeError):
        return False


def _texts(data: bytes) -> Iterator[str]:
    """The file as text, in one encoding after the other that its bytes agree with."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield data.decode("utf-16", "replace")
    elif data[1:2] == b"\0":
        yield data.decode("utf-16-le", "replace")
    elif data[:1] == b"\0":
        yield data.decode("utf-16-be", "replace")
    for encoding in ("utf-8-sig", *ENCODINGS):
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue
    yield data.decode("cp1252", "replace")


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_cut_off(text: str) -> bool:
    return text.lstrip().startswith("{") and not text.rstrip().endswith("}")
