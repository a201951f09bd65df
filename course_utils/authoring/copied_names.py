"""What the course's notebooks are called where learners get them, and links that hold there.

In the repository a lesson, its exercises and its solutions have the same file name. In the tabs of
JupyterLab a learner has to tell them apart, so a copy of the exercises says what it is, right
after the number: exercises/03_two_layer_cnn.ipynb is copied to
exercises/03_exercises_two_layer_cnn.ipynb.

On Colab a relative link leads nowhere. So notebooks that have a badge, which names the repository,
link the files of the course by their addresses; every copy leads to its neighbours again.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

_EXERCISES = re.compile(r"(exercises/\d\d_)(?:exercises_)?([^/]+\.ipynb)")
_LINK_TARGET = re.compile(r"(?<=\]\()[^()\s#]+")
BADGE_PICTURE = "https://colab.research.google.com/assets/colab-badge.svg"
COLAB, GITHUB = "https://colab.research.google.com/github/", "https://github.com/"
BRANCH = "blob/main"
_BADGE = (
    rf"\[!\[[^\]]*\]\({re.escape(BADGE_PICTURE)}\)\]\({re.escape(COLAB)}([^/\s]+/[^/\s]+)/\S+\)"
)


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
    Addresses in the repository that the notebook's badge names become links to files.
    """
    if not place.endswith(".ipynb"):
        return _relinked(content.decode("utf-8"), place, moved).encode("utf-8")
    notebook = read_notebook(content)
    if notebook is None:
        return content
    home = home_of(notebook["cells"])
    for cell in notebook["cells"]:
        if cell.get("cell_type") == "markdown":
            text = with_neighbours("".join(cell["source"]), place, home)
            text = _relinked(text, place, moved)
            if text != "".join(cell["source"]):
                cell["source"] = text.splitlines(keepends=True)
    return written(notebook)


def home_of(cells: Sequence[Mapping[str, Any]]) -> str:
    """OWNER/NAME of the repository that a notebook's badge names; empty where it has no badge."""
    badge = re.search(_BADGE, "".join(cells[0]["source"])) if cells else None
    return badge[1] if badge else ""


def with_addresses(text: str, place: str, home: str, root: Path) -> str:
    """A Markdown text of `place` whose links to files below `root` are addresses of `home`.

    Notebooks are opened on Colab, everything else on GitHub.
    """

    def lead(link: re.Match) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(place), link[0]))
        if not (root / target).is_file():
            return link[0]
        start = COLAB if target.endswith(".ipynb") else GITHUB
        return f"{start}{home}/{BRANCH}/{target}"

    return _LINK_TARGET.sub(lead, text)


def with_neighbours(text: str, place: str, home: str) -> str:
    """The other way round: addresses of `home`, the badge's apart, as links from `place`."""
    if not home:
        return text
    starts = "|".join(re.escape(f"{start}{home}/{BRANCH}/") for start in (COLAB, GITHUB))

    def lead(link: re.Match) -> str:
        folder = posixpath.dirname(place) or "."
        return posixpath.relpath(link["target"], folder) if link["target"] else link[0]

    return re.sub(rf"{_BADGE}|(?<=\]\()(?:{starts})(?P<target>[^()\s#]+)", lead, text)


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
