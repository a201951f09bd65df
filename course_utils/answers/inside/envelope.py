"""Questions and replies as plain data, with the token that says which reply is whose."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from course_utils.answers.inside.messages import LONGEST_NAME, Refused
from course_utils.answers.inside.protocol import QUESTIONS, TO_ANY_QUESTION, Question
from course_utils.answers.inside.replies import CellEnded, ErrorRaised, Reply
from course_utils.answers.inside.required import require_text


def as_plain(said: Question | Reply, token: str) -> dict[str, Any]:
    """A question or a reply as a dict; its `token` says which question a reply answers."""
    return {"token": token, "kind": type(said).__name__, "fields": _fields_of(said)}


def _fields_of(said: Any) -> dict[str, Any]:
    values = {field.name: getattr(said, field.name) for field in fields(said)}
    return {k: _fields_of(v) if type(v) is ErrorRaised else v for k, v in values.items()}


def read_question(message: Any) -> tuple[Question, str]:
    """A question and its token. Raises `Refused` for anything else."""
    kind, values, token = _opened(message)
    if kind not in QUESTIONS:
        raise Refused(f"it asks nothing that there is to ask ({kind[:LONGEST_NAME]})")
    return _made(QUESTIONS[kind], values), token


def read_reply(message: Any, question: Question) -> tuple[Reply, str]:
    """A reply that this question may get, and its token. Raises `Refused` for anything else."""
    kind, values, token = _opened(message)
    for expected in (*question.replies, *TO_ANY_QUESTION):
        if expected.__name__ == kind:
            return _made(expected, values), token
    raise Refused("it answers another question")


def _opened(message: Any) -> tuple[str, dict[str, Any], str]:
    if type(message) is not dict or set(message) != {"token", "kind", "fields"}:
        raise Refused("it is neither question nor reply")
    require_text(message["token"], LONGEST_NAME)
    require_text(message["kind"], LONGEST_NAME)
    if type(message["fields"]) is not dict:
        raise Refused("its fields have no names")
    return message["kind"], message["fields"], message["token"]


def _made(kind: type, values: Mapping[str, Any]) -> Any:
    if kind is CellEnded and type(values.get("error")) is dict:
        values = {**values, "error": _made(ErrorRaised, values["error"])}
    if {field.name for field in fields(kind)} != set(values):
        raise Refused(f"{kind.__name__} has other fields")
    return kind(**values)
