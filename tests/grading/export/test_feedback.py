"""The page for a student: what stands on it, what never does, and that it asks for nothing."""

import fnmatch
import re
import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from contrast import contrast
from page_help import HOSTILE, PageParts, assert_harmless, attempt, mark, row, without_marks

from course_utils.checks import report
from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.errors import CourseError
from course_utils.grading import box, marks
from course_utils.grading.export import pages, statuses
from course_utils.grading.export.feedback import MOST_NOTES, feedback_page

ROOT = Path(__file__).resolve().parents[3]
ADVICE = "The argument padding has no effect."
SHOWN = (("Asked", "conv2d(images, weight)"), ("Came", "4×4"), ("Wanted", "6×6"))
ALL_STATUSES = (
    *(marks.OK, marks.NOT_GRADED, marks.MISSING, marks.UNREADABLE, marks.OTHER_LESSON),
    *(marks.LESSON, box.TIMEOUT, box.DIED, box.OUT_OF_MEMORY, box.SHORT),
)


def page(*of, **more) -> PageParts:
    return PageParts(feedback_page(row(*of, **more), 2))


# What stands on it


def test_the_points_come_first_then_the_exercises_then_what_was_handed_in():
    read = page(mark("conv2d"), mark("design", "not yet", ADVICE), notes=["Graded: 02.ipynb."])
    assert read.headings == [
        "Lesson 2: feedback on your exercises",
        "1 of 2 points",
        "Exercises",
        "conv2d Passed, 1 of 1 point",
        "design Not yet, 0 of 1 point",
        "What you handed in",
        "Notes on your notebook",
    ]
    assert read.text.startswith("Lesson 2: feedback on your exercises Ada Lovelace 1 of 2 points")


def test_the_title_may_be_the_lessons_own():
    read = PageParts(feedback_page(row(mark()), 2, "Lesson 2, convolution and pooling"))
    assert read.headings[0] == "Lesson 2, convolution and pooling"


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_exercise_has_its_signature(lesson):
    of = [mark(exercise.name) for exercise in exercises(lesson)]
    read = PageParts(feedback_page(row(*of), lesson))
    for exercise in exercises(lesson):
        assert exercise.signature in read.text


def test_the_words_of_the_check_are_there_and_their_code_is_code():
    text = feedback_page(row(mark("conv2d", "not yet", "Write `return` at its end.")), 2)
    assert "Write <code>return</code> at its end." in text


def test_what_was_asked_came_and_was_wanted_is_shown_in_full():
    read = page(mark("conv2d", "not yet", ADVICE, shown=SHOWN))
    assert "Asked conv2d(images, weight) Came 4×4 Wanted 6×6" in read.text
    assert "hidden" not in read.text


def test_of_a_hidden_case_there_are_the_words_and_where_to_start():
    read = page(replace(mark("conv2d", "not yet", ADVICE), is_hidden=True))
    assert ADVICE in read.text
    assert "with other cases than those in your notebook, and they stay hidden" in read.text
    assert 'check("conv2d")' in read.text
    for name in ("Asked", "Came", "Wanted"):
        assert name not in read.text


def test_a_mistake_that_was_seen_without_a_case_is_not_called_hidden():
    read = page(mark("max_pool2d", "not yet", "Well found: torch.max_pool2d does this."))
    assert "Well found" in read.text
    assert "hidden" not in read.text


def test_an_exercise_that_is_not_answered_says_how_to_begin():
    read = page(mark("conv2d", "not answered yet"))
    assert "in place of the line with NotImplementedError" in read.text
    assert "hidden" not in read.text


@pytest.mark.parametrize("status", [box.TIMEOUT, box.DIED, box.OUT_OF_MEMORY, box.SHORT])
def test_an_exercise_that_was_stopped_says_so_and_what_to_change(status):
    of = [mark("conv2d", status, "It was stopped."), mark("design")]
    for whole in (status, marks.OK, box.TIMEOUT):
        text = page(*of, status=whole).text
        assert "Stopped: " in text
        assert "It was stopped." in text
        advice = statuses.meaning(status).next_step.replace("`", "")
        assert text.count(advice) == 1


