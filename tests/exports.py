"""Writes what a class handed in as learning systems export it: for tests, and for benchmarks.

Each writer follows the source that the layout's module in course_utils/grading/layouts names. They
share nothing with the readers, so that both sides cannot be wrong in the same way.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
EXPORTED = (2026, 10, 20, 8, 0, 0)


@dataclass(frozen=True)
class HandedIn:
    """One attempt: files by their paths, as the student has them."""

    files: Mapping[str, bytes]
    late: bool = False
    text: str = ""
    when: datetime = FIRST_DAY


@dataclass(frozen=True)
class HandedInPerson:
    """A student, or with `group` one of several that hand in together; attempts oldest first."""

    first: str
    last: str
    number: int
    attempts: Sequence[HandedIn] = field(default=())
    user: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def login(self) -> str:
        return self.user or f"u{self.number}"

    @property
    def email(self) -> str:
        return f"{self.login}@example.org"


def attempts_of(*works: Mapping[str, bytes], late: bool = False) -> tuple[HandedIn, ...]:
    """Attempts a day apart; with `late`, the last of them was."""
    last = len(works) - 1
    return tuple(
        HandedIn(files, late and at == last, when=FIRST_DAY + timedelta(days=at))
        for at, files in enumerate(works)
    )


def write_folders(target: Path, class_: Sequence[HandedInPerson], as_zip: bool = False) -> Path:
    """One folder a student, by the user name."""
    files = {
        f"{one.login}/{path}": held
        for one in class_
        for path, held in (one.attempts[-1].files if one.attempts else {}).items()
    }
    return put(target, files, as_zip)


def write_canvas(
    target: Path,
    class_: Sequence[HandedInPerson],
    as_zip: bool = True,
    anonymous: bool = False,
    inside: str = "",
) -> Path:
    """canvas-lms, lib/content_zipper.rb; the newest attempt, its files numbered by the earlier."""
    files, attached = {}, 90_000
    for one in _once_a_group(class_):
        if not one.attempts:
            continue
        newest, earlier = one.attempts[-1], one.attempts[:-1]
        sortable = one.group or f"{one.last}, {one.first}"
        parts = [] if anonymous else [re.sub(r"_(\d+)_", r"\1", sortable).lower()]
        parts += ["LATE"] if newest.late else []
        parts += [f"anon_{_base58(one.number)}" if anonymous else str(one.number)]
        prefix = "".join(sign for sign in "_".join(parts) if _is_word(sign))
        before = Counter(Path(path).name for attempt in earlier for path in attempt.files)
        for path, held in newest.files.items():
            attached += 1
            name = _numbered(Path(path).name, before[Path(path).name])
            name = re.sub(r'[\x00/\\:*?"<>|]+', "_", name)
            files[f"{inside}{prefix}_{attached}_{name}"] = held
        if newest.text:
            files[f"{inside}{prefix}_text.html"] = newest.text.encode()
    return put(target, files, as_zip)


def _is_word(sign: str) -> bool:
    """Ruby's [[:word:]]: letters, marks, decimal numbers, connectors."""
    return unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) in ("Nd", "Pc")


def _numbered(name: str, number: int) -> str:
    """canvas-lms, app/models/attachment.rb, make_unique_filename."""
    ending = re.search(r"(\.[A-Za-z][A-Za-z0-9]*)*(\.[A-Za-z0-9]*)$", name)
    stem = name[: ending.start()] if ending else name
    return f"{stem}-{number}{name[len(stem) :]}" if number else name


