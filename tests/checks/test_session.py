"""A check leaves the session as it found it, keeps back what is printed, and always goes on."""

import random
import signal
import subprocess
import sys

import numpy as np
import pytest
import torch
from answer_files import AnswerText
from matplotlib import pyplot

from course_utils.answers import answer as answers
from course_utils.answers.inside import replies
from course_utils.answers.kept import LEFT
from course_utils.checks.catalogue import all_exercises
from course_utils.checks.misspelt import misspelt
from course_utils.checks.quiet import SHOWN_LINES, kept_back
from course_utils.checks.report import NOT_ANSWERED, NOT_YET, PASSED, Outcome, judge
from course_utils.grading.replies import fault_of

EXERCISES = all_exercises()
SIZE = """
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    {before}
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError
    return (size + 2 * padding - window) // stride + 1
"""


def outcome_of(source: str, name: str = "conv_output_size", more: dict | None = None) -> Outcome:
    names = AnswerText(name, "", "made up", "", source).run() | (more or {})
    return judge(EXERCISES[name], names)


def size(before: str) -> Outcome:
    return outcome_of(SIZE.format(before=before))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("torch.set_grad_enabled(False)", "gradients switched off for everything after it"),
        ("torch.set_default_dtype(torch.float64)", "torch.set_default_dtype"),
        ("torch.set_default_device('meta')", "torch.set_default_device"),
    ],
)
def test_a_mode_that_is_left_changed_is_said_and_put_back(line, words):
    outcome = size(line)
    assert outcome.status == NOT_YET
    assert words in str(outcome)
    assert "Asked: conv_output_size(" in str(outcome)
    assert torch.is_grad_enabled()
    assert torch.get_default_dtype() == torch.float32
    assert torch.zeros(1).device == torch.device("cpu")


def test_a_mode_is_put_back_after_an_error_and_after_the_time_is_over(monkeypatch):
    assert "ZeroDivisionError" in str(size("torch.set_grad_enabled(False)\n    1 / 0"))
    assert torch.is_grad_enabled()
    monkeypatch.setattr("course_utils.answers.answer.SECONDS", 0.3)
    assert "stopped" in str(size("torch.set_grad_enabled(False)\n    while True: pass"))
    assert torch.is_grad_enabled()


def test_a_mode_that_the_learner_chose_stays():
    with torch.no_grad():
        assert size("pass").status == PASSED
        assert "gradients switched on" in str(size("torch.set_grad_enabled(True)"))
        assert not torch.is_grad_enabled()


def test_the_random_numbers_that_come_next_are_those_that_would_have_come():
    before = random.getstate(), np.random.get_state()[1].tolist(), torch.get_rng_state()
    source = "import random, numpy; torch.manual_seed(3); random.seed(3); numpy.random.seed(3)"
    assert size(source).status == PASSED
    judge(EXERCISES["DeeperCNN"], {})
    assert random.getstate() == before[0]
    assert np.random.get_state()[1].tolist() == before[1]
    assert torch.equal(torch.get_rng_state(), before[2])


def test_the_name_that_is_not_written_yet_is_the_one_that_is_called():
    source = "def half(size):\n    raise NotImplementedError\n" + SIZE.format(before="half(size)")
    outcome = outcome_of(source)
    assert outcome.status == NOT_YET
    assert "It calls `half`, which is not written yet." in str(outcome)


@pytest.mark.parametrize(
    "source",
    [
        "class TwoLayerCNN(nn.Module):\n    def __init__(self):\n        raise NotImplementedError",
        "class TwoLayerCNN(nn.Module):\n    def forward(self, images):\n"
        "        raise NotImplementedError",
        "def keep(f):\n    def inner(*a, **k):\n        return f(*a, **k)\n    return inner\n"
        "@keep\ndef TwoLayerCNN():\n    raise NotImplementedError",
        "def TwoLayerCNN():\n    def inner():\n        raise NotImplementedError\n    inner()",
    ],
)
def test_the_answers_own_stub_is_not_answered(source):
    assert outcome_of(source, "TwoLayerCNN").status == NOT_ANSWERED


def test_a_box_says_the_same_of_modes_and_of_names_that_are_not_written():
    fault = fault_of(replies.ErrorRaised(["LeftChanged"], "dtype"), "f(1)")
    assert (fault.advice, fault.asked) == (LEFT["dtype"], "f(1)")
    fault = fault_of(replies.ErrorRaised(["CallsUnwritten"], "half"), "f(1)")
    assert "It calls `half`" in fault.advice
    fault = fault_of(replies.ErrorRaised(["LeftChanged"], "<b>"), "f(1)")
    assert isinstance(fault, answers.Raised)


@pytest.mark.parametrize("name", ["Conv_output_size", "convOutputSize", "conv_ouput_size"])
def test_a_name_that_is_not_quite_right_is_asked_about(name):
    source = SIZE.format(before="pass").replace("conv_output_size", name)
    outcome = outcome_of(source)
    assert outcome.status == NOT_ANSWERED
    assert f"Look at: There is a `{name}`. Should it be `conv_output_size`?" in str(outcome)


