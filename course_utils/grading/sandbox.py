"""Boxes: processes that see a few folders read-only, a small folder of their own, and no network.

As root the mounts are made by root, and the worker becomes a user who exists nowhere else; limits
on processes do not hold for root. An ordinary user has a namespace of his own for that.
"""

from __future__ import annotations

import itertools
import json
import os
import platform
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.grading import cgroups
from course_utils.grading.refusals import require_bubblewrap
from course_utils.grading.running import Running, start_boxed, start_unboxed
from course_utils.grading.seccomp import program, program_once_started
from course_utils.grading.staging import DIGITS, START, stage

# Users that no system gives to anybody. The second range is for containers that have few users.
USERS = (range(0x7000_0000, 0x7FF0_0000), range(61_700, 65_300))
APART = 2**15  # two graders at work at once share no user, whose threads are counted
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


class Sandbox:
    """Starts boxes; leaving the `with` kills them and removes what was laid out for them."""

    def __init__(self, limits: Limits, hidden: Sequence[Path] = (), unsafe: bool = False) -> None:
        self.limits, self.unsafe = limits, unsafe
        self._hidden = hidden
        self.groups: cgroups.Groups | None = None  # the preflight finds out whether there are any
        self._numbers = itertools.count()
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

    def start(self) -> Running:
        """A process that can be talked to through its pipes. Raises `CourseError`."""
        with self._lock:
            if self._ended:
                raise CourseError("Grading has been stopped.")
            try:
                running = self._start_unsafe() if self.unsafe else self._start_boxed()
            except OSError as error:
                raise CourseError(f"No box can be started: {error}.") from None
            self._alive.add(running)
        return running

    def end(self, running: Running) -> None:
        """End a box and everything in it. Raises `CourseError` where something stays."""
        try:
            running.end()
        finally:
            running.said.close()
            with self._lock:
                self._alive.discard(running)

    def end_all(self) -> None:
        """End all boxes; none can be started any more."""
        with self._lock:
            self._ended, alive = True, list(self._alive)
        failed = None
        for running in alive:
            try:
                running.end()
            except CourseError as error:  # the others are to be ended all the same
                failed = error
        if failed is not None:
            raise failed

    def share(self) -> cgroups.Share:
        """What one box may take in all, where a control group counts it."""
        limits = self.limits
        return cgroups.share(limits.memory_mb, limits.disk_mb, limits.threads)

    def group_name(self, number: int) -> str:
        """What the control group of a box is called."""
        return f"{self._folder.name}-{number}"

    def user(self, number: int) -> int | None:
        """Whom root starts a box as, one user for each box, so that what one box leaves counts for
        no other; None where an ordinary user starts it as himself."""
        if os.geteuid() != 0:
            return None
        users = next(users for users in USERS if _are_there(users) or users is USERS[-1])
        return users[(os.getpid() * APART + number) % len(users)]

    def processes(self) -> int:
        """How many processes a box has: the worker, and as root bubblewrap's own above it."""
        return 1 if self.user(0) is None else 2

    def seen(self) -> list[Path]:
        """The folders of this computer that a box can read."""
        return [] if self.unsafe else [Path("/usr"), *_python_folders()]

    def _start_boxed(self) -> Running:
        number, groups = next(self._numbers), self.groups
        user, name, variables = self.user(number), self.group_name(number), environment(HOME)
        setting = self._setting(user, HOME, COURSE)

        def command(calls: int, told: int) -> list[str]:
            return [
                *(groups.words(name, variables) if groups else []),
                *(self._bubblewrap, "--seccomp", str(calls), "--info-fd", str(told)),
                *_isolated(user is not None),
                *self._mounts(),
                *("--", os.path.realpath(sys.executable), "-I", "-S", "-B", f"{COURSE}/{START}"),
                setting,
            ]

        return start_boxed(
            command,
            groups.variables(variables) if groups else variables,
            program(platform.machine()),
            clean_up=partial(groups.remove, name) if groups else None,
        )

    def _start_unsafe(self) -> Running:
        home = tempfile.mkdtemp(dir=self._folder)
        command = [os.path.realpath(sys.executable), "-I", "-S", "-B", str(self._stage / START)]
        setting = self._setting(None, home, str(self._stage))
        return start_unboxed([*command, setting], environment(home), home)

    def _setting(self, user: int | None, home: str, course: str) -> str:
        limits = self.limits.by_name()
        if self.unsafe:
            del limits["RLIMIT_NPROC"]  # it would count all that the instructor runs
        setting = {"limits": limits, "memory": self.limits.memory_mb, "user": user, "home": home}
        setting |= {"course": course, "libraries": list(map(str, _library_folders()))}
        setting["filter"] = None
        if not self.unsafe:
            call, calls = program_once_started(platform.machine())
            setting["filter"] = [call, calls.hex()]
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
            words += ["--ro-bind", str(self._stage / DIGITS), str(path)]
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


def _are_there(users: range) -> bool:
    """Whether this system, or the container that it is, has all of these users."""
    try:
        maps = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except OSError:
        return False
    return any(int(a) <= users[0] and users[-1] < int(a) + int(count) for a, _, count in maps)


def _isolated(root: bool) -> list[str]:
    """Namespaces and rights. What root keeps is what it takes to stop being root."""
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--hostname", "box", "--die-with-parent"),
        # Process 1 ends all others with it, and is to end when bubblewrap does. As root that has to
        # be one of bubblewrap's own: it may not signal a worker that is another user. Of an
        # ordinary user it has to be the worker: one of bubblewrap's would have no limits and be the
        # same user, so that the worker could write into its memory.
        *(rights if root else ["--unshare-user", "--as-pid-1"]),
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
