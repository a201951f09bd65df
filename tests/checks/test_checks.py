"""What `check` says: found by name, in words, with the learner's own line, and never for ever."""

import re
import signal
import time
from collections.abc import Callable

import pytest
import torch
from answer_files import AnswerText
from contrast import contrast

from course_utils.answers.answer import Answer
from course_utils.answers.authorship import devices_in
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.answers.plain import as_text, plain, same
from course_utils.answers.time_limit import TookTooLong, call_within
from course_utils.checks import attempt, check, progress, scorecard
from course_utils.checks import report as reports
from course_utils.checks.catalogue import LESSONS, all_exercises, exercises
from course_utils.checks.compare import case, compare
from course_utils.checks.diagnose import FAILED
from course_utils.checks.difference import came_and_wanted
from course_utils.checks.report import (
    EDGES,
    NOT_ANSWERED,
    NOT_YET,
    PASSED,
    Outcome,
    Scorecard,
    judge,
)
from course_utils.errors import InputError

EXERCISES = all_exercises()
SIZE = """
def conv_output_size(size, kernel_size, stride=1, padding=0, dilation=1):
    {body}
"""
RIGHT_BODY = """window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError
    return (size + 2 * padding - window) // stride + 1"""


def outcome_of(source: str, name: str) -> Outcome:
    names = AnswerText(name, "", "made up", "", source).run()
    return judge(EXERCISES[name], names)


def size(body: str) -> Outcome:
    return outcome_of(SIZE.format(body=body), "conv_output_size")


def test_a_pass_says_what_was_tried_and_gives_the_points():
    outcome = size(RIGHT_BODY)
    assert outcome.status == PASSED
    assert outcome.points == 1
    assert str(outcome).startswith("conv_output_size: passed (1 of 1 point)\nTried: 200 sizes")


def test_a_stub_is_not_answered_and_says_how_to_start():
    outcome = size("raise NotImplementedError()")
    assert outcome.status == NOT_ANSWERED
    assert outcome.points == 0
    assert "To start: Write conv_output_size(size, kernel_size" in str(outcome)


def test_a_name_that_is_not_there_is_not_answered():
    assert judge(EXERCISES["conv_output_size"], {}).status == NOT_ANSWERED


def test_a_name_that_stands_for_something_else_is_said_so():
    outcome = judge(EXERCISES["conv_output_size"], {"conv_output_size": 28})
    assert outcome.status == NOT_YET
    assert "now stands for 28" in str(outcome)


def test_a_failure_names_the_call_what_came_and_what_was_wanted():
    text = str(size("return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 7"))
    assert "Asked: conv_output_size(28, 5)" in text
    assert "Came: 30" in text
    assert "Wanted: 24" in text
    assert "Look at: " in text


def test_an_error_in_the_answer_is_shown_with_the_learners_own_line():
    text = str(size("half = size / 0\n    return half"))
    assert "Came: ZeroDivisionError: division by zero" in text
    assert "Your line 3: `half = size / 0` raised it." in text
    assert "course_utils" not in text


def test_an_error_below_torch_is_shown_with_the_learners_line_too():
    source = "def conv2d_loops(image, kernel):\n    return image @ torch.zeros(99, 99)\n"
    text = str(outcome_of(source, "conv2d_loops"))
    assert "Your line 2: `return image @ torch.zeros(99, 99)`" in text


def test_a_missing_return_is_named():
    assert "returned None. Is there a `return`" in str(size("size + 1"))


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "while True:\n        try:\n            1\n        except:\n            pass",
        "import time\n    time.sleep(1000)",
    ],
)
def test_an_answer_that_never_ends_is_stopped(body, monkeypatch):
    monkeypatch.setattr("course_utils.answers.answer.SECONDS", 0.3)
    started = time.perf_counter()
    outcome = size(body)
    assert outcome.status == NOT_YET
    assert "stopped after 0.3 seconds" in str(outcome)
    assert time.perf_counter() - started < 10


def test_a_time_limit_that_runs_out_just_at_the_end_leaves_no_interrupt_behind():
    handler = signal.getsignal(signal.SIGINT)
    outcomes = set()
    for _ in range(300):
        try:
            outcomes.add(call_within(0.002, time.sleep, 0.002))
        except TookTooLong:
            outcomes.add("too long")
    time.sleep(0.05)
    assert outcomes <= {None, "too long"}
    assert signal.getsignal(signal.SIGINT) is handler


