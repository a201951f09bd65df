"""Cells that fail on purpose: `raises-exception` lets them, `raises-NameOfError` binds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

MAY_RAISE = "raises-exception"


def promised_error(tags: Sequence[str]) -> str | None:
    """The error that a cell's tags promise (`raises-RuntimeError`), or None."""
    names = [tag.removeprefix("raises-") for tag in tags if tag.startswith("raises-")]
    return next((name for name in names if name != "exception"), None)


def unexpected_outcome(tags: Sequence[str], outputs: Sequence[Mapping[str, Any]]) -> str | None:
    """In words, where a cell was to raise an error and raised none, or another one."""
    promised = promised_error(tags)
    raised = [output["ename"] for output in outputs if output["output_type"] == "error"]
    if promised is None or raised == [promised]:
        return None
    came = f"raised {raised[0]}" if raised else "raised nothing"
    return f"the cell is tagged raises-{promised}, but it {came}."
