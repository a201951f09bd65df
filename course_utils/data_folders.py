"""Where the data may lie, and how a file is put there whole."""

import os
import sys
import time
import uuid
from pathlib import Path

REPLACE_ATTEMPTS = 20  # Windows refuses to replace a file while another process reads it
REPLACE_PAUSE = 0.1  # seconds between the attempts


def raw_folder(root: Path) -> Path:
    """Where torchvision looks for the unpacked files below `root`."""
    return root / "MNIST" / "raw"


def user_folder() -> Path | None:
    """The folder that COURSE_DATA_DIR names, absolute; None where it names none."""
    named = os.environ.get("COURSE_DATA_DIR", "").strip()
    return Path(os.path.abspath(Path(named).expanduser())) if named else None


def cache_candidates() -> list[Path]:
    """The folders that may serve as the cache, best first; never the one COURSE_DATA_DIR names."""
    candidates = [Path.cwd() / "data", _per_user_cache() / "cnn-course"]
    checkout = _folder_of_the_package()
    if (checkout / "pyproject.toml").is_file():
        candidates.insert(0, checkout / "data")
    named = user_folder()
    return [cache for cache in candidates if named is None or not _same_place(named, cache)]


def cache_folder() -> Path:
    """The first candidate that can be written to, made where it is not there. Raises OSError."""
    for folder in cache_candidates():
        probe = folder / f".{uuid.uuid4().hex}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError:
            continue
        return folder
    tried = ", ".join(shown(folder) for folder in cache_candidates())
    raise OSError(f"none of these folders can be written to: {tried}")


def write_atomically(target: Path, content: bytes) -> None:
    """Make `target` hold `content`; at no time does it hold half of it. Raises OSError.

    Two kernels that start at once each write a file of their own name and put it in place whole.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{uuid.uuid4().hex}.part")
    try:
        part.write_bytes(content)
        for attempt in range(REPLACE_ATTEMPTS):
            try:
                os.replace(part, target)
                return
            except PermissionError:
                if holds(target, content):
                    return
                if attempt == REPLACE_ATTEMPTS - 1:
                    raise
                time.sleep(REPLACE_PAUSE)
    finally:
        part.unlink(missing_ok=True)


def holds(path: Path, content: bytes) -> bool:
    """Whether the file is there, can be read and holds exactly `content`."""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def shown(path: Path) -> str:
    """A path as a reader sees it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows has no relative path
        return path.as_posix()


def _folder_of_the_package() -> Path:
    return Path(__file__).resolve().parents[1]


def _same_place(named: Path, cache: Path) -> bool:
    places = [cache, cache / "MNIST", raw_folder(cache)]
    return named.resolve() in [place.resolve() for place in places]


def _per_user_cache() -> Path:
    home = Path.home() / ".cache"
    variable = "LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME"
    return Path(os.environ.get(variable) or home)