def test_the_learners_own_interrupt_goes_through():
    with pytest.raises(KeyboardInterrupt):
        call_within(5, signal.raise_signal, signal.SIGINT)


HANDED_ON = {
    "an imported function": "from course_utils.shapes import conv_output_size",
    "under another name": "from course_utils import shapes\nconv_output_size = shapes."
    "conv_output_size",
    "a function that calls it": "from course_utils import shapes\n"
    "def conv_output_size(*a, **k):\n    return shapes.conv_output_size(*a, **k)",
    "an import inside": "def conv_output_size(*a, **k):\n"
    "    from course_utils.shapes import conv_output_size as f\n    return f(*a, **k)",
    "a partial": "from functools import partial\nfrom course_utils.shapes import "
    "conv_output_size as f\nconv_output_size = partial(f)",
    "a lambda": "import course_utils.shapes as s\nconv_output_size = lambda *a, **k: "
    "s.conv_output_size(*a, **k)",
    "a helper in one line": "import course_utils.shapes as s\n"
    "def size_of(*a, **k):\n    return s.conv_output_size(*a, **k)\n"
    "def conv_output_size(*a, **k):\n    return size_of(*a, **k)",
    "a helper's helper, in a class": "import course_utils.shapes as s\n"
    "def size_of(*a, **k):\n    return s.conv_output_size(*a, **k)\n"
    "class Sizes:\n    def of(self, *a, **k):\n        return size_of(*a, **k)\n"
    "def conv_output_size(*a, **k):\n    return Sizes().of(*a, **k)",
    "a default argument": "import course_utils.shapes as s\n"
    "def conv_output_size(*a, f=s.conv_output_size, **k):\n    return f(*a, **k)",
    "a name around it": "import course_utils.shapes as s\n"
    "def made():\n    f = s.conv_output_size\n    return lambda *a, **k: f(*a, **k)\n"
    "conv_output_size = made()",
    "getattr": "import course_utils.shapes as s\n"
    "def conv_output_size(*a, **k):\n    return getattr(s, 'conv_output_size')(*a, **k)",
}


@pytest.mark.parametrize("source", HANDED_ON.values(), ids=HANDED_ON)
def test_what_the_package_holds_is_not_an_answer(source):
    outcome = outcome_of(source, "conv_output_size")
    assert outcome.status == NOT_YET
    assert "Well found: course_utils.shapes.conv_output_size does this" in str(outcome)


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("TwoLayerCNN", "from course_utils.models import TwoLayerCNN"),
        ("TwoLayerCNN", "from course_utils import models\nclass TwoLayerCNN(models.TwoLayerCNN):"
         "\n    pass"),
        ("conv2d", "conv2d = F.conv2d"),
        ("conv2d", "def conv2d(*a, **k):\n    return torch.nn.functional.conv2d(*a, **k)"),
        ("max_pool2d", "def max_pool2d(images, size, stride=None, padding=0):\n"
         "    return nn.MaxPool2d(size, stride, padding)(images)"),
        ("BatchNorm2d", "class BatchNorm2d(nn.BatchNorm2d):\n    pass"),
        ("confusion_matrix", "from sklearn.metrics import confusion_matrix"),
        ("conv2d_loops", "from scipy.signal import correlate2d\ndef conv2d_loops(image, kernel):\n"
         "    return torch.from_numpy(correlate2d(image.numpy(), kernel.numpy(), mode='valid'))"),
        ("max_pool2d", "def rows(x, size, stride):\n    return F.max_pool1d(x, size, stride)\n"
         "def max_pool2d(images, size, stride=None, padding=0):\n"
         "    return rows(images.flatten(0, 2), size, stride)"),
        ("BatchNorm2d", "class BatchNorm2d(nn.Module):\n    def __init__(self, n, momentum=0.1, "
         "eps=1e-5):\n        super().__init__()\n        self.inner = nn.BatchNorm1d(n, eps, "
         "momentum)\n    def forward(self, x):\n"
         "        return self.inner(x.flatten(2)).view_as(x)"),
        ("difference_is_shown", "from course_utils.training.intervals import paired_difference\n"
         "def difference_is_shown(a, b):\n    return paired_difference(a, b).is_shown"),
        ("cross_entropy", "criterion = nn.CrossEntropyLoss()\ndef cross_entropy(logits, targets):\n"
         "    return criterion(logits, targets)"),
        ("cross_entropy", "def cross_entropy(logits, targets, loss=nn.CrossEntropyLoss()):\n"
         "    return loss(logits, targets)"),
        ("cross_entropy", "from functools import partial\n"
         "loss = partial(F.cross_entropy, reduction='mean')\n"
         "def cross_entropy(logits, targets):\n    return loss(logits, targets)"),
        ("dropout", "layer = nn.Dropout()\ndef dropout(x, p, training):\n"
         "    layer.p = p\n    return layer.train(training)(x)"),
    ],
)  # fmt: skip
def test_what_a_library_holds_is_not_an_answer(name, source):
    assert "Well found" in str(outcome_of(source, name))


