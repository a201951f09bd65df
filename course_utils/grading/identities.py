"""Who the rows of an exported CSV are about, whichever system it comes from.

Sources. Canvas: instructure/canvas-lms, lib/gradebook_exporter.rb and gradebook_importer.rb.
Moodle's worksheet: see worksheet.py; its list of participants (moodle/moodle,
user/action_redir.php) is names and e-mails under headers in any language, and read like a plain
list. Brightspace: D2L's "Importing grades" and the University of Wisconsin's page on the signs #
that stand before its ids. Gradescope: the header of its roster and of its scores, as programs that
read them know it. Blackboard: its help, "Uploading or Downloading Grade Center Items", with the
header as programs that read it know it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from course_utils.grading import worksheet
from course_utils.grading.table import Table

CANVAS, BRIGHTSPACE, MOODLE = "Canvas", "Brightspace", "Moodle"
GRADESCOPE, BLACKBOARD, PLAIN = "Gradescope", "Blackboard", "a plain list"
CANVAS_IDS = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
CANVAS_TEST_STUDENT = "Student, Test"  # stands for nobody: what an instructor sees as a student
BLACKBOARD_COLUMN = re.compile(r".*\|\s*\d+")  # the title of what is graded, and its number
AS_IN_FORMULA = re.compile(r'="(.*)"')  # so Canvas writes a name that begins with =


@dataclass(frozen=True)
class Identity:
    """One person of a file: the row, what the system knows them by, and the name to read.

    `names` are all ways in which the file allows to write the name.
    """

    row: int
    ids: tuple[str, ...]
    name: str
    names: tuple[str, ...]


def identities(table: Table) -> tuple[str, list[Identity]]:
    """The system that a file comes from, and the people in it; rows about nobody are left out."""
    readers: tuple[tuple[str, Callable[[Table], list[Identity] | None]], ...] = (
        (CANVAS, _canvas),
        (BRIGHTSPACE, _brightspace),
        (GRADESCOPE, _gradescope),
        (BLACKBOARD, _blackboard),
        (MOODLE, _moodle),
    )
    for system, reader in readers:
        found = reader(table)
        if found is not None:
            return system, found
    return PLAIN, _plain(table)


def _canvas(table: Table) -> list[Identity] | None:
    header = table.header
    if header[:2] != ["Student", "ID"] and header[:3] != ["LastName", "FirstName", "ID"]:
        return None
    name = [0] if header[0] == "Student" else [1, 0]
    people = _people(table, _places(table, CANVAS_IDS), name)
    own = {person.row for person in people if table.text(person.row, 0) == CANVAS_TEST_STUDENT}
    number = header.index("ID")  # rows without one hold the points possible, or how to post them
    return [p for p in people if table.text(p.row, number) and p.row not in own]


def is_brightspace(table: Table) -> bool:
    """Whether a file is an export of Brightspace's grades, or made for its import."""
    titles = {title.casefold() for title in table.header}
    is_graded = any(" points grade" in title for title in titles)
    return bool(titles & {"orgdefinedid", "username"}) and (
        "end-of-line indicator" in titles or is_graded
    )


def _brightspace(table: Table) -> list[Identity] | None:
    if not is_brightspace(table):
        return None
    ids = _places(table, ("OrgDefinedId", "Username", "Email"))
    return _people(table, ids, _places(table, ("First Name", "Last Name")), mark="#")


def _gradescope(table: Table) -> list[Identity] | None:
    ids = _places(table, ("SID", "Email"))
    if len(ids) < 2:
        return None
    name = _places(table, ("First Name", "Last Name")) or _places(table, ("Name",))
    people = _people(table, ids, name)
    for role in _places(table, ("Role",)):  # a roster holds the staff too
        people = [p for p in people if table.text(p.row, role).casefold() in ("student", "")]
    return people


def _blackboard(table: Table) -> list[Identity] | None:
    """Last name, first name, username and, in some, the student's number, in any language."""
    graded = [n for n, title in enumerate(table.header) if BLACKBOARD_COLUMN.fullmatch(title)]
    if table.header[:3] == ["Last Name", "First Name", "Username"]:
        return _people(table, _places(table, ("Username", "Student ID")), [1, 0])
    if not graded or graded[0] < 3:
        return None
    ids = [n for n in range(2, graded[0]) if worksheet.tell_apart(table.column(n))]
    return _people(table, ids, [1, 0])


