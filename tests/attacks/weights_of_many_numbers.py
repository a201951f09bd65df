# what: a file with weights that holds a million numbers under the names of running averages
# lesson: 6
# zero: build_your_best
# status: ok
# weights: million
# %%
import torch
from torch import nn


class Table(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("running_mean", torch.zeros(1_000_000))
        self.last = nn.Linear(784, 10)

    def forward(self, images):
        return self.last(images.flatten(1))


def build_your_best():
    return Table()