@pytest.mark.parametrize(
    "source",
    [
        "conv2d_loop = 3",
        "from course_utils.shapes import conv_output_size as conv2d_Loops",
        "def _conv2d_loop(): pass",
        "def loops(): pass",
    ],
)
def test_what_is_no_answer_is_not_meant(source):
    outcome = outcome_of(source, "conv2d_loops")
    assert outcome.status == NOT_ANSWERED
    assert "To start: Write conv2d_loops(" in str(outcome)


def test_the_name_of_another_task_is_not_meant():
    names = AnswerText("", "", "made up", "", "def conv2d_loops(image, kernel): pass").run()
    assert misspelt("conv2d_loop", names, ()) == "conv2d_loops"
    assert misspelt("conv2d_loop", names, EXERCISES) == ""


def test_what_is_printed_comes_after_the_verdict_in_a_few_lines(capsys):
    outcome = size("print('size', size)")
    assert capsys.readouterr().out == ""
    head, *rest = str(outcome).split("\n")
    assert head.startswith("conv_output_size: passed")
    place = next(i for i, line in enumerate(rest) if line.startswith("It printed: size "))
    assert len(rest) - place == SHOWN_LINES + 1
    assert rest[-1] == "…"


def test_nothing_is_said_where_nothing_is_printed():
    assert "It printed" not in str(size("pass"))


def test_warnings_and_errors_are_kept_back_and_a_bar_says_what_it_showed_last(capsys):
    source = "import sys, warnings; warnings.warn('mind'); sys.stderr.write('1%\\r100%\\n')"
    text = str(size(source))
    assert "100%" in text
    assert "1%\r" not in text
    assert capsys.readouterr().err == ""


def test_printing_without_end_is_stopped_and_fills_no_memory(monkeypatch):
    monkeypatch.setattr("course_utils.answers.answer.SECONDS", 0.3)
    text = str(size("while True: print('x' * 100)"))
    assert "stopped after 0.3 seconds" in text
    assert len(text) < 2_000


def test_figures_of_an_answer_are_closed_and_the_learners_stay():
    mine = pyplot.figure()
    # One figure, and not one in each of 200 calls: that takes seconds on a busy computer.
    source = "from matplotlib import pyplot; len(pyplot.get_fignums()) > 1 or pyplot.figure()"
    assert size(source).status == PASSED
    assert pyplot.get_fignums() == [mine.number]
    pyplot.close(mine)


def test_streams_are_as_before_after_an_error():
    before = sys.stdout, sys.stderr
    with pytest.raises(ZeroDivisionError), kept_back():
        raise ZeroDivisionError
    assert (sys.stdout, sys.stderr) == before


@pytest.mark.parametrize(
    "line",
    ["import sys; sys.exit()", "exit(1)", "raise KeyboardInterrupt", "raise GeneratorExit"],
)
def test_an_answer_that_ends_the_program_ends_only_itself(line):
    outcome = outcome_of(SIZE.format(before=line), more={"exit": sys.exit})
    assert outcome.status == NOT_YET
    assert f"Your line 3: `{line}` raised it." in str(outcome)


def test_the_keys_end_the_check():
    with pytest.raises(KeyboardInterrupt):
        size("import signal; signal.raise_signal(signal.SIGINT)")
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_ipythons_exit_ends_no_notebook():
    from IPython.core.autocall import ExitAutocall

    leave = ExitAutocall()  # without a shell: it would raise AttributeError
    names = AnswerText("", "", "made up", "", SIZE.format(before="exit()")).run()
    names["exit"] = leave
    assert "SystemExit" in str(judge(EXERCISES["conv_output_size"], names))
    assert names["exit"] is leave


WARM = """
import sys
from course_utils.checks.catalogue import all_exercises
from course_utils.checks.report import judge
from course_utils.answers import time_limit, answer
assert "torch._dynamo" not in sys.modules
loaded = []
within = answer.call_within
def call_within(*a):
    loaded.append("torch._dynamo" in sys.modules)
    return within(*a)
answer.call_within = call_within
names = {"__name__": "__main__"}
exec("def count_parameters(model): return 1\\n", names)
judge(all_exercises()["count_parameters"], names)
assert not any(loaded), "loaded where no optimiser is made"
exec("def train_one_epoch(model, loader, loss_function, optimizer): return 0.0, 0.0\\n", names)
loaded.clear()
judge(all_exercises()["train_one_epoch"], names)
assert loaded and all(loaded), loaded
print("warm")
"""


def test_what_an_optimiser_loads_is_there_before_the_clock_starts():
    run = subprocess.run([sys.executable, "-c", WARM], capture_output=True, text=True)
    assert run.stdout == "warm\n", run.stderr
