"""The whole corpus of attacks as an ordinary user, where root runs `course test --full`."""

import pytest
from grading_help import needs_box
from test_attacks import AS_ROOT, LESSONS, corpus_as_ordinary_user


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_corpus_as_an_ordinary_user(lesson):
    needs_box()
    if AS_ROOT:  # else tests/test_attacks.py has been run by an ordinary user
        corpus_as_ordinary_user(lesson)
