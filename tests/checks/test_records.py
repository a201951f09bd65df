"""Drawn records keep the margins that the task names, so that every sensible rule reads them."""

from itertools import pairwise

import pytest

from course_utils.answers.draw import Draw
from course_utils.checks.lesson_5.read_the_record import NAMES, QUESTIONS, read_by
from course_utils.checks.records import draw_records

RECORDS = [record for seed in range(40) for record in draw_records(Draw(seed))]


def losses(record):
    return record.history["train_loss"], record.history["validation_loss"]


def steps(values):
    return [now / before for before, now in pairwise(values)]


def those(name):
    return [record for record in RECORDS if record.shows == name]


def is_jumping(record):
    return sum(step > 1.5 for step in steps(record.history["train_loss"])) >= 3


def test_the_rule_of_the_check_reads_all_of_them():
    assert all(read_by(QUESTIONS, record.history) == record.shows for record in RECORDS)


def test_overfitting_turns_in_the_first_half_and_rises_by_four_tenths():
    for train, validation in map(losses, those("overfits")):
        assert validation.index(min(validation)) <= len(validation) / 2
        assert validation[-1] > 1.4 * min(validation)
        assert max(steps(train)) < 1


def test_a_rate_too_high_jumps_or_guesses_in_every_epoch():
    guessing = [record for record in those("rate too high") if not is_jumping(record)]
    assert 0 < len(guessing) < len(those("rate too high"))
    for record in guessing:
        assert all(2.2 < loss < 2.4 for values in losses(record) for loss in values)


def test_a_training_that_still_learns_falls_by_a_fifth_in_five_epochs():
    for values in (values for record in those("still learning") for values in losses(record)):
        assert values[-1] < 0.8 * values[-6]
        assert max(steps(values)) < 1


def test_a_training_that_is_done_is_flat_in_its_last_six_epochs():
    for values in (values for record in those("done") for values in losses(record)):
        assert max(values[-6:]) < 1.02 * min(values[-6:])
        assert values[-1] < 0.5 * values[0]
        assert values[-1] < 1.02 * min(values)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "rate too high"])
def test_no_other_record_jumps_or_stays_high(name):
    for train, _ in map(losses, those(name)):
        assert max(steps(train)) < 1.02
        assert train[-1] < 1


def test_accuracies_are_shares():
    for record in RECORDS:
        for part in ("train", "validation"):
            assert all(0 < share <= 1 for share in record.history[f"{part}_accuracy"])
