"""What publishes the course: its citation, its forms and workflows, and the page on forking."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
import yaml

from course_utils import cli

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/forking.md")
FORKING = (ROOT / "docs" / "forking.md").read_text(encoding="utf-8")
COMMANDS = [
    line.strip()
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", FORKING, re.DOTALL)
    for line in block.splitlines()
]
WORKFLOWS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in (ROOT / ".github" / "workflows").glob("*.yml")
}
LINK = re.compile(r"\]\(([^)\s]+)\)")


def steps_of(workflow: str) -> list[str]:
    jobs = WORKFLOWS[workflow]["jobs"].values()
    return [step["run"] for job in jobs for step in job.get("steps", []) if "run" in step]


def uses_of(workflow: str) -> set[str]:
    return {job["uses"] for job in WORKFLOWS[workflow]["jobs"].values() if "uses" in job}


def form(name: str) -> dict[str, dict]:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / f"{name}.yml"
    body = yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
    return {part["id"]: part for part in body if part["type"] != "markdown"}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page):
    path = ROOT / page
    targets = [t.partition("#")[0] for t in LINK.findall(path.read_text(encoding="utf-8"))]
    missing = [t for t in targets if t and "://" not in t and not (path.parent / t).exists()]
    assert missing == []


def test_the_citation_has_the_version_and_the_date_of_the_newest_release():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    version, date = re.search(r"^## ([\d.]+) – ([\d-]+)$", changelog, re.MULTILINE).groups()
    assert cited["version"] == project["version"] == version
    assert str(cited["date-released"]) == date
    assert {"title", "authors", "message", "cff-version"} <= cited.keys()


def test_the_readme_fits_a_short_page_and_its_picture_a_quick_one():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 64
    (picture, alt) = re.search(r'<img src="([^"]+)"[^>]*alt="([^"]+)"', text).groups()
    assert len(alt.split()) > 20
    assert (ROOT / picture).stat().st_size < 500_000
    assert text.index(picture) < text.index("## Start")


def test_the_weekly_run_tries_newest_oldest_conda_windows_and_macos():
    matrix = WORKFLOWS["scheduled"]["jobs"]["versions"]["strategy"]["matrix"]["include"]
    assert {row["session"] for row in matrix} == {"newest", "oldest"}
    noxfile = (ROOT / "noxfile.py").read_text(encoding="utf-8")
    assert all(f"\ndef {row['session']}(session" in noxfile for row in matrix)
    assert uses_of("scheduled") == uses_of("ci") == {"./.github/workflows/everywhere.yml"}
    everywhere = WORKFLOWS["everywhere"]["jobs"]
    systems = everywhere["other-systems"]["strategy"]["matrix"]["os"]
    assert systems == ["windows-latest", "macos-latest"]
    assert "conda" in everywhere


def test_a_weekly_run_that_fails_is_reported_whatever_failed():
    jobs = WORKFLOWS["scheduled"]["jobs"]
    assert set(jobs["report"]["needs"]) == jobs.keys() - {"report"}
    assert jobs["report"]["if"] == "failure()"
    assert '"When a package breaks the course"' in steps_of("scheduled")[-1].replace("\\", "")
    assert "\n## When a package breaks the course\n" in (ROOT / "CONTRIBUTING.md").read_text(
        "utf-8"
    )


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_workflows_type_only_verbs_that_there_are(workflow):
    typed = [verb for run in steps_of(workflow) for verb in re.findall(r"\bcourse ([\w-]+)", run)]
    assert set(typed) <= cli.VERBS.keys()


@pytest.mark.parametrize(
    ("name", "required"),
    [
        ("learner", {"lesson", "seen", "doctor", "where"}),
        ("instructor", {"about", "seen", "doctor"}),
    ],
)
def test_a_form_asks_for_what_is_needed_to_help(name, required):
    parts = form(name)
    asked = {key for key, part in parts.items() if part.get("validations", {}).get("required")}
    assert asked == required
    assert "`course doctor`" in parts["doctor"]["attributes"]["label"]


# Forking


@pytest.mark.parametrize("line", [line for line in COMMANDS if line.startswith("course ")])
def test_each_command_of_the_page_on_forking_is_one(line):
    assert cli._parser().parse_args(shlex.split(line)[1:]).verb in cli.VERBS


def test_each_file_that_the_page_on_forking_names_is_there():
    named = re.findall(r"`((?:[\w.-]+/)*[\w-]+\.(?:md|cff|toml|py|ipynb))`", FORKING)
    typed = re.findall(r"\b((?:notebooks|tests)/[\w./]+)", "\n".join(COMMANDS))
    assert len({*named, *typed}) > 8
    assert [name for name in {*named, *typed} if not (ROOT / name).exists()] == []
