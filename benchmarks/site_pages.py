"""The web edition from disk: what each page weighs, and when it can be read.

python benchmarks/site_pages.py [--rounds 5]

The site is built first. Each page is opened from a folder in a headless Chromium, in a context of
its own, the pages in turn. A page can be read at its first contentful paint, and is whole at the
end of its load event; both run from the start of the navigation. Its weight is that of its file
and of all that it loads.
"""

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium  # noqa: E402, from the tests' folder

from course_utils.commands.site import build_site, require_tools  # noqa: E402

TIMES = """() => new Promise((done) => {
  const answer = () => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const [whole] = performance.getEntriesByType("navigation");
    if (paint && whole.loadEventEnd) done([paint.startTime, whole.loadEventEnd]);
    else setTimeout(answer, 20);
  };
  answer();
})"""


def opened(browser, page: Path) -> tuple[float, float, int]:
    """Seconds to the first paint and to the end of loading, and bytes."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab, loaded = context.new_page(), set()
    tab.on("request", lambda request: loaded.add(unquote(urlsplit(request.url).path)))
    tab.goto(page.as_uri())
    paint, whole = tab.evaluate(TIMES)
    context.close()
    n_bytes = sum(Path(file).stat().st_size for file in loaded if Path(file).is_file())
    return paint / 1000, whole / 1000, n_bytes


def main() -> None:
    """Print a Markdown table, the slowest page first."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    n_rounds = parser.parse_args().rounds
    require_tools()
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder) / "site"
        build_site(ROOT, Path(folder) / "source", site)
        pages = sorted(site.rglob("*.html"))
        opened(browser, pages[0])
        rounds = [[opened(browser, page) for page in pages] for _ in range(n_rounds)]
        rows = []
        for page, times in zip(pages, zip(*rounds, strict=True), strict=True):
            paints, wholes, weights = zip(*times, strict=True)
            name = page.relative_to(site).with_suffix("").as_posix()
            rows.append((median(paints), max(paints), median(wholes), max(weights), name))
    print("| page | readable, s | slowest | whole, s | weight, MB |")
    print("|---|---:|---:|---:|---:|")
    for paint, slowest, whole, weight, name in sorted(rows, reverse=True):
        print(f"| {name} | {paint:.2f} | {slowest:.2f} | {whole:.2f} | {weight / 1e6:.2f} |")
    print(
        f"\nMedians of {n_rounds} rounds. Python {platform.python_version()}, {platform.system()}, "
        f"{os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
