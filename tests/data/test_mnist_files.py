import gzip
import sys
from pathlib import Path

import pytest
from tiny_mnist import contents, write
from torchvision.datasets import MNIST

from course_utils import files, folders, mnist_copies
from course_utils.data.mnist_files import find_mnist
from course_utils.folders import cache_candidates, cache_folder
from course_utils.mnist_copies import survey_folders

IMAGES = "train-images-idx3-ubyte"
needs_symlinks = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets only administrators make symbolic links"
)


@pytest.fixture
def theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that COURSE_DATA_DIR names."""
    folder = tmp_path / "theirs"
    folder.mkdir()
    monkeypatch.setenv("COURSE_DATA_DIR", str(folder))
    return folder


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def with_one_bit_changed(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def test_torchvision_still_names_the_files_whose_hashes_we_hold():
    packed = mnist_copies.PACKED_MD5
    assert [(f"{name}.gz", md5) for name, md5 in packed.items()] == list(MNIST.resources)
    assert list(packed) == list(mnist_copies.RAW_SHA256)


class TestTheFolderTheUserNames:
    def test_unpacked_files_where_torchvision_looks_are_used_in_place(self, tiny, theirs, cache):
        tiny.write_raw(theirs / "MNIST" / "raw")
        found = find_mnist()
        assert (found.root, found.problems) == (theirs, ())
        assert not cache.exists()

    @pytest.mark.parametrize("below", ["", "raw", "MNIST/raw"])
    def test_packed_files_are_unpacked_into_the_cache(self, below, tiny, theirs, cache, raw):
        tiny.write_packed(theirs / below)
        before = contents(theirs)
        found = find_mnist()
        assert (found.root, found.problems) == (cache, ())
        assert contents(raw) == tiny.raw
        assert contents(theirs) == before

    def test_unpacked_files_elsewhere_in_it_are_copied_into_the_cache(
        self, tiny, theirs, cache, raw
    ):
        tiny.write_raw(theirs)
        assert find_mnist().root == cache
        assert contents(raw) == tiny.raw

    def test_a_file_of_an_old_torchvision_beside_them_is_never_read(self, tiny, theirs, cache):
        tiny.write_raw(theirs / "MNIST" / "raw")
        write(theirs / "MNIST" / "processed", {"training.pt": b"?", "test.pt": b"?"})
        assert find_mnist().root == cache

    @pytest.mark.parametrize("name", [IMAGES, f"{IMAGES}.gz"])
    def test_a_damaged_file_is_named_and_left_alone_and_the_search_goes_on(
        self, name, tiny, theirs, cache, raw, mirrors
    ):
        mirrors("good")
        tiny.write_packed(theirs)
        (theirs / f"{IMAGES}.gz").unlink()
        write(theirs, {name: half((tiny.raw | tiny.packed)[name])})
        before = contents(theirs)
        found = find_mnist()
        assert found.root == cache
        assert f"theirs/{name} is damaged" in found.problems[0]
        assert contents(theirs) == before
        assert (raw / IMAGES).read_bytes() == tiny.raw[IMAGES]

    def test_a_missing_file_is_named_and_fetched(self, tiny, theirs, cache, mirrors, server):
        mirrors("good")
        tiny.write_packed(theirs)
        (theirs / f"{IMAGES}.gz").unlink()
        found = find_mnist()
        assert found.root == cache
        assert f"no good copy of {IMAGES};" in found.problems[0]
        assert server.asked == [f"good/{IMAGES}.gz"]

    def test_a_name_that_is_no_folder_is_said(self, tiny, theirs, raw, cache):
        theirs.rmdir()
        tiny.write_raw(raw)
        found = find_mnist()
        assert found.root == cache
        assert found.problems == (
            "COURSE_DATA_DIR names ../../theirs, which is not a folder; looked elsewhere.",
        )

    def test_it_is_never_written_even_where_it_is_the_usual_cache(
        self, tiny, cache, raw, monkeypatch
    ):
        tiny.write_packed(raw)
        monkeypatch.setenv("COURSE_DATA_DIR", str(cache))
        before = contents(cache)
        assert find_mnist().root == Path.cwd() / "data"
        assert contents(cache) == before


def original(name: str) -> str:
    """How the original archive writes a file's name."""
    return name.replace("-idx", ".idx")


def inside(name: str) -> str:
    """Where Kaggle's archive puts a file: into a folder of the file's own name."""
    return f"{name}/{name}"


