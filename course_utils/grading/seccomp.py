"""The calls that a box may not make of the kernel, as a program for its filter.

No new process: memory is limited for each process, so that there must be one only; and a child
could outlive the answer that made it. No namespaces, because a mount in one of its own takes memory
that no limit counts; for the same reason no shared segments, no files in memory, no sockets but
streams with both ends in the box, no buffers of another size than the system's, no notices, rules
or locks that the kernel would keep, no queues of requests, of which the computer has a number for
all together, and no waiting for all disks. No leases, which make others wait
who open a file. No signal to the own group, in which bubblewrap is: it would end the box after the
cell that sent it has come to its end, at the cost of the next. No group and no session of its own,
and no other signal at the death of its parent than bubblewrap has asked for: when the grader goes,
all goes.
"""

import errno
import struct
from dataclasses import dataclass

from course_utils.errors import CourseError

CLONE_THREAD = 0x00010000
X32 = 0x40000000  # calls in the older of two numberings, which would pass by their other numbers
LOAD, EQUALS, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # as <linux/filter.h> has it
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER_AT, MACHINE_AT, ARGUMENTS_AT = 0, 4, 16  # bytes into what the kernel shows of a call

# By the kernel's tables; those from 425 on have the same number on every machine.
EVERYWHERE = {
    **{"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427},
    **{"open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432},
    **{"fspick": 433, "pidfd_getfd": 438, "mount_setattr": 442, "memfd_secret": 447},
    **{"landlock_create_ruleset": 444, "landlock_add_rule": 445, "landlock_restrict_self": 446},
    **{"setxattrat": 463},
}
CLONE3 = 435


@dataclass(frozen=True)
class If:
    """What is looked at in one argument of a call: a value, or with `is_not` any other."""

    argument: int
    value: int
    test: int = EQUALS
    is_not: bool = False


PR_SET_PDEATHSIG, AF_UNIX, SOL_SOCKET = 1, 1, 1
STREAMS = (0x1, 0x801, 0x80001, 0x80801)  # SOCK_STREAM alone, not blocking, closed at exec, both
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ
EVERYDAY_FCNTL = (0, 1, 2, 3, 4, 1030, 1032)
BUFFERS = {"SO_SNDBUF": 7, "SO_RCVBUF": 8, "SO_SNDBUFFORCE": 32, "SO_RCVBUFFORCE": 33}
# Refused where all of these hold of its arguments: the call, what is looked at, the error.
BY_ARGUMENTS: list[tuple[str, list[If], int]] = [
    ("clone", [If(0, CLONE_THREAD, HAS_BIT, is_not=True)], errno.EPERM),
    ("prctl", [If(0, PR_SET_PDEATHSIG)], errno.EPERM),
    ("socketpair", [If(0, AF_UNIX, is_not=True)], errno.EAFNOSUPPORT),
    ("socketpair", [If(1, kind, is_not=True) for kind in STREAMS], errno.EAFNOSUPPORT),
    *(("setsockopt", [If(1, SOL_SOCKET), If(2, n)], errno.EPERM) for n in BUFFERS.values()),
    ("fcntl", [If(1, command, is_not=True) for command in EVERYDAY_FCNTL], errno.EPERM),
]
MACHINES: dict[str, tuple[int, dict[str, int], dict[str, int]]] = {
    # name: the machine's number, calls that are looked at more closely, calls that are refused
    "x86_64": (
        0xC000003E,
        {
            **{"clone": 56, "prctl": 157, "socketpair": 53, "setsockopt": 54},
            **{"fcntl": 72},
        },
        {
            **{"setsid": 112, "setpgid": 109, "socket": 41, "splice": 275, "tee": 276},
            **{"vmsplice": 278, "inotify_init": 253, "inotify_init1": 294, "fanotify_init": 300},
            **{"setxattr": 188, "lsetxattr": 189, "fsetxattr": 190},
            **{"fork": 57, "vfork": 58, "ptrace": 101, "pivot_root": 155, "chroot": 161},
            **{"mount": 165, "umount2": 166, "unshare": 272, "setns": 308, "memfd_create": 319},
            **{"shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240, "bpf": 321},
            **{"add_key": 248, "request_key": 249, "keyctl": 250, "userfaultfd": 323},
            **{"perf_event_open": 298, "process_vm_readv": 310, "process_vm_writev": 311},
            **{"name_to_handle_at": 303, "open_by_handle_at": 304, "kcmp": 312, "kill": 62},
            **{"flock": 73, "sync": 162, "syncfs": 306, "io_setup": 206},
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            **{"clone": 220, "prctl": 167, "socketpair": 199, "setsockopt": 208},
            **{"fcntl": 25},
        },
        {
            **{"setsid": 157, "setpgid": 154, "socket": 198, "splice": 76, "tee": 77},
            **{"vmsplice": 75, "inotify_init1": 26, "fanotify_init": 262},
            **{"setxattr": 5, "lsetxattr": 6, "fsetxattr": 7},
            **{"ptrace": 117, "pivot_root": 41, "chroot": 51, "mount": 40, "umount2": 39},
            **{"unshare": 97, "setns": 268, "memfd_create": 279, "shmget": 194, "semget": 190},
            **{"msgget": 186, "mq_open": 180, "bpf": 280, "add_key": 217, "request_key": 218},
            **{"keyctl": 219, "userfaultfd": 282, "perf_event_open": 241},
            **{"process_vm_readv": 270, "process_vm_writev": 271},
            **{"name_to_handle_at": 264, "open_by_handle_at": 265, "kcmp": 272, "kill": 129},
            **{"flock": 32, "sync": 81, "syncfs": 267, "io_setup": 0},
        },
    ),
}

EXECUTING = {  # seccomp, execve, execveat
    "x86_64": (317, 59, 322),
    "aarch64": (277, 221, 281),
}


def program(machine: str) -> bytes:
    """The filter for a machine as `platform.machine()` names it. Raises `CourseError`."""
    if machine not in MACHINES:
        raise CourseError(
            f"The box is not known to hold on this kind of computer ({machine}); it is on "
            f"{' and '.join(MACHINES)}."
        )
    number, looked_at, refused = MACHINES[machine]
    steps = [_load(MACHINE_AT), _if(EQUALS, number, no=0, yes=1), _return(KILL), _load(NUMBER_AT)]
    if machine == "x86_64":
        steps += [_if(AT_LEAST, X32, yes=0, no=1), _return(ERROR | errno.EPERM)]
    for call in sorted({*refused.values(), *EVERYWHERE.values()}):
        steps += [_if(EQUALS, call, yes=0, no=1), _return(ERROR | errno.EPERM)]
    # Its flags stand in memory, where a filter cannot look. Told that there is no such call, the C
    # library starts threads by the older one.
    steps += [_if(EQUALS, CLONE3, yes=0, no=1), _return(ERROR | errno.ENOSYS)]
    for name, conditions, error in BY_ARGUMENTS:
        steps += _refusal(looked_at[name], conditions, error)
    return b"".join([*steps, _return(ALLOW)])


def program_once_started(machine: str) -> tuple[int, bytes]:
    """The number of the call that adds a filter, and one that refuses to become another program.

    A thread that did would take over the process without the signal at its parent's death, and with
    room for memory that was measured for Python and torch.
    """
    number, *_ = MACHINES[machine]
    add, *refused = EXECUTING[machine]
    steps = [_load(MACHINE_AT), _if(EQUALS, number, no=0, yes=1), _return(KILL), _load(NUMBER_AT)]
    for call in refused:
        steps += [_if(EQUALS, call, yes=0, no=1), _return(ERROR | errno.EPERM)]
    return add, b"".join([*steps, _return(ALLOW)])


def _refusal(call: int, conditions: list[If], error: int) -> list[bytes]:
    """Refuse a call of which all the conditions hold; else go on, with the number loaded again."""
    inside = [_return(ERROR | error), _load(NUMBER_AT)]
    for condition in reversed(conditions):
        on = len(inside) - 1  # to the last step, which loads the number
        yes, no = (on, 0) if condition.is_not else (0, on)
        # The lower half of an argument: the kernel takes these as 32 bits.
        look = _load(ARGUMENTS_AT + 8 * condition.argument)
        inside = [look, _if(condition.test, condition.value, yes=yes, no=no), *inside]
    return [_if(EQUALS, call, yes=0, no=len(inside)), *inside]


def _load(offset: int) -> bytes:
    return _step(LOAD, 0, 0, offset)


def _if(test: int, value: int, yes: int, no: int) -> bytes:
    """Skip so many steps where the test holds, and so many where it does not."""
    return _step(test, yes, no, value)


def _return(what: int) -> bytes:
    return _step(RETURN, 0, 0, what)


def _step(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
