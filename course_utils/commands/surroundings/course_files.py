"""The course's own files: which data there are, and what in `work/` would hide a module."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import Path

from course_utils.commands.surroundings.finding import Finding, first_line
from course_utils.files import display_path
from course_utils.folders import CHOICES, cache_candidates, chosen_data, user_folder
from course_utils.mnist_copies import survey_folders


def check_course_data() -> Finding:
    """Whether COURSE_DATA says what it can say."""
    choice = chosen_data()
    if choice not in CHOICES:
        what = f"COURSE_DATA is {choice!r}, which the course cannot read."
        return Finding("problem", what, f"Set it to one of {', '.join(CHOICES)}, or not at all.")
    return Finding("ok", f"COURSE_DATA is {choice}")


def check_course_data_dir() -> Finding:
    """Whether COURSE_DATA_DIR, where it is set, names a folder."""
    named = user_folder()
    if named is None:
        return Finding("ok", "COURSE_DATA_DIR is not set")
    if not named.is_dir():
        what = f"COURSE_DATA_DIR names {display_path(named)}: not a folder."
        to_do = "Set it to the folder with the four MNIST files, or not at all."
        return Finding("problem", what, to_do)
    return Finding("ok", f"COURSE_DATA_DIR names {display_path(named)}")


def check_data() -> Finding:
    """Whether MNIST lies on this machine, whole; nothing is downloaded."""
    try:
        found = survey_folders()
    except OSError as error:
        return Finding("note", f"MNIST could not be looked for: {first_line(error)}")
    folders = sorted({display_path(path.parent) for path in found.good.values()})
    damaged = ", ".join(display_path(path) for path in found.damaged)
    if not found.missing:
        if damaged:
            return Finding("note", f"MNIST is in {', '.join(folders)}; damaged besides: {damaged}")
        return Finding("ok", f"MNIST is in {', '.join(folders)}")
    named = user_folder()
    places = [*([named] if named else []), *cache_candidates()]
    looked = ", ".join(dict.fromkeys(display_path(folder) for folder in places))
    what = f"MNIST is not here yet; it was looked for in {looked}."
    if damaged:
        what = f"MNIST files are damaged: {damaged}."
    to_do = (
        "The first lesson fetches it (11 MB). Without a network lessons use the embedded digits;\n"
        "or put the four files into a folder and name it in COURSE_DATA_DIR."
    )
    return Finding("note", what, to_do)


def check_hidden_modules(root: Path) -> Finding:
    """Whether a file beside the notebooks has the name of a module, which it would then hide.

    A notebook's folder is where Python looks first; `work/` is where JupyterLab itself does.
    """
    work = root / "work"
    folders = [work, *(sorted(p for p in work.iterdir() if p.is_dir()) if work.is_dir() else [])]
    folders += [root / "notebooks", root / "exercises"]
    hiding = [path for folder in folders for path in _modules_in(folder) if _hides(path, folders)]
    if not hiding:
        return Finding("ok", "No file beside the notebooks hides a module")
    files = ", ".join(display_path(path) for path in hiding)
    what = (
        f"{files}: `import {hiding[0].stem}` finds this file, and not the module of that name."
        if len(hiding) == 1
        else f"{files}: each is found instead of the module of its name."
    )
    name = hiding[0].with_stem(f"my_{hiding[0].stem}").name
    return Finding("problem", what, f"Rename it, to {name} for example, and restart the kernel.")


def _modules_in(folder: Path) -> list[Path]:
    """What `import` could find in a folder: files, and folders that are packages."""
    files = sorted(folder.glob("*.py")) + [p.parent for p in sorted(folder.glob("*/__init__.py"))]
    return [path for path in files if path.stem.isidentifier()]


def _hides(path: Path, folders: list[Path]) -> bool:
    if path.stem in sys.stdlib_module_names or path.stem == "course_utils":
        return True
    here = [folder.resolve() for folder in folders]
    elsewhere = [entry for entry in sys.path if Path(entry or ".").resolve() not in here]
    found = PathFinder.find_spec(path.stem, elsewhere)
    return found is not None and found.origin is not None
