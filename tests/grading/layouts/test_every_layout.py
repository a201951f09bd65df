"""Made-up classes through every layout: one person is one row, and has what was handed in."""

import random
from functools import partial

import pytest
from exports import (
    HandedInPerson,
    attempts_of,
    write_blackboard,
    write_brightspace,
    write_canvas,
    write_folders,
    write_gradescope,
    write_moodle,
)
from layouts_help import Read

WRITERS = {
    "canvas": write_canvas,
    "canvas, anonymous": partial(write_canvas, anonymous=True),
    "moodle": write_moodle,
    "moodle, older": partial(write_moodle, older=True),
    "moodle, flat": partial(write_moodle, flat=True),
    "moodle, blind": partial(write_moodle, blind="Participant"),
    "gradescope": write_gradescope,
    "blackboard": write_blackboard,
    "blackboard, without texts": partial(write_blackboard, texts=False),
    "brightspace": write_brightspace,
    "brightspace, flat": partial(write_brightspace, flat=True),
    "folders": write_folders,
}
WORDS = [
    *("Ada", "LATE", "Late", "O'Neil", "von der", "Anne-Marie", "García", "李", "Наташа", "अनिता"),
    *("attempt", "Group 2", "x_y", "Jr.", "assignsubmission", "محمد", "Ünal", "submission"),
]
FILES = [
    *("06_batchnorm.ipynb", "lab_1_2.ipynb", "2024_11_final.ipynb", "LATE_77_88_x.ipynb"),
    *("best_model.pt", "my model (1).pt", "helpers.py", "a_attempt_b.txt", "x - y.ipynb"),
]


def made_up_class(seed: int, size: int) -> list[HandedInPerson]:
    chance = random.Random(seed)
    class_ = []
    for number in chance.sample(range(10, 90_000), size):
        first, last = (" ".join(chance.sample(WORDS, chance.randint(1, 2))) for _ in "ab")
        names = chance.sample(FILES, chance.randint(1, 4))
        works = [{name: f"{number} {name} {turn}".encode() for name in names} for turn in range(2)]
        user = f"{chance.choice(['u', 's_', 'a.b'])}{number}"
        late = chance.random() < 0.3
        class_.append(HandedInPerson(first, last, number, attempts_of(*works, late=late), user))
    return class_


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("as_zip", [True, False])
@pytest.mark.parametrize("kind", WRITERS)
def test_one_person_is_one_row_with_the_newest_work(tmp_path, kind, as_zip, seed):
    class_ = made_up_class(seed, 25)
    target = tmp_path / ("export.zip" if as_zip else "export")
    read = Read(WRITERS[kind](target, class_, as_zip=as_zip))
    assert read.layout == kind.partition(",")[0]
    assert read.left_over == ()
    wanted = sorted(sorted(one.attempts[-1].files.values()) for one in class_)
    assert sorted(sorted(read.newest(row).values()) for row in read.people) == wanted
    assert [*read.people] == sorted(read.people)
    assert len({row.casefold() for row in read.people}) == len(class_)
    has_flag = read.layout == "canvas"
    late = sum(person.attempts[0].late for person in read.people.values())
    assert late == (sum(one.attempts[-1].late for one in class_) if has_flag else 0)


@pytest.mark.parametrize("kind", WRITERS)
def test_the_folder_and_the_zip_come_to_the_same(tmp_path, kind):
    class_ = made_up_class(7, 10)
    for name in ("folder", "zip"):
        (tmp_path / name).mkdir()
    unpacked = Read(WRITERS[kind](tmp_path / "folder" / "export", class_, as_zip=False))
    packed = Read(WRITERS[kind](tmp_path / "zip" / "export.zip", class_, as_zip=True))
    assert [*unpacked.people] == [*packed.people]
    for row in packed.people:
        assert unpacked.newest(row) == packed.newest(row)
        assert unpacked.people[row].ids == packed.people[row].ids