def test_a_thing_of_a_library_is_named_as_one_imports_it():
    outcome = outcome_of("from sklearn.metrics import confusion_matrix", "confusion_matrix")
    assert "Well found: sklearn.metrics.confusion_matrix does this" in str(outcome)


def test_a_helper_that_the_answer_does_not_call_is_nobodys_business():
    source = (
        "def check_mine(*a):\n    return conv_output_size(*a) == s.conv_output_size(*a)\n"
        "import course_utils.shapes as s\n"
    )
    assert outcome_of(source + RIGHT_SIZE, "conv_output_size").status == PASSED


SCRIPTED = "import warnings\nwarnings.simplefilter('ignore')\n"
RIGHT_SIZE = """\
def conv_output_size(size: int, kernel_size: int, stride: int = 1, padding: int = 0,
                     dilation: int = 1) -> int:
    window = dilation * (kernel_size - 1) + 1
    if size + 2 * padding < window:
        raise ValueError("no window fits")
    return (size + 2 * padding - window) // stride + 1
"""


@pytest.mark.parametrize("decorator", ["torch.compile", "torch.compile(fullgraph=True)"])
def test_a_compiled_answer_is_tried_as_it_was_written(decorator):
    outcome = outcome_of(f"@{decorator}\n{RIGHT_SIZE}", "conv_output_size")
    assert outcome.status == PASSED, outcome


def test_an_answer_in_torchscript_is_the_learners_own():
    source = f"{SCRIPTED}@torch.jit.script\n{LOGIT}"
    assert outcome_of(source, "pick_right_class").status == PASSED


LOGIT = """\
def pick_right_class(logits: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    return logits.gather(1, labels[:, None])[:, 0]
"""


def test_what_could_hide_a_library_is_noted_and_costs_nothing():
    def answer(images):
        return getattr(torch, "cl" + "amp")(images), eval("1")

    assert devices_in(answer) == ["eval", "getattr"]
    assert devices_in(lambda images: images.clamp(0)) == []


def test_an_input_changed_in_place_is_noticed():
    source = "def mean_and_std(images):\n    images[0] = 0\n    return 0.1, 0.2\n"
    assert "changed one of its inputs in place" in str(outcome_of(source, "mean_and_std"))


def test_a_result_on_the_wrong_device_is_named():
    source = "def conv2d_loops(image, kernel):\n    h = image.shape[0] - kernel.shape[0] + 1\n"
    source += "    w = image.shape[1] - kernel.shape[1] + 1\n"
    source += "    return torch.zeros(h, w, device='meta')\n"
    assert "on the device meta" in str(outcome_of(source, "conv2d_loops"))


def test_a_result_of_the_wrong_dtype_is_named():
    source = "def conv2d_loops(image, kernel):\n    h = image.shape[0] - kernel.shape[0] + 1\n"
    source += "    w = image.shape[1] - kernel.shape[1] + 1\n"
    source += "    return torch.zeros(h, w, dtype=torch.int64)\n"
    assert "The dtype is torch.int64; it should be torch.float32" in str(
        outcome_of(source, "conv2d_loops")
    )


def test_check_prints_in_a_notebook_and_returns_nothing(monkeypatch, capsys):
    monkeypatch.setattr("course_utils.checks.report.names_of_the_notebook", dict)
    assert check("conv_output_size") is None
    assert "conv_output_size: not answered yet (0 of 1 point)" in capsys.readouterr().out


def test_an_unknown_name_lists_the_exercises():
    with pytest.raises(InputError, match=r"no exercise 'conv'\. There are: pick_right_class, "):
        check("conv")


def test_the_scorecard_counts_tasks_and_points_and_what_is_left():
    right = size(RIGHT_BODY)
    others = [judge(exercise, {}) for exercise in exercises(2)[1:]]
    text = str(Scorecard([right, *others]))
    assert text.startswith("Scorecard: 1 of 7 tasks, 1 of 7 points")
    assert "Left: conv2d_loops, conv2d, max_pool2d, edge_kernel, receptive_field, design" in text


