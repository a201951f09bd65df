"""The same work on a Dask cluster: the same marks, no grade lost, and no secret where it leaks."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from attack_files import SET_UP, good_submission, hand_in, notebook, right_answers
from grading_help import SEED, graded, needs_box

from course_utils.checks.catalogue import exercises
from course_utils.errors import UsageError
from course_utils.grading import cluster
from course_utils.grading.class_pool import Terms
from course_utils.grading.cluster import Demand, grade_packed, pack, unpack
from course_utils.grading.kept import graders
from course_utils.grading.marks import NOT_GRADED
from course_utils.grading.people import Attempt
from course_utils.grading.request import GradingRequest
from course_utils.grading.sandbox import Limits

distributed = pytest.importorskip("distributed")
dask = pytest.importorskip("dask")
NAMES = [exercise.name for exercise in exercises(2)]
TERMS = Terms(2, b"a secret of thirty-two bytes, yes", 60.0)


@pytest.fixture
def on_the_digits(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", "digits")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def two_workers(on_the_digits, tmp_path):
    """A scheduler and two workers on loopback, each a process of its own."""
    needs_box()
    with distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        dashboard_address=None,
        local_directory=str(tmp_path / "dask"),
    ) as two:
        yield two


def test_a_cluster_gives_the_marks_that_this_computer_gives(two_workers, tmp_path, monkeypatch):
    hand_in(tmp_path / "work" / "ada", 2, good_submission(2))
    hand_in(tmp_path / "work" / "bob", 2, [SET_UP, *right_answers(NAMES[2:])])
    (tmp_path / "work" / "bob" / "photo.png").write_bytes(b"left at home")
    (tmp_path / "work" / "empty").mkdir()
    there = graded(tmp_path / "work", 2, dask=two_workers.scheduler_address)
    (tmp_path / "marks").rename(tmp_path / "from-the-cluster")
    assert graded(tmp_path / "work", 2) == there
    assert {row["status"] for row in there.values()} == {"ok", "missing"}
    written = [path for path in (tmp_path / "dask").rglob("*") if path.is_file()]
    assert not [path for path in written if SEED in path.read_bytes()]


@pytest.fixture
def certificate(tmp_path) -> dict[str, str]:
    """A certificate of this computer's own, as Dask's configuration names it for all its parts."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl: apt-get install openssl")
    key, own = tmp_path / "key.pem", tmp_path / "own.pem"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*made, "-keyout", key, "-out", own], check=True, capture_output=True)
    parts = ("client", "scheduler", "worker")
    named = {
        f"tls_{part}_{what}": str(of)
        for part in parts
        for what, of in (("cert", own), ("key", key))
    }
    return {"tls_ca_file": str(own), **named}


def test_a_cluster_may_be_reached_by_tls(on_the_digits, certificate, tmp_path, monkeypatch):
    needs_box()
    hand_in(tmp_path / "work" / "ada", 2, good_submission(2))
    security = distributed.Security(require_encryption=True, **certificate)
    part = "distributed.comm.tls."
    told = {
        f"{part}client.cert": certificate["tls_client_cert"],
        "distributed.comm.require-encryption": True,
    }
    told |= {
        f"{part}client.key": certificate["tls_client_key"],
        f"{part}ca-file": certificate["tls_ca_file"],
    }
    with (
        distributed.LocalCluster(
            n_workers=1,
            threads_per_worker=1,
            dashboard_address=None,
            security=security,
            protocol="tls",
            local_directory=str(tmp_path / "dask"),
        ) as one,
        dask.config.set(told),
    ):
        assert one.scheduler_address.startswith("tls://")
        held = graded(tmp_path / "work", 2, dask=one.scheduler_address)
    assert {row["status"] for row in held.values()} == {"ok"}


