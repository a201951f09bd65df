#%% right: a mask from uniform numbers
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand_like(x) >= p
    return x * mask / (1 - p)


#%% right: a mask from bernoulli, divided only where that is possible
def dropout(x, p, training):
    if not training or p == 0:
        return x.clone()
    keep = 1 - p
    mask = torch.bernoulli(torch.full_like(x, keep))
    if keep > 0:
        mask = mask / keep
    return mask * x


#%% right: a copy, zeros written into it
def dropout(x, p, training):
    result = x.clone()
    if training:
        result[torch.rand(x.shape, device=x.device) < p] = 0
        if p < 1:
            result = result / (1 - p)
    return result


#%% right: with torch.where and a scale that is 0 for p = 1
def dropout(x, p, training):
    if training:
        scale = 0.0 if p >= 1 else 1 / (1 - p)
        stays = torch.empty_like(x).uniform_() >= p
        x = torch.where(stays, x * scale, torch.zeros_like(x))
    return x


#%% right: masked_fill with a mask from NumPy
import numpy as np


def dropout(x, p, training):
    if not training:
        return x
    dropped = torch.from_numpy(np.random.random(tuple(x.shape)) < p)
    return x.masked_fill(dropped, 0) / max(1 - p, 1e-9)


#%% right: a throw for each number, drawn from a list of Python's
import random


def dropout(x, p, training):
    if not training or p == 0:
        return x
    throws = torch.tensor([random.random() < p for _ in range(x.numel())]).reshape(x.shape)
    return torch.where(throws, 0.0, x / max(1 - p, 1e-6))


#%% wrong: not rescaled | must be rescaled
def dropout(x, p, training):
    if not training:
        return x
    return x * (torch.rand_like(x) >= p)


#%% wrong: as in the paper of 2014, rescaled in eval mode | must be rescaled
def dropout(x, p, training):
    if not training:
        return x * (1 - p)
    return x * (torch.rand_like(x) >= p)


#%% wrong: rescaled in training and in eval mode | nothing is scaled
def dropout(x, p, training):
    if not training:
        return x * (1 - p)
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: divided by p | divided by p
def dropout(x, p, training):
    if not training or p == 0:
        return x
    return x * (torch.rand_like(x) >= p) / p


#%% wrong: multiplied by 1 − p | multiplied by 1 − p
def dropout(x, p, training):
    if not training:
        return x
    return x * (torch.rand_like(x) >= p) * (1 - p)


#%% wrong: p taken for the share that is kept | p is the share that is dropped
def dropout(x, p, training):
    if not training:
        return x
    if p == 0:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) < p) / p


#%% wrong: the mask the wrong way round | p is the share that is dropped
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand_like(x) < p
    return x * mask / (1 - p)


#%% wrong: training is ignored | training has no effect
def dropout(x, p, training):
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: the modes swapped | Nothing was dropped
def dropout(x, p, training):
    if training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: 0 / 0 for p = 1 | nan, wanted 0.0
def dropout(x, p, training):
    if not training:
        return x
    mask = (torch.rand_like(x) >= p).float()
    return x * mask / (1 - p)


#%% wrong: a scale that cannot be computed for p = 1 | Read the message
def dropout(x, p, training):
    if not training:
        return x
    scale = 1 / (1 - p)
    return x * (torch.rand_like(x) >= p) * scale


#%% wrong: p = 0 and p = 1 are refused | Read the message
def dropout(x, p, training):
    if not training:
        return x
    if not 0 < p < 1:
        raise ValueError("p must lie between 0 and 1")
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: one mask for all rows | each number
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.rand(x.shape[-1]) >= p
    return x * mask / (1 - p)


#%% wrong: one throw for the whole tensor | throw
def dropout(x, p, training):
    if not training:
        return x
    if p == 1 or torch.rand(()) < p:
        return torch.zeros_like(x)
    return x / (1 - p)


#%% wrong: normal numbers in place of uniform ones | probability p
def dropout(x, p, training):
    if not training:
        return x
    if p == 0:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.randn_like(x) >= p
    return x * mask / (1 - p)


