"""Archives that are broken or want to do harm: read or refused, said in words, nobody else hurt."""

import io
import os
import random
import stat
import struct
import tarfile
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from exports import HandedInPerson, attempts_of, write_canvas
from layouts_help import Read

from course_utils.errors import CourseError
from course_utils.grading.layouts import archive as archives
from course_utils.grading.layouts import laying

NOTEBOOK = b'{"cells": []}'
GOOD = {"06.ipynb": NOTEBOOK}


def packed(*entries, method=ZIP_DEFLATED) -> bytes:
    """A zip of (name or ZipInfo, content) pairs, names taken as they are."""
    held = io.BytesIO()
    with ZipFile(held, "w", method) as archive:
        for name, content in entries:
            info = name if isinstance(name, ZipInfo) else ZipInfo(name)
            archive.writestr(info, content, method)
    return held.getvalue()


def special(name: str, kind: int) -> ZipInfo:
    info = ZipInfo(name)
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    return info


def flagged(content: bytes, flag: int = 0x1) -> bytes:
    """The same zip with a bit in the flags of all its entries, as where they are encrypted."""
    held = bytearray(content)
    for magic, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = held.find(magic)
        while found >= 0:
            held[found + at] |= flag
            found = held.find(magic, found + 4)
    return bytes(held)


def spoilt(content: bytes) -> bytes:
    """The same zip with one byte of an entry's content changed: its checksum is wrong."""
    at = content.index(NOTEBOOK)
    return content[:at] + b"X" + content[at + 1 :]


def stored(*entries) -> bytes:
    return packed(*entries, method=0)


def class_with(tmp_path: Path, files: dict[str, bytes]) -> Read:
    """Eve hands these in; Ada, whose row comes before, and Zoe, whose comes after, are honest."""
    people = [
        HandedInPerson("Ada", "A", 71, attempts_of(GOOD)),
        HandedInPerson("Eve", "E", 72, attempts_of(files)),
        HandedInPerson("Zoe", "Z", 73, attempts_of(GOOD)),
    ]
    read = Read(write_canvas(tmp_path / "export.zip", people))
    assert read.newest("aada_71") == read.newest("zzoe_73") == GOOD
    assert read.notes("aada_71") == read.notes("zzoe_73") == ""
    return read


HARMFUL = {
    "up": (("../../evil.ipynb", b"x"), "leads out of the archive"),
    "deep up": (("a/../../../evil.ipynb", b"x"), "leads out of the archive"),
    "absolute": (("/evil.ipynb", b"x"), "leads out of the archive"),
    "drive": (("C:\\Windows\\evil.ipynb", b"x"), "leads out of the archive"),
    "drive with slashes": (("c:/evil.ipynb", b"x"), "leads out of the archive"),
    "share": (("\\\\server\\share\\evil.ipynb", b"x"), "leads out of the archive"),
    "backslashes up": (("..\\..\\evil.ipynb", b"x"), "leads out of the archive"),
    "link": ((special("link.ipynb", stat.S_IFLNK), b"/etc/passwd"), "Left out (a link)"),
    "device": ((special("null.ipynb", stat.S_IFCHR), b""), "no ordinary file"),
    "pipe": ((special("pipe.ipynb", stat.S_IFIFO), b""), "no ordinary file"),
    "bomb": (("zeros.ipynb", b"\0" * (8 * 2**20)), "packed as tightly as only a trap is"),
    "archive in it": (("more.zip", packed(("x.ipynb", b"x"))), "an archive in an archive"),
    "too deep": ((f"{'d/' * 12}x.ipynb", b"x"), "more than 8 folders deep"),
}


@pytest.mark.parametrize("kind", HARMFUL)
def test_what_does_harm_is_left_out_of_a_students_zip_and_the_rest_is_read(tmp_path, kind):
    entry, words = HARMFUL[kind]
    read = class_with(tmp_path, {"work.zip": packed(entry, ("06.ipynb", NOTEBOOK))})
    assert read.newest("eeve_72") == {"work.zip/06.ipynb": NOTEBOOK}
    assert words in read.notes("eeve_72")


@pytest.mark.parametrize("kind", HARMFUL)
def test_in_the_export_itself_too(tmp_path, kind):
    entry, _ = HARMFUL[kind]
    export = tmp_path / "export.zip"
    export.write_bytes(packed(entry, ("ada/06.ipynb", NOTEBOOK), ("alan/06.ipynb", NOTEBOOK)))
    read = Read(export)
    assert read.newest("ada") == read.newest("alan") == GOOD


