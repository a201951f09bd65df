"""A process that has imported what takes seconds; boxes are copies of it.

No code of a student's ever runs in it, nor in the process between it and a copy. It is asked by
the grader through a socket: a message with the setting of a box and its three pipes. The answer is
a handle of the box's first process, or words that say why there is none.
"""

import contextlib
import json
import os
import socket

from course_utils.answers.inside import settling, walls

LONGEST_SETTING = 64_000  # bytes


def serve(control: socket.socket) -> None:
    """Make copies until the grader closes the socket."""
    variables = dict(os.environ)
    _import_what_takes_long()
    for name in set(os.environ) - set(variables):
        del os.environ[name]  # a library's own, set while it was imported
    control.send(b"ready")
    while True:
        message, pipes, *_ = socket.recv_fds(control, LONGEST_SETTING, 3)
        if not message:
            return
        between = os.fork()
        if between == 0:
            _between(json.loads(message), pipes, control)
        for pipe in pipes:
            os.close(pipe)
        os.waitpid(between, 0)


def _import_what_takes_long() -> None:
    """The worker, with torch, and what cells import as a rule."""
    from course_utils.answers.inside import worker  # noqa: F401

    with contextlib.suppress(ImportError):  # a cell that needs one that is not there says so
        import torchvision  # noqa: F401

        from course_utils import data, explorers, plots, training  # noqa: F401


def _between(setting: dict, pipes: list[int], control: socket.socket) -> None:
    """Leave the template's namespaces, start the box's first process in those that come instead,
    tell the grader which it is, and end."""
    try:
        walls.leave_the_template(as_root=setting["user"] is not None)
        first = os.fork()
        if first == 0:
            control.close()
            _become_a_box(setting, *pipes)
        socket.send_fds(control, [b"started"], [os.pidfd_open(first)])
    except OSError as error:
        with contextlib.suppress(OSError):
            control.send(str(error).encode()[:1000])
    finally:
        os._exit(0)


def _become_a_box(setting: dict, incoming: int, outgoing: int, said: int) -> None:
    """Behind all walls, serve the grader as a box that was started from nothing does."""
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number, stream in enumerate((nowhere, nowhere, said)):
            os.dup2(stream, number)
        walls.close_all_but({incoming, outgoing})
        os.setsid()  # a group has one priority for all in it, whoever of them sets it
        walls.see_nothing_of_others(setting["own"], setting["size"])
        settling.limit(setting["limits"])
        if setting["user"] is not None:
            settling.become(setting["user"])
        walls.give_up_rights()
        settling.serve(setting, incoming, outgoing)
    except BaseException as error:
        os.write(2, repr(error).encode())
    finally:
        os._exit(1)
