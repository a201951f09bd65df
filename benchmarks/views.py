"""From an event to the paint that answers it: the interactive views in a real Chromium.

python benchmarks/views.py [--events 200] [--drawings 40]

Views without a kernel stand in a page of their own. Each event is a real one, of the mouse or the
keyboard; its time runs from the browser's time stamp of the event to the first moment after the
next frame was painted, so that waiting for that frame (16.7 ms apart at 60 a second) is in it.
Keys come as a held key repeats them, the pointer as fast as the browser takes it.
The digit pad stands in JupyterLab as `course lab` starts it; its time runs from the last movement
of the mouse in a drawing to the paint of the bars and feature maps for that drawing, which is that
of the frame in which they are drawn. The network is
computed in the browser, so that the kernel has no part in it.
Below stands what each view weighs: its module, and the network that travels with it.
"""

import argparse
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

import nbformat
import torch
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium, jupyterlab  # noqa: E402, from the tests' folder

from course_utils.explorers import pages  # noqa: E402
from course_utils.explorers.network import as_data  # noqa: E402
from course_utils.zoo import ZOO  # noqa: E402

AFTER_PAINT = """
const afterPaint = (start, note) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => note(performance.now() - start);
  port2.postMessage(0);
});
"""
TIMES = f"""{AFTER_PAINT}
window.times = [];
const timed = (event) => afterPaint(event.timeStamp, (ms) => times.push([event.type, ms]));
for (const kind of ["pointermove", "keydown"]) addEventListener(kind, timed, true);
"""
# What changes while a frame is made is on the screen as soon as this frame is painted; what changes
# at another time, only when the next one is.
LAST_MOVE_TO_BARS = f"""() => {{ {AFTER_PAINT}
  const afterThisFrame = (task) => {{
    const {{ port1, port2 }} = new MessageChannel();
    port1.onmessage = task;
    port2.postMessage(0);
  }};
  let inFrame = false;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (task) => request((now) => {{
    inFrame = true;
    afterThisFrame(() => {{ inFrame = false; }});
    task(now);
  }});
  const pad = document.querySelector('.cnn-view[aria-label="Digit pad"]');
  const bars = pad.querySelector(".cnn-bars");
  const moved = (event) => {{ window.moved = event.timeStamp; }};
  pad.querySelector("canvas").addEventListener("pointermove", moved, true);
  const note = (start) => {{
    const keep = () => {{ window.bars = [start, performance.now() - start]; }};
    if (inFrame) afterThisFrame(keep); else afterPaint(start, keep);
  }};
  const changes = {{ childList: true, characterData: true, attributes: true, subtree: true }};
  new MutationObserver(() => note(window.moved)).observe(bars, changes);
}}"""
PADS = ("two-layer CNN 10/20", "two-layer CNN 32/64", "deeper CNN")
KEY_REPEAT_MS = 33  # a held key repeats about 30 times a second
IMAGE = [[((3 * r + 5 * c) % 11) / 10 for c in range(7)] for r in range(7)]
DIGIT = [[(r * 28 + c) % 256 for c in range(28)] for r in range(28)]


def data_of_views() -> dict[str, dict]:
    layers = [[name, pages.windows_of(model.make())] for name, model in ZOO.items()]
    shares = [[value / 255 for value in row] for row in DIGIT]
    eight = torch.rand(8, 8).tolist()
    return {
        "pixel_viewer": {"images": [DIGIT, DIGIT], "labels": [5, 0]},
        "convolution": {"image": IMAGE},
        "pooling": {"image": IMAGE},
        "receptive_field": {"networks": layers, "image": shares},
        "dropout": {"units": eight, "chances": eight},
        "descent": {"curves": list(pages.CURVES.items()), "between": pages.WEIGHTS},
    }


