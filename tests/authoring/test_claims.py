"""What the lessons claim: kept, written into docs/claims.md, and judged again from other seeds.

`course test --full` executes the lessons on MNIST from seed 100 on and names the folder of what
they kept; without it the table is checked by its own numbers.
"""

import ast
import json
import os
from dataclasses import asdict, replace
from pathlib import Path

import nbformat
import pytest
from small_course import make_course

from course_utils.answers.inside.statements import as_python
from course_utils.authoring.claims_table import (
    TABLE,
    as_written,
    claims_page,
    exchanged,
    read_table,
    refresh_claims,
    repetition_problems,
)
from course_utils.authoring.places import notebooks_in
from course_utils.commands import test as test_command
from course_utils.commands.execute import refresh
from course_utils.data import find
from course_utils.errors import CourseError, InputError
from course_utils.results import CLAIMS, Claim, claim, read_claims
from course_utils.training.intervals import Difference, over_seeds, paired_difference

ROOT = Path(__file__).resolve().parents[2]
LOW, HIGH = (0.50, 0.52, 0.49, 0.51, 0.53), (0.80, 0.79, 0.82, 0.81, 0.78)
LOWER = Claim(
    *("04_deeper", "Dropout lowers the loss.", "MNIST", "lower", "validation loss"),
    *(("dropout", "no dropout"), LOW, HIGH, 0.1),
)
HIGHER = replace(LOWER, lesson="06_configurable", sentence="More is more.", direction="higher")
HIGHER = replace(HIGHER, first=HIGH, second=LOW)
AGAIN = replace(
    LOWER,
    first=tuple(value + 0.01 for value in LOW[::-1]),
    second=tuple(value - 0.01 for value in HIGH),
    first_seed=100,
)


def keep(results: Path, *claims: Claim) -> None:
    """Put claims where lessons keep theirs, in place of those of an earlier run."""
    folder = results / CLAIMS
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for number, made in enumerate(claims):
        (folder / f"{number}.json").write_text(json.dumps(asdict(made)), encoding="utf-8")


# Two settings over the same seeds


def test_the_difference_is_printed_seed_by_seed_with_its_interval_and_the_word_shown(capsys):
    change = paired_difference("loss", {"with": LOW, "without": HIGH}, margin=0.1)
    assert capsys.readouterr().out.splitlines() == [
        "loss: with minus without, 5 seeds",
        "  seed by seed: -0.30, -0.27, -0.33, -0.30, -0.25",
        "  mean and 95 % interval: -0.29 ± 0.04, from -0.33 to -0.25",
        "  shown: the interval is clear of 0 by more than 0.1",
    ]
    assert change.shown == "lower"
    assert change.summary == "-0.29 ± 0.04"
    assert paired_difference("loss", {"without": HIGH, "with": LOW}).shown == "higher"


@pytest.mark.parametrize(
    ("first", "margin", "words"),
    [
        (LOW, 0.27, "not shown: it comes within 0.27 of 0"),
        (tuple(reversed(HIGH)), 0.0, "not shown: it contains 0"),
        (HIGH, 0.1, "not shown: it contains 0"),
    ],
)
def test_what_is_near_zero_is_not_shown(capsys, first, margin, words):
    change = paired_difference("loss", {"with": first, "without": HIGH}, margin)
    assert words in capsys.readouterr().out
    assert change.shown == ""


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"a": [1, 2]}, "that of two settings; 1 were named"),
        ({"a": [1, 2], "b": [1, 2], "c": [1, 2]}, "3 were named"),
        ({"a": [1, 2], "b": [1, 2, 3]}, "a has 2 values, b has 3"),
        ({"a": [1], "b": [2]}, "1 pairs; an interval needs two"),
    ],
)
def test_what_is_no_pair_of_settings_is_refused_in_words(settings, words):
    with pytest.raises(InputError, match=words):
        paired_difference("loss", settings)


