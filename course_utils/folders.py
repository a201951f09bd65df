"""Which data is asked for, and where it may lie.

Beside data/, which takes torch with it: `course doctor` reads this where torch does not work.
"""

import os
import sys
from pathlib import Path

from course_utils.files import checkout, writable_folder

CHOICES = ("auto", "mnist", "digits")


def chosen_data() -> str:
    """What COURSE_DATA says, whether it is one of CHOICES or not; `auto` where it says nothing."""
    return os.environ.get("COURSE_DATA", "").strip().lower() or "auto"


def raw_folder(root: Path) -> Path:
    """Where torchvision looks for the unpacked files below `root`."""
    return root / "MNIST" / "raw"


def user_folder() -> Path | None:
    """The folder that COURSE_DATA_DIR names, absolute; None where it names none."""
    named = os.environ.get("COURSE_DATA_DIR", "").strip()
    return Path(os.path.abspath(Path(named).expanduser())) if named else None


def cache_candidates() -> list[Path]:
    """The folders that may serve as the cache, best first; never the one COURSE_DATA_DIR names."""
    per_user = _per_user_cache()
    candidates = [Path.cwd() / "data", *([per_user / "cnn-course"] if per_user else [])]
    home = checkout()
    if home is not None:
        candidates.insert(0, home / "data")
    named = user_folder()
    return [cache for cache in candidates if named is None or not _same_place(named, cache)]


def cache_folder() -> Path:
    """The first candidate that can be written to, made where it is not there. Raises OSError."""
    return writable_folder(cache_candidates())


def _same_place(named: Path, cache: Path) -> bool:
    places = [cache, cache / "MNIST", raw_folder(cache)]
    return named.resolve() in [place.resolve() for place in places]


def _per_user_cache() -> Path | None:
    variable = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    named = os.environ.get(variable)
    if named:
        return Path(named)
    try:
        return Path.home() / ".cache"
    except RuntimeError:  # a user id that has no home, as in containers
        return None
