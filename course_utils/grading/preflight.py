"""Before the first submission: does the box really hold? Where it does not, nothing is graded."""

import os
import socket
from collections.abc import Sequence
from pathlib import Path

from course_utils.answers.inside.escapes import HELD
from course_utils.answers.inside.protocol import TryEscapes
from course_utils.answers.inside.replies import EscapesTried
from course_utils.errors import CourseError
from course_utils.grading import cgroups
from course_utils.grading.box import Box, BoxLost
from course_utils.grading.refusals import OR_UNSAFE
from course_utils.grading.sandbox import Sandbox

SECONDS = 120.0
TRIED = {
    "network": "no network",
    "files": "no other work, no gradebook, no seed, nothing of your home",
    "system": "nothing of the system can be changed",
    "memory": "memory bounded",
    "disk": "files bounded",
    "number of files": "their number bounded",
    "processes": "no processes of its own",
    "threads": "threads bounded",
    "namespaces": "no way to another box",
    "hidden memory": "no memory that is not counted",
    "sockets": "no sockets but its own pairs, of the system's size",
    "kept by the kernel": "no leases, locks or notices",
    "leaving": "no way to stay when the box is ended",
    "other processes": "no other process in sight",
    "user": "not root",
    "environment": "no variable of yours",
}
ONE_LIMIT = (
    "One limit holds for all that a box takes of memory, threads and processor (control group)."
)
NO_ONE_LIMIT = (
    "No control group can be had here: the limits hold for the box's process, and what the kernel "
    "keeps for it is bounded call by call. To have one, start this command in a scope of its own: "
    "systemd-run --user --scope -p Delegate=yes course grade …"
)


def preflight(sandbox: Sandbox, unseen: Sequence[Path], with_copies: bool = False) -> None:
    """Try from within what a box must not allow, and say that it holds.

    With `with_copies` boxes are copies of a template from then on, where those hold as well. Raises
    `CourseError` where one attempt came through, or no answer came.
    """
    _refuse_what_lies_open(sandbox, unseen)
    _try_a_box(sandbox, unseen)
    print(f"The box holds: {', '.join(TRIED.values())}.")
    if not sandbox.unsafe:
        print(ONE_LIMIT if sandbox.groups else NO_ONE_LIMIT)
    if with_copies:
        sandbox.start_template()
        try:
            _try_a_box(sandbox, unseen)
        except CourseError:  # each box is then started from nothing, which was seen to hold
            sandbox.drop_template()


def _try_a_box(sandbox: Sandbox, unseen: Sequence[Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        question = TryEscapes(
            server.getsockname()[1],
            [str(path) for path in [*unseen, *_of_the_home(sandbox)]],
            sandbox.limits.memory_mb,
            sandbox.limits.disk_mb,
            sandbox.limits.threads,
            sandbox.processes(),
        )
        box = Box(sandbox) if sandbox.groups else _box_in_a_group(sandbox)
        try:
            counted = HELD if box.files() is not None else "they cannot be counted from outside"
            reply = box.ask(question, SECONDS)
        except BoxLost as lost:
            raise CourseError(f"The box could not be tried: {lost.words}\n{OR_UNSAFE}") from None
        finally:
            box.end()
    came_to = reply.came_to if isinstance(reply, EscapesTried) else {}
    _judge({**came_to, "number of files": counted})


def _box_in_a_group(sandbox: Sandbox) -> Box:
    """A box, in a control group where one of the ways to a group serves; that way is kept.

    Raises `CourseError` where no box can be started even without a group.
    """
    ways = [] if sandbox.unsafe else cgroups.ways(sandbox.share())
    for groups in ways:
        sandbox.groups = groups
        try:
            box = Box(sandbox)
        except (CourseError, OSError):
            continue
        if sandbox.group_name(0)[:-1] in box.groups():
            return box
        box.end()  # it was put nowhere
    sandbox.groups = None
    return Box(sandbox)


def _judge(came_to: dict[str, str]) -> None:
    """Only what was tried and held counts: an attempt that is missing fails as well."""
    open_ = [
        f"  {name}: {came_to.get(name, 'was not tried')}"
        for name in TRIED
        if came_to.get(name) != HELD
    ]
    if open_:
        listed = "\n".join(open_)
        raise CourseError(f"The box does not hold. Nothing was graded.\n{listed}\n{OR_UNSAFE}")


def _refuse_what_lies_open(sandbox: Sandbox, unseen: Sequence[Path]) -> None:
    """Raises `CourseError` where something secret lies in a folder that a box has to see."""
    for path in unseen:
        for folder in sandbox.seen():
            if path.is_relative_to(folder):
                raise CourseError(
                    f"{path} lies in {folder}, which every box can read: Python is there. Move one "
                    "of the two."
                )


def _of_the_home(sandbox: Sandbox) -> list[Path]:
    """What lies in the home, but for folders in which Python and its libraries are."""
    home = Path.home()
    try:
        entries = [home / name for name in os.listdir(home)]
    except OSError:
        return []
    shown = [folder for folder in sandbox.seen() if folder.is_relative_to(home)]
    return [e for e in entries if not any(folder.is_relative_to(e) for folder in shown)]
