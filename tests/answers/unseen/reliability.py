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
