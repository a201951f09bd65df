"""Archives, opened with care: what they hold is listed, and nothing is put anywhere by its name.

An archive may be the export itself, or a student's own. What is not to be opened stays in the list
with the reason, so that it can be said. Formats: PKWARE's APPNOTE.TXT, and Python's documentation
of `zipfile` ("Decompression pitfalls") and `tarfile`.
"""

from __future__ import annotations

import calendar
import errno
import gzip
import re
import stat
import struct
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from course_utils.errors import CourseError
from course_utils.grading.layouts.decoding import name_of
from course_utils.grading.layouts.entries import (
    LEAVES,
    LINK,
    NO_FILE,
    Entry,
    Packed,
    is_of_no_use,
)
from course_utils.grading.submissions import OF_THE_COMPUTER

ZIP, TAR = (".zip",), (".tar", ".tar.gz", ".tgz")
NOT_OPENED = (".rar", ".7z", ".tar.bz2", ".tar.xz")
# Text is packed to a tenth, the same line over and over to a hundredth; bombs go to a thousandth.
MOST_PACKED, LOOKED_AT_FROM = 300, 2**20  # times, bytes
BLOCK = 2**20
ENCRYPTED = "encrypted; hand it in without a password"
BOMB = "packed as tightly as only a trap is"
DAMAGED = "damaged"
UNKNOWN = "packed in a way that cannot be read here"
NO_ARCHIVE = "no archive, whatever its name says"
NOT_YOURS = "not to be read by you"
FULL = (*OF_THE_COMPUTER, errno.ENOSPC, errno.EDQUOT, errno.EROFS)
BROKEN = (BadZipFile, tarfile.TarError, zlib.error, EOFError, struct.error)
# zipfile: a password is wanted (RuntimeError), names or numbers that cannot be (the others).
ODD = (RuntimeError, ValueError, OverflowError, IndexError, KeyError)


@dataclass(frozen=True)
class Bounds:
    """How many entries an archive may have, and how many bytes a tar may be unpacked to."""

    entries: int
    tar: int


# Each entry takes about 1,000 bytes of memory. A student's own may hold a whole environment; those
# in the students' archives are counted among the export's too.
EXPORT, STUDENTS = Bounds(2_000_000, 8 * 2**30), Bounds(50_000, 400 * 2**20)


class Unreadable(Exception):
    """An archive or a file in it that cannot be read; the message says why, as a few words."""


@contextmanager
def in_words() -> Iterator[None]:
    """Turn whatever archives raise into `Unreadable`, and a fault of this computer's, such as a
    full disk, into `CourseError`: that is no student's."""
    try:
        yield
    except NotImplementedError:
        raise Unreadable(UNKNOWN) from None
    except PermissionError:
        raise Unreadable(NOT_YOURS) from None
    except OSError as error:
        if error.errno in FULL:
            raise CourseError(
                f"This computer cannot unpack what was handed in: {error.strerror}."
            ) from None
        raise Unreadable(DAMAGED) from None
    except (*BROKEN, *ODD):
        raise Unreadable(DAMAGED) from None


def is_archive(name: str) -> bool:
    """Whether a file has the name of an archive that can be opened here."""
    return name.lower().endswith((*ZIP, *TAR))


@contextmanager
def opened(path: Path, name: str, bounds: Bounds, spare: Path) -> Iterator[Packed]:
    """What an archive holds; its entries can be opened within the block. Raises `Unreadable`.

    `name` says what kind it is. A tar is unpacked to the file `spare` for that time.
    """
    if name.lower().endswith(ZIP):
        with _zip(path, bounds) as archive:
            yield _listed(map(_of_zip, archive.infolist()), archive.open)
    else:
        with _tar(path, bounds, spare) as archive:
            yield _listed(map(_of_tar, _members(archive, bounds)), archive.extractfile)


@contextmanager
def _zip(path: Path, bounds: Bounds) -> Iterator[ZipFile]:
    with in_words():
        _count(path, bounds)
        archive = ZipFile(path)
    with archive:
        yield archive


