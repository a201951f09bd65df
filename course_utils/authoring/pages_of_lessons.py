"""The pages that `course run` leaves: a page for each executed lesson, the glossary, an index.

They are read from the disk, and without a network: a page loads nothing. nbconvert's own page would
fetch MathJax, require.js and Mermaid; formulas become MathML here, and the lessons' views bring
their scripts along.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course_utils.authoring.copied_names import home_of, with_neighbours
from course_utils.authoring.formulas import FormulaError, mathml
from course_utils.authoring.places import LESSONS_FOLDER
from course_utils.files import write_atomically

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).parent / "templates"
RUN = "course_run"  # the key under which a page's notebook keeps what became of its run
GLOSSARY = "glossary"
README = "../README.md"  # where a lesson says "all lessons"

Table = Sequence[Sequence[str]]

_CODE_OR_FORMULA = re.compile(
    r"(?P<code>```.*?```|`[^`\n]*`)|\$\$(?P<block>.+?)\$\$"
    r"|(?<![\\$\w])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$])?)\$(?![\w$])",
    re.DOTALL,
)
_LINK = re.compile(r"\]\((?![a-z]+:|#|/)([^)\s#]+)(#[^)\s]*)?\)")
# The picture in a badge comes from a network, which a page is to do without; its words stay.
_PICTURE_OF_LINK = re.compile(r"\[!\[([^\]]*)\]\(https?:[^)]*\)\](?=\()")
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_PLACE = re.compile(
    r"\]\(#([^)\s]+)\)"
)  # in lower case, as GitHub has it; nbconvert keeps capitals
_DATA_LINE = re.compile(r"^Data: ([^,\n]+), (.+? images), from ", re.MULTILINE)


@dataclass(frozen=True)
class LessonRun:
    """What became of a lesson's run: `data` as the lesson named it, with its number of images."""

    stem: str
    title: str
    data: Sequence[tuple[str, str]]
    seconds: float
    problem: str = ""

    @property
    def other_data(self) -> list[str]:
        """The data that are not those which the text speaks of."""
        from course_utils.data import MNIST  # with it comes torch

        return [name for name, _ in self.data if name != MNIST]


class Pages:
    """The folder of the pages of one checkout's lessons; `coming` names lessons that run now."""

    def __init__(self, root: Path, folder: Path, coming: Iterable[str] = ()) -> None:
        self.root, self.folder, self._coming = root, folder, set(coming)
        self._lessons = [path.stem for path in sorted((root / LESSONS_FOLDER).glob("*.ipynb"))]

    def write(self, stem: str, notebook: NotebookNode, seconds: float, problem: str = "") -> Path:
        """Write the executed notebook and its page, also where it ran only in part; the page."""
        import nbformat

        notebook.metadata[RUN] = {"seconds": round(seconds), "problem": problem}
        content = nbformat.writes(notebook) + "\n"
        write_atomically(self.folder / f"{stem}.ipynb", content.encode("utf-8"))
        run = lesson_run(stem, notebook)
        page = self.folder / f"{stem}.html"
        self._write_page(page, notebook, run.title, self._banner(run))
        return page

    def write_index(self, columns: Sequence[str], rows_of: Callable[[str], Table]) -> Path:
        """Write the index, with a result table of all lessons that have a page; the index.

        `rows_of` gives the rows of a lesson by its name. The glossary gets its page too.
        """
        import nbformat

        runs, rows = {}, []
        for stem in self._lessons:
            there = self._has_page(stem)
            folder = self.folder if there else self.root / LESSONS_FOLDER
            run = lesson_run(stem, nbformat.read(folder / f"{stem}.ipynb", as_version=4))
            runs |= {stem: run} if there else {}
            rows.append(_row_of_index(run, there))
        results = [row for stem in runs for row in rows_of(stem)]
        filled = {
            "lessons": "\n".join(rows),
            "glossary": self._write_glossary(),
            "head": "".join(f'<th scope="col">{escape(name)}</th>' for name in columns),
            "results": "\n".join(map(_table_row, results)),
            "warning": _warning(*runs.values()),
        }
        page = (TEMPLATES / "index.html").read_text(encoding="utf-8")
        for name, text in filled.items():
            page = page.replace(f"<!-- {name} -->", text)
        index = self.folder / "index.html"
        write_atomically(index, page.encode("utf-8"))
        return index

    def _write_glossary(self) -> str:
        """Write the glossary's page; a link to it, or nothing where there is no glossary."""
        import nbformat

        glossary = self.root / LESSONS_FOLDER / f"{GLOSSARY}.md"
        if not glossary.is_file():
            return ""
        cell = nbformat.v4.new_markdown_cell(glossary.read_text(encoding="utf-8"))
        text, page = nbformat.v4.new_notebook(cells=[cell]), self.folder / f"{GLOSSARY}.html"
        self._write_page(page, text, "Glossary", "")
        return f'<p><a href="{page.name}">Glossary</a></p>'

    def _has_page(self, stem: str) -> bool:
        return all((self.folder / f"{stem}.{ending}").is_file() for ending in ("html", "ipynb"))

    def _write_page(self, page: Path, notebook: NotebookNode, title: str, banner: str) -> None:
        from nbconvert import HTMLExporter

        shown = deepcopy(notebook)
        for cell in shown.cells:
            if cell.metadata.get("jupyter", {}).get("source_hidden"):
                cell.metadata["transient"] = {"remove_source": True}  # nbconvert's word for folded
        texts = [cell for cell in shown.cells if cell.cell_type == "markdown"]
        headings = [found for cell in texts for found in _HEADING.findall(cell.source)]
        places = {_dashed(heading).lower(): _dashed(heading) for heading in headings}
        home = home_of(shown.cells)
        for cell in texts:
            source = with_neighbours(cell.source, f"{LESSONS_FOLDER}/{page.stem}", home)
            source = _LINK.sub(self._link, _CODE_OR_FORMULA.sub(_drawn, source))
            cell.source = _PLACE.sub(lambda at: f"](#{places.get(at[1], at[1])})", source)
            cell.source = _PICTURE_OF_LINK.sub(r"[\1]", cell.source)
        template = (TEMPLATES / "lesson.html.j2").read_text(encoding="utf-8")
        shown.metadata["title"] = title  # nbconvert's place for it
        around = {"banner": banner, "ways": self._ways(page.stem)}
        resources = {"metadata": {"name": page.stem}, "course": around}
        html, _ = HTMLExporter(raw_template=template).from_notebook_node(shown, resources)
        write_atomically(page, html.encode("utf-8"))

    def _link(self, found: re.Match[str]) -> str:
        """A link from a lesson, as it leads from its page to the same place."""
        target, anchor = found[1], found[2] or ""
        stem = target.rpartition(".")[0]
        if stem in (*self._lessons, GLOSSARY):
            page = self._page_of(stem)
            return f"]({page})" if "#" in page else f"]({page}{anchor})"
        if target == README:
            return f"](index.html{anchor})"
        place = os.path.relpath(self.root / LESSONS_FOLDER / target, self.folder)
        return f"]({Path(place).as_posix()}{anchor})"

    def _page_of(self, stem: str) -> str:
        there = stem in {GLOSSARY, *self._coming} or self._has_page(stem)
        return f"{stem}.html" if there else f"index.html#{stem}"

    def _ways(self, stem: str) -> str:
        """Back and forth: the previous page, the index and the next page."""
        before, after = [], []
        if stem in self._lessons:
            at = self._lessons.index(stem)
            before, after = self._lessons[:at][-1:], self._lessons[at + 1 :][:1]
        ways = [f'<a rel="prev" href="{self._page_of(one)}">Previous</a>' for one in before]
        ways.append('<a href="index.html">All lessons</a>')
        ways += [f'<a rel="next" href="{self._page_of(one)}">Next</a>' for one in after]
        return " · ".join(ways)

    def _banner(self, run: LessonRun) -> str:
        lines = [f"Run on {date.today().isoformat()}, {_data_of(run)}, in {run.seconds:.0f} s."]
        if run.data and not run.other_data:
            lines.append(
                "What is printed here is of this run. The numbers in the text are ranges, or those "
                "of another run on MNIST: the stored run."
            )
        if run.problem:
            lines.append(f"It did not run to its end. {run.problem}")
        lines = [f"<p>{escape(line)}</p>" for line in lines]
        return "\n".join([_warning(run), '<div class="course-run">', *lines, "</div>"])


