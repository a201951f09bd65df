"""Interactive views: each is one ES module (*.js), shown by plain HTML or, with a model, anywidget.

Those of `pages` need no kernel: they stay alive in an exported page and without a network. Where no
script runs (GitHub, print), a still picture with a text stands in the place of each view.
"""

from course_utils.explorers.pages import (
    ball_on_the_curve,
    convolution_explorer,
    dropout_view,
    pixel_viewer,
    pooling_explorer,
    receptive_field_explorer,
)

__all__ = [
    "ball_on_the_curve",
    "batch_norm_view",
    "convolution_explorer",
    "digit_pad",
    "dropout_view",
    "feature_map_browser",
    "pixel_viewer",
    "pooling_explorer",
    "receptive_field_explorer",
]


def __getattr__(name: str) -> object:
    # anywidget takes a while to import, and most lessons need no view with a model.
    if name in ("batch_norm_view", "digit_pad", "feature_map_browser"):
        from course_utils.explorers import widgets

        return getattr(widgets, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