class TestOtherNames:
    @pytest.mark.parametrize("place", [original, inside, lambda name: inside(original(name))])
    @pytest.mark.parametrize("packed", [False, True])
    def test_whole_files_under_other_names_are_copied_and_not_fetched(
        self, place, packed, tiny, theirs, cache, raw, mirrors, server
    ):
        mirrors("good")
        held = tiny.packed if packed else tiny.raw
        for name, content in held.items():
            path = theirs / place(name)
            write(path.parent, {path.name: content})
        before = contents(theirs)
        found = find_mnist()
        assert (found.root, found.problems, server.asked) == (cache, (), [])
        assert contents(raw) == tiny.raw
        assert contents(theirs) == before

    def test_what_was_packed_by_another_hand_is_known_by_what_it_holds(
        self, tiny, theirs, cache, raw
    ):
        again = {n: gzip.compress(content, 1, mtime=7) for n, content in tiny.raw.items()}
        write(theirs, {f"{name}.gz": content for name, content in again.items()})
        found = find_mnist()
        assert (found.root, found.problems) == (cache, ())
        assert contents(raw) == tiny.raw

    @pytest.mark.parametrize("below", ["", "raw", "MNIST/raw"])
    def test_they_are_found_where_the_course_keeps_its_data(
        self, below, tiny, cache, raw, mirrors, server
    ):
        mirrors("good")
        write(cache / below, {original(name): content for name, content in tiny.raw.items()})
        found = find_mnist()
        assert (found.root, found.problems, server.asked) == (cache, (), [])
        assert {name: (raw / name).read_bytes() for name in tiny.raw} == tiny.raw

    def test_a_folder_in_the_way_of_a_file_is_renamed_and_what_it_holds_is_kept(
        self, tiny, cache, raw
    ):
        for name, content in tiny.raw.items():
            write(raw / name, {name: content})
        write(raw / f"{IMAGES}.folder", {"from": b"an earlier time"})
        found = find_mnist()
        assert found.root == cache
        assert found.problems[0] == (
            f"../data/MNIST/raw/{IMAGES} was a folder and is now {IMAGES}.folder2: "
            "it was in a file's way."
        )
        assert len(found.problems) == 4
        held = contents(raw)
        assert {name: held[name] for name in tiny.raw} == tiny.raw
        assert held[f"{IMAGES}.folder2/{IMAGES}"] == tiny.raw[IMAGES]
        assert find_mnist().problems == ()

    def test_a_damaged_file_under_another_name_is_not_used_and_named(
        self, tiny, raw, cache, mirrors
    ):
        mirrors("good")
        tiny.write_raw(raw)
        (raw / IMAGES).unlink()
        write(raw, {original(IMAGES): half(tiny.raw[IMAGES])})
        found = find_mnist()
        assert found.root == cache
        assert "raw/train-images.idx3-ubyte was damaged" in found.problems[0]
        assert found.problems[0].endswith("is not used: delete it.")
        assert (raw / IMAGES).read_bytes() == tiny.raw[IMAGES]

    def test_a_packed_file_that_would_fill_the_memory_is_not_unpacked_whole(self, monkeypatch):
        monkeypatch.setattr(mnist_copies, "LARGEST", 1000)
        assert len(mnist_copies.unpack(gzip.compress(bytes(10_000)))) == 1000


