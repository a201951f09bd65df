"""The same corpus as an ordinary user, where root runs the tests: his boxes are made otherwise.

For `make test-full`: others have had their boxes in tests/grading/test_attacks.py.
"""

import os
import sys
import tempfile
from pathlib import Path

import test_attacks
from grading_help import WHOLE, needs_box, run_as_ordinary_user

CORPUS = test_attacks.test_the_corpus_mixed_with_good_submissions.__name__

if WHOLE and os.name == "posix" and os.geteuid() == 0:

    def test_the_corpus_as_an_ordinary_user():
        needs_box()
        file = Path(__file__).with_name("test_attacks.py")
        tests = [f"{file}::{CORPUS}[{lesson}]" for lesson in test_attacks.LESSONS]
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o777)
            options = ["-q", "-p", "no:cacheprovider", f"--basetemp={folder}/tests"]
            command = [sys.executable, "-m", "pytest", *options, *tests]
            said = run_as_ordinary_user(command, Path(folder), COURSE_TEST_WHOLE="1")
            assert f"{len(tests)} passed" in said