def test_a_scorecard_of_a_lesson_that_is_not_there():
    with pytest.raises(InputError, match="There is no lesson 9; lessons go from 0 to 6"):
        scorecard(9)


@pytest.mark.parametrize("lesson", ["1", "01"])
def test_the_number_of_a_lesson_may_be_a_text(lesson, monkeypatch, capsys):
    monkeypatch.setattr("course_utils.checks.report.names_of_the_notebook", dict)
    scorecard(lesson)
    assert f"0 of {len(exercises(1))} tasks" in capsys.readouterr().out


def test_a_scorecard_of_no_number_says_what_is_wanted():
    with pytest.raises(
        InputError, match=r"takes the number of a lesson, as in scorecard\(1\); 'x'"
    ):
        scorecard("x")


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_without_any_answer_has_a_scorecard(lesson, monkeypatch, capsys):
    monkeypatch.setattr("course_utils.checks.report.names_of_the_notebook", dict)
    scorecard(lesson)
    assert f"0 of {len(exercises(lesson))} tasks, 0 of" in capsys.readouterr().out


def test_the_names_and_signatures_are_those_of_the_contract():
    assert [exercise.name for exercise in EXERCISES.values()] == [
        "pick_right_class", "gradient_descent", "fit_line",
        "text_colour", "DigitsDataset", "iterations_per_epoch", "train_validation_split",
        "find_leaks", "class_counts", "mean_and_std",
        "conv_output_size", "conv2d_loops", "conv2d", "max_pool2d", "edge_kernel",
        "receptive_field", "design",
        "TwoLayerCNN", "count_parameters", "cross_entropy", "sgd_momentum_step",
        "train_one_epoch", "evaluate", "train_yours",
        "DeeperCNN", "dropout", "balanced_subset", "early_stopping_epoch",
        "repaired_training", "difference_is_shown",
        "LeNet", "fit", "confusion_matrix", "most_confident_mistakes", "reliability",
        "read_the_record",
        "ConfigurableCNN", "initialise", "BatchNorm2d", "parameter_table", "find_the_fault",
        "build_your_best",
    ]  # fmt: skip


def test_attempt_passes_over_what_is_not_written(capsys):
    def train_your_best() -> None:
        raise NotImplementedError

    attempt(train_your_best)
    assert capsys.readouterr().out == "train_your_best: not answered yet.\n"


def test_attempt_lets_an_error_of_torch_through():
    def train_your_best() -> None:
        raise NotImplementedError("'mean' is not implemented for 'Byte'")

    with pytest.raises(NotImplementedError, match="Byte"):
        attempt(train_your_best)


def test_a_report_is_also_html_with_the_same_words():
    outcome = size("return '<b>'")
    assert "&lt;b&gt;" in outcome._repr_html_()
    assert "<b>" not in outcome._repr_html_()


def test_code_is_code_in_html_and_its_signs_are_escaped():
    html = size("return '<b>' / 2")._repr_html_()
    assert ">return &#x27;&lt;b&gt;&#x27; / 2</code> raised it" in html
    assert "`" not in html


def test_the_verdict_comes_first_and_the_advice_last():
    text = str(size("return (size + 2 * padding - dilation * (kernel_size - 1) - 1) // stride + 7"))
    names = [line.partition(":")[0] for line in text.split("\n")]
    assert names == ["conv_output_size", "Asked", "Came", "Wanted", "Look at"]


def test_a_float_is_told_from_an_int():
    assert [as_text(value) for value in (24, 24.0, -3.0, 0.5, 1e9, float("inf"))] == [
        *("24", "24.0", "-3.0", "0.5", "1e+09", "inf")
    ]
    assert as_text(torch.ones(2)) == "tensor([1.0, 1.0])"


@pytest.mark.parametrize("thing", [object(), FAILED])
def test_an_address_is_never_shown(thing):
    assert as_text(thing) == "an object of type object"


def test_an_error_that_a_mistake_explains_came_as_an_error():
    def answer(x):
        raise ValueError("no")

    with pytest.raises(Wrong) as caught:
        compare(
            Answer("f", answer), [case(1)], lambda x: x, {"Divided by 0.": lambda x: x / 0}, "?"
        )
    assert (caught.value.advice, caught.value.came) == ("Divided by 0.", "ValueError: no")


