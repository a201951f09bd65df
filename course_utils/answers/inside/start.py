"""The first lines that run in a box: limits, another user, an empty home; then the worker."""

import json
import os
import sys


def main() -> None:
    """Prepare the process as `sys.argv[1]` says, and serve until the grader closes the pipe."""
    setting = json.loads(sys.argv[1])
    # The talk goes through copies, so that what cells print goes nowhere.
    incoming, outgoing = os.dup(0), os.dup(1)
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    _limit(setting["limits"])
    if setting["user"] is not None:
        _become(setting["user"])
    os.makedirs(setting["home"], exist_ok=True)
    os.chdir(setting["home"])
    sys.path.insert(0, setting["course"])
    # What lies beside the notebook comes last, so that it takes the place of no library.
    sys.path += [*setting["libraries"], setting["home"]]

    from course_utils.answers.inside.worker import serve  # takes torch with it

    os.dup2(nowhere, 2)
    _limit_memory(setting["memory"])
    if setting["filter"] is not None:
        _add_filter(*setting["filter"])
    serve(incoming, outgoing)
    os._exit(0)  # no code of the learner's at the end


def _limit(limits: dict[str, int]) -> None:
    """Set limits by their names in `resource`; this process cannot raise them again."""
    try:
        import resource
    except ImportError:  # Windows, without the box
        return
    for name, value in limits.items():
        if hasattr(resource, name):
            number = getattr(resource, name)
            ceiling = resource.getrlimit(number)[1]
            value = value if ceiling == resource.RLIM_INFINITY else min(value, ceiling)
            resource.setrlimit(number, (value, value))


def _limit_memory(megabytes: int) -> None:
    """So much address space on top of what Python and torch have taken by now."""
    try:
        with open("/proc/self/statm") as file:
            pages = int(file.read().split()[0])
    except OSError:  # not Linux, without the box
        return
    _limit({"RLIMIT_AS": pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 2**20})


def _add_filter(call: int, program: str) -> None:
    """Refuse more calls from here on, in all threads; `program` in hexadecimal digits."""
    import ctypes

    class Program(ctypes.Structure):  # struct sock_fprog of <linux/filter.h>
        _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))

    steps = bytes.fromhex(program)
    one = Program(len(steps) // 8, steps)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(call, 1, 1, ctypes.byref(one)) != 0:  # SECCOMP_SET_MODE_FILTER, all threads
        raise OSError(ctypes.get_errno(), "the second filter of calls was refused")


def _become(user: int) -> None:
    """Give up root for good: limits on processes do not hold for it, in no namespace."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


if __name__ == "__main__":
    main()