def times_of_view(browser, view: str, data: dict, n_events: int) -> dict[str, list[float]]:
    """Milliseconds by kind of event: the pointer over the view, and keys on its last slider."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "view.html"
        file.write_text(f"<!doctype html>{pages.page(view, data, '')}", encoding="utf-8")
        tab = browser.new_page(viewport={"width": 1200, "height": 900})
        tab.add_init_script(TIMES)
        tab.goto(file.as_uri())
        place = tab.locator("canvas, table").last
        place.wait_for()
        box = place.bounding_box()
        tab.mouse.move(box["x"] + 1, box["y"] + 1)
        if view == "receptive_field":
            tab.mouse.down()
        for event in range(n_events):
            across, down = (event * 37) % 97 / 97, (event * 53) % 89 / 89
            tab.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
        tab.mouse.up()
        tab.get_by_role("slider").last.focus()
        for event in range(n_events):
            tab.keyboard.press("ArrowRight" if event % 4 < 2 else "ArrowLeft")
            tab.wait_for_timeout(KEY_REPEAT_MS)
        tab.wait_for_timeout(100)
        times = tab.evaluate("times")
        tab.close()
    return {kind: [ms for k, ms in times if k == kind] for kind in ("pointermove", "keydown")}


def times_of_pad(browser, network: str, n_drawings: int) -> list[float]:
    """Milliseconds from the last movement of a drawing to its bars."""
    source = (
        "from course_utils.explorers import digit_pad\n"
        "from course_utils.zoo import ZOO\n"
        f"pad = digit_pad(ZOO[{network!r}].make())"
    )
    kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=[new_code_cell(source)], metadata={"kernelspec": kernelspec})
    with tempfile.TemporaryDirectory() as work, tempfile.TemporaryDirectory() as settings:
        nbformat.write(notebook, Path(work) / "pad.ipynb")
        with jupyterlab(Path(work), Path(settings)) as lab:
            page = lab.open(browser, "pad.ipynb")
            page.run_all_and_save()
            view = page.view("Digit pad")
            page.tab.evaluate(LAST_MOVE_TO_BARS)
            times = [time_of_drawing(page.tab, view, number) for number in range(n_drawings)]
            page.close()
    return times


def time_of_drawing(tab, view, number: int) -> float:
    view.get_by_role("button", name="clear").click()
    box = view.locator("canvas").first.bounding_box()
    tab.mouse.move(box["x"] + 60 + number, box["y"] + 40)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 200, box["y"] + 60 + number, steps=10)
    tab.mouse.move(box["x"] + 110 + 2 * number, box["y"] + 240, steps=20)
    tab.mouse.up()
    tab.wait_for_timeout(500)  # long enough for every answer; the time itself is the browser's
    start, milliseconds = tab.evaluate("bars")
    if start != tab.evaluate("moved"):
        raise RuntimeError("The bars are those of an earlier movement.")
    return milliseconds


def row(name: str, event: str, times: list[float]) -> str:
    late = quantiles(times, n=20)[-1]
    return f"| {name} | {event} | {len(times)} | {median(times):.0f} | {late:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--drawings", type=int, default=40)
    arguments = parser.parse_args()
    with chromium() as browser:
        print(f"Chromium {browser.version}, torch {torch.__version__}, {platform.machine()}\n")
        print("| view | from … to paint | events | median (ms) | 95th percentile (ms) |")
        print("|---|---|---|---|---|")
        for view, data in data_of_views().items():
            for event, times in times_of_view(browser, view, data, arguments.events).items():
                print(row(view.replace("_", " "), event, times), flush=True)
        for network in PADS:
            times = times_of_pad(browser, network, arguments.drawings)
            print(row(f"digit pad, {network}", "last pointermove, to bars", times), flush=True)
    print_weights()


def print_weights() -> None:
    """What travels with the views, in bytes."""
    print("\n| module of the view | bytes |\n|---|---|")
    for view, n_bytes in pages.module_bytes().items():
        print(f"| {view} | {n_bytes:,} |")
    print("\n| network | weights, bytes | as text, bytes |\n|---|---|---|")
    for name, model in ZOO.items():
        data = as_data(model.make(), torch.zeros(1, 1, 28, 28))
        print(f"| {name} | {data['bytes']:,} | {len(data['weights']):,} |")


if __name__ == "__main__":
    main()
