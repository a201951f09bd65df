"""One box as the grader sees it: a question goes in, a reply comes out in time, or it is lost."""

import secrets
import time

from course_utils.answers.faults import seconds_text
from course_utils.answers.inside.envelope import as_plain, read_reply
from course_utils.answers.inside.messages import (
    REQUEST,
    Refused,
    decode,
    encode,
    with_length,
)
from course_utils.answers.inside.protocol import Greet, Question
from course_utils.answers.inside.replies import Reply
from course_utils.errors import CourseError
from course_utils.grading.refusals import why_not
from course_utils.grading.sandbox import Sandbox
from course_utils.grading.talk import NOTHING, talk_with
from course_utils.grading.view import OWN

TIMEOUT, DIED, OUT_OF_MEMORY = "timeout", "died", "out of memory"
SHORT = "out of resources"  # threads or open files: of the box, or of the computer it is on
START_SECONDS = 120.0  # torch from a cold disk, beside other boxes
MOST_FILES = 5_000
TOO_MANY_FILES = f"Your code wrote more than {MOST_FILES:,} files."
FORGED = "Your code wrote into the grader's own pipe."


class BoxLost(Exception):
    """No reply that can be used: the status that this gives, and words for the student."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class Box:
    """A started box. After `BoxLost` it is in no known state: end it."""

    def __init__(self, sandbox: Sandbox) -> None:
        """Raises `CourseError` where the box cannot be started: that is no fault of a student."""
        self._sandbox = sandbox
        self._running = sandbox.start()
        process = self._running.process
        self._talk = talk_with(process.stdin, process.stdout)
        self.cost = 0  # of the last reply, in bytes of the grader's memory
        try:
            self.ask(Greet(), START_SECONDS)
        except BoxLost as lost:
            said = self._running.first_words()
            self.end()
            raise CourseError(why_not(said or lost.words)) from None
        except CourseError:
            self.end()
            raise

    def ask(self, question: Question, seconds: float) -> Reply:
        """One of the replies that the question may get, its types and sizes checked.

        Raises `BoxLost`, and `CourseError` where the grader itself could not go on.
        """
        ends = time.monotonic() + seconds
        # Whoever wrote a reply before the question was asked cannot know its token.
        token = secrets.token_hex(16)
        message = with_length(encode(as_plain(question, token), REQUEST))
        try:
            came = self._talk.exchange(message, question.bounds.size, ends, self._refuse_many_files)
        except ValueError:  # its pipes are closed
            came = None
        if came is NOTHING:
            raise BoxLost(TIMEOUT, f"No answer within {seconds_text(seconds)}.")
        if came is None:
            raise BoxLost(DIED, "The process that ran your code came to an end.")
        self._refuse_many_files()  # also where all of them were made in no time
        return self._read_reply(came, question, token)

    def _read_reply(self, came: bytes | Refused, question: Question, token: str) -> Reply:
        if isinstance(came, Refused):
            raise BoxLost(DIED, FORGED)
        try:
            reply, of = read_reply(decode(came, question.bounds), question)
        except Refused:
            raise BoxLost(DIED, FORGED) from None
        if of != token:
            raise BoxLost(DIED, FORGED)
        self.cost = question.bounds.cost(came)
        return reply

    def files(self) -> int | None:
        """How many files the box holds; None where that cannot be seen."""
        return self._running.files(OWN)

    def groups(self) -> str:
        """The control groups that the box is in, a line each."""
        return self._running.groups()

    def _refuse_many_files(self) -> None:
        if (self.files() or 0) > MOST_FILES:
            raise BoxLost(DIED, TOO_MANY_FILES)

    def end(self) -> None:
        """End the box and everything in it. Raises `CourseError` where something stays."""
        try:
            self._sandbox.end(self._running)
        finally:
            self._talk.close()
