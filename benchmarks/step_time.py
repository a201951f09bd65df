"""What a training step costs: memory layout, kept memory, fused Adam, batch size, threads.

python benchmarks/step_time.py [--rounds 5] [--only NAME ...]

Each measurement is a process of its own, because memory that a process keeps is kept for good.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from statistics import median

import torch
from torch.nn import functional as F

from course_utils.models import NETWORKS
from course_utils.speed import keep_freed_memory

NETS = ("two-layer CNN 32/64", "LeNet", "deeper CNN")
AS_THE_COURSE = dict(channels_last=True, keep_memory=True, fused=True, batch_size=64, threads=0)
PLAIN = AS_THE_COURSE | dict(channels_last=False, keep_memory=False, fused=False)
VARIANTS = {
    "plain": PLAIN,
    "channels last": PLAIN | dict(channels_last=True),
    "kept memory": PLAIN | dict(keep_memory=True),
    "both": PLAIN | dict(channels_last=True, keep_memory=True),
    "both and fused Adam": AS_THE_COURSE,
    "these and batches of 256": AS_THE_COURSE | dict(batch_size=256),
    "these and one thread, batches of 64": AS_THE_COURSE | dict(threads=1),
}


def milliseconds_an_image(net: str, variant: str, n_steps: int = 40) -> float:
    """Median over the steps, after ten to warm up."""
    setting = VARIANTS[variant]
    if setting["threads"]:
        torch.set_num_threads(setting["threads"])
    if setting["keep_memory"]:
        keep_freed_memory()
    layout = torch.channels_last if setting["channels_last"] else torch.contiguous_format
    model = NETWORKS[net]().to(memory_format=layout)
    optimizer = torch.optim.Adam(model.parameters(), fused=setting["fused"])
    images = torch.rand(setting["batch_size"], 1, 28, 28)
    labels = torch.randint(0, 10, (setting["batch_size"],))
    times = []
    for _ in range(10 + n_steps):
        start = time.perf_counter()
        optimizer.zero_grad()
        F.cross_entropy(model(images), labels).backward()
        optimizer.step()
        times.append(time.perf_counter() - start)
    return 1000 * median(times[10:]) / setting["batch_size"]


def measured_apart(net: str, variant: str) -> float:
    command = [sys.executable, __file__, "--run", net, variant]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def main() -> None:
    """Measure all variants of a net in turn, several rounds, and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="how many rounds (default 5)")
    parser.add_argument("--only", nargs="+", choices=[*NETS], default=[*NETS])
    parser.add_argument("--run", nargs=2, metavar=("NET", "VARIANT"), help="one measurement only")
    arguments = parser.parse_args()
    if arguments.run:
        print(milliseconds_an_image(*arguments.run))
        return
    print("| net | variant | ms an image | lowest to highest | of the plain |")
    print("|---|---|---:|---:|---:|")
    for net in arguments.only:
        rounds = [{v: measured_apart(net, v) for v in VARIANTS} for _ in range(arguments.rounds)]
        for variant in VARIANTS:
            times = [measured[variant] for measured in rounds]
            ratio = median(measured[variant] / measured["plain"] for measured in rounds)
            print(
                f"| {net} | {variant} | {median(times):.3f} | {min(times):.3f} to {max(times):.3f} "
                f"| {ratio:.2f} |",
                flush=True,
            )
    print(
        f"\nMedian of {arguments.rounds} rounds. Python {platform.python_version()}, "
        f"torch {torch.__version__}, {platform.system()}, {os.cpu_count()} CPU cores."
    )


if __name__ == "__main__":
    main()
