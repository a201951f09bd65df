"""A cell taken apart into its statements, so that each of them costs only itself. Runs in the box.

What is no Python is a statement too: where it is run, it says so, and the others are not touched.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from IPython.core.inputtransformer2 import TransformerManager

MOST_AHEAD = 60  # lines at the margin that a broken text is looked through for the statement's end
# A line at the margin that goes on with the statement before it.
GOES_ON = re.compile(r"(?:else|elif|except|finally)\b|[)\]}#]")
MAGIC, MOST_MAGICS = re.compile(r"^[ \t]*[%!]", re.MULTILINE), 200
STUB = "NotImplementedError"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
BLOCKS = (ast.If, ast.Try, ast.With, ast.AsyncWith, ast.For, ast.While)
# What a notebook is made of; in a box that is started again, these are run whatever the time.
DEFINING = (*FUNCTIONS, ast.ClassDef, ast.Import, ast.ImportFrom)
OWN_PACKAGE = "course_utils"
RUN_THEIR_PYTHON = ("time", "timeit", "prun", "capture")  # magics above a whole cell
NUMBER = 4  # bytes that a number may stand for


@dataclass(frozen=True)
class Statement:
    """A statement of a cell: its text, the line on which it begins, and the names that it gives.

    `written` are those of functions and classes with something in them; `is_definition` is whether
    it defines or imports. `size` counts its code in bytes, without comments and docstrings; `data`
    is about how many bytes of data it could hold, in its texts, its numbers or its comments.
    """

    source: str
    line: int
    names: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    is_definition: bool = False
    size: int = 0
    data: int = 0


def statements_of(source: str) -> list[Statement]:
    """The statements of a cell in order; magics and shell lines have become calls."""
    python = as_python(source)
    lines = lines_of(python)
    tree = _parsed(python)
    if tree is not None:
        return list(_of_tree(tree, lines))
    return list(_of_broken(lines))


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: texts may hold signs that others take for a line's end."""
    return [f"{line}\n" for line in text.split("\n")]


def as_python(source: str) -> str:
    """The text with IPython's own signs turned into calls.

    Each of them is looked for in the whole text anew: thousands would take minutes.
    """
    if _parsed(source) is not None or len(MAGIC.findall(source)) > MOST_MAGICS:
        return source
    try:
        return TransformerManager().transform_cell(source)
    except (SyntaxError, ValueError, RuntimeError, MemoryError):
        return source


def _parsed(python: str) -> ast.Module | None:
    try:
        return ast.parse(python)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _of_tree(tree: ast.Module, lines: Sequence[str], offset: int = 0) -> Iterator[Statement]:
    """Statements of a text that is Python; those that share a line stay together."""
    groups: list[list[ast.stmt]] = []
    for node in tree.body:
        if groups and _first_line(node) <= (groups[-1][-1].end_lineno or 0):
            groups[-1].append(node)
        else:
            groups.append([node])
    for group in groups:
        if not all(_is_prose(node) for node in group):
            first, last = _first_line(group[0]), group[-1].end_lineno or 0
            yield _understood(group, "".join(lines[first - 1 : last]), first + offset)


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _understood(nodes: list[ast.stmt], source: str, line: int) -> Statement:
    """The statement; one that is nested too deeply to be looked through is only run."""
    try:
        return _statement(nodes, source, line)
    except (RecursionError, MemoryError):
        return Statement(source, line, size=len(source.encode()), data=len(source))


def _statement(nodes: list[ast.stmt], source: str, line: int) -> Statement:
    named = [pair for node in nodes for pair in _named(node)]
    data = sum(map(_data, nodes))
    size = _size(nodes, source)
    return Statement(
        source if source.endswith("\n") else f"{source}\n",
        line,
        tuple(dict.fromkeys(name for name, _ in named)),
        tuple(dict.fromkeys(name for name, is_written in named if is_written)),
        all(isinstance(node, DEFINING) for node in nodes),
        size,
        max(data, len(source) - size),
    )


