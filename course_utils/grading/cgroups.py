"""One limit for all that a box takes: a control group of Linux, where the system lets us have one.

The limits that a box's process sets itself hold for this process only, and miss what the kernel
keeps for it: buffers of sockets and pipes, files in memory. A control group counts all of it. There
are three ways to one, tried in this order: a folder below our own group (version 2, to root or
where it was handed over), a folder in each hierarchy (version 1, to root), and `systemd-run`.
Source: the kernel's documentation, admin-guide/cgroup-v2 and cgroup-v1.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which

MEMORY, TASKS, PROCESSOR = "memory", "pids", "cpu"
OWN_MEMORY_MB = 1024  # what Python and torch take themselves, with the files they are read from
OWN_TASKS = 4  # bubblewrap, and what starts it
PERIOD = 100_000  # microseconds; the processor is given out for so long at a time
PUT_IN = 'while [ "$1" != -- ]; do echo $$ > "$1" || exit 1; shift; done; shift; exec "$@"'
REMOVE_SECONDS = 1.0
SYSTEMD = Path("/run/systemd/system")  # is there where systemd runs the computer


@dataclass(frozen=True)
class Share:
    """What one box may take in all: bytes of memory, threads, processors."""

    memory: int
    tasks: int
    processors: int = 1


def share(memory_mb: int, disk_mb: int, threads: int) -> Share:
    """The share of a box whose process has these limits."""
    megabytes = memory_mb + disk_mb + OWN_MEMORY_MB
    return Share(megabytes * 2**20, threads + OWN_TASKS)


class Folders:
    """Groups made as folders: `parents` are where, `limits` what is written into which file."""

    def __init__(self, parents: list[Path], limits: dict[str, str]) -> None:
        self._parents, self._limits = parents, limits

    def words(self, name: str, _: dict[str, str]) -> list[str]:
        """Make a group and give the words that put a command into it. Raises OSError."""
        places = [str(folder / "cgroup.procs") for folder in self.make(name)]
        return ["/bin/sh", "-c", PUT_IN, "sh", *places, "--"]

    def make(self, name: str) -> list[Path]:
        """Make a group, with its limits; its folders. Raises OSError."""
        folders = [parent / name for parent in self._parents]
        for folder in folders:
            folder.mkdir()
            for file, value in self._limits.items():
                if (folder / file).exists():
                    (folder / file).write_text(value)
        return folders

    def put(self, name: str, process: int) -> None:
        """Put a process that runs already into a group. Raises OSError."""
        for parent in self._parents:
            (parent / name / "cgroup.procs").write_text(str(process))

    def variables(self, variables: dict[str, str]) -> dict[str, str]:
        """What the command that puts it there is started with."""
        return variables

    def remove(self, name: str) -> None:
        """Remove a group in which nothing runs any more; the kernel may need a moment."""
        for folder in (parent / name for parent in self._parents):
            ends = time.monotonic() + REMOVE_SECONDS
            while folder.exists():
                try:
                    folder.rmdir()
                except OSError:
                    if time.monotonic() > ends:
                        break
                    time.sleep(0.01)


class SystemdRun:
    """Groups made by systemd, which an ordinary user may ask for his own."""

    def __init__(self, path: str, share: Share, user: bool) -> None:
        self._path, self._user = path, user
        self._limits = [
            f"MemoryMax={share.memory}",
            "MemorySwapMax=0",
            f"TasksMax={share.tasks}",
            f"CPUQuota={100 * share.processors}%",
        ]

    def words(self, name: str, variables: dict[str, str]) -> list[str]:
        """The words that put a command into a group; it is started with these variables only."""
        limits = [word for limit in self._limits for word in ("--property", limit)]
        whose = ["--user"] if self._user else []
        clean = ["env", "-i", *(f"{key}={value}" for key, value in variables.items())]
        options = ["--scope", "--quiet", "--collect", f"--unit={name}", *limits]
        return [self._path, *whose, *options, "--", *clean]

    def variables(self, variables: dict[str, str]) -> dict[str, str]:
        """systemd-run finds the user's own manager by two variables more."""
        names = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")
        return variables | {name: os.environ[name] for name in names if name in os.environ}

    def remove(self, name: str) -> None:
        """Nothing: systemd removes a scope in which nothing runs."""


Groups = Folders | SystemdRun


def ways(share: Share, system: Path = Path("/")) -> Iterator[Groups]:
    """The ways to a group that there seem to be here; whether one serves is seen by using it."""
    own = _own_groups(system)
    below = _version_2(own.get(""), share)
    if below:
        yield below
    wanted = [own.get(name) for name in (MEMORY, TASKS, PROCESSOR)]
    parents = list(dict.fromkeys(folder for folder in wanted if folder is not None))
    if own.get(MEMORY) in parents and all(os.access(folder, os.W_OK) for folder in parents):
        yield Folders(parents, _limits_1(share))
    path = which("systemd-run")
    if path and SYSTEMD.is_dir():
        yield SystemdRun(path, share, user=os.geteuid() != 0)


def _own_groups(system: Path) -> dict[str, Path]:
    """The folder of our own group for each controller of version 1, and under "" for version 2."""
    try:
        groups = (system / "proc/self/cgroup").read_text().splitlines()
        mounts = [line.split() for line in (system / "proc/self/mounts").read_text().splitlines()]
    except OSError:
        return {}
    found = {}
    for _, names, path in (line.split(":", 2) for line in groups):
        for name in names.split(","):
            for _, place, kind, options, *_ in mounts:
                fits = kind == ("cgroup" if name else "cgroup2")
                if fits and (not name or name in options.split(",")):
                    found[name] = system / place.lstrip("/") / path.lstrip("/")
    return {name: folder for name, folder in found.items() if folder.is_dir()}


def _limits_1(share: Share) -> dict[str, str]:
    return {
        "memory.limit_in_bytes": str(share.memory),
        "pids.max": str(share.tasks),
        "cpu.cfs_period_us": str(PERIOD),
        "cpu.cfs_quota_us": str(PERIOD * share.processors),
    }


def _limits_2(share: Share) -> dict[str, str]:
    return {
        "memory.max": str(share.memory),
        "memory.swap.max": "0",
        "pids.max": str(share.tasks),
        "cpu.max": f"{PERIOD * share.processors} {PERIOD}",
    }


def _version_2(own: Path | None, share: Share) -> Folders | None:
    """Groups below our own. What limits them may only be handed down by a group without processes,
    so that we move one down ourselves."""
    if own is None or not os.access(own / "cgroup.subtree_control", os.W_OK):
        return None
    there = (own / "cgroup.controllers").read_text().split()
    if MEMORY not in there or TASKS not in there:
        return None
    grader = own / f"course-grader-{os.getpid()}"
    handed_down = " ".join(f"+{name}" for name in (MEMORY, TASKS, PROCESSOR) if name in there)
    try:
        grader.mkdir(exist_ok=True)
        (grader / "cgroup.procs").write_text(str(os.getpid()))
        (own / "cgroup.subtree_control").write_text(handed_down)
    except OSError:  # others are in it too: it is not ours alone
        try:
            (own / "cgroup.procs").write_text(str(os.getpid()))
            grader.rmdir()
        except OSError:
            pass
        return None
    return Folders([own], _limits_2(share))
