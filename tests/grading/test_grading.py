"""Grading whole submissions: statuses, points, the open task's images, the gradebook, Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch
from attack_files import FILES, SET_UP, good_submission, hand_in, notebook, right_answers
from grading_help import graded, hurry, marks, needs_box, rows, without_preflight

from course_utils import cli
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.answers.inside.cells import cells_of
from course_utils.checks import held_out as holding
from course_utils.checks.catalogue import exercises
from course_utils.checks.lesson_6.build_your_best import count_learned
from course_utils.checks.saved_weights import as_used
from course_utils.grading.export.grades_csv import FILE
from course_utils.grading.grade import seed_for
from course_utils.grading.handed_in import HandedIn, without_data

ROOT = Path(__file__).resolve().parents[2]
NAMES = [exercise.name for exercise in exercises(2)]
FULL = {exercise.name: exercise.points for exercise in exercises(2)}
CUT_OFF = json.dumps(notebook(["x = 1"])).encode()[:60]

# The open task


def test_held_out_images_are_others_in_another_order_and_the_same_for_a_seed(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", "digits")
    monkeypatch.chdir(tmp_path)
    holding._splits.cache_clear()
    images, labels, data = holding.held_out(Draw(1))
    again, other = holding.held_out(Draw(1)), holding.held_out(Draw(2))
    assert data == "embedded digits"
    assert len(images) == len(labels) >= holding.FEWEST_IMAGES
    assert torch.equal(images, again[0])
    assert not torch.equal(images, other[0])
    assert not torch.equal(labels, other[1])
    test = holding._splits().test
    original = {test[index][0].numpy().tobytes() for index in range(len(test))}
    assert not [row for row in images if row.numpy().tobytes() in original]
    assert images.min() >= 0
    assert images.max() <= 1


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"a" * 101: torch.zeros(3)}, "names as long"),
        ({f"layer{'a' * 60}{i}": torch.zeros(3) for i in range(300)}, "names as long"),
        ({"0.weight": torch.zeros(0)}, "without a number"),
    ],
)
def test_weights_that_no_network_has_are_refused(weights, words):
    with pytest.raises(Wrong) as refused:
        as_used("best_model.pt", weights)
    assert words in refused.value.came


def test_weights_have_eight_significant_bits_and_whole_numbers_are_left_to_the_network():
    used = as_used("best_model.pt", {"_orig_mod.w": torch.tensor([1.00001]), "n": torch.tensor(7)})
    assert used.keys() == {"w"}
    assert used["w"].item() == 1


@pytest.mark.parametrize(
    ("weights", "learned"),
    [
        ({"n.weight": 8, "n.bias": 8, "n.running_mean": 8, "n.running_var": 8}, 16),
        ({"n.weight": 8, "n.running_mean": 9}, 17),
        ({"running_mean": 5_000}, 5_000),
        ({"a.weight": 3, "b.running_mean": 3}, 6),
    ],
)
def test_running_averages_count_unless_a_normalisation_of_that_length_stands_beside(
    weights, learned
):
    assert count_learned({name: torch.zeros(n) for name, n in weights.items()}) == learned


@pytest.mark.parametrize(
    ("cell", "is_refused"),
    [
        ("def build_your_best():\n    return None", False),
        (f"TABLE = {'a' * 4_000!r}", True),
        (f"TABLE = {list(range(1_000))}", True),
        ("def f():\n    # " + "a" * 4_000 + "\n    return 1", True),
        ("\n".join(f"T{i} = {'a' * 900!r}" for i in range(14)), True),
        ("%%writefile table.py\nTABLE = " + repr("a" * 4_000), True),
    ],
)
def test_for_the_open_task_cells_hold_no_data(cell, is_refused, tmp_path):
    cells = cells_of(json.dumps(notebook([cell])).encode(), "06.ipynb")
    work = HandedIn(tmp_path / "06.ipynb", cells, ())
    told = without_data({"best_model.pt": {}}, work, 6, session=None)["best_model.pt"]
    assert isinstance(told, Wrong) == is_refused


def test_the_seed_of_an_exercise_tells_nothing_about_another():
    secret = b"secret"
    seeds = {seed_for(secret, name) for name in NAMES}
    assert len(seeds) == len(NAMES)
    assert seed_for(b"other", NAMES[0]) not in seeds
    assert all(0 <= seed < 2**63 for seed in seeds)


# The command


def test_help_names_the_command_and_its_options(capsys):
    with pytest.raises(SystemExit):
        cli.main(["grade", "--help"])
    said = capsys.readouterr().out
    for option in ("--out", "--lesson", "--seed-file", "--workers", "--timeout", "--memory"):
        assert option in said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "--lesson", "2"], "There is no folder or archive nowhere"),
        (["empty", "--lesson", "9"], "There is no lesson 9"),
        (["empty", "--lesson", "2"], "one folder a student is wanted"),
        ([".", "--lesson", "2"], "marks lies in the submissions"),
        (["empty", "--lesson", "2", "--leave-out", "conv3d"], "--leave-out conv3d: lesson 2 has"),
        (["empty", "--lesson", "2", "--layout", "blackbird"], "There is no layout blackbird"),
        (["empty", "--lesson", "2", "--seed-file", "none"], "one folder a student is wanted"),
    ],
)
def test_what_cannot_be_graded_ends_with_2_and_says_why(
    tmp_path, monkeypatch, capsys, arguments, words
):
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    assert cli.main(["grade", *arguments, "--out", "marks"]) == cli.EXIT_USAGE
    assert words in capsys.readouterr().err


def test_the_workers_are_a_number_above_0(capsys):
    with pytest.raises(SystemExit):
        cli.main(["grade", ".", "--out", "m", "--lesson", "2", "--workers", "0"])
    assert "0 is no whole number above 0" in capsys.readouterr().err


# Whole submissions

SWAPPED = [SET_UP, *reversed(right_answers(NAMES))]
STYLES: dict[str, tuple[list[str], dict[str, int], str]] = {
    "good": (good_submission(2), FULL, "ok"),
    "out-of-order": (SWAPPED, FULL, "ok"),
    "all-in-one-cell": (["\n".join(good_submission(2))], FULL, "ok"),
    "every-cell-twice": ([*good_submission(2), *good_submission(2)], FULL, "ok"),
    "unanswered": (
        [SET_UP, *(f"def {name}(*a, **k):\n    raise NotImplementedError()" for name in NAMES)],
        dict.fromkeys(NAMES, 0),
        "ok",
    ),
    "one-deleted": ([SET_UP, *right_answers(NAMES[1:])], {**FULL, NAMES[0]: 0}, "ok"),
    "a-cell-that-fails": (
        [SET_UP, "1 / 0", "this is prose", *right_answers(NAMES), "raise KeyboardInterrupt"],
        FULL,
        "ok",
    ),
    "magics": (
        ["%matplotlib inline\n!pip install torch", "%%time\n" + SET_UP, *right_answers(NAMES)],
        FULL,
        "ok",
    ),
    "another-lesson": (good_submission(3), dict.fromkeys(NAMES, 0), "other lesson"),
    "no-answers-at-all": (["print('hello')"], dict.fromkeys(NAMES, 0), "ok"),
}


OTHER_FILES = ("skeleton-beside", "as-text", "as-script")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("class") / "work"
    for style, (cells, _, _) in STYLES.items():
        hand_in(folder / style, 2, cells)
    for name, data in [("empty", b""), ("cut-off", CUT_OFF), ("binary", b"\x00\xff")]:
        hand_in(folder / name, 2, []).write_bytes(data)
    for style in OTHER_FILES:
        hand_in(folder / style, 2, good_submission(2))
    skeleton = ROOT / "exercises" / f"{FILES[2]}.ipynb"
    work = folder / "skeleton-beside" / f"{FILES[2]}.ipynb"
    work.rename(work.with_name(f"{FILES[2]} (1).ipynb"))
    work.write_bytes(skeleton.read_bytes())
    work = folder / "as-text" / f"{FILES[2]}.ipynb"
    work.rename(work.with_suffix(".ipynb.txt"))
    work = folder / "as-script" / f"{FILES[2]}.ipynb"
    cells = json.loads(work.read_text(encoding="utf-8"))["cells"]
    work.rename(work.with_suffix(".py")).write_text(
        "".join(f"# In[{n}]:\n\n{''.join(cell['source'])}\n\n" for n, cell in enumerate(cells)),
        encoding="utf-8",
    )
    (folder / "nothing").mkdir()
    (folder / "a-link").mkdir()
    (folder / "a-link" / f"{FILES[2]}.ipynb").symlink_to(folder / "good" / f"{FILES[2]}.ipynb")
    (folder / "a-linked-folder").symlink_to(folder / "good")
    (folder / "notes.txt").touch()
    return folder


@pytest.mark.skipif(os.name == "nt", reason="links are those of Linux and macOS")
def test_notebooks_as_people_hand_them_in(handed_in, monkeypatch):
    needs_box()
    hurry(monkeypatch)
    held = graded(handed_in, 2)
    for style, (_, wanted, status) in STYLES.items():
        assert (marks(held[style], NAMES), held[style]["status"]) == (wanted, status), held[style]
        assert int(held[style]["points"]) == sum(wanted.values())
        assert held[style]["out_of"] == str(sum(FULL.values()))
    for style in OTHER_FILES:
        assert (marks(held[style], NAMES), held[style]["status"]) == (FULL, "ok"), held[style]
    for name in ("empty", "cut-off", "binary", "a-link", "a-linked-folder"):
        assert held[name]["status"] == "unreadable"
    assert held["nothing"]["status"] == "missing"
    assert len(held) == len(STYLES) + len(OTHER_FILES) + 6


def test_the_same_seed_gives_the_same_gradebook(tmp_path, monkeypatch):
    needs_box()
    hurry(monkeypatch)
    without_preflight(monkeypatch)
    hand_in(tmp_path / "work" / "good", 2, good_submission(2))
    assert graded(tmp_path / "work", 2) == graded(tmp_path / "work", 2)


def test_lesson_0_is_graded_as_any_other(tmp_path, monkeypatch):
    needs_box()
    hurry(monkeypatch)
    without_preflight(monkeypatch)
    points = {exercise.name: exercise.points for exercise in exercises(0)}
    hand_in(tmp_path / "work" / "good", 0, good_submission(0))
    hand_in(tmp_path / "work" / "other", 0, good_submission(2))
    held = graded(tmp_path / "work", 0)
    assert marks(held["good"], list(points)) == points, held["good"]
    assert (held["good"]["status"], held["good"]["lesson"]) == ("ok", "0")
    assert held["other"]["status"] == "other lesson"


def test_without_the_box_it_grades_too_after_saying_what_that_means(tmp_path, monkeypatch, capsys):
    hurry(monkeypatch)
    hand_in(tmp_path / "work" / "good", 2, good_submission(2))
    held = graded(tmp_path / "work", 2, unsafe=True)
    assert marks(held["good"], NAMES) == FULL
    assert "WITHOUT THE BOX" in capsys.readouterr().err


COMMAND = """\
import signal, sys
from course_utils import cli
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(cli.main(sys.argv[1:]))
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C only to a whole console")
def test_ctrl_c_leaves_a_gradebook_that_can_be_used(tmp_path):
    hand_in(tmp_path / "work" / "a-good", 2, good_submission(2))
    loop = [SET_UP, "def conv_output_size(*a, **k):\n    while True:\n        pass"]
    hand_in(tmp_path / "work" / "b-loop", 2, loop)
    book = tmp_path / "marks" / FILE
    arguments = ["grade", "work", "--out", "marks", "--lesson", "2", "--workers", "1", "--unsafe"]
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, *arguments], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as running:
        ends = time.monotonic() + 120
        while time.monotonic() < ends:
            if book.is_file() and rows(book)["a-good"]["status"] == "ok":
                break
            time.sleep(0.1)
        time.sleep(3)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
    assert running.returncode == cli.EXIT_INTERRUPTED
    assert "1 of 2 people are left" in said
    held = rows(book)
    assert held["a-good"]["points"] == str(sum(FULL.values()))
    assert held["b-loop"]["status"] == "not graded"
    assert held["b-loop"]["points"] == ""


def test_limits_are_shares_of_the_time_so_that_one_loop_does_not_take_all(tmp_path, monkeypatch):
    needs_box()
    without_preflight(monkeypatch)
    monkeypatch.setenv("COURSE_DATA", "digits")
    monkeypatch.chdir(tmp_path)
    endless = "while True:\n    pass"
    hand_in(tmp_path / "work" / "loops", 2, [endless, *good_submission(2), endless])
    [row] = graded(tmp_path / "work", 2, timeout=40).values()
    assert marks(row, NAMES) == FULL
    assert row["notes"].count("was stopped after 4 seconds") == 2
