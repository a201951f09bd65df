"""Where the course's own folder is, which folder can be written to, and how a file is put whole."""

import os
import time
import uuid
from collections.abc import Iterable
from pathlib import Path

REPLACE_ATTEMPTS = 20  # Windows refuses to replace a file while another process reads it
REPLACE_PAUSE = 0.1  # seconds between the attempts


def checkout() -> Path | None:
    """The folder with `pyproject.toml` that the package lies in; None where it was installed."""
    folder = _folder_of_the_package()
    return folder if (folder / "pyproject.toml").is_file() else None


def writable_folder(candidates: Iterable[Path]) -> Path:
    """The first candidate that can be written to, made where it is not there. Raises OSError."""
    candidates = list(candidates)
    for folder in candidates:
        probe = folder / f".{uuid.uuid4().hex}.part"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe.touch()
            probe.unlink()
        except OSError:
            continue
        return folder
    tried = ", ".join(display_path(folder) for folder in candidates)
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


def display_path(path: Path) -> str:
    """A path as a reader sees it: relative to the working directory, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive on Windows has no relative path
        return path.as_posix()


def _folder_of_the_package() -> Path:
    return Path(__file__).resolve().parents[1]
