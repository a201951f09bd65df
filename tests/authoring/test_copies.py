"""A learner's copy: nothing in it spoils a prediction, and opening it changes nothing in it."""

import json
import re
from pathlib import Path

import pytest
from ipykernel.ipkernel import IPythonKernel

from course_utils.authoring.copies import KERNELSPEC, language_info, learners_copy
from course_utils.authoring.places import notebooks_in

ROOT = Path(__file__).resolve().parents[2]
LESSONS = notebooks_in(ROOT, ["notebooks"])
OUTCOME = re.compile(r"^You did not guess\. It came out as: (.*)\.$", re.MULTILINE)
NOT_READ = re.compile(r"<script.*?</script>|data:[\w/+;.-]+,[\w+/=]+", re.DOTALL)


def code(cell_id: str, source: str, shown: str = "") -> dict:
    outputs = [{"output_type": "stream", "name": "stdout", "text": [shown]}] if shown else []
    return {
        **{"cell_type": "code", "id": cell_id, "metadata": {}, "source": source.splitlines(True)},
        **{"outputs": outputs, "execution_count": 7},
    }


def text(source: str) -> dict:
    return {"cell_type": "markdown", "id": "text", "metadata": {}, "source": [source]}


def copied(*cells: dict, **metadata: object) -> dict:
    whole = {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.loads(learners_copy(json.dumps(whole).encode()))


def with_outputs(notebook: dict) -> list[str]:
    return [cell["id"] for cell in notebook["cells"] if cell.get("outputs")]


ASKS = code("asks", 'guess = predict("How many?", ["1", "2"])', "the question")
REVEALS = code("reveals", "guess.reveal(2)", "It came out as: 2.")


# Which outputs go


def test_outputs_go_from_the_question_to_the_text_after_the_answer_and_no_further():
    before, between = code("before", "1", "a figure"), code("between", "2", "training: 2")
    drawn, after = code("drawn", "3", "a 2, drawn"), code("after", "4", "more")
    kept = copied(before, ASKS, text("Think."), between, REVEALS, drawn, text("It is 2."), after)
    assert with_outputs(kept) == ["before", "after"]
    assert [cell["source"] for cell in kept["cells"] if cell["cell_type"] == "markdown"] == [
        ["Think."],
        ["It is 2."],
    ]


def test_of_two_questions_the_answer_to_one_does_not_bring_the_outputs_back():
    second = code("second", 'other = predict("And how long?")')
    kept = copied(ASKS, second, REVEALS, text("It is 2."), code("next", "5", "5 s"))
    assert with_outputs(kept) == []


def test_the_table_of_all_answers_goes():
    assert with_outputs(copied(text("Recap"), code("replay", "replay()", "How many? 2"))) == []


def test_a_networks_own_predict_is_no_question():
    assert with_outputs(copied(code("model", "labels = model.predict(x)", "[5, 0]"))) == ["model"]


def test_a_cell_that_is_no_plain_python_keeps_its_output():
    kept = copied(code("magic", "%matplotlib inline\n1", "1"), code("shell", "!ls", "a file"))
    assert with_outputs(kept) == ["magic", "shell"]


def test_no_cell_has_a_number_before_it_is_run_here():
    assert [c["execution_count"] for c in copied(ASKS, REVEALS, code("x", "1", "1"))["cells"]] == [
        *(None, None, None)
    ]


@pytest.mark.parametrize("content", [b"# Glossary\n", b"{}", b"[1]", b"\xff\xfe"])
def test_what_is_no_notebook_is_copied_as_it_is(content):
    assert learners_copy(content) == content


# The course's lessons


def texts_of(cell: dict) -> str:
    """All that can be read in a cell's outputs."""
    parts = []
    for output in cell.get("outputs", []):
        parts += [output.get("text", ""), *output.get("data", {}).values()]
    return NOT_READ.sub("", "\n".join("".join(part) for part in parts))


def in_pairs(lesson: Path) -> list[tuple[dict, dict]]:
    """The cells of a lesson, each beside its copy."""
    content = lesson.read_bytes()
    stored, kept = json.loads(content)["cells"], json.loads(learners_copy(content))["cells"]
    return list(zip(stored, kept, strict=True))


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_between_a_question_and_its_answer_no_cell_of_a_copy_holds_an_output(lesson):
    waiting = 0
    asked = revealed = 0
    for stored, kept in in_pairs(lesson):
        source = "".join(stored["source"])
        if stored["cell_type"] != "code":
            continue
        asks, outcomes = len(re.findall(r"= predict\(", source)), OUTCOME.findall(texts_of(stored))
        asked, revealed, waiting = asked + asks, revealed + len(outcomes), waiting + asks
        if waiting or "replay()" in source:
            assert kept["outputs"] == [], stored["id"]
        waiting -= len(outcomes)
    assert asked == revealed >= 3
    assert waiting == 0


def is_telling(outcome: str) -> bool:
    """Words, and numbers of three figures or more; others stand anywhere by chance."""
    number = re.fullmatch(r"-?[\d.]+", outcome)
    return number is None or len(outcome.strip("-").lstrip("0.")) > 2


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_no_answer_stands_in_an_output_above_its_question(lesson):
    above = ""
    for stored, kept in in_pairs(lesson):
        for outcome in filter(is_telling, OUTCOME.findall(texts_of(stored))):
            assert not re.search(rf"(?<![\w.]){re.escape(outcome)}(?!\w)", above), outcome
        above += texts_of(kept)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_what_serves_a_reader_who_has_run_nothing_stays(lesson):
    stored, kept = zip(*in_pairs(lesson), strict=True)
    assert [cell["source"] for cell in kept] == [cell["source"] for cell in stored]
    outputs = [cell for cell in kept if cell.get("outputs")]
    assert len(outputs) > len([cell for cell in stored if cell.get("outputs")]) / 2


# Nothing to be unsaved


def test_a_copy_says_of_its_language_what_the_kernel_will_say():
    assert language_info() == IPythonKernel.language_info
    metadata = copied(kept="yes", language_info={"name": "python"})["metadata"]
    assert metadata == {
        "kept": "yes",
        "kernelspec": KERNELSPEC,
        "language_info": language_info(),
    }
