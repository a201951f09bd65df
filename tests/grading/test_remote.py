"""Calls of an answer that go in one message, with a session made up that only counts them."""

from course_utils.answers.inside import protocol, replies
from course_utils.grading.remote import RemoteAnswer

CALLS = 40


class Session:
    """Gives back each input; more than so many together are too large for one reply."""

    taken = 0

    def __init__(self, most: int) -> None:
        self.most, self.done = most, 0

    def ask(self, question: protocol.Question, seconds: float) -> replies.Reply:
        inputs = question.inputs
        if isinstance(question, protocol.TryAnswer):
            self.done += 1
            return replies.Returned((inputs[0][0], inputs))
        self.done += len(inputs)
        if len(inputs) > self.most:
            return replies.TooLarge()
        return replies.Returned([(one[0][0], one) for one in inputs])


def tried(most: int) -> tuple[list, int]:
    """What came of the calls, and how many were made for it."""
    session = Session(most)
    answer = RemoteAnswer("f", session)
    answer.expect(((number,), {}) for number in range(CALLS))
    return [answer(number) for number in range(CALLS)], session.done


def test_all_results_come_in_their_order_and_each_call_is_made_once():
    assert tried(64) == (list(range(CALLS)), CALLS)


def test_results_that_are_too_large_together_are_not_asked_for_so_again_and_again():
    for most in (1, 3):
        came, done = tried(most)
        assert came == list(range(CALLS))
        assert done <= CALLS + 2 * (most + 1)
