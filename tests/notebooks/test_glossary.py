"""The glossary: sorted, in both languages, and it holds every term that a lesson sets as one.

A term is what a lesson's Markdown sets in *italics*, and what it sets in **bold** in the middle of
a line in four words or fewer. Bold that begins a line, a list item or a table's cell, or that ends
a clause (with a colon, full stop or question mark), is a label. EMPHASIS lists what is neither.
Its last section lists the sources: each is linked where it is used, and what is linked is there.
"""

import math
import re
from pathlib import Path

import nbformat
import pytest

from course_utils.authoring.copied_names import with_links
from course_utils.authoring.places import notebooks_in

ROOT = Path(__file__).resolve().parents[2]
LESSONS = {path.name[1]: path for path in notebooks_in(ROOT, ["notebooks"])}
TERMS, _, SOURCES = (
    (ROOT / "notebooks" / "glossary.md").read_text(encoding="utf-8").partition("\n## Sources\n")
)
KOREAN = re.compile(r"[가-힣]")
GENERIC = {"initialisation", "set", "function", "schedule", "mode", "pass"}
LEFT_OUT = ("layer", "pass", "initialisation", "set")  # "dense" is met as "dense layer"
MAX_WORDS_IN_BOLD = 4

# Italics and bold that are no terms: names of controls and of views, and words that are stressed.
CONTROLS = {"layers back", "pixel viewer", "zoom"}
EMPHASIS = {
    "a free core",
    "all",
    "and",
    "batch of one",
    "dropped",
    "how much there is to hide",
    "image",
    "inputs",
    "is",
    "its",
    "kept",
    "needless",
    "number of filters",
    "output",
    "step",
    "the price",
    "worse",
}


def rows(text: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


ROWS = rows(TERMS)


def texts_of(number: str) -> list[str]:
    """The sources of a lesson's cells."""
    return [cell.source for cell in nbformat.read(LESSONS[number], as_version=4).cells]


def prose_of(number: str) -> list[str]:
    """A lesson's Markdown cells, the first left out, without code and mathematics."""
    cells = nbformat.read(LESSONS[number], as_version=4).cells[1:]
    return [without_code(cell.source) for cell in cells if cell.cell_type == "markdown"]


def without_code(text: str) -> str:
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    text = re.sub(r"`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$", "`", text, flags=re.S)
    return re.sub(r"<[^>]*>", "", text)


_LINK = r"\[[^\]]*\]\([^)]*\)"
_BOLD = re.compile(r"(?<!\*)\*\*(?![\s*])([^*]+?)\*\*(?!\*)")
_ITALICS = re.compile(r"(?<![\w*])(?:\*(?![\s*])([^*]+?)(?<!\s)\*|_(?!\s)([^_]+?)_)(?![\w*])")
_LINE_BEGINS = re.compile(r"(?:^|\n)[\s>]*(?:[-*+]|\d+\.)?\s*$|\|\s*$")


def set_as_terms(text: str) -> list[str]:
    """The phrases that a text sets as terms, in lower case; titles that are links are none."""
    text = re.sub(rf"\*{_LINK}\*|{_LINK}", "", text)
    found = []
    for match in _BOLD.finditer(text):
        phrase, after = match[1], text[match.end() :]
        label = phrase[-1] in ".:?" or after.startswith(":")
        label = label or _LINE_BEGINS.search(text[: match.start()]) is not None
        if not label and len(phrase.split()) <= MAX_WORDS_IN_BOLD and re.search(r"[^\W\d]", phrase):
            found.append(phrase)
    found += [match[1] or match[2] for match in _ITALICS.finditer(_BOLD.sub("", text))]
    return [" ".join(phrase.lower().strip('.,:;"“”').split()) for phrase in found]


def names(term: str) -> list[str]:
    """The ways to write a term: "filter, kernel" is two, and so is "network (CNN)"."""
    if term == "dropout, 2-D":
        return ["2-d dropout"]
    inside = re.findall(r"\((.*?)\)", term)
    outside = re.sub(r"\(.*?\)", "", term).split(",")
    return [name.strip().lower().strip('"') for name in [*outside, *inside]]


NAMES = {name: row for row in ROWS for name in names(row[0])}


def entry(phrase: str) -> list[str] | None:
    """The glossary's row of a phrase, in another form too: "dense" for "dense layer", plurals."""
    if phrase in NAMES:
        return NAMES[phrase]
    phrase = phrase.removeprefix("95 % ")
    names = [phrase, *(f"{phrase} {noun}" for noun in LEFT_OUT)]
    return next(
        (row for name, row in NAMES.items() if any(alike(one, name) for one in names)), None
    )


def same_word(one: str, other: str) -> bool:
    """Whether three quarters of the shorter word begin the other: "generalises" will do."""
    short, long = sorted(map(len, (one, other)))
    length = math.ceil(0.75 * short)
    return one[:length] == other[:length] and long < 2 * short


def alike(phrase: str, name: str) -> bool:
    pair = re.findall(r"\w+", phrase), re.findall(r"\w+", name)
    return len(pair[0]) == len(pair[1]) and all(same_word(a, b) for a, b in zip(*pair, strict=True))


def is_met(name: str, words: set[str]) -> bool:
    """Whether a name's words stand in a text, in this form or another."""
    parts = re.findall(r"\w+", name)
    telling = [part for part in parts if part not in GENERIC] or parts
    return all(any(same_word(part, word) for word in words) for part in telling)


def words_of_lesson(number: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", " ".join(texts_of(number)).lower()))


def test_the_terms_are_sorted_and_there_once():
    terms = [row[0].lower().replace('"', "") for row in ROWS]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_term_is_there_in_korean_with_one_sentence_and_met_in_its_lesson(row):
    term, korean, sentence, lesson = row
    assert KOREAN.search(korean)
    assert sentence.endswith(".")
    assert any(is_met(name, words_of_lesson(lesson)) for name in names(term))


@pytest.mark.parametrize("number", LESSONS)
def test_what_a_lesson_sets_as_a_term_is_in_the_glossary_and_met_there_or_before(number):
    missing, later = set(), set()
    for text in prose_of(number):
        for phrase in set(set_as_terms(text)) - CONTROLS - EMPHASIS:
            row = entry(phrase)
            if row is None:
                missing.add(phrase)
            elif row[3] > number and f"lesson {row[3]}" not in text:  # a look ahead says where
                later.add(phrase)
    assert missing == set(), "add them to the glossary, or to EMPHASIS where a word is stressed"
    assert later == set(), "the glossary says that these are first met in a later lesson"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("It is a *loss*. The *learning\nrate*, too.", ["loss", "learning rate"]),
        ("So **logits**: ten. The **shape ledger** lists.", ["shape ledger"]),
        ("**Padding** comes first.\n\n- **Sizes**: all\n2. **Next:** on", []),
        ("| a | **Blur** | *Sharp* |", ["sharp"]),
        ("Note that **this is a whole sentence in bold** here. And **why?**", []),
        ("`a * b * c` and 2 * 3 * 4, $a*b*c$, x*y*z", []),
        ("```python\n# *not*\n```\n<b title='*x*'>and</b> _set so_", ["set so"]),
        ("Read [*The title*](https://example.org) or *[this](x)*.", []),
    ],
)
def test_what_counts_as_a_term(text, terms):
    assert set_as_terms(without_code(text)) == terms


