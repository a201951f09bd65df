"""The one list of interactive views: a new one is a row here, its ES module and its function."""

from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """An interactive view.

    `title` is what stands above it, `function` shows it and stands in the module `python` of this
    package; `script` is its ES module (`script`.js), and `shares` are the scripts that stand above
    it besides common.js. `example` is a line of a notebook that shows it: there are `explorers`,
    `torch`, `image` (7×7), `digit` (28×28, uint8), `model` and `normed` (networks without and with
    batch norm) and `batch` (50×1×28×28).
    """

    title: str
    function: str
    python: str
    script: str
    example: str
    shares: tuple[str, ...] = ()

    @property
    def scripts(self) -> tuple[str, ...]:
        """All that its module is put together from, in this order."""
        return ("common", *self.shares, self.script)


VIEWS = (
    View(
        *("Pixel viewer", "pixel_viewer", "pages", "pixel_viewer"),
        "explorers.pixel_viewer(torch.stack([digit, digit.T]), [5, 0])",
    ),
    View(
        *("Convolution explorer", "convolution_explorer", "pages", "convolution"),
        "explorers.convolution_explorer(image)",
    ),
    View(
        *("Pooling explorer", "pooling_explorer", "pages", "pooling"),
        "explorers.pooling_explorer(image)",
    ),
    View(
        *("Receptive-field explorer", "receptive_field_explorer", "pages", "receptive_field"),
        "explorers.receptive_field_explorer(digit)",
    ),
    View(
        *("Dropout view", "dropout_view", "pages", "dropout"),
        "explorers.dropout_view()",
    ),
    View(
        *("Ball on the curve", "ball_on_the_curve", "pages", "descent"),
        "explorers.ball_on_the_curve()",
    ),
    View(
        *("Digit pad", "digit_pad", "widgets", "digit_pad"),
        "pad = explorers.digit_pad(model)",
        ("drawing", "network", "maps"),
    ),
    View(
        *("Feature-map browser", "feature_map_browser", "widgets", "feature_maps"),
        "browser = explorers.feature_map_browser(model, batch[:2], pad)",
        ("network", "maps"),
    ),
    View(
        *("Batch-norm view", "batch_norm_view", "batch_norm", "batch_norm"),
        "explorers.batch_norm_view(normed, batch)",
    ),
)
