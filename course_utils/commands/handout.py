"""`course handout`: what students get, as a folder and a zip; no worked answer is in it."""

from __future__ import annotations

import re
import shutil
import zipfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from course_utils.authoring import places
from course_utils.authoring.building import BEGIN, build
from course_utils.authoring.copied_names import copied_name, with_links
from course_utils.authoring.copies import learners_copy
from course_utils.authoring.repository import stored_address
from course_utils.errors import CourseError
from course_utils.files import write_atomically
from course_utils.grading.staging import BESIDE_AN_ANSWER, LEARNERS_ROOMS

README = Path("docs", "student", "README.md")  # is the README of what goes out
FILES = ("LICENSE", "environment.yml", "pyproject.toml", "Makefile", "docs/claims.md")
NOTEBOOKS = ("notebooks/*.ipynb", "notebooks/*.md", "exercises/*.ipynb")
PACKAGE = "course_utils"
# The command line lists the verbs that are there; of authoring they need what `course lab` does.
ROOMS = (*LEARNERS_ROOMS, *BESIDE_AN_ANSWER, "checks", "cli.py")
VERBS = ("commands/__init__.py", "commands/doctor.py", "commands/lab.py")
BEHIND_THE_VERBS = (
    *("authoring/__init__.py", "authoring/copied_names.py", "authoring/copies.py"),
    *("authoring/lab_settings.py", "authoring/places.py", "authoring/prompt_messages.py"),
    *("authoring/start.py", "authoring/stored_views.py", "commands/surroundings"),
)
ONLY_IN_A_BOX = Path("answers", "inside")
NAME = "cnn-course"
LESSONS_HERE = "<!-- the table of lessons -->\n"
LESSON_TABLE = re.compile(r"<!-- lesson times -->\n(.*?)<!-- end of lesson times -->\n", re.DOTALL)
WITH_AN_ADDRESS = re.compile(
    r"<!-- where the course has an address -->\n(.*?)<!-- to here -->\n", re.DOTALL
)


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course handout`."""
    parser.add_argument("--out", required=True, metavar="DIR", type=Path, help="where to put it")


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return hand_out(places.find_checkout(), arguments.out)


def hand_out(root: Path, out: Path) -> int:
    """Write the folder cnn-course and cnn-course.zip into `out`; 0.

    Raises `CourseError` where the exercises are not what the solutions give, or where the folder is
    there already: what lies in it is never touched.
    """
    if build(root, check=True):
        raise CourseError("Nothing was handed out: build the exercises first.")
    folder, archive = out / NAME, out / f"{NAME}.zip"
    for target in (folder, archive):
        if target.exists():
            raise CourseError(f"{target} is there already. Name another folder, or move it away.")
    names = [path.as_posix() for path in handed_out(root)]
    moved = {name: copied_name(name) for name in names}
    for name in names:
        target = folder / moved[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix == ".ipynb":
            target.write_bytes(with_links(learners_copy((root / name).read_bytes()), name, moved))
        else:
            shutil.copy2(root / name, target)
    if (root / README).is_file():
        lessons = lesson_table((root / "README.md").read_text("utf-8"))
        text = (root / README).read_text("utf-8")
        text = readme_of_students(text, bool(stored_address(root)), lessons)
        write_atomically(folder / "README.md", text.encode())
    _refuse_answers(folder)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            packed.write(path, path.relative_to(out))
    print(f"{folder}\n{archive}")
    return 0


def handed_out(root: Path) -> Iterator[Path]:
    """The files of the checkout that go out, the README apart, each by its place in it.

    All are named: what else lies in the folders, such as weights that were saved there, stays.
    """
    yield from (Path(name) for name in FILES if (root / name).is_file())
    for pattern in NOTEBOOKS:
        yield from (path.relative_to(root) for path in sorted(root.glob(pattern)))
    for room in (*ROOMS, *VERBS, *BEHIND_THE_VERBS):
        yield from (Path(PACKAGE, file) for file in _files_of(root / PACKAGE, room))


def _files_of(package: Path, room: str) -> Iterator[Path]:
    place = package / room
    found = sorted(place.rglob("*")) if place.is_dir() else [place] if place.is_file() else []
    for file in (path.relative_to(package) for path in found if path.suffix in (".py", ".js")):
        if not file.is_relative_to(ONLY_IN_A_BOX):
            yield file


def readme_of_students(text: str, has_address: bool, lessons: str = "") -> str:
    """The README that goes out, with the table of lessons; Colab stands in it only where lessons
    can be fetched from there."""
    return WITH_AN_ADDRESS.sub(r"\1" if has_address else "", text.replace(LESSONS_HERE, lessons))


def lesson_table(readme: str) -> str:
    """The table of lessons out of the course's README, for the students' own."""
    found = LESSON_TABLE.search(readme)
    return found[1] if found else ""


def _refuse_answers(folder: Path) -> None:
    """The last guard: no notebook that goes out holds a marker."""
    for path in folder.rglob("*.ipynb"):
        if BEGIN in path.read_text(encoding="utf-8"):
            raise CourseError(f"{path} holds worked answers ({BEGIN}). Nothing should go out.")
