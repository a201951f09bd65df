import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from tiny_mnist import TinyMnist, write
from torchvision.datasets import MNIST

from course_utils import data, files
from course_utils.data import (
    DataError,
    find,
    find_data,
    load_splits,
    mnist_files,
    train_validation_split,
)


@pytest.fixture
def mnist(tiny: TinyMnist, checkout: Path) -> TinyMnist:
    """A made-up MNIST that lies in the cache."""
    tiny.write_raw(checkout / "data" / "MNIST" / "raw")
    return tiny


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch):
    return lambda choice: monkeypatch.setenv("COURSE_DATA", choice)


class TestFindData:
    def test_one_line_says_which_data_how_many_and_from_where(self, mnist, capsys):
        found = find_data()
        assert (found.name, found.root) == ("MNIST", "../data")
        said = "Data: MNIST, 6 training and 4 test images, from ../data.\n"
        assert capsys.readouterr().out == said

    def test_the_printed_dataset_shows_a_relative_root(self, mnist):
        assert "Root location: ../data\n" in repr(MNIST(find_data().root))

    def test_without_mnist_the_digits_are_used_and_the_reason_is_said(
        self, tiny, capsys, monkeypatch
    ):
        monkeypatch.setattr(mnist_files, "fetch", no_network)
        found = find_data()
        assert (found.name, found.root) == ("embedded digits", "../data/digits")
        assert len(MNIST(found.root)) == 1437
        *_, said = capsys.readouterr().out.split("\r")  # the progress bar has gone
        assert said == (
            "Data: embedded digits, 1,437 training and 360 test images, from ../data/digits,\n"
            "because MNIST is not on this machine and could not be fetched: no network.\n"
            "The lesson runs the same, but the text's numbers and verdicts are MNIST's. "
            "Restart the kernel to look again.\n"
        )

    def test_each_problem_gets_a_line_of_its_own(self, mnist, tmp_path, capsys, monkeypatch):
        damaged = write(tmp_path / "theirs", {"t10k-labels-idx1-ubyte": b"cut"})
        monkeypatch.setenv("COURSE_DATA_DIR", str(damaged))
        assert find_data().name == "MNIST"
        first, *notes = capsys.readouterr().out.splitlines()
        assert first.startswith("Data: MNIST")
        assert notes[0].startswith("Note: ../../theirs/t10k-labels-idx1-ubyte is damaged")

    def test_a_damaged_file_is_never_trained_on(self, mnist, checkout, capsys, monkeypatch):
        monkeypatch.setattr(mnist_files, "fetch", no_network)
        write(checkout / "data" / "MNIST" / "raw", {"t10k-labels-idx1-ubyte": b"cut"})
        assert find_data().name == "embedded digits"
        said = capsys.readouterr().out
        assert "Note: ../data/MNIST/raw/t10k-labels-idx1-ubyte was damaged" in said

    def test_a_second_call_neither_looks_nor_speaks_again(self, mnist, capsys, monkeypatch):
        first = find_data()
        capsys.readouterr()
        monkeypatch.setattr(find, "find_mnist", None)
        assert find_data() == first
        assert capsys.readouterr().out == ""

    def test_the_same_cell_run_once_more_says_it_once_more(self, mnist, capsys, monkeypatch):
        monkeypatch.setattr(find, "_running_cell", lambda: "data = find_data()")
        find_data()
        said = capsys.readouterr().out
        find_data()
        assert said.startswith("Data: MNIST")
        assert capsys.readouterr().out == said

    def test_a_second_call_from_another_folder_gives_the_root_from_there(
        self, mnist, checkout, monkeypatch
    ):
        find_data()
        monkeypatch.chdir(checkout)
        assert find_data().root == "data"

    def test_another_choice_is_looked_for_anew(self, mnist, choose):
        assert find_data().name == "MNIST"
        choose("digits")
        assert find_data().name == "embedded digits"

    def test_digits_look_nowhere_else(self, mnist, choose, capsys, monkeypatch):
        choose("digits")
        monkeypatch.setattr(find, "find_mnist", None)
        assert find_data().name == "embedded digits"
        said = capsys.readouterr().out
        assert "because COURSE_DATA=digits asks for them" in said
        assert "Restart" not in said

    def test_mnist_accepts_nothing_else(self, tiny, choose, monkeypatch):
        choose("mnist")
        monkeypatch.setattr(mnist_files, "fetch", no_network)
        with pytest.raises(DataError, match=r"could not be fetched: no network\. .*COURSE_DATA_D"):
            find_data()

    def test_an_unknown_choice_names_the_three(self, checkout, choose):
        choose("cifar")
        with pytest.raises(DataError, match="'cifar'; it can be auto, mnist, digits"):
            find_data()

    @pytest.mark.parametrize("choice", ["", " Auto ", "MNIST"])
    def test_case_and_blanks_do_not_matter(self, choice, mnist, choose):
        choose(choice)
        assert find_data().name == "MNIST"

    def test_a_full_disk_is_said_in_words(self, checkout, choose, monkeypatch):
        def full(target: Path, content: bytes) -> None:
            raise OSError(28, "No space left on device")

        choose("digits")
        monkeypatch.setattr("course_utils.data.embedded_digits.write_atomically", full)
        with pytest.raises(DataError, match=r"No space left on device\. Make room"):
            find_data()

    def test_data_on_another_drive_keeps_its_whole_path(self, mnist, checkout, monkeypatch):
        def no_relative_path(path: Path) -> str:
            raise ValueError("path is on mount 'D:', start on mount 'C:'")

        monkeypatch.setattr(files.os.path, "relpath", no_relative_path)
        assert find_data().root == (checkout / "data").as_posix()

    def test_importing_the_module_has_no_side_effect(self, tmp_path):
        code = "import sys, course_utils.data; sys.exit('torchvision' in sys.modules)"
        environment = os.environ | {"PYTHONPATH": str(Path(data.__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
        assert list(tmp_path.iterdir()) == []


def no_network(*arguments: object) -> bytes:
    raise mnist_files.DownloadError("no network")


class TestTrainValidationSplit:
    @pytest.mark.parametrize(
        ("n_samples", "share", "n_validation"), [(60_000, 1 / 12, 5000), (10, 0.25, 2), (2, 0.5, 1)]
    )
    def test_every_index_is_in_exactly_one_part(self, n_samples, share, n_validation):
        training, validation = train_validation_split(n_samples, share, seed=0)
        assert len(validation) == n_validation
        assert torch.cat([training, validation]).sort().values.equal(torch.arange(n_samples))
        assert training.dtype == validation.dtype == torch.int64

    def test_both_parts_are_shuffled(self):
        for part in train_validation_split(1000, 0.5, seed=0):
            assert not part.equal(part.sort().values)

    def test_the_same_seed_gives_the_same_split_whatever_else_was_drawn(self):
        first = train_validation_split(100, 0.2, seed=3)
        torch.rand(5)
        again = train_validation_split(100, 0.2, seed=3)
        other = train_validation_split(100, 0.2, seed=4)
        assert first[1].equal(again[1])
        assert not first[1].equal(other[1])

    def test_the_global_generator_is_left_alone(self):
        before = torch.get_rng_state()
        train_validation_split(100, 0.2, seed=3)
        assert torch.get_rng_state().equal(before)

    @pytest.mark.parametrize("share", [0, 1, -0.1, 1.5, float("nan")])
    def test_a_share_outside_0_to_1_is_refused(self, share):
        with pytest.raises(ValueError, match="between 0 and 1"):
            train_validation_split(100, share, seed=0)

    @pytest.mark.parametrize(("n_samples", "share"), [(3, 0.1), (3, 0.9), (0, 0.5), (1, 0.5)])
    def test_an_empty_part_is_refused(self, n_samples, share):
        with pytest.raises(ValueError, match="each needs one at least"):
            train_validation_split(n_samples, share, seed=0)


class TestLoadSplits:
    def test_validation_comes_out_of_the_training_images_and_the_test_stays_whole(self, mnist):
        splits = load_splits(validation_share=1 / 3)
        assert [len(part) for part in splits[:3]] == [4, 2, 4]
        assert splits.name == "MNIST"
        original, test = MNIST(find_data().root), MNIST(find_data().root, train=False)
        together = torch.cat([splits.train.images, splits.validation.images]).squeeze(1)
        assert sorted(map(hashable, together)) == sorted(map(hashable, original.data))
        assert splits.test.images.squeeze(1).equal(test.data)
        assert splits.test.labels.equal(test.targets)

    def test_images_keep_their_labels(self, mnist):
        splits = load_splits(validation_share=1 / 3)
        original = MNIST(find_data().root)
        label_of = dict(zip(map(hashable, original.data), original.targets.tolist(), strict=True))
        for part in (splits.train, splits.validation):
            assert [label_of[hashable(image)] for image in part.images] == part.labels.tolist()

    def test_the_seed_chooses_the_split(self, choose, checkout):
        choose("digits")
        first, again, other = (load_splits(seed=seed).validation.images for seed in (0, 0, 1))
        assert first.equal(again)
        assert not first.equal(other)

    def test_the_digits_are_split_in_the_same_shares(self, choose, checkout):
        choose("digits")
        splits = load_splits()
        assert [len(part) for part in splits[:3]] == [1317, 120, 360]
        assert splits.name == "embedded digits"

    def test_the_real_mnist_gives_55000_5000_and_10000(
        self, mnist_gz_folder, checkout, monkeypatch
    ):
        monkeypatch.setenv("COURSE_DATA_DIR", str(mnist_gz_folder))
        splits = load_splits()
        assert [len(part) for part in splits[:3]] == [55_000, 5_000, 10_000]
        assert splits.train.images.shape == (55_000, 1, 28, 28)


def hashable(image: torch.Tensor) -> bytes:
    return image.numpy().tobytes()