def test_a_repetition_begins_at_the_seed_that_is_named(monkeypatch):
    monkeypatch.setenv("COURSE_FIRST_SEED", "100")
    assert over_seeds(lambda seed: seed, 3) == [100, 101, 102]


# A claim


def test_a_claim_holds_on_its_own_side_and_beyond_its_margin_only():
    assert LOWER.holds
    assert HIGHER.holds
    assert not exchanged(LOWER).holds
    assert not exchanged(HIGHER).holds
    assert not replace(LOWER, direction="higher").holds
    assert not replace(LOWER, second=LOWER.first).holds
    assert not replace(LOWER, margin=0.27).holds


@pytest.fixture
def results(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("COURSE_RESULTS_DIR", str(tmp_path / "results"))
    return tmp_path / "results"


def make_claim(data: str = "MNIST", direction: str = "lower") -> Claim:
    change = Difference(LOWER.what, LOWER.names, LOW, HIGH, LOWER.margin)
    return claim(LOWER.lesson, LOWER.sentence, change, direction, data)


def test_a_claim_comes_back_as_it_was_kept(results, capsys):
    assert make_claim() == LOWER
    assert read_claims(results) == [LOWER]
    assert capsys.readouterr().out == ""


def test_a_claim_remembers_the_seeds_that_it_was_made_from(results, monkeypatch):
    monkeypatch.setenv("COURSE_FIRST_SEED", "100")
    make_claim()
    assert read_claims(results)[0].first_seed == 100


@pytest.mark.parametrize("data", ["mnist", "digits"])
def test_on_the_digits_a_difference_says_that_the_numbers_differ(data, monkeypatch, capsys):
    monkeypatch.setattr(find, "_known", {})
    monkeypatch.setenv("COURSE_DATA", data)
    if data == "digits":
        find.find_data()
    paired_difference("loss", {"a": [1.0, 2.0], "b": [2.0, 4.0]})
    line = "  (on embedded digits; the text's numbers and verdict are MNIST's)\n"
    assert capsys.readouterr().out.endswith(line) == (data == "digits")


def test_a_direction_that_is_none_is_refused_in_words(results):
    with pytest.raises(InputError, match="not 'better'"):
        make_claim(direction="better")


def test_a_claim_that_cannot_be_kept_is_a_note_and_not_an_error(results, capsys):
    results.write_text("a file where the folder should be")
    assert make_claim() == LOWER
    assert "this claim cannot be kept" in capsys.readouterr().out


def test_a_file_that_is_no_claim_is_passed_over(results):
    keep(results, LOWER)
    (results / CLAIMS / "broken.json").write_text("{")
    (results / CLAIMS / "other.json").write_text('{"lesson": 3}')
    assert read_claims(results) == [LOWER]


# The table


@pytest.fixture
def course(tmp_path) -> Path:
    return make_course(tmp_path / "course", {"04_deeper": [], "06_configurable": []})


def test_the_table_holds_what_it_was_made_from_sorted_by_lesson(course, results):
    awkward = replace(LOWER, what="loss: a|b", names=("x: y", "a minus b"), sentence="A | b: c.")
    keep(results, LOWER, awkward)
    assert refresh_claims(course, "04_deeper", results) == []
    keep(results, HIGHER)
    assert refresh_claims(course, "06_configurable", results) == []
    assert read_table(course) == [awkward, LOWER, HIGHER]
    text = (course / TABLE).read_text(encoding="utf-8")
    assert (
        "| [4](../notebooks/04_deeper.ipynb) | Dropout lowers the loss. | validation loss: dropout "
        "minus no dropout | -0.29 ± 0.04 | lower by more than 0.1 | 0 to 4 | dropout: 0.5, 0.52, "
        "0.49, 0.51, 0.53<br>no dropout: 0.8, 0.79, 0.82, 0.81, 0.78 |" in text.splitlines()
    )
    assert text.endswith("\n\n    course execute\n")


def test_a_lesson_that_is_executed_again_replaces_its_own_rows_only(course, results):
    keep(results, LOWER, replace(LOWER, sentence="No longer made."), HIGHER)
    refresh_claims(course, "04_deeper", results)
    refresh_claims(course, "06_configurable", results)
    keep(results, LOWER)
    refresh_claims(course, "04_deeper", results)
    assert read_table(course) == [LOWER, HIGHER]


def test_rows_of_a_lesson_that_is_no_longer_there_go(course, results):
    keep(results, LOWER, HIGHER)
    refresh_claims(course, "04_deeper", results)
    (course / "notebooks" / "04_deeper.ipynb").unlink()
    refresh_claims(course, "06_configurable", results)
    assert read_table(course) == [HIGHER]


def test_what_was_shown_on_other_data_is_not_in_the_table(course, results):
    keep(results, replace(LOWER, data="embedded digits"))
    assert refresh_claims(course, "04_deeper", results) == []
    assert not (course / TABLE).exists()


def test_values_are_written_in_six_figures_and_judged_as_they_are_written():
    long = replace(LOWER, first=(0.123456789, *LOW[1:]))
    assert as_written(long).first[0] == 0.123457
    assert "0.123457, 0.52" in claims_page([long])


def test_a_row_that_was_tampered_with_is_named(course, results):
    keep(results, LOWER)
    refresh_claims(course, "04_deeper", results)
    path = course / TABLE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("0.52", "half"), encoding="utf-8")
    with pytest.raises(CourseError, match=r"docs/claims\.md, line \d+ is no row"):
        read_table(course)


