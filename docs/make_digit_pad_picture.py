"""Make docs/digit_pad.gif: the digit pad of lesson 3 while a digit is drawn on it.

    python docs/make_digit_pad_picture.py

The view is the one that the lesson's notebook keeps, drawn on with the pointer in a headless
Chromium, a picture for each step of the pen. It needs what the browser's tests need, and Pillow.
"""

from __future__ import annotations

import io
import json
import math
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

DOCS = Path(__file__).resolve().parent
LESSON = DOCS.parent / "notebooks" / "03_two_layer_cnn.ipynb"
PICTURE = DOCS / "digit_pad.gif"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
WIDTH = 780  # pixels
# What is only of use where there is a kernel, or a hand.
HIDDEN = ".cnn-view > :has(button, select), .cnn-maps ~ * { display: none }"
# A 5 in two strokes, as shares of the pad's side: down and round the bow, then the bar.
BOW = [math.radians(degrees) for degrees in range(-140, 151, 14)]
STROKES = (
    [(0.38, 0.22), (0.375, 0.28), (0.37, 0.34), (0.36, 0.42)]
    + [(0.47 + 0.19 * math.cos(angle), 0.62 + 0.17 * math.sin(angle)) for angle in BOW],
    [(x, 0.22) for x in (0.38, 0.44, 0.50, 0.56, 0.62, 0.67)],
)
SAID_MS = 500  # after which the view has said what it reads
NEXT_FRAME = "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"
FIRST_MS, STEP_MS, LAST_MS = 400, 90, 2500
COLOURS = 64


def view_of_lesson() -> str:
    """The HTML of the digit pad as the notebook keeps it."""
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    kept = ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]
    return next(html for html in kept if 'data-cnn-view="digit_pad"' in html)


def pictures(page: Page) -> Iterator[Image.Image]:
    """The view before the pen moves, and after each of its steps."""
    view = page.locator(".cnn-view")
    pad = view.locator("canvas").first
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    yield shot(view)
    for stroke in STROKES:
        at = [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in stroke]
        page.mouse.move(*at[0])
        page.mouse.down()
        for x, y in at:
            page.mouse.move(x, y)
            page.evaluate(NEXT_FRAME)
            yield shot(view)
        page.mouse.up()
    page.wait_for_timeout(SAID_MS)
    yield shot(view)


def shot(view: Locator) -> Image.Image:
    """The view as it looks now."""
    return Image.open(io.BytesIO(view.screenshot())).convert("RGB")


def save(frames: list[Image.Image]) -> None:
    """Write the pictures as one that moves, all with the colours of the last."""
    colours = frames[-1].quantize(COLOURS, dither=Image.Dither.NONE)
    first, *others = (f.quantize(palette=colours, dither=Image.Dither.NONE) for f in frames)
    durations = [FIRST_MS, *[STEP_MS] * (len(others) - 1), LAST_MS]
    first.save(PICTURE, save_all=True, append_images=others, duration=durations, loop=0)
    print(f"{PICTURE.name}: {len(frames)} pictures, {PICTURE.stat().st_size / 1000:.0f} KB")


def main() -> None:
    """Draw, and write the picture."""
    program = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "pad.html"
        style = f"<style>{HIDDEN}</style>"
        html = f"<!doctype html><meta charset=utf-8>{style}{view_of_lesson()}"
        file.write_text(html, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=OPTIONS)
        page = browser.new_page(viewport={"width": WIDTH, "height": WIDTH})
        page.goto(file.as_uri())
        page.locator(".cnn-view").wait_for()
        frames = list(pictures(page))
        browser.close()
    save(frames)


if __name__ == "__main__":
    main()
