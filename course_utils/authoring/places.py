"""Where the course's files lie, and which notebooks a name on the command line means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from course_utils.errors import CourseError, UsageError
from course_utils.files import checkout

LESSONS_FOLDER = "notebooks"
NOTEBOOK_FOLDERS = ("notebooks", "exercises", "solutions")


def find_checkout() -> Path:
    """The course's folder: the one the package lies in, else the working directory.

    Raises `CourseError` where neither holds the lessons.
    """
    for folder in (checkout(), Path.cwd()):
        if folder and (folder / "pyproject.toml").is_file() and (folder / LESSONS_FOLDER).is_dir():
            return folder
    raise CourseError(
        "The course's folder is not here: this command needs its lessons (notebooks/).\n"
        "Change into the folder you cloned or unpacked, and run the command again."
    )


def notebooks_in(root: Path, folders: Iterable[str] = NOTEBOOK_FOLDERS) -> list[Path]:
    """The notebooks in the named folders of the checkout, in the order of their names."""
    return [path for folder in folders for path in sorted((root / folder).glob("*.ipynb"))]


def choose(names: Sequence[str], candidates: Sequence[Path]) -> list[Path]:
    """The candidates that the names mean (number, file name or path); all of them for no names.

    A number or a file name that a lesson and its solution share means the lesson. Raises
    `UsageError`, listing what there is, for a name that means none of them.
    """
    if not candidates:
        raise CourseError("There are no notebooks in the course's folder.")
    if not names:
        return list(candidates)
    chosen: set[Path] = set()
    for name in names:
        matches = _meant(name, candidates)
        if not matches:
            listed = "\n".join(f"  {path.parent.name}/{path.name}" for path in candidates)
            raise UsageError(f"There is no notebook '{name}'. There are:\n{listed}")
        chosen.update(matches)
    return [path for path in candidates if path in chosen]


def _meant(name: str, candidates: Sequence[Path]) -> list[Path]:
    exactly = [path for path in candidates if Path(name).resolve() == path.resolve()]
    named = [path for path in candidates if _is_named(name, path)]
    lessons = [path for path in named if path.parent.name == LESSONS_FOLDER]
    return exactly or lessons or named


def _is_named(name: str, path: Path) -> bool:
    if name.isdecimal():
        return path.name.startswith(f"{int(name):02d}_")
    return name in (path.stem, path.name)
