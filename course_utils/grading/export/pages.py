"""A page from its template: one file that needs no network and runs no script."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from course_utils.errors import CourseError
from course_utils.grading.export.html_text import visible, with_code

TEMPLATES = Path(__file__).parent / "templates"


def page(template: str, **values: Any) -> str:
    """The page that a template gives; every value in it is escaped.

    Raises `CourseError` where jinja2 is not installed.
    """
    return _environment().get_template(template).render(values)


def points_text(points: int) -> str:
    """A number of points in words: "1 point", "2 points"."""
    return f"{points} point{'s' if points != 1 else ''}"


def people_text(people: int) -> str:
    """A number of people in words."""
    return f"{people:,} {'people' if people != 1 else 'person'}"


def told_apart(names: Sequence[str], keys: Sequence[str]) -> list[str]:
    """What each person is called where several are listed: two of one name have a key behind it."""
    often = Counter(names)
    return [
        name if often[name] == 1 else f"{name} ({key})"
        for name, key in zip(names, keys, strict=True)
    ]


@cache
def _environment() -> Any:
    if find_spec("jinja2") is None:
        raise CourseError(
            "Feedback and summary need the package jinja2, which is not installed.\n"
            'In the course\'s folder run:  pip install -e ".[instructor]"'
        )
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    environment.filters["prose"] = lambda text, *longest: Markup(with_code(text, *longest))
    environment.filters["points"] = points_text
    environment.filters["people"] = people_text
    return environment
