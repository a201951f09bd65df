#%% wrong: sorted by the raw logit instead of the probability
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = logits.max(dim=1)
    wrong = torch.where(predictions != labels)[0]
    order = confidence[wrong].argsort(descending=True)
    return wrong[order][:k]

#%% wrong: least confident first
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = torch.softmax(logits, dim=1).max(dim=1)
    wrong = torch.where(predictions != labels)[0]
    order = confidence[wrong].argsort()
    return wrong[order][:k]

#%% wrong: positions among the mistakes instead of among all samples
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = torch.softmax(logits, dim=1).max(dim=1)
    confidence = confidence[predictions != labels]
    return confidence.argsort(descending=True)[:k]

#%% wrong: topk fails where there are fewer than k mistakes
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = torch.softmax(logits, dim=1).max(dim=1)
    wrong = torch.nonzero(predictions != labels).flatten()
    return wrong[torch.topk(confidence[wrong], k).indices]

#%% wrong: sorted by the lowest probability of the true class
def most_confident_mistakes(logits, labels, k):
    probabilities = torch.softmax(logits, dim=1)
    predictions = probabilities.argmax(dim=1)
    true_probability = probabilities[torch.arange(len(labels)), labels]
    wrong = torch.where(predictions != labels)[0]
    return wrong[true_probability[wrong].argsort()][:k]

#%% wrong: mistakes among the k most confident, so nearly always too few
def most_confident_mistakes(logits, labels, k):
    confidence, predictions = torch.softmax(logits, dim=1).max(dim=1)
    top = confidence.argsort(descending=True)[:k]
    return top[predictions[top] != labels[top]]
