"""A class as its system lists it: who handed in, who did not, and who is not on the list."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from course_utils.errors import UsageError
from course_utils.files import display_path
from course_utils.grading.identities import Identity, identities, turned
from course_utils.grading.layouts.names import unlike
from course_utils.grading.layouts.plan import row_name
from course_utils.grading.people import Person
from course_utils.grading.submissions import NOTEBOOKS
from course_utils.grading.table import read_table

ENDINGS = (*NOTEBOOKS, ".zip")


@dataclass(frozen=True)
class Roster:
    """The people of a file, and the system that it comes from."""

    system: str
    people: tuple[Identity, ...]


@dataclass(frozen=True)
class Matched:
    """A class with its roster.

    `with_missing` is everybody on the roster, in its order: with the attempts of those who handed
    in, without any for the others, whose names `missing` lists. `not_in_roster` handed in and are
    not on it.
    """

    with_missing: tuple[Person, ...]
    missing: tuple[str, ...]
    not_in_roster: tuple[Person, ...]


def read_roster(file: Path) -> Roster:
    """Read a CSV as a system exports it, or a plain one, with one person a row; who is in it twice,
    as in two sections, is one person.

    Raises `UsageError` where there is no such file or nobody in it.
    """
    system, people = identities(read_table(file))
    if not people:
        raise UsageError(
            f"{display_path(file)} names nobody. One row a person is wanted, below a row of titles."
        )
    once = {(person.ids, person.names): person for person in reversed(people)}
    return Roster(system, tuple(person for person in people if person in once.values()))


def match(roster: Roster, people: Sequence[Person]) -> Matched:
    """Find the people of a roster among those who handed in.

    Who is found is called as the roster has it, and gets its ids beside their own.
    """
    found = pair(roster.people, people)
    absent = [listed for place, listed in enumerate(roster.people) if place not in found]
    wanted = [row_name(listed.name, next(iter(listed.ids), "")) for listed in absent]
    rows = iter(unlike(wanted, [person.student for person in people]))
    everybody = []
    for place, listed in enumerate(roster.people):
        if place in found:
            person = people[found[place]]
            ids = tuple(dict.fromkeys([*person.ids, *listed.ids]))
            everybody.append(replace(person, name=listed.name, ids=ids))
        else:
            everybody.append(Person(next(rows), listed.name, listed.ids))
    missing = [listed.name for listed in absent]
    strangers = [person for n, person in enumerate(people) if n not in found.values()]
    return Matched(tuple(everybody), tuple(missing), tuple(strangers))


def pair(listed: Sequence[Identity], people: Sequence[Person]) -> dict[int, int]:
    """Which of the people is which of those listed, by their places.

    First by the system's ids; then by names, where nobody else has them on either side. A folder
    may have the name of a login, so logins count as names, and of an e-mail what stands before @.
    Where ids told some apart, others that have ids are other people, whatever they are called.
    Where more people are another by id than by name than are the same, the ids are of two systems,
    and are not looked at: a participant's number may be another's student number.
    """
    found: dict[int, int] = {}
    by_name: dict[int, int] = {}
    _pair_by(listed, people, _ids_of, range(len(people)), found)
    _pair_by(listed, people, _names_of, range(len(people)), by_name)
    is_by_id = {person: place for place, person in found.items()}
    both = [is_by_id[person] == place for place, person in by_name.items() if person in is_by_id]
    if 2 * sum(both) < len(both):
        return by_name
    left = [n for n, person in enumerate(people) if not (found and _has_ids(person))]
    _pair_by(listed, people, _names_of, left, found)
    return found


def _pair_by(
    listed: Sequence[Identity],
    people: Sequence[Person],
    keys_of: Callable[[Identity | Person], list[str]],
    candidates: Iterable[int],
    found: dict[int, int],
) -> None:
    theirs, ours = _alone(listed, keys_of), _alone(people, keys_of)
    for place in candidates:
        keys = [key for key in keys_of(people[place]) if key in theirs and key in ours]
        reached = {theirs[key] for key in keys}
        if len(reached) == 1 and not reached & found.keys():
            found[reached.pop()] = place


def _alone(
    everybody: Sequence[Identity | Person], keys_of: Callable[[Identity | Person], list[str]]
) -> dict[str, int]:
    """Who has a key that nobody else has, by the key."""
    holders = defaultdict(list)
    for place, person in enumerate(everybody):
        for key in set(keys_of(person)):
            holders[key].append(place)
    return {key: places[0] for key, places in holders.items() if len(places) == 1}


def _ids_of(person: Identity | Person) -> list[str]:
    return [_id(text) for text in person.ids]


def _has_ids(person: Person) -> bool:
    """Whether somebody is known by more than what a folder is called."""
    return bool({*person.ids} - {person.name, person.student})


def _names_of(person: Identity | Person) -> list[str]:
    if isinstance(person, Person):
        bare = [_without_ending(name) for name in (person.name, person.student)]
        names = [*bare, turned(bare[0])]
    else:
        logins = [text.partition("@")[0] for text in person.ids]
        names = [*person.names, *person.ids, *logins]
    return [key for key in map(squeezed, names) if key]


def _without_ending(name: str) -> str:
    """What a bare notebook or an archive is called, where it stands in place of a folder."""
    for ending in ENDINGS:
        if name.lower().endswith(ending):
            return name[: -len(ending)]
    return name


def _id(text: str) -> str:
    """An id as it is compared: as it stands, without the # before it, e-mails in small letters."""
    plain = unicodedata.normalize("NFC", text.strip()).removeprefix("#")
    return plain.casefold() if "@" in plain else plain


def squeezed(name: str) -> str:
    """A name as it is compared: its letters, marks and digits, in small letters."""
    plain = unicodedata.normalize("NFC", name.casefold())
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LMN")
