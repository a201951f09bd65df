"""What students wrote, on a terminal and in a spreadsheet: nothing in it acts."""

import unicodedata

import pytest

from course_utils.grading.export.printable import printable


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\N{NO-BREAK SPACE}=1",
        "\N{IDEOGRAPHIC SPACE}=1",
        "\N{ZERO WIDTH SPACE}=1",
        "\N{ZERO WIDTH NO-BREAK SPACE}=1",
        "＝SUM(A1)",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "﹦1",
        "−1",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_cell_begins_with_what_a_spreadsheet_takes_for_a_formula(text):
    assert printable(text).startswith("'")


def test_a_sign_in_the_middle_is_a_sign():
    assert printable("a = b - c @ d") == "a = b - c @ d"
    assert printable("김민수 <b>ünter</b> 1/2") == "김민수 <b>ünter</b> 1/2"


def test_no_sign_moves_a_cursor_ends_a_line_or_turns_the_direction():
    every = "".join(map(chr, range(0x11_0000)))
    kept = printable(every)
    assert not [sign for sign in kept if unicodedata.category(sign)[0] == "C"]
    assert not set(kept) & {"\n", "\r", "\t", ";", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"}
    assert printable("a\x1b[2Jb\x9b1m\N{RIGHT-TO-LEFT OVERRIDE}c\n;=d") == "a [2Jb 1m c  =d"
