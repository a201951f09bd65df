"""A figure on the page, with a text for those who cannot see it."""

import base64
import io
from html import escape

from IPython.display import display
from matplotlib import pyplot as plt
from matplotlib.figure import Figure
from PIL import Image

from course_utils.errors import InputError

SHARPNESS = 144  # dots per inch of the picture; it is shown at 96, so that it stays sharp
COLOURS = 256  # of a picture, which so takes 40 % of the bytes; Pillow comes with matplotlib


def show(figure: Figure, alt: str, caption: str | None = None) -> None:
    """Display a figure with a text for those who cannot see it.

    `alt` says what the figure shows, in a sentence; InputError without one. The figure is closed.
    """
    display({"text/html": as_html(figure, alt, caption), "text/plain": alt}, raw=True)


def as_html(figure: Figure, alt: str, caption: str | None = None) -> str:
    """The figure as an HTML element with its picture inside; raises InputError without `alt`."""
    if not alt.strip():
        raise InputError("show(figure, alt=…) needs a sentence that says what the figure shows.")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=SHARPNESS, facecolor="white")
    plt.close(figure)
    picture = base64.b64encode(in_few_colours(buffer.getvalue())).decode("ascii")
    width = round(figure.get_figwidth() * 96)
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return (
        f'<figure style="margin: 0.5em 0"><img alt="{escape(alt)}" width="{width}" '
        f'style="background: white; max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{picture}">{below}</figure>'
    )


def in_few_colours(png: bytes) -> bytes:
    """A picture without transparency in 256 colours, chosen for it; both are PNG files."""
    buffer = io.BytesIO()
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