def _base58(number: int) -> str:
    signs = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    return "".join(signs[number * 7919 // 58**place % 58] for place in range(5))


def write_moodle(
    target: Path,
    class_: Sequence[HandedInPerson],
    as_zip: bool = True,
    flat: bool = False,
    older: bool = False,
    blind: str = "",
    inside: str = "",
) -> Path:
    """moodle, mod/assign/classes/downloader.php; `older` ends folders with an underscore, and
    `blind` is the word for all, in the teacher's language."""
    files: dict[str, bytes] = {}
    for one in _once_a_group(class_):
        if not one.attempts:
            continue
        name = (one.group or blind or one.name).replace("_", " ")
        prefix = _clean_filename(f"{name}_{one.number}")
        for path, held in one.attempts[-1].files.items():
            begins = f"{inside}{prefix}_assignsubmission_file"
            if flat:
                files[f"{begins}_{_clean_filename(Path(path).name)}"] = held
            else:
                files[f"{begins}{'_' if older else ''}/{path}"] = held
        if text := one.attempts[-1].text:
            begins = f"{inside}{prefix}_assignsubmission_onlinetext"
            ends = "_onlinetext.html" if flat else f"{'_' if older else ''}/onlinetext.html"
            files[begins + ends] = text.encode()
    return put(target, files, as_zip)


def _clean_filename(name: str) -> str:
    """moodle, PARAM_FILE of clean_param."""
    return re.sub(r"[\x00-\x1f\x7f&<>\"`|':\\/]", "", name)


def write_gradescope(
    target: Path,
    class_: Sequence[HandedInPerson],
    as_zip: bool = True,
    inside: str = "assignment_1_export/",
) -> Path:
    """One folder a submission, and what Ruby's Psych writes of them."""
    groups: dict[str, list[HandedInPerson]] = {}
    for one in class_:
        groups.setdefault(one.group or one.login, []).append(one)
    files, told, submission = {}, ["---"], 5_000
    for members in groups.values():
        for attempt in members[0].attempts:
            submission += 1
            told += [f"submission_{submission}:", "  :submitters:"]
            for one in members:
                told += [f"  - :name: {_psych(one.name)}", f"    :sid: '{one.number}'"]
                told += [f"    :email: {one.email}"]
            told += [f"  :created_at: {attempt.when:%Y-%m-%d %H:%M:%S}.123456000 Z"]
            told += ["  :score: 0.0", "  :status: processed", "  :history: []"]
            for path, held in attempt.files.items():
                files[f"{inside}submission_{submission}/{path}"] = held
    files[f"{inside}submission_metadata.yml"] = "\n".join([*told, ""]).encode()
    return put(target, files, as_zip)


def _psych(text: str) -> str:
    is_plain = re.fullmatch(r"[\w][\w .'-]*", text) and ": " not in text
    return text if is_plain else "'" + text.replace("'", "''") + "'"


ENGLISH = ("Name", "Original filename", "Filename")


def write_blackboard(
    target: Path,
    class_: Sequence[HandedInPerson],
    as_zip: bool = True,
    assignment: str = "Lesson 6",
    words: tuple[str, str, str] = ENGLISH,
    texts: bool = True,
) -> Path:
    """All attempts, with the text that Blackboard writes of each."""
    files = {}
    for one in class_:
        for attempt in one.attempts:
            prefix = f"{assignment}_{one.login}_attempt_{attempt.when:%Y-%m-%d-%H-%M-%S}"
            told = [f"{words[0]}: {one.name} ({one.login})", f"Assignment: {assignment}"]
            told += [f"Date Submitted: {attempt.when:%A, %d %B %Y %H:%M:%S} o'clock GMT"]
            told += ["Current Mark: Needs Marking", "", "Submission Field:"]
            told += ["There is no student submission text data for this assignment.", ""]
            told += ["Comments:", attempt.text or "There are no student comments.", "", "Files:"]
            for path, held in attempt.files.items():
                name = re.sub(r"[^\w.() -]", "_", Path(path).name, flags=re.ASCII)
                files[f"{prefix}_{name}"] = held
                told += [f"\t{words[1]}: {Path(path).name}", f"\t{words[2]}: {prefix}_{name}", ""]
            if texts:
                files[f"{prefix}.txt"] = "\n".join([*told, ""]).encode()
    return put(target, files, as_zip)


def write_brightspace(
    target: Path,
    class_: Sequence[HandedInPerson],
    as_zip: bool = True,
    flat: bool = False,
    users: str = "",
    inside: str = "",
) -> Path:
    """All attempts; `users` stands between a user name and the name, where both are there."""
    files = {f"{inside}index.html": b"<html>"}
    for one in class_:
        name = one.group or (f"{one.login}{users}{one.name}" if users else one.name)
        for attempt in one.attempts:
            when = attempt.when
            time = f"{when:%b} {when.day}, {when.year} {when.hour % 12 or 12}{when:%M %p}"
            begins = f"{inside}{one.number}-80551 - {name} - {time}"
            for path, held in attempt.files.items():
                files[f"{begins}{' - ' if flat else '/'}{path}"] = held
    return put(target, files, as_zip)


def _once_a_group(class_: Sequence[HandedInPerson]) -> list[HandedInPerson]:
    """Canvas and Moodle export a group's work once."""
    by_group = {one.group or f"{one.number}": one for one in reversed(class_)}
    return [one for one in class_ if by_group[one.group or f"{one.number}"] is one]


def put(target: Path, files: Mapping[str, bytes], as_zip: bool) -> Path:
    """Write the files into a folder, or into a zip whose entries have the time of the export."""
    if not as_zip:
        for path, held in files.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(held)
        target.mkdir(parents=True, exist_ok=True)
        return target
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for path, held in files.items():
            archive.writestr(ZipInfo(path, EXPORTED), held, ZIP_DEFLATED)
    return target