def lesson_run(stem: str, notebook: NotebookNode) -> LessonRun:
    """What an executed notebook tells of its run."""
    first = notebook.cells[0].source if notebook.cells else ""
    title = re.match(r"# (.+)", first)
    kept: Mapping[str, Any] = notebook.metadata.get(RUN, {})
    printed = [
        output.text
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream"
    ]
    data = dict.fromkeys(found for text in printed for found in _DATA_LINE.findall(text))
    name = title[1].strip() if title else stem
    return LessonRun(stem, name, tuple(data), kept.get("seconds", 0), kept.get("problem", ""))


def _dashed(heading: str) -> str:
    return heading.replace(" ", "-")


def _row_of_index(run: LessonRun, has_page: bool) -> str:
    cells = [escape(run.title), "not run yet", f"<code>course run {escape(run.stem)}</code>"]
    if has_page:
        state = "did not run to its end" if run.problem else f"ran in {run.seconds:.0f} s"
        cells = [f'<a href="{run.stem}.html">{cells[0]}</a>', escape(_data_of(run)), state]
    others = "".join(f"<td>{cell}</td>" for cell in cells[1:])
    return f'<tr id="{run.stem}"><th scope="row">{cells[0]}</th>{others}</tr>'


def _data_of(run: LessonRun) -> str:
    return " and ".join(f"on {name} ({count})" for name, count in run.data) or "without data"


def _warning(*runs: LessonRun) -> str:
    """What has to be said of lessons that did not run on the data that their text speaks of."""
    others = dict.fromkeys(name for run in runs for name in run.other_data)
    if not others:
        return ""
    return (
        f'<p class="course-data" role="note"><strong>Run on the {escape(" and ".join(others))}.'
        "</strong> The numbers in the text are MNIST's, and not those that are printed here.</p>"
    )


def _drawn(found: re.Match[str]) -> str:
    """A formula as MathML; code, and what cannot be read as a formula, as it is."""
    tex = found["block"] or found["inline"]
    if tex is None:
        return found[0]
    try:
        return mathml(tex, display=found["block"] is not None)
    except FormulaError:
        return f"`{' '.join(tex.split())}`"


def _table_row(row: Sequence[str]) -> str:
    first, *others = (escape(cell) for cell in row)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'