LARGE = torch.full((2, 3, 4, 4), 0.25)
CHANGED = LARGE.clone()
CHANGED[0, 1, 2, 3] = 0.5
DIFFERENCES = {
    "a tensor": (CHANGED, LARGE, "first difference at [0, 1, 2, 3]: 0.5, wanted 0.25"),
    "a list": ([0] * 20, [0] * 19 + [7], "first difference at [19]: 0, wanted 7"),
    "a tensor in a dict": ({"a": CHANGED}, {"a": LARGE}, "at ['a'][0, 1, 2, 3]: 0.5, wanted 0.25"),
    "a number": (0.123451, 0.123449, "first difference: 0.123451, wanted 0.123449"),
}


@pytest.mark.parametrize(("got", "wanted", "words"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_where_both_read_the_same_the_first_difference_is_shown(got, wanted, words, monkeypatch):
    monkeypatch.setattr("course_utils.checks.close.NUMBER_TOLERANCE", 1e-9)
    came, right = came_and_wanted(got, wanted)
    assert came == f"{right}; {words}" or (came.startswith(right) and came.endswith(words))


def test_what_is_equal_has_no_difference():
    assert came_and_wanted(LARGE, LARGE.clone()) == (as_text(LARGE), as_text(LARGE))


@pytest.fixture
def kept_here(tmp_path, monkeypatch):
    """Progress is kept in a folder of the test's own; the notebook's names are these."""
    names: dict = {}
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path))
    monkeypatch.setattr(reports, "names_of_the_notebook", lambda: names)
    return names


def progress_text(capsys) -> list[str]:
    capsys.readouterr()
    progress()
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def test_progress_goes_over_all_lessons_and_survives_a_restart(kept_here, capsys):
    points = sum(exercise.points for exercise in EXERCISES.values())
    assert progress_text(capsys)[-1] == f"all 0 of {len(EXERCISES)} 0 of {points}"
    text = AnswerText("conv_output_size", "", "", "", SIZE.format(body=RIGHT_BODY))
    kept_here |= text.run()
    check("conv_output_size")
    lines = progress_text(capsys)
    assert lines[0] == "lesson tasks points"
    assert lines[3] == "2 1 of 7 1 of 7"
    kept_here.clear()
    scorecard(2)
    assert progress_text(capsys)[3] == "2 1 of 7 1 of 7"
    kept_here["conv_output_size"] = 3
    check("conv_output_size")
    assert progress_text(capsys)[3] == "2 0 of 7 0 of 7"


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"passed": 3}', '{"passed": [[]]}'])
def test_a_file_of_progress_by_another_hand_is_passed_over(kept_here, tmp_path, content, capsys):
    (tmp_path / "progress.json").write_text(content)
    assert progress_text(capsys)[3] == "2 0 of 7 0 of 7"


def test_progress_that_cannot_be_kept_stops_no_check(kept_here, tmp_path, monkeypatch, capsys):
    (tmp_path / "file").touch()
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path / "file" / "results"))
    kept_here["conv_output_size"] = 3
    check("conv_output_size")
    assert "conv_output_size: not yet" in capsys.readouterr().out
    assert progress_text(capsys)[3] == "2 0 of 7 0 of 7"


@pytest.mark.parametrize("ground", ["#ffffff", "#212121", "#111111"])
def test_the_edge_of_a_report_stands_out_in_a_light_and_in_a_dark_theme(ground):
    assert all(contrast(colour, ground) >= 3 for colour in EDGES.values())


def test_words_and_ground_of_a_report_are_those_of_the_theme():
    html = size("return 'a' / 2")._repr_html_() + Scorecard([size("return 1")])._repr_html_()
    assert set(re.findall(r"[\"; ](?:background|color):([^;\"]+)", html)) <= {
        *("inherit", "rgba(128,128,128,.2)"),
    }


DRAWS: dict[str, Callable[[Draw], object]] = {
    "integer": lambda draw: draw.integer(1, 6),
    "normal": lambda draw: draw.normal(2, 3),
    "bytes": lambda draw: draw.bytes(4),
    "order": lambda draw: draw.order(9),
}


@pytest.mark.parametrize("make", DRAWS.values(), ids=DRAWS)
def test_a_seed_gives_the_same_cases_whatever_else_draws(make):
    first = make(Draw(7))
    torch.rand(3)
    assert same(make(Draw(7)), first)


def test_plain_data_keeps_numbers_and_tensors_and_names_the_rest():
    value = plain({"a": (1, 2.5, torch.ones(2, requires_grad=True)), "b": [object()]})
    assert not value["a"][2].requires_grad
    assert as_text(value["b"]) == "[an object of type object]"
