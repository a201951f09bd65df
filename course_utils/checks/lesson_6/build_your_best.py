"""build_your_best: a small network of the learner's own, judged by what it predicts."""

import torch

from course_utils.answers import operations
from course_utils.answers.answer import Answer
from course_utils.answers.draw import Draw
from course_utils.answers.exercise import ByWeights, Exercise
from course_utils.checks.held_out import check_held_out
from course_utils.checks.saved_weights import (
    ACCURACY_WANTED,
    ACCURACY_WANTED_ON_THE_DIGITS,
    SECONDS,
    WEIGHTS_FILE,
    accuracy_of,
    count_parameters,
    judge_accuracy,
)
from course_utils.data import load_splits
from course_utils.zoo import missing_models, side_by_side

SECONDS_TO_GRADE = 500.0


def check(answer: Answer, draw: Draw) -> str:
    """Right is a network within its size and accurate on the test images; raises `Wrong`."""
    accuracy, parameters, data = measure(answer)
    wanted = ACCURACY_WANTED.get(data, ACCURACY_WANTED_ON_THE_DIGITS)
    return judge_accuracy(accuracy, parameters, wanted, f"the test images ({data})")


def measure(answer: Answer) -> tuple[float, int, str]:
    """Accuracy on the test images, parameters, and the name of the data.

    Raises `Wrong` where the model is too large, gives no logits, or its saved weights do not fit.
    """
    parameters = count_parameters(answer)
    splits = load_splits()
    images, labels = splits.test[torch.arange(len(splits.test))]
    logits = answer.do(
        operations.predict_with_saved, WEIGHTS_FILE, images, asked=WEIGHTS_FILE, seconds=SECONDS
    )
    return accuracy_of(logits, labels), parameters, splits.name


def scoreboard_rows(answer: Answer) -> tuple[list[tuple[str, int, float]], list[str]]:
    """(model, parameters, test accuracy) of the learner's network and of the course's, best first.

    With them come the names of the course's models that have not been trained here yet.
    """
    accuracy, parameters, data = measure(answer)
    rows = [("yours", parameters, accuracy)]
    rows += [(card.model, card.parameters, card.test_accuracy) for card in side_by_side(data)]
    return sorted(rows, key=lambda row: -row[2]), missing_models(data)


EXERCISE = Exercise(
    "build_your_best()",
    check,
    points=4,
    graded=ByWeights(WEIGHTS_FILE, check_held_out, SECONDS_TO_GRADE),
)
