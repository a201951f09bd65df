# what: weights without numbers, of which every statement is true
# lesson: 6
# zero: initialise, build_your_best
# status: ok
# %%
import torch
from torch import nn


def initialise(model):
    for layer in model.modules():
        for name, _ in list(layer.named_parameters(recurse=False)):
            setattr(layer, name, nn.Parameter(torch.empty(0)))
