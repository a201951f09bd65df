"""Figures: each says in words what it shows, and writes what it is given."""

import base64
import io
import re

import numpy as np
import pytest
import torch
from matplotlib import pyplot as plt
from matplotlib.colors import to_rgb
from PIL import Image

from course_utils import plots
from course_utils.errors import InputError
from course_utils.plots import figures, show
from course_utils.training import History

DIGIT = (torch.arange(784) % 256).reshape(28, 28).byte()


def texts(figure) -> list:
    return figure.axes[0].texts


@pytest.fixture
def shown(monkeypatch):
    """`show`, giving what it puts on the page."""
    page = []
    monkeypatch.setattr(figures, "display", lambda data, raw: page.append(data))

    def show_and_give(figure, alt, **options) -> dict:
        show(figure, alt, **options)
        return page.pop()

    return show_and_give


def test_show_puts_an_image_with_alt_text_on_an_opaque_background(shown):
    data = shown(plots.image_grid([DIGIT]), alt="A 'digit' & <more>", caption="One <digit>")
    assert 'alt="A &#x27;digit&#x27; &amp; &lt;more&gt;"' in data["text/html"]
    assert "background: white" in data["text/html"]
    assert "<figcaption>One &lt;digit&gt;</figcaption>" in data["text/html"]
    assert "image/png" not in data
    assert data["text/plain"] == "A 'digit' & <more>"


@pytest.mark.parametrize("alt", ["", "  \n"])
def test_show_refuses_a_figure_without_a_text(alt):
    with pytest.raises(InputError, match="a sentence that says what the figure shows"):
        show(plots.image_grid([DIGIT]), alt)


def test_show_closes_a_figure_of_the_learners_own(shown):
    figure = plt.figure()
    shown(figure, alt="An empty sheet.")
    assert not plt.fignum_exists(figure.number)


@pytest.mark.parametrize(
    "figure_of",
    [
        lambda: plots.digit_with_values(DIGIT),
        lambda: plots.lines({"one": [3.0, 1.0], "other": [2.0, 2.5]}, "batch", "loss", "Two"),
    ],
)
def test_the_picture_has_few_colours_and_nobody_sees_a_difference(figure_of, shown):
    file = io.BytesIO()
    figure_of().savefig(file, dpi=figures.SHARPNESS, facecolor="white")
    whole = np.asarray(Image.open(file).convert("RGB")).astype(int)
    page = shown(figure_of(), alt="A figure.")["text/html"]
    kept = base64.b64decode(re.search(r"base64,([^\"]+)", page)[1])
    apart = np.abs(np.asarray(Image.open(io.BytesIO(kept)).convert("RGB")).astype(int) - whole)
    assert len(kept) < 0.6 * len(file.getvalue())
    assert (apart.max(axis=-1) > 24).mean() < 0.001


def test_every_pixel_value_is_written_in_its_pixel():
    figure = plots.digit_with_values(DIGIT)
    assert len(texts(figure)) == 784
    written = {text.get_position(): text.get_text() for text in texts(figure)}
    assert written[(3, 2)] == str(int(DIGIT[2, 3]))


def test_the_text_flips_from_white_to_black_at_the_threshold():
    figure = plots.digit_with_values(torch.tensor([[124, 125]], dtype=torch.uint8), threshold=125)
    assert [text.get_color() for text in texts(figure)] == ["white", "black"]


def test_a_window_keeps_the_rows_and_columns_of_the_whole():
    figure = plots.digit_with_values(DIGIT, rows=(5, 8), columns=(12, 14))
    assert len(texts(figure)) == 6
    assert texts(figure)[0].get_position() == (12, 5)
    assert texts(figure)[0].get_text() == str(int(DIGIT[5, 12]))


def test_every_row_and_column_of_a_digit_has_its_number():
    axes = plots.digit_with_values(DIGIT, rows=(5, 15), columns=(12, 22)).axes[0]
    assert list(axes.get_yticks()) == list(range(5, 15))
    assert list(axes.get_xticks()) == list(range(12, 22))
    assert list(plots.digit_with_values(DIGIT).axes[0].get_yticks()) == list(range(28))


def test_a_scale_of_counts_has_no_half_on_it():
    counts = torch.tensor([[0, 1], [1, 0]])
    bar = plots.image_grid([counts], cmap=plots.UNSIGNED).axes[-1]
    assert all(float(tick).is_integer() for tick in bar.get_yticks())
    bars = plots.bars([1, 2, 1], "digit", "images").axes[0]
    assert all(float(tick).is_integer() for tick in bars.get_yticks())


def test_an_image_from_0_to_1_is_written_with_two_decimals_and_flips_in_its_middle():
    figure = plots.digit_with_values(torch.tensor([[0.0, 0.25, 0.75, 1.0]]))
    assert [text.get_text() for text in texts(figure)] == ["0", ".25", ".75", "1"]
    assert [text.get_color() for text in texts(figure)] == ["white", "white", "black", "black"]


def test_a_window_outside_the_image_is_an_error_in_words():
    with pytest.raises(InputError, match="hold no pixel"):
        plots.digit_with_values(DIGIT, rows=(30, 40))


