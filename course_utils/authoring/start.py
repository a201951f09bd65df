"""START.ipynb, the page that `course lab` opens: made of what lessons and READMEs say already."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from course_utils.authoring.copied_names import read_notebook, with_links, written
from course_utils.files import write_atomically

START = "START.ipynb"
# The page for students: where it stands in the checkout, and in what is handed out.
STUDENTS_PAGES = ("docs/student/README.md", "README.md")
SECTIONS = ("Work", "Hand in")
HELP = (
    "## When something does not work\n\n`course doctor`, typed in a terminal in the course's "
    "folder as you typed `course lab`, says what is fine and what to do about the rest."
)
ASK = "Ask"
DONE = (
    "## What is done\n\nRun the folded cell below. It reads your notebooks as they were last "
    "saved, and what the checks have found."
)
PROGRESS = """\
# Run this cell to see what is done
try:
    from course_utils.checks.done import done
except ModuleNotFoundError:
    print("This kernel does not have the course's package. Close JupyterLab, and in a terminal,")
    print("in the course's folder, start it with `make lab` or `course lab`.")
else:
    display(done())"""
NOT_RUN = "Nothing was looked up yet: click here, then press Shift+Enter.\n"
NO_BREAK = "\u00a0"  # a space
LONG_NAME = re.compile(r"`(\w{20,}\.\w+)`")
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def renew(root: Path, moved: Mapping[str, str], record: dict[str, str]) -> list[str]:
    """Write `work/START.ipynb`, or bring it up to date where nobody has changed its text.

    `moved` says where copies lie in `work`; `record` remembers the text that was written. The lines
    to print: one where the page is new or stays as the learner has changed it. Raises OSError.
    """
    target = root / "work" / START
    page = start_page(root, moved)
    held = read_notebook(target.read_bytes()) if target.exists() else None
    if target.exists() and (held is None or record.get(START) != _fingerprint(held)):
        return [f"kept yours work/{START}"]
    if held is None or _fingerprint(held) != _fingerprint(page):
        _keep_outputs(page, held)
        write_atomically(target, written(page))
    record[START] = _fingerprint(page)
    return [f"new        work/{START}"] if held is None else []


def start_page(root: Path, moved: Mapping[str, str]) -> dict[str, Any]:
    """The page as a notebook; its links lead to the copies of lessons and exercises."""
    lessons = [path.relative_to(root).as_posix() for path in sorted(root.glob("notebooks/*.ipynb"))]
    output = {"output_type": "stream", "name": "stdout", "text": [NOT_RUN]}
    progress = {
        **{"cell_type": "code", "id": "progress", "execution_count": None},
        **{"metadata": {"jupyter": {"source_hidden": True}}, "outputs": [output]},
        "source": PROGRESS.splitlines(keepends=True),
    }
    cells = [
        _markdown("lessons", _lessons(root, lessons)),
        _markdown("done", DONE),
        progress,
        *(_markdown(f"students-{at}", text) for at, text in enumerate(_of_students(root))),
    ]
    page = {"cells": cells, "metadata": METADATA, "nbformat": 4, "nbformat_minor": 5}
    first = moved.get(lessons[0]) if lessons else None
    copy = root / "work" / first if first else None
    if copy and copy.is_file():  # whose metadata are all that JupyterLab would write
        page["metadata"] = (read_notebook(copy.read_bytes()) or page)["metadata"]
    return json.loads(with_links(written(page), START, moved))


def _markdown(name: str, text: str) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}


def _lessons(root: Path, lessons: list[str]) -> str:
    """The first cell: how to begin, and a row for each lesson."""
    begin = "Click on a lesson to open it. Shift+Enter runs a cell and goes on to the next."
    begin += where_to_begin(lessons)
    glossary = (
        "The [glossary](notebooks/glossary.md) has every term in a sentence, and the sources."
    )
    return "\n\n".join(["# Start here", begin, f"{table_of_lessons(root, lessons)} {glossary}"])


def where_to_begin(lessons: list[str]) -> str:
    """Which of the first two lessons is the first one for whom, as a sentence to go on with."""
    if len(lessons) < 2:
        return ""
    return (
        f" If you are new to PyTorch, begin with [lesson 0]({lessons[0]}); it opens with five"
        f" questions, and who can answer them begins with [lesson 1]({lessons[1]})."
    )


def table_of_lessons(root: Path, lessons: list[str]) -> str:
    """A row for each lesson with its exercises and times, and below what the times are."""
    rows = [_row(root, lesson) for lesson in lessons]
    heads = ["| Lesson, and its exercises | Study | Run |", "|---|---|---|"]
    on = {_after(_header(root / one), "Time to run").partition(" on ")[2] for one in lessons}
    measured = f", measured on {on.pop()}" if len(on) == 1 and "" not in on else ""
    times = "**Study** is the time a lesson takes you, **Run** the time that its cells compute"
    return "\n\n".join(["\n".join([*heads, *rows]), f"{times}{measured}."])


def _row(root: Path, lesson: str) -> str:
    header = _header(root / lesson)
    title = header.partition("\n")[0].removeprefix("# ").removeprefix("Lesson ")
    label, learned = _in_readme(root).get(lesson, (title, ""))
    study = _short(_after(header, "Time to study").partition(";")[0])
    run = _short(_after(header, "Time to run").partition(" on ")[0])
    lines = [f"[{label}]({lesson})", learned, _exercises(root, lesson)]
    # One column for all of them: four would leave a narrow window on its right.
    return f"| {'<br>'.join(filter(None, lines))} | {study} | {run} |"


def _short(time: str) -> str:
    """A time that stays in one line of a narrow column."""
    return time.replace("minutes", "min").replace(" ", NO_BREAK)


def _exercises(root: Path, lesson: str) -> str:
    """The link to a lesson's exercises, with the points that their first cell names."""
    number = Path(lesson).name[:3]
    found = sorted(root.glob(f"exercises/{number}*.ipynb"))
    if not found:
        return ""
    points = re.search(r"^\w+ points", _header(found[0]), re.MULTILINE)
    said = f", {points[0].lower()}" if points else ""
    return f"[exercises {int(number[:2])}]({found[0].relative_to(root).as_posix()}){said}"


