"""Notebook files as people hand them in: any format, any editor, and what is no notebook at all."""

import json
import math
import os
import time
from pathlib import Path

import pytest
from attack_files import notebook

from course_utils.answers.inside.cells import cells_of
from course_utils.answers.inside.shell import Shell
from course_utils.answers.inside.texts import Unreadable
from course_utils.grading import submissions
from course_utils.grading.handed_in import in_markdown

CODE = "def receptive_field(layers):\n    return 1\n"
OLD = {"worksheets": [{"cells": [{"cell_type": "code", "input": CODE, "language": "python"}]}]}
COLAB = {"cell_type": "code", "metadata": {"colab": {"x": 1}, "id": "x"}, "source": [CODE]}
VS_CODE = {"cell_type": "code", "metadata": {"vscode": {"languageId": "python"}}, "source": CODE}
READ = {
    "format 4": json.dumps(notebook([CODE])).encode(),
    "format 3": json.dumps({**OLD, "nbformat": 3}).encode(),
    "format 2": json.dumps({**OLD, "nbformat": 2}).encode(),
    "format 1": json.dumps({"cells": [{"cell_type": "code", "code": CODE}]}).encode(),
    "Colab's": json.dumps({"cells": [COLAB], "nbformat": 4, "nbformat_minor": 0}).encode(),
    "VS Code's": json.dumps({"cells": [VS_CODE]}).encode(),
    "without metadata": json.dumps({"cells": [{"cell_type": "code", "source": CODE}]}).encode(),
    "a mark before UTF-8": b"\xef\xbb\xbf" + json.dumps(notebook([CODE])).encode(),
    "UTF-16": json.dumps(notebook([CODE])).encode("utf-16"),
    "a letter of Windows": json.dumps(notebook([CODE, "# fa\xe7ade"]), ensure_ascii=False).encode(
        "cp1252"
    ),
    "odd cells beside": json.dumps(
        {"cells": [None, 3, {}, {"cell_type": "code"}, {"cell_type": "code", "source": [1, CODE]}]}
    ).encode(),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_a_notebook_of_any_kind_is_read(data):
    assert cells_of(data, "02.ipynb").sources[0] == CODE


def test_a_script_with_cell_marks_is_read():
    assert cells_of(f"# %%\n{CODE}# %% [two]\nx = 1\n".encode(), "02.py").sources == [
        CODE,
        "x = 1\n",
    ]


UNREADABLE = {
    "empty": (b"  \n", "empty"),
    "cut off": (json.dumps(notebook([CODE])).encode()[:60], "ends in the middle"),
    "no JSON": (b"<html>sign in</html>", "is no notebook"),
    "a list": (b"[]", "holds no cells"),
    "no cells": (b'{"cells": 3}', "holds no cells"),
    "brackets": (b"[" * 10**6, "brackets in brackets"),
    "a picture": (bytes(range(256)) * 10, "is no notebook"),
}


@pytest.mark.parametrize(("data", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_notebook_is_said_so(data, words):
    with pytest.raises(Unreadable, match=words):
        cells_of(data, "02.ipynb")


def test_cells_in_another_language_and_cells_of_data_are_left_out_with_a_note():
    script = {**VS_CODE, "metadata": {"vscode": {"languageId": "javascript"}}, "source": "let x;"}
    data = {"cells": [script, {"cell_type": "code", "source": "x = '" + "a" * 50_000 + "'"}]}
    cells = cells_of(json.dumps(data).encode(), "02.ipynb")
    assert cells.sources == []
    assert cells.notes == [
        "Cell 1 was left out: its language is javascript.",
        "Cell 2, line 1, was left out: too long.",
    ]


@pytest.mark.parametrize("lines", [["x = 1"] * 20_000, ["%matplotlib inline"] * 2_000])
def test_thousands_of_statements_hide_no_answer_below_them(lines):
    data = notebook(["\n".join(lines), CODE])
    cells = cells_of(json.dumps(data).encode(), "02.ipynb")
    assert "receptive_field" in cells.written
    assert len(cells.notes) <= 2


def test_code_that_became_markdown_is_noticed():
    data = {"cells": [{"cell_type": "markdown", "source": CODE}]}
    assert cells_of(json.dumps(data).encode(), "02.ipynb").in_markdown == ["receptive_field"]


@pytest.mark.parametrize(
    ("source", "noted"),
    [("x = 1", True), (CODE, False), (CODE.replace("return 1", "raise NotImplementedError"), True)],
)
def test_an_answer_in_markdown_is_noted_unless_it_stands_in_code_as_well(source, noted):
    cells = [{"cell_type": "markdown", "source": f"{CODE}\n\ndef no_answer():\n    return 1"}]
    cells += notebook([source])["cells"]
    notes = in_markdown(cells_of(json.dumps({"cells": cells}).encode(), "02.ipynb"), lesson=2)
    assert ["receptive_field stands in a Markdown cell" in note for note in notes] == [True] * noted


MAGICS = {
    "%matplotlib inline\nx = 1": ["%matplotlib was passed over."],
    "!pip install torch\nx = 1": ["! (a shell command) was passed over."],
    "files = !ls\nx = len(files) + 1": ["! (a shell command) was passed over."],
    "%%time\nx = 1": [],
    "%time x = 1": [],
    "if True:\n    %matplotlib inline\n    x = 1": ["%matplotlib was passed over."],
    "get_ipython().run_line_magic('load_ext', 'autoreload')\nx = 1": ["%load_ext was passed over."],
    "x = '''\n%matplotlib\n!ls\n''' and 1": [],
}


@pytest.mark.parametrize(("source", "notes"), MAGICS.items())
def test_magics_are_passed_over_and_python_in_them_runs(source, notes):
    names: dict = {}
    shell = Shell(names)
    names["get_ipython"] = lambda: shell
    shell.run(source, "<cell>")
    assert names["x"] == 1
    assert shell.notes == notes


def test_after_an_error_every_other_statement_is_tried():
    names = {}
    source = (
        "raise OSError\nprint(1 / 0)\nimport math\n\ndef f():\n    return math.pi\nx = 3\n"
        "if x:\n    x += 1\ntry:\n    y = no_name\nexcept NameError:\n    y = x"
    )
    with pytest.raises(OSError):
        Shell(names).run(source, "<cell>")
    assert names["f"]() == math.pi
    assert (names["x"], names["y"]) == (4, 4)


def test_a_future_import_holds_in_later_cells_and_cells_may_await():
    names = {}
    shell = Shell(names)
    shell.run("from __future__ import annotations", "<cell 1>")
    shell.run("def f(x: NotDefinedYet): pass", "<cell 2>")
    shell.run("import asyncio\nx = await asyncio.sleep(0, result=7)", "<cell 3>")
    assert names["f"].__annotations__ == {"x": "NotDefinedYet"}
    assert names["x"] == 7


# Files


def test_the_lessons_own_notebook_comes_before_others_and_the_newest_first(tmp_path):
    for age, name in enumerate(["02_a (1).ipynb", "03_b.ipynb", "mine.ipynb", "02_a.ipynb"]):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    names = [path.name for path in submissions.candidates(tmp_path, 2)]
    assert names == ["02_a (1).ipynb", "02_a.ipynb", "mine.ipynb", "03_b.ipynb"]


def test_hidden_copies_are_not_looked_at_and_folders_in_folders_are(tmp_path):
    for folder in (".ipynb_checkpoints", "__MACOSX", "handed in/week 2"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "02_x.ipynb").touch()
    assert [p.parent.name for p in submissions.candidates(tmp_path, 2)] == ["week 2"]


@pytest.mark.skipif(os.name == "nt", reason="links and pipes are those of Linux and macOS")
def test_links_devices_and_pipes_are_not_read(tmp_path):
    (tmp_path / "secret").write_text("{}")
    (tmp_path / "link.ipynb").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe.ipynb")
    for path in (tmp_path / "link.ipynb", tmp_path / "pipe.ipynb", Path("/dev/zero")):
        began = time.monotonic()
        with pytest.raises(submissions.NotRead):
            submissions.content(path, 1000)
        assert time.monotonic() - began < 2


def test_a_file_that_is_too_large_is_not_read_whole(tmp_path):
    with (tmp_path / "large.ipynb").open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(submissions.NotRead, match="more than 50 MB"):
        submissions.content(tmp_path / "large.ipynb", submissions.LARGEST_NOTEBOOK)
