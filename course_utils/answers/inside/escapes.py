"""What a box can do, tried from within before any submission is: each entry should fail.

Run by the preflight in a box of its own. "held" means that the box did not let it through.
"""

import ctypes
import os
import socket
import threading
from collections.abc import Callable

from course_utils.answers.inside.messages import LONGEST_WORDS
from course_utils.answers.inside.protocol import TryEscapes

HELD = "held"
NEW_USER_NAMESPACE = 0x10000000
PIECE = 2**20


def try_escapes(question: TryEscapes) -> dict[str, str]:
    """What each attempt came to: "held", or what was possible."""
    attempts: dict[str, Callable[[], str]] = {
        "network": lambda: _connect(question.port),
        "files": lambda: _see(question.unseen),
        "system": _write_to_the_system,
        "memory": lambda: _take_memory(question.memory_mb),
        "disk": lambda: _fill_the_disk(question.disk_mb),
        "processes": _fork,
        "threads": lambda: _start_threads(question.threads),
        "namespaces": _new_namespace,
        "hidden memory": _hidden_memory,
        "sockets": _odd_sockets,
        "kept by the kernel": _kept_by_the_kernel,
        "leaving": _leave,
        "other processes": lambda: _see_processes(question.pids),
        "user": lambda: HELD if os.getuid() != 0 and os.geteuid() != 0 else "root",
        "environment": lambda: _environment(),
    }
    came_to = {}
    for name, attempt in attempts.items():
        try:
            came_to[name] = attempt()[:LONGEST_WORDS]
        except (OSError, MemoryError, RuntimeError):
            came_to[name] = HELD
    return came_to


def _connect(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=2):
        return "a server on this computer was reached"


def _see(unseen: list[str]) -> str:
    seen = [path for path in unseen if os.path.lexists(path)]
    return f"{seen[0]} can be seen" if seen else HELD


def _write_to_the_system() -> str:
    for folder in ("/", "/usr", "/dev", "/etc", os.path.dirname(os.__file__)):
        path = os.path.join(folder, "written-from-the-box")
        try:
            with open(path, "w"):
                os.unlink(path)
        except OSError:
            continue
        return f"{folder} can be written to"
    return HELD


def _take_memory(limit_mb: int) -> str:
    held = bytearray((limit_mb + 256) * PIECE)  # zeros: address space, no pages
    return f"{len(held) // PIECE} MB were given"


def _fill_the_disk(limit_mb: int) -> str:
    """One file meets the limit of a file; so many that together they are over the folder's."""
    paths, written = [], 0
    try:
        for number in range(4):
            paths.append(f"fill-{number}")
            with open(paths[-1], "wb", buffering=0) as file:
                for _ in range(limit_mb // 2):
                    written += file.write(bytes(PIECE))
        return f"{written // PIECE} MB could be written"
    finally:
        for path in paths:
            os.unlink(path)


def _fork() -> str:
    if os.fork() == 0:
        os._exit(0)
    os.wait()
    return "a process could be started"


def _start_threads(limit: int) -> str:
    over, started = threading.Event(), []
    try:
        for _ in range(limit + 100):
            thread = threading.Thread(target=over.wait, daemon=True)
            thread.start()
            started.append(thread)
        return f"{len(started)} threads could be started"
    except RuntimeError:
        return HELD if len(started) >= 8 else f"only {len(started)} threads could be started"
    finally:
        over.set()
        for thread in started:
            thread.join()


def _new_namespace() -> str:
    libc = ctypes.CDLL(None, use_errno=True)
    return HELD if libc.unshare(NEW_USER_NAMESPACE) != 0 else "a namespace of its own"


def _hidden_memory() -> str:
    """Memory that no limit counts: files that have no name, segments that no process holds."""
    libc = ctypes.CDLL(None, use_errno=True)
    if hasattr(libc, "shmget") and libc.shmget(0, PIECE, 0o1600) >= 0:
        return "a shared segment"
    os.close(os.memfd_create("hidden"))
    return "a file in memory"


def _odd_sockets() -> str:
    """Sockets of other kinds than pairs within the box, or with buffers as large as one likes."""
    for family in (1, 2, 10, 16, 17, 38, 40):  # named ones, networks, netlink, packets, and so on
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            try:
                socket.socket(family, kind).close()
            except OSError:
                continue
            return f"a socket of family {family}"
    try:
        socket.socketpair(type=socket.SOCK_DGRAM)
        return "a pair that keeps what was sent when its sender is gone"
    except OSError:
        one, other = socket.socketpair()
    with one, other:
        for option in (7, 8, 32, 33):  # SO_SNDBUF, SO_RCVBUF, and both by force
            try:
                one.setsockopt(socket.SOL_SOCKET, option, 64 * PIECE)
            except OSError:
                continue
            return "the buffers of a socket could be changed"
    return HELD


def _kept_by_the_kernel() -> str:
    """Leases and locks on files, which make others wait, and notices that nobody reads."""
    import fcntl  # not on Windows, where the rest of this file can be imported

    with open("lease", "w+") as file:
        for name, argument in (("F_SETLEASE", fcntl.F_WRLCK), ("F_NOTIFY", 0), ("F_SETPIPE_SZ", 0)):
            try:
                fcntl.fcntl(file, getattr(fcntl, name), argument)
            except PermissionError:
                continue
            except OSError:
                pass
            return f"{name} was possible"
        try:
            fcntl.lockf(file, fcntl.LOCK_EX)
            return "a file could be locked"
        except OSError:
            pass
    libc = ctypes.CDLL(None, use_errno=True)
    return "notices of changes" if libc.inotify_init1(0) >= 0 else HELD


def _leave() -> str:
    """A session or a group of its own, another signal at the death of the parent, or another
    program in place of the worker."""
    for name in ("setsid", "setpgrp"):
        try:
            getattr(os, name)()
        except OSError:
            continue
        return f"{name} was possible"
    libc = ctypes.CDLL(None, use_errno=True)
    for number in (0, 1, 15):
        if libc.prctl(1, number, 0, 0, 0) == 0:  # PR_SET_PDEATHSIG
            return "the signal at the parent's death could be changed"
    try:
        os.execv("/there-is-no-such-program", ["x"])
    except PermissionError:
        return HELD
    except OSError:
        return "another program could take the worker's place"


def _see_processes(most: int) -> str:
    seen = [name for name in os.listdir("/proc") if name.isdigit()]
    return HELD if len(seen) <= most else f"{len(seen)} processes can be seen"


def _environment() -> str:
    """No variable of the grader's, neither here nor in the process that set the box up."""
    wanted = {"HOME", "PATH", "LANG", "USER", "LOGNAME", "PWD", "LC_CTYPE"}
    own = [name for name in os.environ if name not in wanted and not name.startswith(_ALLOWED)]
    if own:
        return f"the variable {own[0]} is there"
    with open("/proc/1/environ", "rb") as file:
        first = [part.split(b"=")[0].decode() for part in file.read().split(b"\0") if part]
    first = [name for name in first if name not in wanted and not name.startswith(_ALLOWED)]
    return f"the variable {first[0]} of process 1" if first else HELD


_ALLOWED = ("COURSE_", "MPL", "OMP_", "MKL_", "OPENBLAS_", "PYTHON")