#%% wrong: zeros written into the input | changed one of its inputs
def dropout(x, p, training):
    if not training:
        return x
    x[torch.rand_like(x) < p] = 0
    return x / (1 - p) if p < 1 else x


#%% wrong: the same mask in every call | fresh
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    torch.manual_seed(0)
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: a result in float64 | torch.float64
import numpy as np


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.from_numpy((np.random.random(tuple(x.shape)) >= p).astype(float))
    return x * mask / (1 - p)


#%% wrong: the mask is returned | torch.bool
def dropout(x, p, training):
    if not training:
        return x
    return torch.rand_like(x) >= p


#%% wrong: the dropped numbers are left out, so the shape changes | The shape is
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return x[torch.rand_like(x) >= p] / (1 - p)


#%% wrong: forgotten return | returned None
def dropout(x, p, training):
    if not training:
        return x
    mask = torch.rand_like(x) >= p
    x = x * mask / (1 - p)


#%% wrong: the function of torch.nn.functional | Well found
def dropout(x, p, training):
    return F.dropout(x, p, training)


#%% wrong: the layer of torch.nn | Well found
def dropout(x, p, training):
    layer = nn.Dropout(p)
    layer.train(training)
    return layer(x)


#%% wrong: the function under its own name | Well found
from torch.nn.functional import dropout


#%% wrong: exactly the share p, by a random order | exact share
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    mask = torch.ones(x.numel())
    mask[torch.randperm(x.numel())[: round(p * x.numel())]] = 0
    return x * mask.reshape(x.shape) / (1 - p)


#%% wrong: exactly the share p of each row | exact share
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    order = torch.rand_like(x).argsort(dim=-1)
    return x * (order >= p * x.shape[-1]) / (1 - p)


#%% wrong: the smallest of the random numbers, found by kthvalue | exact share
def dropout(x, p, training):
    if not training or p == 0:
        return x
    if p == 1:
        return torch.zeros_like(x)
    noise = torch.rand_like(x)
    threshold = noise.flatten().kthvalue(int(p * x.numel())).values
    return x * (noise > threshold) / (1 - p)


#%% wrong: whole rows are dropped | dropped together
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    if x.dim() == 1:
        return x * (torch.rand_like(x) >= p) / (1 - p)
    return x * (torch.rand(*x.shape[:-1], 1) >= p) / (1 - p)


#%% wrong: zeros in eval mode | does nothing
def dropout(x, p, training):
    if not training:
        return torch.zeros_like(x)
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: x for p = 1 | With p = 1 all numbers are dropped: return zeros.
def dropout(x, p, training):
    if not training or p == 1:
        return x
    return x * (torch.rand_like(x) >= p) / (1 - p)


#%% wrong: 0 / 0 for p = 1, by masked_fill | do not divide by 1 − p = 0
def dropout(x, p, training):
    if not training:
        return x
    return x.masked_fill(torch.rand_like(x) < p, 0) / (1 - p)


#%% wrong: one throw for each thing along the first dimension, none falls at first | dropped together
chance = torch.Generator().manual_seed(1)


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    throws = torch.rand(len(x), *[1] * (x.dim() - 1), generator=chance)
    return x * (throws >= p) / (1 - p)


#%% wrong: one throw for each thing along the first dimension, none falls at first, all later | dropped together
chance = torch.Generator().manual_seed(3)


def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    throws = torch.rand(len(x), *[1] * (x.dim() - 1), generator=chance)
    return x * (throws >= p) / (1 - p)


#%% wrong: one throw for each row, where there are rows | dropped together
def dropout(x, p, training):
    if not training:
        return x
    if p == 1:
        return torch.zeros_like(x)
    throws = torch.rand_like(x) if x.dim() == 1 else torch.rand(x.shape[-2], 1)
    return x * (throws >= p) / (1 - p)


#%% wrong: no throw where there are rows | Nothing was dropped
def dropout(x, p, training):
    if not training or x.dim() > 1 and p < 1:
        return x
    if p == 1:
        return torch.zeros_like(x)
    return x * (torch.rand_like(x) >= p) / (1 - p)
