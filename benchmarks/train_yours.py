"""How much of changed images the worked `train_yours` reads, and one trained for too short a time.

    python benchmarks/train_yours.py [--seeds 5]

Sets the accuracy wanted in `course_utils/checks/lesson_3/train_yours.py`. Set COURSE_DATA=digits
for the embedded digits, on which the solution trains for more epochs.
"""

import argparse

import torch
from torch import nn

from course_utils.answers.draw import Draw
from course_utils.checks.held_out import held_out
from course_utils.data import Splits, load_splits, make_loader
from course_utils.models import TwoLayerCNN


def trained(splits: Splits, steps: int, seed: int) -> nn.Module:
    """A TwoLayerCNN after so many steps of Adam at 0.001 on batches of 64."""
    torch.manual_seed(seed)
    model, loss_function = TwoLayerCNN(), nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    done = 0
    while done < steps:
        for images, labels in make_loader(splits.train, batch_size=64, shuffle=True):
            optimizer.zero_grad()
            loss_function(model(images), labels).backward()
            optimizer.step()
            done += 1
            if done == steps:
                break
    return model.eval()


def read(model: nn.Module, kind: str, seed: int) -> float:
    """The share of changed images that the model reads."""
    images, labels, _ = held_out(Draw(seed), kind)
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in images.split(500)])
    return (logits.argmax(dim=1) == labels).float().mean().item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5)
    n_seeds = parser.parse_args().seeds
    splits = load_splits()
    an_epoch = len(make_loader(splits.train, batch_size=64))
    whole = an_epoch if len(splits.train) > 10_000 else 15 * an_epoch
    print(f"{'steps':>6}  validation, training, test images (changed): lowest of {n_seeds} seeds")
    for share in (0, 0.02, 0.1, 0.25, 1):
        models = [trained(splits, round(share * whole), seed) for seed in range(n_seeds)]
        kinds = ("validation", "training", "test")
        lowest = [min(read(model, kind, 7) for model in models) for kind in kinds]
        print(f"{round(share * whole):>6}  {', '.join(f'{value:.2%}' for value in lowest)}")


if __name__ == "__main__":
    main()
