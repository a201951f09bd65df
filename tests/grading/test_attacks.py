"""The corpus: every attack gets its honest mark, harms nobody, and leaves nothing behind."""

import hashlib
import os
import tempfile
from pathlib import Path

import pytest
from attack_files import attacks, good_submission, hand_in
from grading_help import WHOLE, graded, hurry, marks, needs_box, processes

from course_utils.checks.catalogue import exercises

LEFT = "left-behind-by-an-attack"
GOOD = ("0-good", "m-good", "z-good")  # graded before, among and after the attacks of lesson 2
LESSONS = sorted({attack.lesson for attack in attacks()})
# One of each kind, for `make test`; `make test-full` takes all of them.
KINDS = (
    # These meet what a box is made of: its walls, its limits, its end, the files laid in it.
    *("becomes_another_program", "changes_the_system", "exits", "fills_the_disk", "forged_reply"),
    *("ignores_interrupts", "inodes_in_quick_calls", "kept_by_the_kernel", "leaves_a_thread"),
    *("outlives_its_box", "reads_other_work", "sockets", "takes_memory", "thread_bomb"),
    *("uses_the_network", "honest_loads_its_weights"),
    # These meet whoever talks with the worker, and judges what comes: the same for every box.
    *("always_equal", "endless_cell", "endless_reply", "hands_on", "large_result"),
    *("millions_of_numbers", "names_hold_the_table", "notes_without_end", "patches_torch"),
    *("reads_the_checks", "tensor_subclass", "two_numbers_in_one", "wraps_the_courses_network"),
    *("zero_rows", "honest_first_cell", "honest_line_separators", "honest_many_things"),
    *("honest_odd_types",),
)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, with what it holds."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_corpus_mixed_with_good_submissions(lesson, tmp_path, monkeypatch):
    needs_box()
    # In lesson 2 are the loops, and its right answers take milliseconds; elsewhere they train.
    hurry(monkeypatch, seconds=5.0 if lesson == 2 else 15.0)
    corpus = [attack for attack in attacks(lesson) if WHOLE or attack.name in KINDS]
    submissions, temporary, here = (tmp_path / name for name in ("work", "temporary", "here"))
    temporary.mkdir()
    here.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(here)  # where a command would leave a file that came through to the grader
    # Another run of the same attacks, at the same time, leaves signs of its own.
    left = f"{LEFT}-{os.getpid()}"
    for attack in corpus:
        cells = [cell.replace(LEFT, left) for cell in attack.submission()]
        hand_in(submissions / attack.name, lesson, cells, attack.weights)
    good = GOOD if lesson == 2 else GOOD[1:2]
    for name in good:
        hand_in(submissions / name, lesson, good_submission(lesson))
    before = contents(submissions)

    held = graded(submissions, lesson, workers=3 if lesson == 2 else 2)

    names = [exercise.name for exercise in exercises(lesson)]
    wrong = {
        attack.name: held[attack.name]
        for attack in corpus
        if marks(held[attack.name], names) != attack.marks()
        or held[attack.name]["status"] not in attack.statuses
    }
    assert not wrong
    full = {e.name: e.points for e in exercises(lesson) if e.graded is None}
    for name in good:
        assert marks(held[name], list(full)) == full, held[name]
        assert held[name]["status"] == "ok"
    assert contents(submissions) == before
    assert [*temporary.iterdir(), *here.rglob(left)] == []
    assert not processes(lambda line: left in line or str(temporary) in line)


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.name)
def test_an_attack_says_what_it_does_and_its_honest_mark(attack):
    assert len(attack.about) > 20
    assert attack.cells
    assert set(attack.statuses) <= {"ok", "timeout", "died", "out of memory"}


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_attack_leaves_right_answers_to_all_the_rest(lesson):
    for attack in attacks(lesson):
        text = "\n".join(attack.submission())
        for name in attack.marks():
            if name not in attack.zero:
                assert f"def {name}(" in text or f"class {name}" in text, (attack.name, name)


def test_the_kinds_are_attacks_of_the_corpus():
    assert set(KINDS) <= {attack.name for attack in attacks()}
