"""What Sphinx is given for the web edition: folded cells, questions, what waits, links, a start."""

import json
from pathlib import Path

import pytest

from course_utils.authoring.copies import spoilers
from course_utils.authoring.places import notebooks_in
from course_utils.authoring.site_notebooks import marked_notebook
from course_utils.authoring.site_reference import reference
from course_utils.authoring.site_sources import downloads, gather
from course_utils.errors import CourseError

ROOT = Path(__file__).resolve().parents[2]
LESSONS = notebooks_in(ROOT, ["notebooks"])
PAD = '<div data-cnn-view="digit_pad" data-cnn="{}"></div>\n<script type="module">\n\n1;\n</script>'
ASKED = "<p><strong>Predict:</strong> How many?</p>"
ADDRESS = "https://github.com/somebody/course"
SET_UP = {"jupyter": {"source_hidden": True}}


def code(source: str, *outputs: dict, **metadata: object) -> dict:
    return {
        **{"cell_type": "code", "id": str(abs(hash(source))), "metadata": metadata},
        **{"execution_count": 1, "outputs": list(outputs), "source": [source]},
    }


def text(source: str) -> dict:
    return {"cell_type": "markdown", "id": "text", "metadata": {}, "source": [source]}


def printed(words: str) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": [words]}


def shown(html: str) -> dict:
    data = {"text/html": [html], "text/plain": ["words"]}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def content(*cells: dict) -> bytes:
    whole = {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


def marked(*cells: dict) -> list[dict]:
    return json.loads(marked_notebook(content(*cells), "notebooks/01_one.ipynb"))["cells"]


def tags(cell: dict) -> list[str]:
    return cell["metadata"].get("tags", [])


ASKS = code('guess = predict("How many?", within=5)', shown(ASKED))
REVEALS = code("guess.reveal(2)", printed("You did not guess. It came out as: 2.\n"))


# A notebook's cells


def test_a_cell_that_jupyterlab_folds_is_folded_and_another_is_not():
    folded, other = marked(code("# Set-up", **SET_UP), code("1", tags=["nbval-check-output"]))
    assert tags(folded) == ["hide-input"]
    assert tags(other) == ["nbval-check-output"]


def test_from_the_question_to_the_text_after_its_answer_outputs_wait_for_the_guess():
    between, drawn, after = (code(name, printed(name)) for name in ("between", "drawn", "after"))
    cells = marked(ASKS, between, REVEALS, drawn, text("It is 2."), after)
    assert [tags(cell) for cell in cells] == [
        [],
        ["waits", "answers-guess"],
        ["reveals-guess", "waits", "answers-guess"],
        ["waits", "answers-guess"],
        [],
        [],
    ]


def test_an_output_between_two_questions_and_their_answers_waits_for_both():
    second = code('other = predict("And how long?")', shown(ASKED))
    cells = marked(ASKS, second, REVEALS, text("It is 2."), code("other.reveal(3)", printed("3")))
    assert tags(cells[2]) == ["reveals-guess", "waits", "answers-guess", "answers-other"]
    assert tags(cells[4]) == ["reveals-other", "waits", "answers-other"]


def test_a_cell_that_puts_out_nothing_has_nothing_to_wait_with():
    assert tags(marked(ASKS, code("def train(): ..."), REVEALS)[1]) == []


def test_the_question_is_marked_by_its_name_and_its_words_stay():
    [output] = marked(ASKS)[0]["outputs"]
    start = '<div class="prediction" data-name="guess" data-within="5">'
    assert output["data"]["text/html"] == [f"{start}{ASKED}</div>"]


def test_two_questions_of_one_cell_are_marked_in_their_order():
    both = code('b = predict("B?")\na = predict("A?")', shown(ASKED), shown(ASKED))
    html = [one["data"]["text/html"][0] for one in marked(both)[0]["outputs"]]
    assert ['data-name="b"' in html[0], 'data-name="a"' in html[1]] == [True, True]


def test_a_question_that_was_not_stored_is_named():
    with pytest.raises(CourseError, match=r"01_one.*asks for guess holds 0 stored questions"):
        marked(code('guess = predict("How many?")'))


def test_the_replay_is_known():
    assert tags(marked(ASKS, REVEALS, code("replay()", shown("<table></table>")))[2]) == ["replays"]


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_every_question_of_a_lesson_has_a_name_of_its_own_and_is_marked(lesson):
    cells = json.loads(lesson.read_bytes())["cells"]
    asked = [name for spoiler in spoilers(cells) for name in spoiler.asks]
    assert asked and len(asked) == len(set(asked))
    html = marked_notebook(lesson.read_bytes(), lesson.name).decode()
    assert html.count('class=\\"prediction\\"') == len(asked)


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda path: path.stem)
def test_views_and_figures_of_a_lesson_are_as_they_were_stored(lesson):
    before = json.loads(lesson.read_bytes())["cells"]
    after = json.loads(marked_notebook(lesson.read_bytes(), lesson.name))["cells"]
    for old, new in zip(before, after, strict=True):
        if "predict(" not in "".join(old["source"]):
            assert old.get("outputs") == new.get("outputs")


