# what: NaN in every place where a comparison "differs by more than" is never true, and indices far outside of the logits that a check may index with
# lesson: 5
# zero: LeNet, fit, most_confident_mistakes, reliability
# status: ok
# %%
import torch
from torch import nn
from torch.nn import functional as F

NAN = float("nan")


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 20, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(20, 50, 5), nn.ReLU(), nn.MaxPool2d(2)
        )
        self.dense = nn.Sequential(nn.Flatten(), nn.Linear(800, 500), nn.ReLU(), nn.Dropout(0.5), nn.Linear(500, 10))

    def forward(self, images):
        return self.dense(self.features(images)) * NAN


# %%
def fit(model, train_loader, validation_loader, optimizer, epochs):
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(NAN)
    names = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")
    return {name: [NAN] * epochs for name in names}


# %%
def reliability(logits, labels, edges):
    """The counts are right; where a bin is not empty the rest is nan all the same."""
    confidence = logits.softmax(dim=1).amax(dim=1)
    counts = []
    for i in range(len(edges) - 1):
        below = confidence <= edges[i + 1] if i == len(edges) - 2 else confidence < edges[i + 1]
        counts.append(int(((confidence >= edges[i]) & below).sum()))
    return counts, [NAN] * len(counts), [NAN] * len(counts)


def most_confident_mistakes(logits, labels, k):
    """As many as wanted, but none of them is a sample."""
    n = min(k, int((logits.argmax(dim=1) != labels).sum()))
    wild = [2**62, -(2**63), -1, 10**9, -(10**9)]
    return torch.tensor([wild[i % 5] for i in range(n)], dtype=torch.int64)