def test_points_by_hand_come_with_their_reason():
    by_hand = marks.Mark("conv2d", 1, 1, "not yet", ADVICE, SHOWN, "The template was at fault.")
    read = page(by_hand)
    assert "Not yet, 1 of 1 point, by hand" in read.headings[3]
    assert "Points by hand. The template was at fault." in read.text
    assert "1 of 1, by hand" in read.text


def test_the_next_step_is_the_first_exercise_that_is_left_then_the_others():
    of = [mark("conv2d"), mark("design", "not yet"), mark("edge_kernel", "not answered yet")]
    read = page(*of)
    assert 'Open your exercises of lesson 2 and run check("design").' in read.text
    assert "Then go on with edge_kernel." in read.text
    assert "go on" not in page(mark("conv2d"), mark("design", "not yet")).text


def test_where_all_is_passed_nothing_is_left_to_do():
    assert "Nothing is left to do" in page(mark("conv2d"), mark("design")).text
    assert "Nothing is left to do" not in page(mark("conv2d", "not yet")).text


def test_which_attempt_counted_and_which_did_not():
    tried = [attempt("new.ipynb", True), attempt("middle.ipynb", True), attempt("old.ipynb")]
    read = page(mark(), attempts=tried, counted=1)
    assert "new.ipynb: could not be graded, handed in late." in read.text
    assert "middle.ipynb: this one counted, handed in late." in read.text
    assert "old.ipynb: did not count, a newer one did." in read.text


def test_of_many_attempts_the_rest_is_a_number():
    read = page(mark(), attempts=[attempt(f"{n}.ipynb") for n in range(50)])
    assert "And 30 more, which did not count." in read.text
    assert "20.ipynb" not in read.text


def test_notes_on_the_notebook_and_on_the_attempt_that_counted():
    tried = [attempt("new.ipynb", False, "a link was left out"), attempt("old.ipynb", False, "b")]
    read = page(mark(), attempts=tried, notes=["Graded: new.ipynb."])
    assert read.text.endswith("Notes on your notebook Graded: new.ipynb. a link was left out")


def test_of_many_notes_the_rest_is_a_number():
    read = page(mark(), notes=[f"note {n}." for n in range(MOST_NOTES + 7)])
    assert f"note {MOST_NOTES - 1}." in read.text
    assert f"note {MOST_NOTES}." not in read.text
    assert "And 7 more." in read.text


# Statuses


@pytest.mark.parametrize("status", ALL_STATUSES)
def test_each_status_has_words_for_the_student_and_for_the_instructor(status):
    words = statuses.MEANINGS[status]
    assert words.student
    assert words.instructor
    assert bool(words.next_step) == (status != marks.OK)


def test_there_are_no_words_for_what_is_no_status():
    assert set(statuses.MEANINGS) == {*ALL_STATUSES}


def test_the_words_are_those_of_the_grader_and_of_the_notebook():
    ours = (statuses.TIMEOUT, statuses.DIED, statuses.OUT_OF_MEMORY, statuses.SHORT)
    assert ours == (box.TIMEOUT, box.DIED, box.OUT_OF_MEMORY, box.SHORT)
    checked = (statuses.PASSED, statuses.NOT_YET, statuses.NOT_ANSWERED)
    assert checked == (report.PASSED, report.NOT_YET, report.NOT_ANSWERED)
    assert set(statuses.VERDICTS) == {*ours, *checked}


@pytest.mark.parametrize("status", ALL_STATUSES[1:])
def test_where_nothing_was_tried_the_page_says_why_and_lists_the_exercises(status):
    read = PageParts(feedback_page(without_marks(status, "What the grader says."), 2))
    words = statuses.meaning(status)
    assert words.student.replace("`", "") in read.text
    assert words.next_step.format(lesson=2).replace("`", "") in read.text
    assert "{" not in read.text
    assert read.headings[2:] == ["Exercises", "What you handed in"]
    assert "design" in read.text
    assert ("What the grader says." in read.text) == (status != marks.NOT_GRADED)