def _of_broken(lines: Sequence[str]) -> Iterator[Statement]:
    """Statements of a text that is not all Python: from each line at the margin, the shortest
    piece that is; where there is none, the line is a statement that says so when it is run."""
    starts = [i for i, line in enumerate(lines) if line[:1].strip() and not GOES_ON.match(line)]
    ends = [*starts[1:], len(lines)]
    at = 0
    while at < len(starts):
        for ahead in range(at, min(at + MOST_AHEAD, len(starts))):
            piece = lines[starts[at] : ends[ahead]]
            tree = _parsed("".join(piece))
            if tree is not None:
                yield from _of_tree(tree, piece, offset=starts[at])
                break
        else:
            piece, ahead = lines[starts[at] : ends[at]], at
            text = "".join(piece)
            yield Statement(text, starts[at] + 1, size=len(text.encode()), data=len(text))
        at = ahead + 1


def _is_prose(node: ast.stmt) -> bool:
    """Whether a statement is a text alone, as scripts keep their prose."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _data(node: ast.stmt) -> int:
    """Bytes in all texts and numbers; of a cell that writes a file, those in it."""
    constants = [inner.value for inner in ast.walk(node) if isinstance(inner, ast.Constant)]
    if _is_cell_magic(node):
        text = str(node.value.args[2].value)
        inside = statements_of(text)
        return sum(one.data for one in inside) + len(text) - sum(len(one.source) for one in inside)
    texts = sum(len(value) for value in constants if isinstance(value, (str, bytes)))
    numbers = sum(type(value) in (int, float, complex) for value in constants)
    return texts + NUMBER * numbers


def _is_cell_magic(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "attr", "") == "run_cell_magic"
        and len(node.value.args) == 3
        and all(isinstance(argument, ast.Constant) for argument in node.value.args)
    )


def _size(nodes: list[ast.stmt], source: str) -> int:
    try:
        for node in nodes:
            for inner in ast.walk(node):
                body = getattr(inner, "body", None)
                if isinstance(body, list) and body and _is_prose(body[0]):
                    inner.body = body[1:] or [ast.Pass()]
        return sum(len(ast.unparse(node).encode("utf-8", "replace")) for node in nodes)
    except (RecursionError, MemoryError, ValueError):
        return len(source.encode("utf-8", "replace"))


def _named(node: ast.stmt) -> Iterator[tuple[str, bool]]:
    """Names that a statement gives, and whether there is an answer behind each."""
    if isinstance(node, FUNCTIONS):
        yield node.name, not _is_stub(node.body)
    elif isinstance(node, ast.ClassDef):
        methods = [inner.body for inner in node.body if isinstance(inner, FUNCTIONS)]
        yield node.name, not any(map(_is_stub, [node.body, *methods]))
    elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.AugAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from ((target.id, True) for target in targets if isinstance(target, ast.Name))
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        package = (getattr(node, "module", None) or "").partition(".")[0]
        yield from ((a.asname or a.name, package != OWN_PACKAGE) for a in node.names)
    elif _is_cell_magic(node) and node.value.args[0].value in RUN_THEIR_PYTHON:
        for one in statements_of(str(node.value.args[2].value)):
            yield from ((name, name in one.written) for name in one.names)
    elif isinstance(node, BLOCKS):
        parts = ("body", "orelse", "finalbody")
        bodies = [getattr(node, part, []) for part in parts]
        bodies += [handler.body for handler in getattr(node, "handlers", [])]
        for body in bodies:
            for inner in body:
                yield from _named(inner)


def _is_stub(body: list[ast.stmt]) -> bool:
    """Whether a body raises NotImplementedError before it returns anything."""
    for node in body:
        if isinstance(node, ast.Return):
            return False
        if isinstance(node, ast.Raise) and node.exc is not None and STUB in ast.unparse(node.exc):
            return True
    return False
