#%% right: a row and a column for each
def pick_right_class(logits, labels):
    rows = torch.arange(len(labels))
    return logits[rows, labels]


#%% right: gather along the classes
def pick_right_class(logits, labels):
    return logits.gather(1, labels[:, None]).squeeze(1)


#%% right: a loop and stack
def pick_right_class(logits, labels):
    picked = []
    for row, label in zip(logits, labels):
        picked.append(row[label])
    return torch.stack(picked)


#%% right: a mask with one True in each row
def pick_right_class(logits, labels):
    classes = torch.arange(logits.shape[1])
    return logits[labels[:, None] == classes]


#%% right: one-hot labels, products and sums
def pick_right_class(logits, labels):
    return (logits * F.one_hot(labels, logits.shape[1])).sum(dim=1)


#%% right: the diagonal of all rows and all labels
def pick_right_class(logits, labels):
    return logits[:, labels].diagonal()


#%% right: places in the flat tensor
def pick_right_class(logits, labels):
    n, n_classes = logits.shape
    return logits.reshape(-1)[torch.arange(n) * n_classes + labels]


#%% right: a loop that fills zeros
def pick_right_class(logits, labels):
    picked = torch.zeros(len(labels), dtype=logits.dtype)
    for i in range(len(labels)):
        picked[i] = logits[i][labels[i].item()]
    return picked


#%% wrong: labels as rows | takes whole rows
def pick_right_class(logits, labels):
    return logits[labels]


#%% wrong: every label for every row | Pairs are wanted
def pick_right_class(logits, labels):
    return logits[:, labels]


#%% wrong: every label for every row, through a slice of rows | Pairs are wanted
def pick_right_class(logits, labels):
    return logits[0 : len(labels), labels]


#%% wrong: rows and columns exchanged | exchanged
def pick_right_class(logits, labels):
    return logits[labels, torch.arange(len(labels))]


#%% wrong: gather leaves an axis | One axis too many
def pick_right_class(logits, labels):
    return torch.gather(logits, 1, labels.unsqueeze(1))


#%% wrong: squeeze without an axis | squeeze(1) names the axis
def pick_right_class(logits, labels):
    return logits.gather(1, labels.view(-1, 1)).squeeze()


#%% wrong: the largest logit | the largest logits
def pick_right_class(logits, labels):
    values, _ = torch.max(logits, 1)
    return values


#%% wrong: argmax | the places of the largest
def pick_right_class(logits, labels):
    return logits.argmax(dim=1)


#%% wrong: hands the labels back | Those are the labels
def pick_right_class(logits, labels):
    return labels.float()


#%% wrong: softmax first | leave softmax out
def pick_right_class(logits, labels):
    shares = logits.softmax(dim=1)
    return shares[torch.arange(len(labels)), labels]


#%% wrong: log_softmax first | logarithms of shares
def pick_right_class(logits, labels):
    return logits.log_softmax(dim=1)[torch.arange(len(labels)), labels]


#%% wrong: nll_loss turns the sign | The sign is turned
def pick_right_class(logits, labels):
    return F.nll_loss(logits, labels, reduction="none")


#%% wrong: the mean | That is the mean
def pick_right_class(logits, labels):
    return logits[torch.arange(len(labels)), labels].mean()


#%% wrong: the sum | That is the sum
def pick_right_class(logits, labels):
    return sum(row[label] for row, label in zip(logits, labels))


#%% wrong: return inside the loop | Only the first row's logit
def pick_right_class(logits, labels):
    for row, label in zip(logits, labels):
        return row[label]


#%% wrong: a list of floats | a list came
def pick_right_class(logits, labels):
    return [row[label].item() for row, label in zip(logits, labels)]


#%% wrong: item cuts the gradient | no backward pass comes through
def pick_right_class(logits, labels):
    picked = [logits[i, labels[i]].item() for i in range(len(labels))]
    return torch.tensor(picked, dtype=logits.dtype)


#%% wrong: zeros are always float32 | The dtype is torch.float32
def pick_right_class(logits, labels):
    picked = torch.zeros(len(labels))
    for i, label in enumerate(labels):
        picked[i] = logits[i, label]
    return picked


#%% wrong: counts on ten rows | Your line 2
def pick_right_class(logits, labels):
    return logits[torch.arange(10), labels]


#%% wrong: no return | returned None
def pick_right_class(logits, labels):
    picked = logits[torch.arange(len(labels)), labels]


#%% wrong: changes the logits | changed one of its inputs
def pick_right_class(logits, labels):
    logits -= logits.amax(dim=1, keepdim=True)
    return logits[torch.arange(len(labels)), labels]


#%% wrong: the labels first | Read the message
def pick_right_class(labels, logits):
    return logits[torch.arange(len(labels)), labels]
