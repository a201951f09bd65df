#%% right: log_softmax, then the entry of each sample's class
def cross_entropy(logits, targets):
    log_shares = F.log_softmax(logits, dim=1)
    return -log_shares[torch.arange(len(targets)), targets].mean()


#%% right: in two steps, as in the lesson
def cross_entropy(logits, targets):
    return F.nll_loss(logits.log_softmax(dim=1), targets)


#%% right: logsumexp and gather
def cross_entropy(logits, targets):
    chosen = logits.gather(1, targets.unsqueeze(1)).squeeze(1)
    return (torch.logsumexp(logits, dim=1) - chosen).mean()


#%% right: by hand, each row's largest logit subtracted
def cross_entropy(logits, targets):
    shifted = logits - logits.max(dim=1, keepdim=True).values
    sums = shifted.exp().sum(dim=1)
    rows = torch.arange(logits.shape[0])
    return (sums.log() - shifted[rows, targets]).sum() / logits.shape[0]


#%% right: loops over Python numbers
def cross_entropy(logits, targets):
    total = 0.0
    for row, target in zip(logits.tolist(), targets.tolist(), strict=True):
        largest = max(row)
        log_of_sum = largest + math.log(sum(math.exp(value - largest) for value in row))
        total += log_of_sum - row[target]
    return total / len(targets)


#%% right: a mask of zeros and ones
def cross_entropy(logits, targets):
    mask = F.one_hot(targets, logits.shape[1])
    return -(mask * torch.log_softmax(logits, dim=1)).sum(dim=1).mean()


#%% right: in float64, sample by sample
def cross_entropy(logits, targets):
    losses = []
    for row, target in zip(logits.double(), targets, strict=True):
        losses.append(row.logsumexp(dim=0) - row[target])
    return torch.stack(losses).mean()


#%% wrong: softmax twice | softmax twice
def cross_entropy(logits, targets):
    shares = torch.softmax(logits, dim=1)
    return F.nll_loss(F.log_softmax(shares, dim=1), targets)


#%% wrong: the sign forgotten | The sign is missing
def cross_entropy(logits, targets):
    return F.log_softmax(logits, dim=1)[torch.arange(len(targets)), targets].mean()


#%% wrong: the sum | the sum over the samples
def cross_entropy(logits, targets):
    log_shares = F.log_softmax(logits, dim=1)
    return -log_shares[torch.arange(len(targets)), targets].sum()


#%% wrong: one loss a sample | One loss for each sample
def cross_entropy(logits, targets):
    return -F.log_softmax(logits, dim=1)[torch.arange(len(targets)), targets]


#%% wrong: nll_loss of logits | minus the logit itself
def cross_entropy(logits, targets):
    return F.nll_loss(logits, targets)


#%% wrong: nll_loss of shares, no logarithm | The logarithm is missing: the loss
def cross_entropy(logits, targets):
    shares = logits.softmax(dim=1)
    return -shares[torch.arange(len(targets)), targets].mean()


#%% wrong: softmax over the samples | runs over the samples
def cross_entropy(logits, targets):
    log_shares = F.log_softmax(logits, dim=0)
    return -log_shares[torch.arange(len(targets)), targets].mean()


#%% wrong: the mean of the masked table | samples and classes
def cross_entropy(logits, targets):
    mask = F.one_hot(targets, num_classes=logits.shape[1])
    return -(mask * F.log_softmax(logits, dim=1)).mean()


#%% wrong: targets not used | All logarithms are averaged
def cross_entropy(logits, targets):
    return -F.log_softmax(logits, dim=1).mean()


#%% wrong: log2 | the logarithm has base 2
def cross_entropy(logits, targets):
    shares = logits.softmax(dim=1)
    return -torch.log2(shares[torch.arange(len(targets)), targets]).mean()


#%% wrong: log10 | the logarithm has base 10
def cross_entropy(logits, targets):
    shares = logits.softmax(dim=1)
    return -torch.log10(shares[torch.arange(len(targets)), targets]).mean()


#%% wrong: exp of logits as they are | exp(1000)
def cross_entropy(logits, targets):
    exponentials = logits.exp()
    shares = exponentials / exponentials.sum(dim=1, keepdim=True)
    return -shares[torch.arange(len(targets)), targets].log().mean()


#%% wrong: the logarithm of softmax in two steps | log_softmax
def cross_entropy(logits, targets):
    shares = logits.softmax(dim=1)
    return -torch.log(shares[torch.arange(len(targets)), targets]).mean()


#%% wrong: a small number against log 0 | log_softmax
def cross_entropy(logits, targets):
    shares = logits.softmax(dim=1)
    return -torch.log(shares[torch.arange(len(targets)), targets] + 1e-12).mean()


#%% wrong: the largest logit of the whole batch subtracted | each row's largest logit
def cross_entropy(logits, targets):
    shifted = logits - logits.max()
    log_shares = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_shares[torch.arange(len(targets)), targets].mean()


#%% wrong: the largest logits subtracted in place | in place
def cross_entropy(logits, targets):
    logits -= logits.max(dim=1, keepdim=True).values
    log_shares = logits - logits.exp().sum(dim=1, keepdim=True).log()
    return -log_shares[torch.arange(len(targets)), targets].mean()


#%% wrong: keepdim forgotten | Read the message
def cross_entropy(logits, targets):
    shifted = logits - logits.max(dim=1).values
    log_shares = shifted - shifted.exp().sum(dim=1, keepdim=True).log()
    return -log_shares[torch.arange(len(targets)), targets].mean()


#%% wrong: every sample's class for every sample | torch.arange
def cross_entropy(logits, targets):
    log_shares = F.log_softmax(logits, dim=1)
    return -log_shares[:, targets].mean()


#%% wrong: the first sample alone | For each sample
def cross_entropy(logits, targets):
    return -F.log_softmax(logits, dim=1)[0, targets[0]]


#%% wrong: the predicted class and not the true one | the right class
def cross_entropy(logits, targets):
    return -F.log_softmax(logits, dim=1).max(dim=1).values.mean()


#%% wrong: no return | return
def cross_entropy(logits, targets):
    log_shares = F.log_softmax(logits, dim=1)
    loss = -log_shares[torch.arange(len(targets)), targets].mean()


#%% wrong: hands the function on | Handing it on
def cross_entropy(logits, targets):
    return F.cross_entropy(logits, targets)


#%% wrong: hands the class on | Handing it on
def cross_entropy(logits, targets):
    return nn.CrossEntropyLoss()(logits, targets)
