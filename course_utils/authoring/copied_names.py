"""What the course's notebooks are called where learners get them, and links that hold there.

In the repository a lesson, its exercises and its solutions have the same file name. In the tabs of
JupyterLab a learner has to tell them apart, so a copy of the exercises says what it is, right
after the number: exercises/03_two_layer_cnn.ipynb is copied to
exercises/03_exercises_two_layer_cnn.ipynb.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

_EXERCISES = re.compile(r"(exercises/\d\d_)(?:exercises_)?([^/]+\.ipynb)")
_LINK_TARGET = re.compile(r"(?<=\]\()[^()\s#]+")


def copied_name(place: str) -> str:
    """Where a file of the course goes in a copy of it, such as the one that is handed out.

    Only exercises get another name, and a copy of a copy has the name of the first.
    """
    return _EXERCISES.sub(r"\1exercises_\2", place)


def tracked_name(place: str) -> str:
    """Where the file of a copy stands in the repository."""
    return _EXERCISES.sub(r"\1\2", place)


def places_in(work: Path, originals: Iterable[str]) -> dict[str, str]:
    """Where the copy of each original lies in `work`, or is to lie, by both of its names.

    Exercises that were copied there under the name that they have in the repository keep it.
    """
    places = {}
    for original in originals:
        new, old = copied_name(original), tracked_name(original)
        is_of_before = (work / old).exists() and not (work / new).exists()
        places |= dict.fromkeys((new, old), old if is_of_before else new)
    return places


def with_links(content: bytes, place: str, moved: Mapping[str, str]) -> bytes:
    """A notebook or a Markdown file whose links lead to where other files were moved.

    `place` is where it stands, and `moved` says of other files where they are now, all by their
    paths below one folder. Links to other files and outputs stay; so does what is no notebook.
    """
    if not place.endswith(".ipynb"):
        return _relinked(content.decode("utf-8"), place, moved).encode("utf-8")
    notebook = read_notebook(content)
    if notebook is None:
        return content
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "markdown":
            text = _relinked("".join(cell["source"]), place, moved)
            if text != "".join(cell["source"]):
                cell["source"] = text.splitlines(keepends=True)
    return written(notebook)


def read_notebook(content: bytes) -> dict[str, Any] | None:
    """The JSON of a notebook; None for what is none."""
    try:
        notebook = json.loads(content)
        return notebook if isinstance(notebook["cells"], list) else None
    except (ValueError, LookupError, TypeError):
        return None


def written(notebook: Mapping[str, Any]) -> bytes:
    """A notebook as the course's files are written."""
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _relinked(text: str, place: str, moved: Mapping[str, str]) -> str:
    folder = posixpath.dirname(place)

    def lead(link: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(folder, link[0]))
        return posixpath.relpath(moved[target], folder or ".") if target in moved else link[0]

    return _LINK_TARGET.sub(lead, text)
