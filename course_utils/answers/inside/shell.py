"""A notebook's cells in a box: Python runs, magics and shell lines are passed over with a note."""

import __future__

import ast
import asyncio
import inspect
import linecache
from collections.abc import Sequence
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager

from course_utils.answers.inside.protocol import MOST_NOTES

RUN_THEIR_PYTHON = ("time", "timeit", "prun", "capture")
# Run on after an error in the same cell: what answers are made of.
DEFINING = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign)


class Shell:
    """What `get_ipython()` gives in a box."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.user_ns = names
        self.notes: list[str] = []
        self._flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

    def run(self, source: str, file: str) -> None:
        """Run a cell, statement by statement; raises its first error once the rest was tried.

        After an error imports, definitions and assignments go on: a cell that begins with what only
        the learner's computer has may still define an answer.
        """
        python = TransformerManager().transform_cell(source)
        lines = python.splitlines(keepends=True)
        linecache.cache[file] = (len(python), None, lines, file)  # so that errors can show the line
        first: BaseException | None = None
        for statement in ast.parse(python, file).body:
            if first is not None and not isinstance(statement, DEFINING):
                continue
            try:
                self._run(statement, file)
            except (Exception, SystemExit, KeyboardInterrupt) as error:
                first = first or error
        if first is not None:
            raise first

    def _run(self, statement: ast.stmt, file: str) -> None:
        module = ast.Module([statement], [])
        code = compile(module, file, "exec", flags=self._flags, dont_inherit=True)
        for name in __future__.all_feature_names:  # these hold in later cells too
            self._flags |= code.co_flags & getattr(__future__, name).compiler_flag
        result = eval(code, self.user_ns)
        if code.co_flags & inspect.CO_COROUTINE:
            asyncio.run(result)

    def run_cell_magic(self, magic: str, line: str, cell: str) -> None:
        """Run the Python below a magic that only watches it; pass over any other."""
        if magic in RUN_THEIR_PYTHON:
            self.run(cell, f"<in %%{magic}>")
        else:
            self._pass_over(f"%%{magic}")

    def run_line_magic(self, magic: str, line: str, *_: Any) -> None:
        """Run the Python behind a magic that only watches it; pass over any other."""
        if magic in ("time", "prun"):
            self.run(line, f"<in %{magic}>")
        else:
            self._pass_over(f"%{magic}")

    magic = run_line_magic

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
