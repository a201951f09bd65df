#%% right: bincount
def class_counts(labels, n_classes=10):
    return torch.bincount(labels, minlength=n_classes)


#%% right: one comparison for each class
def class_counts(labels, n_classes=10):
    return [int((labels == c).sum()) for c in range(n_classes)]


#%% right: one label at a time
def class_counts(labels, n_classes=10):
    counts = [0] * n_classes
    for label in labels:
        counts[label] += 1
    return tuple(counts)


#%% right: a dictionary by class
def class_counts(labels, n_classes=10):
    counts = {c: 0 for c in range(n_classes)}
    for label in labels.tolist():
        counts[label] += 1
    return counts


#%% right: a Counter that is asked for every class
from collections import Counter


def class_counts(labels, n_classes=10):
    counted = Counter(labels.tolist())
    return [counted[c] for c in range(n_classes)]


#%% right: one-hot rows added up
def class_counts(labels, n_classes=10):
    return F.one_hot(labels, n_classes).sum(dim=0)


#%% right: a table of labels against classes
def class_counts(labels, n_classes=10):
    table = labels[:, None] == torch.arange(n_classes)[None, :]
    return list(table.sum(dim=0))


#%% right: adds ones at the labels
def class_counts(labels, n_classes=10):
    counts = torch.zeros(n_classes, dtype=torch.int64)
    return counts.index_add_(0, labels, torch.ones_like(labels))


#%% wrong: bincount alone | torch.bincount has minlength
def class_counts(labels, n_classes=10):
    return torch.bincount(labels)


#%% wrong: up to the largest label | torch.bincount has minlength
def class_counts(labels, n_classes=10):
    return [(labels == c).sum().item() for c in range(int(labels.max()) + 1)]


#%% wrong: counts of the classes that are there | Only the classes that occur are counted
def class_counts(labels, n_classes=10):
    return labels.unique(return_counts=True)[1]


#%% wrong: a dictionary of the classes that are there | do not occur
from collections import Counter


def class_counts(labels, n_classes=10):
    return dict(Counter(labels.tolist()))


#%% wrong: always ten classes | Use the argument n_classes
def class_counts(labels, n_classes=10):
    return [int((labels == c).sum()) for c in range(10)]


#%% wrong: minlength is always ten | Use the argument n_classes
def class_counts(labels, n_classes=10):
    return torch.bincount(labels, minlength=10)


#%% wrong: shares | These are shares
def class_counts(labels, n_classes=10):
    counts = torch.bincount(labels, minlength=n_classes)
    return counts / counts.sum()


#%% wrong: the mean in place of the sum | These are shares
def class_counts(labels, n_classes=10):
    return [(labels == c).float().mean().item() for c in range(n_classes)]


#%% wrong: classes from 1 | Class 0 is missing
def class_counts(labels, n_classes=10):
    return [int((labels == c).sum()) for c in range(1, n_classes + 1)]


#%% wrong: one class too few | last class is missing
def class_counts(labels, n_classes=10):
    return [int((labels == c).sum()) for c in range(n_classes - 1)]


#%% wrong: returns inside the loop | entries
def class_counts(labels, n_classes=10):
    counts = []
    for c in range(n_classes):
        counts.append(int((labels == c).sum()))
        return counts


#%% wrong: adds up the labels | the number of labels that equal c
def class_counts(labels, n_classes=10):
    return [int(labels[labels == c].sum()) for c in range(n_classes)]


#%% wrong: whether a class is there | True or False came
def class_counts(labels, n_classes=10):
    return [(labels == c).any() for c in range(n_classes)]


#%% wrong: bins from the smallest to the largest label | the number of labels that equal c
def class_counts(labels, n_classes=10):
    return torch.histc(labels.float(), bins=n_classes)


#%% wrong: one-hot rows added up along the wrong axis | the number of labels that equal c
def class_counts(labels, n_classes=10):
    return F.one_hot(labels, n_classes).sum(dim=1)


#%% wrong: one-hot rows not added up | A count for each class is wanted
def class_counts(labels, n_classes=10):
    return F.one_hot(labels, n_classes)


#%% wrong: classes and counts | A count for each class is wanted
def class_counts(labels, n_classes=10):
    return torch.unique(labels, return_counts=True)


#%% wrong: tensors as keys | different keys
def class_counts(labels, n_classes=10):
    counts = {}
    for label in labels:
        counts[label] = counts.get(label, 0) + 1
    return counts


#%% wrong: tensors as keys that are not there | Read the message
def class_counts(labels, n_classes=10):
    counts = {c: 0 for c in range(n_classes)}
    for label in labels:
        counts[label] += 1
    return counts


#%% wrong: the number of classes | A count for each class is wanted
def class_counts(labels, n_classes=10):
    return len(labels.unique())


#%% wrong: prints and returns nothing | A count for each class is wanted
def class_counts(labels, n_classes=10):
    for c in range(n_classes):
        print(c, int((labels == c).sum()), end=" ")


#%% wrong: counts of the classes that are there, and zeros behind them | side by side
def class_counts(labels, n_classes=10):
    counts = labels.unique(return_counts=True)[1].tolist()
    return counts + [0] * (n_classes - len(counts))


#%% wrong: bins from 0 to the largest label | a bin is not a class
def class_counts(labels, n_classes=10):
    return torch.histc(labels.float(), bins=n_classes, min=0, max=labels.max().item())


#%% wrong: a loop up to the largest label | not to labels.max()
def class_counts(labels, n_classes=10):
    return [int((labels == c).sum()) for c in range(int(labels.max()) + 1)]


#%% wrong: a loop over the set of labels | Only the classes that occur are counted
def class_counts(labels, n_classes=10):
    values = labels.tolist()
    return [values.count(c) for c in sorted(set(values))]


#%% wrong: the names exchanged | Read the message
def class_counts(n_classes, labels=10):
    return torch.bincount(n_classes, minlength=labels)