def test_a_claim_that_does_not_hold_is_said_in_words_and_the_old_table_stays(course, results):
    keep(results, LOWER)
    refresh_claims(course, "04_deeper", results)
    old = (course / TABLE).read_bytes()
    keep(results, exchanged(LOWER), replace(LOWER, sentence="This one holds."))
    (complaint,) = refresh_claims(course, "04_deeper", results)
    assert "04_deeper claims what its runs do not show (lower):" in complaint
    assert "Dropout lowers the loss.\n" in complaint
    assert "+0.29 ± 0.04" in complaint
    assert (course / TABLE).read_bytes() == old


KEEPS = """\
import json, os, pathlib
folder = pathlib.Path(os.environ["COURSE_RESULTS_DIR"]) / "claims"
folder.mkdir(exist_ok=True)
made = json.loads('''{claim}''') | dict(first_seed=int(os.environ["COURSE_FIRST_SEED"]))
(folder / "one.json").write_text(json.dumps(made))
"""


@pytest.mark.parametrize(("shown", "status"), [(LOWER, 0), (exchanged(LOWER), 1)])
def test_execute_writes_the_table_or_fails_where_a_claim_does_not_hold(
    tmp_path, monkeypatch, capsys, shown, status
):
    monkeypatch.setenv("COURSE_FIRST_SEED", "7")  # the table is of the first seeds in any case
    cell = KEEPS.format(claim=json.dumps(asdict(shown)))
    root = make_course(tmp_path / "course", {"04_deeper": [cell]})
    assert refresh(root, []) == status
    assert read_table(root) == ([] if status else [LOWER])
    assert ("claims what its runs do not show" in capsys.readouterr().out) == bool(status)


# A repetition from other seeds


def test_a_claim_that_is_shown_again_is_no_problem():
    assert AGAIN.holds
    assert repetition_problems([LOWER], [AGAIN]) == []
    assert repetition_problems([], []) == []


@pytest.mark.parametrize(
    ("fresh", "words"),
    [
        ([], "was not made in the repetition"),
        ([AGAIN, replace(AGAIN, sentence="Another.")], "'Another.': it was made, and docs/claims"),
        ([replace(AGAIN, margin=0.01)], "are not those of docs/claims.md"),
        ([replace(AGAIN, direction="higher")], "are not those of docs/claims.md"),
        ([replace(AGAIN, first=LOW[:4], second=HIGH[:4])], "number of seeds"),
        ([replace(AGAIN, first_seed=4)], "from the same seeds"),
        ([exchanged(AGAIN)], "it is not shown again"),
        ([replace(AGAIN, second=AGAIN.first)], "it is not shown again"),
        ([replace(AGAIN, first=(0.65,) * 5)], "a setting differs from itself"),
    ],
)
def test_whatever_is_wrong_in_a_repetition_is_said(fresh, words):
    (problem,) = repetition_problems([LOWER], fresh)
    assert words in problem


