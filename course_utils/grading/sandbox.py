"""Boxes: processes that see a few folders read-only, a small folder of their own, and no network.

As root the mounts are made by root, and the worker becomes a user who exists nowhere else; limits
on processes do not hold for root. An ordinary user has a namespace of his own for that.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from course_utils.errors import CourseError
from course_utils.grading.refusals import require_bubblewrap
from course_utils.grading.seccomp import program
from course_utils.grading.staging import EMPTY, INSIDE, stage

FIRST_USER = 61_700  # users that no system gives to anybody; one for each box at a time
GRADERS, APART = 200, 16  # two graders at work at once share no user, whose threads are counted
OWN = "/tmp"  # the one folder that can be written to, as programs expect it
HOME = f"{OWN}/notebook"
COURSE = "/course"
LIBRARIES = ("torch", "torchvision", "numpy", "IPython", "sklearn", "matplotlib")
SYSTEM = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
ALSO = ("/etc/ld.so.cache", "/etc/alternatives", "/nix/store", "/gnu/store")
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")


@dataclass(frozen=True)
class Limits:
    """What one box may take."""

    memory_mb: int = 2048  # beyond what Python and torch take by themselves
    disk_mb: int = 64
    threads: int = 64
    cpu_seconds: int = 1200

    def by_name(self) -> dict[str, int]:
        """As the module `resource` names them."""
        return {
            "RLIMIT_NPROC": self.threads,
            "RLIMIT_FSIZE": self.disk_mb * 2**20,
            "RLIMIT_CPU": self.cpu_seconds,
            "RLIMIT_NOFILE": 256,
            "RLIMIT_CORE": 0,
            "RLIMIT_MEMLOCK": 0,
        }


@dataclass(frozen=True)
class Running:
    """A box's process, and what bubblewrap or Python said before any cell ran."""

    process: subprocess.Popen
    said: IO[bytes]
    boxed: bool

    def first_words(self) -> str:
        self.said.seek(0)
        return self.said.read(4000).decode(errors="replace").strip()

    def files(self) -> int | None:
        """How many files its folder holds: their inodes take memory that no other limit counts."""
        if not self.boxed:
            return None
        try:
            below = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
            room = os.statvfs(f"/proc/{below.split()[0]}/root{OWN}")
        except (OSError, IndexError):
            return None
        return room.f_files - room.f_ffree

    def end(self) -> None:
        """Kill the process and its group, and wait until it is gone."""
        if self.process.returncode is not None:
            return  # its number may be another process's by now
        try:
            if hasattr(os, "killpg"):
                os.killpg(self.process.pid, 9)
            else:
                self.process.kill()
        except (ProcessLookupError, PermissionError):
            self.process.kill()
        self.process.wait()


