"""Find, verify and, where needed, fetch the four MNIST files.

Afterwards `torchvision.datasets.MNIST(root, download=False)` works. File names, mirrors and the MD5
of the .gz files are torchvision's. torchvision waits for ever on a silent network and only looks
whether the unpacked files exist, so the bounded wait and the unpacked files' SHA-256 are ours.
"""

import gzip
import hashlib
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from course_utils.data.download import DownloadError, fetch
from course_utils.files import display_path, write_atomically
from course_utils.folders import (
    cache_candidates,
    cache_folder,
    raw_folder,
    user_folder,
)

RAW_SHA256 = {
    "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
}
WAIT_SECONDS = 8.0  # what all mirrors together may cost when nothing comes
DOWNLOAD_BYTES = 11_594_722  # the four .gz files, for the progress bar


@dataclass(frozen=True)
class Survey:
    """What some folders hold: by unpacked name a verified file (unpacked or .gz), and the rest."""

    good: dict[str, Path] = field(default_factory=dict)
    damaged: list[Path] = field(default_factory=list)

    @property
    def missing(self) -> list[str]:
        """The unpacked names of which no good copy was seen."""
        return [name for name in RAW_SHA256 if name not in self.good]


@dataclass(frozen=True)
class MnistFiles:
    """Where MNIST lies, or None and the reason in words; and each problem met, in a sentence."""

    root: Path | None
    reason: str = ""
    problems: tuple[str, ...] = ()


def find_mnist() -> MnistFiles:
    """Look in COURSE_DATA_DIR, then in the cache, then download. Raises OSError (cannot write)."""
    problems: list[str] = []
    named = user_folder()
    theirs = survey(places_in(named)) if named else Survey()
    if named:
        if _usable_in_place(named, theirs):
            return MnistFiles(named, problems=tuple(_about_damaged_of_theirs(theirs)))
        problems += _about_damaged_of_theirs(theirs)
        problems += _about_missing(named, theirs)
    for cache in cache_candidates():
        if _usable_in_place(cache, survey([raw_folder(cache)])):
            return MnistFiles(cache, problems=tuple(problems))
    cache = cache_folder()
    raw = raw_folder(cache)
    others = survey(raw_folder(other) for other in cache_candidates() if other != cache)
    problems += _set_legacy_aside(cache)
    ours = survey([raw])
    reason = ""
    try:
        _fill(raw, others.good | theirs.good | ours.good)
    except DownloadError as error:
        reason = str(error)
    problems += [_about_damaged_of_ours(path) for path in ours.damaged]
    return MnistFiles(None if reason else cache, reason, tuple(problems))


def survey_folders() -> Survey:
    """Say what lies on this machine already. Writes nothing and fetches nothing."""
    named = user_folder()
    folders = [*places_in(named)] if named else []
    return survey(folders + [raw_folder(cache) for cache in cache_candidates()])


def survey(folders: Iterable[Path]) -> Survey:
    """Verify the files in `folders`, by earlier folder first and unpacked before .gz."""
    found = Survey()
    folders = list(folders)
    for name, (gz_name, _) in _resources().items():
        for path in (folder / file for folder in folders for file in (name, gz_name)):
            if name in found.good or not os.path.exists(path):
                continue
            if _is_good(name, path):
                found.good[name] = path
            else:
                found.damaged.append(path)
    return found


def places_in(folder: Path) -> list[Path]:
    """The places in a folder the user names where the four files may lie."""
    return [folder / "MNIST" / "raw", folder / "raw", folder]


def _resources() -> dict[str, tuple[str, str]]:
    """By unpacked name: the .gz name and its MD5, from torchvision."""
    from torchvision.datasets import MNIST

    return {gz_name.removesuffix(".gz"): (gz_name, md5) for gz_name, md5 in MNIST.resources}


def _is_good(name: str, path: Path) -> bool:
    try:
        content = path.read_bytes()
    except OSError:
        return False
    if path.name == name:
        return hashlib.sha256(content).hexdigest() == RAW_SHA256[name]
    return _md5(content) == _resources()[name][1]


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _usable_in_place(folder: Path, found: Survey) -> bool:
    wanted = {name: raw_folder(folder) / name for name in RAW_SHA256}
    return found.good == wanted and not _legacy_file(folder).exists()


