"""What an answer prints and draws while it is tried: kept back, so that the verdict comes first."""

import io
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.autocall import ExitAutocall
from IPython.utils.capture import capture_output

SHOWN_LINES = 5
MOST_SIGNS = 10_000  # an answer that prints without end is stopped before it fills the memory


class Printed(io.StringIO):
    """The first signs of what was printed; the rest is let go."""

    def write(self, text: str) -> int:
        """Keep the text while there is room; the number of its signs is returned."""
        super().write(text[: max(0, MOST_SIGNS - self.tell())])
        return len(text)

    def first_lines(self) -> str:
        """The first lines that hold something, and … where there are more."""
        # A progress bar goes back to the start of its line: what it showed last counts.
        lines = [line.rstrip("\r").rpartition("\r")[2] for line in self.getvalue().split("\n")]
        lines = [line.rstrip() for line in lines if line.strip()]
        more = ["…"] if len(lines) > SHOWN_LINES else []
        return "\n".join([*lines[:SHOWN_LINES], *more])


@contextmanager
def kept_back() -> Iterator[Printed]:
    """Keep back what is printed, warned of or shown inside; close the figures made inside."""
    printed = Printed()
    figures = _figures()
    try:
        with (
            capture_output(stdout=False, stderr=False),
            redirect_stdout(printed),
            redirect_stderr(printed),
        ):
            yield printed
    finally:
        for number in _figures() - figures:
            sys.modules["matplotlib.pyplot"].close(number)


def _figures() -> set[int]:
    """The numbers of the open figures; pyplot is not loaded for it."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot is not None else set()


@contextmanager
def exits_end_the_answer(names: MutableMapping[str, Any]) -> Iterator[None]:
    """Let exit() and quit() raise SystemExit, where IPython's own would end the notebook."""
    held = {name: names[name] for name in ("exit", "quit") if _is_ipythons(names.get(name))}
    names.update(dict.fromkeys(held, sys.exit))
    try:
        yield
    finally:
        names.update(held)


def _is_ipythons(held: Any) -> bool:
    return isinstance(held, ExitAutocall)