def _count(path: Path, bounds: Bounds) -> None:
    """zipfile makes an object of each entry before one can ask how many there are."""
    entries, before = 0, b""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            raise Unreadable(NO_ARCHIVE)
        while block := file.read(BLOCK):
            entries += (before + block).count(b"PK\x01\x02")
            before = block[-3:]
    _bound(entries, bounds)


def _bound(entries: int, bounds: Bounds) -> None:
    if entries > bounds.entries:
        raise Unreadable(f"an archive of more than {bounds.entries:,} files")


@contextmanager
def _tar(path: Path, bounds: Bounds, spare: Path) -> Iterator[tarfile.TarFile]:
    """A tar is unpacked first, to a bound, so that it can be read in any order."""
    try:
        with in_words(), path.open("rb") as file:
            is_packed = file.read(2) == b"\x1f\x8b"
            file.seek(0)
            with gzip.open(file) if is_packed else file as source, spare.open("xb") as target:
                copied(source, target, bounds.tar)
            archive = tarfile.TarFile(spare)
        with archive:
            yield archive
    finally:
        spare.unlink(missing_ok=True)


def _members(archive: tarfile.TarFile, bounds: Bounds) -> Iterator[tarfile.TarInfo]:
    with in_words():
        for number, member in enumerate(archive, 1):
            _bound(number, bounds)
            yield member


def copied(source: BinaryIO, target: BinaryIO, most: int) -> int:
    """Copy to a bound; how many bytes they were. Raises `Unreadable` beyond it."""
    count = 0
    while block := source.read(min(BLOCK, most + 1 - count)):
        count += len(block)
        if count > most:
            raise Unreadable(f"more than {most // 2**20} MB")
        target.write(block)
    return count


Held = ZipInfo | tarfile.TarInfo
Kind = tuple[str, bool, int, float, str]  # name, is a folder, bytes, modified, trouble


def _listed(found: Iterable[tuple[Held, Kind]], read: Callable[[Held], BinaryIO]) -> Packed:
    files, folders = [], set()
    for held, (name, is_folder, size, modified, trouble) in found:
        parts, leaves = parts_of(name)
        if any(map(is_of_no_use, parts)):
            continue
        if not is_folder:
            trouble = LEAVES if leaves else trouble
            files.append(Entry(parts, size, modified, partial(read, held), trouble))
        elif not leaves:
            folders.add(parts)
    return Packed(tuple(files), frozenset(folders))


def parts_of(name: str) -> tuple[tuple[str, ...], bool]:
    """The parts of an entry's path, and whether it leads out of the archive.

    A backslash parts too: some programs for Windows write it, against the format.
    """
    pieces = re.split(r"[/\\]", name.partition("\0")[0])
    leaves = not pieces[0] or ".." in pieces or re.fullmatch("[A-Za-z]:", pieces[0])
    parts = tuple(piece for piece in pieces if piece not in ("", ".", ".."))
    return parts or ("_",), bool(leaves)


def _of_zip(info: ZipInfo) -> tuple[ZipInfo, Kind]:
    name, kind = name_of(info), stat.S_IFMT(info.external_attr >> 16)
    is_folder = name.endswith(("/", "\\")) or kind == stat.S_IFDIR
    trouble = ""
    if kind == stat.S_IFLNK:
        trouble = LINK
    elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        trouble = NO_FILE
    elif info.flag_bits & 0x1:
        trouble = ENCRYPTED
    elif info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        trouble = UNKNOWN
    elif info.file_size > max(LOOKED_AT_FROM, MOST_PACKED * info.compress_size):
        trouble = BOMB
    return info, (name, is_folder, info.file_size, _seconds(info), trouble)


def _seconds(info: ZipInfo) -> float:
    """The time without a zone that a zip keeps, taken as if it were UTC: the same everywhere."""
    try:
        return float(calendar.timegm((*info.date_time, 0, 0, 0)))
    except ValueError:  # month 0, as where a program writes no time
        return 0.0


def _of_tar(member: tarfile.TarInfo) -> tuple[tarfile.TarInfo, Kind]:
    trouble = "" if member.isreg() else LINK if member.issym() or member.islnk() else NO_FILE
    modified = min(max(0, member.mtime), 2**32)
    return member, (member.name, member.isdir(), member.size, modified, trouble)
