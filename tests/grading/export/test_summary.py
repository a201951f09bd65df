"""The page for the instructor: who is where, how the points fall, and which mistakes were made."""

import re
from itertools import pairwise

import pytest
from page_help import HOSTILE, PageParts, assert_harmless, attempt, mark, row, without_marks

from course_utils.answers.faults import Raised
from course_utils.checks.lesson_2 import max_pool2d
from course_utils.grading import marks
from course_utils.grading.export.mistakes import counted_mistakes
from course_utils.grading.export.statuses import TIMEOUT
from course_utils.grading.export.summary import MOST_MISTAKES, summary_page

PADDING = "Padding is added on both sides: 2 · padding."
STRIDE = "The argument stride has no effect."


def page(*rows, **more) -> PageParts:
    return PageParts(summary_page(rows, 2, **more))


def wrong(words: str, name: str = "conv2d") -> marks.Mark:
    return mark(name, "not yet", words)


def people(*of: marks.Mark) -> list[marks.Row]:
    """One person a mark."""
    return [row(one, student=f"s{n}", name=f"Person {n}") for n, one in enumerate(of)]


# The class


def test_it_begins_with_how_many_there_are_and_how_they_did():
    rows = people(mark(), mark(), wrong(STRIDE), mark("conv2d", marks.MISSING))
    rows[-1] = without_marks(marks.MISSING)
    read = page(*rows, title="Lesson 2, convolution")
    assert read.headings[0] == "Lesson 2, convolution"
    assert "in the class 4 people with points 3" in read.text
    assert "mean 0.7" in read.text
    assert "median 1" in read.text


def test_each_status_has_its_count_its_words_and_its_people():
    rows = [row(mark(), name="Ada"), row(mark(), name="Alan", student="alan")]
    rows += [without_marks(marks.MISSING, name=name) for name in ("Chloé", "Dmitri", "Edsger")]
    text = page(*rows).text
    assert "missing 3 There was no notebook to grade. Chloé Dmitri Edsger" in text
    assert "ok 2 Graded. Show the names Ada Alan" in text


@pytest.mark.parametrize(
    "status", [marks.NOT_GRADED, marks.UNREADABLE, marks.OTHER_LESSON, marks.LESSON]
)
def test_the_instructor_reads_why_somebody_got_no_points(status):
    assert "Ada Lovelace: The reason." in page(without_marks(status, "The reason.")).text


def test_two_of_one_name_are_told_apart():
    rows = [row(mark(), name="Kim", student="101"), row(mark(), name="Kim", student="102")]
    text = page(*rows, row(mark(), name="Ada")).text
    assert "Kim (101) Kim (102) Ada" in text


def test_a_class_of_nobody_is_a_page_too():
    read = page()
    assert "0 people" in read.text
    assert "Nobody has points yet." in read.text


# The points


def test_the_histogram_is_drawn_told_and_laid_out_as_a_table():
    both = [mark("a"), mark("b")]
    rows = [row(*both), row(*both), row(mark("a"), mark("b", "not yet"))]
    made = summary_page([*rows, without_marks(marks.MISSING)], 2)
    assert "Histogram of the points: 1 person with 1, 2 people with 2." in made
    heights = [float(h) for h in re.findall(r'<rect x=.*? height="([\d.]+)"', made)]
    assert len(heights) == 3
    assert heights[0] == 0
    assert heights[2] == 2 * heights[1]
    assert "Points People 0 0 1 1 2 2" in PageParts(made).text


def test_points_by_hand_above_what_there_is_have_a_bar_too():
    by_hand = marks.Mark("conv2d", 3, 1, "passed", reason="It does more than was asked.")
    assert "1 person with 3" in summary_page([row(by_hand)], 2)


# The exercises


def test_the_hardest_exercise_comes_first_with_its_share_of_the_points():
    rows = [row(mark("a"), mark("b", "not yet")), row(mark("a"), mark("b"))]
    text = page(*rows).text
    assert "b 50 % 1 of 2 a 100 % 2 of 2" in text


def test_who_has_no_points_is_not_counted_among_those_who_failed():
    rows = [*people(mark(), wrong(STRIDE)), without_marks(marks.MISSING)]
    assert "conv2d 50 % 1 of 2" in page(*rows).text


def test_each_exercise_says_how_many_passed_answered_and_were_stopped():
    by_hand = marks.Mark("conv2d", 1, 1, "not yet", STRIDE, reason="A slip of mine.")
    of = [mark(), mark(), wrong(STRIDE), by_hand, mark("conv2d", "not answered yet")]
    of += [mark("conv2d", TIMEOUT, "It was stopped."), mark("conv2d", marks.LESSON)]
    said = "2 passed, 2 not yet, 1 not answered, 1 stopped, 1 not tried; points by hand: 1."
    assert said in page(*people(*of)).text


def test_each_mistake_says_how_many_made_it_the_most_frequent_first():
    of = [*[wrong(STRIDE)] * 2, *[wrong(PADDING)] * 3, mark()]
    assert f"3 of 6 {PADDING} 2 of 6 {STRIDE}" in page(*people(*of)).text


def test_what_stopped_an_exercise_counts_as_a_mistake():
    of = [mark("conv2d", TIMEOUT, "It was stopped after 15 seconds."), mark()]
    assert "1 of 2 It was stopped after 15 seconds." in page(*people(*of)).text


