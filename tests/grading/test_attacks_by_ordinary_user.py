"""The same corpus as an ordinary user, where root runs the tests: his boxes are made otherwise."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
import test_attacks
from grading_help import WHOLE, needs_box, run_as_ordinary_user

CORPUS = test_attacks.test_the_corpus_mixed_with_good_submissions.__name__

if (
    os.name == "posix" and os.geteuid() == 0
):  # others have had their boxes in tests/grading/test_attacks.py
    # In lessons 2 and 6 are most kinds.
    @pytest.mark.parametrize("lesson", test_attacks.LESSONS if WHOLE else [2, 6])
    def test_the_corpus_as_an_ordinary_user(lesson):
        needs_box()
        test = f"{Path(__file__).with_name('test_attacks.py')}::{CORPUS}[{lesson}]"
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o777)
            options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
            command = [sys.executable, "-m", "pytest", *options, test]
            whole = "1" if WHOLE else ""
            said = run_as_ordinary_user(command, Path(folder), COURSE_TEST_WHOLE=whole)
            assert "1 passed" in said
