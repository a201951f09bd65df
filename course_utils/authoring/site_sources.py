"""The sources of the web edition: the course's pages as Sphinx reads them, in a folder apart.

They keep their places below the course's folder, so links between them hold. A link to something
that is no page leads to the repository, where its address is known, and is words elsewhere.
"""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_utils.authoring.copied_names import copied_name, read_notebook, with_links, written
from course_utils.authoring.copies import learners_copy
from course_utils.authoring.repository import BADGE_PICTURE, Repository, stored_address
from course_utils.authoring.site_notebooks import marked_notebook
from course_utils.authoring.site_reference import reference
from course_utils.authoring.start import table_of_lessons, where_to_begin
from course_utils.errors import CourseError

START = "index.md"
MOVED = {"README.md": START}  # the list of lessons is the site's first page
REFERENCE = "reference.md"
PAD = "digit_pad.html"
START_TEXT = Path("docs/site/start.md")  # with the places that are filled in here
LICENCE = "LICENSE"
PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
FIRST_OF_DOCS = ("docs/instructors.md", "docs/teaching.md")

_BADGE = re.compile(r"^\[!\[[^\]]*\]\(" + re.escape(BADGE_PICTURE) + r"\)\]\(\S+\)\n*", re.M)
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)\s#:]+)(?P<anchor>#[^)\s]*)?\)")
_VIEW = 'data-cnn-view="digit_pad"'


def gather(root: Path, folder: Path) -> list[str]:
    """Fill an empty folder with the sources of all pages; their places below it.

    Raises `CourseError` where a part of the course is not as a page needs it, and OSError.
    """
    repository = stored_address(root)
    places = list(_places(root))
    text = root / START_TEXT
    shutil.copytree(text.parent, folder, ignore=shutil.ignore_patterns(text.name, "__pycache__"))
    for place in places:
        page = folder / place
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_bytes(_page(root, place, places, repository))
    for place in _pictures(root):  # Sphinx takes those that a page shows
        shutil.copyfile(root / place, folder / place)
    notebooks = [root / place for place in places if place.endswith(".ipynb")]
    (folder / REFERENCE).write_text(reference(notebooks), encoding="utf-8")
    (folder / PAD).write_text(_digit_pad(notebooks), encoding="utf-8")
    shutil.copyfile(root / LICENCE, folder / LICENCE)
    start = text.read_text(encoding="utf-8")
    for name, part in _parts_of_start(root, places, repository).items():
        start = start.replace(f"<!-- {name} -->", part)
    start = _with_own_links(start, START_TEXT.as_posix(), repository)
    (folder / START).write_text(start, encoding="utf-8")
    return [START, *places, REFERENCE]


def downloads(root: Path) -> dict[str, bytes]:
    """What a reader may download: each notebook as a learner's copy, by its place in the site."""
    notebooks = [place for place in _places(root) if place.endswith(".ipynb")]
    return {copied_name(place): learners_copy((root / place).read_bytes()) for place in notebooks}


def _places(root: Path) -> Iterator[str]:
    """The files of the course that become pages; exercises, and never the worked solutions."""
    for pattern in ("notebooks/*.ipynb", "exercises/*.ipynb", "notebooks/*.md"):
        yield from sorted(path.relative_to(root).as_posix() for path in root.glob(pattern))
    docs = sorted(path.relative_to(root).as_posix() for path in root.glob("docs/*.md"))
    yield from sorted(docs, key=lambda place: place not in FIRST_OF_DOCS)
    texts = sorted(path.name for path in root.glob("*.md"))
    yield from (name for name in texts if name not in MOVED)


def _pictures(root: Path) -> list[str]:
    """The pictures that lie beside the pages."""
    beside = [path for folder in ("notebooks", "docs") for path in root.glob(f"{folder}/*.*")]
    return [p.relative_to(root).as_posix() for p in beside if p.suffix.lower() in PICTURES]


def _page(root: Path, place: str, places: list[str], repository: Repository | None) -> bytes:
    content = (root / place).read_bytes()
    if not place.endswith(".ipynb"):
        text = with_links(content, place, MOVED).decode("utf-8")
        return _text(root, place, text, places, repository).encode("utf-8")
    notebook = read_notebook(with_links(marked_notebook(content, place), place, MOVED))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            text = _BADGE.sub("", "".join(cell["source"]))
            cell["source"] = _text(root, place, text, places, repository).splitlines(True)
    return written(notebook)


def _text(
    root: Path, place: str, text: str, places: Iterable[str], repository: Repository | None
) -> str:
    """A text whose links lead to pages, with the page's own links below its title."""
    kept = {*places, START, LICENCE}

    def lead(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(place), link["target"]))
        if target in kept or not (root / target).exists():
            return link[0]  # Sphinx complains of one that leads nowhere
        if repository is None:
            return link["text"]
        return f"[{link['text']}]({repository.url}/blob/main/{target}{link['anchor'] or ''})"

    return _with_own_links(_LINK.sub(lead, text), place, repository)


def _with_own_links(text: str, place: str, repository: Repository | None) -> str:
    """Below a page's title, Colab, its download and its editor, as far as there are any."""
    links = []
    if place.endswith(".ipynb"):
        name = posixpath.basename(copied_name(place))
        links.append(f'<a href="{name}" download>Download this notebook</a>')
    if repository:
        if place.endswith(".ipynb"):
            colab = f"{repository.owner}/{repository.name}/blob/main/{place}"
            target = f"https://colab.research.google.com/github/{colab}"
            links.insert(0, f'<a href="{target}">Open in Colab</a>')
        source = place.replace("exercises/", "solutions/")  # whence exercises are generated
        links.append(f'<a href="{repository.url}/edit/main/{source}">Edit this page</a>')
    own = f'<p class="own-links">{" · ".join(links)}</p>\n'
    return re.sub(r"\A(# .+\n)", rf"\1\n{own}\n", text) if links else text


def _digit_pad(notebooks: Iterable[Path]) -> str:
    """The stored output of a lesson that shows the pad: a view with the weights it reads with."""
    for path in notebooks:
        for cell in (read_notebook(path.read_bytes()) or {"cells": []})["cells"]:
            for output in cell.get("outputs", []):
                html = "".join(output.get("data", {}).get("text/html", ""))
                if _VIEW in html:
                    return html
    raise CourseError(
        "No lesson holds a digit pad, with which the site begins. `course execute 3` stores it."
    )


def _parts_of_start(root: Path, places: list[str], repository: Repository | None) -> dict[str, str]:
    lessons = [place for place in places if place.startswith("notebooks/") and ".ipynb" in place]
    groups = {
        "Lessons": lessons,
        "Exercises": [place for place in places if place.startswith("exercises/")],
        "To look up": ["notebooks/glossary.md", "docs/claims.md", REFERENCE],
    }
    named = {place for group in groups.values() for place in group}
    rest = [place for place in places if place not in named]
    groups["To teach"] = [place for place in rest if place.startswith("docs/")]
    groups["To change something"] = [place for place in rest if place not in groups["To teach"]]
    where = ""
    if repository:
        where = (
            f" The folder is in [the repository]({repository.url}). To set nothing up, open a "
            "lesson on Colab, by the link below its title."
        )
    return {
        "begin": where_to_begin(lessons),
        "lessons": table_of_lessons(root, lessons),
        "contents": "\n".join(_contents(title, group) for title, group in groups.items()),
        "repository": where,
    }


def _contents(title: str, places: Iterable[str]) -> str:
    lines = [f":caption: {title}", ":hidden:", "", *places]
    return "\n".join(["```{toctree}", *lines, "```", ""])
