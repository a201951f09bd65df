"""Guesses: asked, kept, and set beside what came out, whether or not anyone typed."""

import pytest

from course_utils import predictions
from course_utils.errors import InputError
from course_utils.predictions import predict, replay


@pytest.fixture(autouse=True)
def no_questions_yet(monkeypatch):
    monkeypatch.setattr(predictions, "_asked", {})


@pytest.fixture
def ask(monkeypatch):
    """`predict`, giving the prediction and what is put on the page."""
    page = []
    monkeypatch.setattr(predictions, "display", lambda data, raw: page.append(data))
    return lambda *arguments: (predict(*arguments), page.pop())


def test_a_choice_is_kept_and_replayed_beside_the_outcome(ask, capsys):
    guess, _ = ask("Which is larger?", ["a", "b"])
    guess.widget.value = "a"
    guess.reveal("b")
    assert "You guessed: a. It came out as: b." in capsys.readouterr().out
    assert replay().data.count("<td") == 3
    assert ">a<" in replay().data
    assert ">b<" in replay().data


def test_a_number_is_typed_where_there_are_no_options(ask):
    guess, _ = ask("How many?")
    guess.widget.value = " 600 "
    assert guess.guess == "600"


def test_run_all_without_a_guess_goes_through(ask, capsys):
    ask("Which?", ["a", "b"])[0].reveal("b")
    ask("How many?")[0].reveal(600)
    ask("What share?")[0].reveal(0.5)
    assert capsys.readouterr().out.count("no guess recorded") == 3
    assert replay().data.count("no guess recorded") == 3


def test_a_question_that_is_not_revealed_says_so(ask):
    ask("Which?", ["a", "b"])
    assert "not revealed yet" in replay().data


def test_running_the_cell_again_asks_the_same_question_once(ask):
    for _ in range(2):
        ask("Which?", ["a", "b"])
    assert replay().data.count("Which?") == 1


def test_running_the_cell_again_keeps_the_guess(ask):
    ask("Which?", ["a", "b"])[0].widget.value = "b"
    assert ask("Which?", ["a", "b"])[0].guess == "b"


def test_a_reader_who_does_not_run_it_sees_question_and_options(ask):
    _, data = ask("Is 1 < 2?", ["yes", "no"])
    assert "Is 1 &lt; 2?" in data["text/html"]
    assert "<li>yes</li>" in data["text/html"]
    assert data["text/plain"] == "Predict: Is 1 < 2? yes / no"


def test_one_option_is_no_question():
    with pytest.raises(InputError, match="at least two"):
        predict("Which?", ["only"])
