#%% right: argsort of the mistakes' confidences
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    order = confidence[wrong].argsort(descending=True)
    return wrong[order[:k]]


#%% right: topk of at most as many as there are
def most_confident_mistakes(logits, labels, k):
    shares = F.softmax(logits, dim=1)
    (wrong,) = torch.where(shares.argmax(dim=1) != labels)
    highest = shares[wrong].amax(dim=1)
    return wrong[highest.topk(min(k, len(wrong))).indices]


#%% right: Python's sorted, a list
def most_confident_mistakes(logits, labels, k):
    shares = torch.softmax(logits, dim=1).tolist()
    wrong = [i for i, row in enumerate(shares) if row.index(max(row)) != labels[i]]
    return sorted(wrong, key=lambda i: max(shares[i]), reverse=True)[:k]


#%% right: sorts all samples, keeps the mistakes
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.log_softmax(dim=1).max(dim=1)
    order = confidence.argsort(descending=True)
    return order[predictions[order] != labels[order]][:k]


#%% right: without softmax, by its logarithm, in double precision
def most_confident_mistakes(logits, labels, k):
    exact = logits.double()
    log_confidence = exact.max(dim=1).values - exact.logsumexp(dim=1)
    is_wrong = exact.argmax(dim=1) != labels
    log_confidence[~is_wrong] = -math.inf
    return torch.argsort(log_confidence, descending=True)[: min(k, int(is_wrong.sum()))]


#%% right: a list of tensors with one number, the surest taken out again and again
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    confidence = torch.where(predictions == labels, -1.0, confidence)
    found = []
    while len(found) < k and confidence.max() > 0:
        found.append(confidence.argmax())
        confidence[found[-1]] = -1.0
    return found


#%% wrong: right answers too | Right answers are among them
def most_confident_mistakes(logits, labels, k):
    confidence = logits.softmax(dim=1).max(dim=1).values
    return confidence.argsort(descending=True)[:k]


#%% wrong: right answers fill up where mistakes are few | fewer than k
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    confidence[predictions == labels] = 0
    return confidence.argsort(descending=True)[:k]


#%% wrong: the least confident first | The least confident come first
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return wrong[confidence[wrong].argsort()][:k]


#%% wrong: the k most confident, turned round | The least confident come first
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    order = confidence[wrong].argsort(descending=True)
    return wrong[order[:k]].flip(0)


#%% wrong: the largest logit | not the logit itself
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return wrong[confidence[wrong].argsort(descending=True)][:k]


#%% wrong: softmax over the samples | dim=1
def most_confident_mistakes(logits, labels, k):
    confidence = logits.softmax(dim=0).max(dim=1).values
    wrong = (logits.argmax(dim=1) != labels).nonzero().flatten()
    return wrong[confidence[wrong].argsort(descending=True)][:k]


#%% wrong: places among the mistakes | These are places among the mistakes
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return confidence[wrong].argsort(descending=True)[:k]


#%% wrong: the highest share of the true class | predicted class, not of the true one
def most_confident_mistakes(logits, labels, k):
    shares = logits.softmax(dim=1)
    wrong = (shares.argmax(dim=1) != labels).nonzero().flatten()
    own = shares[torch.arange(len(labels)), labels]
    return wrong[own[wrong].argsort(descending=True)][:k]


#%% wrong: the lowest share of the true class | predicted class, not of the true one
def most_confident_mistakes(logits, labels, k):
    shares = logits.softmax(dim=1)
    wrong = (shares.argmax(dim=1) != labels).nonzero().flatten()
    own = shares[torch.arange(len(labels)), labels]
    return wrong[own[wrong].argsort()][:k]


#%% wrong: the distance to the second best | largest softmax probability
def most_confident_mistakes(logits, labels, k):
    best = logits.softmax(dim=1).topk(2, dim=1).values
    wrong = (logits.argmax(dim=1) != labels).nonzero().flatten()
    return wrong[(best[wrong, 0] - best[wrong, 1]).argsort(descending=True)][:k]


#%% wrong: all mistakes | Only the k most confident are wanted
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return wrong[confidence[wrong].argsort(descending=True)]


#%% wrong: ten, whatever k says | the first k indices
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return wrong[confidence[wrong].argsort(descending=True)][:10]


#%% wrong: the first k mistakes, not sorted | sort them
def most_confident_mistakes(logits, labels, k):
    wrong = (logits.argmax(dim=1) != labels).nonzero().flatten()
    return wrong[:k]


#%% wrong: == in place of != | These are the right answers
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    chosen = (predictions == labels).nonzero().flatten()
    return chosen[confidence[chosen].argsort(descending=True)][:k]


#%% wrong: topk of more than there are | Read the message
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return wrong[confidence[wrong].topk(k).indices]


#%% wrong: squeeze, which fails where there is one mistake only | Read the message
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().squeeze()
    order = confidence[wrong].argsort(descending=True)
    return wrong[order[:k]]


#%% wrong: the confidences, not the indices | A tensor of indices with one axis is wanted
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = predictions != labels
    return confidence[wrong].sort(descending=True).values[:k]


#%% wrong: nonzero() gives a column | with one axis
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero()
    order = confidence[wrong.flatten()].argsort(descending=True)
    return wrong[order[:k]]


#%% wrong: forgets to return | A tensor of indices with one axis is wanted
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    order = confidence[wrong].argsort(descending=True)
    wrong = wrong[order[:k]]


#%% wrong: changes the logits | changed one of its inputs in place
def most_confident_mistakes(logits, labels, k):
    logits -= logits.max(dim=1, keepdim=True).values
    shares = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
    confidence, predictions = shares.max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    return wrong[confidence[wrong].argsort(descending=True)][:k]


#%% right: NumPy's lexsort, ties by index
import numpy as np


def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = np.flatnonzero((predictions != labels).numpy())
    order = np.lexsort((wrong, -confidence.numpy()[wrong]))
    return torch.from_numpy(wrong[order][:k])


#%% wrong: a dict with the confidences for keys | the same confidence
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    by_confidence = {}
    for i in range(len(labels)):
        if predictions[i] != labels[i]:
            by_confidence[confidence[i].item()] = i
    return [by_confidence[c] for c in sorted(by_confidence, reverse=True)[:k]]


#%% wrong: all that are as confident as the k-th | never more than k
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    if len(wrong) == 0:
        return wrong
    ranked = wrong[confidence[wrong].argsort(descending=True)]
    least = confidence[ranked[:k]][-1]
    return ranked[confidence[ranked] >= least]


#%% wrong: looks each confidence up again, and finds the first sample that has it | of its own
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    ranked = confidence[wrong].sort(descending=True).values[:k]
    return [confidence.tolist().index(c) for c in ranked.tolist()]


#%% wrong: an empty tensor of floats where there is no mistake | holds floats
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.softmax(dim=1).max(dim=1)
    wrong = (predictions != labels).nonzero().flatten()
    if len(wrong) == 0:
        return torch.tensor([])
    return wrong[confidence[wrong].argsort(descending=True)[:k]]