def test_full_executes_the_lessons_on_mnist_from_other_seeds(course, monkeypatch):
    monkeypatch.setattr(test_command, "why_no_oldest", lambda: "")
    environments = {}
    for step in test_command.steps(course, full=True):
        environments[step.name] = step.environment
        if step.name == "lessons on mnist":
            break
    assert environments["lessons on mnist"]["COURSE_FIRST_SEED"] == str(test_command.REPEATED_FROM)
    assert "COURSE_FIRST_SEED" not in environments["lessons on digits"]


def test_a_claim_that_holds_either_way_is_no_claim():
    always = replace(exchanged(AGAIN), direction="higher", margin=-1.0)
    stored = replace(LOWER, direction="higher", margin=-1.0)
    assert "with its sides exchanged too" in repetition_problems([stored], [always])[0]


# The course's own claims


def code_of(path: Path) -> ast.Module:
    """A lesson's code from top to bottom."""
    cells = nbformat.read(path, as_version=4).cells
    # Where the course has an address, the set-up cell holds a magic.
    return ast.parse("\n".join(as_python(c.source) for c in cells if c.cell_type == "code"))


def words_and_claims(path: Path) -> tuple[set[str], list[ast.Call]]:
    """The literal texts of a lesson's code, and its calls of `claim`."""
    nodes = list(ast.walk(code_of(path)))
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    return (
        {text for text in texts if isinstance(text, str)},
        [call for call in calls if getattr(call.func, "id", "") == "claim"],
    )


STORED = read_table(ROOT)


def test_the_table_is_what_the_package_writes():
    assert (ROOT / TABLE).read_text(encoding="utf-8") == claims_page(STORED)


@pytest.mark.parametrize("path", notebooks_in(ROOT, ["notebooks"]), ids=lambda path: path.stem)
def test_the_table_holds_what_the_lesson_claims_in_its_own_words(path):
    texts, calls = words_and_claims(path)
    sentences = [one.sentence for one in STORED if one.lesson == path.stem]
    assert [sentence for sentence in sentences if sentence not in texts] == []
    assert len(sentences) >= len(calls), "run `course execute` for the lesson"
    assert bool(sentences) == bool(calls)
    named = [call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)]
    assert set(named) <= {path.stem}
    assert not calls or path.stem in texts


def test_every_claim_of_the_table_holds_and_none_does_with_its_sides_exchanged():
    assert [one.sentence for one in STORED if not one.holds] == []
    assert [one.sentence for one in STORED if exchanged(one).holds] == []


def test_every_claim_of_the_table_has_a_margin_and_five_seeds_at_least_from_0_on():
    for one in STORED:
        assert one.margin > 0, one.sentence
        assert len(one.first) >= 5, one.sentence
        assert one.first_seed == 0, one.sentence


def repeated() -> list[Claim] | None:
    """What the lessons claimed from other seeds; None where they were not executed from them."""
    named = os.environ.get("COURSE_TEST_RESULTS")
    folder = Path(named, "mnist") if named else None
    if folder is None or not folder.is_dir():
        return None
    return [one for one in read_claims(folder) if one.data == "MNIST"]


def test_from_other_seeds_every_claim_is_shown_again_and_no_setting_differs_from_itself():
    fresh = repeated()
    if fresh is None:
        return  # plain `course test`: there was no execution on MNIST
    assert {one.first_seed for one in fresh} <= {test_command.REPEATED_FROM}
    problems = repetition_problems(STORED, fresh)
    assert problems == [], "\n\n".join(problems)
