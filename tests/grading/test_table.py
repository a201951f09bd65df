"""A CSV as a text with places: any dialect is read, and what is not filled stays as it was."""

import csv
import io
import random

import pytest

from course_utils.errors import UsageError
from course_utils.grading.table import number, read_table, rows_of

LINES = 'Name,"Grade, of 8",Note\r\n"Doe, Jane",,"says ""hi""\nand more"\r\nKim,3,ünter\r\n'


def written(tmp_path, content: bytes):
    file = tmp_path / "class.csv"
    file.write_bytes(content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        LINES.encode(),
        LINES.encode("utf-8-sig"),
        LINES.encode("utf-16"),
        LINES.encode("utf-16-le"),
        LINES.encode("utf-16-be"),
        LINES.encode("cp1252"),
        LINES.replace("\r\n", "\n").encode(),
        LINES.replace("\r\n", "\r").encode(),
        LINES.replace(",", "\t").encode("utf-16"),
        LINES.replace(",", ";").encode(),
        LINES.rstrip().encode(),
    ],
)
def test_a_filled_cell_is_all_that_changes(content, tmp_path):
    table = read_table(written(tmp_path, content))
    assert table.filled({}) == content
    assert [len(row) for row in table.rows] == [3, 3, 3]
    assert table.text(2, 2) == "ünter"
    before, after = content, table.filled({(2, 1): "5"})
    assert len(after) == len(before)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_cells_keep_their_quotes_and_get_some_only_where_they_must(tmp_path):
    table = read_table(written(tmp_path, b'a,b,c\n"1",2,\n'))
    assert table.filled({(1, 0): "3", (1, 1): "4", (1, 2): "5,0"}) == b'a,b,c\n"3",4,"5,0"\n'


def test_the_delimiter_is_the_one_that_cuts_all_rows_alike(tmp_path):
    semicolons = "Student;ID;Lab 2: loops, slices (12)\nDoe, Jane;1;8,5\nKim;2;\n"
    table = read_table(written(tmp_path, semicolons.encode()))
    assert table.delimiter == ";"
    assert table.text(1, 2) == "8,5"
    commas = "Student,ID,Lab 2; loops (12)\nDoe,1,\n"
    assert read_table(written(tmp_path, commas.encode())).delimiter == ","


def test_cells_are_cut_as_pythons_own_reader_cuts_them():
    drawn = random.Random(1)
    for _ in range(500):
        rows = [["".join(drawn.choices('ab ";,\n\r', k=drawn.randrange(5))) for _ in range(3)]]
        text = io.StringIO()
        csv.writer(text, delimiter=drawn.choice(",;"), lineterminator="\n").writerows(rows)
        for delimiter in ",;":
            try:
                ours = [[cell.text for cell in row] for row in rows_of(text.getvalue(), delimiter)]
            except UsageError:
                continue
            reader = csv.reader(io.StringIO(text.getvalue(), newline=""), delimiter=delimiter)
            theirs = [row for row in reader if len(row) > 1 or "".join(row).strip()]
            assert ours == theirs


def test_a_quote_that_stays_open_is_told_with_its_line():
    with pytest.raises(UsageError, match="In line 2 a quotation mark is opened and not closed"):
        rows_of('a,b\n"c,d\n', ",")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04...", "is a workbook of a spreadsheet. Export it as CSV."),
        (b"\n\n", "is empty"),
        (b"", "is empty"),
        (b"\x81\x8d", "is in an encoding that is not known"),
        (b'"a,b', "a quotation mark is opened and not closed"),
    ],
)
def test_what_is_no_csv_is_refused_in_words(content, words, tmp_path):
    with pytest.raises(UsageError, match=words):
        read_table(written(tmp_path, content))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"There is no file .*class\.csv"):
        read_table(tmp_path / "class.csv")


def test_a_row_that_is_too_short_for_its_points_is_refused(tmp_path):
    table = read_table(written(tmp_path, b"a,b,c\n1,2\n1,2,3\n"))
    with pytest.raises(UsageError, match="Row 2 has 2 columns, the header has 3"):
        table.filled({(1, 2): "8"})


def test_numbers_have_a_point_or_a_comma():
    assert [number(text) for text in ("8", "8,50", "8.5", "-1", "", "8 %", "1e9", "EX")] == [
        *(8, 8.5, 8.5, -1, None, None, None, None),
    ]
