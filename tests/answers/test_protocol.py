"""The talk with a box: each question and each reply survives the pipe, and nothing else does."""

from dataclasses import fields

import pytest
import torch

from course_utils.answers.inside import messages, protocol, replies
from course_utils.answers.inside.envelope import as_plain, read_question, read_reply
from course_utils.answers.inside.messages import Refused, decode, encode
from course_utils.answers.inside.protocol import RunCell, TryAnswer
from course_utils.answers.inside.replies import (
    CAME_TO_ITS_END,
    RAISED_AN_ERROR,
    CellEnded,
    ErrorRaised,
    Returned,
)
from course_utils.answers.plain import same

ERROR = ErrorRaised(["ValueError", "Exception"], "no", "3: `x`")
WEIGHTS = {"0.weight": torch.ones(2, 3)}
BYTES = torch.arange(5, dtype=torch.uint8)
READ = {
    "sources": ["x = 1"],
    "cells": [1],
    "lines": [3],
    "names": ["x"],
    "written": ["x"],
    "definitions": [False],
    "data": [4],
    "notes": ["a note"],
    "in_markdown": ["conv2d"],
}
QUESTIONS = [
    protocol.Greet(),
    protocol.TryEscapes(80, ["/root"], 100, 100, 8, 1),
    protocol.ReadNotebook(BYTES, "02.ipynb"),
    protocol.ReadWeights(BYTES),
    protocol.SaveWeights("best_model.pt", WEIGHTS),
    protocol.SaveModule("helpers.py", "x = 1"),
    protocol.RunCell("x = 1", 3, 5.0),
    protocol.FindAnswer("conv2d", ["conv2d"], ["conv2d", "design"], 5.0),
    protocol.TryAnswer("conv2d", "call", [[1], {}], 5.0),
    protocol.TryAnswers("conv2d", "call", [[[1], {}], [[2], {"stride": 2}]], 5.0),
]
REPLIES = [
    replies.Greeted(),
    replies.EscapesTried({"network": "held"}),
    replies.NotebookRead(**READ),
    replies.NotReadable("The file is empty."),
    replies.WeightsRead(WEIGHTS),
    replies.WeightsSaved(),
    replies.ModuleSaved(),
    replies.CellEnded(CAME_TO_ITS_END, ["! was passed over."], 1),
    replies.CellEnded(RAISED_AN_ERROR, [], 1, ERROR),
    replies.AnswerMissing(1),
    replies.AnswerFound("", "torch.conv2d", ["eval"], 1),
    replies.Returned([torch.ones(2), (1, None)]),
    replies.NotWritten(),
    replies.TimeOver(),
    ERROR,
    replies.OutOfThreads(),
    replies.TooLarge(),
]


def name_of(said: object) -> str:
    return type(said).__name__


def question_for(reply: replies.Reply) -> protocol.Question:
    """A question that may get this reply."""
    return next(q for q in QUESTIONS if type(reply) in (*q.replies, *protocol.TO_ANY_QUESTION))


@pytest.mark.parametrize("question", QUESTIONS, ids=name_of)
def test_a_question_comes_through_the_pipe_with_its_token(question):
    came, token = read_question(decode(encode(as_plain(question, "t"))))
    assert (type(came), token) == (type(question), "t")
    assert same(as_plain(came, "t"), as_plain(question, "t"))


@pytest.mark.parametrize("reply", REPLIES, ids=name_of)
def test_a_reply_comes_through_the_pipe_with_its_token(reply):
    came, token = read_reply(decode(encode(as_plain(reply, "t"))), question_for(reply))
    assert (type(came), token) == (type(reply), "t")
    assert same(as_plain(came, "t"), as_plain(reply, "t"))


def test_these_are_all_questions_and_all_replies():
    assert {type(q) for q in QUESTIONS} == set(protocol.QUESTIONS.values())
    assert {type(r) for r in REPLIES} == set(replies.Reply.__args__)


@pytest.mark.parametrize("reply", REPLIES, ids=name_of)
def test_a_question_gets_no_reply_to_another(reply):
    for question in QUESTIONS:
        if type(reply) not in (*question.replies, *protocol.TO_ANY_QUESTION):
            with pytest.raises(Refused, match="another question"):
                read_reply(as_plain(reply, "t"), question)


