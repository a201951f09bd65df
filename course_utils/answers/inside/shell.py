"""A notebook's cells in a box: Python runs, magics and shell lines are passed over with a note."""

import __future__

import ast
import asyncio
import inspect
import linecache
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from course_utils.answers.inside.replies import MOST_NOTES
from course_utils.answers.inside.statements import RUN_THEIR_PYTHON, lines_of, statements_of

LARGEST_FILE = 100_000  # signs of a module that a cell writes beside the notebook


class Shell:
    """What `get_ipython()` gives in a box."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.user_ns = names
        self.notes: list[str] = []
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        self._texts: dict[str, list[str]] = {}

    def run(self, source: str, file: str) -> None:
        """Run a cell, statement by statement; raises its first error once the rest was tried."""
        first: BaseException | None = None
        for statement in statements_of(source):
            try:
                self.run_statement(statement.source, file, statement.line)
            except (Exception, SystemExit, KeyboardInterrupt) as error:
                first = first or error
        if first is not None:
            raise first

    def run_statement(self, source: str, file: str, line: int) -> None:
        """Run one statement, which begins on a line of a cell; raises what it raises."""
        self._show_lines(source, file, line)
        module = ast.parse("\n" * (line - 1) + source, file)
        code = compile(module, file, "exec", flags=self._flags, dont_inherit=True)
        for name in __future__.all_feature_names:  # these hold in later cells too
            self._flags |= code.co_flags & getattr(__future__, name).compiler_flag
        result = eval(code, self.user_ns)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(result)

    def _show_lines(self, source: str, file: str, line: int) -> None:
        """Let errors show the line, as in a notebook."""
        lines, new = self._texts.setdefault(file, []), lines_of(source.rstrip("\n"))
        lines += ["\n"] * (line - 1 - len(lines))
        lines[line - 1 : line - 1 + len(new)] = new
        linecache.cache[file] = (sum(map(len, lines)), None, lines, file)

    def run_cell_magic(self, magic: str, line: str, cell: str) -> None:
        """Run the Python below a magic that only watches it, write the file of one that writes;
        pass over any other."""
        if magic in RUN_THEIR_PYTHON:
            self.run(cell, f"<in %%{magic}>")
        elif magic in ("writefile", "file") and len(cell) <= LARGEST_FILE:
            words = line.split()
            mode = "a" if "-a" in words else "w"
            with open(Path(words[-1]).name, mode, encoding="utf-8") as file:
                file.write(cell)
        else:
            self._pass_over(f"%%{magic}")

    def run_line_magic(self, magic: str, line: str, *_: Any) -> None:
        """Run the Python behind a magic that only watches it, or the file that one names; pass
        over any other."""
        file = Path(line.split()[-1]).name if line.split() else ""
        if magic in ("time", "prun"):
            self.run(line, f"<in %{magic}>")
        elif magic == "run" and file.endswith(".py") and Path(file).is_file():
            self.run(Path(file).read_text(encoding="utf-8"), file)
        else:
            self._pass_over(f"%{magic}")

    def magic(self, text: str, *_: Any) -> None:
        """A line magic as one text: `get_ipython().magic("matplotlib inline")`."""
        name, _, line = text.lstrip("% ").partition(" ")
        self.run_line_magic(name, line)

    def system(self, command: str) -> None:
        """Pass over a shell line."""
        self._pass_over("! (a shell command)")

    def getoutput(self, command: str, **_: Any) -> list[str]:
        """Pass over a shell line whose output is asked for: there is none."""
        self._pass_over("! (a shell command)")
        return []

    def _pass_over(self, what: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(f"{what[:40]} was passed over.")


def show(*things: Any, **_: Any) -> None:
    """In place of IPython's `display`: there is nobody to look."""
    for thing in things:
        print(type(thing).__name__)


def end(*_: Sequence) -> None:
    """In place of `exit` and `quit`: they end the cell."""
    raise SystemExit


def no_words(*_: Any) -> str:
    """In place of `input`: there is nobody to type."""
    return ""
