"""Fashion-MNIST: another data set, of MNIST's size, fetched with a bounded wait or left out.

torchvision reads it, and names the files, the mirrors and the checksums; it would wait for ever on
a silent network, so the fetching is ours, as for MNIST.
"""

import gzip
import hashlib
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import torch
from tqdm import tqdm

from course_utils.data import InMemoryDataset, Splits, train_validation_split
from course_utils.data.download import DownloadError, fetch
from course_utils.files import display_path, holds, write_atomically
from course_utils.folders import cache_candidates, cache_folder, chosen_data

NAME = "Fashion-MNIST"
CLASSES = (
    *("T-shirt/top", "trouser", "pullover", "dress", "coat"),
    *("sandal", "shirt", "sneaker", "bag", "ankle boot"),
)
WAIT_SECONDS = 8.0  # for a source from which nothing comes
LONGEST_SECONDS = 90.0  # for all four files
DOWNLOAD_BYTES = 30_878_645  # the four .gz files, for the progress bar


def load_fashion(
    device: str | torch.device = "cpu", validation_share: float = 1 / 12, seed: int = 0
) -> Splits | None:
    """Fashion-MNIST, split as `load_splits` splits MNIST; None where it is not to be had.

    One line says which it is, and why. Where COURSE_DATA asks for the embedded digits, nothing is
    looked for. Without a network the answer comes within ten seconds.
    """
    if chosen_data() == "digits":
        print(f"{NAME}: left out, because COURSE_DATA=digits asks for the embedded digits alone.")
        return None
    try:
        root = _find()
    except (DownloadError, OSError) as error:
        print(f"{NAME}: left out, because it could not be fetched: {error}.")
        return None
    splits = _splits(root, device, validation_share, seed)
    print(
        f"{NAME}: {len(splits.train) + len(splits.validation):,} training and "
        f"{len(splits.test):,} test images, from {display_path(root)}."
    )
    return splits


def _splits(root: Path, device: str | torch.device, validation_share: float, seed: int) -> Splits:
    from torchvision.datasets import FashionMNIST

    training, test = FashionMNIST(root, train=True), FashionMNIST(root, train=False)
    parts = train_validation_split(len(training), validation_share, seed)
    train, validation = (
        InMemoryDataset(training.data[part], training.targets[part], device) for part in parts
    )
    return Splits(train, validation, InMemoryDataset(test.data, test.targets, device), NAME)


def _find() -> Path:
    """The folder that torchvision can read it from. Raises DownloadError, OSError (cannot write).

    Beside each unpacked file lies the .gz that it came from, because its MD5 is known.
    """
    from torchvision.datasets import FashionMNIST

    archives = dict(FashionMNIST.resources)
    for cache in cache_candidates():
        raw = _raw_folder(cache)
        if all(_is_good(raw / name, md5) for name, md5 in archives.items()):
            _unpack(raw, archives)
            return cache
    cache = cache_folder()
    raw = _raw_folder(cache)
    _download({n: md5 for n, md5 in archives.items() if not _is_good(raw / n, md5)}, raw)
    _unpack(raw, archives)
    return cache


def _raw_folder(cache: Path) -> Path:
    return cache / "FashionMNIST" / "raw"


def _is_good(path: Path, md5: str) -> bool:
    try:
        return _md5(path.read_bytes()) == md5
    except OSError:
        return False


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _unpack(raw: Path, archives: dict[str, str]) -> None:
    """Make every unpacked file hold what its archive holds."""
    for name in archives:
        try:
            content = gzip.decompress((raw / name).read_bytes())
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise DownloadError(f"{name} cannot be unpacked") from error
        target = raw / name.removesuffix(".gz")
        if not holds(target, content):
            write_atomically(target, content)


def _download(archives: dict[str, str], raw: Path) -> None:
    from torchvision.datasets import FashionMNIST

    given_up_at = time.monotonic() + LONGEST_SECONDS
    text = f"Fetching {NAME} (31 MB) ..."
    with tqdm(
        desc=text, total=DOWNLOAD_BYTES, unit="B", unit_scale=True, leave=False, file=sys.stdout
    ) as bar:
        for name, md5 in archives.items():
            url = FashionMNIST.mirrors[0] + name
            content = fetch(url, WAIT_SECONDS, _in_time(bar.update, given_up_at))
            if _md5(content) != md5:
                raise DownloadError(f"the server sent something else than {name} (wrong checksum)")
            write_atomically(raw / name, content)


def _in_time(note: Callable[[int], object], given_up_at: float) -> Callable[[int], None]:
    """`note`, until a moment from which on the download is given up."""

    def on_bytes(count: int) -> None:
        note(count)
        if time.monotonic() > given_up_at:
            raise DownloadError(f"more than {LONGEST_SECONDS:.3g} seconds for 31 MB")

    return on_bytes
