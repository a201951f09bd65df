"""A pytest plugin (`-p tests.strict`): under CI no test is skipped in silence, and a notebook's
cell that promises an error keeps the promise."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

from course_utils.authoring.promised_errors import unexpected_outcome

ALLOWED_REASON = "MNIST is not here"


def _skip_must_fail(reason: str) -> bool:
    return os.environ.get("CI") == "true" and not reason.startswith(ALLOWED_REASON)


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def _fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and _skip_must_fail(_reason(report)):
        report.outcome = "failed"
        report.longrepr = f"Skipped under CI: {_reason(report)}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield
    outputs = getattr(item, "test_outputs", None)  # nbval's: what the cell put out just now
    if outputs is None:
        return
    complaint = unexpected_outcome(item.cell.metadata.get("tags", []), outputs)
    if complaint:
        pytest.fail(f"{item.name} of {item.path.name}: {complaint}", pytrace=False)
