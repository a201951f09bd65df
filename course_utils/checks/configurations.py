"""The configurations with which a configurable CNN is tried."""

from typing import Any

from course_utils.checks.draw import Draw

CONFIGURATIONS: tuple[dict[str, Any], ...] = (
    {},
    {"batch_norm": True},
    {"input_size": (3, 32, 20), "channels": (6, 10, 12), "kernel_size": 5, "hidden": ()},
    {"channels": (8,), "hidden": (40, 20), "n_classes": 4, "dropout": 0.2},
    {"input_size": (2, 9, 13), "channels": (4, 5), "batch_norm": True, "kernel_size": 1},
)


def drawn(draw: Draw) -> dict[str, Any]:
    """A configuration that nobody can have written down."""
    return {
        "input_size": (draw.integer(1, 3), draw.integer(8, 20), draw.integer(8, 20)),
        "channels": tuple(draw.integers(2, 9, draw.integer(1, 3)).tolist()),
        "hidden": tuple(draw.integers(3, 20, draw.integer(0, 2)).tolist()),
        "kernel_size": draw.choice((1, 3, 5)),
        "n_classes": draw.integer(2, 9),
    }
