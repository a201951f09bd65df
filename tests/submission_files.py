"""Reads tests/submissions/ (see README.md there) and hands each in, in the form that it names."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from attack_files import FILES as ATTACKED
from attack_files import SET_UP, notebook, right_answers
from torch import nn

from course_utils.checks.catalogue import exercises
from course_utils.data import load_splits
from course_utils.training.recipes import Recipe, fit_by_recipe

FOLDER = Path(__file__).parent / "submissions"
ROOT = Path(__file__).resolve().parents[1]
FILES = {**ATTACKED, 4: "04_deeper_cnn_dropout"}


@dataclass(frozen=True)
class Submission:
    """One file of the corpus."""

    name: str
    about: str
    lesson: int
    zero: frozenset[str]
    status: str
    form: str
    says: str
    cells: tuple[str, ...]
    beside: dict[str, str]

    def marks(self) -> dict[str, int]:
        """The mark of every exercise."""
        return {e.name: 0 if e.name in self.zero else e.points for e in exercises(self.lesson)}

    def hand_in(self, submissions: Path) -> str:
        """Write it among the submissions; the name of its row in the gradebook."""
        kind, _, what = self.form.partition(" ")
        folder = submissions / self.name
        if kind != "bare":
            folder.mkdir(parents=True)
        for path, text in self.beside.items():
            (folder / path).write_text(text, encoding="utf-8")
        if self.form.endswith(".ipynb"):
            _write(folder / self.form, self.cells)
        elif self.form == "bare":
            _write(folder.with_suffix(".ipynb"), self.cells)
            return f"{self.name}.ipynb"
        else:
            FORMS[kind](folder, self, what)
        return self.name


def submissions(lesson: int | None = None) -> list[Submission]:
    """The corpus, or what of it belongs to a lesson."""
    read = [_read(path) for path in sorted(FOLDER.glob("*.py"))]
    return [one for one in read if lesson in (None, one.lesson)]


def _read(path: Path) -> Submission:
    text, *files = re.split(r"^# == ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    head, *cells = text.split("# %%\n")
    said = dict(re.findall(r"^# (\w+): (.*)$", head, re.MULTILINE))
    lesson = int(said["lesson"])
    every = [e.name for e in exercises(lesson)]
    zero = {"all": set(every), "none": set()}.get(said["zero"], set(said["zero"].split(", ")))
    whole = "".join([*cells, *files])
    taken = set(re.findall(r"^(?:def|class) (\w+)", whole, re.MULTILINE))
    taken |= set(re.findall(r"^@(\w+)$", whole, re.MULTILINE)) | zero
    rest = [name for name in every if name not in taken - _stubs(whole)]

    def filled(text: str) -> str:
        return re.sub(r"^@(\w+)(?: as (\w+))?$", lambda m: _answer(m, rest), text, flags=re.M)

    beside = dict(file.split("\n", 1) for file in files)
    return Submission(
        path.stem,
        said["what"],
        lesson,
        frozenset(zero),
        said["status"],
        said["as"],
        said.get("says", ""),
        tuple(map(filled, cells)),
        {name: filled(held) for name, held in beside.items()},
    )


def _stubs(text: str) -> set[str]:
    parts = re.split(r"^(?=def |class )", text, flags=re.MULTILINE)
    stubs = [part for part in parts if "YOUR CODE HERE" in part]
    return {match[1] for match in (re.match(r"(?:def|class) (\w+)", part) for part in stubs)}


def _answer(match: re.Match, rest: list[str]) -> str:
    name, other = match.groups()
    if name == "rest":
        return "\n\n".join(right_answers(rest))
    if name not in {e.name for n in FILES for e in exercises(n)}:
        return match[0]  # a decorator
    [source] = right_answers([name])
    return source.replace(f"def {name}(", f"def {other}(") if other else source


def _write(path: Path, cells: tuple[str, ...], **metadata: object) -> dict:
    held = notebook([SET_UP, *cells], **metadata)
    path.write_text(json.dumps(held), encoding="utf-8")
    return held


def _name(submission: Submission) -> str:
    return f"{FILES[submission.lesson]}.ipynb"


def _as_notebook(folder: Path, submission: Submission, _: str) -> None:
    _write(folder / _name(submission), submission.cells)


def _as_script(folder: Path, submission: Submission, _: str) -> None:
    text = "\n\n".join([SET_UP, *submission.cells])
    (folder / f"{FILES[submission.lesson]}.py").write_text(text, encoding="utf-8")


def _stub_notebook(path: Path, lesson: int) -> None:
    path.write_bytes((ROOT / "exercises" / f"{FILES[lesson]}.ipynb").read_bytes())


def _in_seven_copies(folder: Path, submission: Submission, _: str) -> None:
    stem = FILES[submission.lesson]
    for copy in range(1, 7):
        _stub_notebook(folder / f"{stem} ({copy}).ipynb", submission.lesson)
    _write(folder / f"{stem}-final.ipynb", submission.cells)


def _behind_many_images(folder: Path, submission: Submission, _: str) -> None:
    images = folder / "a_data" / "images"
    images.mkdir(parents=True)
    for number in range(2_100):
        (images / f"{number}.png").touch()
    environment = folder / "env"
    environment.mkdir()
    (environment / "pyvenv.cfg").touch()
    _write(environment / "example_02.ipynb", ())
    inner = folder / "homework"
    inner.mkdir()
    _write(inner / _name(submission), submission.cells)


def _as_script_beside_a_stub(folder: Path, submission: Submission, what: str) -> None:
    if what == "beside a stub":
        _stub_notebook(folder / _name(submission), submission.lesson)
    _as_script(folder, submission, what)


def _in_a_language(folder: Path, submission: Submission, what: str) -> None:
    path = folder / _name(submission)
    held = _write(path, submission.cells)
    for cell in held["cells"]:
        cell["metadata"] = {"vscode": {"languageId": what}}
    path.write_text(json.dumps(held), encoding="utf-8")


def _as_raw(folder: Path, submission: Submission, _: str) -> None:
    path = folder / _name(submission)
    held = _write(path, submission.cells)
    for cell in held["cells"][1:]:
        cell["cell_type"] = "raw"
    path.write_text(json.dumps(held), encoding="utf-8")


def _in_an_encoding(folder: Path, submission: Submission, what: str) -> None:
    path = folder / _name(submission)
    text = json.dumps(_write(path, submission.cells), ensure_ascii=False)
    path.write_bytes(text.encode(what, "replace"))


def _with_a_conflict(folder: Path, submission: Submission, _: str) -> None:
    path = folder / _name(submission)
    text = json.dumps(_write(path, submission.cells), indent=1)
    at = text.index('"execution_count"')
    line = text.rindex("\n", 0, at) + 1
    end = text.index("\n", at) + 1
    both = f"<<<<<<< HEAD\n{text[line:end]}=======\n{text[line:end]}>>>>>>> theirs\n"
    path.write_text(text[:line] + both + text[end:], encoding="utf-8")


def _as_the_lesson(folder: Path, submission: Submission, _: str) -> None:
    name = _name(submission)
    (folder / name).write_bytes((ROOT / "notebooks" / name).read_bytes())


def _beside_the_lesson(folder: Path, submission: Submission, _: str) -> None:
    _as_the_lesson(folder, submission, _)
    inner = folder / "homework"
    inner.mkdir()
    _write(inner / _name(submission), submission.cells)


def _with_weights(folder: Path, submission: Submission, where: str) -> None:
    """Train the network that the cells build, and lay its weights where they are said to lie."""
    names: dict = {"torch": torch, "nn": nn}
    builds = next(cell for cell in submission.cells if "def build_your_best" in cell)
    exec(SET_UP.replace("from course_utils", "# ") + builds, names)
    torch.manual_seed(0)
    model, splits = names["build_your_best"](), load_splits()
    recipe = Recipe(learning_rate=0.005, epochs=20)
    fit_by_recipe(model, splits.train, splits.validation, recipe, progress=False)
    inner = folder / "work" if where == "above" else folder
    inner.mkdir(exist_ok=True)
    _write(inner / _name(submission), submission.cells)
    name = "best_model (1).pt" if where == "above" else "best_model.pt"
    torch.save(model.state_dict(), folder / name)


FORMS: dict[str, Callable[[Path, Submission, str], None]] = {
    "notebook": _as_notebook,
    "script": _as_script_beside_a_stub,
    "seven": _in_seven_copies,
    "many": _behind_many_images,
    "language": _in_a_language,
    "raw": _as_raw,
    "encoding": _in_an_encoding,
    "conflict": _with_a_conflict,
    "the": _as_the_lesson,
    "beside": _beside_the_lesson,
    "weights": _with_weights,
}
