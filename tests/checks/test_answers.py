"""Every wrong answer is rejected with words on its own mistake, every right one accepted."""

import pytest
from answer_files import FOLDER, answers
from grading_help import WHOLE

from course_utils.checks.catalogue import all_exercises
from course_utils.checks.report import NOT_YET, PASSED, judge

EXERCISES = all_exercises()
RIGHT = [*answers(kind="right"), *answers(FOLDER / "unseen", kind="right")]
# Those of train_yours are judged once they have trained, see test_train_yours.py.
WRONG = [answer for answer in answers(kind="wrong") if answer.exercise != "train_yours"]
UNSEEN = answers(FOLDER / "unseen")  # written by someone who had not read the checks
OPEN_TASK = "build_your_best"  # judged by saved weights, see test_build_your_best.py
ONE_OF_EACH = list({answer.exercise: answer for answer in reversed(RIGHT)}.values())[::-1]
WITH_OTHER_CASES = [a for a in (RIGHT if WHOLE else ONE_OF_EACH) if a.exercise != OPEN_TASK]


@pytest.mark.parametrize("answer", RIGHT, ids=str)
def test_a_right_answer_passes(answer):
    outcome = judge(EXERCISES[answer.exercise], answer.run())
    assert outcome.status == PASSED, outcome


@pytest.mark.parametrize("answer", WRONG, ids=str)
def test_a_wrong_answer_is_told_its_own_mistake(answer):
    outcome = judge(EXERCISES[answer.exercise], answer.run())
    assert outcome.status == NOT_YET, outcome
    assert answer.words, "say after | which words the message must hold"
    assert answer.words.lower() in str(outcome).lower()


@pytest.mark.parametrize("answer", [a for a in UNSEEN if a.kind == "wrong"], ids=str)
def test_a_wrong_answer_by_another_hand_is_rejected(answer):
    outcome = judge(EXERCISES[answer.exercise], answer.run())
    assert outcome.status == NOT_YET, outcome


@pytest.mark.parametrize("answer", WITH_OTHER_CASES, ids=str)
def test_a_right_answer_passes_with_other_random_cases(answer):
    """The cases that a check draws ask nothing that the task does not: that is the check's doing,
    not the answer's, so `make test` takes one answer to each exercise; `make test-full` all."""
    names = answer.run()
    for seed in (1, 2, 3, 4) if WHOLE else (1,):
        outcome = judge(EXERCISES[answer.exercise], names, seed)
        assert outcome.status == PASSED, outcome


@pytest.mark.parametrize("name", EXERCISES)
def test_there_are_enough_answers(name):
    right = [answer for answer in answers() if answer.exercise == name and answer.kind != "wrong"]
    wrong = [a for a in answers(kind="wrong") if a.exercise == name]
    assert len(right) >= 3
    assert len(wrong) >= 6


def test_every_exercise_has_answers():
    assert {answer.exercise for answer in answers()} == set(EXERCISES)
