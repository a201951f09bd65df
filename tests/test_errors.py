"""Errors of ours in a notebook: the message alone, without our frames."""

import pytest
from IPython.core.interactiveshell import InteractiveShell

from course_utils.errors import CourseError, InputError, TrainingError


@pytest.mark.parametrize("error", [CourseError, InputError, TrainingError])
def test_a_notebook_shows_the_message_without_frames(error, capsys):
    shell = InteractiveShell()
    shell.push({"error": error})
    shell.run_cell("raise error('say what to do')")
    output = capsys.readouterr()
    shown = output.out + output.err
    assert f"{error.__name__}: say what to do" in shown
    assert "Traceback" not in shown


def test_bad_input_can_be_caught_as_a_value_error():
    with pytest.raises(ValueError, match="too small"):
        raise InputError("too small")
