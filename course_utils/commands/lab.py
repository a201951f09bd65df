"""`course lab`: the learner's own copies in `work/`, and JupyterLab on them."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from course_utils.authoring import places
from course_utils.authoring.copied_names import places_in, tracked_name, with_links
from course_utils.authoring.copies import learners_copy
from course_utils.authoring.lab_settings import environment
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.start import START, renew
from course_utils.errors import CourseError
from course_utils.files import write_atomically

RECORD = ".originals.json"
FIRST_PAGE = "--LabApp.default_url="  # JupyterLab prints and opens this address
SERVER = (  # options of JupyterLab's
    "--ServerApp.kernel_websocket_connection_class="
    "course_utils.authoring.prompt_messages.PromptConnection",
    "--ServerApp.contents_manager_class=course_utils.authoring.stored_views.StoredViews",
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
    options = [*SERVER] if browser else [*SERVER, "--no-browser"]
    if not any(option.startswith(FIRST_PAGE) for option in extra):
        options.append(f"{FIRST_PAGE}/lab/tree/{START}")
    command = [sys.executable, "-m", "jupyterlab", *options, *extra]
    process = subprocess.Popen(command, cwd=root / "work", env=environment(root / "work"))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # Ctrl-C is JupyterLab's to answer: it asks before it ends


def copy_notebooks(root: Path) -> list[str]:
    """Copy lessons, exercises and glossary where `work/` lacks them; a line for each. START.ipynb
    is brought up to date with them.

    A file that is there is never touched. `work/.originals.json` remembers what each copy was made
    from, so that an original that has changed since can be named.
    """
    record_file = root / "work" / RECORD
    record = _read_record(record_file)
    lines = []
    texts = sorted((root / "notebooks").glob("*.md"))
    files = [*notebooks_in(root, ["notebooks", "exercises"]), *texts]
    originals = {path.relative_to(root).as_posix(): path for path in files}
    copies = places_in(root / "work", originals)
    moved = {**copies, "README.md": START}
    for name, original in originals.items():
        content = original.read_bytes()
        copy = root / "work" / copies[name]
        if not copy.exists():
            write_atomically(copy, with_links(learners_copy(content), name, moved))
            record[tracked_name(name)] = _fingerprint(content)
            lines.append(f"new        work/{copies[name]}")
        elif record.get(tracked_name(name), _fingerprint(content)) == _fingerprint(content):
            lines.append(f"kept yours work/{copies[name]}")
        else:
            lines.append(
                f"kept yours work/{copies[name]}\n"
                f"           The original ({name}) is now another one than yours came from;\n"
                "           to get it, rename yours and run `course lab` again."
            )
    lines += [*_with_former_names(copies), *renew(root, moved, record)]
    kept = json.dumps(record, indent=1, sort_keys=True) + "\n"
    write_atomically(record_file, kept.encode("utf-8"))
    return lines


def _with_former_names(copies: Mapping[str, str]) -> list[str]:
    """What to say of exercises that were copied before they got names of their own."""
    former = [new for new, place in copies.items() if new != place and place == tracked_name(new)]
    if not former:
        return []
    return [
        f"note       Exercises are now copied under names such as {Path(former[0]).name}.\n"
        "           Those that you have keep their names; links and grading go by both."
    ]


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _read_record(path: Path) -> dict[str, str]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
