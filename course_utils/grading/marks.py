"""What grading comes to: a mark for each exercise, a grade for each submission."""

from __future__ import annotations

from dataclasses import dataclass

from course_utils.grading.people import Person

OK, NOT_GRADED = "ok", "not graded"
MISSING, UNREADABLE = "missing", "unreadable"
OTHER_LESSON, LESSON = "other lesson", "lesson, not exercises"
WITHOUT_POINTS = (NOT_GRADED, MISSING, UNREADABLE)  # blank in a gradebook: 0 would be a verdict


@dataclass(frozen=True)
class Mark:
    """What became of one exercise. `status` is the notebook's word for it, or why there is none.

    `words` name the mistake and are for everybody. `shown` is what `check` says in a notebook, a
    name and a text each (Asked, Came, Wanted, Tried). `reason` says why points were given by hand.
    `is_hidden`: the mistake was seen only in a case that is drawn from the seed, which nobody is to
    know.
    """

    name: str
    points: int
    out_of: int
    status: str
    words: str = ""
    shown: tuple[tuple[str, str], ...] = ()
    reason: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Grade:
    """What became of one submission; `status` says how far it got, never how good it is."""

    student: str
    status: str
    marks: tuple[Mark, ...]
    notes: tuple[str, ...] = ()

    @property
    def has_points(self) -> bool:
        """Whether there is anything to give points for, were it none. What was not graded has
        points only where all of them were given by hand: the rest is still to come."""
        by_hand = [bool(mark.reason) for mark in self.marks]
        if self.status == NOT_GRADED:
            return bool(by_hand) and all(by_hand)
        return self.status not in WITHOUT_POINTS or any(by_hand)

    @property
    def points(self) -> int:
        """The points of all marks together."""
        return sum(mark.points for mark in self.marks)

    @property
    def out_of(self) -> int:
        """The points that there are."""
        return sum(mark.out_of for mark in self.marks)


@dataclass(frozen=True)
class Row:
    """One person of a class: what became of which attempt, None where there was none."""

    person: Person
    grade: Grade
    counted: int | None = None  # the place of the attempt among the person's, 0 for the newest

    @property
    def is_late(self) -> bool:
        """Whether the attempt that counted was handed in late, as the system says; the newest where
        none could count."""
        if self.counted is None:
            newest = self.person.attempts[:1]
            return self.grade.status in WITHOUT_POINTS and any(one.late for one in newest)
        return self.person.attempts[self.counted].late
