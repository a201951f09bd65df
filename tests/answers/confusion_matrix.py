#%% right: a loop over the samples
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% right: bincount
def confusion_matrix(labels, predictions, n_classes=10):
    pairs = labels * n_classes + predictions
    return torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)


#%% right: one-hot rows, multiplied, as floats until the end
def confusion_matrix(labels, predictions, n_classes=10):
    true = F.one_hot(labels, n_classes).float()
    read = F.one_hot(predictions, n_classes).float()
    return (true.T @ read).long()


#%% right: index_put_ that accumulates
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    ones = torch.ones(len(labels), dtype=torch.int64)
    return matrix.index_put_((labels, predictions), ones, accumulate=True)


#%% right: a list of lists, made into a tensor
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = [[0] * n_classes for _ in range(n_classes)]
    for i in range(len(labels)):
        matrix[int(labels[i])][int(predictions[i])] += 1
    return torch.tensor(matrix)


#%% right: a row for each class
def confusion_matrix(labels, predictions, n_classes=10):
    rows = [
        torch.bincount(predictions[labels == label], minlength=n_classes)
        for label in range(n_classes)
    ]
    return torch.stack(rows)


#%% right: a sum for each entry
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.long)
    for i in range(n_classes):
        for j in range(n_classes):
            matrix[i, j] = ((labels == i) & (predictions == j)).sum()
    return matrix


#%% wrong: rows and columns exchanged | Rows and columns are exchanged
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[prediction, label] += 1
    return matrix


#%% wrong: ten classes, whatever n_classes says | always 10×10
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(10, 10, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% wrong: as many classes as occur | Classes that do not occur are missing
def confusion_matrix(labels, predictions, n_classes=10):
    n = int(max(labels.max(), predictions.max())) + 1
    matrix = torch.zeros(n, n, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% wrong: += 1 with repeated indices | Each pair counts once only
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    matrix[labels, predictions] += 1
    return matrix


#%% wrong: right answers only | Only right answers are counted
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        if label == prediction:
            matrix[label, label] += 1
    return matrix


#%% wrong: mistakes only | The right answers, on the diagonal, are missing
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        if label != prediction:
            matrix[label, prediction] += 1
    return matrix


#%% wrong: shares of each row, nan where a class does not occur | Counts are wanted
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix / matrix.sum(dim=1, keepdim=True)


#%% wrong: shares of each row, 0 where a class does not occur | Counts are wanted
def confusion_matrix(labels, predictions, n_classes=10):
    pairs = labels * n_classes + predictions
    matrix = torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)
    return matrix / matrix.sum(dim=1, keepdim=True).clamp(min=1)


#%% wrong: shares of all samples | Counts are wanted
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix / len(labels)


#%% wrong: the last sample is left out | Entry (i, j) counts the samples
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for i in range(len(labels) - 1):
        matrix[labels[i], predictions[i]] += 1
    return matrix


#%% wrong: says whether a pair occurs | Each pair counts once only
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] = 1
    return matrix


#%% wrong: bincount without minlength | minlength=n_classes**2 makes it
def confusion_matrix(labels, predictions, n_classes=10):
    pairs = labels * n_classes + predictions
    return torch.bincount(pairs).reshape(n_classes, n_classes)


#%% wrong: changes the labels | changed one of its inputs in place
def confusion_matrix(labels, predictions, n_classes=10):
    labels *= n_classes
    labels += predictions
    return torch.bincount(labels, minlength=n_classes**2).reshape(n_classes, n_classes)


#%% wrong: forgets to return | A tensor of n_classes × n_classes counts is wanted
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    print(matrix)


#%% wrong: a dict of pairs | A tensor of n_classes × n_classes counts is wanted
from collections import Counter


def confusion_matrix(labels, predictions, n_classes=10):
    return dict(Counter(zip(labels.tolist(), predictions.tolist())))


#%% wrong: a NumPy array | A tensor of n_classes × n_classes counts is wanted
import numpy as np


def confusion_matrix(labels, predictions, n_classes=10):
    matrix = np.zeros((n_classes, n_classes), dtype=int)
    np.add.at(matrix, (labels.numpy(), predictions.numpy()), 1)
    return matrix


#%% wrong: one long row | A tensor of n_classes × n_classes counts is wanted
def confusion_matrix(labels, predictions, n_classes=10):
    return torch.bincount(labels * n_classes + predictions, minlength=n_classes**2)


#%% wrong: scikit-learn's function | Well found
from sklearn import metrics


def confusion_matrix(labels, predictions, n_classes=10):
    return torch.tensor(metrics.confusion_matrix(labels, predictions, labels=range(n_classes)))


#%% wrong: counts in uint8 | starts again at 0
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.uint8)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% wrong: counts in uint8, returned as int64 | starts again at 0
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.uint8)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix.long()


#%% wrong: counts as floats | of dtype torch.float32
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% wrong: a list of lists | torch.tensor(rows)
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix.tolist()


#%% wrong: counts in int32 | of dtype torch.int32
def confusion_matrix(labels, predictions, n_classes=10):
    pairs = labels * n_classes + predictions
    counts = torch.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)
    return counts.int()


#%% wrong: rows that are one list | repeats a single list
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = [[0] * n_classes] * n_classes
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label][prediction] += 1
    return torch.tensor(matrix)


#%% wrong: as many classes as the labels tell of, in a loop | labels.max() + 1 is not the number
def confusion_matrix(labels, predictions, n_classes=10):
    n = int(labels.max()) + 1
    matrix = torch.zeros(n, n, dtype=torch.int64)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% wrong: as many classes as the labels tell of, with bincount | labels.max() + 1 is not the number
def confusion_matrix(labels, predictions, n_classes=10):
    n = labels.max() + 1
    return torch.bincount(labels * n + predictions, minlength=n * n).reshape(n, n)


#%% wrong: counts in float16 | 2048 + 1 is 2048
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.float16)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix


#%% wrong: counts in float16, returned as int64 | 2048 + 1 is 2048
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.float16)
    for label, prediction in zip(labels.tolist(), predictions.tolist()):
        matrix[label, prediction] += 1
    return matrix.long()


#%% wrong: one-hot rows multiplied in float16 | Entry (i, j) counts the samples
def confusion_matrix(labels, predictions, n_classes=10):
    true = F.one_hot(labels, n_classes).half()
    read = F.one_hot(predictions, n_classes).half()
    return (true.T @ read).long()
