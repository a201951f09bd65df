"""Where there is a GPU, checks judge answers that use it, or say in words that they go by the CPU.

The answers in `tests/answers/on_gpu/` are tried on a pretended GPU.
"""

from collections.abc import Iterator

import pytest
from answer_files import FOLDER, answers
from pretend_gpu import pretend_gpu

from course_utils.checks.catalogue import all_exercises
from course_utils.checks.report import NOT_YET, PASSED, judge

EXERCISES = all_exercises()
ON_GPU = answers(FOLDER / "on_gpu")


@pytest.fixture(autouse=True)
def gpu() -> Iterator[None]:
    with pretend_gpu():
        yield


@pytest.mark.parametrize("answer", [a for a in ON_GPU if a.kind == "right"], ids=str)
def test_a_right_answer_that_uses_the_gpu_passes(answer):
    outcome = judge(EXERCISES[answer.exercise], answer.run())
    assert outcome.status == PASSED, outcome


@pytest.mark.parametrize("answer", [a for a in ON_GPU if a.kind == "wrong"], ids=str)
def test_an_answer_that_mixes_devices_is_told_so(answer):
    outcome = judge(EXERCISES[answer.exercise], answer.run())
    assert outcome.status == NOT_YET, outcome
    assert answer.words.lower() in str(outcome).lower()