def _moodle(table: Table) -> list[Identity] | None:
    grade = worksheet.grade_column(table)
    if worksheet.participants(table) is None or grade is None:
        return None
    return in_worksheet(table, grade)


def in_worksheet(table: Table, grade: int) -> list[Identity]:
    """The people of Moodle's grading worksheet, whose grades stand in this column."""
    name = worksheet.name_column(table, grade)
    people = _people(table, [0, *worksheet.telling_columns(table, grade)], [name or 0])
    numbers = dict(enumerate(worksheet.participants(table) or [], start=1))
    return [replace(p, ids=(*participant(numbers[p.row]), *p.ids[1:])) for p in people]


def participant(number: str) -> tuple[str, str]:
    """What Moodle knows somebody by in one assignment, whatever the language of a file is: the
    number, which in another file may be anybody's, and the text, which is nobody else's."""
    return number, f"Participant {number}"


def _plain(table: Table) -> list[Identity]:
    """By what the columns hold: names stand whole in one column or in two neighbouring ones; all
    else that is one word and said of nobody else is an id."""
    columns = range(len(table.header))
    named = [n for n in columns if _are_names(table.column(n))]
    name = named[:1]
    are_parted = named[1:] and named[1] == named[0] + 1
    if are_parted and not _are_whole(table.column(named[0])):
        name = named[:2]
    ids = [n for n in columns if n not in named and worksheet.tell_apart(_once(table, n, name))]
    return _people(table, ids, name)


def _once(table: Table, column: int, name: list[int]) -> list[str]:
    """The texts of a column; what is said twice of one name, once: the person is in it twice."""
    names = list(zip(*(table.column(place) for place in name), strict=True))
    texts = table.column(column)
    return [text for _, text in dict.fromkeys(zip(names, texts, strict=True))] if names else texts


def _are_names(texts: list[str]) -> bool:
    """Whether a column holds names: most rows have one, of several words or with a capital or in
    letters without case, and a section or a role would be the same for many more."""
    said = [text for text in texts if text]
    names = [text for text in said if _is_name(text)]
    return 2 * len(said) > len(texts) and 5 * len(names) > 4 * len(said) < 20 * len(set(said))


def _are_whole(names: list[str]) -> bool:
    return 2 * sum(" " in name or "," in name for name in names) >= len(names)


def _is_name(text: str) -> bool:
    are_letters = not any(sign.isdigit() or sign == "@" for sign in text)
    return are_letters and (text != text.lower() or " " in text or not _has_case(text))


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def _places(table: Table, titles: tuple[str, ...]) -> list[int]:
    """Where columns stand that have these titles, in the order of the titles."""
    header = [title.casefold() for title in table.header]
    return [header.index(title.casefold()) for title in titles if title.casefold() in header]


def _people(table: Table, ids: list[int], name: list[int], mark: str = "") -> list[Identity]:
    """A person for each row that holds an id or a name; `mark` stands before ids."""
    people = []
    for row in range(1, len(table.rows)):
        known = [table.text(row, place).removeprefix(mark) for place in ids]
        parts = [_without_formula(table.text(row, place)) for place in name]
        if not any([*known, *parts]):
            continue
        shown = turned(parts[0]) if len(parts) == 1 else " ".join(filter(None, parts))
        names = [shown, " ".join(filter(None, reversed(parts)))]
        if parts and not _has_case(
            parts[0]
        ):  # what stands beside a name such as 김민수 may be none
            names.append(parts[0])
        unique = tuple(dict.fromkeys(filter(None, known)))
        names = list(dict.fromkeys(filter(None, names)))
        people.append(Identity(row, unique, shown or unique[0], tuple(names)))
    return people


def turned(name: str) -> str:
    """A name as it is read: "Doe, Jane" is Jane Doe."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name


def _without_formula(name: str) -> str:
    formula = AS_IN_FORMULA.fullmatch(name)
    return formula[1] if formula else name
