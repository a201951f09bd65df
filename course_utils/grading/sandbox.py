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
from pathlib import Path

from course_utils.errors import CourseError
from course_utils.grading import cgroups
from course_utils.grading.refusals import require_bubblewrap
from course_utils.grading.running import Running, start_boxed, start_unboxed
from course_utils.grading.seccomp import program, program_once_started
from course_utils.grading.staging import START, stage
from course_utils.grading.template import Template
from course_utils.grading.view import COURSE, HOME, OWN, environment, library_folders, mounts, seen

# Users that no system gives to anybody. The second range is for containers that have few users.
USERS = (range(0x7000_0000, 0x7FF0_0000), range(61_700, 65_300))
APART = 2**15  # two graders at work at once share no user, whose threads are counted


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
            "RLIMIT_SIGPENDING": 256,  # timers too, which count for the instructor as well
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
        self._template: Template | None = None
        self._asked: Template | None = None  # for copies; no more once it has failed

    def __enter__(self) -> Sandbox:
        self._folder = Path(tempfile.mkdtemp(prefix="course-grade-"))
        self._stage = stage(self._folder / "course")
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.end_all()
        finally:
            if self._template is not None:
                self._template.end()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> Running:
        """A process that can be talked to through its pipes. Raises `CourseError`."""
        with self._lock:
            if self._ended:
                raise CourseError("Grading has been stopped.")
            try:
                if self.unsafe:
                    running = self._start_unsafe()
                else:
                    running = self._copy() or self._start_boxed()
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
        """How many processes a box has: the worker, and as root bubblewrap's own above it, where
        it is no copy."""
        return 1 if self.user(0) is None or self.makes_copies else 2

    @property
    def makes_copies(self) -> bool:
        """Whether boxes are copies of the template."""
        return self._asked is not None and not isinstance(self.groups, cgroups.SystemdRun)

    def seen(self) -> list[Path]:
        """The folders of this computer that a box can read."""
        return [] if self.unsafe else seen()

    def start_template(self) -> None:
        """Start the process that boxes are copies of from now on; where none can be had, each box
        is started from nothing."""
        if self.unsafe or any(folder.is_relative_to(OWN) for folder in seen()):
            return  # a copy's own folder would hide Python
        user, variables = self.user(0), environment(HOME)

        def start(control: int) -> Running:
            setting = self._setting(user, HOME, COURSE, control)
            return start_boxed(
                lambda _, told: self._command(user, setting, "--info-fd", str(told)),
                variables,
                also=(control,),
            )

        try:
            self._template = self._asked = Template(start)
        except CourseError:
            return

    def drop_template(self) -> None:
        """Start each box from nothing from now on; copies that there are go on."""
        self._asked = None

    def _copy(self) -> Running | None:
        """A copy of the template; None where there is none that can be used."""
        groups = self.groups
        if not self.makes_copies:
            return None
        number = next(self._numbers)
        name, setting = self.group_name(number), self._setting(self.user(number), HOME, COURSE)
        if groups:
            groups.make(name)
        remove = partial(groups.remove, name) if groups else None
        try:
            running = self._asked.copy(setting, remove)
        except CourseError:
            self.drop_template()
            if remove:
                remove()
            return None
        try:
            if groups:
                groups.put(name, running.first.number)
        except OSError:  # nothing would count it
            self.drop_template()
            _give_up(running)
            return None
        return running

    def _start_boxed(self) -> Running:
        number, groups = next(self._numbers), self.groups
        user, name, variables = self.user(number), self.group_name(number), environment(HOME)
        setting = self._setting(user, HOME, COURSE)

        def command(calls: int, told: int) -> list[str]:
            words = ("--seccomp", str(calls), "--info-fd", str(told))
            into_a_group = groups.words(name, variables) if groups else []
            return [*into_a_group, *self._command(user, setting, *words)]

        return start_boxed(
            command,
            groups.variables(variables) if groups else variables,
            program(platform.machine()),
            clean_up=partial(groups.remove, name) if groups else None,
        )

    def _command(self, user: int | None, setting: str, *words: str) -> list[str]:
        """Bubblewrap with its walls, and Python behind them."""
        is_template = "--seccomp" not in words
        return [
            *(self._bubblewrap, *words),
            *_isolated(user is not None, is_template),
            *mounts(self._stage, self._hidden, self.limits.disk_mb),
            *("--", os.path.realpath(sys.executable), "-I", "-S", "-B", f"{COURSE}/{START}"),
            setting,
        ]

    def _start_unsafe(self) -> Running:
        home = tempfile.mkdtemp(dir=self._folder)
        command = [os.path.realpath(sys.executable), "-I", "-S", "-B", str(self._stage / START)]
        setting = self._setting(None, home, str(self._stage))
        return start_unboxed([*command, setting], environment(home), home)

    def _setting(self, user: int | None, home: str, course: str, control: int | None = None) -> str:
        """What a process needs to know to become a box, or with `control` the template."""
        limits = self.limits.by_name()
        if self.unsafe:
            del limits["RLIMIT_NPROC"]  # it would count all that the instructor runs
        setting = {"limits": limits, "memory": self.limits.memory_mb, "user": user, "home": home}
        setting |= {"course": course, "libraries": list(map(str, library_folders()))}
        setting |= {"own": OWN, "size": self.limits.disk_mb * 2**20, "control": control}
        setting["filter"] = None
        if not self.unsafe:
            call, once_started = program_once_started(platform.machine())
            # Bubblewrap has put the first filter around a box that is no copy.
            programs = [program(platform.machine()), once_started]
            setting["filter"] = {"call": call, "programs": [one.hex() for one in programs]}
        return json.dumps(setting)


def _give_up(running: Running) -> None:
    """End a box that nobody has talked to. Raises `CourseError` where something stays."""
    try:
        running.end()
    finally:
        for stream in (running.process.stdin, running.process.stdout, running.said):
            stream.close()


def _are_there(users: range) -> bool:
    """Whether this system, or the container that it is, has all of these users."""
    try:
        maps = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    except OSError:
        return False
    return any(int(a) <= users[0] and users[-1] < int(a) + int(count) for a, _, count in maps)


def _isolated(root: bool, is_template: bool) -> list[str]:
    """Namespaces and rights. What root keeps is what it takes to stop being root; the template
    keeps besides what it takes to make walls, and each copy gives that up."""
    walls = ["--cap-add", "CAP_SYS_ADMIN"] if is_template else []
    rights = ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", *walls]
    # Process 1 ends all others with it, and is to end when bubblewrap does. As root that has to be
    # one of bubblewrap's own: it may not signal a worker that is another user. Of an ordinary user
    # it has to be the worker: one of bubblewrap's would have no limits and be the same user, so
    # that the worker could write into its memory. Copies see no process of the template's.
    user = ["--unshare-user", *([] if is_template else ["--as-pid-1"])]
    return [
        *("--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"),
        *("--unshare-cgroup-try", "--hostname", "box", "--die-with-parent"),
        *(rights if root else user),
    ]
