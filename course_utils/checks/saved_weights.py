"""Weights that a learner trained and saved: read, and judged by what a network reads with them.

The tasks in which something is trained share this. Nothing is trained again, and what is read are
images that nobody has seen: validation images while the learner tries, so that the test images
choose nothing, and training and test images where the work is graded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from course_utils.answers.draw import Draw
from course_utils.answers.exercise import Wrong
from course_utils.answers.plain import as_text, shape_text
from course_utils.checks.held_out import held_out

Weights = Mapping[str, Tensor]

WHILE_TRYING = ("validation",)
WHERE_GRADED = ("training", "test")  # a table of the test images would know no training images
KNOWS_NOTHING = 0.2  # the share that is read by a network which was never trained, or lost its work
LONGEST_NAME, LONGEST_NAMES = 100, 10_000  # one, and all together; honest are 20 and 1,000
TINY = 2.0**-16  # of the largest number of a tensor; below it no weight counts for anything
COMPILED = "_orig_mod."  # torch.compile puts it before each name


@dataclass(frozen=True)
class TrainedTask:
    """A task in which a network is trained: the file it is saved in, what trains it, and the share
    of changed images it must read, by the name of the data; `too_little` is said below that."""

    file: str
    trained_by: str
    wanted: Mapping[str, float]
    too_little: str


def no_file(file: str) -> Wrong:
    """What to raise where there is no file with weights."""
    save = f'`torch.save(model.state_dict(), "{file}")`'
    return Wrong(
        f"There is no file {file} beside this notebook. Train the network, and let the training "
        f"end with {save}.",
        file,
    )


def no_weights(file: str, why: str) -> Wrong:
    """What to raise for a file that is there and holds something else than weights by name."""
    save = f'`torch.save(model.state_dict(), "{file}")`'
    return Wrong(
        f"{file} holds no weights by name. Save the state_dict, called with its brackets, and not "
        f"the whole model: {save}.",
        file,
        why[:200],
    )


def read_weights(file: str) -> dict[str, Tensor]:
    """The weights in a file, as they are used. Raises `Wrong` where it holds none."""
    if not Path(file).is_file():
        raise no_file(file)
    try:
        held = torch.load(file, weights_only=True, map_location="cpu")
    except Exception as error:  # whatever is wrong with the file, the learner hears it in words
        raise no_weights(file, str(error).partition("\n")[0]) from None
    if not isinstance(held, Mapping) or not all(isinstance(v, Tensor) for v in held.values()):
        raise no_weights(file, as_text(held))
    return as_used(file, held)


def as_used(file: str, weights: Weights) -> dict[str, Tensor]:
    """The weights as a network gets them: under its own names, each in eight significant bits.

    Two numbers packed into one do not outlive that, nor in the exponent: what is tiny beside the
    tensor's largest number becomes 0. Whole numbers, such as a count of batches or
    the places of an index, are left out: the network makes its own. Raises `Wrong` for names and
    for empty tensors that no network has, in which a table could hide.
    """
    if sum(map(len, weights)) > LONGEST_NAMES or any(len(name) > LONGEST_NAME for name in weights):
        raise no_weights(file, "names as long as no network has")
    if any(tensor.numel() == 0 for tensor in weights.values()):
        raise no_weights(file, "tensors without a number")
    return {
        name.removeprefix(COMPILED): _in_few_bits(tensor.detach().cpu().float())
        for name, tensor in weights.items()
        if tensor.is_floating_point()
    }


def _in_few_bits(tensor: Tensor) -> Tensor:
    kept = tensor.abs() >= tensor.abs().max() * TINY
    return torch.where(kept, tensor, 0.0).bfloat16().float()


def judge_reading(
    task: TrainedTask,
    logits_of: Callable[[Tensor], object],
    draw: Draw,
    kinds: tuple[str, ...],
    size: str = "",
) -> str:
    """How many changed images of each kind a network reads, in words.

    `logits_of` takes images, N×1×28×28; `size` is said beside the share. Raises `Wrong` where it
    reads too few, with words of their own where it knows nothing, or gives no logits.
    """
    for kind in kinds:
        images, labels, data = held_out(draw, kind)
        share = share_right(logits_of(images), labels)
        wanted = task.wanted[data]
        of = f"{kind} images, each turned and shifted a little ({data})"
        if share < wanted:
            words = _untrained(task) if share < KNOWS_NOTHING else task.too_little
            raise Wrong(
                words, f"{task.file} on {of}", f"{share:.2%}{size}", f"{wanted:.1%} or more"
            )
    return f"{share:.2%} of the {of}{size}."


def _untrained(task: TrainedTask) -> str:
    return (
        "The saved network reads about one image in ten, as one that was never trained. Is the "
        f"model that {task.trained_by} saves the one that it trains?"
    )


def share_right(logits: object, labels: Tensor) -> float:
    """The share of images whose highest logit is the label's; raises `Wrong` for no logits."""
    require_logits(logits, len(labels))
    return (logits.argmax(dim=1) == labels).double().mean().item()


def require_logits(logits: object, n_images: int) -> None:
    """Raises `Wrong` for what is no N×10 tensor for so many images."""
    if not isinstance(logits, Tensor) or logits.shape != (n_images, 10):
        came = shape_text(logits.shape) if isinstance(logits, Tensor) else as_text(logits)
        raise Wrong("N×10 logits are wanted for N×1×28×28 images.", "the network", came)
