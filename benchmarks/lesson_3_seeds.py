"""Test accuracy of lesson 3's two final recipes from several seeds.

python benchmarks/lesson_3_seeds.py [--seeds 3]
"""

import argparse

import torch

from course_utils.data import load_splits, make_loader
from course_utils.models import TwoLayerCNN
from course_utils.training import evaluate, fit

EPOCHS = 2
NETS = {
    "10/20": (dict(filters=(10, 20), kernel_size=5, padding=0), 0.01),
    "32/64": (dict(filters=(32, 64), kernel_size=3, padding=1), 0.005),
}


def main() -> None:
    """Train each net from each seed and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=3, help="how many seeds (default 3)")
    n_seeds = parser.parse_args().seeds
    splits = load_splits()
    train = make_loader(splits.train, batch_size=64, shuffle=True)
    validation = make_loader(splits.validation, batch_size=500)
    test = make_loader(splits.test, batch_size=500)
    print("| net | seed | test accuracy | seconds |\n|---|---:|---:|---:|")
    for name, (sizes, learning_rate) in NETS.items():
        for seed in range(n_seeds):
            torch.manual_seed(seed)
            net = TwoLayerCNN(**sizes)
            optimizer = torch.optim.Adam(net.parameters(), lr=learning_rate)
            one_cycle = torch.optim.lr_scheduler.OneCycleLR(
                optimizer,
                max_lr=learning_rate,
                total_steps=EPOCHS * len(train),
                cycle_momentum=False,
            )
            history = fit(
                net, train, validation, optimizer, EPOCHS, scheduler=one_cycle, progress=False
            )
            accuracy = evaluate(net, test)[1]
            print(f"| {name} | {seed} | {accuracy:.2%} | {history.seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
