"""`course site`: the web edition, pages that are read in a browser, from a folder or a server."""

from __future__ import annotations

import shutil
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib.util import find_spec
from pathlib import Path

from course_utils.authoring import places
from course_utils.authoring.site_sources import START, downloads, gather
from course_utils.errors import CourseError
from course_utils.files import display_path, write_atomically

NEEDED = {"sphinx": "Sphinx", "myst_nb": "MyST-NB", "furo": "Furo"}


def add_arguments(_parser: ArgumentParser) -> None:
    """Nothing may stand after `course site`."""


def main(_arguments: Namespace) -> int:
    """Run what the command line asks for; the exit status."""
    root = places.find_checkout()
    require_tools()
    build = root / "build"
    n_pages = build_site(root, build / "site-source", build / "site")
    start = (build / "site" / START).with_suffix(".html")
    print(f"{n_pages} pages. Open {display_path(start)} in a browser.")
    return 0


def require_tools() -> None:
    """Raise `CourseError` where what makes the pages is not installed."""
    missing = [name for module, name in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise CourseError(
            f"The site is made with {', '.join(NEEDED.values())}; here is no {missing[0]}.\n"
            'In the course\'s folder run:  pip install -e ".[docs]"'
        )


def build_site(root: Path, source: Path, site: Path) -> int:
    """Build the pages of the course in `root` anew, from the stored outputs; how many there are.

    Raises `CourseError` where Sphinx has something to complain of, as a link that leads nowhere.
    """
    for folder in (source, site):
        if folder.exists():
            shutil.rmtree(folder)
    pages = gather(root, source)
    # A process of its own: Sphinx imports the package for the reference, and torch with it.
    options = ["--builder", "html", "--fail-on-warning", "--keep-going", "--quiet"]
    command = [sys.executable, "-m", "sphinx", *options, str(source), str(site)]
    if subprocess.run(command, check=False).returncode != 0:
        raise CourseError(
            "The site was not built. Above stands what Sphinx complains of, by its place in "
            f"{display_path(source)}: the files of the course have the same places."
        )
    for left in (site / ".doctrees", site / "_sources", site.parent / "jupyter_execute"):
        shutil.rmtree(left, ignore_errors=True)
    for place, content in downloads(root).items():
        write_atomically(site / place, content)
    return len(pages)
