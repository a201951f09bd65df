"""The course's figures. Each function returns a matplotlib Figure; `show` puts it on the page."""

from course_utils.plots.canvas import BLUE, INK, ORANGE, SIGNED, UNSIGNED
from course_utils.plots.charts import (
    bars,
    draw_lines,
    intervals,
    lines,
    points,
    scatter,
    training_curves,
)
from course_utils.plots.figures import show
from course_utils.plots.images import (
    digit_with_values,
    feature_maps,
    filters,
    image_grid,
    pixels,
    predictions,
)

__all__ = [
    "BLUE",
    "INK",
    "ORANGE",
    "SIGNED",
    "UNSIGNED",
    "bars",
    "digit_with_values",
    "draw_lines",
    "feature_maps",
    "filters",
    "image_grid",
    "intervals",
    "lines",
    "pixels",
    "points",
    "predictions",
    "scatter",
    "show",
    "training_curves",
]
