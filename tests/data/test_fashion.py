"""Fashion-MNIST comes whole and verified, or is left out with one line, within ten seconds."""

import socket
import time

import pytest
from tiny_mnist import TinyMnist, contents
from torchvision.datasets import MNIST, FashionMNIST

from course_utils.data import fashion
from course_utils.data.fashion import load_fashion


@pytest.fixture
def come(tiny: TinyMnist, server, monkeypatch):
    """Let the source of Fashion-MNIST be the server of the small files, in this manner."""
    monkeypatch.setattr(FashionMNIST, "resources", MNIST.resources)

    def choose(manner: str, wait: float = 60.0) -> None:
        monkeypatch.setattr(FashionMNIST, "mirrors", [server.mirror(manner)])
        monkeypatch.setattr(fashion, "WAIT_SECONDS", wait)

    return choose


@pytest.fixture
def raw(cache):
    return cache / "FashionMNIST" / "raw"


def load():
    return load_fashion(validation_share=1 / 3)


def test_what_came_is_split_as_mnist_is(come, tiny, raw, capsys):
    come("good")
    splits = load()
    assert (len(splits.train), len(splits.validation), len(splits.test)) == (4, 2, 4)
    assert splits.name == "Fashion-MNIST"
    assert contents(raw) == tiny.raw | tiny.packed
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "Fashion-MNIST: 6 training and 4 test images, from ../data."


def test_what_is_there_is_not_fetched_again(come, server):
    come("good")
    load()
    server.asked.clear()
    assert load() is not None
    assert server.asked == []


@pytest.mark.parametrize("damaged", ["train-images-idx3-ubyte", "train-images-idx3-ubyte.gz"])
def test_a_damaged_file_is_replaced(come, tiny, raw, damaged):
    come("good")
    load()
    (raw / damaged).write_bytes(b"half")
    assert load() is not None
    assert contents(raw) == tiny.raw | tiny.packed


@pytest.mark.parametrize(
    ("manner", "wait", "reason"),
    [
        ("unavailable", 60, "HTTP 503"),
        ("truncated", 60, "broke off"),
        ("wrong", 60, "wrong checksum"),
        ("silent", 0.5, "no answer within 0.5 seconds"),
        ("stalling", 0.5, "seconds"),
        ("trickling", 0.5, "too slow"),
    ],
)
def test_where_nothing_good_comes_one_line_says_why(come, raw, capsys, manner, wait, reason):
    come(manner, wait)
    assert load() is None
    said = capsys.readouterr().out.strip().splitlines()[-1]
    assert said.split("\r")[-1].startswith("Fashion-MNIST: left out, because it could not be")
    assert reason in said
    assert not raw.exists() or contents(raw) == {}


def test_a_silent_network_costs_at_most_ten_seconds(come):
    """It costs the wait and no more than two seconds besides."""
    assert fashion.WAIT_SECONDS + 2 <= 10
    come("silent", wait=1.0)
    started = time.monotonic()
    assert load() is None
    assert time.monotonic() - started < 1 + 2


def test_a_missing_network_is_said(come, monkeypatch, capsys):
    come("good")

    def unknown(*arguments: object, **more: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert load() is None
    assert "no network (host names cannot be looked up)" in capsys.readouterr().out


def test_a_download_that_takes_too_long_is_given_up(come, monkeypatch, capsys):
    come("good")
    monkeypatch.setattr(fashion, "LONGEST_SECONDS", -1.0)
    assert load() is None
    assert "seconds for 31 MB" in capsys.readouterr().out


def test_who_asks_for_the_digits_gets_nothing_else(come, server, monkeypatch, capsys):
    come("good")
    monkeypatch.setenv("COURSE_DATA", "digits")
    assert load() is None
    assert server.asked == []
    assert "COURSE_DATA=digits" in capsys.readouterr().out


def test_there_is_a_name_for_each_class():
    assert len(fashion.CLASSES) == len(FashionMNIST.classes) == 10
