"""Reading an export in a test: what each person handed in, by the name of the row."""

from pathlib import Path

from course_utils.grading.layouts.reading import hand_ins
from course_utils.grading.people import Attempt, HandIns, Person


class Read:
    """What came of an export, and the folder in which things were put."""

    def __init__(self, given: Path, layout: str | None = None) -> None:
        self.scratch = given.parent / "scratch"
        before = seen(given.parent, self.scratch)
        self.hand_ins: HandIns = hand_ins(given, self.scratch, layout)
        assert seen(given.parent, self.scratch) == before, "something was put outside scratch"
        self.layout, self.left_over = self.hand_ins.layout, self.hand_ins.left_over
        self.people = {person.student: person for person in self.hand_ins.people}

    def newest(self, student: str) -> dict[str, bytes]:
        """The files of a person's newest attempt, by their paths."""
        return files_of(self.people[student].attempts[0])

    def notes(self, student: str) -> str:
        """All notes on a person's newest attempt."""
        return " ".join(self.people[student].attempts[0].notes)

    @property
    def only(self) -> Person:
        """The one person that there is."""
        (person,) = self.hand_ins.people
        return person


def files_of(attempt: Attempt) -> dict[str, bytes]:
    """The files of an attempt; none may be a link."""
    found = {}
    for path in attempt.path.rglob("*"):
        assert not path.is_symlink()
        if path.is_file():
            found[path.relative_to(attempt.path).as_posix()] = path.read_bytes()
    return found


def seen(folder: Path, but: Path) -> set[tuple[str, int]]:
    """All paths in a folder with their sizes, but for those in another."""
    paths = [path for path in folder.rglob("*") if path != but and but not in path.parents]
    return {(str(path), path.lstat().st_size) for path in paths}
