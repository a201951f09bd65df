#%% wrong: rows are the predictions
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.long)
    for t, p in zip(labels, predictions):
        matrix[p, t] += 1
    return matrix

#%% wrong: fancy indexing counts each pair only once
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.long)
    matrix[labels, predictions] += 1
    return matrix

#%% wrong: always ten classes
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(10, 10, dtype=torch.long)
    for t, p in zip(labels.tolist(), predictions.tolist()):
        matrix[t, p] += 1
    return matrix

#%% wrong: bincount without minlength, fails where the last pair does not occur
def confusion_matrix(labels, predictions, n_classes=10):
    counts = torch.bincount(labels * n_classes + predictions)
    return counts.reshape(n_classes, n_classes)

#%% wrong: only the mistakes are counted
def confusion_matrix(labels, predictions, n_classes=10):
    matrix = torch.zeros(n_classes, n_classes, dtype=torch.long)
    for t, p in zip(labels, predictions):
        if t != p:
            matrix[t, p] += 1
    return matrix

#%% wrong: as many classes as occur, n_classes ignored
def confusion_matrix(labels, predictions, n_classes=10):
    n = int(max(labels.max(), predictions.max())) + 1
    matrix = torch.zeros(n, n, dtype=torch.long)
    for t, p in zip(labels, predictions):
        matrix[t, p] += 1
    return matrix
