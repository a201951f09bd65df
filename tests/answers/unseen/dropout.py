#%% wrong: survivors not scaled up
def dropout(x, p, training):
    if not training:
        return x
    mask = (torch.rand_like(x) >= p).float()
    return x * mask

#%% wrong: plain dropout, scales in eval instead of in training
def dropout(x, p, training):
    if training:
        mask = (torch.rand_like(x) >= p).float()
        return x * mask
    return x * (1 - p)

#%% wrong: p taken as the probability of keeping
def dropout(x, p, training):
    if not training or p == 0:
        return x
    mask = (torch.rand_like(x) < p).float()
    return x * mask / p

#%% wrong: p = 1 divides by zero and gives nan
def dropout(x, p, training):
    if not training:
        return x
    mask = (torch.rand_like(x) >= p).float()
    scale = torch.tensor(1.0) / (1 - p)
    return x * mask * scale

#%% wrong: one mask for the whole batch
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = (torch.rand(x.shape[1:]) >= p).float()
    return x * mask / (1 - p)

#%% wrong: drops in eval mode too
def dropout(x, p, training=True):
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand(x.shape) >= p
    return x * mask / (1 - p)
