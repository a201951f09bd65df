#%% wrong: plain softmax formula, overflows for large logits
def cross_entropy(logits, targets):
    e = torch.exp(logits)
    probabilities = e / e.sum(dim=1, keepdim=True)
    picked = probabilities[torch.arange(len(targets)), targets]
    return -torch.log(picked).mean()

#%% wrong: small number added within the log, so large losses are cut off at about 20.7
def cross_entropy(logits, targets):
    probabilities = torch.softmax(logits, dim=1)
    picked = probabilities[torch.arange(len(targets)), targets]
    return -torch.log(picked + 1e-9).mean()

#%% wrong: mean over all N x C entries of the one-hot product
def cross_entropy(logits, targets):
    log_probabilities = F.log_softmax(logits, dim=1)
    one_hot = F.one_hot(targets, logits.shape[1]).float()
    return -(one_hot * log_probabilities).mean()

#%% wrong: maximum of the whole batch subtracted, rows far below it underflow
def cross_entropy(logits, targets):
    z = logits - logits.max()
    log_sum = torch.log(torch.exp(z).sum(dim=1))
    picked = z[torch.arange(len(targets)), targets]
    return (log_sum - picked).mean()

#%% wrong: [:, targets] picks every target in every row
def cross_entropy(logits, targets):
    log_probabilities = torch.log_softmax(logits, dim=1)
    return -log_probabilities[:, targets].mean()

#%% wrong: softmax along the batch
def cross_entropy(logits, targets):
    log_probabilities = torch.log_softmax(logits, dim=0)
    picked = log_probabilities[torch.arange(len(targets)), targets]
    return -picked.mean()
