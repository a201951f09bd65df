"""train_yours: trained weights pass; what was saved instead is named in words of its own."""

from functools import cache
from pathlib import Path

import pytest
import torch
from answer_files import AnswerText, answers

from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.checks.catalogue import all_exercises
from course_utils.checks.lesson_3.train_yours import TASK, check_handed_in
from course_utils.checks.report import NOT_ANSWERED, NOT_YET, PASSED, Outcome, judge
from course_utils.checks.saved_weights import read_weights
from course_utils.data import load_splits, make_loader
from course_utils.models import TwoLayerCNN

EXERCISE = all_exercises()["train_yours"]
OWN = [answer for answer in answers() if answer.exercise == "train_yours"]
RIGHT = [answer for answer in OWN if answer.kind == "model"]
WRONG = [answer for answer in OWN if answer.kind == "wrong"]


@pytest.fixture(autouse=True)
def on_the_digits(tmp_path, monkeypatch):
    """The embedded digits; the weights lie in a folder of the test's own."""
    monkeypatch.setenv("COURSE_DATA", "digits")
    monkeypatch.chdir(tmp_path)


def names_of(answer: AnswerText) -> dict:
    """What the notebook has defined, and has run."""
    names = defined_by(answer)
    if answer in RIGHT:
        Path(TASK.file).write_bytes(trained_by(answer))
    else:
        names["train_yours"]()
    return names


def defined_by(answer: AnswerText) -> dict:
    given = {"TwoLayerCNN": TwoLayerCNN, "load_splits": load_splits, "make_loader": make_loader}
    return answer.run(given)


@cache
def trained_by(answer: AnswerText) -> bytes:
    """The file that a right answer saves; it trains once for all tests that need it."""
    defined_by(answer)["train_yours"]()
    return Path(TASK.file).read_bytes()


def outcome_of(answer: AnswerText) -> Outcome:
    return judge(EXERCISE, names_of(answer))


@pytest.mark.parametrize("answer", RIGHT, ids=str)
def test_a_network_that_was_trained_passes_here_and_handed_in(answer, tmp_path):
    outcome = outcome_of(answer)
    assert outcome.status == PASSED, outcome
    assert "of the validation images" in str(outcome)
    words = check_handed_in(read_weights(TASK.file), Written(), Draw(1))
    assert "of the test images" in words


@pytest.mark.parametrize("answer", WRONG, ids=str)
def test_what_was_saved_instead_is_named(answer):
    outcome = outcome_of(answer)
    assert outcome.status == NOT_YET, outcome
    assert answer.words.lower() in str(outcome).lower()


def test_one_that_is_not_written_is_not_answered_whatever_file_lies_there():
    names_of(RIGHT[0])

    def train_yours() -> None:
        raise NotImplementedError

    assert judge(EXERCISE, {"train_yours": train_yours}).status == NOT_ANSWERED


def test_the_names_of_a_compiled_model_are_fine():
    names_of(RIGHT[0])
    held = read_weights(TASK.file)
    torch.save({f"_orig_mod.{name}": tensor for name, tensor in held.items()}, TASK.file)
    assert check_handed_in(read_weights(TASK.file), Written(), Draw(1))


def test_handed_in_without_a_file_it_says_why():
    with pytest.raises(Wrong, match="no file"):
        check_handed_in(Wrong("There is no file."), Written(), Draw(1))


class Written:
    """An answer that is written; how it trains does not matter any more."""

    def do(self, *_: object, **__: object) -> bool:
        return True