def test_a_batch_is_not_taken_for_an_image():
    with pytest.raises(InputError, match=r"H×W or 1×H×W; this has \(2, 28, 28\)"):
        plots.digit_with_values(torch.zeros(2, 28, 28))


def test_a_grid_draws_all_images_on_one_scale():
    figure = plots.image_grid([DIGIT, DIGIT // 2, DIGIT // 4], ["a", "b", "c"], columns=2)
    drawn = [axes for axes in figure.axes if axes.images]
    assert [axes.get_title() for axes in drawn] == ["a", "b", "c"]
    assert len({axes.images[0].get_clim() for axes in drawn}) == 1


def test_signed_images_have_zero_at_white():
    figure = plots.filters(torch.tensor([[[[-1.0, 0.0, 3.0]]]]))
    image = figure.axes[0].images[0]
    assert image.get_clim() == (-3.0, 3.0)
    assert image.cmap(0.5)[:3] == pytest.approx((1, 1, 1), abs=0.02)


def test_wrong_predictions_are_told_by_words_and_a_frame():
    images, labels = torch.rand(2, 1, 28, 28), torch.tensor([4, 9])
    right, wrong = plots.predictions(images, labels, torch.tensor([4, 7])).axes
    assert right.get_title() == "4: right"
    assert wrong.get_title() == "7: wrong, is 9"
    assert (right.axison, wrong.axison) == (False, True)


def test_no_image_to_draw_is_an_error_in_words():
    nothing = torch.zeros(0, 1, 28, 28)
    with pytest.raises(InputError, match="no image"):
        plots.predictions(nothing, torch.zeros(0), torch.zeros(0))
    with pytest.raises(InputError, match="no image"):
        plots.image_grid(nothing)


def test_curves_of_a_history_compare_training_with_validation():
    figure = plots.training_curves(History([1.0, 0.5], [0.5, 0.75], [1.5, 1.0], [0.25, 0.5]))
    loss, accuracy = figure.axes
    assert [line.get_label() for line in loss.lines] == ["training", "validation"]
    assert list(loss.lines[1].get_ydata()) == [1.5, 1.0]
    assert list(accuracy.lines[0].get_ydata()) == [50.0, 75.0]


def test_curves_of_a_history_stand_where_the_epochs_ended():
    history = History([1.0, 0.5], [0.5, 0.7], [1.5, 1.0], [0.2, 0.5], epoch_ends=[1.0, 1.4])
    for axes in plots.training_curves(history).axes:
        assert [list(line.get_xdata()) for line in axes.lines] == [[1.0, 1.4]] * 2


def test_curves_of_a_history_without_a_whole_epoch_are_empty_and_not_an_error():
    assert len(plots.training_curves(History()).axes) == 2


def test_intervals_show_every_run_the_mean_and_its_interval():
    figure = plots.intervals({"a": [1.0, 2.0, 3.0], "b": [-1.0, 1.0]}, "points", zero=True)
    axes = figure.axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]
    dots = [list(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"]
    assert dots == [[1.0, 2.0, 3.0], [-1.0, 1.0]]
    (segment,) = axes.containers[0].lines[2][0].get_segments()
    assert segment[:, 0] == pytest.approx([2 - 2.484, 2 + 2.484], abs=1e-3)
    assert any(list(line.get_xdata()) == [0, 0] for line in axes.lines)


def test_points_of_a_scatter_differ_in_more_than_colour_and_are_named():
    values = {f"net {n}": (10**n, float(n)) for n in range(7)}
    figure = plots.scatter(values, "parameters", "accuracy")
    axes = figure.axes[0]
    assert axes.get_xscale() == "log"
    assert len({line.get_marker() for line in axes.lines}) == len(values)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == list(values)


def test_curves_differ_in_more_than_colour():
    figure = plots.lines({"a": [1, 2], "b": [2, 1], "c": [0, 0], "d": [3, 3]}, "x", "y")
    styles = [(line.get_linestyle(), line.get_marker()) for line in figure.axes[0].lines]
    assert len(set(styles)) == 4


def test_bars_write_their_values():
    figure = plots.bars(torch.tensor([1200, 3]), "digit", "images")
    assert [text.get_text() for text in texts(figure)] == ["1,200", "3"]


def test_points_stand_in_their_order_with_their_names():
    axes = plots.points({"0.1": 2.0, "0.01": 1.0}, "rate", "loss").axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0.1", "0.01"]


@pytest.mark.parametrize(("values", "scale"), [((1.0, 2.0), "linear"), ((0.1, 2.3), "log")])
def test_points_that_lie_far_apart_are_on_a_log_scale(values, scale):
    axes = plots.points(dict(zip("ab", values, strict=True)), "rate", "loss").axes[0]
    assert axes.get_yscale() == scale


@pytest.mark.parametrize("colour", [plots.BLUE, plots.ORANGE, plots.INK])
def test_colours_have_a_contrast_of_at_least_four_and_a_half_on_white(colour):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5