def _legacy_file(root: Path) -> Path:
    """A file of torchvision before 0.9, which torchvision still prefers to the verified ones."""
    return root / "MNIST" / "processed" / "training.pt"


def _set_legacy_aside(cache: Path) -> list[str]:
    legacy = _legacy_file(cache)
    if not legacy.exists():
        return []
    os.replace(legacy, legacy.with_name("training.pt.unused"))
    return [
        f"{display_path(legacy)}, left by an old torchvision, was renamed: it cannot be verified."
    ]


def _about_damaged_of_theirs(found: Survey) -> list[str]:
    return [
        f"{display_path(path)} is damaged (cut short or altered: its checksum is not MNIST's). "
        "It is not used and was left as it is: delete it or put a good copy in its place."
        for path in found.damaged
    ]


def _about_missing(named: Path, found: Survey) -> list[str]:
    if not named.is_dir():
        return [
            f"COURSE_DATA_DIR names {display_path(named)}, which is not a folder; looked elsewhere."
        ]
    if not found.missing:
        return []
    missing = ", ".join(found.missing)
    return [
        f"COURSE_DATA_DIR ({display_path(named)}) has no good copy of {missing}; looked elsewhere."
    ]


def _about_damaged_of_ours(path: Path) -> str:
    name = path.name.removesuffix(".gz")
    fault = f"{display_path(path)} was damaged (cut short or altered: its checksum is not MNIST's)"
    if path.exists() and _is_good(name, path):
        return f"{fault} and has been replaced by a fresh copy."
    if path.name != name:
        return f"{fault} and is not used: delete it."
    return (
        f"{fault}, is not used and could not be replaced: delete it and run this again when there "
        f"is a network, or put a good {name}.gz beside it."
    )


def _fill(raw: Path, good: dict[str, Path]) -> None:
    """Make `raw` hold all four files, from these copies or else the network."""
    for name, source in good.items():
        if source != raw / name:
            _install(name, source.read_bytes(), source.name != name, raw)
    _download([name for name in RAW_SHA256 if name not in good], raw)


def _install(name: str, content: bytes, packed: bool, raw: Path) -> None:
    """Unpack where needed, verify, and put the file in place. Raises DownloadError, OSError."""
    try:
        unpacked = gzip.decompress(content) if packed else content
    except (OSError, EOFError, zlib.error) as error:
        raise DownloadError(f"{name}.gz cannot be unpacked") from error
    if hashlib.sha256(unpacked).hexdigest() != RAW_SHA256[name]:
        raise DownloadError(f"{name}.gz holds something else than MNIST")
    write_atomically(raw / name, unpacked)


def _download(names: list[str], raw: Path) -> None:
    """Fetch, verify and unpack the files of these names. Raises DownloadError, OSError."""
    if not names:
        return
    from torchvision.datasets import MNIST

    mirrors = list(MNIST.mirrors)
    patience = WAIT_SECONDS / len(mirrors)
    failures: dict[str, str] = {}
    with _progress() as on_bytes:
        for name in names:
            packed = _fetch_from_any(mirrors, failures, name, patience, on_bytes)
            _install(name, packed, True, raw)


def _fetch_from_any(
    mirrors: list[str],
    failures: dict[str, str],
    name: str,
    patience: float,
    on_bytes: Callable[[int], object],
) -> bytes:
    """Ask one mirror after the other; one that failed leaves `mirrors`, its fault is noted."""
    gz_name, md5 = _resources()[name]
    while mirrors:
        mirror = mirrors[0]
        try:
            content = fetch(mirror + gz_name, patience, on_bytes)
            if _md5(content) == md5:
                return content
            failures[mirror] = f"it sent something else than {gz_name} (wrong checksum)"
        except DownloadError as error:
            failures[mirror] = str(error)
        mirrors.pop(0)
    if len(set(failures.values())) == 1:
        raise DownloadError(next(iter(failures.values())))
    raise DownloadError(
        "; ".join(f"{urlsplit(mirror).netloc}: {words}" for mirror, words in failures.items())
    )


@contextmanager
def _progress() -> Iterator[Callable[[int], object]]:
    from tqdm import tqdm

    text = "Fetching MNIST (11 MB) ..."
    with tqdm(
        desc=text, total=DOWNLOAD_BYTES, unit="B", unit_scale=True, leave=False, file=sys.stdout
    ) as bar:
        yield bar.update
