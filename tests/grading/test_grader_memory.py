"""What the grader itself takes, outside every box, while it reads replies without measure."""

import json
import subprocess
import sys
from pathlib import Path

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
    came = grade(Path(sys.argv[1]), int(sys.argv[2]), b"", 200, lambda: Box(boxes))
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({{"MB": most / 1024, "status": came.status, "points": came.points}}))
"""


def graded_apart(student: Path, lesson: int) -> dict:
    """Points and status of a submission, and the most memory that its grader took."""
    command = [sys.executable, "-c", SCRIPT.format(path=sys.path), str(student), str(lesson)]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(said.stdout.splitlines()[-1])


@pytest.mark.skipif(sys.platform != "linux", reason="boxes are Linux's")
def test_replies_of_millions_of_numbers_take_no_more_than_right_ones(tmp_path):
    needs_box()
    hand_in(tmp_path / "right", 1, good_submission(1))
    usual = graded_apart(tmp_path / "right", 1)["MB"]
    for attack in attacks():
        if attack.name in HUGE:
            hand_in(tmp_path / attack.name, attack.lesson, attack.submission())
            came = graded_apart(tmp_path / attack.name, attack.lesson)
            assert came["MB"] < usual + MORE_MB, (attack.name, usual)
            assert came["points"] == sum(attack.marks().values())
            assert came["status"] in attack.statuses
