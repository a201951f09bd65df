"""What is taken out of an executed notebook before it is kept: all that differs by machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from course_utils.authoring.copies import KERNELSPEC, WIDGET_VIEW

if TYPE_CHECKING:
    from nbformat import NotebookNode

_FRONT_END = ("execution", "ExecuteTime", "collapsed", "scrolled")
_PROGRESS_LINE = re.compile(r"\d+%\||\d+(?:it|s/it|\.\d+it)|\[\d+:\d\d[<,\]]|\d+:\d\d<")
_COLOUR = re.compile(r"(\x1b\[[0-9;]*m)")
_PATH_START = r"(?:[A-Za-z]:|~)?[^\s'\"<>]*"
_INSTALLED = re.compile(_PATH_START + r"[\\/](?:site-packages|lib[\\/]python3\.\d+)[\\/]")
_CELL_FILE = re.compile(_PATH_START + r"ipykernel_\d+[\\/]\d+\.py")


def clean(notebook: NotebookNode, root: Path) -> NotebookNode:
    """Upgrade to format 4.5 and drop timings, widget state, progress bars and this machine's paths.

    Changes `notebook` in place; the cells' ids, sources and tags stay.
    """
    import nbformat

    if notebook.nbformat_minor < 5:
        notebook = nbformat.v4.upgrade(notebook)
    notebook.nbformat_minor = 5
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = {"name": "python"}
    notebook.metadata.kernelspec = KERNELSPEC
    for cell in notebook.cells:
        for key in _FRONT_END:
            cell.metadata.pop(key, None)
        if cell.cell_type == "code":
            cleaned = [_clean_output(output, root) for output in _without_emptied(cell.outputs)]
            cell.outputs = [output for output in cleaned if output is not None]
    return notebook


def is_progress(text: str) -> bool:
    """Whether a text is nothing but what progress bars leave behind."""
    lines = [line.strip() for line in re.split(r"[\r\n]", text)]
    return all(not line or _PROGRESS_LINE.search(line) for line in lines)


def overwritten(text: str) -> str:
    """A text as a terminal shows it in the end: what a carriage return goes over is gone."""
    return "\n".join(_last_state(line) for line in text.split("\n"))


def _last_state(line: str) -> str:
    if "\r" not in line:
        return line
    shown = ""
    for part in line.split("\r"):
        shown = part + shown[len(part) :]
    return shown.rstrip()


def without_machine_paths(text: str, root: Path) -> str:
    """A traceback or warning with file names as they are on every machine.

    Colours stay whole: a path may begin right behind the letters that switch one on.
    """
    return "".join(
        part if _COLOUR.fullmatch(part) else _without_paths(part, root)
        for part in _COLOUR.split(text)
    )


def _without_paths(text: str, root: Path) -> str:
    text = _CELL_FILE.sub("this cell", text)
    text = _INSTALLED.sub("", text)
    for folder in (str(root), root.as_posix()):
        text = text.replace(folder + "/", "").replace(folder + "\\", "")
    return text


def _without_emptied(outputs: Sequence[NotebookNode]) -> list[NotebookNode]:
    """The outputs without displays that were emptied; texts on both sides of one are joined."""
    kept: list[NotebookNode] = []
    for output in outputs:
        if output.output_type == "stream":
            if kept and kept[-1].get("name") == output.name:
                kept[-1].text += output.text
                continue
        elif output.output_type == "display_data" and not any(output.data.values()):
            continue
        kept.append(output)
    return kept


def _clean_output(output: NotebookNode, root: Path) -> NotebookNode | None:
    if output.output_type == "stream":
        if output.name == "stderr" and is_progress(output.text):
            return None
        output.text = without_machine_paths(overwritten(output.text), root)
        if not output.text:
            return None
    elif output.output_type == "error":
        output.traceback = [without_machine_paths(line, root) for line in output.traceback]
    else:
        output.data.pop(WIDGET_VIEW, None)
        if not output.data:
            return None
    return output