def test_a_link_in_the_export_is_a_note_on_its_owners_attempt(tmp_path):
    (tmp_path / "secret").write_text("secret")
    link = special("ada/06.ipynb", stat.S_IFLNK)
    export = tmp_path / "export.zip"
    export.write_bytes(packed((link, str(tmp_path / "secret")), ("alan/06.ipynb", NOTEBOOK)))
    read = Read(export)
    assert read.newest("ada") == {}
    assert read.notes("ada") == "Left out (a link): 06.ipynb."


def test_a_path_out_of_the_export_is_nobodys(tmp_path):
    export = tmp_path / "export.zip"
    export.write_bytes(
        packed(("/etc/passwd", b"x"), ("ada/06.ipynb", NOTEBOOK), ("b/1.ipynb", b""))
    )
    read = Read(export)
    assert [*read.people] == ["ada", "b"]
    assert read.left_over == ("etc/passwd: a path that leads out of the archive.",)


BROKEN = {
    "no zip": (b"I am a text", "no archive, whatever its name says"),
    "nothing": (b"", "no archive, whatever its name says"),
    "cut off": (packed(("06.ipynb", NOTEBOOK * 99))[:-30], "damaged"),
    "encrypted": (flagged(packed(("06.ipynb", NOTEBOOK))), "encrypted; hand it in without"),
    "wrong sum": (spoilt(stored(("06.ipynb", NOTEBOOK))), "damaged"),
    "bzip2": (packed(("06.ipynb", NOTEBOOK), method=ZIP_BZIP2), "cannot be read here"),
    "lzma": (packed(("06.ipynb", NOTEBOOK), method=ZIP_LZMA), "cannot be read here"),
    "empty": (packed(), "an archive with nothing in it"),
    "only the system's": (packed(("__MACOSX/._06.ipynb", b"")), "an archive with nothing in it"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_zip_is_a_note_on_its_owners_attempt(tmp_path, kind):
    held, words = BROKEN[kind]
    read = class_with(tmp_path, {"work.zip": held, "07.ipynb": NOTEBOOK})
    assert read.newest("eeve_72") == {"07.ipynb": NOTEBOOK}
    assert words in read.notes("eeve_72")
    assert "work.zip" in read.notes("eeve_72")


@pytest.mark.parametrize("name", ["work.rar", "work.7z", "work.tar.xz"])
def test_other_archives_are_asked_for_as_a_zip(tmp_path, name):
    assert "hand in a zip" in class_with(tmp_path, {name: b"Rar!"}).notes("eeve_72")


@pytest.mark.parametrize("held", [b"", b"text", b"PK", packed(("a/06.ipynb", NOTEBOOK))[:-30]])
def test_an_export_that_is_broken_as_a_whole_is_said(tmp_path, held):
    (tmp_path / "export.zip").write_bytes(held)
    with pytest.raises(CourseError, match=r"export.zip cannot be read: .*Download it once more"):
        Read(tmp_path / "export.zip")


def test_a_file_of_the_export_that_is_damaged_is_its_owners_alone(tmp_path):
    export = tmp_path / "export.zip"
    export.write_bytes(spoilt(stored(("ada/06.ipynb", NOTEBOOK), ("alan/06.ipynb", NOTEBOOK))))
    read = Read(export)
    assert read.newest("ada") == {}
    assert read.notes("ada") == "Left out (damaged): 06.ipynb."
    assert read.newest("alan") == GOOD


def test_random_damage_hurts_nobody_else(tmp_path):
    chance = random.Random(6)
    whole = packed(("06.ipynb", NOTEBOOK * 50), ("src/a.py", b"x = 1\n" * 90))
    for turn in range(60):
        held = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            held[chance.randrange(2, len(held))] = chance.randrange(256)
        (tmp_path / str(turn)).mkdir()
        class_with(tmp_path / str(turn), {"work.zip": bytes(held)})


def test_random_damage_to_a_tar(tmp_path):
    chance = random.Random(7)
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as archive:
        for name in ("06.ipynb", "src/a.py"):
            info = tarfile.TarInfo(name)
            info.size = len(NOTEBOOK)
            archive.addfile(info, io.BytesIO(NOTEBOOK))
    for turn in range(40):
        spoiled = bytearray(held.getvalue())
        for _ in range(chance.randint(1, 6)):
            spoiled[chance.randrange(1_600)] = chance.randrange(256)
        (tmp_path / str(turn)).mkdir()
        class_with(tmp_path / str(turn), {"work.tar": bytes(spoiled)})


# Tar


def tar_of(*members: tarfile.TarInfo) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz", format=tarfile.GNU_FORMAT) as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(b"x" * member.size))
    return held.getvalue()


def member(
    name: str, kind: bytes = tarfile.REGTYPE, size: int = 0, to: str = ""
) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.size, info.linkname = kind, size, to
    return info


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (member("../../evil.ipynb", size=1), "leads out of the archive"),
        (member("/evil.ipynb", size=1), "leads out of the archive"),
        (member("l.ipynb", tarfile.SYMTYPE, to="/etc/passwd"), "Left out (a link)"),
        (member("l.ipynb", tarfile.LNKTYPE, to="../../etc/passwd"), "Left out (a link)"),
        (member("null.ipynb", tarfile.CHRTYPE), "no ordinary file"),
        (member("pipe.ipynb", tarfile.FIFOTYPE), "no ordinary file"),
    ],
)
def test_a_tar_is_read_with_the_same_care(tmp_path, bad, words):
    read = class_with(tmp_path, {"work.tar.gz": tar_of(bad, member("06.ipynb", size=3))})
    assert read.newest("eeve_72") == {"work.tar.gz/06.ipynb": b"xxx"}
    assert words in read.notes("eeve_72")


