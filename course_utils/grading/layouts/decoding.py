"""Names in zips that do not say how they are written: by macOS, by old Windows in East Asia.

A zip says of a name that it is UTF-8, or else means IBM's code page 437 (APPNOTE.TXT 4.4.4 and
appendix D, PKWARE); many programs write what their system uses and say nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from zipfile import ZipInfo

IS_UTF8 = 0x800  # the flag
LETTERS = re.compile(r"[^\x00-\x7f]+")


def name_of(info: ZipInfo) -> str:
    """The name of an entry as it was most likely meant; its ending is ASCII and never lost."""
    name = info.orig_filename
    if info.flag_bits & IS_UTF8 or name.isascii():
        return name
    try:
        written = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding, is_meant in MEANT:
        try:
            text = written.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_meant(text):
            return text
    return name


def _all(*scripts: str) -> Callable[[str], bool]:
    """Whether foreign letters are of these scripts, and never alone between Latin ones.

    "décor" in code page 437 would else be Japanese: an é and a c make one of its signs.
    """

    def is_meant(text: str) -> bool:
        runs = LETTERS.findall(text)
        return bool(runs) and all(
            len(run) > 1 and all(unicodedata.name(sign, "").startswith(scripts) for sign in run)
            for run in runs
        )

    return is_meant


# The first that fits. Bytes that Windows writes for Korean or Chinese are Japanese ones too, but of
# half-width letters; a Chinese name may be taken for a Korean one.
MEANT = (
    ("utf-8", lambda text: True),
    ("euc_kr", _all("HANGUL")),
    ("cp932", _all("HIRAGANA", "KATAKANA", "CJK", "FULLWIDTH", "IDEOGRAPHIC")),
    ("gb18030", _all("CJK")),
)
