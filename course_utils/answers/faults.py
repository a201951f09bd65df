"""What may be wrong with an answer before its result is looked at."""

from collections.abc import Sequence

from course_utils.answers.common_errors import meaning
from course_utils.answers.exercise import Wrong
from course_utils.answers.kept import LEFT


def seconds_text(seconds: float) -> str:
    """A limit of time in words, such as 4 seconds; a share of another limit is no round number."""
    number = f"{round(seconds, 1):g}"
    return f"{number} second{'s' if number != '1' else ''}"


class Raised(Wrong):
    """The answer raised an error: its type and base classes by name, and the learner's line."""

    def __init__(self, kinds: Sequence[str], message: str, line: str, asked: str) -> None:
        self.kinds, self.message, self.line = list(kinds), message, line
        what = f"{kinds[0]}: {message}" if message else kinds[0]
        words = f"Your line {line} raised it. Read the message, then that line."
        if not line:
            words = "Your answer could not be used in this way. Read the message."
            if "TypeError" in kinds:
                words += " Does its first line take the arguments that the task names?"
        super().__init__(f"{words} {meaning(what)}".rstrip(), asked, what)


class Stopped(Wrong):
    """The answer did not end in time."""

    def __init__(self, seconds: float, asked: str) -> None:
        super().__init__(
            f"It was stopped after {seconds_text(seconds)}. Does a loop never end, or are there "
            "loops where one tensor operation would do?",
            asked,
        )


class CallsUnwritten(Wrong):
    """The answer calls another function of the learner's that still raises NotImplementedError."""

    def __init__(self, called: str, asked: str) -> None:
        self.called = called
        super().__init__(
            f"It calls `{called}`, which is not written yet. Write that one first, or do without "
            "it.",
            asked,
        )


class LeftChanged(Wrong):
    """The answer left a mode of torch changed, named as in `LEFT`."""

    def __init__(self, mode: str, asked: str) -> None:
        self.mode = mode
        super().__init__(LEFT[mode], asked)


# No result that a typical mistake could explain, whatever the other cases give.
NO_RESULT = (Stopped, CallsUnwritten, LeftChanged)
