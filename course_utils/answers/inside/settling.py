"""How a process becomes a box for good: limits, another user, an empty home, filters."""

import importlib
import os


def serve(setting: dict, incoming: int, outgoing: int) -> None:
    """Serve from an empty home, with the last limits in place; does not return."""
    os.makedirs(setting["home"], exist_ok=True)
    os.chdir(setting["home"])
    importlib.invalidate_caches()  # the template has looked here before there was anything

    from course_utils.answers.inside import worker  # takes torch with it

    os.dup2(os.open(os.devnull, os.O_RDWR), 2)
    _limit_memory(setting["memory"])
    if setting["filter"] is not None:
        for program in setting["filter"]["programs"]:
            _add_filter(setting["filter"]["call"], program)
    worker.serve(incoming, outgoing)
    os._exit(0)  # no code of the learner's at the end


def limit(limits: dict[str, int]) -> None:
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
    limit({"RLIMIT_AS": pages * os.sysconf("SC_PAGE_SIZE") + megabytes * 2**20})


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


def become(user: int) -> None:
    """Give up root for good: limits on processes do not hold for it, in no namespace."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
