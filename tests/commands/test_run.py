"""`course run` and `course execute`: notebooks executed without a browser."""

import io
import json
import re
import sys
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_notebook, new_output
from small_course import code, make_course

from course_utils import cli
from course_utils.authoring import places
from course_utils.authoring.cleaning import clean, overwritten, without_machine_paths
from course_utils.authoring.executing import Execution, execute
from course_utils.authoring.progress import Progress
from course_utils.commands import execute as verb
from course_utils.commands.execute import (
    Device,
    duration,
    refresh,
    this_device,
    with_lesson_time,
    with_time,
)
from course_utils.commands.run import run_lessons

WRITES_A_CARD = """\
import json, os, pathlib
card = dict(lesson="01_first", model="small net", data=os.environ["COURSE_DATA"], parameters=50186,
            epochs=2, seconds=3.4, test_accuracy=0.9834, mistakes=166)
folder = pathlib.Path(os.environ["COURSE_RESULTS_DIR"])
(folder / "01_first--small-net.json").write_text(json.dumps(card))
"""
OLD_CARD = {
    "lesson": "01_first",
    "model": "net of an earlier run",
    "data": "mnist",
    "parameters": 1,
    "epochs": 1,
    "seconds": 1,
    "test_accuracy": 0.5,
    "mistakes": 5000,
}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def run_one(tmp_path: Path, *cells: object, progress: Progress | None = None) -> Execution:
    root = make_course(tmp_path / "course", {"01_first": cells})
    path = root / "notebooks" / "01_first.ipynb"
    return execute(path, {"COURSE_DATA": "digits"}, progress or Progress(1, io.StringIO()))


def text_of(execution: Execution, cell: int) -> str:
    return "".join(output.get("text", "") for output in execution.notebook.cells[cell].outputs)


@pytest.fixture(scope="module")
def finished_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """A course whose second lesson fails: its folder, the exit status, and what was printed."""
    cells = {
        "01_first": ["# Part", WRITES_A_CARD],
        "02_second": ["## Trouble ahead", "print('so far')", "raise ValueError('no digit')"],
        "03_third": ["print('still here')"],
    }
    root = make_course(tmp_path_factory.mktemp("run") / "course", cells)
    results = root / "build" / "results"
    results.mkdir(parents=True)
    (results / "01_first--old.json").write_text(json.dumps(OLD_CARD), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        said = io.StringIO()
        patch.setattr("sys.stdout", said)
        status = run_lessons(root, [], "digits")
    return root, status, said.getvalue()


def test_the_table_has_a_row_for_each_card_and_dashes_for_a_lesson_without_one(finished_run):
    rows = [" ".join(line.split()) for line in finished_run[2].splitlines()]
    assert "01_first small net digits 50,186 2 3 98.34%" in rows
    assert any(row.startswith("03_third – – – – ") for row in rows)


def test_cards_of_an_earlier_run_are_not_shown_again(finished_run):
    assert "earlier run" not in finished_run[2]


def test_a_failed_lesson_is_named_with_cell_heading_and_error_and_the_status_is_1(finished_run):
    _, status, said = finished_run
    assert status == 1
    assert 'stopped at code cell 4 of 4 (under "Trouble ahead"):\nValueError: no digit' in said
    assert "Traceback" not in said


def test_the_lessons_after_a_failed_one_still_run(finished_run):
    page = finished_run[0] / "build" / "lessons" / "03_third.html"
    assert "still here" in page.read_text(encoding="utf-8")


def test_a_partly_executed_notebook_is_kept(finished_run):
    kept = nbformat.read(finished_run[0] / "build" / "lessons" / "02_second.ipynb", as_version=4)
    outputs = [cell.outputs for cell in kept.cells if cell.cell_type == "code"]
    assert outputs[2][0].text == "so far\n"
    assert outputs[3][0].ename == "ValueError"


@pytest.mark.parametrize(("data", "seen"), [(None, "theirs"), ("digits", "digits")])
def test_only_a_choice_that_was_made_replaces_the_users_course_data(
    tmp_path, monkeypatch, data, seen
):
    monkeypatch.setenv("COURSE_DATA", "theirs")
    tells = "import os; print('data:', os.environ['COURSE_DATA'])"
    root = make_course(tmp_path / "course", {"01_first": [tells]})
    assert run_lessons(root, [], data) == 0
    text = (root / "build" / "lessons" / "01_first.ipynb").read_text(encoding="utf-8")
    assert f"data: {seen}" in text


def test_the_lessons_themselves_are_left_as_they_were(finished_run):
    original = nbformat.read(finished_run[0] / "notebooks" / "03_third.ipynb", as_version=4)
    assert original.cells[3].outputs == []


def test_the_place_of_the_pages_is_said(finished_run):
    assert "build/lessons/01_first.html" in finished_run[2]


def test_the_kernel_is_this_interpreter_whatever_kernels_the_user_has(tmp_path, monkeypatch):
    stray = tmp_path / "stray" / "kernels" / "python3"
    stray.mkdir(parents=True)
    spec = {"argv": ["no-such-python"], "display_name": "stray", "language": "python"}
    (stray / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "stray"))
    execution = run_one(tmp_path, "import sys; print(sys.executable)")
    assert text_of(execution, 3).strip() == sys.executable


