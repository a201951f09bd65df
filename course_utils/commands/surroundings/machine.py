"""The computer and its user: disk, folders that can be written to, home, a busy processor."""

from __future__ import annotations

import getpass
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from course_utils.commands.surroundings.finding import Finding, on_colab

NEEDED_DISK_BYTES = 1_000_000_000
BUSY_BELOW = 0.8  # of the cores; one other process on two cores leaves two thirds
LOOKS = 3  # a browser that draws a page is soon done, another training is not
LOOK_SECONDS = 0.05


def check_disk(folder: Path, needed: int = NEEDED_DISK_BYTES) -> Finding:
    """Whether the disk that holds the course has room left."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        what = f"Only {free / 1e9:.1f} GB of disk space is free; {needed / 1e9:.0f} GB is wanted."
        return Finding("problem", what, "Delete or move away what you do not need.")
    return Finding("ok", f"{free / 1e9:.0f} GB of disk space is free")


def check_writable(folders: Sequence[Path]) -> Finding:
    """Whether files can be written where answers, data and results go."""
    blocked = [folder.name for folder in folders if not _can_write(folder)]
    if blocked:
        what = f"Nothing can be written in {', '.join(f'{name}/' for name in blocked)}."
        to_do = "Move the course to a folder of your own, such as your home folder's Documents."
        return Finding("problem", what, to_do)
    return Finding("ok", "Answers, data and results can be written")


def _can_write(folder: Path) -> bool:
    # A folder that is not there yet can be made where its nearest parent can be written to.
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def check_home() -> Finding:
    """Whether the user has a home folder and a name, as Jupyter and torch expect."""
    number = f" (id {os.getuid()})" if hasattr(os, "getuid") else ""
    try:
        home = Path.home()
    except RuntimeError:
        to_do = 'Name a folder of your own:  export HOME="$PWD/home" && mkdir -p "$HOME"'
        return Finding("problem", f"This user{number} has no home folder.", to_do)
    if not home.is_dir() or not _can_write(home):
        what = f"The home folder of this user{number}, {home}, cannot be written to."
        to_do = "Jupyter keeps its settings there. Make it, or set HOME to a folder of your own."
        return Finding("problem", what, to_do)
    try:
        getpass.getuser()
    except (KeyError, OSError, ImportError):  # which of them depends on Python and system
        to_do = "torch.compile may ask for one and fail. Give one:  export USER=student"
        return Finding("note", f"This user{number} has no name.", to_do)
    return Finding("ok", "The home folder can be written to")


def check_busy(look: Callable[[], float] | None = None) -> Finding:
    """Whether something else uses the processor; the best of a few looks counts."""
    cores = usable_cores()
    share = 0.0
    for _ in range(LOOKS):
        share = max(share, (look or share_of_processor)())
        if share >= BUSY_BELOW:
            return Finding("ok", "The processor is free")
    what = f"Something else is using the processor: {share * cores:.1f} of {cores} cores are left."
    to_do = "Lessons take longer. End what else computes: another training, a game, a video call."
    if on_colab():
        to_do = "Lessons take longer. Other notebooks: menu Runtime → Manage sessions."
    return Finding("note", what, to_do)


def usable_cores() -> int:
    """How many processor cores this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def share_of_processor(seconds: float = LOOK_SECONDS) -> float:
    """What this process gets of the cores it may use, about 0 to 1, while it wants all of them.

    A thread for each core hashes, which needs no lock of Python's.
    """
    cores = usable_cores()
    start, used = time.perf_counter(), time.process_time()
    ends = start + seconds
    with ThreadPoolExecutor(cores) as pool:
        for done in [pool.submit(_compute_until, ends) for _ in range(cores)]:
            done.result()
    return (time.process_time() - used) / (time.perf_counter() - start) / cores


def _compute_until(moment: float) -> None:
    block = bytes(1 << 20)
    while time.perf_counter() < moment:
        hashlib.sha256(block).digest()
