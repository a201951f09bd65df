# what: honest: right results in subclasses of the plain types (defaultdict, namedtuple, a text from an Enum, numpy floats, tensors of one number in a list, views with steps)
# lesson: 5
# zero: none
# status: ok
# %%
from collections import defaultdict, namedtuple
from enum import Enum

import numpy as np
import torch
from torch.nn import functional as F
# %%
def fit(model, train_loader, validation_loader, optimizer, epochs):
    record = defaultdict(list)
    for part in ("train", "validation"):
        record[part + "_loss"], record[part + "_accuracy"]
    for _ in range(epochs):
        for part, loader in (("train", train_loader), ("validation", validation_loader)):
            training = part == "train"
            model.train(training)
            loss_sum, right, count = 0.0, 0, 0
            with torch.set_grad_enabled(training):
                for images, labels in loader:
                    logits = model(images)
                    loss = F.cross_entropy(logits, labels)
                    if training:
                        optimizer.zero_grad()
                        loss.backward()
                        optimizer.step()
                    loss_sum += loss.item() * len(labels)
                    right += (logits.argmax(dim=1) == labels).sum().item()
                    count += len(labels)
            record[part + "_loss"].append(np.float64(loss_sum / count))
            record[part + "_accuracy"].append(right / count)
    return record
# %%
def confusion_matrix(labels, predictions, n_classes=10):
    counts = np.zeros((n_classes, n_classes), dtype=np.int64)
    np.add.at(counts, (predictions.numpy(), labels.numpy()), 1)
    return torch.from_numpy(counts).T  # a view: rows are the true classes
# %%
def most_confident_mistakes(logits, labels, k):
    confidence, predicted = logits.softmax(dim=1).max(dim=1)
    wrong = (predicted != labels).nonzero().flatten()
    best = wrong[confidence[wrong].argsort(descending=True)[:k]]
    return torch.stack([best, best], dim=1)[:, 0]  # every second number of a table
# %%
Table = namedtuple("Table", "counts confidences shares")


def reliability(logits, labels, edges):
    confidence, predicted = logits.softmax(dim=1).max(dim=1)
    right = predicted == labels
    table = Table([], [], [])
    for i, (low, high) in enumerate(zip(edges[:-1], edges[1:])):
        below = confidence <= high if i == len(edges) - 2 else confidence < high
        inside = (confidence >= low) & below
        table.counts.append(inside.sum().item())
        table.confidences.append(confidence[inside].mean())
        table.shares.append(np.float64(right[inside].float().mean().item()))
    return table
# %%
class Reading(str, Enum):
    OVERFITS = "overfits"
    HIGH = "rate too high"
    LEARNING = "still learning"
    DONE = "done"


def read_the_record(history):
    train, validation = history["train_loss"], history["validation_loss"]
    if any(b > 1.25 * a for a, b in zip(train, train[1:])) or train[-1] > 1.6:
        return Reading.HIGH
    if validation[-1] > 1.2 * min(validation):
        return Reading.OVERFITS
    return Reading.LEARNING if train[-1] < 0.9 * train[-6] else Reading.DONE
