"""Text of anybody's for a page: nothing in it moves the reader, hides, or never ends."""

import re
import unicodedata
from html import escape

LONGEST = 2_000  # characters of one text
MOST_LINES = 40
MOST_MARKS = 4  # combining marks on one letter; what has more paints over its neighbours
JOINERS = "\u200c\u200d"  # Persian, Indian scripts and emoji are written with these


def visible(text: str, longest: int = LONGEST) -> str:
    """The text with control, format and unpaired characters shown by number, and cut where it
    is long, with a remark. Markup in it stays: a template escapes it."""
    whole = len(text)
    text = text.replace("\r\n", "\n")
    kept = "\n".join(text[:longest].split("\n")[:MOST_LINES])
    remark = "" if kept == text else f" … (cut here; {whole:,} characters in all)"
    return _without_heaps("".join(map(_shown, kept))) + remark


def with_code(text: str, longest: int = LONGEST) -> str:
    """The text as HTML, escaped; what stands between backticks is code, as in the notebook."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(visible(text, longest)))


def _shown(sign: str) -> str:
    if sign.isprintable() or sign in "\n\t" or sign in JOINERS:
        return sign
    if unicodedata.category(sign) == "Zs":  # a space of some width
        return sign
    return f"⟨U+{ord(sign):04X}⟩"


def _without_heaps(text: str) -> str:
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
