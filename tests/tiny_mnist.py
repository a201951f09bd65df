"""Four files in MNIST's format, small enough to make up, that pass for MNIST in a test."""

import gzip
import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
from torchvision.datasets import MNIST

from course_utils import mnist_copies


class TinyMnist:
    """Six training and four test images by file name: `raw` unpacked, `packed` as .gz."""

    def __init__(self) -> None:
        chance = np.random.default_rng(0)
        self.raw = {}
        for part, count in (("train", 6), ("t10k", 4)):
            images = chance.integers(0, 256, (count, 28, 28), dtype=np.uint8)
            labels = chance.integers(0, 10, count, dtype=np.uint8)
            self.raw[f"{part}-images-idx3-ubyte"] = idx(images)
            self.raw[f"{part}-labels-idx1-ubyte"] = idx(labels)
        self.packed = {f"{name}.gz": gzip.compress(self.raw[name], mtime=0) for name in self.raw}

    def pass_for_mnist(self, replace: Callable[[object, str, object], object]) -> None:
        """Have these files, and no mirror, wherever MNIST's are expected."""
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in self.raw.items()}
        md5s = {name: hashlib.md5(content).hexdigest() for name, content in self.packed.items()}
        replace(mnist_copies, "RAW_SHA256", hashes)
        replace(mnist_copies, "PACKED_MD5", {n.removesuffix(".gz"): md5s[n] for n in md5s})
        replace(MNIST, "resources", list(md5s.items()))
        replace(MNIST, "mirrors", ["http://127.0.0.1:9/"])

    def write_raw(self, folder: Path) -> Path:
        """Put the unpacked files into `folder`."""
        return write(folder, self.raw)

    def write_packed(self, folder: Path) -> Path:
        """Put the .gz files into `folder`."""
        return write(folder, self.packed)


def idx(values: np.ndarray) -> bytes:
    """A uint8 array in MNIST's file format."""
    header = struct.pack(f">4B{values.ndim}I", 0, 0, 8, values.ndim, *values.shape)
    return header + values.tobytes()


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Put these files into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with what it holds."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
