"""Curves of a training that still runs."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from course_utils.plots.canvas import BLUE, ORANGE, plain_axes


def growing_curves(
    training: Sequence[tuple[float, float, float]],
    validation: Sequence[tuple[float, float, float]],
    n_epochs: float,
) -> Figure:
    """Loss (left) and accuracy in % (right) so far, of a training of so many epochs.

    Each entry holds the epochs trained, the loss and the accuracy in [0, 1].
    """
    figure = Figure(figsize=(8, 2.8), layout="constrained")
    curves = [("training", training, BLUE, "-"), ("validation", validation, ORANGE, "s--")]
    end = min(n_epochs, 2 * training[-1][0])  # half of the width at least is used
    panels = zip(figure.subplots(1, 2), ("loss", "accuracy (%)"), (1, 100), strict=True)
    for which, (axes, ylabel, scale) in enumerate(panels, start=1):
        for name, points, colour, style in curves:
            x, y = [point[0] for point in points], [scale * point[which] for point in points]
            axes.plot(x, y, style, color=colour, label=name)
        axes.set(xlabel="epochs", ylabel=ylabel, xlim=(0, end))
        plain_axes(axes)
    figure.axes[0].legend(frameon=False)
    return figure
