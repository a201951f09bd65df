"""What a training step costs: memory layout, kept memory, fused Adam, batch size, threads, bf16.

python benchmarks/step_time.py [--rounds 5] [--only NAME ...]

Each measurement is a process of its own, because memory that a process keeps is kept for good.
bf16 autocast is measured where the processor has instructions for it and torch says so.
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

from course_utils.training.speed import keep_freed_memory
from course_utils.zoo import ZOO

NETS = ("two-layer CNN 32/64", "LeNet", "deeper CNN")
AS_THE_COURSE = dict(
    channels_last=True, keep_memory=True, fused=True, batch_size=64, threads=0, bf16=False
)
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
WITH_BF16 = {"these and bf16, batches of 64": AS_THE_COURSE | dict(bf16=True)}


def has_bf16() -> bool:
    """Whether this processor multiplies bfloat16 by itself; False where torch is too old to say."""
    capabilities = getattr(torch.cpu, "get_capabilities", dict)()
    return any(capabilities.get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))


def milliseconds_an_image(net: str, variant: str, n_steps: int = 40) -> float:
    """Median over the steps, after ten to warm up."""
    setting = (VARIANTS | WITH_BF16)[variant]
    if setting["threads"]:
        torch.set_num_threads(setting["threads"])
    if setting["keep_memory"]:
        keep_freed_memory()
    layout = torch.channels_last if setting["channels_last"] else torch.contiguous_format
    model = ZOO[net].make().to(memory_format=layout)
    optimizer = torch.optim.Adam(model.parameters(), fused=setting["fused"])
    images = torch.rand(setting["batch_size"], 1, 28, 28)
    labels = torch.randint(0, 10, (setting["batch_size"],))
    times = []
    for _ in range(10 + n_steps):
        start = time.perf_counter()
        optimizer.zero_grad()
        with torch.autocast("cpu", torch.bfloat16, enabled=setting["bf16"]):
            loss = F.cross_entropy(model(images), labels)
        loss.backward()
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
    variants = [*VARIANTS, *(WITH_BF16 if has_bf16() else ())]
    print("| net | variant | ms an image | lowest to highest | of the plain |")
    print("|---|---|---:|---:|---:|")
    for net in arguments.only:
        rounds = [{v: measured_apart(net, v) for v in variants} for _ in range(arguments.rounds)]
        for variant in variants:
            times = [measured[variant] for measured in rounds]
            ratio = median(measured[variant] / measured["plain"] for measured in rounds)
            print(
                f"| {net} | {variant} | {median(times):.3f} | {min(times):.3f} to {max(times):.3f} "
                f"| {ratio:.2f} |",
                flush=True,
            )
    print(
        f"\nMedian of {arguments.rounds} rounds. Python {platform.python_version()}, "
        f"torch {torch.__version__}, {platform.system()}, {os.cpu_count()} CPU cores, "
        f"{'with' if has_bf16() else 'without'} bf16 instructions."
    )


if __name__ == "__main__":
    main()
