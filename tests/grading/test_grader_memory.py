"""What the grader itself takes, outside every box, while it reads replies without measure."""

import json
import subprocess
import sys

import pytest
from attack_files import attacks, good_submission, hand_in
from grading_help import needs_box

HUGE = (
    *("millions_of_numbers", "forged_millions", "forged_long_list"),
    *("wide_strings", "zero_rows"),
)
MORE_MB = 150  # than the same grader takes for a right submission; unbounded it was 2,800
SCRIPT = """\
import json, resource, sys
sys.path[:0] = {path!r}
from pathlib import Path
from course_utils.grading.box import Box
from course_utils.grading.grade import grade
from course_utils.grading.sandbox import Limits, Sandbox
with Sandbox(Limits()) as boxes:
    boxes.start_template()
    for folder, lesson in {works!r}:
        came = grade(Path(folder), lesson, b"", 200, lambda: Box(boxes))
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps([most / 1024, came.points, came.status]))
"""


def graded_apart(works: list[tuple[str, int]]) -> list[tuple[float, int, str]]:
    """What a grader of its own comes to, one work after the other: the most memory that it has
    taken by then, in MB, the points and the status."""
    command = [sys.executable, "-c", SCRIPT.format(path=sys.path, works=works)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line for line in said.stdout.splitlines() if line.startswith("[")]
    return [tuple(json.loads(line)) for line in lines]


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_replies_of_millions_of_numbers_take_no_more_than_right_ones(tmp_path):
    needs_box()
    hand_in(tmp_path / "right", 1, good_submission(1))
    huge = [attack for attack in attacks() if attack.name in HUGE]
    for attack in huge:
        hand_in(tmp_path / attack.name, attack.lesson, attack.submission())
    works = [("right", 1), *((attack.name, attack.lesson) for attack in huge)]
    usual, *came = graded_apart([(str(tmp_path / name), lesson) for name, lesson in works])
    for attack, (megabytes, points, status) in zip(huge, came, strict=True):
        assert megabytes < usual[0] + MORE_MB, (attack.name, usual)
        assert points == sum(attack.marks().values())
        assert status in attack.statuses
