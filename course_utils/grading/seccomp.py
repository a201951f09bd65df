"""The calls that a box may not make of the kernel, as a program for its filter.

No new process: memory is limited for each process, so that there must be one only; and a child
could outlive the answer that made it. No namespaces, because a mount in one of its own takes memory
that no limit counts; for the same reason no shared segments and no files in memory. No signal to
the own group, in which bubblewrap is: it would end the box after the cell that sent it has come to
its end, at the cost of the next.
"""

import errno
import struct

from course_utils.errors import CourseError

CLONE_THREAD = 0x00010000
X32 = 0x40000000  # calls in the older of two numberings, which would pass by their other numbers
LOAD, EQUALS, AT_LEAST, HAS_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06  # as <linux/filter.h> has it
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER_AT, MACHINE_AT, FLAGS_AT = 0, 4, 16  # bytes into what the kernel shows of a call

# By the kernel's tables; those from 425 on have the same number on every machine.
EVERYWHERE = {
    **{"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427},
    **{"open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432},
    **{"fspick": 433, "pidfd_getfd": 438, "mount_setattr": 442, "memfd_secret": 447},
}
CLONE3 = 435
MACHINES: dict[str, tuple[int, int, dict[str, int]]] = {  # name: machine, clone, refused
    "x86_64": (
        0xC000003E,
        56,
        {
            **{"fork": 57, "vfork": 58, "ptrace": 101, "pivot_root": 155, "chroot": 161},
            **{"mount": 165, "umount2": 166, "unshare": 272, "setns": 308, "memfd_create": 319},
            **{"shmget": 29, "semget": 64, "msgget": 68, "mq_open": 240, "bpf": 321},
            **{"add_key": 248, "request_key": 249, "keyctl": 250, "userfaultfd": 323},
            **{"perf_event_open": 298, "process_vm_readv": 310, "process_vm_writev": 311},
            **{"name_to_handle_at": 303, "open_by_handle_at": 304, "kcmp": 312, "kill": 62},
        },
    ),
    "aarch64": (
        0xC00000B7,
        220,
        {
            **{"ptrace": 117, "pivot_root": 41, "chroot": 51, "mount": 40, "umount2": 39},
            **{"unshare": 97, "setns": 268, "memfd_create": 279, "shmget": 194, "semget": 190},
            **{"msgget": 186, "mq_open": 180, "bpf": 280, "add_key": 217, "request_key": 218},
            **{"keyctl": 219, "userfaultfd": 282, "perf_event_open": 241},
            **{"process_vm_readv": 270, "process_vm_writev": 271},
            **{"name_to_handle_at": 264, "open_by_handle_at": 265, "kcmp": 272, "kill": 129},
        },
    ),
}


def program(machine: str) -> bytes:
    """The filter for a machine as `platform.machine()` names it. Raises `CourseError`."""
    if machine not in MACHINES:
        raise CourseError(
            f"The box is not known to hold on this kind of computer ({machine}); it is on "
            f"{' and '.join(MACHINES)}."
        )
    number, clone, refused = MACHINES[machine]
    steps = [_load(MACHINE_AT), _if(EQUALS, number, no=0, yes=1), _return(KILL), _load(NUMBER_AT)]
    if machine == "x86_64":
        steps += [_if(AT_LEAST, X32, yes=0, no=1), _return(ERROR | errno.EPERM)]
    for call in sorted({*refused.values(), *EVERYWHERE.values()}):
        steps += [_if(EQUALS, call, yes=0, no=1), _return(ERROR | errno.EPERM)]
    # Its flags stand in memory, where a filter cannot look. Told that there is no such call, the C
    # library starts threads by the older one.
    steps += [_if(EQUALS, CLONE3, yes=0, no=1), _return(ERROR | errno.ENOSYS)]
    steps += [
        _if(EQUALS, clone, yes=0, no=3),
        _load(FLAGS_AT),
        _if(HAS_BIT, CLONE_THREAD, yes=1, no=0),
        _return(ERROR | errno.EPERM),
        _return(ALLOW),
    ]
    return b"".join(steps)


def _load(offset: int) -> bytes:
    return _step(LOAD, 0, 0, offset)


def _if(test: int, value: int, yes: int, no: int) -> bytes:
    """Skip so many steps where the test holds, and so many where it does not."""
    return _step(test, yes, no, value)


def _return(what: int) -> bytes:
    return _step(RETURN, 0, 0, what)


def _step(code: int, yes: int, no: int, value: int) -> bytes:
    return struct.pack("=HBBI", code, yes, no, value)
