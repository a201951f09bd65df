"""The same work on a Dask cluster (`--dask ADDRESS`): every machine in it is the instructor's own.

The submissions go there as bytes. Each worker tries its own box first and refuses to grade where
that does not hold, or where its course or its data are others than here. The secret goes along with
each submission, and nowhere is it written. Source: distributed.dask.org, Client.get_executor.
"""

from __future__ import annotations

import atexit
import os
import socket
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from course_utils.data import find_data
from course_utils.errors import CourseError, UsageError
from course_utils.grading.class_pool import Job, Terms, enter_as_they_come, grade_job
from course_utils.grading.grade import not_graded
from course_utils.grading.held_back import held_out_data, not_to_be_seen
from course_utils.grading.kept import LARGEST_FILE, Result, graders
from course_utils.grading.people import Attempt
from course_utils.grading.preflight import preflight
from course_utils.grading.sandbox import Limits, Sandbox
from course_utils.grading.submissions import NotRead, content, what_counts

REACH_SECONDS = 10
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NO_DASK = "--dask needs the package distributed, here and on every worker: pip install distributed."
NOT_SAFE = (
    "--dask {address}: the secret would leave this computer unprotected. Only tls://… is taken, or "
    "an address of this computer itself. See distributed.dask.org, TLS/SSL."
)
NO_CERTIFICATE = (
    "--dask {address}: Dask has no certificate for TLS. Name its files in these variables:\n"
    "DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT and\n"
    "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY. See distributed.dask.org, TLS/SSL."
)


@dataclass(frozen=True)
class PackedAttempt:
    """An attempt as it travels: its files that count, the oldest first, by place and content."""

    files: tuple[tuple[str, bytes], ...]
    is_folder: bool
    name: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Demand:
    """What a worker must have: the code that grades, the data, and the limits of a box."""

    graders: str
    data: str
    limits: Limits


def grade_on_cluster(
    jobs: Sequence[Job],
    terms: Terms,
    limits: Limits,
    address: str,
    enter: Callable[[Job, Result], None],
) -> None:
    """Grade all on the cluster and hand each result to `enter` as it comes.

    A submission whose worker is killed goes to another. Raises `UsageError` where the cluster
    cannot be reached or is not to be trusted with the secret.
    """
    demand = Demand(graders(), find_data().name, limits)
    client = _client(address)
    try:
        pool = client.get_executor(pure=False)
        pending = {}
        for job in jobs:
            packed = tuple(pack(attempt) for attempt in job.attempts)
            future = pool.submit(grade_packed, packed, job.fingerprint, terms, demand)
            pending[_never_failing(future, job, terms)] = job
        enter_as_they_come(pending, enter)
    finally:
        client.close()


def _client(address: str):
    try:
        from distributed import Client, Security
    except ImportError:
        raise UsageError(NO_DASK) from None
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme != "tls" and parts.hostname not in LOOPBACK:
        raise UsageError(NOT_SAFE.format(address=address))
    if parts.scheme == "tls" and not Security().get_connection_args("client").get("ssl_context"):
        raise UsageError(NO_CERTIFICATE.format(address=address))
    try:
        return Client(address, timeout=REACH_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"--dask {address}: no scheduler can be reached there ({error})."
        ) from None


def _never_failing(future: Future, job: Job, terms: Terms) -> Future[Result]:
    """A future that gives "not graded" where the cluster has lost the work for good."""
    result: Future[Result] = Future()

    def hand_on(done: Future) -> None:
        error = done.exception()
        words = f"The cluster could not grade it: {error}"
        lost = Result(job.fingerprint, not_graded(job.students[0], terms.lesson, words), None)
        result.set_result(done.result() if error is None else lost)

    future.add_done_callback(hand_on)
    return result


def pack(attempt: Attempt) -> PackedAttempt:
    """An attempt as it travels; what cannot be read is left out, and said."""
    files, notes = [], list(attempt.notes)
    is_folder = attempt.path.is_dir() and not attempt.path.is_symlink()
    try:
        paths = what_counts(attempt.path)
    except OSError as error:
        paths, notes = [], [*notes, f"The folder cannot be read: {error.strerror}."]
    for path in paths:
        place = path.relative_to(attempt.path) if is_folder else Path(path.name)
        try:
            files.append((place.as_posix(), content(path, LARGEST_FILE)))
        except NotRead as error:
            notes.append(str(error))
    return PackedAttempt(tuple(files), is_folder, attempt.name, tuple(notes))


def unpack(packed: PackedAttempt, folder: Path) -> Attempt:
    """The attempt, laid out in a new folder, its files as old in order as they were."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (place, data) in enumerate(packed.files):
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (number, number))
    at = folder if packed.is_folder or not packed.files else folder / packed.files[0][0]
    return Attempt(at, packed.name, notes=packed.notes)


def grade_packed(
    attempts: Sequence[PackedAttempt], fingerprint: str, terms: Terms, demand: Demand
) -> Result:
    """On a worker: grade what came, in a box of this machine."""
    with tempfile.TemporaryDirectory(prefix="course-class-") as folder:
        laid = [unpack(packed, Path(folder, str(place))) for place, packed in enumerate(attempts)]
        try:
            sandbox = _own_sandbox(demand, terms.lesson)
        except CourseError as error:
            words = f"{socket.gethostname()} does not grade: {error}"
            return Result(fingerprint, not_graded("", terms.lesson, words), None)
        return grade_job(Job(fingerprint, tuple(laid), ()), terms, sandbox)


_LOCK = threading.Lock()
_SANDBOXES: dict[tuple[Demand, int], Sandbox | CourseError] = {}


def _own_sandbox(demand: Demand, lesson: int) -> Sandbox:
    """This machine's sandbox, tried once; stays until the process ends. Raises `CourseError`."""
    with _LOCK:
        key = (demand, lesson)
        if key not in _SANDBOXES:
            _SANDBOXES[key] = _tried_sandbox(demand, lesson)
        held = _SANDBOXES[key]
    if isinstance(held, CourseError):
        raise held
    return held


def _tried_sandbox(demand: Demand, lesson: int) -> Sandbox | CourseError:
    try:
        if graders() != demand.graders:
            return CourseError("it has another version of the course, of Python or of torch.")
        if find_data().name != demand.data:
            return CourseError(f"it has other data than {demand.data}.")
        sandbox = Sandbox(demand.limits, held_out_data(lesson)).__enter__()
        atexit.register(sandbox.__exit__)
        preflight(sandbox, not_to_be_seen([], lesson), with_copies=True)
        return sandbox
    except (CourseError, OSError) as error:
        return CourseError(str(error))