def _in_readme(root: Path) -> dict[str, tuple[str, str]]:
    """What the README's table calls each lesson, and what it says that one learns there."""
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    rows = re.findall(r"^\| \[([^]]+)\]\((notebooks/[^)]+)\) \| (.*?) \|", text, re.MULTILINE)
    return {lesson: (label, learned) for label, lesson, learned in rows}


def _of_students(root: Path) -> list[str]:
    """What the students' page says of working, handing in and asking, and where the doctor is."""
    pages = (root / name for name in STUDENTS_PAGES)
    page = next((path.read_text(encoding="utf-8") for path in pages if path.is_file()), "")
    wanted = [_section(page, heading) for heading in SECTIONS]
    sections = filter(None, [*wanted, HELP, _section(page, ASK)])
    return [LONG_NAME.sub(_breakable, section) for section in sections]


def _breakable(name: re.Match[str]) -> str:
    """The name of a file that may go on in the next line: one alone is wider than some windows."""
    return f"<code>{name[1].replace('_', '_<wbr>')}</code>"


def _section(page: str, heading: str) -> str:
    found = re.search(rf"^## {heading}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0].strip() if found else ""


def _header(path: Path) -> str:
    notebook = read_notebook(path.read_bytes())
    return "".join(notebook["cells"][0]["source"]) if notebook and notebook["cells"] else path.stem


def _after(header: str, label: str) -> str:
    found = re.search(rf"^\*\*{label}:\*\* (.*)$", header, re.MULTILINE)
    return found[1].removeprefix("about ") if found else ""


def _keep_outputs(page: dict[str, Any], held: dict[str, Any] | None) -> None:
    """Give the cells of a renewed page what theirs put out in the one before."""
    before = {cell.get("id"): cell for cell in (held or {"cells": []})["cells"]}
    for cell in page["cells"]:
        if cell["cell_type"] == "code" and cell["id"] in before:
            cell["outputs"] = before[cell["id"]].get("outputs", [])
            cell["execution_count"] = before[cell["id"]].get("execution_count")


def _fingerprint(page: Mapping[str, Any]) -> str:
    """Of what the cells say; outputs do not count, for running is no change."""
    sources = ["".join(cell.get("source", [])) for cell in page["cells"]]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()