def test_a_tar_is_unpacked_to_a_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(laying, "STUDENTS", archives.Bounds(10, 2**20))
    read = class_with(tmp_path, {"w.tar.gz": tar_of(member("06.ipynb", size=2 * 2**20))})
    assert "Left out (more than 1 MB): w.tar.gz" in read.notes("eeve_72")


# Bounds


def test_an_attempt_has_so_many_files_and_the_notebook_is_among_them(tmp_path, monkeypatch):
    monkeypatch.setattr(laying, "MOST_FILES", 10)
    images = [(f"{number:03d}.png", b"x") for number in range(50)]
    held = packed(*images, ("a/b/c/06.ipynb", NOTEBOOK))
    read = class_with(tmp_path, {"work.zip": held})
    assert len(read.newest("eeve_72")) == 10
    assert "work.zip/a/b/c/06.ipynb" in read.newest("eeve_72")
    assert "and 38 more" in read.notes("eeve_72")


def test_and_so_many_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(laying, "MOST_BYTES", 1_000)
    noise = random.Random(1).randbytes(600)
    held = packed(("a.bin", noise), ("b.bin", noise), ("06.ipynb", NOTEBOOK))
    read = class_with(tmp_path, {"work.zip": held})
    assert {*read.newest("eeve_72")} == {"work.zip/06.ipynb", "work.zip/b.bin"}
    assert "files or" in read.notes("eeve_72")


def test_one_file_that_is_too_large_is_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(laying, "LARGEST_FILE", 1_000)
    work = {"big.ipynb": random.Random(1).randbytes(2_000), **GOOD}
    read = class_with(tmp_path, work)
    assert read.newest("eeve_72") == GOOD
    assert "clear the outputs" in read.notes("eeve_72")


def test_a_zip_that_lies_about_its_sizes_gives_no_more_than_it_says(tmp_path):
    held = bytearray(packed(("zeros.ipynb", b"\0" * (4 * 2**20))))
    central = held.index(b"PK\x01\x02")
    struct.pack_into("<L", held, central + 24, 100)  # the size when unpacked
    read = class_with(tmp_path, {"work.zip": bytes(held)})
    assert read.newest("eeve_72") == {}
    assert "damaged" in read.notes("eeve_72")


def test_an_archive_of_very_many_entries_is_refused_before_it_is_listed(tmp_path, monkeypatch):
    monkeypatch.setattr(laying, "STUDENTS", archives.Bounds(20, 2**20))
    held = packed(*((f"{number}.png", b"") for number in range(21)))
    read = class_with(tmp_path, {"work.zip": held})
    assert "more than 20 files" in read.notes("eeve_72")


def test_a_person_has_ten_attempts_and_the_older_ones_are_not_unpacked(tmp_path):
    names = {f"1-2 - Ada - Oct {day}, 2026 926 PM/x.ipynb": b"" for day in range(1, 31)}
    export = tmp_path / "export.zip"
    export.write_bytes(packed(*names.items()))
    read = Read(export)
    assert len(read.only.attempts) == 10
    assert "Oct 30," in read.only.attempts[0].name
    assert read.left_over == ("Ada: 20 older attempts are not unpacked.",)


def test_a_full_disk_is_no_students_fault(tmp_path, monkeypatch):
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(laying, "copied", full)
    with pytest.raises(CourseError, match="cannot unpack what was handed in: No space left"):
        class_with(tmp_path, GOOD)


