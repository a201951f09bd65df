"""The course's addresses outside its notebooks: `pyproject.toml`, the README, `CITATION.cff`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from course_utils.authoring.copied_names import BADGE_PICTURE, BRANCH, COLAB, GITHUB
from course_utils.authoring.places import LESSONS_FOLDER, notebooks_in
from course_utils.files import holds, write_atomically

# Between such marks of the README stands what the command writes; without them it stays as it is.
MARKS = "<!-- {0} -->", "<!-- end of {0} -->"
SITE_BADGE = "https://img.shields.io/badge/read-the_lessons-blue"


def site_address(root: Path) -> str | None:
    """The address of the course's pages, of `[project.urls] Documentation`; None without one."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project.get("urls", {}).get("Documentation")


def pages_of(owner: str, name: str) -> str:
    """Where GitHub Pages shows the repository OWNER/NAME."""
    host = f"{owner.lower()}.github.io"
    return f"https://{host}/" if name.lower() == host else f"https://{host}/{name}/"


def addressed(root: Path, owner: str, name: str) -> dict[Path, str]:
    """Each file that names the repository, notebooks apart, with its text for OWNER/NAME.

    A README without the places for it, and a `CITATION.cff` that is not there, are left out.
    """
    code, site = f"{GITHUB}{owner}/{name}", pages_of(owner, name)
    project, readme, citation = (
        root / file for file in ("pyproject.toml", "README.md", "CITATION.cff")
    )
    toml = project.read_text(encoding="utf-8")
    texts = {project: with_urls(toml, {"Documentation": site, "Repository": code})}
    if citation.is_file():
        lines = {"repository-code": code, "url": site}
        texts[citation] = with_lines(citation.read_text(encoding="utf-8"), lines)
    if readme.is_file():
        text = readme.read_text(encoding="utf-8")
        for part, content in _parts_of_readme(root, f"{owner}/{name}", site).items():
            text = between(text, part, content)
        texts[readme] = text
    return texts


def put_all(texts: Mapping[Path, str]) -> None:
    """Write each text into its file; where one cannot be written, all are as they were. OSError."""
    before: dict[Path, bytes] = {}
    try:
        for path, text in texts.items():
            before[path] = path.read_bytes()
            write_atomically(path, text.encode("utf-8"))
    except BaseException:  # Ctrl-C too
        for path in [path for path, content in before.items() if not holds(path, content)]:
            write_atomically(path, before[path])
        raise


def with_urls(toml: str, urls: Mapping[str, str]) -> str:
    """A `pyproject.toml` whose table `[project.urls]` names these, beside what it named before."""
    table = re.search(r"^\[project\.urls\]\n(?:(?!\[).*\n?)*", toml, flags=re.MULTILINE)
    if table is None:
        before, tool, after = toml.partition("\n[tool.")
        lines = "\n".join(f'{key} = "{url}"' for key, url in urls.items())
        return f"{before.rstrip()}\n\n[project.urls]\n{lines}\n{tool}{after}"
    entries = table[0]
    for key, url in reversed(urls.items()):
        line = f'{key} = "{url}"'
        entries, found = re.subn(rf"^{key} *=.*$", line, entries, count=1, flags=re.MULTILINE)
        if not found:
            entries = entries.replace("[project.urls]\n", f"[project.urls]\n{line}\n", 1)
    return toml[: table.start()] + entries + toml[table.end() :]


def with_lines(yaml: str, values: Mapping[str, str]) -> str:
    """A YAML file whose top names these keys with these values, each in a line of its own."""
    for key, value in values.items():
        line = f'{key}: "{value}"'
        yaml, found = re.subn(rf"^{key}:.*$", line, yaml, count=1, flags=re.MULTILINE)
        if not found:
            yaml = f"{yaml.rstrip()}\n{line}\n"
    return yaml


def between(text: str, part: str, content: str) -> str:
    """The text with `content` between the two marks of a part; as it is where they are missing."""
    start, end = (mark.format(part) for mark in MARKS)
    before, found, rest = text.partition(start)
    _, closed, after = rest.partition(end)
    return f"{before}{start}{content}{end}{after}" if found and closed else text


def _parts_of_readme(root: Path, place: str, site: str) -> dict[str, str]:
    workflow = f"{GITHUB}{place}/actions/workflows/ci.yml"
    badges = [
        f"[![CI]({workflow}/badge.svg)]({workflow})",
        f"[![Read the lessons]({SITE_BADGE})]({site})",
    ]
    parts = {"reading": f"[**Read** the lessons]({site})"}
    lessons = notebooks_in(root, [LESSONS_FOLDER])
    if lessons:
        path = lessons[0].relative_to(root).as_posix()
        first = f"{COLAB}{place}/{BRANCH}/{path}"
        badges.insert(1, f"[![Open in Colab]({BADGE_PICTURE})]({first})")
        parts["Colab"] = f"[**Colab**: the first lesson]({first})"
    return {"badges": "\n" + "\n".join(badges) + "\n", **parts}