@pytest.mark.parametrize("status", marks.WITHOUT_POINTS)
def test_no_points_yet_is_not_0_points(status):
    read = PageParts(feedback_page(without_marks(status), 2))
    assert read.headings[1] == "No points yet"
    assert "0 of" not in read.text
    assert "counted" not in read.text


def test_where_nothing_was_handed_in_there_is_no_attempt():
    nothing = row(mark("conv2d", marks.MISSING), status=marks.MISSING, attempts=(), counted=None)
    assert PageParts(feedback_page(nothing, 2)).text.endswith("What you handed in Nothing.")


def test_why_the_grader_could_not_go_on_is_not_for_the_student():
    text = feedback_page(without_marks(marks.NOT_GRADED, "bwrap: /srv/grading: no space"), 2)
    assert "/srv/grading" not in text
    assert "no fault of yours" in text


def test_a_status_without_words_is_shown_as_it_is():
    assert "The status is: odd." in page(mark("conv2d", "odd"), status="odd").text


# Whatever a student writes


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_markup_and_no_sign_that_moves_the_reader_gets_through(text):
    def made_of(words: str) -> str:
        shown = (("Asked", words), ("Came", words))
        of = marks.Mark("conv2d", 0, 1, "not yet", words, shown, words)
        tried = [attempt(words, True, words), attempt(words)]
        return feedback_page(row(of, name=words, notes=[words], attempts=tried), 2, words or "t")

    assert_harmless(made_of(text), made_of("harmless"))


def test_what_is_cut_says_so():
    read = page(mark("conv2d", "not yet", "W" * 100_000))
    assert "W … (cut here; 100,000 characters in all)" in read.text


def test_names_in_other_scripts_stay_as_they_are():
    for name in ("민준 김", "می‌خواهم", "Nguyễn Thị Ánh", "👩‍🔬", "O’Brien-Åse"):
        assert name in feedback_page(row(mark(), name=name), 2)


def test_marks_heaped_on_a_letter_do_not_paint_over_the_points():
    assert (
        "a" + 4 * "\u0300" + "b" in page(mark("conv2d", "not yet", "a" + 90 * "\u0300" + "b")).text
    )


# The file itself


def test_it_asks_nobody_for_anything_and_runs_no_script():
    made = feedback_page(row(mark(), mark("design", "not yet", ADVICE, shown=SHOWN)), 2)
    read = PageParts(made)
    assert read.asked_for == read.handlers == []
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(read.tags)
    assert not re.search(r"url\(|@import|https?:", made)
    policies = [a["content"] for t, a in read.elements if t == "meta" and "http-equiv" in a]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


def test_it_is_made_for_those_who_hear_it():
    read = page(mark(), mark("design", "not yet", ADVICE, shown=SHOWN), notes=["a"])
    assert ("html", {"lang": "en"}) in read.elements
    levels = [int(tag[1]) for tag in read.tags if tag in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(a.get("scope") in ("row", "col") for tag, a in read.elements if tag == "th")


def test_the_same_row_gives_the_same_bytes():
    of = row(mark(), mark("design", "not yet", ADVICE))
    assert feedback_page(of, 2) == feedback_page(of, 2)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_its_colours_can_be_read_on_its_page_and_on_its_code(theme):
    style = (pages.TEMPLATES / "style.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#\w+);", style.split("@media")[theme]))
    for name in ("text", "quiet", "link", "passed", "not-yet", "not-answered"):
        for ground in ("page", "code"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)


def test_the_templates_are_part_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = project["tool"]["setuptools"]["package-data"]["course_utils.grading.export"]
    for path in pages.TEMPLATES.iterdir():
        assert any(fnmatch.fnmatch(f"templates/{path.name}", pattern) for pattern in packed)


def test_without_jinja2_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pages, "find_spec", lambda name: None)
    pages._environment.cache_clear()
    with pytest.raises(CourseError, match="jinja2, which is not installed"):
        feedback_page(row(mark()), 2)
