"""The same corpus as an ordinary user, where root runs the tests: his boxes are made otherwise."""

import os
import sys
import tempfile
from pathlib import Path

import test_attacks
from grading_help import WHOLE, needs_box, run_as_ordinary_user

CORPUS = test_attacks.test_the_corpus_mixed_with_good_submissions.__name__

if (
    os.name == "posix" and os.geteuid() == 0
):  # others have had their boxes in tests/grading/test_attacks.py

    def test_the_corpus_as_an_ordinary_user():
        """Whole in `make test-full`; else what meets a box's walls, which lessons 2 and 6 hold."""
        needs_box()
        lessons = test_attacks.LESSONS if WHOLE else [2, 6]
        file = Path(__file__).with_name("test_attacks.py")
        tests = [f"{file}::{CORPUS}[{lesson}]" for lesson in lessons]
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o777)
            options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
            command = [sys.executable, "-m", "pytest", *options, *tests]
            which = {"COURSE_TEST_WHOLE": "1"} if WHOLE else {test_attacks.ONLY_WALLS: "1"}
            said = run_as_ordinary_user(command, Path(folder), **which)
            assert f"{len(tests)} passed" in said
