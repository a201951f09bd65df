"""The talk through pipes: whole replies or none, in time, whatever the other side does."""

import os
import select
import threading
import time
from collections.abc import Callable

import pytest

from course_utils.answers.inside.messages import Refused, receive, with_length
from course_utils.grading.talk import NOTHING, PolledTalk, ThreadedTalk, talk_with

KINDS = [ThreadedTalk, *([PolledTalk] if hasattr(select, "poll") else [])]
MOST = 10_000_000
Other = Callable[[int, int], None]  # what the other side does with what it reads and writes


def nobody_looks() -> None:
    pass


@pytest.fixture(params=KINDS, ids=lambda kind: kind.__name__)
def talk_to(request):
    """A talk with another side that runs in a thread; both pipes are closed at the end."""
    left: list[Callable] = []

    def start(other: Other):
        to_other, ours = os.pipe()
        from_other, its = os.pipe()

        def run() -> None:
            try:
                other(to_other, its)
            except (EOFError, OSError):
                pass  # the talk is over
            finally:
                os.close(its)
                os.close(to_other)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        talk = request.param(os.fdopen(ours, "wb", 0), os.fdopen(from_other, "rb", 0))
        left.extend([talk.close, thread.join])
        return talk

    yield start
    for end in left:
        end()


def heard(reading: int) -> bytes:
    return receive(lambda count: os.read(reading, count), lambda: MOST)


def say(writing: int, message: bytes) -> None:
    left = memoryview(with_length(message))
    while left:
        left = left[os.write(writing, left) :]


def ask(talk, message: bytes, seconds: float = 10, most: int = MOST, look=nobody_looks):
    return talk.exchange(with_length(message), most, time.monotonic() + seconds, look)


def test_each_question_gets_its_reply(talk_to):
    def echo(reading: int, writing: int) -> None:
        for _ in range(3):
            say(writing, heard(reading)[::-1])

    talk = talk_to(echo)
    assert [ask(talk, word) for word in (b"one", b"two", b"")] == [b"eno", b"owt", b""]


def test_messages_larger_than_a_pipe_go_both_ways(talk_to):
    talk = talk_to(lambda reading, writing: say(writing, heard(reading) * 2))
    assert ask(talk, b"x" * 1_000_000) == b"x" * 2_000_000


def test_a_reply_over_the_limit_is_refused_before_it_is_read(talk_to):
    talk = talk_to(lambda reading, writing: say(writing, b"x" * len(heard(reading))))
    assert isinstance(ask(talk, b"12345", most=4), Refused)


def test_where_the_other_side_ends_there_is_none(talk_to):
    assert ask(talk_to(lambda reading, writing: None), b"is anybody there?") is None

    def half(reading: int, writing: int) -> None:
        heard(reading)
        os.write(writing, with_length(b"half of it")[:12])

    assert ask(talk_to(half), b"and the rest?") is None


def test_what_does_not_come_in_time_is_nothing(talk_to):
    over = threading.Event()
    talk = talk_to(lambda reading, writing: over.wait(10) and None)
    began = time.monotonic()
    assert ask(talk, b"x" * 1_000_000, seconds=0.6) is NOTHING
    assert time.monotonic() - began < 5
    over.set()


def test_somebody_looks_while_it_waits_and_may_end_it(talk_to):
    over, looks = threading.Event(), []

    def trickle(reading: int, writing: int) -> None:
        for sign in with_length(b"x" * 100):
            if not over.wait(0.05):
                os.write(writing, bytes([sign]))

    def look() -> None:
        looks.append(1)
        if len(looks) == 2:
            raise RuntimeError("too many files")

    talk = talk_to(trickle)
    with pytest.raises(RuntimeError, match="too many files"):
        ask(talk, b"?", look=look)
    over.set()


def test_what_stands_behind_a_reply_is_refused_or_answers_the_next_question(talk_to):
    """Whose token it cannot know."""

    def twice(reading: int, writing: int) -> None:
        heard(reading)
        say(writing, b"first")
        say(writing, b"not asked for")
        heard(reading)

    talk = talk_to(twice)
    assert ask(talk, b"1") == b"first"
    second = ask(talk, b"2")
    assert second == b"not asked for" or isinstance(second, Refused)


@pytest.mark.skipif(PolledTalk not in KINDS, reason="this system waits for one pipe at a time")
def test_a_reply_to_a_question_that_was_not_read_is_refused():
    to_other, ours = os.pipe()
    from_other, its = os.pipe()
    talk = talk_with(os.fdopen(ours, "wb", 0), os.fdopen(from_other, "rb", 0))
    assert isinstance(talk, PolledTalk)
    say(its, b"whatever it is")
    assert isinstance(ask(talk, b"x" * 1_000_000), Refused)
    talk.close()
    for number in (to_other, its):
        os.close(number)
