import numpy as np
import pytest
from sklearn.datasets import load_digits
from tiny_mnist import contents, write
from torchvision.datasets import MNIST

from course_utils.data.embedded_digits import embedded_digits, like_mnist, write_embedded_digits

RAW_NAMES = {
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
}


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    return embedded_digits()[0]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("digits")
    write_embedded_digits(folder)
    return folder


def test_every_digit_is_28_by_28_and_its_longer_side_is_20(images):
    assert images.dtype == np.uint8 and images.shape == (1797, 28, 28)
    heights = (images > 0).any(axis=2).sum(axis=1)
    widths = (images > 0).any(axis=1).sum(axis=1)
    assert (np.maximum(heights, widths) == 20).all()


def test_every_centre_of_mass_is_within_half_a_pixel_of_the_centre(images):
    ink = images.astype(float)
    total = ink.sum(axis=(1, 2))
    for axis in (1, 2):
        centre = (ink.sum(axis=axis) * np.arange(28)).sum(axis=1) / total
        assert np.abs(centre - 13.5).max() <= 0.5


def test_full_ink_is_white_and_no_ink_is_black(images):
    assert images.min() == 0
    assert images.max() == 255
    assert (images[:, 0, 0] == 0).all()


def test_the_shape_of_a_digit_is_kept():
    bar = np.zeros((8, 8))
    bar[1:7, 3:5] = 16
    field = like_mnist(bar)
    assert (field > 127).any(axis=1).sum() == pytest.approx(18, abs=1)
    assert (field > 127).any(axis=0).sum() == pytest.approx(6, abs=1)


def test_a_single_dot_of_ink_is_no_difficulty():
    dot = np.zeros((8, 8))
    dot[7, 0] = 1
    assert like_mnist(dot).shape == (28, 28)


def test_a_digit_is_neither_turned_nor_mirrored():
    letter_l = np.zeros((8, 8))
    letter_l[1:7, 2] = letter_l[6, 2:6] = 16
    field = like_mnist(letter_l)
    rows, columns = (np.flatnonzero((field > 127).any(axis=axis)) for axis in (1, 0))
    digit = field[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] > 127
    middle, centre = (side // 2 for side in digit.shape)
    assert digit[:middle, :centre].any() and not digit[:middle, centre:].any()
    assert digit[middle:, :centre].any() and digit[middle:, centre:].any()


def test_torchvision_reads_four_fifths_for_training_and_the_rest_for_testing(root):
    assert (len(MNIST(root)), len(MNIST(root, train=False))) == (1437, 360)


def test_no_image_is_in_both_parts_or_lost(root, images):
    read = np.concatenate([MNIST(root).data.numpy(), MNIST(root, train=False).data.numpy()])
    assert sorted(image.tobytes() for image in read) == sorted(image.tobytes() for image in images)


def test_labels_go_with_their_images(root, images):
    label_of = dict(zip((image.tobytes() for image in images), load_digits().target, strict=True))
    for part in (MNIST(root), MNIST(root, train=False)):
        expected = [label_of[image.tobytes()] for image in part.data.numpy()]
        assert part.targets.tolist() == expected


def test_every_class_has_its_share_of_the_test_images(root):
    train, test = (np.bincount(MNIST(root, train=part).targets) for part in (True, False))
    assert np.abs(test - (train + test) * 0.2).max() <= 1


def test_writing_again_changes_nothing_on_the_disk(root):
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*ubyte")}
    write_embedded_digits(root)
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*ubyte")} == before
    assert {path.name for path in before} == RAW_NAMES


def test_an_altered_or_absent_file_is_written_again(root, tmp_path):
    write_embedded_digits(tmp_path)
    write(tmp_path / "MNIST" / "raw", {"train-labels-idx1-ubyte": b"cut"})
    (tmp_path / "MNIST" / "raw" / "t10k-images-idx3-ubyte").unlink()
    write_embedded_digits(tmp_path)
    assert contents(tmp_path) == contents(root)