def test_a_worker_that_is_killed_loses_no_grade(two_workers, tmp_path, capsys):
    for name in ("ada", "bob", "eve", "kim"):
        hand_in(tmp_path / "work" / name, 2, [*good_submission(2), f"me = {name!r}"])
    first = next(worker.pid for worker in two_workers.workers.values())
    enter, killed = cluster.enter_as_they_come, []

    def with_a_kill(pending, hand_on):
        def after_the_first(job, result):
            if not killed:
                killed.append(first)
                os.kill(first, signal.SIGKILL)
            hand_on(job, result)

        enter(pending, after_the_first)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(cluster, "enter_as_they_come", with_a_kill)
        held = graded(tmp_path / "work", 2, dask=two_workers.scheduler_address)
    assert killed
    assert {row["status"] for row in held.values()} == {"ok"}
    assert len({row["points"] for row in held.values()}) == 1


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("tcp://grader.example.org:8786", "the secret would leave this computer unprotected"),
        ("grader.example.org:8786", "the secret would leave this computer unprotected"),
        ("tls://grader.example.org:8786", "Dask has no certificate for TLS"),
        ("tcp://127.0.0.1:9", "no scheduler can be reached there"),
    ],
)
def test_a_cluster_that_is_not_to_be_trusted_or_not_there_is_refused(address, words, monkeypatch):
    monkeypatch.setattr(cluster, "REACH_SECONDS", 2)
    with pytest.raises(UsageError, match=words):
        cluster._client(address)


def test_without_the_package_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match="pip install distributed"):
        cluster._client("tcp://127.0.0.1:8786")


@pytest.mark.parametrize(
    ("demand", "words"),
    [
        (Demand("another", "embedded digits", Limits()), "another version of the course"),
        (Demand(graders(), "MNIST of another world", Limits()), "other data than MNIST of another"),
    ],
)
def test_a_worker_that_is_not_as_this_computer_does_not_grade(on_the_digits, demand, words):
    result = grade_packed([], "f" * 64, TERMS, demand)
    assert result.grade.status == NOT_GRADED
    assert words in result.grade.notes[0]


def test_the_secret_is_in_no_text_about_the_work():
    request = GradingRequest(Path("work"), Path("out"), 2)
    assert TERMS.secret.decode() not in repr(TERMS) + str(TERMS) + repr(replace(TERMS, lesson=3))
    assert "secret" not in repr(request)


def test_an_attempt_arrives_as_it_was_sent(tmp_path):
    folder = tmp_path / "ada"
    (folder / "inner").mkdir(parents=True)
    for number, name in enumerate(("b.ipynb", "inner/a.ipynb", "best_model.pt")):
        (folder / name).write_text(name)
        os.utime(folder / name, (100 - number, 100 - number))
    (folder / "photo.png").write_bytes(b"png")
    (folder / "c.ipynb").symlink_to(folder / "b.ipynb")
    packed = pack(Attempt(folder, "ada", notes=("as it was",)))
    attempt = unpack(packed, tmp_path / "there")
    laid = sorted(attempt.path.rglob("*.*"), key=lambda path: path.stat().st_mtime)
    assert [p.relative_to(attempt.path).as_posix() for p in laid] == [
        *("best_model.pt", "inner/a.ipynb", "b.ipynb"),
    ]
    assert [path.read_text() for path in laid] == ["best_model.pt", "inner/a.ipynb", "b.ipynb"]
    assert attempt.notes[0] == "as it was"
    assert "c.ipynb is a link" in attempt.notes[1]


def test_a_bare_notebook_and_an_empty_folder_arrive_as_such(tmp_path):
    bare = tmp_path / "ada.ipynb"
    bare.write_text(json.dumps(notebook(["x = 1"])))
    (tmp_path / "empty").mkdir()
    for place, path in enumerate((bare, tmp_path / "empty")):
        there = tmp_path / str(place)
        there.mkdir()
        attempt = unpack(pack(Attempt(path, path.name)), there)
        assert attempt.path.is_dir() == path.is_dir()
        assert attempt.path.exists()