class TestTheCache:
    def test_verified_files_need_no_network(self, tiny, raw, cache, mirrors, server):
        mirrors("good")
        tiny.write_raw(raw)
        found = find_mnist()
        assert (found.root, found.problems, server.asked) == (cache, (), [])

    def test_packed_files_are_unpacked_and_not_fetched(self, tiny, raw, cache, mirrors, server):
        mirrors("good")
        tiny.write_packed(raw)
        assert find_mnist().root == cache
        assert contents(raw) == tiny.packed | tiny.raw
        assert server.asked == []

    @needs_symlinks
    def test_packed_files_may_be_links_and_what_they_lead_to_stays(self, tiny, raw, tmp_path):
        origin = tiny.write_packed(tmp_path / "origin")
        raw.mkdir(parents=True)
        for name in tiny.packed:
            (raw / name).symlink_to(origin / name)
        find_mnist()
        assert contents(raw) == tiny.packed | tiny.raw
        assert contents(origin) == tiny.packed

    @pytest.mark.parametrize("damage", [half, with_one_bit_changed])
    def test_a_damaged_file_is_replaced_from_the_packed_one_beside_it(
        self, damage, tiny, raw, cache, mirrors, server
    ):
        mirrors("good")
        tiny.write_packed(tiny.write_raw(raw))
        write(raw, {IMAGES: damage(tiny.raw[IMAGES])})
        found = find_mnist()
        assert found.root == cache
        assert "was damaged" in found.problems[0] and "replaced" in found.problems[0]
        assert contents(raw) == tiny.packed | tiny.raw
        assert server.asked == []

    def test_a_damaged_file_is_replaced_by_download(self, tiny, raw, cache, mirrors, server):
        mirrors("good")
        tiny.write_raw(raw)
        write(raw, {IMAGES: half(tiny.raw[IMAGES])})
        found = find_mnist()
        assert found.root == cache
        assert found.problems[0].startswith(f"../data/MNIST/raw/{IMAGES} was damaged")
        assert found.problems[0].endswith("has been replaced by a fresh copy.")
        assert server.asked == [f"good/{IMAGES}.gz"]
        assert (raw / IMAGES).read_bytes() == tiny.raw[IMAGES]

    def test_a_damaged_file_that_cannot_be_replaced_is_not_used(self, tiny, raw, mirrors):
        mirrors("unavailable")
        tiny.write_raw(raw)
        write(raw, {IMAGES: half(tiny.raw[IMAGES])})
        found = find_mnist()
        assert found.root is None
        assert f"{IMAGES} was damaged" in found.problems[0]
        assert "could not be replaced: delete it" in found.problems[0]

    def test_of_damaged_files_only_the_unpacked_is_replaced(self, tiny, raw, cache, mirrors):
        mirrors("good")
        tiny.write_packed(tiny.write_raw(raw))
        broken = {IMAGES: half(tiny.raw[IMAGES]), f"{IMAGES}.gz": half(tiny.packed[f"{IMAGES}.gz"])}
        write(raw, broken)
        found = find_mnist()
        assert found.root == cache
        assert found.problems[0].endswith("has been replaced by a fresh copy.")
        assert found.problems[1].endswith("is not used: delete it.")
        assert contents(raw) == tiny.packed | broken | tiny.raw

    def test_a_half_finished_file_is_not_taken_for_a_whole_one(self, tiny, raw, cache, mirrors):
        mirrors("good")
        write(raw, {f".{IMAGES}.0123.part": half(tiny.raw[IMAGES]), IMAGES: b""})
        assert find_mnist().root == cache
        assert (raw / IMAGES).read_bytes() == tiny.raw[IMAGES]

    def test_a_file_of_an_old_torchvision_is_set_aside(self, tiny, raw, cache):
        tiny.write_raw(raw)
        write(cache / "MNIST" / "processed", {"training.pt": b"?", "test.pt": b"?"})
        found = find_mnist()
        assert "renamed" in found.problems[0]
        assert len(MNIST(found.root)) == 6

    def test_whole_files_where_nothing_can_be_written_are_used_in_place(
        self, tiny, raw, cache, mirrors, server, monkeypatch
    ):
        mirrors("good")
        tiny.write_raw(raw)
        monkeypatch.setattr(files.Path, "touch", read_only)
        found = find_mnist()
        assert (found.root, found.problems, server.asked) == (cache, (), [])

    def test_whole_files_in_a_later_place_are_used_there(
        self, tiny, checkout, cache, mirrors, server
    ):
        mirrors("good")
        here = checkout / "notebooks" / "data"
        tiny.write_raw(here / "MNIST" / "raw")
        assert find_mnist().root == here
        assert (cache.exists(), server.asked) == (False, [])

    def test_packed_files_in_a_later_place_are_unpacked_and_not_fetched(
        self, tiny, checkout, cache, raw, mirrors, server
    ):
        mirrors("good")
        tiny.write_packed(checkout / "notebooks" / "data" / "MNIST" / "raw")
        assert find_mnist().root == cache
        assert (contents(raw), server.asked) == (tiny.raw, [])

    def test_it_lies_in_the_checkout_else_here_else_with_the_user(
        self, checkout, tmp_path, monkeypatch
    ):
        here = checkout / "notebooks" / "data"
        per_user = tmp_path / "per-user" / "cnn-course"
        assert cache_candidates() == [checkout / "data", here, per_user]
        (checkout / "pyproject.toml").unlink()
        assert cache_candidates() == [here, per_user]

    def test_a_user_without_a_home_has_the_other_places(self, checkout, monkeypatch):
        def homeless() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
        monkeypatch.delenv("LOCALAPPDATA", raising=False)
        monkeypatch.setattr(folders.Path, "home", homeless)
        assert cache_candidates() == [checkout / "data", checkout / "notebooks" / "data"]

    def test_a_folder_that_cannot_be_written_is_passed_over(self, checkout):
        (checkout / "data").touch()
        assert cache_folder() == checkout / "notebooks" / "data"

    def test_where_no_folder_can_be_written_all_are_named(self, checkout, tmp_path):
        (checkout / "data").touch()
        (checkout / "notebooks" / "data").touch()
        (tmp_path / "per-user").touch()
        with pytest.raises(OSError, match=r"\.\./data, data, .*per-user/cnn-course"):
            cache_folder()


def read_only(path: Path) -> None:
    raise PermissionError("Read-only file system")


class TestLook:
    def test_it_says_what_is_there_and_what_is_missing(self, tiny, theirs, raw):
        tiny.write_packed(raw)
        write(theirs, {IMAGES: half(tiny.raw[IMAGES])})
        (raw / "t10k-labels-idx1-ubyte.gz").unlink()
        seen = survey_folders()
        assert seen.good[IMAGES] == raw / f"{IMAGES}.gz"
        assert seen.damaged == [theirs / IMAGES]
        assert seen.missing == ["t10k-labels-idx1-ubyte"]

    def test_it_writes_nothing_and_fetches_nothing(self, tiny, checkout, mirrors, server):
        mirrors("good")
        before = sorted(checkout.rglob("*"))
        assert survey_folders().missing == list(tiny.raw)
        assert sorted(checkout.rglob("*")) == before
        assert server.asked == []


def test_the_official_files_pass_and_torchvision_reads_them(mnist_gz_folder, checkout, monkeypatch):
    monkeypatch.setenv("COURSE_DATA_DIR", str(mnist_gz_folder))
    found = find_mnist()
    assert found.problems == ()
    assert len(MNIST(found.root)) == 60_000
    assert MNIST(found.root, train=False).data.shape == (10_000, 28, 28)
