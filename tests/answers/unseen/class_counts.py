#%% wrong: no minlength, classes missing at the end are left out
def class_counts(labels, n_classes=10):
    return torch.bincount(labels)

#%% wrong: unique leaves out every class without samples
def class_counts(labels, n_classes=10):
    values, counts = torch.unique(labels, return_counts=True)
    return counts

#%% wrong: fancy indexing counts each class only once
def class_counts(labels, n_classes=10):
    counts = torch.zeros(n_classes, dtype=torch.long)
    counts[labels] += 1
    return counts

#%% wrong: always ten classes
def class_counts(labels, n_classes=10):
    counts = []
    for c in range(10):
        counts.append(int((labels == c).sum()))
    return torch.tensor(counts)

#%% wrong: shares instead of counts
def class_counts(labels, n_classes=10):
    counts = torch.bincount(labels, minlength=n_classes)
    return counts / len(labels)

#%% wrong: classes counted from 1
def class_counts(labels, n_classes=10):
    counts = torch.zeros(n_classes, dtype=torch.long)
    for c in range(1, n_classes + 1):
        counts[c - 1] = (labels == c).sum()
    return counts