# Sources: | Source | What it is | Lessons |

# Addresses of documentation and of things to fetch are no sources.
NO_SOURCES = ("https://docs.pytorch.org/", "https://pytorch.org/docs/", "https://docs.python.org/")
SOURCE_ROWS = rows(SOURCES)


def links_of(number: str) -> set[str]:
    """The outside addresses in a lesson's Markdown, the badge apart."""
    path = LESSONS[number]
    content = with_links(path.read_bytes(), path.relative_to(ROOT).as_posix(), {})
    cells = nbformat.reads(content.decode("utf-8"), as_version=4).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    found = re.findall(r"https?://[^\s)>\]\"'`]+", text)
    return {link.rstrip(".,;") for link in found if "colab.research.google.com" not in link}


def address(source: str) -> str:
    """The address that a source is linked by; empty where it has none."""
    link = re.search(r"\]\((https?://[^)]+)\)", source)
    return link[1] if link else ""


def title(source: str) -> str:
    return re.sub(r"[\[“\"](.*?)[\]”\"].*", r"\1", source)


@pytest.mark.parametrize("row", SOURCE_ROWS, ids=lambda row: row[0][:40])
def test_a_source_is_linked_in_the_lessons_that_the_list_names(row):
    source, _, lessons = row
    where = [
        number
        for number in LESSONS
        if any(link.startswith(address(source)) for link in links_of(number) if address(source))
        or (not address(source) and title(source) in words_as_written(number))
    ]
    assert where == lessons.split(", ")


def words_as_written(number: str) -> str:
    return " ".join(" ".join(texts_of(number)).split())


@pytest.mark.parametrize("number", LESSONS)
def test_every_outside_link_of_a_lesson_is_in_the_list_of_sources(number):
    listed = [address(row[0]) for row in SOURCE_ROWS if address(row[0])]
    known = (*listed, *NO_SOURCES)
    assert sorted(link for link in links_of(number) if not link.startswith(known)) == []
