"""Messages between grader and box: what goes in comes out, and anything else is refused."""

import contextlib
import json

import pytest
import torch

from course_utils.answers.draw import Draw
from course_utils.answers.inside import messages
from course_utils.answers.inside.messages import Refused, decode, encode, receive, with_length
from course_utils.answers.inside.protocol import TryAnswer
from course_utils.answers.plain import NotPlain, same

PLAIN = {
    "nothing": None,
    "truths": [True, False],
    "numbers": (1, -(2**62), 2.5, float("inf")),
    "text": 'ä "…" \x00',
    "pairs": {"a": (1,), 2: [], (3, "b"): {}},
    "tensors": [torch.arange(6).reshape(2, 3), torch.tensor(1.5), torch.zeros(0, 3)],
    "types": [torch.ones(3, dtype=dtype) for dtype in messages.DTYPES.values()],
    "turned": torch.arange(6.0).reshape(2, 3).T,
    "expanded": torch.ones(1, 3).expand(4, 3),
}


@pytest.mark.parametrize("value", PLAIN.values(), ids=PLAIN)
def test_what_goes_in_comes_out_the_same(value):
    assert same(decode(encode(value)), value)


def test_a_tensor_without_numbers_keeps_its_device():
    came = decode(encode(torch.zeros(2, 3, device="meta")))
    assert came.device.type == "meta"
    assert came.shape == (2, 3)


class Number(int):
    pass


class Pixels(torch.Tensor):
    pass


STRANGE = {
    "a subclass of int": Number(3),
    "a subclass of Tensor": torch.ones(2).as_subclass(Pixels),
    "a function": print,
    "a set": {1, 2},
    "a very large int": 10**30,
    "a sparse tensor": torch.eye(3).to_sparse(),
}


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
def test_what_is_no_plain_data_is_a_name(value):
    assert type(decode(encode([value]))[0]) is NotPlain


def test_a_value_that_is_too_large_or_too_deep_is_not_sent():
    deep: list = []
    for _ in range(50):
        deep = [deep]
    for value in (deep, torch.zeros(1).expand(10**9), {n: 0 for n in range(2000)}):
        with pytest.raises(Refused):
            encode(value)


def message(head: object, numbers: bytes = b"") -> bytes:
    text = head if isinstance(head, bytes) else json.dumps(head).encode()
    return len(text).to_bytes(4, "big") + text + numbers


TOO_MANY = {
    "a list of two million numbers": message(b"[" + b"0," * 2_000_000 + b"0]"),
    "many lists": message(b"[" + b"[]," * 50_000 + b"[]]"),
    "many texts": message(b"[" + b'"",' * 50_000 + b'""]'),
    "rows without number": message({"x": ["float32", [10_000_000, 0], "cpu"]}),
    "a text without end": message("x" * 100_000),
    "20 million numbers in a tensor": message(
        {"x": ["uint8", [20_000_000], "cpu"]}, bytes(20_000_000)
    ),
}


@pytest.mark.parametrize("data", TOO_MANY.values(), ids=TOO_MANY)
def test_a_reply_with_more_than_its_kind_can_need_is_refused(data, monkeypatch):
    monkeypatch.setattr(messages.torch, "empty", lambda *_, **__: pytest.fail("it was built"))
    with pytest.raises(Refused):
        decode(data, TryAnswer.bounds)


def test_a_head_of_too_many_parts_is_refused_before_it_becomes_objects(monkeypatch):
    monkeypatch.setattr(messages, "loads", lambda _: pytest.fail("it was turned into objects"))
    with pytest.raises(Refused):
        decode(TOO_MANY["a list of two million numbers"], TryAnswer.bounds)


def test_a_value_over_the_bounds_of_its_kind_is_not_sent():
    for value in (torch.zeros(20_000_000, dtype=torch.uint8), [0.5] * 3_000_000):
        with pytest.raises(Refused):
            encode(value, TryAnswer.bounds)


FORGED = {
    "nothing": b"",
    "a head that is cut off": (100).to_bytes(4, "big") + b"{}",
    "a head without end": (2**32 - 1).to_bytes(4, "big") + b"[" * 1000,
    "no JSON": message(b"\x80\x04cos\nsystem\n"),
    "brackets without end": message(b"[" * 100_000),
    "an int of 5,000 digits": message(b"9" * 5000),
    "an int that is too large": message(2**70),
    "an unknown kind": message({"module": ["os"]}),
    "two kinds": message({"t": [], "d": []}),
    "no kind": message({}),
    "deeper than allowed": message(b"[" * 30 + b"]" * 30),
    "a pair of three": message({"d": [[1, 2, 3]]}),
    "a list as a key": message({"d": [[[1], 2]]}),
    "a dict of too many": message({"d": [[n, 0] for n in range(2000)]}),
    "a type with a long name": message({"o": ["x" * 1000]}),
    "a tensor without numbers": message({"x": ["float32", [2, 2], "cpu"]}),
    "numbers without a tensor": message([], b"1234"),
    "a shape below zero": message({"x": ["float32", [-1], "cpu"]}, b"1234"),
    "a shape of floats": message({"x": ["float32", [1.0], "cpu"]}, b"1234"),
    "a shape of truths": message({"x": ["uint8", [True], "cpu"]}, b"1"),
    "a shape that is a text": message({"x": ["float32", "2", "cpu"]}, b"1234"),
    "an enormous tensor": message({"x": ["float32", [2**30, 2**30], "cpu"]}),
    "an enormous tensor without numbers": message({"x": ["float32", [2**30, 2**30], "meta"]}),
    "another device": message({"x": ["float32", [1], "cuda"]}, b"1234"),
    "another dtype": message({"x": ["object", [1], "cpu"]}, b"12345678"),
}


@pytest.mark.parametrize("data", FORGED.values(), ids=FORGED)
def test_forged_bytes_are_refused(data):
    with pytest.raises(Refused):
        decode(data)


@pytest.mark.parametrize("seed", range(200))
def test_any_bytes_are_a_value_or_refused(seed):
    draw = Draw(seed)
    data = bytearray(encode([PLAIN["pairs"], PLAIN["tensors"], "text"]))
    for _ in range(draw.integer(1, 8)):
        data[draw.integer(0, len(data) - 1)] = draw.integer(0, 255)
    with contextlib.suppress(Refused):
        decode(bytes(data))


def test_truths_of_a_forged_tensor_are_true_or_false():
    came = decode(message({"x": ["bool", [3], "cpu"]}, b"\x00\x01\x07"))
    assert came.tolist() == [False, True, True]
    assert int(came.sum()) == 2


def test_half_a_surrogate_pair_can_be_written():
    assert decode(message(b'"\\ud800"')).encode("utf-8") == b"?"


def test_a_reply_that_is_too_long_is_refused_before_it_is_read():
    held = iter([(2**60).to_bytes(8, "big")])
    with pytest.raises(Refused):
        receive(lambda _: next(held), lambda: messages.LARGEST.size)


def test_a_pipe_that_ends_in_the_middle_is_the_end():
    parts = iter([with_length(b"abc")[:8], b"a", b""])
    with pytest.raises(EOFError):
        receive(lambda _: next(parts), lambda: 100)
