"""Text from students, made harmless for a terminal and for a spreadsheet."""

import unicodedata

FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")


def printable(text: str) -> str:
    """Text without signs that move a cursor, turn the direction of writing, begin a formula or,
    where a spreadsheet takes a semicolon for the end of a cell, another field."""
    kept = "".join(sign if sign.isprintable() and sign != ";" else " " for sign in text)
    first = kept.lstrip()[:1]
    # Spreadsheets take full-width and small forms for the signs that they are forms of.
    begins_formula = unicodedata.normalize("NFKC", first).startswith(FORMULA)
    return f"'{kept}" if begins_formula else kept
