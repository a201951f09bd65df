"""A CSV as a text with places: cells can be filled, and every other byte stays as it was."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.files import display_path

DELIMITERS = (",", ";", "\t")
SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and the old .xls
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True)
class Cell:
    """What a cell says, and where in the text it stands, its quotes included."""

    text: str
    start: int
    end: int
    is_quoted: bool


@dataclass(frozen=True)
class Table:
    """The rows of a file without its empty lines. The first one is the header."""

    content: str
    signature: bytes
    encoding: str
    delimiter: str
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def header(self) -> list[str]:
        """The titles of the columns, without spaces around them."""
        return [cell.text.strip() for cell in self.rows[0]]

    def text(self, row: int, column: int) -> str:
        """What a cell says; empty where a row is too short to have it."""
        cells = self.rows[row]
        return cells[column].text.strip() if column < len(cells) else ""

    def column(self, column: int) -> list[str]:
        """What the cells of a column say, below the header."""
        return [self.text(row, column) for row in range(1, len(self.rows))]

    def filled(self, new: Mapping[tuple[int, int], str]) -> bytes:
        """The file with other texts in the cells of these rows and columns.

        Raises `UsageError` where a row is too short to have the cell.
        """
        pieces, done = [], 0
        for row, column in sorted(new):
            if column >= len(self.rows[row]):
                raise UsageError(
                    f"Row {row + 1} has {len(self.rows[row])} columns, the header has "
                    f"{len(self.rows[0])}. Export the file anew."
                )
            cell = self.rows[row][column]
            pieces += [self.content[done : cell.start], self._written(new[row, column], cell)]
            done = cell.end
        text = "".join([*pieces, self.content[done:]])
        return self.signature + text.encode(self.encoding)

    def _written(self, text: str, cell: Cell) -> str:
        """A text as a cell of this file; in quotes where the cell had them or where it must."""
        if cell.is_quoted or any(sign in text for sign in (self.delimiter, '"', "\r", "\n")):
            return '"' + text.replace('"', '""') + '"'
        return text


def read_table(file: Path) -> Table:
    """Read a CSV: its encoding, its delimiter and its rows.

    UTF-8 and UTF-16, with a signature or without, and what Windows writes; comma, semicolon, tab.
    Raises `UsageError` for what is no such file, `CourseError` where it cannot be read.
    """
    shown = display_path(file)
    if not file.is_file():
        raise UsageError(f"There is no file {shown}.")
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise CourseError(f"{shown} cannot be read: {error.strerror}.") from None
    if raw.startswith(WORKBOOKS):
        raise UsageError(f"{shown} is a workbook of a spreadsheet. Export it as CSV.")
    signature, encoding, content = _decoded(raw, shown)
    delimiter, rows = _best(content, shown)
    if not rows:
        raise UsageError(f"{shown} is empty.")
    return Table(content, signature, encoding, delimiter, rows)


def number(text: str) -> float | None:
    """The number that a cell holds, with a decimal point or comma; None for anything else."""
    return float(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def _decoded(raw: bytes, shown: str) -> tuple[bytes, str, str]:
    signature, encoding = next((s for s in SIGNATURES if raw.startswith(s[0])), (b"", ""))
    likely = [encoding] if encoding else ["utf-8", "cp1252"]
    if not encoding and b"\0" in raw[:2]:  # the first letter is an ASCII one, in two bytes
        likely = ["utf-16-be" if raw[:1] == b"\0" else "utf-16-le"]
    for encoding in likely:
        try:
            return signature, encoding, raw[len(signature) :].decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"{shown} is in an encoding that is not known. Save it as CSV in UTF-8.")


def _best(content: str, shown: str) -> tuple[str, tuple[tuple[Cell, ...], ...]]:
    """The delimiter that cuts most rows into as many cells as the header, and the rows."""
    found, wrong = [], None
    for delimiter in DELIMITERS:
        try:
            rows = rows_of(content, delimiter)
        except UsageError as error:
            wrong = error
            continue
        width = len(rows[0]) if rows else 0
        even = sum(len(row) == width for row in rows) / max(1, len(rows))
        found.append(((width > 1, even, width), delimiter, rows))
    if not found:
        raise UsageError(f"{shown}: {wrong}")
    _, delimiter, rows = max(found, key=lambda candidate: candidate[0])
    return delimiter, rows


def rows_of(content: str, delimiter: str) -> tuple[tuple[Cell, ...], ...]:
    """Cut a text into rows and cells; empty lines are left out.

    Raises `UsageError` for a quote that is opened and not closed.
    """
    one = re.compile(rf'("[^"]*+(?:""[^"]*+)*+")?([^{delimiter}\r\n]*)({delimiter}|\r\n|\r|\n|\Z)')
    rows, row, place = [], [], 0
    while True:
        match = one.match(content, place)
        quoted, rest, end = match.groups()
        if quoted is None and rest.startswith('"'):
            line = content.count("\n", 0, place) + 1
            raise UsageError(f"In line {line} a quotation mark is opened and not closed.")
        text = quoted[1:-1].replace('""', '"') + rest if quoted else rest
        row.append(Cell(text, place, match.start(3), quoted is not None))
        place = match.end()
        if end != delimiter:
            if len(row) > 1 or row[0].text.strip():
                rows.append(tuple(row))
            row = []
            if place == len(content):
                return tuple(rows)
