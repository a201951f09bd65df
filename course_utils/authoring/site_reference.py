"""The reference of the web edition: what notebooks import of the package, each with its lessons."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from course_utils.authoring.copied_names import read_notebook

PACKAGE = "course_utils"
START = """\
# Reference

What lessons and exercises import of the package, by module, with the numbers of the lessons. All
else that a lesson teaches stands in it as code.
"""

Uses = dict[str, dict[str, set[str]]]  # module → name → numbers of lessons


def reference(notebooks: Iterable[Path]) -> str:
    """The page in MyST Markdown; Sphinx's autodoc fills in signatures and docstrings."""
    uses: Uses = defaultdict(lambda: defaultdict(set))
    for notebook in notebooks:
        for module, name in _imported(notebook):
            uses[module][name].add(str(int(notebook.name[:2])))
    return "\n".join([START, *(_section(module, uses[module]) for module in sorted(uses))])


def _section(module: str, names: dict[str, set[str]]) -> str:
    lines = [f"## {module}", "", "```{eval-rst}", f".. automodule:: {module}", ""]
    for name in sorted(names, key=str.lower):
        lessons = ", ".join(sorted(names[name]))
        lines += [f".. {_directive(name)}:: {module}.{name}", "", f"   In lesson: {lessons}.", ""]
    return "\n".join([*lines, "```", ""])


def _directive(name: str) -> str:
    """By the way in which Python writes names: CONSTANT, Class, function."""
    if name.isupper():
        return "py:data"
    return "autoclass" if name[0].isupper() else "autofunction"


def _imported(path: Path) -> Iterator[tuple[str, str]]:
    """Each name of the package that a notebook imports, or takes from a module of it."""
    notebook = read_notebook(path.read_bytes()) or {"cells": []}
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    nodes = [node for cell in code for node in _nodes("".join(cell["source"]))]
    modules = {}  # as the notebook calls them
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == PACKAGE:
            for alias in node.names:
                if node.module == PACKAGE:
                    modules[alias.asname or alias.name] = f"{PACKAGE}.{alias.name}"
                else:
                    yield node.module, alias.name
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            module = modules.get(node.value.id)
            if module:
                yield module, node.attr


def _nodes(source: str) -> list[ast.AST]:
    try:
        return list(ast.walk(ast.parse(source)))
    except SyntaxError:  # a cell with IPython's own commands
        return []
