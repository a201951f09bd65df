"""Why there is no box here, and what to do: the words of every refusal."""

import shutil
import subprocess
import sys

from course_utils.errors import CourseError

NEEDED = (
    "--seccomp",
    "--size",
    "--perms",
    "--die-with-parent",
    "--cap-add",
    "--remount-ro",
    "--info-fd",
)
UNSAFE = (
    "WITHOUT THE BOX (--unsafe): what students hand in runs as you. It can read and change your "
    "files and theirs, reach the network, and write the marks. Only for work that you would run by "
    "hand."
)
OR_UNSAFE = (
    "Or grade with --unsafe, which runs students' code as you, with your files and your network."
)
NO_LINUX = (
    "Grading needs a box for students' code (bubblewrap), and that needs Linux. Grade on a Linux "
    "computer, in a virtual machine, or on Windows in WSL 2.\n" + OR_UNSAFE
)
NO_BUBBLEWRAP = (
    "Grading needs a box for students' code, and bubblewrap is not installed. On Debian and "
    "Ubuntu: sudo apt install bubblewrap; on Fedora: sudo dnf install bubblewrap.\n" + OR_UNSAFE
)
OLD_BUBBLEWRAP = (
    "The bubblewrap on this computer is too old: it lacks {missing}. Version 0.8 (Debian 12, "
    "Ubuntu 24.04) has all that is needed.\n" + OR_UNSAFE
)
APPARMOR = (
    "This system lets no ordinary program have a namespace (Ubuntu's rule since 23.10). Allow it "
    "to bubblewrap alone:\n"
    "  sudo apt install apparmor-profiles\n"
    "  sudo cp /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/\n"
    "  sudo apparmor_parser -r /etc/apparmor.d/bwrap-userns-restrict\n"
    "or grade as root: sudo with the full path of this command."
)
CONTAINER = (
    "This computer allows no namespaces. Inside a container (Docker, a hosted notebook) that is "
    "usual: grade outside it, or start it with --privileged. As an ordinary user, ask for\n"
    "  sysctl kernel.unprivileged_userns_clone=1  and  user.max_user_namespaces above 0."
)
NOT_READABLE = (
    "Bubblewrap cannot see a folder that it needs. As an ordinary user, every folder above Python "
    "and above the course must be open to you."
)
_BY_WORDS = (
    (("uid map", "RTM_NEWADDR", "apparmor"), APPARMOR),
    (("Can't find source path", "Can't get type of source"), NOT_READABLE),
    (("namespace", "Can't mount proc", "Operation not permitted"), CONTAINER),
)


def require_bubblewrap() -> str:
    """The path of bubblewrap; raises `CourseError` in words where it cannot serve."""
    if sys.platform != "linux":
        raise CourseError(NO_LINUX)
    path = shutil.which("bwrap")
    if path is None:
        raise CourseError(NO_BUBBLEWRAP)
    asked = subprocess.run([path, "--help"], capture_output=True, text=True, check=False)
    options = (asked.stdout + asked.stderr).split()
    missing = [option for option in NEEDED if option not in options]
    if missing:
        raise CourseError(OLD_BUBBLEWRAP.format(missing=", ".join(missing)))
    return path


def why_not(said: str) -> str:
    """What to do where bubblewrap ended with these words."""
    for words, what in _BY_WORDS:
        if any(word.lower() in said.lower() for word in words):
            return f"The box could not be set up: {said[-300:]}\n{what}\n{OR_UNSAFE}"
    ends = said[-1000:] or "it said nothing"
    return f"The box could not be started: {ends}\n{OR_UNSAFE}"
