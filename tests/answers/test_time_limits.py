"""What is said of an answer that did not end in time."""

import pytest

from course_utils.answers.faults import Stopped, seconds_text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(3.99999, "4 seconds"), (1.0, "1 second."), (0.25, "0.2 seconds"), (1200.0, "1200 seconds")],
)
def test_a_limit_is_a_number_that_one_can_read(seconds, words):
    assert seconds_text(seconds) == words.rstrip(".")
    assert words in Stopped(seconds, "f(1)").advice