class Sandbox:
    """Starts boxes; leaving the `with` kills them and removes what was laid out for them."""

    def __init__(self, limits: Limits, hidden: Sequence[Path] = (), unsafe: bool = False) -> None:
        self.limits, self.unsafe = limits, unsafe
        self._hidden = hidden
        self._alive: set[Running] = set()
        self._lock, self._ended = threading.Lock(), False
        self._bubblewrap = "" if unsafe else require_bubblewrap()

    def __enter__(self) -> Sandbox:
        self._folder = Path(tempfile.mkdtemp(prefix="course-grade-"))
        self._stage = stage(self._folder / "course")
        return self

    def __exit__(self, *_: object) -> None:
        self.end_all()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self, slot: int) -> Running:
        """A process that can be talked to through its pipes. Raises `CourseError`.

        `slot` counts from 0; boxes that live at the same time have different ones.
        """
        with self._lock:
            if self._ended:
                raise CourseError("Grading has been stopped.")
            running = self._start_unsafe() if self.unsafe else self._start_boxed(slot)
            self._alive.add(running)
        return running

    def end(self, running: Running) -> None:
        """End a box and everything in it."""
        running.end()
        running.said.close()
        with self._lock:
            self._alive.discard(running)

    def end_all(self) -> None:
        """End all boxes; none can be started any more."""
        with self._lock:
            self._ended, alive = True, list(self._alive)
        for running in alive:
            running.end()

    def user(self, slot: int) -> int | None:
        """Whom root starts a box as; None where an ordinary user starts it as himself."""
        if os.geteuid() != 0:
            return None
        return FIRST_USER + os.getpid() % GRADERS * APART + slot

    def seen(self) -> list[Path]:
        """The folders of this computer that a box can read."""
        return [] if self.unsafe else [Path("/usr"), *_python_folders()]

    def _start_boxed(self, slot: int) -> Running:
        user = self.user(slot)
        calls = program(platform.machine())
        reading, writing = os.pipe()
        os.write(writing, calls)
        os.close(writing)
        command = [
            *(self._bubblewrap, "--seccomp", str(reading)),
            *_isolated(user is not None),
            *self._mounts(),
            *("--", os.path.realpath(sys.executable), "-I", "-S", "-B", f"{COURSE}/{INSIDE}"),
            self._setting(user, HOME, COURSE),
        ]
        try:
            # The first process in a box keeps the environment that bubblewrap was started with, and
            # shows it in /proc to whoever has the same user.
            return _started(command, environment(HOME), "/", reading)
        finally:
            os.close(reading)

    def _start_unsafe(self) -> Running:
        home = tempfile.mkdtemp(dir=self._folder)
        command = [os.path.realpath(sys.executable), "-I", "-S", "-B", str(self._stage / INSIDE)]
        setting = self._setting(None, home, str(self._stage))
        return _started([*command, setting], environment(home), home)

    def _setting(self, user: int | None, home: str, course: str) -> str:
        limits = self.limits.by_name()
        if self.unsafe:
            del limits["RLIMIT_NPROC"]  # it would count all that the instructor runs
        setting = {"limits": limits, "memory": self.limits.memory_mb, "user": user, "home": home}
        setting |= {"course": course, "libraries": list(map(str, _library_folders()))}
        return json.dumps(setting)

    def _mounts(self) -> list[str]:
        """What is to be seen, and where. All is read-only but one folder of a known size."""
        # Without a size it could take all memory, and so could the root folder while it can be
        # written to. First, because Python may lie below it and is then laid into it.
        words = ["--perms", "1777", "--size", str(self.limits.disk_mb * 2**20), "--tmpfs", OWN]
        words += ["--ro-bind", "/usr", "/usr"]
        for folder in (Path("/", name) for name in SYSTEM):
            if folder.is_symlink():
                words += ["--symlink", os.readlink(folder), str(folder)]
            elif folder.is_dir():
                words += ["--ro-bind", str(folder), str(folder)]
        for path in [*ALSO, *map(str, _python_folders())]:
            if os.path.exists(path):
                words += [*_open_folders_above(path), "--ro-bind", path, path]
        package = Path(__file__).resolve().parents[1]
        if any(package.is_relative_to(folder) for folder in self.seen()):
            # Installed among the libraries: the copy without checks lies over it.
            words += ["--ro-bind", str(self._stage / "course_utils"), str(package)]
        for path in self._hidden:
            words += ["--ro-bind", str(self._stage / EMPTY), str(path)]
        words += ["--ro-bind", str(self._stage), COURSE, "--proc", "/proc"]
        words += _open_folders_above(DEVICES[0])
        for device in DEVICES:
            words += ["--dev-bind", device, device]
        return [*words, "--remount-ro", "/", "--chdir", OWN]


def environment(home: str) -> dict[str, str]:
    """The variables that a box has: nothing of the instructor's."""
    return {
        "HOME": home,
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "learner",
        "LOGNAME": "learner",
        "COURSE_DATA": "digits",
        "MPLBACKEND": "Agg",
        # Boxes stand side by side; threads of one would only take turns with those of another.
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
        **({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}),
    }


def _isolated(root: bool) -> list[str]:
    """Namespaces and rights. What root keeps is what it takes to stop being root."""
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--hostname", "box", "--die-with-parent"),
        "--as-pid-1",  # else process 1 is bubblewrap's own, which has no limits
        *(rights if root else ["--unshare-user"]),
    ]


def _open_folders_above(path: str) -> list[str]:
    """Bubblewrap would make the folders above a mount for root alone."""
    above = [folder for folder in reversed(Path(path).parents) if folder != Path("/")]
    return [word for folder in above for word in ("--perms", "0755", "--dir", str(folder))]


def _python_folders() -> list[Path]:
    """Python and its libraries, none of them below another or below /usr."""
    kept: list[Path] = []
    for folder in sorted({Path(os.path.realpath(sys.base_prefix)), *_library_folders()}):
        if not any(folder.is_relative_to(other) for other in [Path("/usr"), *kept]):
            kept.append(folder)
    return kept


def _library_folders() -> list[Path]:
    """The folders that the packages lie in: one, as a rule."""
    specs = [find_spec(name) for name in LIBRARIES]
    found = [Path(spec.origin).parents[1] for spec in specs if spec and spec.origin]
    return list(dict.fromkeys(found))


def _started(command: list[str], variables: dict[str, str], cwd: str, *passed: int) -> Running:
    """Start a process; what is passed on are open files that a box is made with."""
    said = tempfile.TemporaryFile()  # noqa: SIM115, open as long as the box lives
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        bufsize=0,
        env=variables,
        cwd=cwd,
        pass_fds=passed,
        start_new_session=True,
    )
    return Running(process, said, boxed=bool(passed))
