"""What the tests of pages share: rows made by hand, hostile texts, and a page taken apart."""

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from course_utils.grading.marks import OK, Grade, Mark, Row
from course_utils.grading.people import Attempt, Person

HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an image out of an attribute": '"><img src="https://example.org/x" onerror="alert(1)">',
    "an apostrophe out of an attribute": "' onmouseover='alert(1)",
    "the end of a style": "</style></title><style>@import url(https://example.org/x);</style>",
    "a comment": "<!-- --><base href=https://example.org/>",
    "a code span that holds markup": "`<iframe src=https://example.org>`",
    "an escape sequence": "\x1b[2J\x1b[31m",
    "text from right to left": "\u202efdp.exe\u2066",
    "a NUL": "a\x00b",
    "half a character": "a\udcffb",
    "100,000 characters": "W" * 100_000,
    "100,000 lines": "\n" * 100_000,
    "a template": "{{ 7 * 7 }}{% include 'style.css' %}",
    "an entity": "&lt;script&gt;&#60;",
}
# Elements that are never written to the end.
WITHOUT_END = ("meta", "rect", "line")
APART = ("td", "th", "dt", "dd")  # a reader sees these apart, whatever is between them


class PageParts(HTMLParser):
    """A page as a reader meets it: its elements, its text, and what it would ask a network for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self._texts: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == [], "elements without an end"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in WITHOUT_END:
            self._open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in WITHOUT_END:
            assert self._open.pop() == tag
        if tag in APART:
            self._texts.append(" ")

    def handle_data(self, data: str) -> None:
        if "style" in self._open or "head" in self._open:
            return
        self._texts.append(data)
        if {"h1", "h2", "h3"} & set(self._open):
            self.headings[-1] += data

    @property
    def text(self) -> str:
        """All that can be read, with single spaces."""
        return " ".join("".join(self._texts).split())

    @property
    def tags(self) -> list[str]:
        """The names of all elements in their order."""
        return [tag for tag, _ in self.elements]

    @property
    def asked_for(self) -> list[str]:
        """What the page links to or loads, places within it apart."""
        named = [
            value or ""
            for _, attributes in self.elements
            for name, value in attributes.items()
            if name in ("src", "href", "srcset", "action", "data", "poster", "xlink:href")
        ]
        return [value for value in named if not value.startswith(("#", "data:"))]

    @property
    def handlers(self) -> list[str]:
        """Attributes that would run a script."""
        return [name for _, attributes in self.elements for name in attributes if name[:2] == "on"]


def mark(name: str = "conv2d", status: str = "passed", words: str = "", **more: object) -> Mark:
    """A mark of one point, given where the exercise is passed."""
    return Mark(name, int(status == "passed"), 1, status, words, **more)


def row(
    *marks: Mark,
    name: str = "Ada Lovelace",
    student: str = "ada",
    status: str = OK,
    notes: Sequence[str] = (),
    attempts: Sequence[Attempt] | None = None,
    counted: int | None = 0,
) -> Row:
    """One person, with one attempt that counted where nothing else is said."""
    handed_in = (attempt(),) if attempts is None else tuple(attempts)
    person = Person(student, name, (), handed_in)
    return Row(person, Grade(student, status, marks, tuple(notes)), counted)


def attempt(name: str = "02.ipynb", late: bool = False, *notes: str) -> Attempt:
    """One thing that was handed in."""
    return Attempt(Path(name), name, late, notes)


def without_marks(status: str, *notes: str, name: str = "Ada Lovelace") -> Row:
    """A person of whose work nothing was tried, as the grader writes it."""
    marks = [mark("conv2d", status), mark("design", status)]
    return row(*marks, name=name, student=name, status=status, notes=notes)


def assert_harmless(made: str, harmless: str) -> None:
    """A page with a hostile text has the tags of one with a harmless text, and asks for nothing."""
    read = PageParts(made)
    tags = [[tag for tag in page.tags if tag != "code"] for page in (read, PageParts(harmless))]
    assert tags[0] == tags[1]
    assert read.asked_for == read.handlers == []
    assert all(sign.isprintable() or sign == "\n" for sign in made)
    assert "49" not in read.text  # what {{7*7}} would come to
    assert len(made) < 60_000
    made.encode("utf-8")
