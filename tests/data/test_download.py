import multiprocessing
import re
import socket
import threading
import time
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from tiny_mnist import TinyMnist, contents, write
from torchvision.datasets import MNIST

from course_utils import files, mnist_copies
from course_utils.data import mnist_files
from course_utils.data.mnist_files import find_mnist


def test_what_came_is_what_torchvision_reads(tiny, raw, cache, mirrors):
    mirrors("good")
    found = find_mnist()
    assert (found.root, found.reason, found.problems) == (cache, "", ())
    assert contents(raw) == tiny.raw
    assert (len(MNIST(cache)), len(MNIST(cache, train=False))) == (6, 4)


def test_an_archive_that_holds_other_bytes_is_not_unpacked(mirrors, raw, monkeypatch):
    mirrors("good")
    monkeypatch.setitem(mnist_copies.RAW_SHA256, "train-images-idx3-ubyte", "0" * 64)
    found = find_mnist()
    assert found.root is None
    assert found.reason == "train-images-idx3-ubyte.gz holds something else than MNIST"
    assert not (raw / "train-images-idx3-ubyte").exists()


def test_it_says_what_it_fetches(mirrors, capsys):
    mirrors("good")
    find_mnist()
    said = capsys.readouterr()
    assert "Fetching MNIST (11 MB) ..." in said.out
    assert said.err == ""


@pytest.mark.parametrize(
    ("manner", "wait", "reason"),
    [
        ("unavailable", 60, r"HTTP 503 \(Service Unavailable\)"),
        ("truncated", 60, r"the connection broke off [\d,]+ bytes early"),
        ("unannounced", 60, r"it sent something else than train-images.*\(wrong checksum\)"),
        ("wrong", 60, r"it sent something else than train-images.*\(wrong checksum\)"),
        ("silent", 0.5, r"no answer within 0.5 seconds"),
        ("stalling", 0.5, r"(no answer|too slow) .*seconds\)?"),
        ("trickling", 0.5, r"too slow \(\d+ bytes in [\d.]+ seconds\)"),
    ],
)
def test_when_nothing_good_comes_the_reason_is_said_and_nothing_is_left(
    manner, wait, reason, mirrors, raw
):
    mirrors(manner, wait=wait)
    found = find_mnist()
    assert found.root is None
    assert re.fullmatch(reason, found.reason)
    assert not raw.exists() or contents(raw) == {}


@pytest.mark.parametrize(
    ("manner", "wait"),
    [("unavailable", 60), ("truncated", 60), ("wrong", 60), ("silent", 4), ("trickling", 4)],
)
def test_a_mirror_that_failed_is_asked_only_once(manner, wait, mirrors, server, cache):
    mirrors(manner, "good", wait=wait)
    assert find_mnist().root == cache
    assert [asked.split("/")[0] for asked in server.asked] == [manner] + 4 * ["good"]


def test_each_mirrors_own_reason_is_said(mirrors):
    mirrors("unavailable", "wrong")
    reason = find_mnist().reason
    assert re.fullmatch(r"127.*: HTTP 503 .*; 127.*: it sent something else .*", reason)


def test_a_refused_connection_is_said(tiny, monkeypatch):
    with socket.socket() as unheard:
        unheard.bind(("127.0.0.1", 0))
        port = unheard.getsockname()[1]
        monkeypatch.setattr(MNIST, "mirrors", [f"http://127.0.0.1:{port}/"])
        assert find_mnist().reason.startswith("no connection (")


def test_an_unknown_name_is_a_missing_network(tiny, monkeypatch):
    def unknown(*arguments: object, **more: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert find_mnist().reason == "no network (host names cannot be looked up)"


def test_a_look_up_that_hangs_is_bounded(mirrors, monkeypatch):
    mirrors("good", wait=0.3)
    test_is_over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: test_is_over.wait())
    assert find_mnist().reason == "no answer within 0.3 seconds"
    test_is_over.set()


def test_a_silent_network_costs_at_most_ten_seconds(mirrors):
    """All mirrors together cost the wait and no more than two seconds besides."""
    assert mnist_files.WAIT_SECONDS + 2 <= 10
    mirrors("silent", "trickling", wait=1.0)
    started = time.monotonic()
    assert find_mnist().root is None
    assert time.monotonic() - started < 1 + 2


def test_an_endless_answer_is_cut_off(mirrors, monkeypatch):
    mirrors("good")
    monkeypatch.setattr("course_utils.data.download.LARGEST_FILE", 1000)
    assert "far more bytes" in find_mnist().reason


def test_an_interrupt_stops_it_and_leaves_nothing(mirrors, raw):
    mirrors("interrupting")
    with pytest.raises(KeyboardInterrupt):
        find_mnist()
    assert not raw.exists() or contents(raw) == {}


def test_two_processes_that_start_at_once_both_end_with_good_data(tiny, mirrors, tmp_path):
    mirrors("good")
    rounds = [str(tmp_path / f"round {number}") for number in range(10)]
    spawn = multiprocessing.get_context("spawn")
    arguments = (rounds, MNIST.mirrors, spawn.Barrier(2))
    processes = [spawn.Process(target=fetch_in_rounds, args=arguments) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    for folder in rounds:
        assert contents(Path(folder, "data", "MNIST", "raw")) == tiny.raw


def fetch_in_rounds(rounds: list[str], mirrors: list[str], together: Barrier) -> None:
    """In a process of its own: fetch into each folder at the same moment as the other process."""
    tiny = TinyMnist()
    tiny.pass_for_mnist(setattr)
    MNIST.mirrors = mirrors
    for folder in rounds:
        files._folder_of_the_package = lambda folder=folder: Path(folder)
        write(Path(folder), {"pyproject.toml": b""})
        together.wait(60)
        found = find_mnist()
        assert found.root == Path(folder, "data")
        for name, content in tiny.raw.items():
            assert (found.root / "MNIST" / "raw" / name).read_bytes() == content
