#%% right: a mask for each bin, lists
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% right: bucketize and bincount, tensors
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    n_bins = len(edges) - 1
    place = torch.bucketize(confidence, torch.tensor(edges), right=True) - 1
    place[confidence == edges[-1]] = n_bins - 1
    kept = (place >= 0) & (place < n_bins)
    place, confidence, right = place[kept], confidence[kept], right[kept]
    counts = torch.bincount(place, minlength=n_bins)
    sure = torch.bincount(place, weights=confidence, minlength=n_bins) / counts
    return counts, sure, torch.bincount(place, weights=right, minlength=n_bins) / counts


#%% right: Python's own numbers, sample by sample, a list of three lists
def reliability(logits, labels, edges):
    n_bins = len(edges) - 1
    counts, sums, rights = [0] * n_bins, [0.0] * n_bins, [0] * n_bins
    for row, label in zip(logits.softmax(dim=1).tolist(), labels.tolist()):
        sure = max(row)
        for i in range(n_bins):
            is_last = i == n_bins - 1
            if edges[i] <= sure < edges[i + 1] or (is_last and sure == edges[i + 1]):
                counts[i] += 1
                sums[i] += sure
                rights[i] += row.index(sure) == label
    means = [s / n if n else math.nan for s, n in zip(sums, counts)]
    return [counts, means, [r / n if n else math.nan for r, n in zip(rights, counts)]]


#%% right: a matrix of samples and bins, the softmax by hand
def reliability(logits, labels, edges):
    shares = (logits - logits.amax(dim=1, keepdim=True)).exp()
    shares = shares / shares.sum(dim=1, keepdim=True)
    confidence = shares.amax(dim=1)
    right = (shares.argmax(dim=1) == labels).to(shares.dtype)
    low, high = torch.tensor(edges[:-1]), torch.tensor(edges[1:])
    column = confidence[:, None]
    inside = ((column >= low) & (column < high)).to(shares.dtype)
    inside[:, -1] += (confidence == edges[-1]).to(shares.dtype)
    counts = inside.sum(dim=0)
    return counts, confidence @ inside / counts, right @ inside / counts


#%% right: NumPy's histogram with weights, which closes the last bin
import numpy as np


def reliability(logits, labels, edges):
    confidence, predictions = logits.double().softmax(dim=1).max(dim=1)
    right = (predictions == labels).double().numpy()
    confidence = confidence.numpy()
    counts, _ = np.histogram(confidence, bins=edges)
    sums, _ = np.histogram(confidence, bins=edges, weights=confidence)
    rights, _ = np.histogram(confidence, bins=edges, weights=right)
    with np.errstate(invalid="ignore"):
        return counts.tolist(), (sums / counts).tolist(), (rights / counts).tolist()


#%% wrong: the last bin is open | The last bin is closed
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    masks = [(confidence >= low) & (confidence < high) for low, high in zip(edges, edges[1:])]
    counts = [mask.sum().item() for mask in masks]
    return counts, [confidence[m].mean().item() for m in masks], [right[m].mean().item() for m in masks]


#%% wrong: the upper edge belongs to the bin | belongs to the bin above it
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    masks = [(confidence > low) & (confidence <= high) for low, high in zip(edges, edges[1:])]
    counts = [mask.sum().item() for mask in masks]
    return counts, [confidence[m].mean().item() for m in masks], [right[m].mean().item() for m in masks]


#%% wrong: both edges belong to the bin | counted in two bins
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    masks = [(confidence >= low) & (confidence <= high) for low, high in zip(edges, edges[1:])]
    counts = [mask.sum().item() for mask in masks]
    return counts, [confidence[m].mean().item() for m in masks], [right[m].mean().item() for m in masks]


#%% wrong: an empty bin gives zeros | no sample has no mean
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & ((confidence < high) | (confidence == edges[-1]))
        inside &= confidence <= high
        n = inside.sum().item()
        counts.append(n)
        sure.append(confidence[inside].sum().item() / max(n, 1))
        shares_right.append(right[inside].sum().item() / max(n, 1))
    return counts, sure, shares_right