def test_after_ten_mistakes_the_others_are_a_number():
    of = [wrong(f"Mistake {sign}.") for sign in "abcdefghijklmn" for _ in range(2)]
    text = page(*people(*of)).text
    assert text.count("2 of 28 Mistake") == MOST_MISTAKES == 10
    assert "8 of 28 4 other mistakes" in text
    assert "1 of 11 1 other mistake" in page(*people(*map(wrong, "abcdefghijk"))).text
    assert "other mistake" not in page(*people(*map(wrong, "abcdefghij"))).text


def test_nothing_that_was_asked_or_wanted_is_on_it():
    shown = (("Asked", "conv2d(secret)"), ("Wanted", "secret"))
    assert "secret" not in page(row(mark("conv2d", "not yet", STRIDE, shown=shown))).text


# One mistake in other words


def test_words_that_differ_only_in_their_numbers_are_one_mistake():
    words = ["The shape is 3×3; it should be 4×4.", "The shape is 5×3; it should be 4×4."]
    assert counted_mistakes(words) == [("The shape is …×3; it should be 4×4.", 2)]


def test_numbers_that_are_always_the_same_stay():
    assert counted_mistakes([PADDING] * 3) == [(PADDING, 3)]
    assert counted_mistakes(["At most 20 layers.", "At most 20 layers."])[0][0] == (
        "At most 20 layers."
    )


def test_paddings_of_another_low_number_are_one_mistake():
    low = [words for words in max_pool2d.MISTAKES if "pixels lie below" in words]
    assert len(low) > 10
    ((words, count),) = counted_mistakes(low)
    assert words == "Padding must never win: where all pixels lie below …, yours does. Pad with −∞."
    assert count == len(low)


def test_digits_in_a_name_are_no_number():
    words = ["It should be float32.", "It should be float64.", "Use conv2d.", "Use conv1d."]
    assert len(counted_mistakes(words)) == 4


def test_errors_in_lines_of_everybodys_own_are_one_mistake():
    kinds, message = ["RuntimeError", "Exception"], "mat1 and mat2 shapes cannot be multiplied"
    lines = ["3: `return a @ b`", "12: `y = x @ w  # `as told`", "7 of its cell"]
    words = [Raised(kinds, message, line, "f(x)").advice for line in lines]
    ((said, count),) = counted_mistakes(words)
    assert count == 3
    assert said.startswith("Your line … raised it. Read the message, then that line.")


def test_a_mistake_as_long_as_a_book_is_cut():
    ((said, count),) = counted_mistakes(["W" * 100_000] * 2)
    assert len(said) < 1_000
    assert said.endswith("…")
    assert count == 2


# Who else


def test_who_is_late_and_whose_older_attempt_counted():
    tried = [attempt("new.ipynb"), attempt("old.ipynb", True)]
    rows = [row(mark(), name="Ada", attempts=tried, counted=1)]
    rows += [row(mark(), name="Alan", student="a", attempts=[attempt("a", True), attempt("b")])]
    rows += [row(mark(), name="Grace", student="g", attempts=[attempt("c"), attempt("d", True)])]
    text = page(*rows).text
    assert (
        "Late The attempt that counted was handed in late: 2 people. Nothing was taken off. "
        in (text)
    )
    assert "taken off. Ada Alan An older attempt counted" in text
    assert "could not be graded: 1 person. Ada: old.ipynb counted" in text


def test_what_changed_and_what_belongs_to_nobody():
    text = page(row(mark()), changes=["Ada: 4 → 5 points"], left_over=["x.txt: no name"]).text
    assert "What changed since the last run Ada: 4 → 5 points" in text
    assert "What belongs to nobody x.txt: no name" in text


def test_where_there_is_nothing_to_say_there_is_no_heading():
    read = page(row(mark()))
    for heading in ("Late", "An older", "What changed", "What belongs"):
        assert not [one for one in read.headings if one.startswith(heading)]


# The file itself


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_markup_and_no_sign_that_moves_the_reader_gets_through(text):
    def made_of(words: str) -> str:
        tried = [attempt("a"), attempt(words, True, words)]
        of = marks.Mark("conv2d", 0, 1, "not yet", words or "w", (), words)
        rows = [row(of, name=words, notes=[words], attempts=tried, counted=1)]
        rows += [without_marks(marks.UNREADABLE, words or "w", name="Alan")]
        return summary_page(rows, 2, [words], [words], words or "t")

    assert_harmless(made_of(text), made_of("harmless"))


def test_it_asks_nobody_for_anything_and_runs_no_script():
    made = summary_page(people(mark(), wrong(STRIDE)), 2, ["a"], ["b"])
    read = PageParts(made)
    assert read.asked_for == read.handlers == []
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(read.tags)
    assert not re.search(r"url\(|@import|https?:", made)
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in made


def test_it_is_made_for_those_who_hear_it():
    read = page(*people(mark(), wrong(STRIDE)), without_marks(marks.MISSING), changes=["a"])
    assert ("html", {"lang": "en"}) in read.elements
    levels = [int(tag[1]) for tag in read.tags if tag in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(a.get("scope") in ("row", "col") for tag, a in read.elements if tag == "th")


def test_the_same_rows_give_the_same_bytes():
    rows = people(mark(), wrong(STRIDE), wrong(PADDING), wrong("It is 3."), wrong("It is 4."))
    assert summary_page(rows, 2) == summary_page(rows, 2)