@pytest.mark.parametrize("said", [*QUESTIONS, *REPLIES], ids=name_of)
def test_a_field_too_many_or_too_few_is_refused(said):
    is_question = isinstance(said, protocol.Question)
    message = as_plain(said, "t")
    changed = [{**message["fields"], "more": 1}]
    changed += [{k: v for k, v in message["fields"].items() if k != f.name} for f in fields(said)]
    for values in changed:
        with pytest.raises(Refused):
            if is_question:
                read_question({**message, "fields": values})
            else:
                read_reply({**message, "fields": values}, question_for(said))


def test_a_number_cut_out_of_a_table_comes_through():
    table = torch.arange(6).reshape(1, 6)
    for cut in (table[:, 3], table[:0, 3], table[:, ::2][0]):
        assert torch.equal(decode(encode(cut)), cut)


LONG = "x" * 200_000
OUT_OF_BOUNDS = {
    "sources that are no list": lambda: replies.NotebookRead(**{**READ, "sources": "x"}),
    "a source without end": lambda: replies.NotebookRead(**{**READ, "sources": [LONG]}),
    "too many statements": lambda: replies.NotebookRead(**{**READ, "sources": ["x"] * 3_001}),
    "a statement without a line": lambda: replies.NotebookRead(**{**READ, "lines": []}),
    "a line that is no number": lambda: replies.NotebookRead(**{**READ, "lines": ["1"]}),
    "a flag that is none": lambda: replies.NotebookRead(**{**READ, "definitions": [1]}),
    "too many notes": lambda: CellEnded(CAME_TO_ITS_END, ["x"] * 21, 1),
    "threads that are no number": lambda: CellEnded(CAME_TO_ITS_END, [], True),
    "threads below 0": lambda: replies.AnswerMissing(-1),
    "an end that there is not": lambda: CellEnded("well", [], 1),
    "an error without a cell that raised": lambda: CellEnded(CAME_TO_ITS_END, [], 1, ERROR),
    "an error that is none": lambda: CellEnded(CAME_TO_ITS_END, [], 1, "x"),
    "an end that is no text": lambda: CellEnded([], [], 1),
    "a cell that raised nothing": lambda: CellEnded(RAISED_AN_ERROR, [], 1),
    "an error of no type": lambda: ErrorRaised([], "no"),
    "a type without end": lambda: ErrorRaised([LONG], "no"),
    "a message that is no text": lambda: ErrorRaised(["E"], 3),
    "words without end": lambda: replies.NotReadable(LONG),
    "weights that are a list": lambda: replies.WeightsRead([torch.ones(2)]),
    "a weight that is a number": lambda: replies.WeightsRead({"0.weight": 1.0}),
    "a weight with a number for a name": lambda: replies.WeightsRead({1: torch.ones(2)}),
    "a table of attempts that is none": lambda: replies.EscapesTried(["held"]),
    "an attempt that came to a number": lambda: replies.EscapesTried({"network": 0}),
    "a place that is no text": lambda: replies.AnswerFound(None, "", [], 1),
}


@pytest.mark.parametrize("make", OUT_OF_BOUNDS.values(), ids=OUT_OF_BOUNDS)
def test_what_is_of_another_type_or_too_long_cannot_be_made(make):
    with pytest.raises(Refused):
        make()


NO_MESSAGES = {
    "a text": "ready",
    "no token": {"kind": "Greeted", "fields": {}},
    "a token that is a number": {"token": 1, "kind": "Greeted", "fields": {}},
    "a kind that there is not": {"token": "t", "kind": "Mark", "fields": {"points": 6}},
    "fields that are a list": {"token": "t", "kind": "Greeted", "fields": []},
    "a key more": {"token": "t", "kind": "Greeted", "fields": {}, "points": 6},
}


@pytest.mark.parametrize("message", NO_MESSAGES.values(), ids=NO_MESSAGES)
def test_what_is_no_message_is_refused(message):
    with pytest.raises(Refused):
        read_reply(message, protocol.Greet())
    with pytest.raises(Refused):
        read_question(message)


def test_every_question_bounds_its_replies():
    for kind in protocol.QUESTIONS.values():
        assert kind.replies
        assert kind.bounds.size <= messages.LARGEST.size < 10 * 2**20
    larger = (TryAnswer, protocol.TryAnswers, protocol.ReadNotebook, protocol.ReadWeights)
    for kind in set(protocol.QUESTIONS.values()) - set(larger):
        assert kind.bounds is messages.SMALL


def test_a_result_may_be_any_plain_data():
    came, _ = read_reply(decode(encode(as_plain(Returned({"a": (1, 2)}), "t"))), QUESTIONS[-1])
    assert came.result == {"a": (1, 2)}
    assert RunCell.bounds is not TryAnswer.bounds
