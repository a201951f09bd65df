#%% right: gather along dim 1, squeeze that axis only
def pick_right_class(logits, labels):
    """Entry i is the logit that row i gives to its own label."""
    return torch.gather(logits, 1, labels.unsqueeze(1)).squeeze(1)

#%% right: a loop that fills a tensor of the logits' dtype
def pick_right_class(logits, labels):
    n = logits.shape[0]
    result = logits.new_zeros(n)
    for i in range(n):
        result[i] = logits[i, labels[i]]
    return result

#%% right: a mask with one True in each row
def pick_right_class(logits, labels):
    n_classes = logits.shape[1]
    classes = torch.arange(n_classes, device=labels.device)
    mask = labels[:, None] == classes[None, :]
    return logits[mask]

#%% wrong: squeeze() without dim, a single row gives shape ()
def pick_right_class(logits, labels):
    return logits.gather(1, labels[:, None]).squeeze()

#%% wrong: always float32, the dtype of double logits is lost
def pick_right_class(logits, labels):
    result = torch.zeros(len(labels))
    for i, label in enumerate(labels):
        result[i] = logits[i, label]
    return result

#%% wrong: made from Python numbers, no backward pass comes through
def pick_right_class(logits, labels):
    picked = [logits[i, labels[i]].item() for i in range(len(labels))]
    return torch.tensor(picked, dtype=logits.dtype, requires_grad=True)

#%% wrong: one_hot without num_classes, needs the highest class among the labels
def pick_right_class(logits, labels):
    return (logits * F.one_hot(labels)).sum(dim=1)

#%% wrong: index laid as a row, so all labels are looked up in row 0
def pick_right_class(logits, labels):
    return logits.gather(1, labels.unsqueeze(0))[0]
