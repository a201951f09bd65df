"""What of a student's folder is graded: the notebook, the files with weights, modules beside it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from torch import Tensor

from course_utils.answers.exercise import Wrong
from course_utils.answers.inside.protocol import SaveModule
from course_utils.answers.inside.replies import NotebookRead
from course_utils.answers.inside.statements import statements_of
from course_utils.checks.catalogue import LESSONS, exercises
from course_utils.checks.saved_weights import as_used, no_file, no_weights
from course_utils.errors import CourseError
from course_utils.files import checkout
from course_utils.grading.box import BoxLost
from course_utils.grading.marks import LESSON, MISSING, OTHER_LESSON, UNREADABLE
from course_utils.grading.session import Session
from course_utils.grading.submissions import (
    LARGEST_MODULE,
    LARGEST_NOTEBOOK,
    LARGEST_WEIGHTS,
    NotRead,
    candidates,
    content,
    modules_beside,
    names_among,
    unread,
)

OF_THE_LESSON = 0.6  # the share of a notebook's statements that makes it the lesson's
Read = Mapping[str, Tensor] | Wrong | BoxLost  # what came of a file with weights


class NothingToGrade(Exception):
    """There is nothing to grade: a status, and words for the student."""

    def __init__(self, status: str, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


@dataclass(frozen=True)
class HandedIn:
    """The notebook that is graded, its code, and notes for the student."""

    path: Path
    cells: NotebookRead
    notes: tuple[str, ...]
    modules: tuple[SaveModule, ...] = ()


def handed_in(student: Path, lesson: int, session: Session) -> HandedIn:
    """The lesson's notebook in a student's folder. Raises `NothingToGrade`, `BoxLost`."""
    paths = _candidates(student, lesson)
    read: list[tuple[Path, NotebookRead]] = []
    complaints = []
    for path in paths:
        try:
            read.append((path, session.read(content(path, LARGEST_NOTEBOOK), path.name)))
        except NotRead as error:
            complaints.append(f"{path.name}: {error}")
    if not read:
        raise NothingToGrade(UNREADABLE, " ".join(complaints))
    # The lesson, which shows some answers, and modules of a notebook come after others. Of these
    # the one with most answers; where they are equal the likeliest, which comes first.
    exercise = [
        one for one in read if not (is_the_lesson(one[1], lesson) or _is_imported(one, read))
    ]
    path, cells = max(exercise or read, key=lambda one: len(_answers(lesson, one[1].written)))
    if not _answers(lesson, cells.names):
        others = {n: len(_answers(n, cells.names)) for n in LESSONS}
        other = max(others, key=others.__getitem__)
        if others[other]:
            raise NothingToGrade(
                OTHER_LESSON,
                f"{path.name} holds answers of lesson {other}, not of lesson {lesson}.",
            )
    if is_the_lesson(cells, lesson):
        raise NothingToGrade(
            LESSON, f"{path.name} is the lesson's notebook. Hand in the one from exercises/."
        )
    return HandedIn(path, cells, (*cells.notes, *complaints), _modules(student, path))


def _candidates(student: Path, lesson: int) -> list[Path]:
    try:
        paths = candidates(student, lesson)
    except NotRead as error:
        raise NothingToGrade(UNREADABLE, str(error)) from None
    except OSError as error:
        words = unread(error, "Your folder")
        if isinstance(words, CourseError):
            raise words from None
        raise NothingToGrade(UNREADABLE, str(words)) from None
    if not paths:
        raise NothingToGrade(MISSING, "There is no notebook (.ipynb) in your folder.")
    return paths


def _is_imported(one: tuple[Path, NotebookRead], read: list[tuple[Path, NotebookRead]]) -> bool:
    """Whether a file is a module that a notebook in the same folder imports."""
    path, _ = one
    imports = re.compile(rf"^\s*(?:from|import)\s+{re.escape(path.stem)}\b", re.MULTILINE)
    beside = [cells for other, cells in read if other != path and other.parent == path.parent]
    is_script = path.suffix.lower() == ".py"
    return is_script and any(imports.search(text) for cells in beside for text in cells.sources)


def _answers(lesson: int, texts: Iterable[str]) -> set[str]:
    return names_among(texts) & {e.name for e in exercises(lesson)}


def is_the_lesson(cells: NotebookRead, lesson: int) -> bool:
    """Whether this is the lesson's own notebook, and no answer in it was written by the student."""
    texts = lesson_texts(lesson)
    own = [i for i, source in enumerate(cells.sources) if source not in texts]
    shared = len(cells.sources) - len(own)
    return (
        shared > OF_THE_LESSON * len(cells.sources)
        and not _answers(lesson, [cells.written[i] for i in own])
    )  # fmt: skip


