"""What each status means: to the student, who asks what to do, and to the instructor."""

from dataclasses import dataclass

from course_utils.grading.marks import LESSON, MISSING, NOT_GRADED, OK, OTHER_LESSON, UNREADABLE

# The grader's box and the notebook's check have these words too; they import torch, a page need
# not. tests/grading/export/test_feedback.py holds them together.
TIMEOUT, DIED, OUT_OF_MEMORY, SHORT = "timeout", "died", "out of memory", "out of resources"
PASSED, NOT_YET, NOT_ANSWERED = "passed", "not yet", "not answered yet"
STOPPED = (TIMEOUT, DIED, OUT_OF_MEMORY, SHORT)


@dataclass(frozen=True)
class Meaning:
    """A status of a submission in words: what it means and what to do next, for the student, and
    what it means for the instructor. `{lesson}` stands for the number of the lesson."""

    student: str
    next_step: str
    instructor: str


MEANINGS = {
    OK: Meaning("Your notebook was run, and each exercise was tried.", "", "Graded."),
    NOT_GRADED: Meaning(
        "Your work has not been graded yet. The grader itself could not go on, which is no fault "
        "of yours.",
        "There is nothing that you have to do. If you get no other page, ask your instructor.",
        "The grader itself could not go on. Grade them again.",
    ),
    MISSING: Meaning(
        "There was no notebook of yours to grade.",
        "Hand in your exercises of lesson {lesson}: the file whose name ends in .ipynb.",
        "There was no notebook to grade.",
    ),
    UNREADABLE: Meaning(
        "What you handed in is there, but it could not be read.",
        "Open your exercises of lesson {lesson} in JupyterLab, save them, and hand in that .ipynb "
        "file itself: no link to it, no picture and no printout of it.",
        "Something was handed in, and it could not be read.",
    ),
    OTHER_LESSON: Meaning(
        "What you handed in holds answers of another lesson.",
        "Hand in your exercises of lesson {lesson}.",
        "The answers are those of another lesson.",
    ),
    LESSON: Meaning(
        "You handed in the notebook of the lesson and not that of the exercises. It gets no "
        "points, because the answers in it are not yours.",
        "Hand in the notebook of lesson {lesson} from the folder exercises, with your answers.",
        "The lesson's own notebook came in place of the exercises.",
    ),
    TIMEOUT: Meaning(
        "Something in your notebook took longer than it may, and was stopped. What could be tried "
        "in time has its points.",
        "Restart the kernel and run all cells. If that takes minutes, look for a loop that never "
        "ends, or for training that can be shorter.",
        "Something took longer than it may. The rest was graded.",
    ),
    DIED: Meaning(
        "Something in your notebook ended the process that it ran in. What could be tried has its "
        "points.",
        "Take out what leaves Python (`exit()`, `quit()`), starts other programs, or writes "
        "thousands of files.",
        "Something ended the process that it ran in. The rest was graded.",
    ),
    OUT_OF_MEMORY: Meaning(
        "Something in your notebook took more memory than it may. What could be tried has its "
        "points.",
        "Look for a list or a tensor that grows with each round, or is far larger than the images.",
        "Something took more memory than it may. The rest was graded.",
    ),
    SHORT: Meaning(
        "While your notebook ran, there were no more threads or open files to be had. What could "
        "be tried has its points.",
        "Close what you open (`with open(…) as file:`), and start no threads. If your code does "
        "neither, tell your instructor: it may have been the computer that grades.",
        "Threads or open files ran out, perhaps those of this computer. The rest was graded.",
    ),
}

VERDICTS = {
    PASSED: "Passed",
    NOT_YET: "Not yet",
    NOT_ANSWERED: "Not answered yet",
    TIMEOUT: "Stopped: it took too long",
    DIED: "Stopped: the process came to an end",
    OUT_OF_MEMORY: "Stopped: it took too much memory",
    SHORT: "Stopped: no threads or files were left",
}
NOT_TRIED = "Not tried"


def meaning(status: str) -> Meaning:
    """The words for a status of a submission; the bare status where it has none."""
    return MEANINGS.get(status, Meaning(f"The status is: {status}.", "", ""))


def verdict(status: str) -> str:
    """The words for the status of one exercise."""
    return VERDICTS.get(status, NOT_TRIED)
