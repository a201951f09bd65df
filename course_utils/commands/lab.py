"""`course lab`: the learner's own copies in `work/`, and JupyterLab on them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from course_utils.authoring import places
from course_utils.authoring.copies import learners_copy
from course_utils.authoring.places import notebooks_in
from course_utils.errors import CourseError
from course_utils.files import write_atomically

RECORD = ".originals.json"
PROMPT_MESSAGES = (  # an option of JupyterLab's
    "--ServerApp.kernel_websocket_connection_class="
    "course_utils.authoring.prompt_messages.PromptConnection"
)


def add_arguments(parser: ArgumentParser) -> None:
    """What may stand after `course lab`."""
    parser.add_argument("--no-browser", action="store_true", help="print the address instead")
    parser.epilog = "What stands after -- is handed to JupyterLab: course lab -- --port 9999"


def main(arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    return open_lab(places.find_checkout(), arguments.extra, browser=not arguments.no_browser)


def open_lab(root: Path, extra: Sequence[str], browser: bool = True) -> int:
    """Copy what is not yet in `work/` and open JupyterLab there; JupyterLab's exit status."""
    if find_spec("jupyterlab") is None:
        raise CourseError(
            "JupyterLab is not installed.\n"
            'In the course\'s folder run:  pip install -e ".[lab,instructor]"'
        )
    for line in copy_notebooks(root):
        print(line)
    print("Opening JupyterLab on work/. To end it, press Ctrl-C here.", flush=True)
    options = [PROMPT_MESSAGES] if browser else [PROMPT_MESSAGES, "--no-browser"]
    command = [sys.executable, "-m", "jupyterlab", *options, *extra]
    process = subprocess.Popen(command, cwd=root / "work")
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C is JupyterLab's to answer: it asks before it ends


def copy_notebooks(root: Path) -> list[str]:
    """Copy lessons, exercises and glossary where `work/` lacks them; a line for each.

    A file that is there is never touched. `work/.originals.json` remembers what each copy was made
    from, so that an original that has changed since can be named.
    """
    record_file = root / "work" / RECORD
    record = _read_record(record_file)
    lines = []
    texts = sorted((root / "notebooks").glob("*.md"))
    for original in [*notebooks_in(root, ["notebooks", "exercises"]), *texts]:
        name = original.relative_to(root).as_posix()
        content = original.read_bytes()
        copy = root / "work" / name
        if not copy.exists():
            write_atomically(copy, learners_copy(content))
            record[name] = _fingerprint(content)
            lines.append(f"new        work/{name}")
        elif record.get(name, _fingerprint(content)) == _fingerprint(content):
            lines.append(f"kept yours work/{name}")
        else:
            lines.append(
                f"kept yours work/{name}\n"
                f"           The original ({name}) is now another one than yours came from;\n"
                "           to get it, rename yours and run `course lab` again."
            )
    kept = json.dumps(record, indent=1, sort_keys=True) + "\n"
    write_atomically(record_file, kept.encode("utf-8"))
    return lines


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(path: Path) -> dict[str, str]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
