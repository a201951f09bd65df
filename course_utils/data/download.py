"""Fetch one file over HTTP with a bounded wait, and say in plain words why nothing came."""

import queue
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError, URLError

SLOWEST_RATE = 30_000  # bytes a second; a slower source is given up
LARGEST_FILE = 64_000_000  # bytes; a log-in page or an endless stream must not fill the memory
CHUNK = 1 << 16  # bytes
GLANCE = 0.2  # seconds; on Windows a wait cannot be interrupted, so no single wait is longer


class DownloadError(Exception):
    """Nothing usable came; the message says why in words that fit into a sentence."""


def fetch(url: str, patience: float, on_bytes: Callable[[int], object] | None = None) -> bytes:
    """Return the body of `url`, or raise DownloadError.

    The time allowed is `patience` seconds plus the bytes received so far over `SLOWEST_RATE`: one
    rule for silence and for a trickle. A source that falls silent midway is left after `patience`.
    `on_bytes` is called with the size of each piece as it comes.

    urllib's own timeout covers neither the look-up of the name nor a trickle. So it runs in a
    daemon thread that only receives, and the caller's thread keeps the time and can be interrupted.
    """
    inbox: queue.SimpleQueue[bytes | Exception | None] = queue.SimpleQueue()
    stop = threading.Event()
    arguments = (url, patience, inbox, stop)
    threading.Thread(target=_receive, args=arguments, daemon=True, name="download").start()
    try:
        return _collect(inbox, patience, on_bytes)
    finally:
        stop.set()


def _receive(url: str, patience: float, inbox: queue.SimpleQueue, stop: threading.Event) -> None:
    """Put the pieces of the body into `inbox`, then None; or the error that ended it."""
    request = urllib.request.Request(url, headers={"User-Agent": "course-utils"})
    try:
        with urllib.request.urlopen(request, timeout=patience) as response:
            announced = response.headers.get("Content-Length")
            left = int(announced) if announced else None
            while left != 0 and not stop.is_set() and (piece := response.read1(CHUNK)):
                inbox.put(piece)
                left = None if left is None else left - len(piece)
        inbox.put(DownloadError(f"the connection broke off {left:,} bytes early") if left else None)
    except Exception as error:  # whatever it was, the waiting side must hear of it
        inbox.put(error)


def _collect(
    inbox: queue.SimpleQueue, patience: float, on_bytes: Callable[[int], object] | None
) -> bytes:
    started = time.monotonic()
    body = bytearray()
    while True:
        left = started + patience + len(body) / SLOWEST_RATE - time.monotonic()
        if left <= 0:
            raise DownloadError(_too_slow(len(body), time.monotonic() - started, patience))
        try:
            piece = inbox.get(timeout=min(left, GLANCE))
        except queue.Empty:
            continue
        if piece is None:
            return bytes(body)
        if isinstance(piece, Exception):
            raise DownloadError(in_plain_words(piece, patience)) from piece
        body += piece
        if len(body) > LARGEST_FILE:
            raise DownloadError("it sent far more bytes than the file has")
        if on_bytes is not None:
            on_bytes(len(piece))


def _too_slow(received: int, seconds: float, patience: float) -> str:
    if received == 0:
        return f"no answer within {patience:.3g} seconds"
    return f"too slow ({received:,} bytes in {seconds:.3g} seconds)"


def in_plain_words(error: Exception, patience: float) -> str:
    """Say why a download failed, for a reader who knows no exception names."""
    if isinstance(error, DownloadError):
        return str(error)
    if isinstance(error, HTTPError):
        return f"HTTP {error.code} ({error.reason})"
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"no answer within {patience:.3g} seconds"
    if isinstance(cause, ssl.SSLCertVerificationError):
        return (
            "its certificate could not be verified (on macOS run 'Install Certificates.command' "
            "in Python's folder under Applications)"
        )
    if isinstance(cause, socket.gaierror):
        return "no network (host names cannot be looked up)"
    if isinstance(cause, OSError):
        return f"no connection ({cause.strerror or cause})"
    if isinstance(cause, HTTPException):
        return f"an answer that is not HTTP ({type(cause).__name__})"
    return str(cause) or type(cause).__name__