# Names


def test_an_entry_with_the_name_of_a_folder_and_the_other_way_round(tmp_path):
    held = packed(("a", b"file"), ("a/06.ipynb", NOTEBOOK), ("b/x.py", b"1"), ("b", b"2"))
    read = class_with(tmp_path, {"work.zip": held})
    assert sorted(read.newest("eeve_72").values()) == sorted([b"file", NOTEBOOK, b"1", b"2"])


def test_of_two_entries_with_one_name_the_later_keeps_it(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        held = packed(("06.ipynb", b"first"), ("06.ipynb", b"second"))
    read = class_with(tmp_path, {"work.zip": held})
    assert read.newest("eeve_72") == {
        "work.zip/06.ipynb": b"second",
        "work.zip/06 (1).ipynb": b"first",
    }
    assert "Another file has the same name" in read.notes("eeve_72")


def test_names_that_differ_in_capitals_only_are_two_files_everywhere(tmp_path):
    held = packed(("A.py", b"1"), ("a.py", b"2"))
    names = [*class_with(tmp_path, {"work.zip": held}).newest("eeve_72")]
    assert len({name.casefold() for name in names}) == 2


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("con.ipynb", "_con.ipynb"),
        ("LPT1 .txt", "_LPT1 .txt"),
        ("what?.ipynb", "what_.ipynb"),
        ("x\x1b[2J\n.ipynb", "x_[2J_.ipynb"),
        ("right\u202eto-left.ipynb", "right_to-left.ipynb"),
        ("end. . ", "end"),
        ("e\u0301.ipynb", "é.ipynb"),
        ("n" * 300 + ".ipynb", "n" * 94 + ".ipynb"),
        ("語" * 90 + ".ipynb", "語" * 64 + ".ipynb"),
        ("<script>.ipynb", "_script_.ipynb"),
    ],
)
def test_names_of_files_are_safe_on_every_system(tmp_path, name, safe):
    read = class_with(tmp_path, {"work.zip": packed((name, NOTEBOOK))})
    assert read.newest("eeve_72") == {f"work.zip/{safe}": NOTEBOOK}


def test_notes_hold_no_signs_that_a_terminal_obeys(tmp_path):
    held = packed((special("\x1b[2Jx\r\n\u202e.ipynb", stat.S_IFLNK), b"/"))
    assert class_with(tmp_path, {"work.zip": held}).notes("eeve_72").isprintable()


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("größe und café.ipynb", "cp437"),
        ("décor.ipynb", "cp437"),
        ("Größe.ipynb", "utf-8"),
        ("演習表/練習ソ.ipynb", "cp932"),
        ("숙제 여섯.ipynb", "euc_kr"),
        ("数据实验.ipynb", "gb18030"),
    ],
)
def test_names_in_other_encodings(tmp_path, name, encoding):
    held = packed(("0" * len(name.encode(encoding)), NOTEBOOK))
    held = held.replace(b"0" * len(name.encode(encoding)), name.encode(encoding))
    assert [*class_with(tmp_path, {"work.zip": held}).newest("eeve_72")] == [f"work.zip/{name}"]


def test_a_name_that_no_encoding_fits_keeps_its_ending(tmp_path):
    held = packed(("0000.ipynb", NOTEBOOK)).replace(b"0000", b"\xff\x81\x20\xfe")
    (name,) = class_with(tmp_path, {"work.zip": held}).newest("eeve_72")
    assert name.endswith(".ipynb")


# On the disk


def test_links_and_pipes_in_an_unpacked_export_are_notes(tmp_path):
    class_ = [HandedInPerson("Ada", "A", 71, attempts_of(GOOD))]
    export = write_canvas(tmp_path / "export", class_, as_zip=False)
    (tmp_path / "secret").write_text("secret")
    (export / "eeve_72_901_06.ipynb").symlink_to(tmp_path / "secret")
    os.mkfifo(export / "eeve_72_902_07.ipynb")
    read = Read(export)
    assert read.newest("eeve_72") == {}
    assert "Left out (a link): 06.ipynb." in read.notes("eeve_72")
    assert "Left out (no ordinary file): 07.ipynb." in read.notes("eeve_72")


def test_a_link_in_the_one_folder_is_not_followed(tmp_path):
    write_canvas(tmp_path / "secret", [HandedInPerson("A", "B", 71, attempts_of(GOOD))], False)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "ada").symlink_to(tmp_path / "secret")
    read = Read(tmp_path / "class")
    assert [*read.people] == ["ada"]
    assert read.only.attempts[0].path.is_symlink()
