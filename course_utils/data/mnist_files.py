"""Find, verify and, where needed, fetch the four MNIST files.

Afterwards `torchvision.datasets.MNIST(root, download=False)` works. The mirrors are torchvision's.
torchvision waits for ever on a silent network and only looks whether the unpacked files exist, so
the bounded wait and the look at what they hold are ours. A good copy that lies elsewhere, is packed
or has another name is copied to where torchvision reads it: links are not to be had everywhere.
"""

import gzip
import os
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from course_utils.data.download import DownloadError, fetch
from course_utils.files import display_path, write_atomically
from course_utils.folders import cache_candidates, cache_folder, raw_folder, user_folder
from course_utils.mnist_copies import (
    NAMES,
    Survey,
    is_good,
    is_mnist,
    is_official_archive,
    is_packed,
    places_in,
    survey,
)

WAIT_SECONDS = 8.0  # what all mirrors together may cost when nothing comes
DOWNLOAD_BYTES = 11_594_722  # the four .gz files, for the progress bar


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
    others = survey(
        place for other in cache_candidates() if other != cache for place in places_in(other)
    )
    problems += _set_legacy_aside(cache)
    ours = survey(places_in(cache))
    reason = ""
    try:
        problems += _fill(raw, others.good | theirs.good | ours.good)
    except DownloadError as error:
        reason = str(error)
    problems += [_about_damaged_of_ours(path, raw) for path in ours.damaged]
    return MnistFiles(None if reason else cache, reason, tuple(problems))


def _usable_in_place(folder: Path, found: Survey) -> bool:
    wanted = {name: raw_folder(folder) / name for name in NAMES}
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


def _about_damaged_of_ours(path: Path, raw: Path) -> str:
    fault = f"{display_path(path)} was damaged (cut short or altered: its checksum is not MNIST's)"
    if path.parent != raw or path.name not in NAMES:
        return f"{fault} and is not used: delete it."
    if path.exists() and is_good(path.name, path):
        return f"{fault} and has been replaced by a fresh copy."
    return (
        f"{fault}, is not used and could not be replaced: delete it and run this again when there "
        f"is a network, or put a good {path.name}.gz beside it."
    )


def _fill(raw: Path, good: dict[str, Path]) -> list[str]:
    """Make `raw` hold all four files, from these copies or else the network; what was moved."""
    contents = {n: source.read_bytes() for n, source in good.items() if source != raw / n}
    moved = [line for name in NAMES for line in _set_folder_aside(raw / name)]
    for name, content in contents.items():
        _install(name, content, raw)
    _download([name for name in NAMES if name not in good], raw)
    return moved


def _set_folder_aside(place: Path) -> list[str]:
    """Rename a folder that has a file's place, as Kaggle's archive makes one."""
    if not place.is_dir():
        return []
    names = (f"{place.name}.folder{number}" for number in ["", *range(2, 100)])
    aside = next(path for path in map(place.with_name, names) if not path.exists())
    os.rename(place, aside)
    return [f"{display_path(place)} was a folder and is now {aside.name}: it was in a file's way."]


def _install(name: str, content: bytes, raw: Path) -> None:
    """Unpack where needed, verify, and put the file in place. Raises DownloadError, OSError."""
    try:
        unpacked = gzip.decompress(content) if is_packed(content) else content
    except (OSError, EOFError, zlib.error) as error:
        raise DownloadError(f"{name}.gz cannot be unpacked") from error
    if not is_mnist(name, unpacked):
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
            _install(name, _fetch_from_any(mirrors, failures, name, patience, on_bytes), raw)


def _fetch_from_any(
    mirrors: list[str],
    failures: dict[str, str],
    name: str,
    patience: float,
    on_bytes: Callable[[int], object],
) -> bytes:
    """Ask one mirror after the other; one that failed leaves `mirrors`, its fault is noted."""
    gz_name = f"{name}.gz"
    while mirrors:
        mirror = mirrors[0]
        try:
            content = fetch(mirror + gz_name, patience, on_bytes)
            if is_official_archive(name, content):
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
