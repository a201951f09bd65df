"""What a value of a message must be; else the message is refused."""

from typing import Any

from course_utils.answers.inside.messages import LONGEST_WORDS, Refused


def require_text(value: Any, longest: int = LONGEST_WORDS) -> None:
    """Raises `Refused` for what is no text of at most so many signs."""
    if type(value) is not str or len(value) > longest:
        raise Refused("a text in it is none, or is too long")


def require_texts(value: Any, most: int, longest: int) -> None:
    """Raises `Refused` for what is no list of so many such texts."""
    if type(value) is not list or len(value) > most:
        raise Refused("a list in it is none, or is too long")
    for item in value:
        require_text(item, longest)


def require_count(value: Any) -> None:
    """Raises `Refused` for what is no whole number from 0 on."""
    if type(value) is not int or value < 0:
        raise Refused("a count in it is none")


def require_counts(value: Any, most: int) -> None:
    """Raises `Refused` for what is no list of at most so many whole numbers from 0 on."""
    if type(value) is not list or len(value) > most:
        raise Refused("a list in it is none, or is too long")
    for item in value:
        require_count(item)


def require_flags(value: Any, most: int) -> None:
    """Raises `Refused` for what is no list of at most so many of True and False."""
    if type(value) is not list or len(value) > most:
        raise Refused("a list in it is none, or is too long")
    if any(type(item) is not bool for item in value):
        raise Refused("a flag in it is neither True nor False")