@cache
def lesson_texts(lesson: int) -> frozenset[str]:
    """The statements of a lesson's notebook; none where the course's folder is not there."""
    root = checkout()
    found = sorted((root / "notebooks").glob(f"{lesson:02}_*.ipynb")) if root else []
    texts = set()
    for path in found:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                texts |= {one.source for one in statements_of("".join(cell["source"]))}
    return frozenset(texts)


def in_markdown(cells: NotebookRead, lesson: int) -> list[str]:
    """Notes on answers that stand in Markdown only; beside one in code it shows a second way."""
    names = _answers(lesson, cells.in_markdown) - names_among(cells.written)
    return [
        f"{name} stands in a Markdown cell, which is not run. Make it a code cell."
        for name in sorted(names)
    ]


def weight_files(lesson: int) -> list[str]:
    """The names of files with weights that are handed in with a lesson."""
    return [e.graded.file for e in exercises(lesson) if e.graded is not None]


def read_weights(file: str, path: Path | None, session: Session) -> Read:
    """The weights that were handed in as raw tensors, or what is wrong with them, or how the box
    was lost in which they were read."""
    if path is None:
        return no_file(file)
    try:
        return as_used(file, session.read_weights(content(path, LARGEST_WEIGHTS)))
    except NotRead as error:
        return no_weights(file, str(error))
    except (BoxLost, Wrong) as lost:
        return lost


def without_data(
    beside: Mapping[str, Read], work: HandedIn, lesson: int, session: Session
) -> dict[str, Read]:
    """The weights, or why they do not count: cells or modules that could hold what was learned."""
    told = dict(beside)
    for graded in (e.graded for e in exercises(lesson) if e.graded is not None):
        if graded.most_data is not None:
            words = _data_in(work, graded.most_data, session)
            told |= {graded.file: Wrong(words)} if words else {}
    return told


def _data_in(work: HandedIn, most: int, session: Session) -> str:
    """Where data stand that are more than so many bytes; empty where there are none."""
    cells = work.cells
    where = [f"code cell {n}, line {i}" for n, i in zip(cells.cells, cells.lines, strict=True)]
    held = list(zip(cells.data, where, strict=True))
    held += [(_data_in_module(module, session), module.file) for module in work.modules]
    largest, place = max(held, default=(0, ""))
    # All of an honest notebook holds about 2,000.
    if largest <= most and sum(size for size, _ in held) <= 4 * most:
        return ""
    return (
        "For this task no cell and no module may hold data: texts, numbers or comments as long as "
        f"in {place} could spell out what was learned. That belongs in the file with weights."
    )


def _data_in_module(module: SaveModule, session: Session) -> int:
    """Bytes of data that a module could hold: all of it that is no code, or cannot be read."""
    if not module.text.strip():
        return 0
    try:
        read = session.read(module.text.encode(), module.file)
    except NotRead:
        return len(module.text)
    return sum(read.data) + len(module.text) - sum(map(len, read.sources))


def _modules(student: Path, notebook: Path) -> tuple[SaveModule, ...]:
    """The student's own modules beside the notebook, to be laid where its cells import from."""
    laid = []
    for path in modules_beside(student, notebook):
        try:
            text = content(path, LARGEST_MODULE).decode("utf-8-sig", "replace")
        except NotRead:
            continue
        laid.append(SaveModule(path.name, text))
    return tuple(laid)
