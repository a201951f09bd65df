#%% wrong: the empty bins are skipped, the lists are too short
def reliability(logits, labels, edges):
    probabilities = torch.softmax(logits, dim=1)
    confidence, predicted = probabilities.max(dim=1)
    counts, means, shares = [], [], []
    for i in range(len(edges) - 1):
        last = i == len(edges) - 2
        mask = (confidence >= edges[i]) & ((confidence <= edges[i + 1]) if last else (confidence < edges[i + 1]))
        if mask.sum() == 0:
            continue
        counts.append(int(mask.sum()))
        means.append(float(confidence[mask].mean()))
        shares.append(float((predicted[mask] == labels[mask]).float().mean()))
    return counts, means, shares

#%% wrong: one dict for each bin
def reliability(logits, labels, edges):
    confidence, predicted = torch.softmax(logits, dim=1).max(dim=1)
    rows = []
    for low, high in zip(edges, edges[1:]):
        mask = (confidence >= low) & (confidence < high)
        rows.append({"count": int(mask.sum()), "confidence": confidence[mask].mean(), "right": (predicted == labels)[mask].float().mean()})
    return rows

#%% wrong: confidences below the first edge end up in the first bin
def reliability(logits, labels, edges):
    confidence, predicted = torch.softmax(logits, dim=1).max(dim=1)
    n = len(edges) - 1
    place = (torch.bucketize(confidence, torch.tensor(edges), right=True) - 1).clamp(0, n - 1)
    right = (predicted == labels).float()
    counts = torch.bincount(place, minlength=n)
    return (counts, torch.bincount(place, confidence, n) / counts, torch.bincount(place, right, n) / counts)

#%% wrong: the mean of the true class's probability, though the bins are right
def reliability(logits, labels, edges):
    shares = torch.softmax(logits, dim=1)
    confidence, predicted = shares.max(dim=1)
    own = shares[torch.arange(len(labels)), labels]
    counts, means, rights = [], [], []
    for low, high in zip(edges, edges[1:]):
        mask = (confidence >= low) & ((confidence < high) | ((high == edges[-1]) & (confidence == high)))
        counts.append(int(mask.sum()))
        means.append(own[mask].mean().item())
        rights.append((predicted == labels)[mask].float().mean().item())
    return counts, means, rights


#%% right: a mask for each bin
def reliability(logits, labels, edges):
    """Counts, mean confidences and shares right, one of each for every bin."""
    confidence = logits.softmax(dim=1).max(dim=1).values
    right = logits.argmax(dim=1) == labels
    counts, sure, shares = [], [], []
    for i in range(len(edges) - 1):
        inside = (confidence >= edges[i]) & (confidence < edges[i + 1])
        if i == len(edges) - 2:
            inside = (confidence >= edges[i]) & (confidence <= edges[i + 1])
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares.append(right[inside].float().mean().item())
    return counts, sure, shares

#%% right: Python loops over the samples
def reliability(logits, labels, edges):
    shares = torch.softmax(logits, dim=1)
    edges = torch.tensor(edges, dtype=shares.dtype).tolist()
    n_bins = len(edges) - 1
    members = [[] for _ in range(n_bins)]
    answers = logits.argmax(dim=1).tolist()
    for row, answer, label in zip(shares.tolist(), answers, labels.tolist()):
        confidence = max(row)
        for i in range(n_bins):
            on_last_edge = i == n_bins - 1 and confidence == edges[-1]
            if edges[i] <= confidence < edges[i + 1] or on_last_edge:
                members[i].append((confidence, answer == label))
    counts = [len(m) for m in members]
    mean_confidence = [sum(c for c, _ in m) / len(m) if m else math.nan for m in members]
    right = [sum(r for _, r in m) / len(m) if m else math.nan for m in members]
    return counts, mean_confidence, right

#%% right: NumPy's histogram has just these bins
import numpy as np


def reliability(logits, labels, edges):
    highest, answers = torch.softmax(logits.detach(), dim=1).max(dim=1)
    confidence = highest.numpy()
    right = (answers == labels).numpy().astype(np.float64)
    edges = np.array(edges, dtype=confidence.dtype)
    counts, _ = np.histogram(confidence, bins=edges)
    sums, _ = np.histogram(confidence, bins=edges, weights=confidence.astype(np.float64))
    n_right, _ = np.histogram(confidence, bins=edges, weights=right)
    with np.errstate(invalid="ignore"):
        return counts.tolist(), (sums / counts).tolist(), (n_right / counts).tolist()

#%% wrong: clamp puts what lies outside all bins into the end bins
def reliability(logits, labels, edges):
    confidence, answers = logits.softmax(dim=1).max(dim=1)
    right = (answers == labels).float()
    n_bins = len(edges) - 1
    boundaries = torch.tensor(edges, dtype=confidence.dtype)
    place = torch.bucketize(confidence, boundaries, right=True) - 1
    place = place.clamp(0, n_bins - 1)
    counts = [(place == i).sum().item() for i in range(n_bins)]
    sure = [confidence[place == i].mean().item() for i in range(n_bins)]
    shares = [right[place == i].mean().item() for i in range(n_bins)]
    return counts, sure, shares

#%% wrong: the share of the true class instead of the predicted one
def reliability(logits, labels, edges):
    confidence = logits.softmax(dim=1)[torch.arange(len(labels)), labels]
    right = logits.argmax(dim=1) == labels
    counts, sure, shares = [], [], []
    for i, (low, high) in enumerate(zip(edges[:-1], edges[1:])):
        inside = (confidence >= low) & (confidence < high)
        if i == len(edges) - 2:
            inside = inside | (confidence == high)
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares.append(right[inside].float().mean().item())
    return counts, sure, shares

#%% wrong: asks for the last bin by a number that i never has, its upper edge is lost
def reliability(logits, labels, edges):
    confidence, answers = logits.softmax(dim=1).max(dim=1)
    right = answers == labels
    counts, sure, shares = [], [], []
    for i in range(len(edges) - 1):
        if i == len(edges) - 1:
            inside = (confidence >= edges[i]) & (confidence <= edges[i + 1])
        else:
            inside = (confidence >= edges[i]) & (confidence < edges[i + 1])
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares.append(right[inside].float().mean().item())
    return counts, sure, shares

#%% wrong: the upper edge belongs to the bin
def reliability(logits, labels, edges):
    confidence, answers = logits.softmax(dim=1).max(dim=1)
    right = answers == labels
    counts, sure, shares = [], [], []
    for i in range(len(edges) - 1):
        inside = (confidence > edges[i]) & (confidence <= edges[i + 1])
        if i == 0:
            inside = inside | (confidence == edges[0])
        counts.append(inside.sum().item())
        sure.append(confidence[inside].mean().item())
        shares.append(right[inside].float().mean().item())
    return counts, sure, shares

#%% wrong: takes all bins to be equally wide
def reliability(logits, labels, edges):
    confidence, answers = logits.softmax(dim=1).max(dim=1)
    right = (answers == labels).float()
    n_bins = len(edges) - 1
    width = (edges[-1] - edges[0]) / n_bins
    inside = (confidence >= edges[0]) & (confidence <= edges[-1])
    confidence, right = confidence[inside], right[inside]
    place = ((confidence - edges[0]) / width).long().clamp(max=n_bins - 1)
    counts = [(place == i).sum().item() for i in range(n_bins)]
    sure = [confidence[place == i].mean().item() for i in range(n_bins)]
    shares = [right[place == i].mean().item() for i in range(n_bins)]
    return counts, sure, shares
