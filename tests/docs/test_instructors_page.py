"""docs/instructors.md: every command on it runs, in the order of the page, and what it says is so.

The page is the source: `sh` blocks are run, each line of them, and `csv` blocks are the files that
they name. Blocks of another language are for a reader's own system and are listed here.
"""

import csv
import re
import shlex
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack_files import good_submission, hand_in
from grading_help import needs_box

from course_utils import cli
from course_utils.authoring.copied_names import copied_name
from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.commands import grade as grade_command
from course_utils.grading import marks
from course_utils.grading.box import DIED, OUT_OF_MEMORY, SHORT, TIMEOUT

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGE = (DOCS / "instructors.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
COMMANDS = [line for language, text in BLOCKS if language == "sh" for line in text.splitlines()]
# All lines of the page that no test here types, and why.
NOT_RUN = {
    "source PATH/TO/THE/COURSE/.venv/bin/activate": "is for a terminal",
    "sudo apt install bubblewrap": "installs, as root",
    'python3 -c "import secrets; print(secrets.token_hex())" > seed.txt': "needs a shell",
    "course grade submissions --out marks --lesson 2 --seed-file seed.txt --dask "
    "tls://scheduler:8786": "needs a cluster",
}
STATUSES = (
    *(marks.OK, marks.MISSING, marks.UNREADABLE, marks.OTHER_LESSON, marks.LESSON),
    *(TIMEOUT, DIED, OUT_OF_MEMORY, SHORT, marks.NOT_GRADED),
)
# As Canvas exports it, with an assignment whose title holds the lesson's number.
GRADEBOOK = """\
Student,ID,SIS Login ID,Section,Exercises 2 (4711),Final Score
    Points Possible,,,,7,(read only)
"Lovelace, Ada",101,ada,Monday,,
"Hopper, Grace",102,grace,Monday,,
"Noether, Emmy",103,emmy,Tuesday,,
"""
SECRET = "a line that nobody guesses\n"


def table_below(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading, without its own heading."""
    _, _, after = PAGE.partition(f"\n## {heading}\n")
    lines = after.partition("\n## ")[0].splitlines()
    rows = [line.strip("|").split("|") for line in lines if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


# The blocks


def test_every_block_says_what_it_is():
    assert {language for language, _ in BLOCKS} == {"sh", "console", "csv"}


def test_whatever_is_not_run_is_listed_here_with_a_reason():
    shown = [
        line for language, text in BLOCKS if language == "console" for line in text.splitlines()
    ]
    assert sorted(shown) == sorted(NOT_RUN)


def test_whatever_is_run_is_a_command_of_the_courses():
    assert len(COMMANDS) >= 8
    assert all(shlex.split(line)[0] == "course" for line in COMMANDS)


# What the page says


def options_of_grade() -> Iterator[str]:
    parser = ArgumentParser()
    grade_command.add_arguments(parser)
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))


def test_every_option_of_grade_stands_on_the_page():
    options = set(options_of_grade()) - {"--help"}
    assert {name for name in options if not re.search(rf"{name}(?![\w-])", PAGE)} == set()


def test_every_status_stands_on_the_page_with_what_to_do():
    rows = table_below("What a status means, and what to do")
    assert [row[0] for row in rows] == [f"`{status}`" for status in STATUSES]
    assert all(len(row) == 3 and all(row) for row in rows)


def test_the_points_and_files_of_each_lesson_are_those_of_its_exercises():
    rows = table_below("Hand out")
    assert [int(row[0]) for row in rows] == list(LESSONS)
    for lesson, points, handed_in in rows:
        own = exercises(int(lesson))
        (tracked,) = ROOT.glob(f"exercises/{int(lesson):02}_*.ipynb")
        notebook = Path(copied_name(tracked.relative_to(ROOT).as_posix())).name
        weights = [e.graded.file for e in own if e.graded is not None]
        assert int(points) == sum(e.points for e in own)
        assert re.findall(r"`([^`]+)`", handed_in) == [notebook, *weights]


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", ["instructors.md", "teaching.md", "grading-box.md", "SECURITY.md"])
def test_every_link_of_a_page_leads_somewhere(page):
    targets = [
        match[1].partition("#")[0] for match in LINK.finditer((DOCS / page).read_text("utf-8"))
    ]
    for target in (target for target in targets if target and "://" not in target):
        assert (DOCS / target).exists(), target


def test_every_test_and_attack_that_the_page_on_the_box_names_is_there():
    _, layers = (DOCS / "grading-box.md").read_text("utf-8").split("\n## Layer by layer\n")
    named = set(re.findall(r"`([a-z_]+)`", layers.partition("\n## ")[0]))
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    known = {path.stem for path in (ROOT / "tests" / "attacks").iterdir()}
    assert len(named) > 50
    assert {name for name in named - known if f"def {name}(" not in tests} == {"honest_"}


# The commands


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, tuple[int, str]]]:
    """Every command of the page, typed in its order: its exit status, and marks/grades.csv then."""
    needs_box()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_DATA", "digits")
        patch.chdir(tmp_path_factory.mktemp("page"))
        _set_up()
        done = {}
        for line in COMMANDS:
            status = cli.main(shlex.split(line)[1:])
            gradebook = Path("marks/grades.csv")
            held = gradebook.read_text("utf-8-sig") if gradebook.is_file() else ""
            done[line] = status, held
        yield done


def _set_up() -> None:
    """What the page takes for granted: a class of two, the secret, a gradebook; its own CSV."""
    for student in ("ada", "grace"):
        hand_in(Path("submissions") / student, 2, good_submission(2))
    Path("seed.txt").write_text(SECRET, encoding="utf-8")
    Path("gradebook.csv").write_text(GRADEBOOK, encoding="utf-8")
    (points,) = (text for language, text in BLOCKS if language == "csv")
    Path("points.csv").write_text(points, encoding="utf-8")


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["student"]: row for row in csv.DictReader(text.splitlines())}


def after(typed: dict[str, tuple[int, str]], *options: str) -> dict[str, dict[str, str]]:
    """The gradebook after the first command that has these options and no others of its kind."""
    (line,) = (line for line in typed if line.endswith(" ".join(options)))
    return rows_of(typed[line][1])


def test_each_command_ends_well(typed):
    assert {line: status for line, (status, _) in typed.items() if status != 0} == {}


def test_the_class_is_graded(typed):
    found = after(typed, "--seed-file", "seed.txt")
    assert {name: (row["status"], row["points"]) for name, row in found.items()} == {
        "ada": ("ok", "7"),
        "grace": ("ok", "7"),
    }


def test_who_is_in_the_roster_and_handed_nothing_in_is_missing_and_blank(typed):
    found = after(typed, "--roster gradebook.csv --fill gradebook.csv")
    (missing,) = (row for row in found.values() if row["status"] == "missing")
    assert missing["name"] == "Emmy Noether"
    assert missing["points"] == ""


def test_an_exercise_that_is_left_out_does_not_count(typed):
    assert {row["out_of"] for row in after(typed, "--leave-out", "design").values()} == {"6"}


def test_points_by_hand_come_with_their_reason(typed):
    found = after(typed, "--by-hand", "points.csv")
    assert "shown in the tutorial" in found["ada"]["notes"]
    assert found["ada"]["conv2d"] == "1"


def test_the_filled_file_has_the_points_and_nothing_else_is_other(typed):
    filled = Path("marks/gradebook.csv").read_text(encoding="utf-8")
    wanted = GRADEBOOK.replace("ada,Monday,,", "ada,Monday,7,")
    assert filled == wanted.replace("grace,Monday,,", "grace,Monday,7,")


def test_whatever_lies_in_the_out_folder_stands_on_the_page_and_the_reverse(typed):
    rows = table_below("What lies in the out folder")
    said = {name.rstrip("/") for row in rows for name in re.findall(r"`([^`]+)`", row[0])}
    only_sometimes = {"feedback.zip", "seed.txt"}
    there = {path.name for path in Path("marks").iterdir()}
    assert there == said - only_sometimes
    assert only_sometimes < said
    assert (Path("marks/feedback") / "ada.html").is_file()


def test_the_handed_out_folder_is_there(typed):
    assert Path("handed-out/cnn-course/README.md").is_file()
    assert Path("handed-out/cnn-course.zip").is_file()
