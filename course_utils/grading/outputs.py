"""All files that a graded class leaves in the out folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from course_utils.files import write_atomically
from course_utils.grading.changes import gone, keep_state, list_changes
from course_utils.grading.export.feedback import feedback_page
from course_utils.grading.export.fill import Filled, fill
from course_utils.grading.export.grades_csv import FILE, grades_csv
from course_utils.grading.export.moodle_feedback import feedback_zip
from course_utils.grading.export.printable import printable
from course_utils.grading.export.summary import summary_page
from course_utils.grading.grade import OF_LOST
from course_utils.grading.layouts import moodle
from course_utils.grading.marks import Row
from course_utils.grading.people import HandIns
from course_utils.grading.request import GradingRequest

SUMMARY, FEEDBACK = "summary.html", "feedback"


class Outputs:
    """Writes them, each whole."""

    def __init__(self, request: GradingRequest, class_: HandIns) -> None:
        self._request, self._class = request, class_
        self.gradebook = request.out / FILE

    def write_gradebook(self, rows: Sequence[Row]) -> None:
        """grades.csv as it is by now, whole."""
        write_atomically(self.gradebook, grades_csv(rows, self._request.lesson, OF_LOST))

    def write_all(self, rows: Sequence[Row]) -> None:
        """The gradebook, a page of feedback for each, the summary, what changed, the filled file;
        says in a line each what an instructor should know."""
        request = self._request
        self.write_gradebook(rows)
        pages = self._write_feedback(rows)
        archive = request.out / f"{FEEDBACK}.zip"
        if self._class.layout != moodle.NAME:
            archive.unlink(missing_ok=True)  # of a run before, and not of these pages
        else:
            left = feedback_zip(pages, rows, archive)
            if left:
                print(f"Without a number of Moodle's, and not in {FEEDBACK}.zip: {_names(left)}.")
        changes = list_changes(rows, request.out)
        left_over = self._class.left_over
        page = summary_page(rows, request.lesson, changes, left_over)
        write_atomically(request.out / SUMMARY, page.encode("utf-8", "replace"))
        for line in (*changes, *(f"Left over: {printable(one)}" for one in left_over)):
            print(line)
        if request.fill is not None:
            print(self._fill(rows).told())
        keep_state(rows, request.out)

    def _fill(self, rows: Sequence[Row]) -> Filled:
        request = self._request
        return fill(request.fill, rows, request.lesson, request.out, request.column)

    def write_filled(self, rows: Sequence[Row]) -> None:
        """The copy of the file to fill, as it is by now. Raises `UsageError` where it cannot be
        filled: before a class is graded, and not an hour later."""
        if self._request.fill is not None:
            self._fill(rows)

    def _write_feedback(self, rows: Sequence[Row]) -> dict[str, Path]:
        pages = {}
        former = gone(rows, self._request.out)
        for path in (self._request.out / FEEDBACK).glob("*.html"):
            if path.stem in former:
                path.unlink()
        for row in rows:
            path = self._request.out / FEEDBACK / f"{row.person.student}.html"
            page = feedback_page(row, self._request.lesson)
            write_atomically(path, page.encode("utf-8", "replace"))
            pages[row.person.student] = path
        return pages


def _names(students: Sequence[str]) -> str:
    return ", ".join(map(printable, students))
