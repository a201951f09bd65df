"""The four MNIST files as they may lie on this machine: their names, and which copies are good.

Beside data/, which takes torch with it: `course doctor` reads this where torch does not work.
"""

import hashlib
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from course_utils.folders import cache_candidates, raw_folder, user_folder

RAW_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
NAMES = tuple(RAW_SHA256)
PACKED_MD5 = {  # of the official .gz files, as torchvision has them
    "train-images-idx3-ubyte": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
    "train-labels-idx1-ubyte": "d53e105ee54ea40749a09fcbcd1e9432",
    "t10k-images-idx3-ubyte": "9fb629c4189551a2d022fa330f9573f3",
    "t10k-labels-idx1-ubyte": "ec29112dd5afa0611ce80d1b7f02629c",
}
LARGEST = 1 << 26  # bytes; the largest of the four has 47 million unpacked


@dataclass(frozen=True)
class Survey:
    """What some folders hold: by unpacked name a verified file (unpacked or .gz), and the rest."""

    good: dict[str, Path] = field(default_factory=dict)
    damaged: list[Path] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """The unpacked names of which no good copy was seen."""
        return [name for name in NAMES if name not in self.good]


def survey_folders() -> Survey:
    """Say what lies on this machine already. Writes nothing and fetches nothing."""
    named = user_folder()
    folders = [*([named] if named else []), *cache_candidates()]
    return survey(place for folder in folders for place in places_in(folder))


def survey(folders: Iterable[Path]) -> Survey:
    """Verify the files in `folders`, by earlier folder first and unpacked before .gz."""
    found = Survey()
    folders = list(folders)
    for name in NAMES:
        for path in (folder / place for folder in folders for place in _places_of(name)):
            if name in found.good or not os.path.isfile(path):
                continue
            if is_good(name, path):
                found.good[name] = path
            else:
                found.damaged.append(path)
    return found


def places_in(folder: Path) -> list[Path]:
    """The places in a folder where the four files may lie."""
    return [raw_folder(folder), folder / "raw", folder]


def _places_of(name: str) -> list[Path]:
    """Where a file may lie in its place, torchvision's names first.

    The original archive writes `train-images.idx3-ubyte`, and Kaggle's puts each file into a folder
    of the file's own name.
    """
    original = ".idx".join(name.rsplit("-idx", 1))
    files = [name, f"{name}.gz", original, f"{original}.gz"]
    return [Path(file) for file in files] + [
        Path(folder, file) for folder in files for file in files
    ]


def is_good(name: str, path: Path) -> bool:
    """Whether the file at `path`, unpacked or not, holds what MNIST's file `name` holds."""
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if is_packed(content):
        return is_official_archive(name, content) or is_mnist(name, unpack(content))
    return is_mnist(name, content)


def is_packed(content: bytes) -> bool:
    """Whether this is what gzip writes, whatever the file was called."""
    return content.startswith(b"\x1f\x8b")


def unpack(content: bytes) -> bytes:
    """What gzip packed, up to LARGEST bytes of it; nothing where it is damaged."""
    try:
        return zlib.decompressobj(wbits=31).decompress(content, LARGEST)
    except zlib.error:
        return b""


def is_mnist(name: str, unpacked: bytes) -> bool:
    """Whether these are the bytes of MNIST's file of this name."""
    return hashlib.sha256(unpacked).hexdigest() == RAW_SHA256[name]


def is_official_archive(name: str, content: bytes) -> bool:
    """Whether these are the bytes of the .gz file that torchvision would fetch for `name`."""
    return hashlib.md5(content, usedforsecurity=False).hexdigest() == PACKED_MD5[name]
