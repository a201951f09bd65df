"""`course set-repository` beside the notebooks: the site, the README, CITATION.cff; all or none."""

from pathlib import Path

import pytest
import yaml
from small_course import make_course

from course_utils.authoring import addresses
from course_utils.authoring.addresses import pages_of, site_address
from course_utils.authoring.repository import Repository, set_repository
from course_utils.files import write_atomically

ROOT = Path(__file__).resolve().parents[2]
HERE = Repository("Someone", "cnn-course")
ELSEWHERE = Repository("other", "fork")
README = """\
# A course

<!-- badges --><!-- end of badges -->

**Go to:** <!-- reading -->**Read**: `make course`<!-- end of reading --> · \
<!-- Colab -->**Colab**: upload a lesson<!-- end of Colab --> · [Install](#start)
"""
CITATION = 'cff-version: 1.2.0\ntitle: A course\nreferences:\n  - type: article\n    url: "x"\n'


@pytest.fixture
def course(tmp_path: Path) -> Path:
    root = make_course(tmp_path / "course", {"01_first": [], "02_second": []})
    (root / "README.md").write_text(README, encoding="utf-8")
    (root / "CITATION.cff").write_text(CITATION, encoding="utf-8")
    return root


def everything(course: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in course.rglob("*.*") if path.is_file()}


@pytest.mark.parametrize(
    ("owner", "name", "site"),
    [
        ("Someone", "cnn-course", "https://someone.github.io/cnn-course/"),
        ("someone", "Someone.github.io", "https://someone.github.io/"),
    ],
)
def test_the_site_is_where_github_pages_shows_the_repository(owner, name, site):
    assert pages_of(owner, name) == site


def test_without_an_address_there_is_no_site(course):
    assert site_address(course) is None


def test_the_site_is_kept_in_pyproject(course):
    set_repository(course, HERE)
    assert site_address(course) == "https://someone.github.io/cnn-course/"


def test_the_readme_gets_badges_and_its_words_become_links(course):
    set_repository(course, HERE)
    text = (course / "README.md").read_text(encoding="utf-8")
    workflow = "https://github.com/Someone/cnn-course/actions/workflows/ci.yml"
    colab = "colab.research.google.com/github/Someone/cnn-course/blob/main/notebooks/01_first.ipynb"
    assert f"\n[![CI]({workflow}/badge.svg)]({workflow})\n" in text
    assert f"colab-badge.svg)](https://{colab})\n" in text
    assert "/badge/read-the_lessons-blue)](https://someone.github.io/cnn-course/)\n" in text
    read, colab_again, install = text.splitlines()[-1].split(" · ")
    assert "[**Read** the lessons](https://someone.github.io/cnn-course/)" in read
    assert f"[**Colab**: the first lesson](https://{colab})" in colab_again
    assert install == "[Install](#start)"
    assert "make course" not in text and "upload a lesson" not in text


def test_a_readme_without_the_places_stays_as_it_is(course):
    (course / "README.md").write_text("# Mine\n\n<!-- badges -->\n", encoding="utf-8")
    set_repository(course, HERE)
    assert (course / "README.md").read_text(encoding="utf-8") == "# Mine\n\n<!-- badges -->\n"


def test_the_citation_names_the_repository_and_the_site_and_the_rest_stays(course):
    set_repository(course, HERE)
    set_repository(course, ELSEWHERE)
    cited = yaml.safe_load((course / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited.pop("repository-code") == "https://github.com/other/fork"
    assert cited.pop("url") == "https://other.github.io/fork/"
    assert cited == yaml.safe_load(CITATION)


def test_a_course_without_readme_and_citation_gets_its_address_all_the_same(course):
    (course / "README.md").unlink()
    (course / "CITATION.cff").unlink()
    assert len(set_repository(course, HERE)) == 3
    assert sorted(path.name for path in course.glob("*.*")) == ["pyproject.toml"]


def test_of_the_first_address_nothing_is_left_after_a_second(course):
    set_repository(course, HERE)
    assert any(b"omeone" in content for content in everything(course).values())
    set_repository(course, ELSEWHERE)
    assert not any(b"omeone" in content for content in everything(course).values())


def test_the_same_address_again_changes_nothing(course):
    assert len(set_repository(course, HERE)) == 5
    before = everything(course)
    assert set_repository(course, HERE) == []
    assert everything(course) == before


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("file", ["CITATION.cff", "02_second.ipynb"])
def test_where_one_file_cannot_be_written_all_are_as_they_were(course, monkeypatch, file, error):
    before = everything(course)

    def fails_at_one(path: Path, content: bytes) -> None:
        if path.name == file:
            raise error
        write_atomically(path, content)

    monkeypatch.setattr(addresses, "write_atomically", fails_at_one)
    with pytest.raises(type(error)):
        set_repository(course, HERE)
    assert everything(course) == before


def test_the_courses_own_readme_has_all_the_places():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    # A line that begins with a comment is HTML to its end: Markdown in it would stay as it is.
    assert "\n<!-- reading" not in text and "\n<!-- Colab" not in text
    for part in ("badges", "reading", "Colab"):
        assert addresses.between(text, part, "put here").count("put here") == 1
