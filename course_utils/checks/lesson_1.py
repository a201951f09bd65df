"""What the exercises of lesson 1 must do."""

from collections.abc import Sequence

import torch
from torch import Tensor

from course_utils.checks.answer import Answer
from course_utils.checks.compare import case, compare, number
from course_utils.checks.dataset import check_digits_dataset
from course_utils.checks.draw import Draw
from course_utils.checks.exercise import Exercise, Wrong
from course_utils.checks.plain import same, shown


def check_text_colour(answer: Answer, draw: Draw) -> str:
    cases = [case(value) for value in (0, 124, 125, 126, 255)]
    for _ in range(40):
        threshold = draw.integer(1, 254)
        cases += [case(threshold + step, threshold=threshold) for step in (-1, 0, 1)]
        cases.append(case(draw.integer(0, 255), draw.integer(0, 255)))
    compare(
        answer,
        cases,
        right=lambda value, threshold=125: "white" if value < threshold else "black",
        mistakes={
            "A value that equals the threshold is not below it: it gets black. Compare with < and "
            "not with <=.": lambda v, threshold=125: "white" if v <= threshold else "black",
            "The two colours are exchanged: dark pixels have small values and need white text.": (
                lambda v, threshold=125: "black" if v < threshold else "white"
            ),
            "The two colours are exchanged: small values are dark and need white text; and the "
            "threshold itself counts as bright.": (
                lambda v, threshold=125: "black" if v <= threshold else "white"
            ),
            "Your answer always compares with 125. Use the argument threshold.": (
                lambda v, threshold=125: "white" if v < 125 else "black"
            ),
            "Your answer always compares with 128. Use the argument threshold.": (
                lambda v, threshold=125: "white" if v < 128 else "black"
            ),
        },
        look_at='Below the threshold the text is "white", else "black": in small letters.',
    )
    return f"{len(cases)} values at, just below and just above the threshold, for many thresholds."


