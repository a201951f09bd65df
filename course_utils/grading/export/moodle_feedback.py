"""A zip for Moodle's "Upload multiple feedback files in a zip"."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from course_utils.files import write_atomically
from course_utils.grading.identities import participant
from course_utils.grading.marks import Row
from course_utils.grading.people import Person

DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same content, the same bytes
PLUGIN = "assignfeedback_file"
READABLE = 0o644 << 16
UNIX = 3


def feedback_zip(pages: Mapping[str, Path], rows: Sequence[Row], out: Path) -> tuple[str, ...]:
    """Write the pages of these students into a zip; the students that Moodle has no number for.

    A file is named <full name>_<participant>_assignfeedback_file_<file>. Source: moodle/moodle,
    mod/assign/feedback/file/importziplib.php, is_valid_filename_for_import: the second part tells
    whose it is, the third and fourth name a plugin that there is, what follows is the file's name;
    names that begin with a dot or ~ are left out. Raises OSError.
    """
    named, left = {}, []
    for row in rows:
        page, participant = pages.get(row.person.student), _participant(row.person)
        if page is not None and participant:
            named[f"{_name(row.person)}_{participant}_{PLUGIN}_{page.name}"] = page
        elif page is not None:
            left.append(row.person.student)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(named):
            entry = zipfile.ZipInfo(name, DATE)
            entry.external_attr, entry.create_system = READABLE, UNIX
            archive.writestr(entry, named[name].read_bytes(), zipfile.ZIP_DEFLATED, 6)
    write_atomically(out, packed.getvalue())
    return tuple(left)


def _participant(person: Person) -> str:
    """The number behind the name in Moodle's exports; no other number of the person's, for it may
    be another's there."""
    numbers = [text for text in person.ids if text.isascii() and text.isdigit()]
    return next((text for text in numbers if participant(text)[1] in person.ids), "")


def _name(person: Person) -> str:
    """A full name without the sign that parts the name of the file, or any other than letters."""
    kept = [sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in person.name]
    return " ".join("".join(kept).split()) or "Participant"
