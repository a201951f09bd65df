"""The repository's address: one line in `pyproject.toml`, whence badges, set-up cells and the
links between notebooks come."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course_utils.authoring.addresses import addressed, put_all
from course_utils.authoring.copied_names import (
    BADGE_PICTURE,
    BRANCH,
    COLAB,
    GITHUB,
    home_of,
    with_addresses,
    with_neighbours,
)
from course_utils.authoring.places import notebooks_in
from course_utils.errors import CourseError, UsageError

SETUP_START = (  # its first line is all that JupyterLab shows of a cell that is folded
    "# Set-up\ntry:\n    import course_utils\n"
)

_SETUP_END = """\

print(f"course_utils {course_utils.__version__} is ready.")"""

# The error prints its words alone, in place of a traceback, and still stops the cells below it.
SETUP_WITHOUT_ADDRESS = (
    SETUP_START
    + '''\
except ModuleNotFoundError as missing:
    missing.msg = """This kernel does not have the course's package.
On your own computer: in a terminal, in the course's folder, run `make lab` or `course lab`
(README.md, "Start") and open this notebook from there.
On Colab: put `%pip install git+ADDRESS` in a cell above and run it; ADDRESS is the web address
of the repository that you have this notebook from."""
    missing._render_traceback_ = missing.msg.splitlines
    raise
'''
    + _SETUP_END
)

# Of pip only the outcome is heard (-qqq): what it and Git say of a repository that they may not
# read ("could not read Username") helps nobody.
_SETUP_WITH_ADDRESS = """\
except ModuleNotFoundError:
    %pip install -qqq "course-utils @ git+{url}"
    try:
        import course_utils
    except ModuleNotFoundError as missing:
        missing.msg = \"""The course's package could not be fetched from {url}
Is there a network, and does that page open in a browser where nobody is signed in? If it does not,
the repository is private. Its owner can make it public. Or keep a token that may read it (GitHub:
Settings, Developer settings) in Colab's secrets (the key on the left) as GITHUB_TOKEN, and run
these lines in a cell above, and then this cell again:
    from google.colab import userdata
    token = userdata.get("GITHUB_TOKEN")
    %pip install --quiet git+https://{{token}}@github.com/{home}\"""
        missing._render_traceback_ = missing.msg.splitlines
        raise missing from None
""" + _SETUP_END.replace("{", "{{").replace("}", "}}")

_URL = re.compile(r"https?://(?:www\.)?github\.com/([\w.-]+)/([\w.-]+?)(?:\.git)?/?")
_BADGE_LINE = re.compile(r"\[!\[Open in Colab\]\(" + re.escape(BADGE_PICTURE) + r"\)\]\(\S+\)")


@dataclass(frozen=True)
class Repository:
    """A repository on GitHub; Colab opens its branch main."""

    owner: str
    name: str

    @property
    def home(self) -> str:
        """OWNER/NAME."""
        return f"{self.owner}/{self.name}"

    @property
    def url(self) -> str:
        """The address, without `.git` and without a closing slash."""
        return f"{GITHUB}{self.home}"


def parse_url(url: str) -> Repository:
    """Read https://github.com/OWNER/NAME, with or without `.git`; else raise `UsageError`."""
    match = _URL.fullmatch(url.strip())
    if not match:
        raise UsageError(
            f"'{url}' is not an address of the kind https://github.com/OWNER/NAME.\n"
            "Copy it from the address line of the browser that shows the repository."
        )
    return Repository(match[1], match[2])


def stored_address(root: Path) -> Repository | None:
    """The repository that `pyproject.toml` names, or None where it names none yet."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    url = project.get("urls", {}).get("Repository")
    return parse_url(url) if url else None


def setup_cell(repository: Repository | None) -> str:
    """The exact source of a notebook's second cell."""
    if repository is None:
        return SETUP_WITHOUT_ADDRESS
    return SETUP_START + _SETUP_WITH_ADDRESS.format(url=repository.url, home=repository.home)


def badge(repository: Repository, path: Path) -> str:
    """The Markdown of a notebook's Colab badge, from its folder and file name."""
    target = f"{COLAB}{repository.home}/{BRANCH}/{path.parent.name}/{path.name}"
    return f"[![Open in Colab]({BADGE_PICTURE})]({target})"


def set_repository(root: Path, repository: Repository) -> list[Path]:
    """Write the address into every file that names it, or into none; the changed files.

    Nothing is written where a merge has left its marks or a notebook lacks its title or set-up cell
    (`CourseError`), or where a file cannot be written (OSError).
    """
    _refuse_conflicts(root)
    texts = addressed(root, repository.owner, repository.name)
    for path in notebooks_in(root):
        texts[path] = _rewritten(root, path, repository)
    before = {path: path.read_text(encoding="utf-8") for path in texts}
    changed = [path for path, text in texts.items() if text != before[path]]
    put_all({path: texts[path] for path in changed})
    return changed


def _refuse_conflicts(root: Path) -> None:
    """Raise `CourseError` for a file that a merge has left in two versions."""
    texts = [root / name for name in ("pyproject.toml", "README.md", "CITATION.cff")]
    for path in [*(text for text in texts if text.is_file()), *notebooks_in(root)]:
        if re.search(r"^<<<<<<< ", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            raise CourseError(
                f"{path.relative_to(root).as_posix()} holds the marks of a merge (<<<<<<<).\n"
                "Choose between its two versions first; nothing was changed."
            )


def _rewritten(root: Path, path: Path, repository: Repository) -> str:
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    cells = notebook["cells"]
    setups = [cell for cell in cells if _source(cell).startswith(SETUP_START)]
    if not setups or not _source(cells[0]).startswith("# "):
        raise CourseError(
            f"{path.parent.name}/{path.name} does not begin with a title and a set-up cell "
            "(one that starts with '# Set-up', 'try:', 'import course_utils').\n"
            "Put them back; nothing was changed."
        )
    place, before = path.relative_to(root).as_posix(), home_of(cells)
    for cell in (cell for cell in cells if cell["cell_type"] == "markdown"):
        local = with_neighbours(_source(cell), place, before)
        _set_source(cell, with_addresses(local, place, repository.home, root))
    _set_source(setups[0], setup_cell(repository))
    _set_source(cells[0], _with_badge(_source(cells[0]), badge(repository, path)))
    indent = re.match(r"\{\n( +)", text)
    written = json.dumps(notebook, indent=len(indent[1]) if indent else 1, ensure_ascii=False)
    return written + "\n" * text.endswith("\n")


def _with_badge(header: str, line: str) -> str:
    title, *rest = [part for part in header.split("\n") if not _BADGE_LINE.fullmatch(part)]
    while rest and not rest[0].strip():
        rest.pop(0)
    return "\n".join([title, "", line, *([""] if rest else []), *rest])


def _source(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def _set_source(cell: dict[str, Any], source: str) -> None:
    if source != _source(cell):
        cell["source"] = source.splitlines(keepends=True)