def check_iterations_per_epoch(answer: Answer, draw: Draw) -> str:
    cases = [case(60_000, 100), case(60_000, 64), case(60_000, 64, drop_last=True), case(5, 10)]
    cases.append(case(5, 10, drop_last=True))
    for _ in range(100):
        batch_size = draw.integer(1, 300)
        exact = draw.integer(1, 50) * batch_size
        n_samples = draw.choice([exact, exact + 1, exact - 1, draw.integer(1, 70_000)]) or 1
        cases.append(case(n_samples, batch_size, drop_last=bool(draw.integer(0, 1))))
    compare(
        answer,
        cases,
        right=lambda n, size, drop_last=False: n // size if drop_last else -(-n // size),
        mistakes={
            "The last, smaller batch is missing. It counts too, unless drop_last is True: "
            "round up.": lambda n, size, drop_last=False: n // size,
            "drop_last has no effect: where it is True, the last smaller batch is left out.": (
                lambda n, size, drop_last=False: -(-n // size)
            ),
            "drop_last works the wrong way round.": (
                lambda n, size, drop_last=False: -(-n // size) if drop_last else n // size
            ),
            "One batch too many where the batches divide the samples evenly: 60,000 in batches of "
            "100 are 600.": lambda n, size, drop_last=False: n // size + (not drop_last),
            "One batch too many where the batches divide the samples evenly, and drop_last has no "
            "effect.": lambda n, size, drop_last=False: n // size + 1,
            "With drop_last one is taken off always. Where the batches divide the samples evenly, "
            "there is no smaller one to drop.": (
                lambda n, size, drop_last=False: -(-n // size) - drop_last
            ),
            "Your answer always counts 60,000 samples. Use the argument n_samples.": (
                lambda n, size, drop_last=False: 60_000 // size if drop_last else -(-60_000 // size)
            ),
            "round() takes the nearest number. The last batch counts however small it is.": (
                lambda n, size, drop_last=False: n // size if drop_last else round(n / size)
            ),
            "Divide with // and not with /: there are no fractions of a batch.": (
                lambda n, size, drop_last=False: n / size
            ),
        },
        look_at="Count full batches; then think about whether a smaller one is left and counts.",
    )
    return f"{len(cases)} sizes, those that divide evenly among them, with and without drop_last."


def check_train_validation_split(answer: Answer, draw: Draw) -> str:
    shares = (0.1, 0.2, 1 / 12, 0.25, 1 / 3, 0.5)
    for _ in range(20):
        n_samples, share = draw.integer(10, 2_000), draw.choice(shares)
        _check_split(answer, n_samples, share, draw.integer(0, 10_000))
    _check_split(answer, 12, 0.0, 1)  # nothing for validation
    _check_split(answer, 10, 0.25, 3)  # round(2.5) is 2 in Python
    _check_split(answer, 100, 0.29, 3)  # 100 · 0.29 is a little less than 29 in floats
    return "23 splits: sizes, no index twice, none missing, shuffled, the same again for a seed."


def _check_split(answer: Answer, n_samples: int, share: float, seed: int) -> None:
    asked = f"train_validation_split({n_samples}, {share:.4g}, seed={seed})"
    split = answer(n_samples, share, seed)
    if not isinstance(split, (tuple, list)) or len(split) != 2:
        raise Wrong("Return a pair of index tensors: training, validation.", asked, shown(split))
    for part in split:
        empty = isinstance(part, Tensor) and part.numel() == 0  # of any dtype: there is no index
        if not empty and (
            not isinstance(part, Tensor) or part.dtype != torch.int64 or part.dim() != 1
        ):
            raise Wrong(
                "Each part is a tensor of whole numbers (int64) with one axis.", asked, shown(part)
            )
    training, validation = (part.long() for part in split)
    n_validation = round(n_samples * share)
    if len(validation) != n_validation:
        words = f"round(n_samples * validation_share) go to validation, here {n_validation}."
        if len(training) == n_validation and abs(len(validation) - n_validation) > 1:
            words = "The two parts are exchanged: training comes first."
        elif len(validation) == int(n_samples * share):
            words = "int() cuts the fraction off; round the number of validation samples: round()."
        raise Wrong(words, asked, f"{len(validation)} validation indices")
    together = torch.cat([training, validation])
    _check_complete(together, training, validation, n_samples, asked)
    if n_validation > 3 and _in_a_row(validation) and _in_a_row(training):
        raise Wrong(
            "The indices are in their old order. Shuffle them first: torch.randperm.", asked
        )
    gathered = n_validation > 3 and validation.max() - validation.min() == n_validation - 1
    if gathered or (n_validation >= 20 and (validation.diff() == 1).double().mean() > 0.75):
        raise Wrong(
            "The validation part is samples that stand all in a row. Shuffle before you cut.", asked
        )
    again = answer(n_samples, share, seed)
    if not same(again, split):
        raise Wrong(
            "The same seed gave another split. Shuffle with "
            "torch.Generator().manual_seed(seed), or call torch.manual_seed(seed) first.",
            asked,
        )
    if n_samples >= 50 and same(answer(n_samples, share, seed + 1), split):
        raise Wrong("Another seed gave the same split. Use the argument seed.", asked)


def _check_complete(
    together: Tensor, training: Tensor, validation: Tensor, n_samples: int, asked: str
) -> None:
    if torch.isin(training, validation).any():
        raise Wrong("Some indices are in both parts. Cut one shuffled list in two.", asked)
    if len(together) != n_samples or len(together.unique()) != n_samples:
        raise Wrong(
            "Each index belongs to exactly one part; some are missing or there twice.", asked
        )
    if together.min() != 0 or together.max() != n_samples - 1:
        raise Wrong("Indices go from 0 to n_samples − 1.", asked, f"up to {int(together.max())}")


def _in_a_row(indices: Tensor) -> bool:
    return bool((indices.diff() == 1).all())


def check_class_counts(answer: Answer, draw: Draw) -> str:
    cases = [case(draw.integers(0, 9, draw.integer(30, 500))) for _ in range(8)]
    cases += [case(draw.integers(0, 5, 40)), case(torch.tensor([3, 3, 3]))]
    cases += [case(draw.integers(0, 3, 60), n_classes=n) for n in (4, 6)]
    compare(
        answer,
        cases,
        right=_counts,
        mistakes={
            "Classes that do not occur are missing. Each class has a place, 0 where there is none: "
            "torch.bincount has minlength.": (
                lambda labels, n_classes=10: torch.bincount(labels).tolist()
            ),
            "Only the classes that occur are counted. Each class has a place, also one that does "
            "not occur.": lambda labels, n_classes=10: labels.unique(return_counts=True)[
                1
            ].tolist(),
            "Your answer always has ten classes. Use the argument n_classes.": (
                lambda labels, n_classes=10: _counts(labels, 10)
            ),
            "These are shares. Count the samples: do not divide.": (
                lambda labels, n_classes=10: [c / len(labels) for c in _counts(labels, n_classes)]
            ),
            "The last class is missing: classes go from 0 to n_classes − 1.": (
                lambda labels, n_classes=10: _counts(labels, n_classes - 1)
            ),
            "Class 0 is missing: classes go from 0 to n_classes − 1.": (
                lambda labels, n_classes=10: [
                    int((labels == c).sum()) for c in range(1, n_classes + 1)
                ]
            ),
        },
        look_at="The result has n_classes entries; entry c is the number of labels that equal c.",
        read=_list_of_counts,
    )
    return f"{len(cases)} sets of labels, some with classes that do not occur, and other n_classes."


def _counts(labels: Tensor, n_classes: int = 10) -> list[int]:
    return [int((labels == c).sum()) for c in range(n_classes)]


def _list_of_counts(got: object, wanted: list[int]) -> list:
    """A list, a tensor with one axis or a dict by class may all hold the counts."""
    if isinstance(got, dict):
        keys = [key.item() if isinstance(key, Tensor) else key for key in got]
        if set(keys) < set(range(len(wanted))):
            raise Wrong("Classes that do not occur are missing: give them a count of 0.")
        by_class = dict(zip(keys, got.values(), strict=True))
        got = [by_class.get(c) for c in range(len(wanted))]
    is_list = isinstance(got, (list, tuple)) or (isinstance(got, Tensor) and got.dim() == 1)
    if not is_list or len(got) > 10 * len(wanted):  # looked at before it becomes many objects
        raise Wrong("A count for each class is wanted, in a list or a tensor.", came=shown(got))
    if isinstance(got, Tensor):
        got = got.tolist()
    if any(isinstance(count, Tensor) and count.dim() for count in got):
        raise Wrong("A count for each class is wanted, and nothing else.", came=shown(got))
    return [number(count) for count in got]


def check_mean_and_std(answer: Answer, draw: Draw) -> str:
    cases: Sequence = [
        case((draw.uniform(n, side, side) ** 3 * draw.uniform(n, 1, 1) * top).to(torch.uint8))
        for n, side, top in [(40, 28, 255), (9, 12, 90), (1, 28, 255), (5, 3, 255)]
    ]
    for one in cases:
        images = one.inputs[0].double() / 255
        asked = f"mean_and_std(images), images a uint8 tensor of shape {tuple(images.shape)}"
        _check_mean_and_std(answer(*one.inputs), images, asked)
    return "Four sets of uint8 images, one of them a single image, one with dark pixels only."


def _check_mean_and_std(got: object, images: Tensor, asked: str) -> None:
    if not isinstance(got, (tuple, list)) or len(got) != 2:
        raise Wrong("Return two numbers: mean, std.", asked, shown(got))
    mean, std = (number(value) for value in got)
    right_mean = images.mean().item()
    right_stds = [images.std(correction=c).item() for c in (0, 1)]
    wanted = f"{right_mean:.4f} and {right_stds[0]:.4f}"
    came = f"{mean:.4f} and {std:.4f}"
    near = lambda a, b: abs(a - b) <= 1e-4 * max(1, abs(b))  # noqa: E731
    if near(mean, right_mean) and any(near(std, right) for right in right_stds):
        return
    words = "Take the mean and the standard deviation over all pixels of all images, as floats."
    by_image = [images.flatten(1).std(dim=1, correction=c).mean().item() for c in (0, 1)]
    largest = images.max().item()
    if near(mean, 255 * right_mean):
        words = "These are the figures of pixels from 0 to 255. Divide by 255 first."
    elif near(mean, right_mean) and any(near(std, right**2) for right in right_stds):
        words = "The second number is the variance. Take its square root."
    elif near(mean, right_mean) and any(near(std, other) for other in by_image):
        words = (
            "That is the mean of each image's own standard deviation. Take one over all pixels of "
            "all images together."
        )
    elif near(mean, right_stds[0]) or near(mean, right_stds[1]):
        words = "The two numbers are exchanged: the mean comes first."
    elif near(mean, right_mean * 255 / 256):
        words = "Divide by 255, not by 256."
    elif near(mean, right_mean / largest):
        words = "Divide by 255, whatever the largest value of these images is."
    elif near(mean, 0.1307) and near(std, 0.3081):
        words = "Those are the figures of MNIST. Compute them from the images that you are given."
    raise Wrong(words, asked, came, wanted)


EXERCISES = (
    Exercise("text_colour(value, threshold=125)", check_text_colour),
    Exercise("DigitsDataset(images, labels, transform=None)", check_digits_dataset, points=2),
    Exercise(
        "iterations_per_epoch(n_samples, batch_size, drop_last=False)", check_iterations_per_epoch
    ),
    Exercise(
        "train_validation_split(n_samples, validation_share, seed)", check_train_validation_split
    ),
    Exercise("class_counts(labels, n_classes=10)", check_class_counts),
    Exercise("mean_and_std(images)", check_mean_and_std),
)