#%% wrong: divides by the count of an empty bin | raises an error
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).tolist()
    columns = [], [], []
    for i in range(len(edges) - 1):
        inside = [
            (sure, hit)
            for sure, hit in zip(confidence.tolist(), right)
            if edges[i] <= sure < edges[i + 1] or (i == len(edges) - 2 and sure == edges[-1])
        ]
        columns[0].append(len(inside))
        columns[1].append(sum(sure for sure, _ in inside) / len(inside))
        columns[2].append(sum(hit for _, hit in inside) / len(inside))
    return columns


#%% wrong: empty bins are left out | Empty bins are left out
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        if inside.any():
            counts.append(inside.sum().item())
            sure.append(confidence[inside].mean().item())
            shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: None for an empty bin | and not None
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item() if inside.any() else None)
        shares_right.append(right[inside].mean().item() if inside.any() else None)
    return counts, sure, shares_right


#%% wrong: the confidence of the true class | of the predicted class, not of the true one
def reliability(logits, labels, edges):
    shares = logits.softmax(dim=1)
    confidence = shares[torch.arange(len(labels)), labels]
    right = (shares.argmax(dim=1) == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: the largest logit | not the logit itself
def reliability(logits, labels, edges):
    confidence, predictions = logits.max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: softmax over the samples | dim=1
def reliability(logits, labels, edges):
    confidence = logits.softmax(dim=0).max(dim=1).values
    right = (logits.argmax(dim=1) == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: divides by the number of all samples | number of all samples
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = predictions == labels
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        share = (right & inside).sum().item() / len(labels)
        shares_right.append(share if inside.any() else math.nan)
    return counts, sure, shares_right


#%% wrong: the share of mistakes | share of mistakes
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    mistaken = (predictions != labels).float()
    counts, sure, shares = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares.append(mistaken[inside].mean().item())
    return counts, sure, shares


#%% wrong: the middle of the bin for its mean | The middle of a bin
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append((low + high) / 2 if inside.any() else math.nan)
        shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: the number of right answers | Divide it by the count of its bin
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].sum().item() if inside.any() else math.nan)
    return counts, sure, shares_right


#%% wrong: percentages | These are percentages
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(100 * confidence[inside].mean().item())
        shares_right.append(100 * right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: everything above the last edge counts too | What lies above the last edge
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, [*edges[1:-1], math.inf]):
        inside = (confidence >= low) & (confidence < high)
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].mean().item())
    return counts, sure, shares_right


#%% wrong: share right before mean confidence | have changed places
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    counts, sure, shares_right = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares_right.append(right[inside].mean().item())
    return counts, shares_right, sure


#%% wrong: a row for each bin | A tuple of three
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    right = (predictions == labels).float()
    rows = []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == edges[-1]:
            inside |= confidence == high
        means = confidence[inside].mean().item(), right[inside].mean().item()
        rows.append((inside.sum().item(), *means))
    return rows


#%% wrong: forgets to return | returned None
def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        print(inside.sum().item(), confidence[inside].mean().item())


#%% wrong: the course's own function | Well found
from course_utils.plots.reliability import confidence_bins


def reliability(logits, labels, edges):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    bins = confidence_bins(confidence, predictions == labels, edges)
    return [b.count for b in bins], [b.confidence for b in bins], [b.right / b.count for b in bins]


#%% wrong: the last bin is closed only where its edge is 1 | Only where the last edge is 1
def reliability(logits, labels, edges):
    confidence, predicted = logits.softmax(dim=1).max(dim=1)
    right = (predicted == labels).float()
    out = [], [], []
    for low, high in zip(edges, edges[1:]):
        inside = (confidence >= low) & (confidence < high)
        if high == 1.0:
            inside |= confidence == 1.0
        out[0].append(int(inside.sum()))
        out[1].append(confidence[inside].mean().item())
        out[2].append(right[inside].mean().item())
    return out