def test_a_lesson_runs_in_its_own_folder(tmp_path):
    execution = run_one(tmp_path, "import pathlib; print(pathlib.Path.cwd().name)")
    assert text_of(execution, 3) == "notebooks\n"


def test_a_dead_kernel_is_noticed_at_once_and_named(tmp_path):
    started = time.perf_counter()
    dies = "import os; os.write(2, b'out of memory'); os._exit(1)"
    execution = run_one(tmp_path, dies)
    assert "at code cell 3 of 3" in execution.problem
    assert "died" in execution.problem
    assert "out of memory" in execution.problem
    assert time.perf_counter() - started < 60


@pytest.mark.parametrize(
    ("source", "tags", "complaint"),
    [
        ("1 / 0", ["raises-exception"], None),
        ("1 / 0", ["raises-exception", "raises-ZeroDivisionError"], None),
        ("1 / 0", ["raises-exception", "raises-KeyError"], "raised ZeroDivisionError"),
        ("1 / 1", ["raises-exception", "raises-ZeroDivisionError"], "raised nothing"),
    ],
)
def test_a_cell_that_promises_an_error_must_raise_it(tmp_path, source, tags, complaint):
    problem = run_one(tmp_path, code(source, *tags)).problem
    assert problem is None if complaint is None else complaint in problem


def test_outside_a_terminal_progress_is_one_line_a_lesson(tmp_path):
    stream = io.StringIO()
    run_one(tmp_path, "1", progress=Progress(1, stream))
    assert stream.getvalue() == "Lesson 1 of 1: 01_first (3 code cells)\n"


def test_on_a_terminal_progress_names_lesson_cell_heading_and_time(tmp_path):
    stream = Terminal()
    run_one(tmp_path, "## Pooling", "1", progress=Progress(1, stream))
    assert "Lesson 1 of 1: 01_first" in stream.getvalue()
    assert "code cell 3 of 3 · 00:0" in stream.getvalue()
    assert "Pooling" in stream.getvalue()


# course execute


def refreshed(tmp_path: Path, *cells: object, times: bool = False) -> tuple[Path, int]:
    root = make_course(tmp_path / "course", {"01_first": cells})
    return root / "notebooks" / "01_first.ipynb", refresh(root, ["1"], times)


SHOWS_A_WIDGET = """\
from IPython.display import display
view = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}, "text/html": "<b>kept</b>"}
display(view, raw=True)
"""


