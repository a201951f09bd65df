"""Guesses: asked, kept, and set beside what came out, whether or not anyone typed."""

import pytest

from course_utils import predictions
from course_utils.errors import InputError
from course_utils.predictions import as_number, predict, replay


@pytest.fixture(autouse=True)
def no_questions_yet(monkeypatch):
    monkeypatch.setattr(predictions, "_asked", {})


@pytest.fixture
def ask(monkeypatch):
    """`predict`, giving the prediction and what is put on the page."""
    page = []
    monkeypatch.setattr(predictions, "display", lambda data, raw: page.append(data))
    return lambda *arguments, **how: (predict(*arguments, **how), page.pop())


def answered(ask, answer, outcome, options=None, **how):
    """A question that was answered in its widget, and revealed."""
    guess, _ = ask("Which?", options, **how)
    guess.widget.value = answer
    guess.reveal(outcome)
    return guess


def test_a_choice_is_kept_and_replayed_beside_the_outcome(ask, capsys):
    answered(ask, "a", "b", ["a", "b"])
    assert capsys.readouterr().out == "You guessed: a. It came out as: b. ✗ Not so.\n"
    assert replay().data.count("<td") == 4
    for told in (">a<", ">b<", ">✗ Not so.<"):
        assert told in replay().data


def test_a_right_choice_is_called_right(ask, capsys):
    answered(ask, "b", "b", ["a", "b"])
    assert capsys.readouterr().out == "You guessed: b. It came out as: b. ✓ Right.\n"
    assert ">✓ Right.<" in replay().data


def test_a_guess_is_acknowledged_below_the_question_when_it_is_made(ask):
    guess, _ = ask("Which?", ["a", "<b>"])
    assert guess.note.value == ""
    guess.widget.value = "<b>"
    assert guess.note.value == "Noted: &lt;b&gt;."


def test_after_the_reveal_the_note_compares_too(ask):
    guess = answered(ask, "9", 8)
    assert guess.note.value == "Noted: 9. ✗ Too high by 1."
    guess.widget.value = "8"
    assert guess.note.value == "Noted: 8. ✓ Right."


def test_a_number_is_typed_where_there_are_no_options(ask):
    guess, _ = ask("How many?")
    guess.widget.value = " 600 "
    assert guess.guess == "600"
    assert guess.note.value == "Noted: 600."


def test_a_word_is_no_number_and_the_widget_says_so(ask, capsys):
    guess, _ = ask("How many?")
    guess.widget.value = "many"
    assert guess.note.value.startswith("“many” is no number, so it is not noted.")
    guess.reveal(600)
    assert capsys.readouterr().out == (
        "“many” is no number: you did not guess. It came out as: 600.\n"
    )
    assert ">you did not guess<" in replay().data


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("938", 938), ("4,608", 4608), ("60 000", 60_000), ("1,234,567.5", 1_234_567.5)),
        *((".5", 0.5), ("0,5", 0.5), ("10 %", 10), ("−18", -18), ("+3.", 3), ("1e3", 1000)),
        *(("", None), ("many", None), ("nan", None), ("inf", None), ("1e999", None)),
        *(("-", None), ("3 s", None), ("1,2,3", None), ("2/3", None), ("1_000", None)),
    ],
)
def test_which_texts_are_numbers(typed, number):
    assert as_number(typed) == number


@pytest.mark.parametrize(
    ("typed", "outcome", "verdict"),
    [
        ("938", 938, "✓ Right."),
        ("2,048", "2048", "✓ Right."),
        ("-18", -18.0, "✓ Right."),
        ("937", 938, "≈ Close: too low by 1."),
        ("1000", 938, "≈ Close: too high by 62."),
        ("600", 938, "✗ Too low by 338."),
        ("18", -18.0, "✗ Too high by 36."),
        ("1", 0, "✗ Too high by 1."),
        ("0", 0, "✓ Right."),
    ],
)
def test_a_number_is_right_or_close_or_so_far_off(ask, capsys, typed, outcome, verdict):
    answered(ask, typed, outcome)
    assert capsys.readouterr().out.endswith(f". {verdict}\n")


@pytest.mark.parametrize(
    ("typed", "verdict"),
    [("12", "✓ Right."), ("10", "✓ Right, to within 5."), ("20", "✗ Too high by 8.")],
)
def test_a_question_may_say_how_near_is_right(ask, typed, verdict):
    assert answered(ask, typed, "12", within=5).verdict == verdict


def test_an_outcome_that_is_no_option_may_name_the_one_it_counts_as(ask):
    guess, _ = ask("How many?", ["4 and 13", "0 and 25"])
    guess.widget.value = "4 and 13"
    guess.reveal("5 and 14")
    assert guess.verdict == "It is none of the options."
    guess.reveal("5 and 14", option="4 and 13")
    assert guess.verdict == "✓ Right."


def test_run_all_without_a_guess_goes_through(ask, capsys):
    ask("Which?", ["a", "b"])[0].reveal("b")
    ask("How many?")[0].reveal(600)
    ask("What share?")[0].reveal(0.5)
    assert capsys.readouterr().out.count("You did not guess. It came out as: ") == 3
    assert replay().data.count("you did not guess") == 3


def test_a_question_that_is_not_revealed_says_so(ask):
    ask("Which?", ["a", "b"])
    assert "not revealed yet" in replay().data


def test_running_the_cell_again_asks_the_same_question_once(ask):
    for _ in range(2):
        ask("Which?", ["a", "b"])
    assert replay().data.count("Which?") == 1


def test_running_the_cell_again_keeps_the_guess(ask):
    ask("Which?", ["a", "b"])[0].widget.value = "b"
    again, _ = ask("Which?", ["a", "b"])
    assert again.guess == "b"
    assert again.note.value == "Noted: b."


def test_a_reader_who_does_not_run_it_sees_question_and_options(ask):
    _, data = ask("Is 1 < 2?", ["yes", "no"])
    assert "Is 1 &lt; 2?" in data["text/html"]
    assert "<li>yes</li>" in data["text/html"]
    assert data["text/plain"] == "Predict: Is 1 < 2? yes / no"


def test_one_option_is_no_question():
    with pytest.raises(InputError, match="at least two"):
        predict("Which?", ["only"])
