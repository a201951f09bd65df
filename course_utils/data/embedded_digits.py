"""Real handwriting that needs no network: scikit-learn's 8×8 digits, brought to MNIST's form.

Source: `sklearn.datasets.load_digits`, 1,797 images of the UCI set "Optical Recognition of
Handwritten Digits". The recipe is the one MNIST was made by (LeCun, Cortes, Burges): the digit is
fitted into 20×20 pixels keeping its shape, and its centre of mass put at the centre of 28×28.
"""

import struct
from functools import cache
from pathlib import Path

import numpy as np

from course_utils.files import holds, write_atomically
from course_utils.folders import raw_folder

FIELD = 28  # pixels a side
FITTED = 20  # pixels of the longer side of the digit
FULL_INK = 16  # the largest value in scikit-learn's images
TEST_SHARE = 0.2
SEED = 0


def write_embedded_digits(root: Path) -> None:
    """Make `torchvision.datasets.MNIST(root)` read the digits. Raises OSError (cannot write)."""
    for name, content in _idx_files().items():
        path = raw_folder(root) / name
        if not holds(path, content):
            write_atomically(path, content)


def embedded_digits() -> tuple[np.ndarray, np.ndarray]:
    """All digits: images uint8 N×28×28 (0 to 255) and labels uint8 N, in scikit-learn's order."""
    from sklearn.datasets import load_digits

    source = load_digits()
    images = np.stack([like_mnist(image) for image in source.images])
    return images, source.target.astype(np.uint8)


def like_mnist(ink: np.ndarray) -> np.ndarray:
    """One digit, float H×W from 0 to 16 and not empty, as MNIST would hold it: uint8 28×28."""
    digit = _fit(_crop(ink))
    top = _corner(digit.sum(axis=1))
    left = _corner(digit.sum(axis=0))
    field = np.zeros((FIELD, FIELD), dtype=np.uint8)
    field[top : top + digit.shape[0], left : left + digit.shape[1]] = digit
    return field


def _crop(ink: np.ndarray) -> np.ndarray:
    """Cut away the empty rows and columns around the digit."""
    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _fit(ink: np.ndarray) -> np.ndarray:
    """Scale the values to 0..255 and the longer side to 20 pixels, with soft edges as MNIST has."""
    from PIL import Image

    values = np.rint(ink * (255 / FULL_INK)).astype(np.uint8)
    grey = Image.fromarray(np.pad(values, 1))
    # Half a pixel of the empty rim belongs to the digit: there its ink fades to black.
    height, width = (side + 1 for side in ink.shape)
    scale = FITTED / max(height, width)
    size = (round(width * scale), round(height * scale))
    box = (0.5, 0.5, 0.5 + width, 0.5 + height)
    return np.asarray(grey.resize(size, Image.Resampling.BICUBIC, box=box))


def _corner(profile: np.ndarray) -> int:
    """Where the digit starts so that the centre of mass of its `profile` falls on the centre."""
    centre_of_mass = np.average(np.arange(len(profile)), weights=profile)
    wished = round((FIELD - 1) / 2 - centre_of_mass)
    return min(max(wished, 0), FIELD - len(profile))


@cache
def _idx_files() -> dict[str, bytes]:
    """The four files by the names that torchvision reads; the split is stratified and seeded."""
    from sklearn.model_selection import train_test_split

    images, labels = embedded_digits()
    train_images, test_images, train_labels, test_labels = train_test_split(
        images, labels, test_size=TEST_SHARE, stratify=labels, random_state=SEED
    )
    return {
        "train-images-idx3-ubyte": _idx(train_images),
        "train-labels-idx1-ubyte": _idx(train_labels),
        "t10k-images-idx3-ubyte": _idx(test_images),
        "t10k-labels-idx1-ubyte": _idx(test_labels),
    }


def _idx(values: np.ndarray) -> bytes:
    """A uint8 array in MNIST's file format: two zeros, type 8, the rank, the sizes, the values."""
    header = struct.pack(f">4B{values.ndim}I", 0, 0, 8, values.ndim, *values.shape)
    return header + values.tobytes()