def test_execute_stores_outputs_of_mnist_in_place_and_keeps_ids(tmp_path):
    path, status = refreshed(tmp_path, code("import os; print(os.environ['COURSE_DATA'])"))
    stored = nbformat.read(path, as_version=4)
    assert status == 0
    assert stored.cells[3].outputs[0].text == "mnist\n"
    assert [cell.get("execution_count") for cell in stored.cells] == [None, 1, 2, 3]
    before = make_course(tmp_path / "again", {"01_first": []}) / "notebooks" / "01_first.ipynb"
    ids = [cell.id for cell in nbformat.read(before, as_version=4).cells]
    refresh(before.parents[1], [])
    assert [cell.id for cell in nbformat.read(before, as_version=4).cells] == ids


def test_execute_leaves_a_notebook_that_fails_as_it_was(tmp_path, capsys):
    root = make_course(tmp_path / "course", {"01_first": ["print(1)", "1 / 0"]})
    path = root / "notebooks" / "01_first.ipynb"
    before = path.read_bytes()
    assert refresh(root, []) == 1
    assert path.read_bytes() == before
    assert "was left as it was" in capsys.readouterr().out


def test_execute_keeps_nothing_that_differs_by_machine(tmp_path):
    path, _ = refreshed(
        tmp_path,
        SHOWS_A_WIDGET,
        "from tqdm import tqdm\nfor _ in tqdm(range(3)):\n    pass",
        "import sys; print('a warning to keep', file=sys.stderr)",
        code("import torch; torch.zeros(2) @ torch.zeros(3)", "raises-exception"),
        code("import json; json.loads('{')", "raises-exception"),
    )
    stored = nbformat.read(path, as_version=4)
    assert stored.cells[3].outputs[0].data == {"text/html": "<b>kept</b>"}
    assert stored.cells[4].outputs == []
    assert stored.cells[5].outputs[0].text == "a warning to keep\n"
    text = path.read_text(encoding="utf-8")
    assert str(Path(sys.prefix)) not in text
    assert str(Path(sys.base_prefix) / "lib") not in text
    assert stored.metadata == {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }


def test_execute_brings_an_older_format_to_4_5(tmp_path):
    root = make_course(tmp_path / "course", {"01_first": []})
    path = root / "notebooks" / "01_first.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["nbformat_minor"] = 4
    for cell in content["cells"]:
        del cell["id"]
    path.write_text(json.dumps(content), encoding="utf-8")
    refresh(root, [])
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert stored["nbformat_minor"] == 5
    assert all(cell["id"] for cell in stored["cells"])


def test_execute_leaves_the_measured_times_alone(tmp_path):
    root = make_course(tmp_path / "course", {"01_first": ["1"]})
    path, readme = root / "notebooks" / "01_first.ipynb", (root / "README.md").read_bytes()
    header = nbformat.read(path, as_version=4).cells[0].source
    assert refresh(root, ["1"]) == 0
    assert nbformat.read(path, as_version=4).cells[0].source == header
    assert (root / "README.md").read_bytes() == readme


def test_execute_with_times_writes_the_measured_time_into_lesson_and_readme(tmp_path):
    path, _ = refreshed(tmp_path, "import time; time.sleep(0.01)", times=True)
    header = nbformat.read(path, as_version=4).cells[0].source
    readme = (path.parents[1] / "README.md").read_text(encoding="utf-8")
    assert "**Time to run:** about " in header
    assert "about 1 h" not in readme
    assert "(notebooks/01_first.ipynb) | something | about " in readme


