"""From nothing to the first trained net: what `make lab` does, with pip and with uv in turn.

python benchmarks/installing.py [--rounds 2]

Each time a new environment is made, the course installed there as `make lab` does it, and a small
CNN trained for an epoch on the data that the course finds (MNIST, where it lies in data/). The
first visit of each tool finds an empty store of downloads, the second the one that the first has
filled. With uv, pip brings uv into the environment first, as it would for a learner who has never
heard of it. Needs 15 GB of disk.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
TRAIN = """
import torch
from torch import nn
from course_utils.data import load_splits, make_loader
from course_utils.training import fit
splits = load_splits(torch.device("cpu"))
cnn = nn.Sequential(nn.Conv2d(1, 10, 5, stride=2), nn.ReLU(), nn.Flatten(), nn.Linear(1440, 10))
loaders = make_loader(splits.train, 100, shuffle=True), make_loader(splits.validation, 100)
fit(cnn, *loaders, torch.optim.Adam(cnn.parameters()), epochs=1)
"""


def seconds_of(*command: str | Path, **store: str) -> float:
    """How long a command takes; CalledProcessError where it fails."""
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, env={**os.environ, **store}, stdout=sys.stderr)
    return time.perf_counter() - began


def one_visit(tool: str, folder: Path) -> list[float]:
    """Seconds of the environment, of the installation and of the first training."""
    environment = folder / "environment"
    python = environment / "bin" / "python"
    wanted = ("install", "--quiet", "-e", ".[lab,instructor]")
    pip = (python, "-m", "pip")
    store = {"PIP_CACHE_DIR": str(folder / "pip"), "UV_CACHE_DIR": str(folder / "uv")}
    try:
        made = seconds_of(sys.executable, "-m", "venv", environment)
        if tool == "pip":
            installed = seconds_of(*pip, *wanted, **store)
        else:
            installed = seconds_of(*pip, "install", "--quiet", "uv", **store)
            # pip compiles what it installs, uv only if asked; else the first import has to.
            uv = (python, "-m", "uv", "pip", *wanted, "--compile-bytecode", "--python", python)
            installed += seconds_of(*uv, **store)
        return [made, installed, seconds_of(python, "-c", TRAIN)]
    finally:
        shutil.rmtree(environment, ignore_errors=True)


def main() -> None:
    """Print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=2, help="how often each is done (default 2)")
    rounds = parser.parse_args().rounds
    times: dict[tuple[str, str], list[list[float]]] = {}
    for _ in range(rounds):
        for tool in ("pip", "uv"):
            with tempfile.TemporaryDirectory() as folder:
                for visit in ("nothing downloaded before", "downloaded before"):
                    seconds = one_visit(tool, Path(folder))
                    print(tool, visit, [round(part, 1) for part in seconds], file=sys.stderr)
                    times.setdefault((tool, visit), []).append(seconds)
    print("| tool | store | environment, s | installation, s | first training, s | together, s |")
    print("|---|---|---:|---:|---:|---:|")
    for (tool, visit), visits in times.items():
        parts = [median(part) for part in zip(*visits, strict=True)]
        together = median(sum(visit) for visit in visits)
        print(f"| {tool} | {visit} | {' | '.join(f'{part:.0f}' for part in (*parts, together))} |")


if __name__ == "__main__":
    main()
