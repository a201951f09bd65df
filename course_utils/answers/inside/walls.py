"""Walls around a copy of the template, by the kernel's own calls: what bubblewrap does at a start.

The template (see `template.py`) stands behind bubblewrap's walls already. A copy gets namespaces,
an empty folder and a view of processes of its own, and gives up the rights that this takes.
Source: the manual pages unshare(2), mount(2), user_namespaces(7), capabilities(7).
"""

import contextlib
import ctypes
import os
import struct

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
CAPABILITY_VERSION = 0x20080522
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
FIRST_OWN = 3  # files with smaller numbers are input, output and errors


def leave_the_template(as_root: bool) -> None:
    """Namespaces of its own for this process's files and for the processes that it starts.

    Without root that takes a namespace of users, too, in which the threads of this box are counted
    alone. Raises OSError.
    """
    user, group = os.getuid(), os.getgid()
    spaces = NEWNS | NEWIPC | NEWPID | NEWNET
    if as_root:
        _call("unshare", spaces)
        return
    _call("unshare", spaces | NEWUSER)
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{user} {user} 1"),
        ("gid_map", f"{group} {group} 1"),
    ):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)


def see_nothing_of_others(folder: str, size: int) -> None:
    """An empty folder of so many bytes, and of all processes only those of this box.

    To be called by the box's first process. Raises OSError.
    """
    _mount(None, "/", None, MS_REC | MS_PRIVATE)
    _mount("tmpfs", folder, "tmpfs", MS_NOSUID | MS_NODEV, f"size={size},mode=1777")
    _mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)


def give_up_rights() -> None:
    """Keep no capability, for good: nothing that is executed would have any. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    head = struct.pack("Ii", CAPABILITY_VERSION, 0)
    _call("capset", head, bytes(24))  # effective, permitted and inheritable, in two halves


def close_all_but(kept: set[int]) -> None:
    """Close every open file of this process from the third on, except these."""
    for number in map(int, os.listdir("/proc/self/fd")):
        if number >= FIRST_OWN and number not in kept:
            with contextlib.suppress(OSError):  # the listing's own
                os.close(number)


def _mount(what: str | None, where: str, kind: str | None, flags: int, options: str = "") -> None:
    words = [None if word is None else word.encode() for word in (what, where, kind)]
    _call("mount", *words, ctypes.c_ulong(flags), options.encode() or None)


def _call(name: str, *arguments: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
