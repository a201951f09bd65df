# what: counts of 20 million classes, as a tensor, and a list of three million
# lesson: 1
# zero: class_counts, mean_and_std
# status: ok
# %%
import torch


def class_counts(labels, n_classes=10):
    return torch.zeros(20_000_000, dtype=torch.uint8)


def mean_and_std(images):
    return [0.5] * 3_000_000