@pytest.mark.parametrize(("options", "times"), [([], False), (["--times"], True)])
def test_times_are_written_only_where_they_are_asked_for(monkeypatch, tmp_path, options, times):
    asked = []
    monkeypatch.setattr(places, "find_checkout", lambda: tmp_path)
    monkeypatch.setattr(verb, "refresh", lambda *named: asked.append(named) or 0)
    assert cli.main(["execute", "3", *options]) == 0
    assert asked == [(tmp_path, ["3"], times)]


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (7.4, "7 s"), (41, "40 s"), (89, "90 s"), (170, "3 min")]
)
def test_durations_are_rounded_as_a_reader_wants_them(seconds, words):
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("line", "device", "expected"),
    [
        ("", Device(cores=2), "about 40 s on two CPU cores"),
        ("about 9 s on one CPU core", Device(cores=16), "about 40 s on 16 CPU cores"),
        (
            "about 9 s on one CPU core, 5 s on a GPU (H200)",
            Device(cores=2),
            "about 40 s on two CPU cores, 5 s on a GPU (H200)",
        ),
        (
            "about 9 s on one CPU core, 5 s on a GPU (H200)",
            Device("T4", 2),
            "about 9 s on one CPU core, 40 s on a GPU (T4)",
        ),
        ("to be measured", Device("T4", 2), "40 s on a GPU (T4)"),
    ],
)
def test_only_the_time_of_the_device_that_ran_is_replaced(line, device, expected):
    header = f"# Title\n\n**Time to run:** {line}\n\nMore."
    assert with_time(header, 41, device) == f"# Title\n\n**Time to run:** {expected}\n\nMore."


def test_a_readme_row_outside_the_markers_is_left_alone():
    row = "| [1](notebooks/01_first.ipynb) | x | old |"
    readme = f"{row}\n<!-- lesson times -->\n{row}\n<!-- end of lesson times -->\n{row}\n"
    measured = "| [1](notebooks/01_first.ipynb) | x | about 7 s on two CPU cores |"
    assert with_lesson_time(readme, "01_first.ipynb", 7, Device(cores=2)) == (
        f"{row}\n<!-- lesson times -->\n{measured}\n<!-- end of lesson times -->\n{row}\n"
    )


def test_the_cores_are_the_threads_that_a_lesson_counts(monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.backends.mps.is_available", lambda: False)
    monkeypatch.setattr("torch.get_num_threads", lambda: 5)
    assert this_device().words == "on five CPU cores"


def test_a_stored_output_keeps_what_a_progress_bar_left_in_the_end():
    bar = "epoch 1/2:  50%|███  | 1/2\r" + " " * 30 + "\r"
    assert overwritten(f"{bar}epoch 1/2: loss 0.5\n{bar}") == "epoch 1/2: loss 0.5\n"
    assert overwritten("plain  \ntext") == "plain  \ntext"


def test_a_figure_that_grew_and_was_taken_away_leaves_no_trace_in_a_stored_output(tmp_path):
    emptied = new_output("display_data", {"text/html": "", "text/plain": ""})
    cell = code("fit()")
    cell.outputs = [
        new_output("stream", text="epoch 1/2\nbar\r   \r"),
        emptied,
        new_output("stream", text="\rbar\r   \repoch 2/2\n"),
        new_output("display_data", {"text/plain": "kept"}),
    ]
    text, kept = clean(new_notebook(cells=[cell]), tmp_path).cells[0].outputs
    assert text.text == "epoch 1/2\nepoch 2/2\n"
    assert kept.data == {"text/plain": "kept"}


@pytest.mark.parametrize(
    ("printed", "stored"),
    [
        ("\x1b[36mFile /venv/lib/python3.11/site-packages/torch/nn.py\x1b[39m", "torch/nn.py"),
        ("\x1b[32m/venv/lib/python3.11/site-packages/torch/nn.py:10\x1b[39m", "torch/nn.py:10"),
        ("\x1b[32m/tmp/ipykernel_7/42.py\x1b[39m in x", "this cell"),
        ("\x1b[1;32m/checkout/course_utils/models.py\x1b[0m", "course_utils/models.py"),
    ],
)
def test_a_stored_traceback_keeps_its_colours_whole_when_a_path_is_taken_out(printed, stored):
    cleaned = without_machine_paths(printed, Path("/checkout"))
    first, *_, last = re.findall("\x1b\\[[0-9;]*m", printed)
    assert cleaned.startswith(first) and last in cleaned
    assert cleaned.count("\x1b") == printed.count("\x1b")
    assert stored in cleaned
    assert "/venv" not in cleaned and "/tmp" not in cleaned and "/checkout" not in cleaned
