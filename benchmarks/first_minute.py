"""The first minute at the desk: from `course lab` to the first output of lesson 0.

python benchmarks/first_minute.py [--rounds 5]

Each round has a folder that was just unpacked from a handout, settings of its own, and a Chromium
with a fresh profile that runs already, as a user's browser does. The clock is read when the command
is given, when START can be read, when lesson 0 can be read after a click on its link, and when its
first code cell has printed. What a person needs to read and to click has no part in it.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import START_SECONDS, chromium, course_lab  # noqa: E402, from the tests' folder

from course_utils.commands import handout  # noqa: E402

WAYS = (
    "command to START",
    "click on lesson 0 to its page",
    "Shift+Enter to the first output",
    "command to the first output, without the person's time",
)
PAGE = ".lm-DockPanel-widget:visible"


def one_round(browser, folder: Path) -> list[float]:
    """Seconds of each of the ways but the last."""
    handout.hand_out(ROOT, folder)
    given = time.perf_counter()
    with course_lab(folder / handout.NAME, folder) as address:
        return [*_on_the_way(browser, address, given)]


def _on_the_way(browser, address: str, given: float) -> Iterator[float]:
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(1000 * START_SECONDS)
    tab.goto(address)
    tab.locator(f"{PAGE} h1").first.wait_for()
    yield time.perf_counter() - given
    link = tab.locator(PAGE).get_by_role("link", name="0 Tensors and gradients").first
    clicked = time.perf_counter()
    link.click()
    tab.locator(f"{PAGE} h1", has_text="Lesson 0").wait_for()
    yield time.perf_counter() - clicked
    tab.locator(f'{PAGE} .jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for()
    tab.locator(f"{PAGE} .jp-Cell").first.click()
    pressed = time.perf_counter()
    for _ in range(2):  # the first cell is text, the second sets the lesson up
        tab.keyboard.press("Shift+Enter")
    tab.locator(f"{PAGE} .jp-OutputArea-output").first.wait_for()
    yield time.perf_counter() - pressed
    tab.close()


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    n_rounds = parser.parse_args().rounds
    rounds = []
    for _ in range(n_rounds):
        with chromium() as browser, tempfile.TemporaryDirectory() as folder:
            times = one_round(browser, Path(folder))
        rounds.append([*times, sum(times)])
    print("| from … to | seconds | lowest to highest |")
    print("|---|---:|---:|")
    for way, times in zip(WAYS, zip(*rounds, strict=True), strict=True):
        print(f"| {way} | {median(times):.1f} | {min(times):.1f} to {max(times):.1f} |")
    print(
        f"\nMedians of {n_rounds} rounds. Python {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