# The folder of sources


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course of one lesson with its exercises, a glossary, and a page for instructors."""
    links = (
        "[all](../README.md) [words](glossary.md#a) [answers](../solutions/01_one.ipynb) "
        "[exercises](../exercises/01_one.ipynb) [paper](https://example.org/a.ipynb)"
    )
    files = {
        "pyproject.toml": b'[project]\nname = "small"\n',
        "README.md": b"# Course\n",
        "LICENSE": b"Free.\n",
        "CHANGELOG.md": b"# Changes\n",
        "notebooks/01_one.ipynb": content(
            text(f"# Lesson 1: one\n\n**Time to study:** about 5 min\n\n{links}"),
            code("from course_utils.plots import show", shown(PAD)),
        ),
        "notebooks/glossary.md": b"# Glossary\n\n## a\n",
        "exercises/01_one.ipynb": content(text("# Exercises 1\n\nTwo points"), code("check(1)")),
        "solutions/01_one.ipynb": content(text("# Solutions")),
        "docs/instructors.md": b"# Teach\n",
        "docs/site/conf.py": b"project = 'small'\n",
        "docs/site/start.md": b"# Start\n<!-- repository --> <!-- lessons -->\n\n<!-- contents -->",
    }
    for place, written in files.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_bytes(written)
    return tmp_path


def with_address(course: Path) -> Path:
    urls = f'\n[project.urls]\nRepository = "{ADDRESS}"\n'
    project = course / "pyproject.toml"
    project.write_text(project.read_text() + urls, encoding="utf-8")
    return course


def sources(course: Path) -> Path:
    gather(course, course / "sources")
    return course / "sources"


def first_cell(page: Path) -> str:
    return "".join(json.loads(page.read_bytes())["cells"][0]["source"])


def test_pages_keep_their_places_and_no_worked_answer_is_among_them(course):
    pages = gather(course, course / "sources")
    assert sorted(pages) == [
        *("CHANGELOG.md", "docs/instructors.md", "exercises/01_one.ipynb", "index.md"),
        *("notebooks/01_one.ipynb", "notebooks/glossary.md", "reference.md"),
    ]
    assert all((course / "sources" / page).is_file() for page in pages)


def test_a_picture_beside_a_page_goes_with_it(course):
    (course / "docs" / "plan.PNG").write_bytes(b"picture")
    assert (sources(course) / "docs" / "plan.PNG").read_bytes() == b"picture"


def test_links_lead_to_pages_and_those_to_no_page_are_words(course):
    header = first_cell(sources(course) / "notebooks" / "01_one.ipynb")
    assert "[all](../index.md)" in header
    assert "[words](glossary.md#a)" in header
    assert "[exercises](../exercises/01_one.ipynb)" in header
    assert "[paper](https://example.org/a.ipynb)" in header
    assert " answers " in header


def test_with_an_address_they_lead_to_the_repository(course):
    header = first_cell(sources(with_address(course)) / "notebooks" / "01_one.ipynb")
    assert f"[answers]({ADDRESS}/blob/main/solutions/01_one.ipynb)" in header


def test_without_an_address_a_notebook_can_only_be_downloaded(course):
    header = first_cell(sources(course) / "exercises" / "01_one.ipynb")
    link = '<a href="01_exercises_one.ipynb" download>Download this notebook</a>'
    assert header.startswith(f'# Exercises 1\n\n<p class="own-links">{link}</p>\n')
    assert (course / "sources" / "docs" / "instructors.md").read_bytes() == b"# Teach\n"


def test_with_an_address_a_page_opens_in_colab_and_can_be_edited_where_it_is_written(course):
    folder = sources(with_address(course))
    header = first_cell(folder / "exercises" / "01_one.ipynb")
    place = "somebody/course/blob/main/exercises/01_one.ipynb"
    assert f'href="https://colab.research.google.com/github/{place}"' in header
    assert f'href="{ADDRESS}/edit/main/solutions/01_one.ipynb"' in header
    written = {"docs/instructors.md": "docs/instructors.md", "index.md": "docs/site/start.md"}
    for page, place in written.items():
        text = (folder / page).read_text(encoding="utf-8")
        assert f'href="{ADDRESS}/edit/main/{place}"' in text


def test_the_badge_of_colab_is_left_out_because_its_picture_would_be_fetched(course):
    lesson = course / "notebooks" / "01_one.ipynb"
    badge = (
        "[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)](https://x)"
    )
    lesson.write_bytes(content(text(f"# One\n\n{badge}\n\nText"), code("1", shown(PAD))))
    assert "colab" not in first_cell(sources(course) / "notebooks" / "01_one.ipynb")


def test_the_first_page_holds_the_lessons_with_their_times_and_the_stored_pad(course):
    folder = sources(course)
    start = (folder / "index.md").read_text(encoding="utf-8")
    assert "| [1: one](notebooks/01_one.ipynb)<br>[exercises 1](exercises/01_one.ipynb)" in start
    assert "5\u00a0min" in start
    assert (folder / "digit_pad.html").read_text(encoding="utf-8") == PAD


def test_without_a_stored_pad_it_is_said_how_to_get_one(course):
    (course / "notebooks" / "01_one.ipynb").write_bytes(content(text("# One")))
    with pytest.raises(CourseError, match=r"holds a digit pad.*course execute 3"):
        sources(course)


def test_what_is_downloaded_has_a_learners_name_and_spoils_nothing(course):
    lesson = course / "notebooks" / "01_one.ipynb"
    lesson.write_bytes(content(text("# One"), ASKS, REVEALS))
    files = downloads(course)
    assert sorted(files) == ["exercises/01_exercises_one.ipynb", "notebooks/01_one.ipynb"]
    assert b"came out" not in files["notebooks/01_one.ipynb"]


def test_the_reference_names_what_notebooks_use_and_in_which_lessons(tmp_path):
    (tmp_path / "02_two.ipynb").write_bytes(
        content(
            code("from course_utils import plots\nfrom course_utils.training import History, fit"),
            code("plots.lines({})\nfit.nothing"),
            code("%pip install x"),
        )
    )
    (tmp_path / "05_five.ipynb").write_bytes(content(code("from course_utils.zoo import ZOO, fit")))
    page = reference(sorted(tmp_path.iterdir()))
    assert ".. autofunction:: course_utils.plots.lines\n\n   In lesson: 2." in page
    assert ".. autoclass:: course_utils.training.History" in page
    assert ".. py:data:: course_utils.zoo.ZOO\n\n   In lesson: 5." in page
    assert "fit.nothing" not in page
